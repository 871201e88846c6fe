"""Highest averages: exact shares, continued distributions, ties on the last seat."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.science.apportionment import highest_averages

pytestmark = pytest.mark.interpreted

WEIGHTS = st.lists(st.integers(1, 2_000_000), min_size=2, max_size=12)


def share_out(weights, seats, held=None):
    people = np.array(weights, dtype=np.int64)
    start = np.zeros_like(people) if held is None else np.array(held, dtype=np.int64)
    given, tied = highest_averages(people, start, seats)
    return given.tolist(), tied.tolist()


def test_the_textbook_example_of_d_hondt():
    """The classical D'Hondt table: 8 seats over 100,000, 80,000, 30,000 and 20,000 votes."""
    assert share_out([100_000, 80_000, 30_000, 20_000], 8) == ([4, 3, 1, 0], [False] * 4)


def test_without_a_seat_to_allocate_nothing_changes():
    assert share_out([3, 1], 0) == ([0, 0], [False, False])


def test_tie_on_the_last_seat_is_left_to_the_caller():
    assert share_out([50, 50], 3) == ([1, 1], [True, True])
    assert share_out([60, 20, 20], 4) == ([2, 0, 0], [True, True, True])


def test_equal_averages_with_seats_for_all_are_no_tie():
    assert share_out([60, 20, 20], 5) == ([3, 1, 1], [False] * 3)


def test_a_party_without_weight_gets_nothing():
    assert share_out([10, 0, 5], 6)[0][1] == 0


def test_seats_held_count_in_the_divisor():
    assert share_out([100, 90], 1, held=[1, 0]) == ([1, 1], [False, False])
    assert share_out([100, 40], 1, held=[1, 0]) == ([2, 0], [False, False])


@given(WEIGHTS, st.integers(0, 60))
@settings(deadline=None)
def test_given_seats_are_the_announced_number_or_end_in_a_tie(weights, seats):
    shares, tied = share_out(weights, seats)
    assert sum(shares) == seats or sum(shares) < seats < sum(shares) + sum(tied)


@given(WEIGHTS, st.integers(0, 60))
@settings(deadline=None)
def test_no_seat_could_be_better_placed(weights, seats):
    """The last seat of anyone had an average no smaller than anyone's next one (D'Hondt's optimality)."""
    shares, _ = share_out(weights, seats)
    for weight, share in zip(weights, shares, strict=True):
        if share:
            assert all(
                weight * (other_share + 1) >= other * share for other, other_share in zip(weights, shares, strict=True)
            )


@given(WEIGHTS, st.integers(0, 30), st.integers(0, 30))
@settings(deadline=None)
def test_a_distribution_without_tie_can_be_continued(weights, first, more):
    shares, tied = share_out(weights, first)
    if not any(tied):
        assert share_out(weights, more, held=shares) == share_out(weights, first + more)


@given(WEIGHTS, st.integers(0, 60), st.integers(2, 9))
@settings(deadline=None)
def test_scaling_the_weights_changes_nothing(weights, seats, factor):
    assert share_out(weights, seats) == share_out([factor * w for w in weights], seats)


@given(WEIGHTS, st.integers(0, 60), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_relabelling_relabels_the_seats(weights, seats, random):
    order = list(range(len(weights)))
    random.shuffle(order)
    shares, tied = share_out(weights, seats)
    moved, moved_tied = share_out([weights[i] for i in order], seats)
    assert moved == [shares[i] for i in order]
    assert moved_tied == [tied[i] for i in order]
