"""The land-use plan: window, minority, second vote, conferences of mayors."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.decisions import Ballot
from negosim.law.land_use import (
    approval_decision,
    automatic_transfer,
    draft_decision,
    draft_opinion_before,
    draft_rule,
    is_in_opposition_window,
    opposition_window,
    start_decision,
    voted_transfer,
)
from negosim.law.majorities import RULE_SIMPLE, RULE_TWO_THIRDS_CAST
from negosim.law.silence import NO, SILENT, YES

pytestmark = pytest.mark.interpreted

FAUCIGNY = np.array([13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465])
TRANSFER = date(2027, 1, 1)
INSIDE = date(2026, 11, 15)
MAJORITY = Ballot(16, 15, 0, 31, 31)


def against(*opposed, day=INSIDE):
    return [day if i in opposed else None for i in range(7)]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False),
    ],
)  # fmt: skip
def test_only_the_window_counts(day, counts):
    assert opposition_window(TRANSFER) == (date(2026, 10, 1), date(2026, 12, 31))
    assert is_in_opposition_window(day, TRANSFER) is counts


def test_the_window_of_2021_was_april_to_june():
    assert opposition_window(date(2021, 7, 1)) == (date(2021, 4, 1), date(2021, 6, 30))


@pytest.mark.parametrize(
    ("opposed", "transferred"),
    [((1, 6), False), ((0,), True), ((2, 3, 6), True), ((2, 3, 5), False), ((), True)],
)
def test_a_minority_blocks_with_a_quarter_of_communes_and_a_fifth_of_people(opposed, transferred):
    decision = automatic_transfer(against(*opposed), FAUCIGNY, TRANSFER)
    assert (decision.passes, decision.article) == (transferred, "ALUR 136 II")


def test_a_minority_out_of_time_blocks_nothing():
    early = against(1, 6, day=date(2026, 9, 30))
    assert automatic_transfer(early, FAUCIGNY, TRANSFER)
    early[1] = INSIDE
    assert automatic_transfer(early, FAUCIGNY, TRANSFER)
    early[6] = INSIDE
    assert not automatic_transfer(early, FAUCIGNY, TRANSFER)


def test_a_transfer_voted_in_the_course_of_the_mandate():
    voted = date(2028, 2, 10)
    assert not voted_transfer(Ballot(15, 16, 0, 31, 31), voted, against(), FAUCIGNY)
    assert not voted_transfer(MAJORITY, voted, against(1, 6, day=date(2028, 5, 10)), FAUCIGNY)
    assert voted_transfer(MAJORITY, voted, against(1, 6, day=date(2028, 5, 11)), FAUCIGNY)
    assert voted_transfer(MAJORITY, voted, against(1, 6, day=date(2028, 2, 9)), FAUCIGNY)


@pytest.mark.parametrize(
    ("opinions", "amended", "answers", "rule"),
    [
        ([YES, SILENT, YES], False, None, RULE_SIMPLE), ([YES, NO, YES], False, None, RULE_TWO_THIRDS_CAST),
        ([YES, NO, YES], True, [SILENT, YES, SILENT], RULE_SIMPLE), ([YES, NO, YES], True, None, RULE_SIMPLE),
        ([YES, NO, YES], True, [SILENT, NO, SILENT], RULE_TWO_THIRDS_CAST),
        ([YES, NO, YES], False, [SILENT, YES, SILENT], RULE_TWO_THIRDS_CAST),
        ([NO, NO, YES], True, [YES, NO, YES], RULE_TWO_THIRDS_CAST), ([YES, NO, YES], True, [NO, YES, NO], RULE_SIMPLE),
    ],
)  # fmt: skip
def test_an_unfavourable_opinion_asks_for_two_thirds(opinions, amended, answers, rule):
    assert draft_rule(opinions, amended=amended, answers=answers) == rule


def test_two_thirds_of_the_votes_cast_against_a_commune():
    opinions = [NO, YES]
    failed = draft_decision(Ballot(20, 11, 0, 31, 31), opinions)
    assert (failed.passes, failed.article) == (False, "L.153-15")
    assert draft_decision(Ballot(21, 10, 0, 31, 31), opinions)
    assert draft_decision(MAJORITY, opinions, amended=True)
    assert draft_decision(MAJORITY, [YES, SILENT])


@given(st.lists(st.sampled_from([YES, NO, SILENT]), min_size=1, max_size=6), st.data())
@settings(deadline=None)
def test_one_more_agreement_never_asks_for_more(opinions, data):
    answers = data.draw(st.lists(st.sampled_from([YES, NO, SILENT]), min_size=len(opinions), max_size=len(opinions)))
    i = data.draw(st.integers(0, len(opinions) - 1))
    more = [YES if rank == i else answer for rank, answer in enumerate(answers)]
    before = draft_rule(opinions, amended=True, answers=answers)
    assert draft_rule(opinions, amended=True, answers=more) <= before


def test_impossible_opinions_are_named():
    with pytest.raises(UserError, match=r"1 réponse\(s\) pour 2"):
        draft_rule([YES, NO], amended=True, answers=[YES])
    with pytest.raises(UserError, match=r"(answers\[1\] vaut|commune 2 :) 2 ;"):
        draft_rule([YES, 2])
    with pytest.raises(UserError, match=r"(answers\[0\] vaut|commune 1 :) nan ;"):
        draft_rule([NO], answers=[float("nan")])


@pytest.mark.parametrize(("step", "article"), [(start_decision, "L.153-8"), (approval_decision, "L.153-21")])
def test_the_conference_of_mayors_comes_first(step, article):
    missing = step(Ballot(31, 0, 0, 31, 31), conference_met=False)
    assert (missing.passes, missing.article) == (False, article)
    assert step(MAJORITY, conference_met=True).article == article
    assert step(MAJORITY, conference_met=True)
    assert not step(Ballot(15, 16, 0, 31, 31), conference_met=True)


def test_an_opinion_within_three_months():
    assert draft_opinion_before(date(2028, 11, 30)) == date(2029, 2, 28)
