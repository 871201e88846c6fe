"""Simulated probabilities beside baselines: the same cases, known answers, nothing said of what was not played."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from negosim.territory.tables import table
from negosim.validation.baselines import draw_of, half_of
from negosim.validation.comparison import NAMES, compare, rates_by_size, with_baselines
from negosim.validation.features import features

GROUPS = table("epci").to_pandas()
SIRENS = sorted(GROUPS.loc[GROUPS["category"].isin(["CC", "CA"]), "siren"])[::8]


def chance_of(siren):
    """A probability that no feature knows."""
    return 0.05 + 0.9 * draw_of(siren, "chance")


@pytest.fixture(scope="module")
def known():
    """The features of places, once."""
    return features(SIRENS)


@pytest.fixture(scope="module")
def cases():
    """Outcomes drawn from those probabilities."""
    outcomes = [int(draw_of(siren, "outcome") < chance_of(siren)) for siren in SIRENS]
    return pd.DataFrame({"siren": SIRENS, "category": "CC", "outcome": outcomes})


@pytest.fixture(scope="module")
def perfect():
    """The probabilities themselves, as if they had been played."""
    return pd.DataFrame({"siren": SIRENS, "probability": [chance_of(siren) for siren in SIRENS], "n_seeds": 100})


@pytest.mark.parametrize("half", ["all", "fit", "report"])
def test_all_predictors_are_read_on_the_same_cases(cases, known, perfect, half):
    frame = with_baselines(cases, known, half)
    assert all(half in ("all", half_of(siren)) for siren in frame["siren"])
    played = perfect.assign(probability=perfect["probability"].where(perfect.index % 10 > 0))
    comparison = compare(frame, played)
    assert set(comparison.cases["siren"]) == set(frame["siren"]) & set(played.dropna()["siren"])
    assert comparison.figures["n"] == len(comparison.cases) == comparison.by_size["n"].sum()
    assert list(comparison.scores.index) == ["simulated", "base_rate", "logistic", "boosting"]


def test_a_model_that_knows_the_chances_beats_a_regression_that_does_not(cases, known, perfect):
    figures = compare(with_baselines(cases, known, "all"), perfect).figures
    assert set(figures) == set(NAMES)
    assert figures["auc"] > 0.7
    assert figures["logistic_auc"] < 0.6
    assert figures["auc_difference"] == pytest.approx(figures["auc"] - figures["logistic_auc"], abs=1e-5)
    assert 0 < figures["auc_difference_low"] < figures["auc_difference"] < figures["auc_difference_high"]
    assert figures["brier"] < figures["base_brier"]
    assert figures["calibration_slope"] == pytest.approx(1, abs=0.4)
    assert figures["lr_beyond_logistic"] > 10
    assert figures["lr_p_value"] < 0.01
    assert json.loads(json.dumps(figures)) == figures


def test_a_placebo_adds_nothing(cases, known, perfect):
    frame = with_baselines(cases, known, "all")
    shuffled = perfect.assign(probability=np.random.default_rng(2).permutation(perfect["probability"]))
    figures = compare(frame, shuffled).figures
    assert figures["auc"] == pytest.approx(0.5, abs=0.12)
    assert figures["lr_p_value"] > 0.05


def test_what_is_not_played_has_baselines_only(cases, known):
    comparison = compare(with_baselines(cases, known, "all"), None)
    assert comparison.figures["auc"] is None
    assert comparison.figures["logistic_auc"] is not None
    assert comparison.by_size["simulated"].isna().all()
    assert comparison.curve.empty


def test_too_few_cases_are_not_scored(cases, known, perfect):
    figures = compare(with_baselines(cases.iloc[:12], known, "all"), perfect).figures
    assert figures["n"] == 12
    assert all(value is None for name, value in figures.items() if name != "n")


def test_places_without_features_are_left_out(cases, known):
    more = pd.concat([cases, pd.DataFrame({"siren": ["999999999"], "category": ["CC"], "outcome": [1]})])
    assert len(with_baselines(more, known, "all")) == len(cases)


def test_rates_stand_by_number_of_communes():
    frame = pd.DataFrame({"n_communes": [2, 7, 8, 60, 61, 150], "outcome": [0, 1, 1, 0, 0, 1],
                          "simulated": [0.2, 0.4, 0.5, 0.1, 0.2, 0.3]})  # fmt: skip
    rates = rates_by_size(frame).set_index("communes")
    assert list(rates.index) == ["2-7", "8-14", "15-29", "30-59", "60+"]
    assert list(rates["n"]) == [2, 1, 0, 0, 3]
    assert rates.loc["2-7"].to_list() == [2, 0.5, pytest.approx(0.3)]
    assert rates.loc["60+"].to_list() == [3, pytest.approx(1 / 3), pytest.approx(0.2)]
    assert np.isnan(rates.loc["15-29", "observed"])
