"""A forecast made up by hand: forty places, of which the first half is more likely to change."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest

from negosim.forecast.draws import Schedule
from negosim.forecast.prediction import COLUMNS, Prediction
from negosim.forecast.record import Record
from negosim.validation.scores import paired_difference

N, FEW_DRAWS = 40, 60


@pytest.fixture
def prediction():
    """Forty places: .4 for the first twenty, .1 for the others, .25 for all without structure."""
    chances = np.repeat([0.4, 0.1], N // 2)
    table = pd.DataFrame({
        "siren": [f"2000000{rank:02d}" for rank in range(N)], "name": [f"Lieu {rank}" for rank in range(N)],
        "category": "CC", "n_communes": 10, "assumed": [rank == 0 for rank in range(N)], "probability": chances,
        "low": chances / 2, "high": chances * 2, "raw_probability": chances * 2, "base_rate": 0.25,
        "logistic": np.tile([0.3, 0.2], N // 2), "without_structure": 0.25,
    })[list(COLUMNS)]  # fmt: skip
    names = ("probability", "without_structure", "logistic")
    return Prediction(table, dict.fromkeys(names, -1.0), dict.fromkeys(names, 0.5), [("behaviour.norm=0.1",)])


@pytest.fixture
def record():
    """A record whose hashes are made up too."""
    return Record("2026-07-01", Schedule(seeds=20), 0, "1.0", "abc", "def")


@pytest.fixture
def few_resamples(monkeypatch):
    """Intervals of few resamples: a test looks at what is done with them."""
    few = partial(paired_difference, draws=FEW_DRAWS)
    monkeypatch.setattr("negosim.forecast.scoring.paired_difference", few)
