"""The table of procedures applied: from a count of votes and the communes' answers to a reasoned outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.law.decision import Decision
from negosim.law.majorities import (
    RULE_SIMPLE,
    RULE_TWO_THIRDS_MEMBERS,
    RULE_UNANIMOUS_CAST,
    council_vote,
    single_commune_rule,
)
from negosim.law.municipal_majorities import check_answers, municipal_vote, opposition_vote
from negosim.law.procedures import (
    BLOCKING,
    CONCERNED,
    CONSULTED,
    COUNCIL_ONLY,
    EVERY,
    FPIC_FREE,
    FREE_COMPENSATION,
    NO_COUNCIL,
    PROCEDURES,
    SINGLE_COMMUNE,
    municipal_passes,
    resolve_silence,
)
from negosim.law.silence import NO, YES

__all__ = ["Ballot", "Outcome", "council_decision", "meaning_of_silence", "municipal_decision", "outcome"]


@dataclass(frozen=True)
class Ballot:
    """How a council voted: votes for and against, abstentions, members present and in office."""

    yes: int
    no: int
    abstentions: int
    present: int
    in_office: int
    president_yes: bool = False
    secret: bool = False
    reconvened: bool = False

    def decide(self, rule: int) -> Decision:
        """What the council decides at the majority of `rule`. Raises UserError as `council_vote`."""
        return council_vote(
            self.yes, self.no, self.abstentions, self.present, self.in_office, rule,
            president_yes=self.president_yes, secret=self.secret, reconvened=self.reconvened,
        )  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """Whether a procedure goes through, and the decisions that make it so, in order."""

    adopted: bool
    decisions: tuple[Decision, ...]

    def __bool__(self) -> bool:
        """Whether it goes through."""
        return self.adopted


def outcome(
    procedure: int,
    ballot: Ballot | None,
    answers: np.ndarray,
    population: np.ndarray,
    *,
    concerned: np.ndarray | None = None,
    interest_members: bool = False,
) -> Outcome:
    """What the law makes of a vote of the council and of the answers of the communes.

    Args: `procedure` an index of `PROCEDURES`; `ballot` None where the community council does not vote;
    `answers` int8[N] of YES, NO, SILENT and `population` int64[N] of every member commune; `concerned`
    bool[N] the communes concerned (all by default); `interest_members` counts the two thirds for the
    community interest on the members instead of the votes cast. A free split of the FPIC needs no commune
    when the council is unanimous.

    Raises UserError: unknown procedure, a ballot missing, impossible counts, sizes that differ.

    Source: the article of each procedure.
    """
    _check(procedure, ballot)
    steps: list[Decision] = []
    line = PROCEDURES[procedure]
    if ballot is not None and line.council_rule != NO_COUNCIL and not line.automatic:
        mask = _mask(concerned, answers)
        opinion = int(np.asarray(answers)[mask].min(initial=YES)) if procedure == SINGLE_COMMUNE else YES
        steps.append(council_decision(procedure, ballot, opinion=opinion, interest_members=interest_members))
        alone = replace(ballot.decide(RULE_UNANIMOUS_CAST), article=line.article)
        if procedure == FPIC_FREE and alone:
            return Outcome(adopted=True, decisions=(alone,))
    communes = municipal_decision(procedure, answers, population, concerned=concerned)
    if communes is not None:
        steps.append(communes)
    return Outcome(all(step.passes for step in steps), tuple(steps))


def council_decision(procedure: int, ballot: Ballot, *, opinion: int = YES, interest_members: bool = False) -> Decision:
    """What the community council decides in `procedure`, at its majority and under its article.

    `opinion` is that of the commune concerned, where only one is (L.5211-57): unfavourable, it asks for two
    thirds of the members.
    """
    line = PROCEDURES[procedure]
    rule = line.council_rule
    if procedure == SINGLE_COMMUNE:
        rule = int(single_commune_rule(opinion))
    elif interest_members and line.key == "community_interest":
        rule = RULE_TWO_THIRDS_MEMBERS
    decided = ballot.decide(rule)
    held = decided.article != "L.2121-17"
    return replace(decided, article=line.article) if held and rule != RULE_SIMPLE else decided


def municipal_decision(
    procedure: int, answers: np.ndarray, population: np.ndarray, *, concerned: np.ndarray | None = None
) -> Decision | None:
    """What the municipal councils decide in `procedure`; None where they are asked nothing, or an opinion.

    Args as `outcome`. Raises UserError: unknown procedure, sizes that differ, no inhabitants.
    """
    _check_procedure(procedure)
    line = PROCEDURES[procedure]
    given = np.asarray(answers, dtype=np.int8)
    _, people = check_answers(given == YES, population)
    if line.municipal in (COUNCIL_ONLY, CONSULTED):
        return None
    if line.municipal == BLOCKING:
        return opposition_vote(given == NO, people)
    yes = resolve_silence(procedure, given)
    if line.municipal in (EVERY, CONCERNED):
        return _agreements(procedure, yes, _mask(concerned, answers), people)
    return replace(municipal_vote(line.majority, yes, people), article=_municipal_article(procedure))


def meaning_of_silence(procedure: int) -> Message:
    """What the law makes of a municipal council that does not answer in time, in words."""
    line = PROCEDURES[procedure]
    if line.municipal == COUNCIL_ONLY:
        return message("Les conseils municipaux ne sont pas consultés.")
    if line.municipal == BLOCKING:
        return message("Un silence n'est pas une opposition.")
    if line.silence == YES and line.municipal == CONSULTED:
        return message("Au bout de {months} mois, un silence vaut avis favorable.", months=line.months)
    if line.silence == YES:
        return message("Au bout de {months} mois, un silence vaut accord.", months=line.months)
    if line.silence == NO:
        return message("Au bout de {months} mois, un silence vaut refus.", months=line.months)
    return message("Un silence ne compte pas comme un accord.")


def _agreements(procedure: int, yes: np.ndarray, concerned: np.ndarray, people: np.ndarray) -> Decision:
    """The answer where each commune asked has to agree, or decides for itself."""
    line = PROCEDURES[procedure]
    values = {"count": int((yes & concerned).sum()), "members": int(concerned.sum())}
    if procedure == FREE_COMPENSATION:
        reason = message(
            "Communes concernées qui acceptent leur nouveau montant : {count} sur {members} ; les autres gardent "
            "le leur.",
            **values,
        )
        return Decision(values["count"] > 0, reason, line.article)
    passes = bool(municipal_passes(procedure, np.where(concerned & ~yes, NO, YES).astype(np.int8), people))
    reason = message(
        "Conseils municipaux consultés qui sont d'accord : {count} sur {members} ; l'accord de chacun est nécessaire.",
        **values,
    )
    return Decision(passes, reason, line.article)


def _municipal_article(procedure: int) -> str:
    """The article of a qualified majority: that of the procedure for seats, else the common one."""
    line = PROCEDURES[procedure]
    return line.article if line.council_rule == NO_COUNCIL else "L.5211-5 II"


def _mask(concerned: np.ndarray | None, answers: np.ndarray) -> np.ndarray:
    """The communes concerned, bool[N]: all unless told."""
    if concerned is None:
        return np.ones(len(answers), dtype=np.bool_)
    mask = np.asarray(concerned, dtype=np.bool_)
    if mask.shape != np.shape(answers):
        raise UserError(
            message(
                "Une réponse par commune est attendue : {answers} réponse(s) pour {members} commune(s).",
                answers=mask.size,
                members=np.size(answers),
            )
        )
    return mask


def _check(procedure: int, ballot: Ballot | None) -> None:
    """Raise UserError unless the procedure exists and the vote of the council that it needs is there."""
    _check_procedure(procedure)
    line = PROCEDURES[procedure]
    if ballot is None and line.council_rule != NO_COUNCIL and not line.automatic:
        raise UserError(message("procedure {key} : le vote du conseil communautaire est attendu.", key=line.key))


def _check_procedure(procedure: int) -> None:
    """Raise UserError unless the procedure is one of the table."""
    if not 0 <= procedure < len(PROCEDURES):
        options = ", ".join(f"{code} ({line.key})" for code, line in enumerate(PROCEDURES))
        raise UserError(
            message("procedure vaut {value} ; valeurs possibles : {options}.", value=procedure, options=options)
        )
