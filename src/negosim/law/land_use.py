"""The intermunicipal land-use plan (PLUi): from the transfer of the competence to the approval of the plan.

Communities of communes and of agglomeration become competent by operation of law after each general renewal,
unless a minority opposes in a window of three months; urban communities and métropoles always are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from negosim.errors import UserError, message
from negosim.law.answers import checked_answers
from negosim.law.calendar import after_months
from negosim.law.constants import whole
from negosim.law.decisions import Ballot
from negosim.law.majorities import RULE_SIMPLE, RULE_TWO_THIRDS_CAST, Decision
from negosim.law.municipal_majorities import opposition_vote
from negosim.law.silence import NO, SILENT

__all__ = [
    "approval", "automatic_transfer", "deliberation_counts", "draft_again", "draft_opinion_before", "draft_rule",
    "opposition_window", "prescription", "voted_transfer",
]  # fmt: skip

WINDOW = whole("plui_months")
OPINION = whole("plui_opinion_months")


def opposition_window(transfer: date) -> tuple[date, date]:
    """The first and last days of the window of opposition: the three months before the transfer.

    The transfer of the mandate 2026-2032 on 1 January 2027 is inferred from the first day of the year after
    the president's election; in 2020 the window was 1 October to 31 December before it was postponed.

    Source: law ALUR 2014-366, article 136 II, in force since 2014-03-27, as read in 2021.
    """
    return after_months(transfer, -WINDOW), transfer - timedelta(days=1)


def deliberation_counts(deliberation: date, transfer: date) -> bool:
    """Whether an opposition of that day counts: inside the window, bounds included.

    Source: law ALUR 2014-366, article 136 II, in force since 2014-03-27, as read in 2017.
    """
    first, last = opposition_window(transfer)
    return first <= deliberation <= last


def automatic_transfer(deliberations: Sequence[date | None], population: np.ndarray, transfer: date) -> Decision:
    """Whether the competence passes by operation of law: yes, unless a minority opposed inside the window.

    Args: `deliberations`, the day on which each commune voted against (None: it did not); `population`
    int64[N]; the day of the transfer. Raises UserError: sizes that differ, no inhabitants.

    Source: law ALUR 2014-366, article 136 II, in force since 2014-03-27, as read in 2021.
    """
    opposed = [day is not None and deliberation_counts(day, transfer) for day in deliberations]
    return opposition_vote(np.array(opposed, dtype=np.bool_), population)


def voted_transfer(
    ballot: Ballot, voted: date, deliberations: Sequence[date | None], population: np.ndarray
) -> Decision:
    """Whether a transfer voted by the council in the course of the mandate goes through (from memory).

    The same minority blocks within three months of the vote. Args as `automatic_transfer`.

    Source: law ALUR 2014-366, article 136 II, in force since 2014-03-27, from memory.
    """
    council = ballot.decide(RULE_SIMPLE, "ALUR 136 II")
    if not council:
        return council
    last = after_months(voted, WINDOW)
    opposed = [day is not None and voted <= day <= last for day in deliberations]
    return opposition_vote(np.array(opposed, dtype=np.bool_), population)


def prescription(ballot: Ballot, *, conference_met: bool) -> Decision:
    """The start of a PLUi: the council sets the terms of collaboration after a conference of all mayors.

    Source: code de l'urbanisme L.153-8, in force since 2016-01-01, as read in April 2026.
    """
    if not conference_met:
        return _conference_missing("L.153-8")
    return ballot.decide(RULE_SIMPLE, "L.153-8")


def draft_opinion_before(notified: date) -> date:
    """The last day for a commune's opinion on the stopped draft; silence is favourable (from memory).

    Source: code de l'urbanisme L.153-15, R.153-5, in force since 2016-01-01, three months from memory.
    """
    return after_months(notified, OPINION)


def draft_rule(
    opinions: Sequence[int] | np.ndarray, *, amended: bool = False, answers: Sequence[int] | np.ndarray | None = None
) -> int:
    """The rule by which the council stops the draft, once the communes gave their opinion.

    Args: `opinions` int8[N] on the planning orientations and rules that concern each commune (YES, NO,
    SILENT: favourable); `amended`, whether the draft takes the unfavourable ones into account; `answers`
    int8[N] to the amended draft, silence for two months being an agreement.

    The simple majority where no opinion is unfavourable, or where every commune that gave one approves the
    amended draft (all of them: our reading); else two thirds of the votes cast.

    Raises UserError: sizes that differ, an answer that is none of the three.

    Source: code de l'urbanisme L.153-15, in force since 2016-01-01, as read in law 2019-1461, article 17, and in April
    2026.
    """
    given = [SILENT] * len(opinions) if answers is None else answers
    _check_opinions(opinions, given)
    unhappy = [answer for opinion, answer in zip(opinions, given, strict=True) if opinion == NO]
    if not unhappy or (amended and NO not in unhappy):
        return RULE_SIMPLE
    return RULE_TWO_THIRDS_CAST


def draft_again(
    ballot: Ballot,
    opinions: Sequence[int] | np.ndarray,
    *,
    amended: bool = False,
    answers: Sequence[int] | np.ndarray | None = None,
) -> Decision:
    """What the council decides on the draft after the opinions, at the majority of `draft_rule`.

    Source: code de l'urbanisme L.153-15, in force since 2016-01-01, as read in April 2026.
    """
    return ballot.decide(draft_rule(opinions, amended=amended, answers=answers), "L.153-15")


def approval(ballot: Ballot, *, conference_met: bool) -> Decision:
    """The approval of the plan: majority of the votes cast, after a conference of mayors on opinions and inquiry.

    Source: code de l'urbanisme L.153-21, in force since 2016-01-01, as read in April 2026.
    """
    if not conference_met:
        return _conference_missing("L.153-21")
    return ballot.decide(RULE_SIMPLE, "L.153-21")


def _conference_missing(article: str) -> Decision:
    """The refusal of a vote that the mayors' conference did not precede."""
    reason = message("La conférence intercommunale de tous les maires doit se réunir avant le vote.")
    return Decision(passes=False, reason=reason, article=article)


def _check_opinions(opinions: Sequence[int] | np.ndarray, answers: Sequence[int] | np.ndarray) -> None:
    """Raise UserError for sizes that differ or a value that is no answer."""
    if len(opinions) != len(answers):
        raise UserError(
            message(
                "Une réponse par commune est attendue : {answers} réponse(s) pour {members} commune(s).",
                answers=len(answers), members=len(opinions),
            )
        )  # fmt: skip
    for given in (opinions, answers):
        checked_answers(given)
