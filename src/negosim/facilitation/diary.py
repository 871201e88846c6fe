"""A month's diary: spending shares of the hours on moves, in the order that a strategy gives (agenda du DGS)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from negosim.negotiation.moves import CODES, MOVES, Action
from negosim.negotiation.view import View

__all__ = ["Diary", "by_turns", "least_visited", "widest_areas"]


class Diary:
    """Actions entered so far and the hours that are left."""

    def __init__(self, hours: float) -> None:
        self.left = hours
        self.actions: list[Action] = []

    def spend(self, kind: str, hours: float, targets: Iterable[int], most: int | None = None) -> None:
        """Spend up to `hours` on `kind`, one target after the other, at most `most` times (or the limit) on each."""
        entry = MOVES[CODES[kind]]
        limit = entry.limit if most is None else min(most, entry.limit)
        budget = min(hours, self.left)
        order = list(targets)
        for turn in range(limit * len(order)):
            if entry.hours > budget + 1e-9:
                return
            self.actions.append(Action(kind, order[turn % len(order)]))
            budget -= entry.hours
            self.left -= entry.hours


def by_turns(view: View) -> list[int]:
    """Open dossiers, the nearest deadline first."""
    return view.open_dossiers


def least_visited(view: View) -> list[int]:
    """Communes, the least visited first; equals by a fair monthly draw."""
    order = view.fair_order
    return order[np.argsort(view.visits[order], kind="stable")].tolist()


def widest_areas(view: View) -> list[int]:
    """Living areas in turn, month after month."""
    first = view.month % view.n_areas
    return [(first + step) % view.n_areas for step in range(view.n_areas)]
