"""Scores on examples small enough to be worked out by hand, and on data whose answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from negosim.validation import scores

OUTCOMES = np.array([0, 0, 1, 1])
CHANCES = np.array([0.1, 0.4, 0.35, 0.8])


def groups(*cells):
    """Outcomes and probabilities of groups (cases that happened, all cases, probability)."""
    outcomes = np.concatenate([[1] * yes + [0] * (n - yes) for yes, n, _ in cells])
    return outcomes, np.concatenate([np.full(n, chance) for _, n, chance in cells])


def many(n, seed=0):
    """Outcomes drawn from their own probabilities."""
    draw = np.random.default_rng(seed)
    chances = draw.uniform(0.02, 0.98, n)
    return (draw.random(n) < chances).astype(int), chances


def test_three_pairs_of_four_are_in_order():
    assert scores.auc(OUTCOMES, CHANCES) == pytest.approx(0.75)
    assert scores.auc(OUTCOMES, np.full(4, 0.3)) == pytest.approx(0.5)
    assert scores.auc(OUTCOMES, 1 - CHANCES) == pytest.approx(0.25)


def test_without_both_outcomes_there_is_no_auc():
    assert math.isnan(scores.auc(np.ones(3, int), np.array([0.1, 0.2, 0.3])))


def test_the_brier_score_is_the_mean_square():
    assert scores.brier(OUTCOMES, CHANCES) == pytest.approx((0.01 + 0.16 + 0.4225 + 0.04) / 4)
    assert scores.brier(np.ones(2, int), np.array([1.0, 0.0])) == pytest.approx(0.5)


def test_the_log_score_is_the_mean_surprise_and_is_clipped():
    expected = -sum(math.log(x) for x in (0.9, 0.6, 0.35, 0.8)) / 4
    assert scores.log_score(OUTCOMES, CHANCES) == pytest.approx(expected)
    assert scores.log_score(np.array([1]), np.array([0.0])) == pytest.approx(-math.log(scores.CLIP))


def test_logits_are_clipped():
    low, middle, high = scores.logits(np.array([0.0, 0.5, 1.0]))
    assert middle == 0
    assert [-low, high] == pytest.approx([math.log((1 - scores.CLIP) / scores.CLIP)] * 2)


@pytest.mark.parametrize(
    ("low", "high", "intercept", "slope"),
    [(0.25, 0.75, 0.0, 1.0), (0.1, 0.9, 0.0, math.log(3) / math.log(9)), (0.4, 0.6, 0.0, math.log(3) / math.log(1.5))],
    ids=["calibrated", "too sure", "too shy"],
)
def test_calibration_of_two_groups_is_known(low, high, intercept, slope):
    line = scores.calibration(*groups((25, 100, low), (75, 100, high)))
    assert line.intercept == pytest.approx(intercept, abs=1e-3)
    assert line.slope == pytest.approx(slope, rel=1e-3)


def test_probabilities_that_are_right_have_a_slope_of_one():
    line = scores.calibration(*many(40_000))
    assert line.intercept == pytest.approx(0, abs=0.05)
    assert line.slope == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("chances", [np.full(4, 0.3), CHANCES], ids=["probabilities", "outcomes"])
def test_what_does_not_vary_has_no_calibration(chances):
    outcomes = OUTCOMES if np.ptp(chances) == 0 else np.zeros(4, int)
    assert all(map(math.isnan, scores.calibration(outcomes, chances)))


def test_the_curve_has_equal_bins_and_the_rates_of_each():
    curve = scores.calibration_curve(*groups((1, 10, 0.1), (5, 10, 0.5), (8, 10, 0.9)), bins=3)
    assert list(curve["n"]) == [10, 10, 10]
    assert list(curve["predicted"]) == pytest.approx([0.1, 0.5, 0.9])
    assert list(curve["observed"]) == pytest.approx([0.1, 0.5, 0.8])
    flat = scores.calibration_curve(OUTCOMES, np.full(4, 0.3))
    assert flat.to_numpy().tolist() == [[4, pytest.approx(0.3), 0.5]]


def test_shuffled_outcomes_are_not_predicted():
    outcomes, chances = many(6000)
    shuffled = np.random.default_rng(1).permutation(outcomes)
    assert scores.auc(outcomes, chances) > 0.8
    assert scores.auc(shuffled, chances) == pytest.approx(0.5, abs=0.03)
    assert scores.calibration(shuffled, chances).slope == pytest.approx(0, abs=0.05)


def test_a_paired_difference_holds_both_scores_on_the_same_resamples():
    outcomes, chances = many(200)
    same = scores.paired_difference(scores.auc, outcomes, chances, chances, draws=50)
    assert same == (0, 0, 0, 0)
    perfect = scores.paired_difference(scores.auc, outcomes, outcomes.astype(float), 1.0 - outcomes, draws=50)
    assert perfect == (1, 1, 1, 0)
    better = scores.paired_difference(scores.brier, outcomes, chances, np.full(200, 0.5), draws=200)
    assert better.low < better.value < better.high < 0


def test_the_interval_is_that_of_its_seed():
    outcomes, chances = many(80)
    other = np.full(80, 0.5)
    first, again, different = (
        scores.paired_difference(scores.auc, outcomes, chances, other, seed, draws=50) for seed in (0, 0, 1)
    )
    assert first == again
    assert first.value == different.value
    assert first != different


def test_the_standard_error_is_that_of_theory():
    outcomes, chances = many(500, seed=3)
    difference = scores.paired_difference(scores.brier, outcomes, chances, np.zeros(500))
    theory = np.std((outcomes - chances) ** 2 - outcomes, ddof=1) / math.sqrt(500)
    assert difference.standard_error == pytest.approx(theory, rel=0.1)
    assert difference.high - difference.low == pytest.approx(2 * 1.96 * theory, rel=0.15)


def test_an_outcome_that_does_not_vary_has_no_interval():
    difference = scores.paired_difference(scores.brier, np.ones(3, int), np.full(3, 0.9), np.full(3, 0.5))
    assert difference.value == pytest.approx(0.01 - 0.25)
    assert math.isnan(difference.low)


def test_the_likelihood_ratio_of_a_table_is_that_of_the_g_test():
    outcomes, chances = groups((20, 80, 0.3), (50, 90, 0.6))
    ratio = scores.likelihood_ratio(outcomes, np.ones((170, 1)), chances)
    statistic, p_value, *_ = chi2_contingency([[20, 60], [50, 40]], correction=False, lambda_="log-likelihood")
    assert ratio.statistic == pytest.approx(statistic, rel=1e-4)
    assert ratio.p_value == pytest.approx(p_value, rel=1e-2)


def test_what_the_regression_has_already_adds_nothing():
    outcomes, chances = many(500)
    again = scores.likelihood_ratio(outcomes, scores.logits(chances)[:, None], chances)
    assert again.statistic == pytest.approx(0, abs=1e-2)
    assert scores.likelihood_ratio(outcomes, chances[:, None], np.full(500, 0.4)) == (0, 1)


def test_the_detectable_difference_is_2_8_standard_errors():
    assert scores.minimum_detectable(0.01) == pytest.approx(0.0280, abs=1e-4)
