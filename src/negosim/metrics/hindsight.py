"""What stood at an earlier moment of a finished mandate: at a decision, or in a month played again (rétrospective)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from negosim.negotiation.commune.behaviour import package_value
from negosim.negotiation.commune.reasons import TERMS, perceived_terms
from negosim.negotiation.conductor.view import View
from negosim.negotiation.mandate import Mandate, begin, play_month
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.events import EVENTS

__all__ = ["Moment", "broken_promises_before", "state_at_decision", "terms_at"]


def broken_promises_before(s: State, month: int) -> float:
    """Broken promises that communes remembered at the beginning of a month: sum over decisions of defectors / N."""
    log, n, total = s.events("defections"), len(s.communes), 0.0
    defections_before = np.stack([log["month"], log["dossier"]], axis=1)[log["month"] < month]
    _, first, count = np.unique(defections_before, axis=0, return_index=True, return_counts=True)
    for defectors in count[np.argsort(first)].tolist():
        total += defectors / n
    return total


def state_at_decision(mandate: Mandate, d: int) -> State:
    """The state when dossier d was decided, as a copy whose draft may be written.

    The month, the envelope, the services' acceptance, the culture, the mean trust and the broken promises are those of
    that moment; the trust in the DGS is that of the end of the month. Opinions, text, transfers, costs, co-financing
    and understanding of a dossier no longer change once it is decided. The other dossiers are as they ended: the value
    of a package at that moment is the difference between the perceived surplus and that of the dossier alone.
    """
    s, month = mandate.state, int(mandate.state.dossiers[d].closing_month)
    past = s.with_arrays(
        communes=s.communes.copy(), clock=s.clock.copy(), finance=s.finance.copy(), partners=s.partners.copy(),
        stakes=s.stakes.copy(), clauses=s.clauses.copy(), items=s.items.copy(),
    )  # fmt: skip
    past.clock["month"] = month
    month_row = s.history[month - 1]
    past.finance["envelope"] = month_row["envelope"]
    past.partners["service_acceptance"] = month_row["service_acceptance"]
    past.communes["culture"] = s.commune_history["culture"][month - 2] if month > 1 else float(s.p["culture_start"])
    past.communes["trust"] = s.stakes["trust_at_decision"][d]
    past.communes["trust_dgs"] = s.commune_history["trust_dgs"][month - 1]
    past.communes["broken_promises"] = broken_promises_before(s, month)
    return past


Moment = tuple[int, int]
"""A month and a dossier."""


def terms_at(mandate: Mandate, moments: Iterable[Moment]) -> dict[Moment, np.ndarray]:
    """Terms float64[N, TERMS] of the surplus that communes perceived at the beginning of each month, by moment.

    The mandate is played again. Empty where that does not give the same events, since its agents' methods were
    overridden.
    """
    sorted_moments = sorted(set(moments))
    terms_by_moment: dict[Moment, np.ndarray] = {}
    if not sorted_moments:
        return terms_by_moment
    s = begin(mandate.setting, mandate.seed)
    view = View(s)
    for month in range(1, sorted_moments[-1][0] + 1):
        for moment in sorted_moments:
            if moment[0] == month:
                terms_by_moment[moment] = np.zeros((len(s.communes), len(TERMS)))
                for i, terms in enumerate(terms_by_moment[moment]):
                    perceived_terms(s, moment[1], i, package_value(s, moment[1], i), terms)
        play_month(s, mandate.setting, lambda: mandate.setting.strategy.choose(view), mandate.actions)
    return terms_by_moment if same_events(s, mandate.state) else {}


def same_events(replayed: State, original: State) -> bool:
    """Whether the events of a mandate replayed so far are those of the mandate as played."""
    return all(np.array_equal(rows := replayed.events(name), original.events(name)[: len(rows)]) for name in EVENTS)
