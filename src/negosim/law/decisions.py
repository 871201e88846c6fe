"""What a procedure decides, from the votes of the council and the answers of the communes, with reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.law.answers import checked_answers, checked_flags, one_answer_each
from negosim.law.majorities import (
    RULE_SIMPLE,
    RULE_TWO_THIRDS_MEMBERS,
    RULE_UNANIMOUS_CAST,
    Decision,
    council_vote,
    single_commune_rule,
)
from negosim.law.municipal_majorities import check_answers, municipal_vote, opposition_vote
from negosim.law.openings import article_of, check_open
from negosim.law.procedures import (
    BLOCKING,
    COMMUNITY_INTEREST,
    CONCERNED,
    CONSULTED,
    COUNCIL_ONLY,
    EVERY,
    FPIC_FREE,
    FREE_COMPENSATION,
    NO_COUNCIL,
    SINGLE_COMMUNE,
    municipal_passes,
    procedure_of,
    resolve_silence,
)
from negosim.law.silence import NO, YES

__all__ = [
    "Ballot",
    "Outcome",
    "council_decision",
    "council_rule",
    "meaning_of_silence",
    "municipal_decision",
    "outcome",
]


@dataclass(frozen=True)
class Ballot:
    """The votes of a council (scrutin): for, against, abstentions, members present, members in office.

    `president_yes`: the president votes for; `secret`: the ballot is secret; `reconvened`: it is a second session,
    which needs no quorum.

    Source: L.2121-17, L.2121-20, in force since 24 February 1996, as read in 2023.
    """

    yes: int
    no: int
    abstentions: int
    present: int
    in_office: int
    president_yes: bool = False
    secret: bool = False
    reconvened: bool = False

    def decide(self, rule: int, article: str | None = None) -> Decision:
        """What the council decides at the majority of `rule` under `article`. Raises UserError: as `council_vote`.

        Source: as `council_vote`.
        """
        return council_vote(
            self.yes, self.no, self.abstentions, self.present, self.in_office, rule,
            president_yes=self.president_yes, secret=self.secret, reconvened=self.reconvened, article=article,
        )  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """Whether a procedure is adopted, with its decisions in order: the council's, then the communes'.

    Source: the articles of its decisions.
    """

    adopted: bool
    decisions: tuple[Decision, ...]

    def __bool__(self) -> bool:
        """Whether it is adopted."""
        return self.adopted


def outcome(
    procedure: int,
    ballot: Ballot | None,
    answers: np.ndarray,
    population: np.ndarray,
    *,
    concerned: np.ndarray | None = None,
    interest_members: bool = False,
    category: str | None = None,
    tax_regime: str | None = None,
    receipt: bool = False,
) -> Outcome:
    """The outcome of a procedure, from the votes of the community council and the answers of the communes.

    A free split of the FPIC does not need the communes when the council is unanimous.

    Args: `procedure`, a code of `PROCEDURES`; `ballot`, None where the council does not vote; `answers` int8[N] of YES,
    NO, SILENT, and `population` int64[N], of every commune; `concerned` bool[N], the communes concerned (all by
    default); `interest_members`, whether the two thirds for the community interest are those of the members instead of
    the votes cast; `category` and `tax_regime` of the intercommunality, to which the procedure must be open (not
    checked if None); `receipt`, whether the FPIC is received instead of paid.
    Raises UserError: unknown procedure, procedure that is not open, no ballot where one is needed, impossible counts or
    answers, sizes that differ, no commune concerned, several where the procedure concerns one.
    Source: the article of each procedure, as `article_of` gives it.
    """
    line = procedure_of(procedure)
    replies, people = _replies(answers, population)
    check_open(procedure, category, tax_regime, people.tolist())
    mask = _concerned_communes(procedure, concerned, replies)
    council = None
    if line.council_rule != NO_COUNCIL and not line.automatic:
        if ballot is None:
            raise UserError(message("procedure {key} : le vote du conseil communautaire est attendu.", key=line.key))
        opinion = int(replies[mask][0]) if procedure == SINGLE_COMMUNE else YES
        council = council_decision(procedure, ballot, opinion=opinion, interest_members=interest_members,
                                   category=category, receipt=receipt)  # fmt: skip
        if procedure == FPIC_FREE and (alone := ballot.decide(RULE_UNANIMOUS_CAST, council.article)):
            return Outcome(adopted=True, decisions=(alone,))
    communes = municipal_decision(procedure, replies, people, concerned=concerned, category=category, receipt=receipt)
    steps = tuple(step for step in (council, communes) if step is not None)
    return Outcome(all(step.passes for step in steps), steps)


def council_rule(procedure: int, *, opinion: int = YES, interest_members: bool = False) -> int:
    """The majority of the community council in a procedure: a code of `majorities`, or NO_COUNCIL.

    Args: as `council_decision`. Raises UserError: unknown procedure, an opinion that is none of -1, 0, 1.

    Source: the article of each procedure; L.5211-57, in force since 24 February 1996, as read in January 2026.
    """
    line = procedure_of(procedure)
    if procedure == SINGLE_COMMUNE:
        return int(single_commune_rule(int(checked_answers(opinion)[0])))
    return RULE_TWO_THIRDS_MEMBERS if interest_members and procedure == COMMUNITY_INTEREST else line.council_rule


def council_decision(
    procedure: int,
    ballot: Ballot,
    *,
    opinion: int = YES,
    interest_members: bool = False,
    rule: int | None = None,
    category: str | None = None,
    receipt: bool = False,
) -> Decision:
    """What the community council decides in a procedure, at its majority and under its article.

    Where the procedure requires the simple majority, the article is L.2121-20.

    Args: as `outcome`; `opinion` of the only commune concerned (L.5211-57), which requires two thirds of the members
    when it is unfavourable; `rule`, a majority that replaces that of the procedure, but not its article.
    Raises UserError: unknown procedure or category, impossible counts, a council that does not vote, a `rule` where
    the opinion sets the majority.

    Source: the article of each procedure, as `article_of` gives it; L.2121-20, as read in 2023.
    """
    line, standard = (
        procedure_of(procedure),
        council_rule(procedure, opinion=opinion, interest_members=interest_members),
    )
    if standard == NO_COUNCIL:
        raise UserError(message("procedure {key} : le conseil communautaire n'y vote pas.", key=line.key))
    if rule is not None and procedure == SINGLE_COMMUNE:
        raise UserError(
            message("{option} ne s'applique pas à « {key} » : l'avis de la commune y fixe la majorité du conseil.",
                    option="rule", key=line.key)
        )  # fmt: skip
    majority = standard if rule is None else rule
    article = article_of(procedure, category, receipt=receipt)
    return ballot.decide(majority, None if majority == standard == RULE_SIMPLE else article)


def municipal_decision(
    procedure: int,
    answers: np.ndarray,
    population: np.ndarray,
    *,
    concerned: np.ndarray | None = None,
    category: str | None = None,
    receipt: bool = False,
) -> Decision | None:
    """What the municipal councils decide in a procedure; None where they decide nothing or give an opinion.

    Args: as `outcome`. Raises UserError: unknown procedure, impossible answers, sizes that differ, no inhabitants, no
    commune concerned, several where the procedure concerns one.

    Source: the article of each procedure, as `article_of` gives it; L.5211-5 II, as read in 2023.
    """
    line = procedure_of(procedure)
    replies, people = _replies(answers, population)
    mask = _concerned_communes(procedure, concerned, replies)
    if line.municipal in (COUNCIL_ONLY, CONSULTED):
        return None
    if line.municipal == BLOCKING:
        return opposition_vote(replies == NO, people)
    yes = resolve_silence(procedure, replies)
    article = article_of(procedure, category, receipt=receipt)
    if line.municipal in (EVERY, CONCERNED):
        return _agreement_decision(procedure, yes, mask, people, article)
    majority_article = article if line.council_rule == NO_COUNCIL else "L.5211-5 II"
    return replace(municipal_vote(line.majority, yes, people), article=majority_article)


def meaning_of_silence(procedure: int) -> Message:
    """The meaning of the silence of a municipal council in a procedure, in a sentence.

    Raises UserError: unknown procedure. Source: the article of each procedure, as read in 2023.
    """
    line = procedure_of(procedure)
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


def _agreement_decision(
    procedure: int, yes: np.ndarray, concerned: np.ndarray, people: np.ndarray, article: str
) -> Decision:
    """The decision where every commune concerned must agree, or decides for itself."""
    values = {"count": int((yes & concerned).sum()), "members": int(concerned.sum())}
    if procedure == FREE_COMPENSATION:
        reason = message(
            "Communes concernées qui acceptent leur nouveau montant : {count} sur {members} ; les autres gardent "
            "le leur.",
            **values,
        )
        return Decision(values["count"] > 0, reason, article)
    passes = bool(municipal_passes(procedure, np.where(concerned & ~yes, NO, YES).astype(np.int8), people))
    reason = message(
        "Conseils municipaux consultés qui sont d'accord : {count} sur {members} ; l'accord de chacun est nécessaire.",
        **values,
    )
    return Decision(passes, reason, article)


def _replies(answers: np.ndarray, population: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The answers int8[N] and the populations int64[N], checked. Raises UserError: as `outcome`."""
    replies = checked_answers(answers)
    return replies, check_answers(replies == YES, population)[1]


def _concerned_communes(procedure: int, concerned: np.ndarray | None, answers: np.ndarray) -> np.ndarray:
    """The communes concerned, bool[N]: all by default, or one for SINGLE_COMMUNE. Raises UserError: as `outcome`."""
    mask = np.ones(len(answers), dtype=np.bool_) if concerned is None else checked_flags(concerned, "concerned")
    if mask.shape != answers.shape:
        raise UserError(one_answer_each(mask.size, answers.size))
    count = int(mask.sum())
    if procedure == SINGLE_COMMUNE and count != 1:
        raise UserError(message("concerned compte {count} commune(s) ; une seule est attendue.", count=count))
    if count == 0:
        raise UserError(message("concerned ne compte aucune commune ; une au moins est attendue."))
    return mask
