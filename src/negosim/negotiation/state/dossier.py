"""What stands on the table: clauses, local projects and transfers, under one rule of law (dossier)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from negosim.errors import Message, message
from negosim.law.procedures import PROCEDURES, Procedure
from negosim.territory.model import Territory

__all__ = [
    "DRAFT",
    "EFFECTS",
    "ITEM_KINDS",
    "OUTCOMES",
    "TEXT",
    "Kind",
    "PlannedDossier",
    "Shape",
    "legal_delay",
]  # fmt: skip

OUTCOMES = ("waiting", "open", "adopted", "defaulted", "rejected", "withdrawn")
WAITING, OPEN, ADOPTED, DEFAULTED, REJECTED, WITHDRAWN = range(6)
"""Outcome codes; `open` at the end of the mandate means that no decision was reached."""


TEXT, DRAFT = False, True
"""Which version of a dossier: what is on the table, or what is proposed instead of it."""


ITEM_KINDS = ("projects", "posts", "options", "sites")
PROJECTS, POSTS, OPTIONS, SITES = range(len(ITEM_KINDS))
"""How the items of a dossier are valued: local projects and posts are worth most to their host, options (a seat
agreement) what the shape says, and a site costs its host what it brings to all."""

EFFECTS = ("none", "rules", "posts")
NO_EFFECT, RULES, BUREAU = range(len(EFFECTS))
"""What an adopted text changes in how the others are negotiated: nothing, the rules of meetings, the bureau."""


@dataclass(frozen=True)
class Shape:
    """The size and the rule of one dossier in one intercommunality.

    `status_quo` and `fallback` have one value per clause, in [0, 1]: what each commune has today, and what
    the law applies when nothing is agreed. `bound` limits each commune's transfer, in units of value.
    `procedure` is an index of `law.procedures.PROCEDURES`: the majority, what the communes are asked, what
    their silence means and the article all come from that table. `weight` is the size of the stakes beside those
    of an ordinary dossier, `default_cost` what having no decision costs every commune, `saving` what pooling
    saves at full extent, in units of value. `item_kind` says how items are valued; at most one is chosen when
    `exclusive`; `options` [P, N] is what each is worth where the law fixes it. `posts` is the most items that may
    be chosen where the law caps their number (0: the budget decides).
    """

    status_quo: tuple[float, ...]
    fallback: tuple[float, ...]
    n_items: int
    bound: float
    procedure: int
    weight: float = 1.0
    default_cost: float = 0.0
    saving: float = 0.0
    item_kind: int = PROJECTS
    exclusive: bool = False
    options: tuple[tuple[float, ...], ...] = ()
    posts: int = 0
    effect: int = NO_EFFECT

    @property
    def rule(self) -> Procedure:
        """The line of the table of procedures that governs this dossier."""
        return PROCEDURES[self.procedure]


def legal_delay(procedure: int) -> int:
    """Months that the communes have to answer in `procedure`, before or after the vote of the council.

    None where the law's own clock runs: their window is then the time during which the dossier is open.
    """
    rule = PROCEDURES[procedure]
    return 0 if rule.automatic else rule.months


class Kind(Protocol):
    """A kind of dossier: one frozen dataclass with one verb, `open`."""

    @property
    def name(self) -> str:
        """The name in an agenda."""
        ...

    @property
    def title(self) -> Message:
        """The title in French."""
        ...

    @property
    def clauses(self) -> tuple[Message, ...]:
        """What each clause is about [K]."""
        ...

    @property
    def recurrent(self) -> bool:
        """Whether it comes back every year."""
        ...

    @property
    def procedure(self) -> int:
        """The procedure that governs it: an index of `law.procedures.PROCEDURES`."""
        ...

    def open(self, territory: Territory) -> Shape | None:
        """The dossier's shape in `territory`, or None where the law leaves nothing to decide."""
        ...


@dataclass(frozen=True)
class PlannedDossier:
    """One line of an agenda: which kind, and when (month 1 is April 2026)."""

    name: str
    kind: Kind
    opens: int
    deadline: int


def shape_problem(kind: Kind, shape: object) -> Message | None:
    """What is wrong with the shape that a kind has opened, or None; a plug-in may open anything."""
    count = len(kind.clauses)
    if shape is None:
        return None
    if not isinstance(shape, Shape):
        return message("open a renvoyé « {value} » ; un Shape ou None est attendu.", value=repr(shape))
    for name, values in (("status_quo", shape.status_quo), ("fallback", shape.fallback)):
        if len(values) != count or not all(0 <= value <= 1 for value in values):
            return message("{name} vaut « {value} » ; {count} nombre(s) entre 0 et 1 attendu(s), un par clause.",
                           name=name, value=str(values), count=count)  # fmt: skip
    if not isinstance(shape.n_items, int) or shape.n_items < 0 or shape.bound < 0 or count == 0:
        return message("une clause au moins, un nombre entier de projets et une borne sont attendus, sans signe moins.")
    if shape.procedure not in range(len(PROCEDURES)) or shape.procedure != kind.procedure:
        return message("procedure vaut « {value} » ; celle du genre est attendue, de 0 à {last}.",
                       value=str(shape.procedure), last=len(PROCEDURES) - 1)  # fmt: skip
    return None
