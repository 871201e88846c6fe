"""Voting power: published games, one algorithm against the other, the axioms."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.science.generating_functions import fits_in_64_bits
from negosim.science.voting_power import (
    banzhaf,
    banzhaf_of_game,
    banzhaf_of_swings,
    shapley_shubik,
    shapley_shubik_of_game,
    shapley_shubik_of_swings,
    weighted_swings,
    winning_coalitions,
)

pytestmark = pytest.mark.interpreted

EEC_1958 = ([4, 4, 4, 2, 2, 1], 12)
EEC_1973 = ([10] * 4 + [5] * 2 + [3] * 2 + [2], 41)
EEC_1981 = ([10] * 4 + [5] * 3 + [3] * 2 + [2], 45)
SECURITY_COUNCIL = ([7] * 5 + [1] * 10, 39)
NASSAU_1964 = ([31, 31, 28, 21, 2, 2], 58)
TWELVE = [16, 5, 3, 2] + [1] * 8
PAYS_BASQUE = Path(__file__).resolve().parents[1] / "data" / "seat_fixtures.json"
GAMES = st.lists(st.integers(0, 12), min_size=1, max_size=8).filter(any)


def fractions(power):
    return [Fraction(count, power.total) for count in power.counts]


@pytest.mark.parametrize(
    ("game", "swings", "total"),
    [
        (EEC_1958, [10] * 3 + [6] * 2 + [0], 42),
        (EEC_1973, [53] * 4 + [29] * 2 + [21] * 2 + [5], 317),
        (EEC_1981, [100] * 4 + [52] * 3 + [26] * 3, 634),
        (SECURITY_COUNCIL, [848] * 5 + [84] * 10, 5080),
        (([50, 49, 1], 51), [3, 1, 1], 5),
    ],
)  # fmt: skip
def test_banzhaf_power_is_that_of_published_games(game, swings, total):
    power = banzhaf(*game)
    assert (list(power.counts), power.total) == (swings, total)


@pytest.mark.parametrize(
    ("game", "shares"),
    [
        (EEC_1958, ["7/30"] * 3 + ["3/20"] * 2 + ["0"]),
        (EEC_1973, ["5/28"] * 4 + ["17/210"] * 2 + ["2/35"] * 2 + ["1/105"]),
        (EEC_1981, ["73/420"] * 4 + ["1/14"] * 3 + ["19/630"] * 3),
        (SECURITY_COUNCIL, ["421/2145"] * 5 + ["4/2145"] * 10),
        (([50, 49, 1], 51), ["2/3", "1/6", "1/6"]),
    ],
)  # fmt: skip
def test_shapley_shubik_of_published_games(game, shares):
    assert fractions(shapley_shubik(*game)) == [Fraction(share) for share in shares]


def test_winning_coalitions_of_the_six():
    assert winning_coalitions(*EEC_1958) == 14


def test_three_dummies_of_nassau_county():
    third = Fraction(1, 3)
    assert fractions(banzhaf(*NASSAU_1964)) == [third, third, third, 0, 0, 0]


def test_the_reference_case_of_twelve_communes():
    """A city with 47 % of the seats decides nearly every simple majority, half of the two-thirds votes."""
    assert banzhaf(TWELVE, 18).shares[0] == pytest.approx(0.9559, abs=5e-5)
    assert shapley_shubik(TWELVE, 18).shares[0] == pytest.approx(0.7727, abs=5e-5)
    assert banzhaf(TWELVE, 23).shares[0] == pytest.approx(0.4696, abs=5e-5)
    assert shapley_shubik(TWELVE, 23).shares[0] == pytest.approx(0.6187, abs=5e-5)


def test_bonneville_has_this_power():
    """Bonneville, 48 % of the seats: 84 % of the power at 16 votes of 31, 48 % at 21."""
    seats = [15, 7, 2, 2, 2, 2, 1]
    assert banzhaf(seats, 16).shares[0] == pytest.approx(0.838, abs=5e-4)
    assert banzhaf(seats, 21).shares == pytest.approx([0.477, 0.25] + [0.068] * 4 + [0], abs=5e-4)


@pytest.mark.parametrize(("weights", "quota"), [([1, 2], 0), ([1, 2], 4), ([], 1), ([-1, 5], 3), ([1.5, 2], 2),
                                                 ([1, 2], 1.5), ([1, float("nan")], 1), ([True, 2], 1)])  # fmt: skip
def test_impossible_games_are_refused(weights, quota):
    for power in (banzhaf, shapley_shubik, winning_coalitions):
        with pytest.raises(UserError):
            power(weights, quota)


@given(GAMES, st.data())
@settings(deadline=None)
def test_generating_functions_agree_with_the_list_of_coalitions(weights, data):
    quota = data.draw(st.integers(1, sum(weights)))
    total = [sum(w for i, w in enumerate(weights) if c >> i & 1) for c in range(2 ** len(weights))]
    winning = np.array(total) >= quota
    assert banzhaf(weights, quota) == banzhaf_of_game(winning)
    assert shapley_shubik(weights, quota) == shapley_shubik_of_game(winning)
    assert winning_coalitions(weights, quota) == int(winning.sum())


@given(GAMES, st.data())
@settings(deadline=None)
def test_the_axioms_of_an_index_hold(weights, data):
    """Efficiency, a null member for a null weight, symmetry, and more weight never less power."""
    quota = data.draw(st.integers(1, sum(weights)))
    for power in (banzhaf(weights, quota), shapley_shubik(weights, quota)):
        assert sum(power.counts) == power.total
        ranked = sorted(zip(weights, power.counts, strict=True))
        assert [count for _, count in ranked] == sorted(power.counts)
        assert all(count == 0 for weight, count in ranked if weight == 0)


@given(GAMES, st.data())
@settings(deadline=None)
def test_both_indices_come_from_the_same_swings(weights, data):
    quota = data.draw(st.integers(1, sum(weights)))
    swings = weighted_swings(weights, quota)
    assert banzhaf_of_swings(swings) == banzhaf(weights, quota)
    assert shapley_shubik_of_swings(swings) == shapley_shubik(weights, quota)


@pytest.mark.parametrize("members", [66, 67, 90])
def test_counts_stay_exact_when_they_exceed_64_bits(members):
    """Members of equal weight: each swings C(n-1, q-1) coalitions, up to 66 in machine integers, then beyond."""
    quota = members // 2 + 1
    assert fits_in_64_bits(members) == (members <= 66)
    assert banzhaf([2] * members, 2 * quota).counts == (math.comb(members - 1, quota - 1),) * members
    assert set(shapley_shubik([2] * members, 2 * quota).counts) == {math.factorial(members) // members}


def test_a_council_of_232_in_158_blocks_is_exact():
    case = json.loads(PAYS_BASQUE.read_text(encoding="utf-8"))["200067106_pop2016"]
    seats = list(case["seats"].values())
    powers = banzhaf(seats, 117), shapley_shubik(seats, 117)
    for power in powers:
        assert sum(power.counts) == power.total
        assert power.shares[int(np.argmax(seats))] == max(power.shares)
    assert winning_coalitions(seats, 117) < 2**157
