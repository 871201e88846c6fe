"""Concessions of the party that risks less, down to the deal with the largest product."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from negosim.science.bargaining_solutions import nash_deal
from negosim.science.zeuthen import concessions, monotonic_concession, zeuthen_risk

pytestmark = pytest.mark.interpreted

DEALS = arrays(np.float64, st.tuples(st.integers(1, 25), st.just(2)), elements=st.integers(-2, 9).map(float))


@pytest.mark.parametrize(
    ("own", "offered", "disagreement", "risk"),
    [(10, 6, 2, 0.5), (10, 2, 2, 1), (10, 10, 2, 0), (10, 12, 2, 0), (10, 0, 2, 1), (2, 1, 2, 1), (1, 3, 2, 1)],
)
def test_the_risk_of_known_offers(own, offered, disagreement, risk):
    assert zeuthen_risk(float(own), float(offered), float(disagreement)) == risk


def test_the_agreement_on_a_parabola_is_nash_s():
    first = np.arange(10_001) / 10_000
    offers = monotonic_concession(np.column_stack([first, 1 - first**2]), np.zeros(2))
    agreed = offers[-1, 0]
    assert offers[0].tolist() == [10_000, 0]
    assert offers[-1].tolist() == [5774, 5774]
    assert (first[agreed], 1 - first[agreed] ** 2) == pytest.approx((0.5774, 0.66661), abs=5e-6)
    assert first[agreed] * (1 - first[agreed] ** 2) == pytest.approx(0.3849, abs=5e-5)
    assert first[agreed] == pytest.approx(1 / np.sqrt(3), abs=1e-4)


def test_no_round_where_no_deal_suits_both():
    assert monotonic_concession(np.array([[1, -1], [-1, 1]]), np.zeros(2)).shape == (0, 2)


def test_a_better_offer_is_taken_at_once():
    assert monotonic_concession(np.array([[2, 2], [1, 1]]), np.zeros(2)).tolist() == [[0, 0]]


@pytest.mark.parametrize("swapped", [False, True])
def test_the_last_concession_is_to_accept(swapped):
    deals = np.array([[3, 1], [2, 2]])
    offers = monotonic_concession(deals[:, ::-1] if swapped else deals, np.zeros(2))
    assert offers.tolist() == ([[1, 0], [1, 1]] if swapped else [[0, 1], [1, 1]])


def test_equal_offers_in_different_deals_end_on_the_better_for_the_other():
    assert monotonic_concession(np.array([[3, 0], [3, 1], [0, 1]]), np.zeros(2)).tolist() == [[1, 1]]


@given(DEALS)
@settings(deadline=None)
def test_concessions_are_monotonic_and_end_on_the_largest_product(deals):
    floor = np.zeros(2)
    offers = monotonic_concession(deals, floor)
    selection = nash_deal(deals, floor)
    assert (len(offers) == 0) == (selection < 0)
    if selection >= 0:
        for i in range(2):
            own, other = deals[offers[:, i], i], deals[offers[:, i], 1 - i]
            assert (np.diff(own) <= 0).all()
            assert (np.diff(other) >= 0).all()
        assert offers[-1, 0] == offers[-1, 1]
        assert deals[offers[-1, 0]].prod() == deals[selection].prod()


@given(DEALS, st.integers(-3, 3))
@settings(deadline=None)
def test_the_scale_of_utilities_does_not_matter(deals, power):
    scaled = deals * [1, 2.0**power]
    assert monotonic_concession(scaled, np.zeros(2)).tolist() == monotonic_concession(deals, np.zeros(2)).tolist()


def test_the_second_accepts_an_offer_worth_as_much_to_it():
    """The second party's best deal is worth no more to it than the first one's offer: it takes that."""
    utilities = np.array([[3.0, 5.0], [1.0, 5.0]])
    offers = concessions(utilities, np.zeros(2), np.array([[0, 1], [1, 0]]))
    assert offers.tolist() == [[0, 0]]
