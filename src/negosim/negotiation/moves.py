"""What a DGS can do in a month, at what price in hours (actions du DGS et leur prix)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from negosim.compiled import compiled
from negosim.errors import Message, message

if TYPE_CHECKING:
    from negosim.negotiation.state import State

__all__ = [
    "ALTERNATING", "ANNEALED", "BEST_TRUE", "BLIND", "BROKERED", "CAPACITY", "DECREE", "DRIVING", "EQUAL", "EXCHANGE",
    "FIRST_BROKERED", "FIRST_DRAFT", "JOINT", "MAJORITY", "MOVES", "OPERATORS", "PACKAGED", "RANDOM", "SMALL",
    "VOICES", "ZEUTHEN", "Action", "Move", "MoveError", "MoveKind", "enter",
]  # fmt: skip

VOICES = ("capacity", "equal", "small", "driving", "blind", "decree")
CAPACITY, EQUAL, SMALL, DRIVING, BLIND, DECREE = range(len(VOICES))
"""Voice: who speaks and decides on a change of text in a paid round. Seats count (CAPACITY); each commune
counts one (EQUAL), and small communes speak first (SMALL) or the most engaged do (DRIVING); every commune
answers in private and a share must accept (BLIND); or the draft stands whatever is answered (DECREE: for
bounds only, never a treatment)."""

OPERATORS = (
    "alternating", "random", "annealed", "majority", "joint", "brokered", "exchange", "zeuthen", "best_true",
)  # fmt: skip
(
    ALTERNATING, RANDOM, ANNEALED, MAJORITY, JOINT, BROKERED, EXCHANGE, ZEUTHEN, BEST_TRUE,
) = range(len(OPERATORS))  # fmt: skip
"""Operator: who writes in a paid round. A commune, chance, chance by ever smaller steps, the DGS for the
president's majority, for a joint gain, for the commune worst off, by exchange of two concessions, by asking
the side with least to lose to concede; and a bound that climbs the communes' true surplus."""

FIRST_DRAFT, FIRST_BROKERED, PACKAGED = 3, 27, 33
"""Slots of a month's rounds: 0 the spontaneous proposal, 1 and 2 convened meetings, then drafting rounds, good
offices, and the round of a package."""

BY_DOSSIER, BY_COMMUNE, BY_AREA, ONCE = range(4)


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
    MoveKind("broker", 8, BY_DOSSIER, 6, message("bons offices entre communes")),
    MoveKind("counterweight", 12, ONCE, 1, message("contrepoids")),
    MoveKind("diagnosis", 8, ONCE, 1, message("diagnostic des blocages")),
    MoveKind("codir", 8, ONCE, 2, message("comité de direction des services")),
    MoveKind("pressure", 4, BY_DOSSIER, 1, message("mise au vote forcée")),
    MoveKind("package", 10, BY_DOSSIER, 1, message("accord global avec un autre dossier")),
    MoveKind("partners", 8, BY_DOSSIER, 1, message("recherche de cofinancements")),
    MoveKind("neighbours", 10, ONCE, 1, message("conférence interterritoriale")),
)
"""The price list, in hours. `limit` is the most that one target can receive in a month: two convened
meetings a month and dossier, and bounds that only keep a month's diary finite elsewhere. `package` links the
dossiers that receive it in a month, two by two, in the order of the agenda."""

(
    CONVENE, DRAFT, VISIT, WORKSHOP, CIRCULATE, FOLLOW_UP, RECOGNITION, BROKER, COUNTERWEIGHT, DIAGNOSIS, CODIR,
    PRESSURE, PACKAGE, PARTNERS, NEIGHBOURS,
) = range(len(MOVES))  # fmt: skip
PRICE_OF = {kind.name: kind.hours for kind in MOVES}
CODES = {kind.name: code for code, kind in enumerate(MOVES)}


class MoveError(ValueError):
    """A move that the rules of the month do not allow: a defect of the strategy that made it."""


class Action(NamedTuple):
    """One thing done: `kind` of the price list, on the dossier, commune or living area numbered `target`."""

    kind: str
    target: int = 0


@dataclass(frozen=True)
class Move:
    """A month of the DGS: what he does, and how the rounds that he pays for are held.

    `operator` and `voice` are those of drafting rounds, `meeting` the voice of convened meetings, and
    `acceptance` the share of communes that a private consultation (BLIND) needs.
    """

    actions: tuple[Action, ...] = ()
    operator: int = ALTERNATING
    voice: int = CAPACITY
    acceptance: float = 0.5
    meeting: int = EQUAL

    @property
    def hours(self) -> float:
        """Hours spent: price times number."""
        return sum(PRICE_OF[action.kind] for action in self.actions)


@compiled
def write_orders(s, codes, targets, sizes, limits, prices):
    """Write the actions as orders and hours of the month; the first one against the rules, or -1, and the hours.

    `sizes` [moves] is how many targets each move has, `limits` [moves] how often one may receive it.
    """
    s.orders[:] = 0
    row, spent = s.clock.month - 1, 0.0
    s.hours[row, :] = 0.0
    for number in range(codes.shape[0]):
        code, target = codes[number], targets[number]
        if code < 0 or target < 0 or target >= sizes[code] or s.orders[code, target] >= limits[code]:
            return number, spent
        s.orders[code, target] += 1
        s.hours[row, code] += prices[code]
        spent += prices[code]
    return -1, spent


LIMITS = np.array([kind.limit for kind in MOVES])
PRICES = np.array([float(kind.hours) for kind in MOVES])
TARGETS = np.array([kind.target for kind in MOVES])


def enter(s: State, move: Move) -> None:
    """Write a move into the state: the orders of the month and the hour ledger.

    Raises `MoveError` when the hours exceed the month's budget, when a target does not exist or when it
    receives more than the price list allows.
    """
    clock, actions = s.clock, move.actions
    codes = np.array([CODES.get(kind, -1) for kind, _ in actions], np.int64)
    targets = np.array([target for _, target in actions], np.int64)
    sizes = sizes_of(len(s.dossiers), len(s.communes), int(clock["areas"]))
    wrong, spent = write_orders(s, codes, targets, sizes, LIMITS, PRICES)
    if wrong >= 0:
        refuse(actions[wrong], sizes)
    if spent > float(s.p["hours"]) + 1e-9:
        raise MoveError(f"{spent} hours spent of {s.p['hours']}")
    clock["operator"], clock["voice"], clock["meeting"] = move.operator, move.voice, move.meeting
    s.p["acceptance"] = move.acceptance


@lru_cache(maxsize=256)
def sizes_of(dossiers: int, communes: int, areas: int) -> np.ndarray:
    """How many targets each move has [moves]."""
    return np.array((dossiers, communes, areas, 1))[TARGETS]


def refuse(action: Action, sizes: np.ndarray) -> None:
    """`MoveError` that says what is wrong with an action: its name, its target, or how often it is done."""
    code = CODES.get(action.kind, -1)
    if code < 0 or not 0 <= action.target < sizes[code]:
        raise MoveError(f"no such action: {action.kind} {action.target}; moves: {', '.join(CODES)}")
    raise MoveError(f"more than {MOVES[code].limit} times a month: {action.kind} {action.target}")
