"""Which communes won, and whose contrary vote would have changed the outcome (succès et voix décisives)."""

# pyright: strict

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from negosim.compiled import Booleans, Integers, compiled
from negosim.law.silence import NO, YES
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.month.voting import council_passes, municipal_outcome
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ADOPTED

__all__ = ["RealisedPower", "ballots_of", "decisive_communes", "realised_power", "votes_if"]


@compiled
def ballots_of(s: State, d: int) -> Integers:
    """Counts of the vote on dossier d, int64[N + 1, 3]: yes, no and officials present, by commune, then in all."""
    n = s.communes.shape[0]
    counts = np.zeros((n + 1, 3), np.int64)
    for e in range(s.officials.shape[0]):
        ballot = s.ballots[d, e]
        if ballot.present:
            for row in (s.officials[e].commune, n):
                counts[row, 0] += ballot.vote == YES
                counts[row, 1] += ballot.vote == NO
                counts[row, 2] += 1
    return counts


@compiled
def votes_if(s: State, d: int, i: int, answer: int, counts: Integers) -> tuple[int, int, bool]:
    """Votes for, votes against, and whether the president is for, had the officials of commune i all voted `answer`.

    `counts` are those of `ballots_of`. With i = -1 no vote changes.
    """
    n, chair = s.communes.shape[0], s.ballots[d, s.council.president]
    if i < 0:
        return counts[n, 0], counts[n, 1], chair.present and chair.vote == YES
    yes, no = counts[n, 0] - counts[i, 0], counts[n, 1] - counts[i, 1]
    if answer == YES:
        yes += counts[i, 2]
    else:
        no += counts[i, 2]
    return yes, no, chair.present and (answer if i == s.council.president_commune else chair.vote) == YES


@compiled
def goes_through(s: State, d: int, i: int, answer: int, counts: Integers) -> bool:
    """Whether dossier d passes the council and the municipal councils, had commune i said `answer` (-1: nobody)."""
    yes, no, chair = votes_if(s, d, i, answer, counts)
    return council_passes(s, d, yes, no, chair) and municipal_outcome(s, d)


@compiled
def decisive_communes(s: State, d: int) -> Booleans:
    """Whether the outcome of dossier d, put to the vote, would have changed had commune i said the contrary: bool[N].

    All its officials present, and its municipal council, say yes where its stance was not yes, and no where it was yes;
    the other communes stay as they were.
    """
    counts = ballots_of(s, d)
    before = goes_through(s, d, -1, NO, counts)
    decisive = np.zeros(s.communes.shape[0], np.bool_)
    for i in range(decisive.shape[0]):
        contrary, answer = NO if s.stakes[d, i].stance == YES else YES, s.stakes[d, i].answer
        s.stakes[d, i].answer = contrary
        decisive[i] = goes_through(s, d, i, contrary, counts) != before
        s.stakes[d, i].answer = answer
    return decisive


@compiled
def tally(s: State) -> tuple[Integers, int]:
    """Number of votes in which each commune took a stance, won, and was decisive, int64[3, N]; and number of votes."""
    counts, votes = np.zeros((3, s.communes.shape[0]), np.int64), 0
    for d in range(s.dossiers.shape[0]):
        if s.dossiers[d].council_voted:
            votes += 1
            adopted, decisive = s.dossiers[d].outcome == ADOPTED, decisive_communes(s, d)
            for i in range(decisive.shape[0]):
                stance = s.stakes[d, i].stance
                has_stance = stance in (YES, NO)
                counts[0, i] += has_stance
                counts[1, i] += has_stance and (stance == YES) == adopted
                counts[2, i] += decisive[i]
    return counts, votes


@dataclass(frozen=True, eq=False)
class RealisedPower:
    """Realised power of each commune over the votes of the council.

    `success` float64[N]: among the votes where it took a stance, share of those whose outcome agreed with it (yes and
    adopted, no and not adopted); nan where it never took one. `decisiveness` float64[N]: share of the votes where its
    contrary stance would have changed the outcome. `votes`: number of votes.
    """

    success: np.ndarray
    decisiveness: np.ndarray
    votes: int


@lru_cache(maxsize=1)
def realised_power(mandate: Mandate) -> RealisedPower:
    """Success and decisiveness of each commune over the dossiers that were put to the vote.

    Source: Penrose 1946 and Banzhaf 1965 for decisiveness; Laruelle and Valenciano 2005 for success.
    """
    (stances, wins, decisive), votes = tally(mandate.state)
    success = np.where(stances > 0, wins / np.maximum(stances, 1), np.nan)
    return RealisedPower(success, decisive / max(1, votes), votes)
