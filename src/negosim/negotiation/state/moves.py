"""What a DGS can do in a month, at what price in hours (actions du DGS et leur prix)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from negosim.errors import Message, message

__all__ = [
    "ALTERNATING", "ANNEALED", "BEST_TRUE", "BLIND", "BROKERED", "CAPACITY", "DECREE", "DRIVING", "EQUAL", "EXCHANGE",
    "FIRST_BROKERED", "FIRST_DRAFT", "JOINT", "MAJORITY", "MOVES", "OPERATORS", "PACKAGED", "RANDOM", "SMALL",
    "VOICES", "ZEUTHEN", "Action", "Move", "MoveKind",
]  # fmt: skip

VOICES = ("capacity", "equal", "small", "driving", "blind", "decree")
CAPACITY, EQUAL, SMALL, DRIVING, BLIND, DECREE = range(len(VOICES))
"""Voice: who speaks and decides on a change of text in a paid round. Seats count (CAPACITY); each commune
counts one (EQUAL), and small communes speak first (SMALL) or the most engaged do (DRIVING); every commune
answers in private and a share must accept (BLIND); or the draft stands whatever is answered (DECREE: for
bounds only, never a treatment)."""

OPERATORS = (
    "alternating", "random", "annealed", "majority", "joint", "brokered", "exchange", "zeuthen", "improving",
    "best_true",
)  # fmt: skip
(
    ALTERNATING, RANDOM, ANNEALED, MAJORITY, JOINT, BROKERED, EXCHANGE, ZEUTHEN, IMPROVING,
    BEST_TRUE,
) = range(len(OPERATORS))  # fmt: skip
"""Operator: who writes in a paid round. A commune, chance, chance by ever smaller steps, the DGS for the
president's majority, for a joint gain, for the commune worst off, by exchange of two concessions, by asking
the side with least to lose to concede, along a direction in which nobody loses; and a bound
that climbs the communes' true surplus."""

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
    CONVENE, DRAFTING, VISIT, WORKSHOP, CIRCULATE, FOLLOW_UP, RECOGNITION, BROKER, COUNTERWEIGHT, DIAGNOSIS, CODIR,
    PRESSURE, PACKAGE, PARTNERS, NEIGHBOURS,
) = range(len(MOVES))  # fmt: skip
PRICE_OF = {kind.name: kind.hours for kind in MOVES}
CODES = {kind.name: code for code, kind in enumerate(MOVES)}


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
