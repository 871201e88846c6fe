"""What stands on the table: clauses, local projects and transfers, under one rule of law (dossier)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from negosim.errors import Message
from negosim.territory.model import Territory

__all__ = [
    "BLOCKING",
    "CONSULTED",
    "COUNCIL_ONLY",
    "DRAFT",
    "OUTCOMES",
    "QUALIFIED",
    "TEXT",
    "Kind",
    "PlannedDossier",
    "Shape",
]  # fmt: skip

COUNCIL_ONLY, CONSULTED, QUALIFIED, BLOCKING = range(4)
"""What the municipal councils are asked: nothing, an opinion, a qualified majority, or whether they oppose."""

OUTCOMES = ("waiting", "open", "adopted", "defaulted", "rejected", "withdrawn")
WAITING, OPEN, ADOPTED, DEFAULTED, REJECTED, WITHDRAWN = range(6)
"""Outcome codes; `open` at the end of the mandate means that no decision was reached."""


TEXT, DRAFT = False, True
"""Which version of a dossier: what is on the table, or what is proposed instead of it."""


@dataclass(frozen=True)
class Shape:
    """The size and the rule of one dossier in one intercommunality.

    `status_quo` and `fallback` have one value per clause, in [0, 1]: what each commune has today, and what
    the law applies when nothing is agreed. `bound` limits each commune's transfer, in units of value.
    `council_rule` is a code of `law.majorities`, `procedure` one of `law.silence`; `municipal` says what
    the communes' councils are asked.
    """

    status_quo: tuple[float, ...]
    fallback: tuple[float, ...]
    n_items: int
    bound: float
    council_rule: int
    municipal: int
    procedure: int
    article: str
    legal_clock: bool = False


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
