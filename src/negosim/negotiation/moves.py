"""What a DGS can do in a month, at what price in hours (actions du DGS et leur prix)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negosim.errors import Message, message

if TYPE_CHECKING:
    from negosim.negotiation.state import State

__all__ = ["ALTERNATING", "BLIND", "CAPACITY", "CHAIR", "EQUAL", "MOVES", "Action", "Move", "MoveError", "MoveKind", "enter"]

CAPACITY, EQUAL, BLIND = range(3)
"""Voice: who speaks and decides on a change of text in a paid round. Seats count (CAPACITY), each commune
counts one (EQUAL), or every commune answers in private and a share must accept (BLIND)."""

ALTERNATING, RANDOM, ANNEALED, CHAIR = range(4)
"""Operator: who writes in a paid drafting round. A commune, chance, chance by ever smaller steps, or the
DGS for the president's majority."""

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


@dataclass(frozen=True)
class Action:
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
    if move.hours > s.p.hours + 1e-9:
        raise MoveError(f"{move.hours} hours spent of {s.p.hours}")
    targets = (len(s.dossiers), len(s.communes), int(s.communes.area.max()) + 1)
    s.orders[:] = 0
    for action in move.actions:
        code = CODES.get(action.kind, -1)
        if code < 0 or not 0 <= action.target < targets[MOVES[code].target]:
            raise MoveError(f"no such action: {action}; moves: {', '.join(CODES)}")
        s.orders[code, action.target] += 1
        s.hours[s.clock.month - 1, code] += MOVES[code].hours
        if s.orders[code, action.target] > MOVES[code].limit:
            raise MoveError(f"more than {MOVES[code].limit} times a month: {action}")
    s.clock.operator, s.clock.voice, s.p.acceptance = move.operator, move.voice, move.acceptance
