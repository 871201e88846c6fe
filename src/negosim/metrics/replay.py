"""A mandate played again to look at some of its moments: what communes saw then (relecture)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from negosim.negotiation.commune.behaviour import package_value
from negosim.negotiation.commune.reasons import TERMS, perceived_terms
from negosim.negotiation.conductor.view import View
from negosim.negotiation.mandate import Mandate, begin, play_month
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.events import EVENTS

__all__ = ["Moment", "terms_at"]

Moment = tuple[int, int]
"""A month and a dossier."""


def terms_at(mandate: Mandate, moments: Iterable[Moment]) -> dict[Moment, np.ndarray]:
    """The terms float64[N, TERMS] of the surplus that communes perceived at the beginning of a month, by moment.

    Empty where the mandate does not replay to the same events: its agents' behaviour has been replaced.
    """
    wanted = sorted(set(moments))
    found: dict[Moment, np.ndarray] = {}
    if not wanted:
        return found
    s = begin(mandate.setting, mandate.seed)
    view = View(s)
    for month in range(1, wanted[-1][0] + 1):
        for moment in wanted:
            if moment[0] == month:
                found[moment] = np.zeros((len(s.communes), len(TERMS)))
                for i, terms in enumerate(found[moment]):
                    perceived_terms(s, moment[1], i, package_value(s, moment[1], i), terms)
        play_month(s, mandate.setting, lambda: mandate.setting.strategy.choose(view), mandate.actions)
    return found if same_events(s, mandate.state) else {}


def same_events(replayed: State, played: State) -> bool:
    """Whether what happened in a mandate replayed so far is what happened in the mandate played."""
    return all(np.array_equal(rows := replayed.events(name), played.events(name)[: len(rows)]) for name in EVENTS)
