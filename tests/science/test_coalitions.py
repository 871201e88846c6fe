"""Who could tip a vote, and the coalitions with no member to spare."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.science.coalitions import count_minimal_winning, critical_members, minimal_winning_coalitions

pytestmark = pytest.mark.interpreted

GAMES = st.lists(st.integers(0, 9), min_size=1, max_size=8).filter(any)


def brute_force(weights, quota):
    """The minimal winning coalitions among the 2^N, each a tuple of rows."""
    members, result = range(len(weights)), set()
    for code in range(2 ** len(weights)):
        coalition = [i for i in members if code >> i & 1]
        total = sum(weights[i] for i in coalition)
        if total >= quota and all(total - weights[i] < quota for i in coalition):
            result.add(tuple(coalition))
    return result


def test_the_minimal_coalitions_of_the_council_of_1958():
    """Germany, France and Italy, or two of them with Belgium and the Netherlands; never Luxembourg."""
    result = list(minimal_winning_coalitions([4, 4, 4, 2, 2, 1], 12))
    assert result == [(0, 1, 2), (0, 1, 3, 4), (0, 2, 3, 4), (1, 2, 3, 4)]


@given(GAMES, st.data())
@settings(deadline=None)
def test_against_the_list_of_coalitions(weights, data):
    quota = data.draw(st.integers(1, sum(weights)))
    result = list(minimal_winning_coalitions(weights, quota))
    assert len(result) == len(set(result)) == count_minimal_winning(weights, quota)
    assert set(result) == brute_force(weights, quota)


def test_a_large_council_lists_the_first_at_once():
    seats = [22, 17, 10, *[2] * 12, *[1] * 143]
    assert all(sum(seats[i] for i in result) == 101 for result in islice(minimal_winning_coalitions(seats, 101), 5))
    assert count_minimal_winning(seats, 101) > 10**40


@pytest.mark.parametrize("game", [([1, 2], 0), ([1, 2], 4), ([], 1), ([-1, 5], 3)])
def test_impossible_games_are_refused(game):
    for refused in (minimal_winning_coalitions, count_minimal_winning):
        with pytest.raises(UserError):
            refused(*game)


def test_the_critical_members_of_a_majority():
    weights = np.array([3, 2, 1])

    def passes(answers):
        return bool(weights[answers].sum() >= 4)

    assert critical_members(passes, np.array([True, True, False])).tolist() == [True, True, False]
    assert critical_members(passes, np.array([True, False, False])).tolist() == [False, True, True]
    assert not critical_members(passes, np.array([True, True, True])).tolist()[1]
