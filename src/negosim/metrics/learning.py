"""Do agreements come faster as the mandate advances? (apprentissage)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.metrics import LESS, METRICS, BaseMetric
from negosim.metrics.decisions import adopted_dossiers
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import MONTHS

__all__ = ["FEWEST", "LearningSlope", "slope"]

FEWEST = 3
"""Number of adopted dossiers below which the slope is not defined."""


def slope(values: Sequence[float]) -> float:
    """Least-squares slope of `values` (M of them) against their rank 0, 1, …, M - 1."""
    middle = (len(values) - 1) / 2
    return sum((rank - middle) * value for rank, value in enumerate(values)) / sum(
        (rank - middle) ** 2 for rank in range(len(values))
    )


@dataclass(frozen=True, kw_only=True)
class LearningSlope(BaseMetric):
    """Change of the months to agreement from one adopted dossier to the next; None below three of them."""

    name: str = "learning_slope"
    label: Message = message("évolution du délai d'accord d'un dossier au suivant")
    unit: str = "months per dossier"
    low: float = -float(MONTHS)
    high: float = float(MONTHS)
    direction: int = LESS

    def measure(self, mandate: Mandate) -> float | None:
        """Sum (r - mean r)(m - mean m) / sum (r - mean r)^2, with m the months from opening to adoption and r
        the rank of the adopted headline dossier in the order of their opening.
        """
        adopted = adopted_dossiers(mandate)
        if len(adopted) < FEWEST:
            return None
        opens, closing = (mandate.state.dossiers[field].tolist() for field in ("opens", "closing_month"))
        return slope([float(closing[d] - opens[d]) for d in sorted(adopted, key=opens.__getitem__)])


METRICS.add("learning_slope", LearningSlope())
