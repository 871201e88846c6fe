"""The FPIC: the worked split, the 30 % on both sides with its witness, who adopts a derogation and when."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.decisions import Ballot
from negosim.law.equalisation import (
    contributes,
    equalisation_default,
    equalisation_vote_before,
    free_decision,
    late_decision,
    receives,
    two_thirds_decision,
    two_thirds_violations,
)
from negosim.law.silence import NO, SILENT, YES

pytestmark = pytest.mark.interpreted

POPULATION = np.array([10_000, 4_000, 1_500, 500])
POTENTIAL = np.array([1_100.0, 900.0, 700.0, 600.0])


def bounds(matches):
    return [(one.bound, one.commune) for one in matches]


@pytest.mark.parametrize(
    ("levy", "communes"),
    [
        (False, [68_271.79, 33_377.32, 16_092.64, 6_258.25]),
        (True, [85_517.24, 27_987.46, 8_163.01, 2_332.29]),
    ],
)
def test_equalisation_under_ordinary_law_has_these_amounts(levy, communes):
    own, shares = equalisation_default(200_000, 0.38, POPULATION, POTENTIAL, levy=levy)
    assert own == pytest.approx(76_000)
    assert shares == pytest.approx(communes, abs=0.005)


@given(st.floats(0, 1e8), st.floats(0, 1), st.booleans())
@settings(deadline=None)
def test_ordinary_law_shares_out_everything_whatever_the_order(amount, integration, levy):
    order = np.array([3, 1, 0, 2])
    own, shares = equalisation_default(amount, integration, POPULATION, POTENTIAL, levy=levy)
    assert own + shares.sum() == pytest.approx(amount)
    _, moved = equalisation_default(amount, integration, POPULATION[order], POTENTIAL[order], levy=levy)
    assert moved == pytest.approx(shares[order])
    _, doubled = equalisation_default(amount, integration, 2 * POPULATION, POTENTIAL, levy=levy)
    assert doubled == pytest.approx(shares)


def test_impossible_input_is_named():
    with pytest.raises(UserError) as caught:
        equalisation_default(-1.0, 1.1, np.array([0, 4_000]), np.array([900.0, 0.0]), levy=True)
    assert len(caught.value.problems) == 4
    with pytest.raises(UserError, match="communes_default_eur 2, communes_eur 1"):
        two_thirds_violations(1.0, [1.0, 1.0], 1.0, [1.0], levy=True)
    with pytest.raises(UserError, match="own_eur"):
        two_thirds_violations(1.0, [1.0], -1.0, [1.0], levy=True)


@pytest.mark.parametrize(
    ("own", "valid"), [(53_200, True), (53_199, False), (53_199.99, False), (98_800, True), (98_800.01, False)]
)
def test_two_thirds_split_keeps_within_thirty_per_cent(own, valid):
    default, shares = equalisation_default(200_000, 0.38, POPULATION, POTENTIAL, levy=False)
    scaled = shares * (200_000 - own) / shares.sum()
    result = two_thirds_violations(default, shares, own, scaled, levy=False)
    assert bounds(result) == ([] if valid else [("own", None)])


@pytest.mark.parametrize(("levy", "least", "most"), [(True, 0, 1_300), (False, 700, 2_000)])
def test_two_thirds_split_protects_each_commune_one_way(levy, least, most):
    """A commune may not pay 30 % more, nor receive 30 % less; the witness is told."""
    for value, valid in ((least, True), (most, True), (1_300.01, not levy), (699.99, levy)):
        result = two_thirds_violations(5_000, [1_000, 2_000], 5_000, [value, 3_000 - value], levy=levy)
        assert (("commune", 0) in bounds(result)) is not valid
        for one in result:
            assert one.limit_eur in {700, 1_300, 1_400, 2_600}
            assert str(one.reason)


def test_two_thirds_split_keeps_the_sum():
    result = two_thirds_violations(5_000, [1_000, 2_000], 5_000, [1_000, 2_000.03], levy=False)
    assert result == []
    result = two_thirds_violations(5_000, [1_000, 2_000], 5_000, [1_000, 2_000.04], levy=False)
    assert bounds(result) == [("sum", None)]
    assert "totalise" in str(result[0].reason)


@pytest.mark.parametrize(
    ("ballot", "base", "passes"),
    [
        (Ballot(21, 10, 0, 31, 31), "cast", True), (Ballot(20, 11, 0, 31, 31), "cast", False),
        (Ballot(20, 0, 11, 31, 31), "cast", True), (Ballot(20, 0, 11, 31, 31), "members", False),
        (Ballot(21, 0, 10, 31, 31), "members", True),
    ],
)  # fmt: skip
def test_two_thirds_of_the_votes_cast_or_of_the_members(ballot, base, passes):
    decision = two_thirds_decision(ballot, [], levy=True, base=base)
    assert (decision.passes, decision.article) == (passes, "L.2336-3")


def test_a_split_out_of_bounds_is_refused_with_its_witness():
    result = two_thirds_violations(5_000, [1_000, 2_000], 3_000, [2_000, 3_000], levy=False)
    decision = two_thirds_decision(Ballot(31, 0, 0, 31, 31), result, levy=False)
    assert (decision.passes, decision.article, decision.reason) == (False, "L.2336-5", result[0].reason)


@pytest.mark.parametrize(
    ("yes", "no", "answers", "adopted"),
    [
        (31, 0, [NO, NO], True), (30, 1, [YES, NO], False), (30, 1, [YES, YES], True), (30, 1, [YES, SILENT], True),
        (20, 11, [YES, YES], False), (21, 10, [YES, YES], True), (0, 0, [YES, YES], False),
    ],
)  # fmt: skip
def test_a_free_split_fails_on_one_refusal_and_passes_on_silence(yes, no, answers, adopted):
    ballot = Ballot(yes, no, 31 - yes - no, 31, 31)
    decision = free_decision(ballot, np.array(answers), np.array([100, 200]), levy=True)
    assert (decision.passes, decision.article) == (adopted, "L.2336-3")


def test_unanimity_of_the_members_counts_the_absent():
    people, against = np.array([100, 200]), np.array([NO, YES])
    some, whole = Ballot(30, 0, 1, 31, 31), Ballot(31, 0, 0, 31, 31)
    assert free_decision(some, against, people, levy=False)
    assert not free_decision(some, against, people, levy=False, base="members")
    assert free_decision(whole, against, people, levy=False, base="members")
    with pytest.raises(UserError, match="cast, members"):
        free_decision(whole, against, people, levy=False, base="present")
    assert free_decision(Ballot(10, 0, 0, 10, 31), against, people, levy=True).article == "L.2121-17"


def test_who_pays_and_who_receives_at_the_boundaries():
    assert [contributes(value, 1_000) for value in (900, 900.01)] == [False, True]
    assert [receives(rank, 1_250) for rank in (750, 751)] == [True, False]
    with pytest.raises(UserError, match="mean_eur"):
        contributes(900, 0)


def test_the_council_has_two_months():
    notified = date(2026, 7, 31)
    assert equalisation_vote_before(notified) == date(2026, 9, 30)
    assert late_decision(notified, date(2026, 9, 30), levy=True) is None
    late = late_decision(notified, date(2026, 10, 1), levy=False)
    assert (late.passes, late.article) == (False, "L.2336-5")
    assert "2026-09-30" in str(late.reason)


def test_impossible_ranks_answers_and_days_are_named():
    for rank, words in (
        (-5, "rank vaut -5"),
        (0, "rank vaut 0"),
        (101, "rank vaut 101 ; bornes permises : de 1 à 100"),
    ):
        with pytest.raises(UserError, match=words):
            receives(rank, 100)
    with pytest.raises(UserError, match=r"(answers\[0\] vaut|commune 1 :) 2 ;"):
        free_decision(Ballot(21, 10, 0, 31, 31), np.array([2]), np.array([100]), levy=True)
    with pytest.raises(UserError, match="voted vaut 2026-07-14"):
        late_decision(date(2026, 7, 15), date(2026, 7, 14), levy=True)


def test_a_commune_that_receives_thirty_per_cent_less_is_announced():
    (broken,) = two_thirds_violations(30.0, [100.0, 100.0], 30.0, [69.0, 131.0], levy=False)
    assert str(broken.reason) == "Part de 69.0, au-dessous de 70.0 : 30 % de moins que le droit commun."
