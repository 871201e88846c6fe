"""Survival: the paper's own example, the leukaemia trial of every textbook, and what censoring must not do."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.science.survival import kaplan_meier, restricted_mean, survival_at

pytestmark = pytest.mark.interpreted

# Kaplan and Meier 1958: deaths at .8, 3.1, 5.4 and 9.2, losses at 1.0, 2.7, 7.0 and 12.1 months.
PAPER = (np.array([0.8, 1.0, 2.7, 3.1, 5.4, 7.0, 9.2, 12.1]), np.array([1, 0, 0, 1, 1, 0, 1, 0], dtype=bool))
# Freireich et al. 1963: weeks of remission under 6-MP (negative: still in remission), and under a placebo.
WEEKS = np.array([6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35])
TREATED = (np.abs(WEEKS), WEEKS > 0)
PLACEBO = np.array([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23])
SAMPLES = st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=40)


def split(sample):
    return np.array([months for months, _ in sample]), np.array([ended for _, ended in sample])


def test_the_curve_of_the_example_of_the_paper():
    times, shares = kaplan_meier(*PAPER)
    assert times.tolist() == [0.8, 3.1, 5.4, 9.2]
    assert shares == pytest.approx([7 / 8, 7 / 10, 21 / 40, 21 / 80])


def test_the_curve_of_the_leukaemia_trial():
    times, shares = kaplan_meier(*TREATED)
    assert times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert shares == pytest.approx([0.857143, 0.806723, 0.752941, 0.690196, 0.627451, 0.537815, 0.448179], abs=1e-6)
    assert restricted_mean(*TREATED, 35) == pytest.approx(23.287395, abs=1e-6)


def test_without_censoring_it_is_the_share_that_still_stands():
    ended = np.ones(len(PLACEBO), dtype=bool)
    for week in range(26):
        assert survival_at(PLACEBO, ended, week) == pytest.approx((week < PLACEBO).mean())
        assert restricted_mean(PLACEBO, ended, week) == pytest.approx(np.minimum(PLACEBO, week).mean())
    assert restricted_mean(PLACEBO, ended, 23) == pytest.approx(182 / 21)


@pytest.mark.parametrize(
    ("moment", "expected"), [(0, 1), (0.7, 1), (0.8, 7 / 8), (3, 7 / 8), (3.1, 0.7), (9, 21 / 40), (99, 21 / 80)]
)
def test_the_survival_at_known_times(moment, expected):
    assert survival_at(*PAPER, moment) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("horizon", "expected"), [(0, 0), (0.5, 0.5), (0.8, 0.8), (3.1, 0.8 + 2.3 * 7 / 8), (4.1, 0.8 + 2.3 * 7 / 8 + 0.7)]
)
def test_restricted_mean_of_the_paper(horizon, expected):
    assert restricted_mean(*PAPER, horizon) == pytest.approx(expected)


def test_nothing_that_ends_and_nothing_at_all():
    still = np.zeros(3, dtype=bool)
    assert survival_at(np.array([2, 5, 9]), still, 24) == 1.0
    assert restricted_mean(np.array([2, 5, 9]), still, 24) == 24.0
    nothing = np.empty(0)
    assert math.isnan(survival_at(nothing, nothing, 24))
    assert math.isnan(restricted_mean(nothing, nothing, 24))


def test_who_is_lost_in_a_month_was_there_for_the_ends_of_that_month():
    assert survival_at(np.array([6, 6]), np.array([True, False]), 6) == 0.5


@given(SAMPLES, st.randoms(use_true_random=False), st.integers(1, 40))
@settings(deadline=None)
def test_shares_fall_order_and_copies_do_not_matter(sample, random, horizon):
    times, shares = kaplan_meier(*split(sample))
    assert (np.diff(times) > 0).all()
    assert (np.diff(np.concatenate(([1.0], shares))) < 0).all()
    moved = sample * 2
    random.shuffle(moved)
    assert kaplan_meier(*split(moved))[1] == pytest.approx(shares)
    assert restricted_mean(*split(moved), horizon) == pytest.approx(restricted_mean(*split(sample), horizon))


@given(SAMPLES, st.integers(1, 40))
@settings(deadline=None)
def test_restricted_mean_is_the_sum_of_monthly_survivals(sample, horizon):
    durations, ended = split(sample)
    expected = sum(survival_at(durations, ended, month) for month in range(horizon))
    assert restricted_mean(durations, ended, horizon) == pytest.approx(expected)


@given(SAMPLES, st.integers(1, 40))
@settings(deadline=None)
def test_taking_the_lost_for_ended_shortens_everything(sample, horizon):
    durations, ended = split(sample)
    everything = np.ones_like(ended)
    assert survival_at(durations, everything, horizon) <= survival_at(durations, ended, horizon) + 1e-12
    assert restricted_mean(durations, everything, horizon) <= restricted_mean(durations, ended, horizon) + 1e-9
