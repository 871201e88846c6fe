"""What the law makes of the positions of communes: decisions, outcome, and who could turn it (issue d'un vote)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.law.answers import checked_flags
from negosim.law.decisions import council_decision, council_rule, municipal_decision, outcome
from negosim.law.majorities import RULE_SIMPLE, Decision
from negosim.law.openings import article_of, check_open
from negosim.law.populations import population_problems
from negosim.law.positions import Positions
from negosim.law.procedures import CONCERNED, FPIC_FREE, NO_COUNCIL, PROCEDURES, SINGLE_COMMUNE, procedure_of
from negosim.law.silence import YES

__all__ = ["Case", "CaseOutcome", "PivotalCommunes", "takes_concerned"]


@dataclass(frozen=True)
class CaseOutcome:
    """The decision of the community council and that of the communes, None where they do not decide.

    Source: the articles of the decisions.
    """

    council: Decision | None
    communes: Decision | None
    adopted: bool


class PivotalCommunes(NamedTuple):
    """The ranks of the communes that alone would turn the outcome, the council's decision, the communes' decision.

    Source: Banzhaf 1965 (a voter who can turn the vote alone).
    """

    outcome: list[int]
    council: list[int]
    communes: list[int]


@dataclass(frozen=True, eq=False)
class Case:
    """One procedure in one intercommunality, and how its vote is held.

    Args: `procedure` an index of `PROCEDURES`; `population` int64[N]; `rule` a code of `majorities` that replaces the
    majority of the council; `secret` and `reconvened` as in `Ballot`; `concerned` bool[N]: the communes that the
    procedure is about, where it is not about all; `category` and `tax_regime` (None: not judged): those of the
    intercommunality, to which the procedure must be open.
    Raises UserError: populations or a procedure that cannot be, one that is not open, a rule that nothing replaces,
    communes concerned where all are treated alike, not one where the procedure is about one.

    Source: the article of each procedure, as `article_of` gives it.

    >>> from negosim.law.procedures import TRANSFER
    >>> case = Case(TRANSFER, [13320, 6432, 2374])
    >>> case.outcome(positions_of([15, 7, 2], yes=[0, 2], no=[1])).adopted
    True
    """

    procedure: int
    population: Any
    rule: int | None = None
    secret: bool = False
    reconvened: bool = False
    concerned: Any = None
    category: str | None = None
    tax_regime: str | None = None

    def __post_init__(self) -> None:
        procedure_of(self.procedure)
        if problems := population_problems(self.population):
            raise UserError(*problems)
        object.__setattr__(self, "population", np.array(self.population, dtype=np.int64))
        if self.concerned is not None:
            object.__setattr__(self, "concerned", checked_flags(self.concerned, "concerned"))
        check_open(self.procedure, self.category, self.tax_regime, self.population.tolist())
        if problems := self._problems():
            raise UserError(*problems)

    def _problems(self) -> list[Message]:
        """What does not go with the procedure."""
        key, single = PROCEDURES[self.procedure].key, self.procedure == SINGLE_COMMUNE
        count = 0 if self.concerned is None else int(self.concerned.sum())
        problems = []
        if self.rule is not None and not self.council_votes:
            problems.append(message("{option} ne s'applique pas à « {key} » : le conseil communautaire n'y vote pas.",
                                    option="rule", key=key))  # fmt: skip
        if self.rule is not None and single:
            problems.append(message("{option} ne s'applique pas à « {key} » : l'avis de la commune y fixe la majorité "
                                    "du conseil.", option="rule", key=key))  # fmt: skip
        if single and count != 1:
            problems.append(message("« {key} » touche une seule commune : nommez-la par {option} ({count} reçu).",
                                    option="concerned", key=key, count=count))  # fmt: skip
        if count and not takes_concerned(self.procedure):
            problems.append(message("{option} ne s'applique pas à « {key} » : toutes les communes y sont traitées de "
                                    "même.", option="concerned", key=key))  # fmt: skip
        return problems

    @property
    def council_votes(self) -> bool:
        """Whether the community council votes."""
        line = PROCEDURES[self.procedure]
        return line.council_rule != NO_COUNCIL and not line.automatic

    @property
    def article(self) -> str:
        """The article of the procedure in this category."""
        return article_of(self.procedure, self.category)

    def council_rule(self, positions: Positions) -> int:
        """The majority of the council: `rule`, or that of the procedure and of the opinion of the commune concerned."""
        return council_rule(self.procedure, opinion=self._opinion(positions)) if self.rule is None else self.rule

    def _opinion(self, positions: Positions) -> int:
        """The answer of the commune that alone is concerned; YES where the procedure is about several."""
        return int(positions.answers[self.concerned][0]) if self.procedure == SINGLE_COMMUNE else YES

    def casting_vote(self, positions: Positions) -> bool:
        """Whether a tie of the council would follow its president: open ballot, simple majority."""
        return self.council_votes and not self.secret and self.council_rule(positions) == RULE_SIMPLE

    def outcome(self, positions: Positions) -> CaseOutcome:
        """What becomes of these positions, with the reason and the article of each decision.

        Raises UserError: not one position for each commune, as `negosim.law.decisions.outcome`.
        """
        ballot = positions.ballot(secret=self.secret, reconvened=self.reconvened)
        answers, council = positions.answers, None
        if self.council_votes:
            council = council_decision(self.procedure, ballot, opinion=self._opinion(positions), rule=self.rule,
                                       category=self.category)  # fmt: skip
            if self.procedure == FPIC_FREE and self.rule is None:
                whole = outcome(self.procedure, ballot, answers, self.population)
                if len(whole.decisions) == 1:
                    return CaseOutcome(whole.decisions[0], None, whole.adopted)
        communes = municipal_decision(self.procedure, answers, self.population, concerned=self.concerned,
                                      category=self.category)  # fmt: skip
        return CaseOutcome(council, communes, all(step.passes for step in (council, communes) if step is not None))

    def pivotal_communes(self, positions: Positions) -> PivotalCommunes:
        """The communes that would turn an outcome alone: by going for where it fails, against where it passes."""
        before = self.outcome(positions)
        pivotal = PivotalCommunes([], [], [])
        for rank in range(len(self.population)):
            after = self.outcome(positions.with_commune(rank, to_yes=not before.adopted))
            for ranks, one, other in (
                (pivotal.outcome, before.adopted, after.adopted),
                (pivotal.council, _passes(before.council), _passes(after.council)),
                (pivotal.communes, _passes(before.communes), _passes(after.communes)),
            ):
                if one != other:
                    ranks.append(rank)
        return pivotal


def takes_concerned(procedure: int) -> bool:
    """Whether a procedure is about some communes only, which its user names.

    Raises UserError: unknown procedure. Source: the article of each procedure.
    """
    return procedure == SINGLE_COMMUNE or procedure_of(procedure).municipal == CONCERNED


def _passes(decision: Decision | None) -> bool | None:
    """Whether a decision passes; None where there is none."""
    return None if decision is None else decision.passes
