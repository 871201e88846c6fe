"""Equal-gain exchange: the municipal toll negotiation of DECIDE, and what every exchange owes its two actors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.science.exchange import best_exchange, equal_gain_exchange, expected_outcomes, positions_after

pytestmark = pytest.mark.interpreted

SEEDS = st.integers(0, 2**32 - 1)
LOGROLL = np.array([[0.0, 0.0], [100.0, 100.0]]), np.array([[0.8, 0.2], [0.2, 0.8]]), np.ones(2)


@pytest.fixture(scope="module")
def toll(shared):
    """Actors, issues, positions on 0-100, saliences and powers [10, 6] of the toll negotiation."""
    actors, issues, ends, cells = [], [], {}, {}
    text = (shared / "data" / "exchange" / "toll_negotiation.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, *cells_of_line = [cell.strip("'") for cell in line.split("\t")]
        if kind == "#A":
            actors.append(cells_of_line[0])
        elif kind == "#P":
            issues.append(cells_of_line[0])
        elif kind == "#M":
            ends.setdefault(cells_of_line[0], []).append(float(cells_of_line[1]))
        else:
            cells[tuple(cells_of_line[:2])] = [float(cell) for cell in cells_of_line[2:]]
    table = np.array([[cells[actor, issue] for issue in issues] for actor in actors])
    low, high = np.array([ends[issue] for issue in issues]).T
    return actors, issues, 100 * (table[:, :, 0] - low) / (high - low), table[:, :, 1], table[:, :, 2]


def random_problem(seed, members=4, issues=3):
    rng = np.random.default_rng(seed)
    return 100 * rng.random((members, issues)), rng.random((members, issues)) + 0.01, rng.random(members) + 0.01


def loss(ideals, positions, salience, power):
    """Salience times distance from one's first positions to the outcomes, float64[N]."""
    return (salience * np.abs(ideals - expected_outcomes(positions, salience, power))).sum(axis=1)


def test_the_first_exchange_of_the_toll_negotiation(toll):
    actors, issues, positions, salience, power = toll
    trade = best_exchange(positions, salience, power)
    assert (actors[trade.first_actor], actors[trade.second_actor]) == ("Willems", "Wcentr")
    assert (issues[trade.first_issue], issues[trade.second_issue]) == ("extra-investering", "tolheffing-binnenstad")
    assert trade.gain == pytest.approx(1.973684, abs=5e-7)
    before = expected_outcomes(positions, salience, power)
    assert before[[trade.first_issue, trade.second_issue]] == pytest.approx([49.4883, 49.3532], abs=5e-5)
    assert trade.outcomes == pytest.approx((62.6462, 59.7410), abs=5e-5)
    after = expected_outcomes(positions_after(positions, trade), salience, power)
    assert after[[trade.first_issue, trade.second_issue]] == pytest.approx(trade.outcomes)
    gained = loss(positions, positions, salience, power) - loss(
        positions, positions_after(positions, trade), salience, power
    )
    assert gained[[trade.first_actor, trade.second_actor]] == pytest.approx([trade.gain] * 2)


def test_two_actors_and_two_issues_log_roll():
    trade = best_exchange(*LOGROLL)
    assert (trade.first_actor, trade.second_actor, trade.first_issue, trade.second_issue) == (0, 1, 1, 0)
    assert trade.shifts == pytest.approx((100, -100))
    assert trade.gain == pytest.approx(0.8 * 20 - 0.2 * 20)


def test_no_exchange_on_the_same_side_nor_where_both_care_for_the_same_issue():
    positions, salience, power = LOGROLL
    assert equal_gain_exchange(positions, salience, power, (0, 1), (0, 1)) is None
    same_side = np.array([[0.0, 0], [10, 100], [100, 100]])
    assert equal_gain_exchange(same_side, np.ones((3, 2)), np.ones(3), (0, 1), (0, 1)) is None
    assert best_exchange(positions, np.ones((2, 2)), power) is None


def test_an_outcome_goes_no_further_than_the_partner_wants():
    positions = np.array([[0.0, 0], [60, 100], [100, 50]])
    salience = np.array([[0.5, 1.0], [1.0, 0.5], [0.5, 0.5]])
    power = np.array([5.0, 2.0, 5.0])
    trade = equal_gain_exchange(positions, salience, power, (0, 1), (0, 1))
    assert expected_outcomes(positions, salience, power)[0] < 60
    assert trade.outcomes[0] == pytest.approx(60)
    assert trade.shifts[0] < 60


@given(SEEDS)
@settings(deadline=None)
def test_both_gain_the_same_and_no_more_than_a_full_move(seed):
    positions, salience, power = random_problem(seed)
    trade = best_exchange(positions, salience, power)
    if trade is None:
        return
    moved = positions_after(positions, trade)
    gained = loss(positions, positions, salience, power) - loss(positions, moved, salience, power)
    assert gained[[trade.first_actor, trade.second_actor]] == pytest.approx([trade.gain] * 2, abs=1e-9)
    assert trade.gain > 0
    for actor, partner, issue, shift in (
        (trade.first_actor, trade.second_actor, trade.first_issue, trade.shifts[0]),
        (trade.second_actor, trade.first_actor, trade.second_issue, trade.shifts[1]),
    ):
        room = positions[partner, issue] - positions[actor, issue]
        assert 0 <= shift / room <= 1 + 1e-9


@given(SEEDS, st.randoms(use_true_random=False), st.floats(0.1, 10))
@settings(deadline=None)
def test_labels_and_the_unit_of_power_do_not_matter(seed, random, unit):
    positions, salience, power = random_problem(seed)
    order = list(range(4))
    random.shuffle(order)
    trade = best_exchange(positions, salience, power)
    mixed = best_exchange(positions[order], salience[order], unit * power[order])
    assert (trade is None) == (mixed is None)
    if trade is not None:
        assert mixed.gain == pytest.approx(trade.gain)
        assert {order[mixed.first_actor], order[mixed.second_actor]} == {trade.first_actor, trade.second_actor}
