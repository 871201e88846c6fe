"""The probability of every place that is concerned, raw and corrected, with its baselines (prédiction)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from negosim.forecast.correction import bounds, moved, shift_to
from negosim.forecast.draws import WITHOUT_STRUCTURE, Schedule, parameter_draws
from negosim.forecast.window import BASE_RATE, KIND, candidates, concerned
from negosim.validation.baselines import draw_of, out_of_sample, predictors
from negosim.validation.features import features
from negosim.validation.hindcast import lone_setting, simulated
from negosim.validation.scores import CLIP

__all__ = ["COLUMNS", "OnStep", "Prediction", "places_of", "predict"]

OnStep = Callable[[int, int], None]
"""What is called after each set of mandates, with the number of sets done and of all."""

COLUMNS = (
    "siren", "name", "category", "n_communes", "assumed", "probability", "low", "high", "raw_probability", "base_rate",
    "logistic", "without_structure",
)  # fmt: skip
"""`probability`, with its 5 % and 95 % ends, and the three baselines are at the level of a renewed window;
`raw_probability` is what the model says."""


@dataclass(frozen=True)
class Prediction:
    """A table of `COLUMNS`, one row for each place, and what was added to the logits of each prediction."""

    table: pd.DataFrame
    shifts: dict[str, float]
    raw_means: dict[str, float]
    draws: list[tuple[str, ...]] = field(default_factory=list)


def places_of(sample: int | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The places of a forecast, and those that the regression may learn from; a trial takes `sample` of each.

    The first is a table of `window.concerned`, the second one of `window.candidates`, in which the first stand too. The
    same `sample` takes the same places.
    """
    everyone = candidates()
    if sample is not None:
        order = everyone["siren"].map(lambda siren: draw_of(siren, "sample"))
        rank = order.groupby(everyone["held"]).rank(method="first")
        everyone = everyone.loc[(rank <= sample).to_numpy(bool)].reset_index(drop=True)
    return concerned(everyone), everyone


def predict(
    places: pd.DataFrame, everyone: pd.DataFrame, schedule: Schedule, *, workers: int, on_step: OnStep
) -> Prediction:
    """Play the model, its draws of parameters and the model without structure, and fit the regression, at one level.

    `places` and `everyone` as `places_of` gives them.
    """
    sirens, rate = list(places["siren"]), BASE_RATE.rate
    draws = parameter_draws(lone_setting(KIND), schedule.draws)
    sets = [((), range(schedule.seeds)), (WITHOUT_STRUCTURE, range(schedule.seeds)),
            *((words, schedule.seeds_in(draw)) for draw, words in enumerate(draws))]  # fmt: skip
    played: list[npt.NDArray[np.float64]] = []
    for words, seeds in sets:
        played.append(simulated(sirens, KIND, seeds, words, workers=workers)["probability"].to_numpy(float))
        on_step(len(played), len(sets))
    raw = {"probability": played[0], "without_structure": played[1], "logistic": _logistic(places, everyone)}
    low, high = bounds(rate, BASE_RATE.spread, played[0], schedule.seeds, np.array(played[2:]),
                       schedule.seeds_of_a_draw)  # fmt: skip
    levelled = {name: moved(rate, values) for name, values in raw.items()}
    table = places.assign(**levelled, low=low, high=high, raw_probability=played[0], base_rate=rate)
    return Prediction(
        table.loc[:, list(COLUMNS)],
        shifts={name: shift_to(rate, values) for name, values in raw.items()},
        raw_means={name: float(values.mean()) for name, values in raw.items()},
        draws=draws,
    )


def _logistic(places: pd.DataFrame, everyone: pd.DataFrame) -> npt.NDArray[np.float64]:
    """The probabilities that a logistic regression on the five features gives, each fitted without its own fold.

    It learns who holds planning today among `everyone`.
    """
    table = everyone[["siren", "held"]].merge(features(everyone["siren"]).reset_index(), on="siren")
    sirens, held = list(table["siren"]), table["held"].to_numpy(np.int64)
    chances = out_of_sample("logistic", predictors(table), held, sirens, "all")
    chances = pd.Series(np.clip(chances, CLIP, 1 - CLIP), index=sirens)
    return chances.reindex(list(places["siren"])).to_numpy(float)
