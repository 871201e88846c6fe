"""Fair agreements: textbook problems, the axioms that name each solution, and the three settings together."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from negosim.science.bargaining_solutions import (
    bargaining_range,
    egalitarian_deal,
    egalitarian_on_frontier,
    kalai_smorodinsky_deal,
    kalai_smorodinsky_on_frontier,
    nash_deal,
    nash_division,
    nash_on_frontier,
)

pytestmark = pytest.mark.interpreted

# Whole numbers, so that a change of scale by a power of two is exact and equal products stay equal.
DEALS = arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(2, 4)), elements=st.integers(-3, 9).map(float))
SOLUTIONS = (nash_deal, kalai_smorodinsky_deal, egalitarian_deal)
ON_FRONTIER = (nash_on_frontier, kalai_smorodinsky_on_frontier, egalitarian_on_frontier)


def risk_averse_second(x):
    return x, math.sqrt(1 - x)


def risk_averse_first(x):
    return math.sqrt(x), 1 - x


def linear(x):
    return x, 1 - x


def cut(x):
    """The frontier of u1 <= 1, u2 <= .75, u1 + u2 <= 1."""
    return x, min(0.75, 1 - x)


def test_a_risk_averse_party_gets_less():
    assert nash_on_frontier(risk_averse_second) == pytest.approx(2 / 3, abs=2e-8)
    assert nash_on_frontier(risk_averse_first) == pytest.approx(1 / 3, abs=2e-8)


def test_nash_on_a_linear_frontier():
    assert linear(nash_on_frontier(linear, (0, 0.2))) == pytest.approx((0.4, 0.6), abs=2e-8)
    assert linear(nash_on_frontier(linear, weights=(0.6, 0.4))) == pytest.approx((0.6, 0.4), abs=2e-8)


def test_nash_divides_the_surplus_equally():
    assert nash_division(np.array([0, 0.2])) == pytest.approx([0.4, 0.6])
    assert nash_division(np.array([0.1, 0.2, 0.3])) == pytest.approx([0.2333, 0.3333, 0.4333], abs=5e-5)
    assert nash_division(np.array([0.1, 0.2, 0.3])) == pytest.approx([7 / 30, 1 / 3, 13 / 30])
    assert nash_division(np.zeros(2), np.array([0.6, 0.4])) == pytest.approx([0.6, 0.4])


def test_kalai_smorodinsky_and_the_golden_ratio():
    x = kalai_smorodinsky_on_frontier(risk_averse_second)
    assert x == pytest.approx((math.sqrt(5) - 1) / 2, abs=1e-14)
    assert x == pytest.approx(0.618034, abs=5e-7)


def test_nash_and_kalai_smorodinsky_differ():
    assert cut(nash_on_frontier(cut)) == pytest.approx((0.5, 0.5), abs=2e-8)
    assert cut(kalai_smorodinsky_on_frontier(cut)) == pytest.approx((4 / 7, 3 / 7), abs=1e-14)
    assert cut(egalitarian_on_frontier(cut)) == pytest.approx((0.5, 0.5), abs=1e-14)


def test_the_acceptable_part_of_a_frontier():
    assert bargaining_range(linear, (0, 0.2)) == pytest.approx((0, 0.8))
    assert bargaining_range(linear, (0.3, 0)) == pytest.approx((0.3, 1))


def test_the_first_party_has_all_where_the_second_never_gains():
    assert egalitarian_on_frontier(lambda x: (x, 2 - x)) == 1


@pytest.mark.parametrize("solution", ON_FRONTIER)
def test_a_symmetric_frontier_is_split_in_two(solution):
    assert solution(linear) == pytest.approx(0.5, abs=2e-8)
    assert solution(lambda x: (math.sqrt(x), math.sqrt(1 - x)), (0.1, 0.1)) == pytest.approx(0.5, abs=2e-8)


@pytest.mark.parametrize(("solution", "deal"), list(zip(ON_FRONTIER, SOLUTIONS, strict=True)), ids=lambda f: f.__name__)
def test_a_fine_table_agrees_with_its_frontier(solution, deal):
    grid = np.linspace(0, 1, 2001)
    table = np.array([risk_averse_second(x) for x in grid])
    floor = (0.1, 0.2)
    assert grid[deal(table, np.array(floor))] == pytest.approx(solution(risk_averse_second, floor), abs=1e-3)


def test_the_solutions_select_a_deal_of_three_parties():
    deals = np.array([[9, 1, 1], [3, 3, 2], [2, 2, 2], [0, 9, 9], [5, 5, -1]])
    nobody = np.zeros(3)
    assert nash_deal(deals, nobody) == 1
    assert egalitarian_deal(deals, nobody) == 1
    assert kalai_smorodinsky_deal(deals, nobody) == 1
    assert nash_deal(deals, nobody, np.array([3.0, 1, 1])) == 0


@pytest.mark.parametrize("solution", SOLUTIONS)
def test_no_deal_where_someone_always_loses(solution):
    assert solution(np.array([[1.0, -1], [-1, 1]]), np.zeros(2)) == -1
    assert solution(np.empty((0, 2)), np.zeros(2)) == -1


def test_a_party_with_nothing_to_hope_for_does_not_count():
    assert kalai_smorodinsky_deal(np.array([[1.0, 0, 3], [2.0, 0, 2]]), np.zeros(3)) == 1


@pytest.mark.parametrize("solution", SOLUTIONS)
@given(DEALS, st.randoms(use_true_random=False))
def test_relabelling_parties_changes_no_deal(solution, deals, random):
    order = list(range(deals.shape[1]))
    random.shuffle(order)
    floor = np.arange(deals.shape[1]) * 0.25 - 1
    assert solution(deals[:, order], floor[order]) == solution(deals, floor)


@pytest.mark.parametrize("solution", [nash_deal, kalai_smorodinsky_deal])
@given(DEALS, st.integers(-3, 3), st.integers(-4, 4))
def test_scale_and_origin_of_utilities_do_not_matter(solution, deals, power, origin):
    floor, scale = np.zeros(deals.shape[1]), np.ones(deals.shape[1])
    scale[0] = 2.0**power
    assert solution(deals * scale + origin, floor + origin) == solution(deals, floor)


def test_scale_matters_to_the_egalitarian():
    deals = np.array([[1.0, 4], [2, 2]])
    assert egalitarian_deal(deals, np.zeros(2)) == 1
    assert egalitarian_deal(deals * [4, 1], np.zeros(2)) == 0


@given(DEALS, st.data())
def test_nash_does_not_depend_on_the_deals_not_chosen(deals, data):
    floor = np.zeros(deals.shape[1])
    selection = nash_deal(deals, floor)
    if selection >= 0:
        remaining = np.array(data.draw(st.lists(st.booleans(), min_size=len(deals), max_size=len(deals))))
        remaining[selection] = True
        assert np.flatnonzero(remaining)[nash_deal(deals[remaining], floor)] == selection


@given(DEALS)
def test_a_duplicate_actor_splits_its_weight(deals):
    floor, twice = np.zeros(deals.shape[1]), np.column_stack([deals, deals[:, 0]])
    weights = np.ones(deals.shape[1] + 1)
    weights[[0, -1]] = 0.5
    selection, split = nash_deal(deals, floor), nash_deal(twice, np.zeros(len(weights)), weights)
    assert (selection < 0) == (split < 0)
    if selection >= 0:
        assert deals[split].prod() == pytest.approx(deals[selection].prod())


@given(st.lists(st.floats(0, 0.2), min_size=2, max_size=5), st.floats(1, 3))
@settings(deadline=None)
def test_a_division_spends_all_and_equal_parties_share_equally(floors, total):
    shares = nash_division(np.array(floors), total=total)
    assert shares.sum() == pytest.approx(total)
    assert np.ptp(shares - floors) == pytest.approx(0, abs=1e-12)
