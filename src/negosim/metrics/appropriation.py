"""Who wrote the adopted texts: many communes, or a few? (appropriation)."""

# pyright: strict

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from negosim.compiled import Integers, compiled
from negosim.errors import message
from negosim.metrics import METRICS, MORE, BaseMetric
from negosim.negotiation.conductor.texts import DGS, NOBODY
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ADOPTED

__all__ = ["Authorship", "authors_share", "dgs_share", "entropy", "pieces_by_author"]


@lru_cache(maxsize=1)
def pieces_by_author(mandate: Mandate) -> np.ndarray:
    """Number of surviving pieces by author, the communes then the DGS: int64[N + 1].

    A piece is a clause that somebody changed, or an item, in the text of an adopted headline dossier.
    """
    return count_pieces(mandate.state)


@compiled
def count_pieces(s: State) -> Integers:
    """The same as `pieces_by_author`, from the state."""
    counts = np.zeros(s.communes.shape[0] + 1, np.int64)
    for d in range(s.dossiers.shape[0]):
        if s.dossiers[d].outcome == ADOPTED and not s.dossiers[d].recurrent:
            for k in range(s.dossiers[d].clauses):
                count_piece(counts, s.clauses[d, k].author)
            for q in range(s.dossiers[d].items):
                if s.items[d, q].text:
                    count_piece(counts, s.items[d, q].author)
    return counts


@compiled
def count_piece(counts: Integers, author: int) -> None:
    """Add one piece to the count of its author, if it has one; the DGS comes last."""
    if author == DGS:
        counts[-1] += 1
    elif author != NOBODY:
        counts[author] += 1


def entropy(counts: np.ndarray) -> float:
    """-sum_a p_a log p_a / log(N + 1), p_a the share of pieces by a, a commune or the DGS: 0 one author, 1 all alike.

    Source: Shannon 1948; Pielou 1966 for the normalisation.
    """
    shares = counts[counts > 0] / counts.sum()
    return max(0.0, -float((shares * np.log(shares)).sum()) / math.log(len(counts)))


def authors_share(counts: np.ndarray) -> float:
    """Communes with at least one surviving piece / N."""
    return float(np.count_nonzero(counts[:-1])) / (len(counts) - 1)


def dgs_share(counts: np.ndarray) -> float:
    """Surviving pieces that the DGS wrote / surviving pieces that somebody wrote."""
    return float(counts[-1]) / float(counts.sum())


@dataclass(frozen=True, kw_only=True)
class Authorship(BaseMetric):
    """One figure of the authorship of the surviving pieces, over the mandate; None where nobody wrote anything."""

    figure: Callable[[np.ndarray], float]
    unit: str = ""

    def measure(self, mandate: Mandate) -> float | None:
        """The figure of the pieces of all adopted headline dossiers together; None where nobody wrote anything."""
        counts = pieces_by_author(mandate)
        return self.figure(counts) if counts.any() else None


for metric in (
    Authorship(
        name="authorship_entropy", figure=entropy, label=message("partage de l'écriture des décisions"), direction=MORE
    ),
    Authorship(
        name="authors",
        figure=authors_share,
        label=message("part des communes auteures d'une décision"),
        unit="share",
        direction=MORE,
    ),
    Authorship(
        name="written_by_dgs", figure=dgs_share, label=message("part des décisions écrite par le DGS"), unit="share"
    ),
):
    METRICS.add(metric.name, metric)
