"""What the analyses of the experiments share: a quantity, its two intervals, whether its prediction holds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from negosim.ensemble.analysis.dataset import Dataset, Frame, matched_pairs
from negosim.ensemble.analysis.effects import bootstrap, territory_interval

__all__ = ["SESOI", "Frame", "changes", "intercept", "line", "mean", "slope", "slope_over_territories", "with_verdict"]

SESOI = 0.03
Interval = tuple[float, float]
NONE: Interval = (float("nan"), float("nan"))


def line(prediction: str, quantity: str, estimate: float, draws: Interval = NONE, territories: Interval = NONE,
         *, holds: bool | None = None) -> dict[str, Any]:  # fmt: skip
    """A line of the answers; `holds` is None for a quantity without a prediction."""
    verdict = "no prediction" if holds is None else "holds" if holds else "fails"
    edges = {"low": draws[0], "high": draws[1], "low_places": territories[0], "high_places": territories[1]}
    return {"prediction": prediction, "quantity": quantity, "estimate": float(estimate), **edges, "verdict": verdict}


def with_verdict(answer: dict[str, Any], sign: int, least: float = 0.0) -> dict[str, Any]:
    """The line with its verdict: as large as predicted, of the predicted sign, both intervals without zero."""
    edges = [sign * edge for edge in (answer["low"], answer["high"], answer["low_places"], answer["high_places"])]
    excludes_zero = all(edge > 0 for edge in edges if not np.isnan(edge))
    return answer | {"verdict": "holds" if excludes_zero and sign * answer["estimate"] >= least else "fails"}


def changes(data: Dataset, outcome: str, key: str, level: Any, control: Any, by: tuple[str, ...] = ()) -> Frame:
    """The effect of a level, one row a pair: `value`, `draw`, `siren`, and the columns of `by`."""
    pairs = matched_pairs(data, outcome, key, level, control, by)
    return pairs.assign(value=pairs["treated"] - pairs["control"])


def mean(prediction: str, quantity: str, values: Frame) -> dict[str, Any]:
    """The mean of `value` with its intervals over draws and over territories."""
    units = values.groupby("draw")["value"].mean().to_numpy()
    territories = values.groupby("siren")["value"].mean().to_numpy()
    interval = bootstrap(lambda x, axis: np.mean(x, axis=axis), units)
    return line(prediction, quantity, units.mean(), interval, territory_interval(territories))


def _sums(values: Frame, unit: str) -> list[np.ndarray]:
    """By unit: the number of points, and the sums of x, y, x squared and x times y."""
    parts = pd.DataFrame({"unit": values[unit], "n": 1.0, "x": values["x"], "y": values["value"],
                          "xx": values["x"] ** 2, "xy": values["x"] * values["value"]})  # fmt: skip
    whole = parts.groupby("unit").sum()
    return [whole[name].to_numpy() for name in ("n", "x", "y", "xx", "xy")]


def _line_of(n: Any, x: Any, y: Any, xx: Any, xy: Any, axis: int = -1) -> tuple[Any, Any]:
    """Slope and intercept of least squares from the sums of units."""
    n, x, y, xx, xy = (np.sum(one, axis=axis) for one in (n, x, y, xx, xy))
    rate = (n * xy - x * y) / (n * xx - x * x)
    return rate, (y - rate * x) / n


def slope(prediction: str, quantity: str, values: Frame, step: float = 1.0) -> dict[str, Any]:
    """The slope of `value` on `x` for a step of x: bootstrap over draws, t interval over territories."""
    sums = _sums(values, "draw")
    interval = bootstrap(lambda *parts, axis: step * _line_of(*parts, axis=axis)[0], *sums)
    own = [step * stats.linregress(part["x"], part["value"]).slope for _, part in values.groupby("siren")]
    return line(prediction, quantity, step * _line_of(*sums)[0], interval, territory_interval(np.array(own)))


def intercept(prediction: str, quantity: str, values: Frame) -> dict[str, Any]:
    """The intercept of `value` on `x`, both taken as means of draws."""
    sums = _sums(values.groupby("draw")[["x", "value"]].mean().reset_index(), "draw")
    return line(prediction, quantity, _line_of(*sums)[1], bootstrap(lambda *p, axis: _line_of(*p, axis=axis)[1], *sums))


def slope_over_territories(prediction: str, quantity: str, x: Any, y: Any, step: float) -> dict[str, Any]:
    """The slope over territories for a step of x, with its t interval (N - 2 degrees of freedom)."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    fit = stats.linregress(x, y)
    reach = stats.t.ppf(0.975, len(x) - 2) * fit.stderr
    edges = (step * (fit.slope - reach), step * (fit.slope + reach))
    return line(prediction, quantity, step * fit.slope, territories=edges)
