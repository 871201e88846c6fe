"""What is played, on a few places: the level, the columns, and competences that change nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negosim.facilitation import STRATEGIES
from negosim.forecast.draws import Schedule
from negosim.forecast.prediction import COLUMNS, places_of, predict
from negosim.forecast.window import BASE_RATE, KIND
from negosim.territory.load import load
from negosim.validation.hindcast import happened, lone_setting, simulated


def test_a_trial_takes_the_same_places_and_as_many_that_hold():
    places, everyone = places_of(10)
    assert len(places) == 10
    assert len(everyone) == 20
    assert set(places["siren"]) <= set(everyone["siren"])
    assert set(places["siren"]) <= set(places_of(12)[0]["siren"])
    assert len(places_of(None)[0]) > 400


def test_a_prediction_is_at_the_level_of_a_renewed_window_and_keeps_the_raw_one():
    places, everyone = places_of(10)
    seen = []
    plan = Schedule(seeds=3, draws=2)
    made = predict(places, everyone, plan, workers=0, on_step=lambda done, steps: seen.append((done, steps)))
    assert seen == [(rank, 4) for rank in range(1, 5)]
    assert tuple(made.table.columns) == COLUMNS
    for name in ("probability", "logistic", "without_structure", "base_rate"):
        assert made.table[name].mean() == pytest.approx(BASE_RATE.rate)
    raw = simulated(places["siren"], KIND, 3, workers=0)["probability"]
    assert np.array_equal(made.table["raw_probability"], raw)
    assert (made.table["low"] < made.table["probability"]).all()
    assert (made.table["probability"] < made.table["high"]).all()
    assert len(made.draws) == 2


def test_competences_of_the_data_play_as_none_where_planning_is_not_held():
    siren = places_of(10)[0]["siren"][0]
    setting = replace(lone_setting(KIND), territory=load(siren), strategy=STRATEGIES["process"])
    counted = sum(bool(happened(setting, seed)) for seed in range(4))
    [chance] = simulated([siren], KIND, 4, ["facilitation=process"], workers=0)["probability"]
    assert chance == (counted + 0.5) / 5
