"""Halves, features and baselines: addressed, known, and blind to their own case."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.territory.tables import table
from negosim.validation.baselines import BASELINES, draw_of, half_of, in_sample, out_of_sample, predictors
from negosim.validation.features import FEATURES, SIZES, features, size_of
from negosim.validation.scores import auc

SIRENS = table("epci")["siren"].to_pylist()


@pytest.fixture(scope="module")
def places():
    """The features of eighty intercommunalities."""
    return features(SIRENS[::15])


@pytest.fixture(scope="module")
def outcomes(places):
    """An outcome that small places have more often."""
    chance = 1 / (1 + np.log(places["population"]) - np.log(places["population"]).min())
    return np.array([draw_of(siren, "test") < p for siren, p in chance.items()], dtype=int)


def test_halves_are_halves_and_do_not_move():
    halves = [half_of(siren) for siren in SIRENS]
    assert set(halves) == {"fit", "report"}
    assert halves.count("fit") / len(halves) == pytest.approx(0.5, abs=0.05)
    assert [half_of(siren) for siren in ("200000172", "243900354", "200067106")] == ["fit", "fit", "report"]


def test_a_draw_depends_on_its_purpose_and_stays_in_its_bounds():
    draws = np.array([[draw_of(siren, purpose) for siren in SIRENS] for purpose in ("half", "fold")])
    assert draws.min() >= 0
    assert draws.max() < 1
    assert abs(np.corrcoef(draws)[0, 1]) < 0.1


def test_features_are_those_of_the_tables():
    known = features(["200000172", "999999999"])
    assert list(known.columns) == list(FEATURES)
    assert list(known.index) == ["200000172"]
    place = known.loc["200000172"]
    assert (place["population"], place["n_communes"], place["category"]) == (28_363, 7, "CC")
    assert place["core_share"] == pytest.approx(13_320 / 28_363)
    assert 0 < place["wealth_gini"] < 1


@pytest.mark.parametrize(("n", "size"), [(2, "2-7"), (7, "2-7"), (8, "8-14"), (29, "15-29"), (60, "60+"), (200, "60+")])
def test_numbers_of_communes_have_their_line(n, size):
    assert size_of(n) == size
    assert all(low <= high for low, high in SIZES)


def test_predictors_are_logs_and_shares(places):
    x = predictors(places)
    assert x.shape == (len(places), 5)
    assert np.exp(x[:, 1]) == pytest.approx(places["n_communes"])
    assert set(x[:, 2]) == {0, 1}


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize("half", ["all", "fit", "report"])
def test_a_prediction_does_not_see_its_own_case(places, outcomes, name, half):
    x, sirens = predictors(places), list(places.index)
    chances = out_of_sample(name, x, outcomes, sirens, half)
    inside = np.array([half in ("all", half_of(siren)) for siren in sirens])
    assert np.array_equal(np.isnan(chances), ~inside)
    case = int(np.flatnonzero(inside)[3])
    flipped = outcomes.copy()
    flipped[case] = 1 - flipped[case]
    assert out_of_sample(name, x, flipped, sirens, half)[case] == chances[case]


@pytest.mark.parametrize("name", BASELINES)
def test_the_half_that_is_reported_stays_unseen_while_sizes_are_chosen(places, outcomes, name):
    x, sirens = predictors(places), list(places.index)
    reported = np.array([half_of(siren) == "report" for siren in sirens])
    others = np.where(reported, 1 - outcomes, outcomes)
    ours = [out_of_sample(name, x, y, sirens, "fit") for y in (outcomes, others)]
    assert np.array_equal(*ours, equal_nan=True)


def test_in_sample_is_better_than_it_will_be(places, outcomes):
    x, sirens = predictors(places), list(places.index)
    honest, too_good = out_of_sample("boosting", x, outcomes, sirens, "all"), in_sample("boosting", x, outcomes)
    assert auc(outcomes, too_good) > auc(outcomes, honest)
    assert in_sample("base_rate", x, outcomes) == pytest.approx(outcomes.mean())


def test_an_outcome_that_does_not_vary_is_its_own_rate(places):
    sure = np.ones(len(places), int)
    assert in_sample("logistic", predictors(places), sure) == pytest.approx(1)
