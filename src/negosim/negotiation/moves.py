"""What a DGS can do in a month, at what price in hours (actions du DGS et leur prix)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from negosim.errors import Message, message

if TYPE_CHECKING:
    from negosim.negotiation.state import State

__all__ = [
    "ALTERNATING", "ANNEALED", "BEST_ESTIMATED", "BEST_TRUE", "BLIND", "CAPACITY", "DECREE", "EQUAL", "MAJORITY",
    "MOVES", "OPERATORS", "RANDOM", "Action", "Move", "MoveError", "MoveKind", "enter",
]  # fmt: skip

CAPACITY, EQUAL, BLIND, DECREE = range(4)
"""Voice: who speaks and decides on a change of text in a paid round. Seats count (CAPACITY), each commune
counts one (EQUAL), every commune answers in private and a share must accept (BLIND), or the draft stands
whatever is answered (DECREE: for bounds only, never a treatment)."""

ALTERNATING, RANDOM, ANNEALED, MAJORITY, BEST_ESTIMATED, BEST_TRUE = range(6)
"""Operator: who writes in a paid drafting round. A commune, chance, chance by ever smaller steps, the DGS
for the president's majority; and two bounds that climb the communes' surplus, as believed or as it is."""

OPERATORS = ("alternating", "random", "annealed", "majority", "best_estimated", "best_true")

BY_DOSSIER, BY_COMMUNE, BY_AREA = range(3)


@dataclass(frozen=True)
class MoveKind:
    """One line of the price list."""

    name: str
    hours: float
    target: int
    limit: int
    label: Message


MOVES: tuple[MoveKind, ...] = (
    MoveKind("convene", 8, BY_DOSSIER, 2, message("réunion convoquée")),
    MoveKind("draft", 6, BY_DOSSIER, 24, message("séance de rédaction")),
    MoveKind("visit", 4, BY_COMMUNE, 4, message("visite d'une commune")),
    MoveKind("workshop", 10, BY_AREA, 2, message("atelier de bassin de vie")),
    MoveKind("circulate", 4, BY_DOSSIER, 1, message("circulation de l'information")),
    MoveKind("follow_up", 1, BY_COMMUNE, 4, message("suivi d'une commune")),
    MoveKind("recognition", 0.5, BY_COMMUNE, 4, message("reconnaissance d'une commune")),
)
"""The price list, in hours. `limit` is the most that one target can receive in a month: two convened
meetings a month and dossier, and bounds that only keep a month's diary finite elsewhere."""

CONVENE, DRAFT, VISIT, WORKSHOP, CIRCULATE, FOLLOW_UP, RECOGNITION = range(len(MOVES))
CODES = {kind.name: code for code, kind in enumerate(MOVES)}


class MoveError(ValueError):
    """A move that the rules of the month do not allow: a defect of the strategy that made it."""


class Action(NamedTuple):
    """One thing done: `kind` of the price list, on the dossier, commune or living area numbered `target`."""

    kind: str
    target: int


@dataclass(frozen=True)
class Move:
    """A month of the DGS: what he does, and the voice and operator of the rounds he pays for."""

    actions: tuple[Action, ...] = ()
    operator: int = ALTERNATING
    voice: int = CAPACITY
    acceptance: float = 0.5

    @property
    def hours(self) -> float:
        """Hours spent: price times number."""
        return sum(MOVES[CODES[action.kind]].hours for action in self.actions)


def enter(s: State, move: Move) -> None:
    """Write a move into the state: the orders of the month and the hour ledger.

    Raises `MoveError` when the hours exceed the month's budget, when a target does not exist or when it
    receives more than the price list allows.
    """
    hours, clock = float(s.p["hours"]), s.clock
    targets = (s.dossiers.shape[0], s.communes.shape[0], int(clock["areas"]))
    spent = [0.0] * len(MOVES)
    orders: dict[tuple[int, int], int] = {}
    for kind, target in move.actions:
        code = CODES.get(kind, -1)
        if code < 0 or not 0 <= target < targets[MOVES[code].target]:
            raise MoveError(f"no such action: {kind} {target}; moves: {', '.join(CODES)}")
        orders[code, target] = orders.get((code, target), 0) + 1
        if orders[code, target] > MOVES[code].limit:
            raise MoveError(f"more than {MOVES[code].limit} times a month: {kind} {target}")
        spent[code] += MOVES[code].hours
    if sum(spent) > hours + 1e-9:
        raise MoveError(f"{sum(spent)} hours spent of {hours}")
    s.orders.fill(0)
    for at, times in orders.items():
        s.orders[at] = times
    s.hours[int(clock["month"]) - 1] = spent
    clock["operator"], clock["voice"], s.p["acceptance"] = move.operator, move.voice, move.acceptance
