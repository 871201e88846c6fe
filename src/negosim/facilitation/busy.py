"""The active control: all the hours are spent on moves and targets drawn at random (activité sans stratégie).

Source: active control; reference design.
"""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.negotiation.conductor.view import DICE_A_MONTH, View
from negosim.negotiation.state.moves import BY_AREA, BY_COMMUNE, BY_DOSSIER, CAPACITY, MOVES, ONCE, RANDOM, Action, Move

__all__ = ["Busy"]

TRIES = DICE_A_MONTH // 2
KINDS = tuple(kind for kind in MOVES if kind.name != "pressure")
"""The moves that may be drawn. A forced vote is authority, not work: with it the control was so weak that every
strategy beat it (shared decisions .15, against .28 for doing nothing)."""


@dataclass(frozen=True)
class Busy:
    """A strategy helps when it does better than this one."""

    name: str = "busy"
    label: Message = message("activité sans stratégie")

    def choose(self, view: View) -> Move:
        """Moves drawn at random until the hours are spent or nothing more fits."""
        remaining, actions, dossiers, dice = view.hours, [], view.open_dossiers, view.dice.tolist()
        order = view.fair_order
        counts: dict[Action, int] = {}
        for attempt in range(TRIES):
            kind = KINDS[int(dice[2 * attempt] * len(KINDS))]
            size = {BY_COMMUNE: view.n, BY_AREA: view.n_areas, ONCE: 1}.get(kind.target, len(dossiers))
            if size == 0 or kind.hours > remaining:
                continue
            target = int(dice[2 * attempt + 1] * size)
            if kind.target == BY_COMMUNE:
                target = int(order[target])
            elif kind.target == BY_DOSSIER:
                target = dossiers[target]
            action = Action(kind.name, target)
            if counts.get(action, 0) < kind.limit:
                counts[action] = counts.get(action, 0) + 1
                actions.append(action)
                remaining -= kind.hours
        return Move(tuple(actions), operator=RANDOM, voice=CAPACITY, meeting=CAPACITY)


STRATEGIES.add("busy", Busy())
