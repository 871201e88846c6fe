"""Which decisions were made, who gains from them, are they shared, do they last (décisions partagées)."""

# pyright: strict

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from negosim.compiled import compiled
from negosim.errors import message
from negosim.metrics import LESS, METRICS, MORE, BaseMetric
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.month.implementation import durable_limit
from negosim.negotiation.state.arrays import MONTHS, State
from negosim.negotiation.state.dossier import ADOPTED, is_closed
from negosim.negotiation.state.setting import Setting

__all__ = ["Rate", "Verdict", "adopted_dossiers", "headline", "headline_dossiers", "recurrent_dossiers", "verdict_of"]

SUPPORT_NEEDED = 2
SUPPORT_OF = 3
LOSERS_SHARE = 0.1


class Verdict(NamedTuple):
    """What became of one dossier.

    Supports are shares of the communes, of the seats and of the population whose true surplus at the decision, after
    transfers, is above zero; `min_gain` is the least true surplus; None where nothing was decided. `durable` and
    `defection_share` are None unless the dossier was adopted; `unanimous` is None without a vote of the council.
    """

    adopted: bool
    months: int
    support_communes: float | None
    support_seats: float | None
    support_population: float | None
    min_gain: float | None
    shared: bool
    shared_strict: bool
    durable: bool | None
    defection_share: float | None
    unanimous: bool | None


@compiled
def count_gains(s: State, d: int) -> tuple[int, float, float, int, int, int, float]:
    """Gains from dossier d, as a tuple.

    Number of winners, their share of the seats and of the population, number of losers (below -`gain_floor`), of
    communes below 0 and of defectors, and the least true surplus.
    """
    winners, seats, people, losers, below, defectors, least = 0, 0, 0, 0, 0, 0, math.inf
    for i in range(s.communes.shape[0]):
        stake, commune = s.stakes[d, i], s.communes[i]
        if stake.surplus > 0.0:
            winners += 1
            seats += commune.seats
            people += commune.population
        losers += stake.surplus < -s.p.gain_floor
        below += stake.surplus < 0.0
        defectors += stake.defection_month > 0
        least = min(least, stake.surplus)
    return winners, seats / s.council.total_seats, people / s.council.population, losers, below, defectors, least


@compiled
def measure_decision(
    s: State, d: int
) -> tuple[int, int, int, bool, bool, bool, tuple[int, float, float, int, int, int, float]]:
    """Outcome of dossier d, its months and its votes against (-1 without a vote); whether it is shared, strictly shared
    and durable; and its gains, as `count_gains`.
    """
    dossier, n = s.dossiers[d], s.communes.shape[0]
    gains = count_gains(s, d)
    winners, _, _, losers, below, defectors, _ = gains
    end_month = dossier.closing_month if is_closed(dossier.outcome) else MONTHS
    durable = dossier.outcome == ADOPTED and defectors <= durable_limit(n)
    shared = durable and SUPPORT_OF * winners >= SUPPORT_NEEDED * n and losers <= max(1, int(LOSERS_SHARE * n + 1e-9))
    against = dossier.no if dossier.council_voted else -1
    return dossier.outcome, end_month - dossier.opens, against, shared, shared and below == 0, durable, gains


def verdict_of(mandate: Mandate, d: int) -> Verdict:
    """The verdict on dossier d.

    Shared: adopted, durable, at least two thirds of the communes above their reservation, and at most max(1, 10 %) of
    them below it by more than `gain_floor`. Strictly shared: shared, and no commune below. Durable: at most
    max(1, 15 %) of the communes have defected 24 months after the adoption.
    """
    outcome, months, against, shared, strict, durable, gains = measure_decision(mandate.state, d)
    winners, seats, people, _, _, defectors, least = gains
    n, adopted = len(mandate.state.communes), outcome == ADOPTED
    support = (winners / n, seats, people, least) if is_closed(outcome) else (None, None, None, None)
    durability = (durable, defectors / n) if adopted else (None, None)
    return Verdict(adopted, months, *support, shared, strict, *durability, against == 0 if against >= 0 else None)


@lru_cache(maxsize=64)
def headline_dossiers(setting: Setting) -> tuple[int, ...]:
    """The dossiers that are not recurrent, in the order of the agenda."""
    return tuple(d for d, (line, _) in enumerate(dossiers_of(setting)) if not line.kind.recurrent)


@lru_cache(maxsize=64)
def recurrent_dossiers(setting: Setting) -> tuple[int, ...]:
    """The dossiers that come back every year, in the order of the agenda."""
    return tuple(d for d, (line, _) in enumerate(dossiers_of(setting)) if line.kind.recurrent)


def adopted_dossiers(mandate: Mandate) -> list[int]:
    """The headline dossiers that were adopted, in the order of the agenda."""
    outcomes = mandate.state.dossiers["outcome"].tolist()
    return [d for d in headline_dossiers(mandate.setting) if outcomes[d] == ADOPTED]


@lru_cache(maxsize=1)
def headline(mandate: Mandate) -> tuple[Verdict, ...]:
    """The verdicts of the dossiers that are not recurrent, in the order of the agenda."""
    return tuple(verdict_of(mandate, d) for d in headline_dossiers(mandate.setting))


@dataclass(frozen=True, kw_only=True)
class Rate(BaseMetric):
    """Mean of one field of the verdicts over the headline dossiers that define it; `formula` says what it counts."""

    field: str
    formula: str
    of: Callable[[Verdict], bool] = lambda verdict: True  # noqa: ARG005 -- every dossier counts

    def measure(self, mandate: Mandate) -> float | None:
        """Sum of `verdict_of` over the headline dossiers that define it / their number; None where there are none."""
        values = [getattr(verdict, self.field) for verdict in headline(mandate) if self.of(verdict)]
        known = [float(value) for value in values if value is not None]
        return sum(known) / len(known) if known else None


def is_adopted(verdict: Verdict) -> bool:
    """Whether the dossier was adopted."""
    return verdict.adopted


for rate in (
    Rate(
        name="adopted",
        field="adopted",
        label=message("part des dossiers adoptés"),
        formula="Adopted / headline dossiers.",
        direction=MORE,
    ),
    Rate(
        name="shared",
        field="shared",
        label=message("part des décisions partagées"),
        formula="Dossiers adopted, with winners (true surplus > 0 after transfers) >= 2/3 of the communes, losers "
        "(surplus < -gain_floor) <= max(1, 10 %) of them, defectors within 24 months <= max(1, 15 %) / headline "
        "dossiers.",
        direction=MORE,
    ),
    Rate(
        name="shared_strict",
        field="shared_strict",
        label=message("part des décisions où personne ne perd"),
        formula="Shared, and no commune with a true surplus below 0 / headline dossiers.",
        direction=MORE,
    ),
    Rate(
        name="durable",
        field="durable",
        label=message("part durable des dossiers adoptés"),
        formula="Defectors within 24 months of adoption <= max(1, 15 %) of the communes / adopted dossiers.",
        of=is_adopted,
        direction=MORE,
    ),
    Rate(
        name="unanimous",
        field="unanimous",
        label=message("part des votes à l'unanimité"),
        formula="Votes held that nobody opposed / held.",
        direction=MORE,
    ),
    Rate(
        name="support_communes",
        field="support_communes",
        label=message("part des communes gagnantes, dossiers adoptés"),
        formula="Communes with a true surplus above 0 / N, mean over adopted dossiers.",
        of=is_adopted,
        direction=MORE,
    ),
    Rate(
        name="support_seats",
        field="support_seats",
        label=message("part des sièges des communes gagnantes, dossiers adoptés"),
        formula="Seats of communes with a true surplus above 0 / all seats, mean over adopted dossiers.",
        of=is_adopted,
        direction=MORE,
    ),
    Rate(
        name="support_population",
        field="support_population",
        label=message("part de la population des communes gagnantes, dossiers adoptés"),
        formula="People of communes with a true surplus above 0 / all people, mean over adopted dossiers.",
        of=is_adopted,
        direction=MORE,
    ),
    Rate(
        name="min_gain",
        field="min_gain",
        label=message("gain de la commune la moins bien servie, dossiers adoptés"),
        formula="Least true surplus over communes, mean over adopted dossiers.",
        of=is_adopted,
        unit="value",
        low=-10.0,
        high=10.0,
        direction=MORE,
    ),
    Rate(
        name="defection_share",
        field="defection_share",
        label=message("part des communes qui font défection, dossiers adoptés"),
        formula="Communes that defect within 24 months / N, mean over adopted dossiers.",
        of=is_adopted,
        direction=LESS,
    ),
    Rate(
        name="months",
        field="months",
        label=message("mois par dossier"),
        formula="Months from opening to the end (72 where it never ends), mean over headline dossiers.",
        unit="months",
        high=72.0,
    ),
):
    METRICS.add(rate.name, rate)
