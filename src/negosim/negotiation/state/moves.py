"""What a DGS can do in a month, at what price in hours (actions du DGS et leur prix)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from negosim.compiled import compiled
from negosim.errors import Message, message

__all__ = [
    "ALTERNATING", "ANNEALED", "BELIEF_OPERATORS", "BEST_TRUE", "BLIND", "BROKERED", "CAPACITY", "CONSENT_SLOT",
    "DECREE", "DRIVING", "EQUAL", "EXCHANGE", "FIRST_BROKERED", "FIRST_DRAFT", "HEADCOUNT_SLOT", "JOINT",
    "MAJORITY", "MOVES", "OPERATORS", "PACKAGE_SLOT", "RANDOM", "SLOTS_A_MONTH", "SMALL", "VOICES", "ZEUTHEN",
    "Action", "Move", "MoveKind", "is_drafting", "is_meeting", "is_private",
]  # fmt: skip

VOICES = ("capacity", "equal", "small", "driving", "blind", "decree")
CAPACITY, EQUAL, SMALL, DRIVING, BLIND, DECREE = range(len(VOICES))
"""Voices: who speaks in a round, and whose answers decide on a change of the text.

- CAPACITY: larger communes speak more often; answers count by seats.
- EQUAL: every commune speaks and counts alike.
- SMALL: small communes speak more often; every commune counts for one.
- DRIVING: the most engaged speak more often; every commune counts for one.
- BLIND: every commune answers in private; a share of them must accept.
- DECREE: the draft stands whatever the answers (for bounds only, never a treatment).
"""

OPERATORS: list[str] = []
"""Operators: who writes the draft of a paid round, and how. A name's index in the list is its code."""

BELIEF_OPERATORS: list[int] = []
"""Operators that read what the DGS believes: after their rounds the DGS learns from private answers."""


def operator_kind(name: str, *, reads_beliefs: bool = False) -> int:
    """Declare an operator and return its code. `reads_beliefs`: whether it drafts from what the DGS believes."""
    OPERATORS.append(name)
    if reads_beliefs:
        BELIEF_OPERATORS.append(len(OPERATORS) - 1)
    return len(OPERATORS) - 1


ALTERNATING = operator_kind("alternating")  # a commune writes
RANDOM = operator_kind("random")  # a change at random
ANNEALED = operator_kind("annealed")  # changes at random, smaller and smaller
MAJORITY = operator_kind("majority")  # for the president and a majority of seats
JOINT = operator_kind("joint", reads_beliefs=True)  # for a joint gain
BROKERED = operator_kind("brokered", reads_beliefs=True)  # for the commune that is worst off
EXCHANGE = operator_kind("exchange", reads_beliefs=True)  # two concessions of equal gain
ZEUTHEN = operator_kind("zeuthen", reads_beliefs=True)  # the commune with the least to lose concedes
IMPROVING = operator_kind("improving", reads_beliefs=True)  # a direction in which nobody loses
BEST_TRUE = operator_kind("best_true")  # climbs the true surplus of the communes: a bound

ORDINARY, FIRST_DRAFT, FIRST_BROKERED, PACKAGE_SLOT = 0, 3, 27, 33
"""Slots number the rounds of a month on one dossier: 0 is the spontaneous proposal of the ordinary meeting, 1 and 2 are
convened meetings; drafting rounds, good offices and the round of a package follow."""

CONSENT_SLOT, HEADCOUNT_SLOT, SLOTS_A_MONTH = 62, 63, 64
"""Where the draws of a month that belong to no round stand after its slots: consent to a transfer, the headcount."""


@compiled
def is_meeting(slot: int) -> bool:
    """Whether a slot is a meeting: the ordinary one, or one that the DGS convenes."""
    return slot < FIRST_DRAFT


@compiled
def is_drafting(slot: int) -> bool:
    """Whether a slot is a drafting round that the DGS pays for."""
    return FIRST_DRAFT <= slot < FIRST_BROKERED


@compiled
def is_private(voice: int) -> bool:
    """Whether every commune answers in private, so that those absent from the meeting answer too."""
    return voice in (BLIND, DECREE)


BY_DOSSIER, BY_COMMUNE, BY_AREA, ONCE = range(4)


@dataclass(frozen=True)
class MoveKind:
    """One line of the price list: a move, its price in hours, the sort of its targets and its monthly limit."""

    name: str
    hours: float
    target: int
    limit: int
    label: Message


MOVES: list[MoveKind] = []
"""The price list, in hours. `limit` is how many times one target may receive the move in a month: two convened meetings
for a dossier; elsewhere it only keeps a month finite. `package` links the dossiers that receive it in a month, two by
two, in the order of the agenda."""


def move_kind(name: str, hours: float, target: int, limit: int, label: Message) -> int:
    """Add a line to the price list and return its code."""
    MOVES.append(MoveKind(name, hours, target, limit, label))
    return len(MOVES) - 1


CONVENE = move_kind("convene", 8, BY_DOSSIER, 2, message("réunion convoquée"))
DRAFTING = move_kind("draft", 6, BY_DOSSIER, 24, message("séance de rédaction"))
VISIT = move_kind("visit", 4, BY_COMMUNE, 4, message("visite d'une commune"))
WORKSHOP = move_kind("workshop", 10, BY_AREA, 2, message("atelier de bassin de vie"))
CIRCULATE = move_kind("circulate", 4, BY_DOSSIER, 1, message("circulation de l'information"))
FOLLOW_UP = move_kind("follow_up", 1, BY_COMMUNE, 4, message("suivi d'une commune"))
RECOGNITION = move_kind("recognition", 0.5, BY_COMMUNE, 4, message("reconnaissance d'une commune"))
BROKER = move_kind("broker", 8, BY_DOSSIER, 6, message("bons offices entre communes"))
COUNTERWEIGHT = move_kind("counterweight", 12, ONCE, 1, message("contrepoids"))
DIAGNOSIS = move_kind("diagnosis", 8, ONCE, 1, message("diagnostic des blocages"))
CODIR = move_kind("codir", 8, ONCE, 2, message("comité de direction des services"))
PRESSURE = move_kind("pressure", 4, BY_DOSSIER, 1, message("mise au vote forcée"))
PACKAGE = move_kind("package", 10, BY_DOSSIER, 1, message("accord global avec un autre dossier"))
PARTNERS = move_kind("partners", 8, BY_DOSSIER, 1, message("recherche de cofinancements"))
NEIGHBOURS = move_kind("neighbours", 10, ONCE, 1, message("conférence interterritoriale"))

PRICE_OF = {kind.name: kind.hours for kind in MOVES}
CODES = {kind.name: code for code, kind in enumerate(MOVES)}


class Action(NamedTuple):
    """One move of the DGS: a `kind` of the price list, on the dossier, commune or living area numbered `target`."""

    kind: str
    target: int = 0


@dataclass(frozen=True)
class Move:
    """A month of the DGS: actions, and how the rounds that they pay for are held.

    `operator` and `voice` are those of drafting rounds, `meeting` the voice of convened meetings, and `acceptance`
    the share of the communes that must accept in a private consultation (BLIND).
    """

    actions: tuple[Action, ...] = ()
    operator: int = ALTERNATING
    voice: int = CAPACITY
    acceptance: float = 0.5
    meeting: int = EQUAL

    @property
    def hours(self) -> float:
        """Hours that the actions cost together."""
        return sum(PRICE_OF[action.kind] for action in self.actions)
