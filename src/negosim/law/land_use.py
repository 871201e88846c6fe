"""The intermunicipal land-use plan (PLUi): from the transfer of the competence to the approval of the plan.

Communautés de communes and d'agglomération become competent by operation of law after each general renewal, unless a
minority of communes opposes it within three months; communautés urbaines and métropoles always are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from negosim.errors import UserError, message
from negosim.law.answers import checked_answers, one_answer_each
from negosim.law.calendar import after_months
from negosim.law.constants import whole
from negosim.law.decisions import Ballot
from negosim.law.majorities import RULE_SIMPLE, RULE_TWO_THIRDS_CAST, Decision
from negosim.law.municipal_majorities import opposition_vote
from negosim.law.silence import NO, SILENT

__all__ = [
    "approval_decision",
    "automatic_transfer",
    "draft_decision",
    "draft_opinion_before",
    "draft_rule",
    "is_in_opposition_window",
    "opposition_window",
    "start_decision",
    "voted_transfer",
]  # fmt: skip

WINDOW = whole("plui_months")
OPINION = whole("plui_opinion_months")


def opposition_window(transfer: date) -> tuple[date, date]:
    """Tests only: the first and last days on which communes may oppose the transfer of day `transfer`: the three months
    before it.

    The transfer of the mandate 2026-2032, on 1 January 2027, is inferred: it is the first day of the year after the
    president's election. In 2020 the window was from 1 October to 31 December, before a law postponed it.

    Source: law ALUR 2014-366, article 136 II, in force since 2014-03-27, as read in 2021.
    """
    return after_months(transfer, -WINDOW), transfer - timedelta(days=1)


def is_in_opposition_window(deliberation: date, transfer: date) -> bool:
    """Tests only: whether a deliberation of that day counts as an opposition: it is inside the window, bounds included.

    Args: `deliberation` and `transfer`, days.

    Source: law ALUR 2014-366, article 136 II, in force since 2014-03-27, as read in 2017.
    """
    first, last = opposition_window(transfer)
    return first <= deliberation <= last


def automatic_transfer(deliberations: Sequence[date | None], population: np.ndarray, transfer: date) -> Decision:
    """Tests only: whether the competence passes by operation of law: it does, unless a minority opposes it inside the
    window.

    Args: `deliberations` [N], day on which each commune votes against, None without one; `population` int64[N];
    `transfer`, day of the transfer. Raises UserError: sizes that differ, no inhabitants.

    Source: law ALUR 2014-366, article 136 II, in force since 2014-03-27, as read in 2021.
    """
    opposed = [day is not None and is_in_opposition_window(day, transfer) for day in deliberations]
    return opposition_vote(np.array(opposed, dtype=np.bool_), population)


def voted_transfer(
    ballot: Ballot, voted: date, deliberations: Sequence[date | None], population: np.ndarray
) -> Decision:
    """Tests only: whether a transfer that the council votes during the mandate takes place (from memory).

    The same minority blocks it within three months of the vote.
    Args: `ballot` of the council; `voted`, day of its vote; others as `automatic_transfer`.
    Raises UserError: impossible counts, and as `automatic_transfer`.

    Source: law ALUR 2014-366, article 136 II, in force since 2014-03-27, from memory.
    """
    council = ballot.decide(RULE_SIMPLE, "ALUR 136 II")
    if not council:
        return council
    last = after_months(voted, WINDOW)
    opposed = [day is not None and voted <= day <= last for day in deliberations]
    return opposition_vote(np.array(opposed, dtype=np.bool_), population)


def start_decision(ballot: Ballot, *, conference_met: bool) -> Decision:
    """Tests only: whether the council starts a PLUi (prescription): it sets the terms of collaboration with the
    communes.

    Args: `ballot` of the council (simple majority); `conference_met`, whether all the mayors have met before.
    Raises UserError: impossible counts.

    Source: code de l'urbanisme L.153-8, in force since 2016-01-01, as read in April 2026.
    """
    return _decide_after_conference(ballot, "L.153-8", conference_met=conference_met)


def draft_opinion_before(notified: date) -> date:
    """Tests only: the last day for a commune's opinion on the draft plan, of which it is notified on day `notified`.

    A silence is favourable (from memory).

    Source: code de l'urbanisme L.153-15, R.153-5, in force since 2016-01-01, three months from memory.
    """
    return after_months(notified, OPINION)


def draft_rule(
    opinions: Sequence[int] | np.ndarray, *, amended: bool = False, answers: Sequence[int] | np.ndarray | None = None
) -> int:
    """Tests only: the majority by which the council adopts the draft plan again (nouvel arrêt), after the opinions of
    the communes.

    The simple majority where no opinion is unfavourable, or where every commune whose opinion is unfavourable approves
    the amended draft (all of them: our reading); otherwise two thirds of the votes cast.

    Args: `opinions` int8[N] of YES, NO, SILENT (favourable) on what concerns each commune in the draft; `amended`,
    whether the draft now takes the unfavourable opinions into account; `answers` int8[N] on the amended draft, for
    which a silence of two months is an agreement.

    Raises UserError: sizes that differ, an answer that is none of the three.

    Source: code de l'urbanisme L.153-15, in force since 2016-01-01, as read in law 2019-1461, article 17, and in April
    2026.
    """
    replies = [SILENT] * len(opinions) if answers is None else answers
    _check_opinions(opinions, replies)
    second_answers = [answer for opinion, answer in zip(opinions, replies, strict=True) if opinion == NO]
    if not second_answers or (amended and NO not in second_answers):
        return RULE_SIMPLE
    return RULE_TWO_THIRDS_CAST


def draft_decision(
    ballot: Ballot,
    opinions: Sequence[int] | np.ndarray,
    *,
    amended: bool = False,
    answers: Sequence[int] | np.ndarray | None = None,
) -> Decision:
    """Tests only: whether the council adopts the draft plan again (nouvel arrêt), at the majority of `draft_rule`.

    Args: `ballot` of the council; others as `draft_rule`. Raises UserError: impossible counts, and as `draft_rule`.

    Source: code de l'urbanisme L.153-15, in force since 2016-01-01, as read in April 2026.
    """
    return ballot.decide(draft_rule(opinions, amended=amended, answers=answers), "L.153-15")


def approval_decision(ballot: Ballot, *, conference_met: bool) -> Decision:
    """Tests only: whether the council approves the plan, after a conference of the mayors on the opinions and the
    public inquiry.

    Args: `ballot` of the council (simple majority); `conference_met`, whether the mayors have met before.
    Raises UserError: impossible counts.

    Source: code de l'urbanisme L.153-21, in force since 2016-01-01, as read in April 2026.
    """
    return _decide_after_conference(ballot, "L.153-21", conference_met=conference_met)


def _decide_after_conference(ballot: Ballot, article: str, *, conference_met: bool) -> Decision:
    """The decision of the council at the simple majority; a refusal without a conference of the mayors before it."""
    if conference_met:
        return ballot.decide(RULE_SIMPLE, article)
    reason = message("La conférence intercommunale de tous les maires doit se réunir avant le vote.")
    return Decision(passes=False, reason=reason, article=article)


def _check_opinions(opinions: Sequence[int] | np.ndarray, answers: Sequence[int] | np.ndarray) -> None:
    """Raise UserError for sizes that differ, or a value that is not an answer."""
    if len(opinions) != len(answers):
        raise UserError(one_answer_each(len(answers), len(opinions)))
    for values in (opinions, answers):
        checked_answers(values)
