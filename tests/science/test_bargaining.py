"""Shares when offers alternate: the papers' numbers, limits, and what each member can expect."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negosim.science.bargaining import baron_ferejohn, rubinstein, unanimity

pytestmark = pytest.mark.interpreted

DISCOUNTS = st.floats(0, 0.99)


@pytest.mark.parametrize(
    ("discounts", "proposer"),
    [((0.9, 0.9), 0.526316), ((0.9, 0.8), 0.714286), ((0.5, 0.5), 0.666667), ((0.95, 0.95), 0.512821)],
)
def test_the_shares_of_rubinstein_s_proposer(discounts, proposer):
    assert rubinstein(*discounts) == pytest.approx([proposer, 1 - proposer], abs=5e-7)


def test_two_players_in_exact_terms():
    assert rubinstein(0.9, 0.9) == pytest.approx([10 / 19, 9 / 19], rel=1e-14)


def test_without_hurry_nothing_is_determined():
    assert np.isnan(rubinstein(1.0, 1.0)).all()


@pytest.mark.parametrize(
    ("members", "proposer", "responder"), [(3, 0.357143, 0.321429), (5, 0.217391, 0.195652), (2, 0.526316, 0.473684)]
)
def test_the_shares_under_unanimity_are_those_of_the_paper(members, proposer, responder):
    assert unanimity(members, 0.9) == pytest.approx([proposer] + [responder] * (members - 1), abs=5e-7)


@given(st.integers(2, 30), DISCOUNTS)
def test_under_unanimity_nobody_refuses_and_all_is_shared(members, discount):
    shares = unanimity(members, discount)
    assert shares.sum() == pytest.approx(1)
    assert shares[1:] == pytest.approx(discount * shares[0])
    assert unanimity(2, discount) == pytest.approx(rubinstein(discount, discount))


@pytest.mark.parametrize(
    ("members", "discount", "shares"),
    [
        (3, 1, [2 / 3, 1 / 3, 0]),
        (5, 1, [3 / 5, 1 / 5, 1 / 5, 0, 0]),
        (5, 0.8, [17 / 25, 4 / 25, 4 / 25, 0, 0]),
        (7, 1, [4 / 7] + [1 / 7] * 3 + [0] * 3),
        (9, 0.9, [3 / 5] + [1 / 10] * 4 + [0] * 4),
    ],
)
def test_shares_under_the_closed_rule_are_those_of_the_paper(members, discount, shares):
    assert baron_ferejohn(members, discount) == pytest.approx(shares, rel=1e-14)


@pytest.mark.parametrize(
    ("members", "quota", "discount", "proposer"), [(15, 10, 1, 0.4), (30, 20, 1, 0.366667), (12, 8, 0.9, 0.475)]
)
def test_closed_rule_under_a_qualified_majority(members, quota, discount, proposer):
    shares = baron_ferejohn(members, discount, quota)
    assert shares[0] == pytest.approx(proposer, abs=5e-7)
    assert shares.sum() == pytest.approx(1)


@given(st.integers(3, 40), st.floats(0.05, 1))
def test_the_equilibrium_side_of_the_laboratory_pattern(members, discount):
    """A minimal winning coalition, passed at once, whose proposer gets more than a partner: Baranski & Morton 2022.

    The laboratory's proposers take less than this share, the more so as they may not talk; a partner who
    expects 1 / members after a refusal accepts no less than the discounted value of it.
    """
    shares = baron_ferejohn(members, discount)
    assert np.count_nonzero(shares) == members // 2 + 1
    assert shares[0] > shares[1]
    assert shares[1] == pytest.approx(discount / members)
    assert shares.sum() == pytest.approx(1)


@given(st.integers(2, 40), st.floats(0, 1), st.data())
def test_a_member_expects_an_equal_share_and_a_higher_quota_costs_the_proposer(members, discount, data):
    quota = data.draw(st.integers(1, members - 1))
    shares = baron_ferejohn(members, discount, quota)
    partner = (quota - 1) / (members - 1)
    expected = shares[0] / members + (members - 1) / members * partner * discount / members
    assert expected == pytest.approx(1 / members)
    assert baron_ferejohn(members, discount, quota + 1)[0] <= shares[0]
