"""What the law makes of the positions that are tried: both councils, the outcome, and who could turn it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from negosim.commands.positions import Positions
from negosim.errors import UserError, message
from negosim.law.decisions import council_decision, council_rule, municipal_decision, outcome
from negosim.law.majorities import RULE_SIMPLE, Decision
from negosim.law.openings import article_of, check_open
from negosim.law.procedures import CONCERNED, FPIC_FREE, NO_COUNCIL, PROCEDURES, SINGLE_COMMUNE
from negosim.law.silence import YES

__all__ = ["Case", "Turning", "Verdict"]


@dataclass(frozen=True)
class Verdict:
    """The decision of the community council and of the communes, `None` where they do not decide."""

    council: Decision | None
    communes: Decision | None
    adopted: bool


@dataclass(frozen=True)
class Case:
    """One procedure and how it is held; `rule` replaces the majority of the council, `concerned` is bool[N].

    `category` and `tax_regime` are those of the intercommunality, to which it must be open; None: not judged.
    """

    procedure: int
    population: np.ndarray
    rule: int | None = None
    secret: bool = False
    reconvened: bool = False
    concerned: np.ndarray | None = None
    category: str | None = None
    tax_regime: str | None = None

    @property
    def council_votes(self) -> bool:
        """Whether the community council votes."""
        line = PROCEDURES[self.procedure]
        return line.council_rule != NO_COUNCIL and not line.automatic

    @property
    def article(self) -> str:
        """The article of the procedure in this category."""
        return article_of(self.procedure, self.category)

    def council_rule(self, tried: Positions) -> int:
        """The majority of the council: the one asked for, or that of the procedure and of the commune's opinion."""
        return council_rule(self.procedure, opinion=self._opinion(tried)) if self.rule is None else self.rule

    def _opinion(self, tried: Positions) -> int:
        """What the one commune concerned answers, where there is one."""
        if self.procedure != SINGLE_COMMUNE or self.concerned is None:
            return YES
        return int(tried.answers[self.concerned][0])

    def casting_vote(self, tried: Positions) -> bool:
        """Whether a tie of the council would follow its president: open ballot, simple majority."""
        return self.council_votes and not self.secret and self.council_rule(tried) == RULE_SIMPLE

    def check(self) -> None:
        """`UserError`: a procedure that is not open here, a rule that cannot be replaced, not one commune concerned."""
        check_open(self.procedure, self.category, self.tax_regime, self.population.tolist())
        line = PROCEDURES[self.procedure]
        count = 0 if self.concerned is None else int(self.concerned.sum())
        problems = []
        if self.rule is not None and not self.council_votes:
            problems.append(
                message("--rule ne s'applique pas à « {key} » : le conseil communautaire n'y vote pas.", key=line.key)
            )
        if self.rule is not None and self.procedure == SINGLE_COMMUNE:
            problems.append(
                message("{option} ne s'applique pas à « {key} » : l'avis de la commune y fixe la majorité du conseil.",
                        option="--rule", key=line.key)
            )  # fmt: skip
        if self.procedure == SINGLE_COMMUNE and count != 1:
            problems.append(
                message("« {key} » touche une seule commune : nommez-la par --concerned ({count} reçu).",
                        key=line.key, count=count)
            )  # fmt: skip
        if count and self.procedure != SINGLE_COMMUNE and line.municipal != CONCERNED:
            problems.append(
                message("--concerned ne s'applique pas à « {key} » : toutes les communes y sont traitées de même.",
                        key=line.key)
            )  # fmt: skip
        if problems:
            raise UserError(*problems)

    def verdict(self, tried: Positions) -> Verdict:
        """What becomes of these positions."""
        ballot = tried.ballot(secret=self.secret, reconvened=self.reconvened)
        answers, communes = tried.answers, None
        council = None
        if self.council_votes:
            opinion = self._opinion(tried)
            council = council_decision(self.procedure, ballot, opinion=opinion, rule=self.rule, category=self.category)
            if self.procedure == FPIC_FREE and self.rule is None:
                whole = outcome(self.procedure, ballot, answers, self.population)
                if len(whole.decisions) == 1:
                    return Verdict(whole.decisions[0], None, whole.adopted)
        communes = municipal_decision(
            self.procedure, answers, self.population, concerned=self.concerned, category=self.category
        )
        return Verdict(council, communes, all(step.passes for step in (council, communes) if step is not None))

    def turning(self, tried: Positions) -> Turning:
        """The communes that would turn an outcome alone: by voting for where it fails, against where it passes."""
        before = self.verdict(tried)
        found = Turning([], [], [])
        for rank in range(len(self.population)):
            after = self.verdict(tried.changed(rank, to_yes=not before.adopted))
            for ranks, one, other in (
                (found.outcome, before.adopted, after.adopted),
                (found.council, passes(before.council), passes(after.council)),
                (found.communes, passes(before.communes), passes(after.communes)),
            ):
                if one != other:
                    ranks.append(rank)
        return found


class Turning(NamedTuple):
    """The ranks of the communes that would alone turn the outcome, the vote of the council, that of the communes."""

    outcome: list[int]
    council: list[int]
    communes: list[int]


def passes(decision: Decision | None) -> bool | None:
    """Whether a decision passes; None where there is none."""
    return None if decision is None else decision.passes
