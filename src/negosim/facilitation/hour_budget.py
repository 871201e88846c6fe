"""The hours of a month, spent on moves in the order of the calls, and the usual orders of targets (emploi du temps)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

import numpy as np

from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import MOVES, Action

__all__ = [
    "HourBudget", "areas_by_turns", "by_deadline", "least_engaged", "least_visited", "most_engaged", "refusers",
    "with_projects",
]  # fmt: skip

PRICES_AND_LIMITS = {kind.name: (kind.hours, kind.limit) for kind in MOVES}


class HourBudget:
    """The `actions` of a month so far and the `remaining` hours; the limits of the price list are respected."""

    def __init__(self, hours: float) -> None:
        self.remaining = hours
        self.actions: list[Action] = []
        self._targets: dict[str, list[int]] = {}

    def spend(self, kind: str, hours: float, targets: Iterable[int] = (0,), most: int | None = None) -> None:
        """Spend up to `hours` on the move `kind`, on one target after the other, then again from the first one.

        `most` is the largest number of times for each target, the limit of the price list by default.
        """
        price, limit = PRICES_AND_LIMITS[kind]
        if most is not None and most < limit:
            limit = most
        affordable = int(((hours if hours < self.remaining else self.remaining) + 1e-9) // price)
        if affordable <= 0:
            return
        turns = list(targets) * limit
        so_far = self._targets.get(kind)
        if so_far:
            turns = turns_within_limit(so_far, turns, limit)
        new_targets = turns[:affordable]
        self._targets[kind] = so_far + new_targets if so_far else new_targets
        self.actions += [action_on(kind, target) for target in new_targets]
        self.remaining -= price * len(new_targets)


def turns_within_limit(so_far: list[int], turns: list[int], limit: int) -> list[int]:
    """Of the targets `turns`, those that are within `limit` for each target, the targets `so_far` counted."""
    times, allowed = Counter(so_far), []
    for target in turns:
        if times[target] < limit:
            times[target] += 1
            allowed.append(target)
    return allowed


@cache
def action_on(kind: str, target: int) -> Action:
    """The action `kind` on `target`; the same object for equal arguments."""
    return Action(kind, target)


def by_deadline(view: View) -> list[int]:
    """Open dossiers, the nearest deadline first."""
    return view.open_dossiers


def with_projects(view: View) -> list[int]:
    """Open dossiers whose projects partners may pay for, the nearest deadline first."""
    return [d for d in view.open_dossiers if view.has_projects[d]]


def least_visited(view: View) -> list[int]:
    """Communes, the least visited first; equals in a random order of the month."""
    return view.fewest_first(view.visits.astype(np.float64))


def refusers(view: View) -> list[int]:
    """Communes, those with the most no at the headcounts of open dossiers first, then the least visited."""
    against = (~view.headcount_yes[view.open_dossiers]).sum(axis=0)
    return view.fewest_first(view.visits * 1e-6 - against)


def attendance_rate(view: View) -> np.ndarray:
    """Share of the ordinary meetings that each commune attended [N]; one half before the first meeting."""
    return (view.attendances + 0.5) / (view.invitations + 1.0)


def most_engaged(view: View) -> list[int]:
    """Communes, the highest attendance rate first (moteurs); equals in a random order of the month."""
    return view.fewest_first(-attendance_rate(view))


def least_engaged(view: View) -> list[int]:
    """Communes, the lowest attendance rate first (suiveurs); equals in a random order of the month."""
    return view.fewest_first(attendance_rate(view))


def areas_by_turns(view: View) -> list[int]:
    """Living areas, starting from another one each month."""
    first = view.month % view.n_areas
    return [(first + step) % view.n_areas for step in range(view.n_areas)]
