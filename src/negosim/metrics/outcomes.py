"""What became of the dossiers: withdrawn, left to the law, rejected, still open; yearly ones separately (issues)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from negosim.errors import message
from negosim.metrics import LESS, METRICS, MORE, BaseMetric
from negosim.metrics.decisions import headline_dossiers, recurrent_dossiers
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.dossier import ADOPTED, DEFAULTED, OPEN, REJECTED, WAITING, WITHDRAWN
from negosim.negotiation.state.setting import Setting

__all__ = ["OutcomeShare"]


@dataclass(frozen=True, kw_only=True)
class OutcomeShare(BaseMetric):
    """Share of some dossiers with one of these outcomes; None where there is no such dossier.

    With `adopted`, the shares withdrawn, defaulted, rejected and open sum to 1: all have the headline dossiers as their
    denominator. `open` also counts those that never opened.
    """

    outcomes: tuple[int, ...]
    among: Callable[[Setting], tuple[int, ...]] = headline_dossiers

    def measure(self, mandate: Mandate) -> float | None:
        """Dossiers with one of the outcomes / dossiers."""
        dossiers, outcomes = self.among(mandate.setting), mandate.state.dossiers["outcome"].tolist()
        return sum(outcomes[d] in self.outcomes for d in dossiers) / len(dossiers) if dossiers else None


for share in (
    OutcomeShare(name="withdrawn", outcomes=(WITHDRAWN,), label=message("part des dossiers retirés")),
    OutcomeShare(
        name="defaulted",
        outcomes=(DEFAULTED,),
        label=message("part des dossiers laissés à la règle par défaut"),
        direction=LESS,
    ),
    OutcomeShare(name="rejected", outcomes=(REJECTED,), label=message("part des dossiers rejetés")),
    OutcomeShare(
        name="open", outcomes=(WAITING, OPEN), label=message("part des dossiers sans décision"), direction=LESS
    ),
    OutcomeShare(
        name="adopted_recurrent",
        outcomes=(ADOPTED,),
        label=message("part des dossiers annuels adoptés"),
        among=recurrent_dossiers,
        direction=MORE,
    ),
):
    METRICS.add(share.name, share)
