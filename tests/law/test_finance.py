"""Money: the worked examples, the bounds on both sides, sums that are kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.finance import (
    compensation_after_transfer,
    equalisation_default,
    equalisation_free_adopted,
    equalisation_two_thirds_valid,
    matching_grant_max_eur,
    revised_compensation,
    solidarity_grant,
)

pytestmark = pytest.mark.interpreted

POPULATION = np.array([10_000, 4_000, 1_500, 500])
INCOME = np.array([14_000.0, 16_000.0, 13_000.0, 12_500.0])
POTENTIAL = np.array([1_100.0, 900.0, 700.0, 600.0])


def test_solidarity_grant():
    grants = solidarity_grant(100_000, POPULATION, INCOME, POTENTIAL)
    assert grants == pytest.approx([37_049.13, 24_867.91, 20_324.55, 17_758.40], abs=0.005)


@pytest.mark.parametrize("weights", [(0.17, 0.17), (0.1, 0.24), (0.8, 0.3), (-0.1, 0.6)])
def test_legal_criteria_weigh_a_third_and_more(weights):
    with pytest.raises(UserError, match="0,35"):
        solidarity_grant(100_000, POPULATION, INCOME, POTENTIAL, *weights)


@given(st.floats(0.175, 0.5), st.floats(0.175, 0.5), st.floats(1, 1e7))
@settings(deadline=None)
def test_solidarity_grants_add_up(income_weight, potential_weight, amount):
    free = np.array([0.1, 0.2, 0.3, 0.4])
    grants = solidarity_grant(amount, POPULATION, INCOME, POTENTIAL, income_weight, potential_weight, free)
    assert grants.sum() == pytest.approx(amount)


@pytest.mark.parametrize(
    ("levy", "communes"),
    [
        (False, [68_271.79, 33_377.32, 16_092.64, 6_258.25]),
        (True, [85_517.24, 27_987.46, 8_163.01, 2_332.29]),
    ],
)
def test_equalisation_under_ordinary_law(levy, communes):
    own, shares = equalisation_default(200_000, 0.38, POPULATION, POTENTIAL, levy=levy)
    assert own == pytest.approx(76_000)
    assert shares == pytest.approx(communes, abs=0.005)


@pytest.mark.parametrize(("own", "valid"), [(53_200, True), (53_199, False), (98_800, True), (98_801, False)])
def test_two_thirds_split_keeps_within_thirty_per_cent(own, valid):
    default, shares = equalisation_default(200_000, 0.38, POPULATION, POTENTIAL, levy=False)
    scaled = shares * (200_000 - own) / shares.sum()
    assert equalisation_two_thirds_valid(default, shares, own, scaled, levy=False) is valid


@pytest.mark.parametrize("levy", [True, False])
def test_two_thirds_split_protects_each_commune(levy):
    default, shares = equalisation_default(200_000, 0.38, POPULATION, POTENTIAL, levy=levy)
    for factor, valid in ((0.29, True), (0.31, False)):
        moved = shares.copy()
        change = factor * shares[3] * (1 if levy else -1)
        moved[3] += change
        moved[0] -= change
        assert equalisation_two_thirds_valid(default, shares, default, moved, levy=levy) is valid
    assert not equalisation_two_thirds_valid(default, shares, default, shares + 1, levy=levy)


@pytest.mark.parametrize(
    ("yes", "no", "communes", "adopted"),
    [
        (31, 0, [False, False], True), (30, 1, [True, False], False), (30, 1, [True, True], True),
        (20, 11, [True, True], False), (21, 10, [True, True], True), (0, 0, [True, True], False),
    ],
)  # fmt: skip
def test_free_split(yes, no, communes, adopted):
    assert equalisation_free_adopted(yes, no, np.array(communes)) == adopted


def test_free_revision_each_commune_decides_for_itself():
    """At 21 votes to 10, A agrees and changes, B refuses and does not; at 20 to 11 nothing changes."""
    current, proposed = np.array([100.0, 50.0]), np.array([80.0, 70.0])
    answers = np.array([True, False])
    assert revised_compensation(current, proposed, 21, 10, answers).tolist() == [80.0, 50.0]
    assert revised_compensation(current, proposed, 20, 11, answers).tolist() == [100.0, 50.0]


def test_compensation_may_become_negative():
    assert compensation_after_transfer(100.0, 250.0) == -150.0


@pytest.mark.parametrize(
    ("cost", "subsidies", "most"),
    [(1e6, 4e5, 3e5), (1e6, 7e5, 1e5), (1e6, 8e5, 0), (1e6, 9e5, 0), (1e6, 0, 5e5)],
)
def test_matching_grant(cost, subsidies, most):
    assert matching_grant_max_eur(float(cost), float(subsidies)) == pytest.approx(most)
