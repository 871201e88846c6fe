"""A dossier: clauses, items and transfers that are negotiated under one rule of law (dossier)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from negosim.compiled import compiled
from negosim.errors import Message
from negosim.law.procedures import PROCEDURES, Procedure
from negosim.negotiation.state.clause import Clause
from negosim.territory.model import Territory

__all__ = [
    "ALONE", "DRAFT", "EFFECTS", "ITEM_KINDS", "OUTCOMES", "TEXT", "Kind", "PlannedDossier", "Shape", "is_closed",
    "is_packaged", "legal_delay",
]  # fmt: skip

OUTCOMES = ("waiting", "open", "adopted", "defaulted", "rejected", "withdrawn")
WAITING, OPEN, ADOPTED, DEFAULTED, REJECTED, WITHDRAWN = range(6)
"""Outcome codes; `open` at the end of the mandate means that no decision was reached."""


@compiled
def is_closed(outcome: int) -> bool:
    """Whether an outcome is final: adopted, left to the law, rejected or withdrawn."""
    return outcome not in (WAITING, OPEN)


ALONE = -1
"""The number of the other dossier of a package, where a dossier is negotiated alone."""


@compiled
def is_packaged(other: int) -> bool:
    """Whether there is another dossier with which one makes a package."""
    return other != ALONE


TEXT, DRAFT = False, True
"""The two versions of a dossier, values of `is_draft`: the text on the table, or the draft proposed in its place."""


ITEM_KINDS = ("projects", "posts", "options", "sites")
PROJECTS, POSTS, OPTIONS, SITES = range(len(ITEM_KINDS))
"""How the items of a dossier are valued: local projects and posts are worth most to their host, options (a seat
agreement) what the shape says, and a site costs its host what it brings to all."""

EFFECTS = ("none", "rules", "posts", "direction", "financial_pact", "pooling", "budget", "transfer", "projects")
(
    NO_EFFECT, MEETING_RULES, BUREAU, DIRECTION, FINANCIAL_PACT, POOLING, BUDGET, TRANSFER_OF_SERVICE, DELIVERIES,
) = range(len(EFFECTS))  # fmt: skip
"""What an adopted text changes afterwards: nothing; the rules of meetings; the bureau; the direction of themes; the
pool and criteria of solidarity; savings; the envelope of the year; charges and allocations; projects delivered."""


@dataclass(frozen=True)
class Shape:
    """The size and the rule of one dossier in one intercommunality.

    `status_quo` and `fallback` have one value for each clause, in [0, 1]: what stands today (the same for all
    communes), and what the law applies when nothing is agreed. `bound` limits each commune's transfer, in units of
    value. `procedure` is an index of `law.procedures.PROCEDURES`, the table that gives the majority, the role of the
    communes, the meaning of their silence and the article. `weight` is the size of the stakes compared with an ordinary
    dossier; `default_cost` what having no decision costs every commune and `saving` what pooling saves at full extent,
    in units of value. `item_kind` says how items are valued; where `exclusive`, at most one item stands; `options` [Q,
    N] is the value of each item to each commune where the law fixes it. `posts` is the largest number of items where
    the law caps it (0: the budget decides). `effect` is a code of `EFFECTS`. `worth` [N] is what an agreement is worth
    to each commune by the features of the place, in units of value (empty: nothing). `premium` is the attachment to
    what exists and `comparison` the weight of envy and guilt, both compared with an ordinary dossier. `breakable` says
    whether a commune can break the decision: nobody breaks a prefect's order, an election or a budget. `settled_by_law`
    says that the law decides where nothing is agreed: asking for a vote then costs a president nothing, and the end is
    no failure. `charge_eur` is the yearly cost for an inhabitant of the service that is transferred. `presented`
    says that the executive presents the first text, which the communes amend. `instrument` is the article of what is
    decided, where the procedure is a general one.
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
    worth: tuple[float, ...] = ()
    premium: float = 1.0
    comparison: float = 1.0
    breakable: bool = True
    settled_by_law: bool = False
    charge_eur: float = 0.0
    presented: bool = False
    instrument: str = ""

    @property
    def article(self) -> str:
        """The article that is cited: of the instrument, or of the procedure."""
        return self.instrument or self.rule.article

    @property
    def rule(self) -> Procedure:
        """The line of the table of procedures that governs this dossier."""
        return PROCEDURES[self.procedure]


def legal_delay(procedure: int) -> int:
    """Months that the communes have to answer in `procedure`, before or after the vote of the council.

    0 where the law's own clock runs: the communes then answer while the dossier is open.
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
    def clauses(self) -> tuple[Clause | Message | str, ...]:
        """What each clause is about [K]; a `Clause` has a scale and its words, a sentence only names the matter."""
        ...

    @property
    def recurrent(self) -> bool:
        """Whether such a dossier comes back every year."""
        ...

    @property
    def procedure(self) -> int:
        """The procedure that governs such a dossier: an index of `law.procedures.PROCEDURES`."""
        ...

    def open(self, territory: Territory) -> Shape | None:
        """The dossier's shape in `territory`, or None where the law leaves nothing to decide."""
        ...


@dataclass(frozen=True)
class PlannedDossier:
    """One line of an agenda: a kind of dossier, its opening month and its deadline (month 1 is April 2026)."""

    name: str
    kind: Kind
    opens: int
    deadline: int
