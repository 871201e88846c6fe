"""Whether levers do more together than each alone: main effects, interactions, J and B (effets conjoints)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from negosim.ensemble.analysis.dataset import RATES, Dataset, Frame, control_of, logit
from negosim.ensemble.analysis.effects import bootstrap
from negosim.ensemble.design import Factor
from negosim.metrics import direction_of

__all__ = ["cell_means", "cells", "comparable_cells", "contrasts", "joint", "synergy", "with_cells"]

HOURS = "context.hours"


def extremes(factor: Factor) -> tuple[Any, Any]:
    """The low level of a lever (its control), and the high one (its last)."""
    low = control_of(factor)
    return low, next(level for level in reversed(factor.levels) if level != low)


def cells(data: Dataset, outcome: str) -> Frame | None:
    """The outcome by draw (rows) and cell of the levers (columns "000" to "111", in the order of the factors).

    None unless every combination of low and high was played, among the same values of all other factors: in a fraction
    the cells would differ by those too.
    """
    levers = data.levers
    if len(levers) < 2 or not comparable_cells(data):
        return None
    block = ["draw", *dict.fromkeys([*equal_factors(data), "siren"])]
    wide = with_cells(data.rows, levers).pivot_table(index=block, columns="cell", values=outcome, observed=True)
    wide = wide.dropna().groupby(level="draw").mean()  # a block in which a mandate failed is left out of every cell
    return wide if len(wide.columns) == 2 ** len(levers) and len(wide) else None


def with_cells(rows: Frame, levers: Sequence[Factor]) -> Frame:
    """The rows whose levers are at their extremes, with their cell."""
    extreme = rows
    for factor in levers:
        extreme = extreme[extreme[factor.key].isin(extremes(factor))]
    high = [np.where(extreme[factor.key] == extremes(factor)[1], "1", "0") for factor in levers]
    return extreme.assign(cell=["".join(digits) for digits in zip(*high, strict=True)])


def equal_factors(data: Dataset) -> list[str]:
    """The factors that must be equal among cells.

    Hours that a file of points gives to each cell are the price of its levers, thus part of the treatment.
    """
    keys = [f.key for f in data.factors if f not in data.levers]
    sampler = data.manifest.get("configuration", {}).get("design", {}).get("sampler")
    points = with_cells(data.points, data.levers)
    if sampler == "csv" and HOURS in keys and (points.groupby("cell")[HOURS].nunique() == 1).all():
        keys.remove(HOURS)
    return keys


def comparable_cells(data: Dataset) -> bool:
    """Whether the points of every cell have the same values of all other factors, each as often."""
    keys = equal_factors(data)
    counts = [Counter(part[keys].itertuples(index=False, name=None))
              for _, part in with_cells(data.points, data.levers).groupby("cell")]  # fmt: skip
    return all(count == counts[0] for count in counts)


def contrasts(data: Dataset, outcomes: Sequence[str]) -> Frame:
    """Main effects and interactions of the levers at their extremes, with 95 % intervals over draws.

    The effect of a set of levers is the mean of the outcome over cells, signed by the product of its levers'
    signs, times two: for one lever, high minus low. Source: Box, Hunter and Hunter 2005.
    """
    rows = []
    for outcome in outcomes:
        wide = cells(data, outcome)
        if wide is None:
            continue
        names = [f.key.removeprefix("levers.") for f in data.levers]
        for size in range(1, len(names) + 1):
            for subset in combinations(range(len(names)), size):
                sign = np.array([np.prod([2 * int(code[k]) - 1 for k in subset]) for code in wide.columns])
                values = wide.to_numpy() @ sign * (2 / len(sign))
                low, high = bootstrap(lambda x, axis: np.mean(x, axis=axis), values)
                rows.append({"outcome": outcome, "levers": " x ".join(names[k] for k in subset), "order": size,
                             "effect": float(values.mean()), "low": low, "high": high})  # fmt: skip
    return pd.DataFrame(rows)


def cell_means(data: Dataset, outcomes: Sequence[str]) -> Frame:
    """The mean of each outcome in each cell of the levers at their extremes, with 95 % intervals over draws."""
    rows = []
    for outcome in outcomes:
        wide = cells(data, outcome)
        for code in wide.columns if wide is not None else ():
            values = wide[code].to_numpy()  # pyright: ignore[reportOptionalSubscript]
            low, high = bootstrap(lambda x, axis: np.mean(x, axis=axis), values)
            rows.append({"outcome": outcome, "cell": str(code), "active": str(code).count("1"),
                         "mean": float(values.mean()), "low": low, "high": high})  # fmt: skip
    return pd.DataFrame(rows)


def joint(data: Dataset, outcomes: Sequence[str]) -> Frame:
    """J and B, on the scale of the outcome and, for rates, of log-odds.

    J = Y111 + 2 Y000 - Y100 - Y010 - Y001 (with k levers: Y1..1 + (k-1) Y0..0 - the sum of single levers): what all
    do together beyond the sum of each alone. B = Y111 - the best single lever: one half of the draws selects it, the
    other half measures it, both ways, so that the selection does not flatter it. The best has least where less is
    better, and there is no B where neither is.
    """
    rows = []
    for outcome in outcomes:
        wide = cells(data, outcome)
        if wide is None:
            continue
        k = len(data.levers)
        singles = ["0" * i + "1" + "0" * (k - i - 1) for i in range(k)]
        columns = ["1" * k, "0" * k, *singles]
        samples = [wide[name].to_numpy() for name in columns]
        rows.append({"outcome": outcome, "quantity": "J", **_estimate(synergy, samples)})
        better = direction_of(outcome)
        if better and len(wide) > 1:  # B needs two halves of the draws
            rows.append({"outcome": outcome, "quantity": "B", **_gain_over_best(wide, singles, "1" * k, better)})
        if outcome in RATES:
            rows.append({"outcome": outcome, "quantity": "J, log-odds", **_estimate(synergy, samples, logit)})
    return pd.DataFrame(rows)


def synergy(everything: Any, nothing: Any, *singles: Any) -> Any:
    """What all levers do together beyond the sum of each alone."""
    return everything + (len(singles) - 1) * nothing - sum(singles)


def _estimate(statistic: Any, samples: list[np.ndarray], scale: Any = lambda x: x) -> dict[str, float]:
    """A statistic of means, on a scale, with its interval."""
    value = statistic(*(scale(sample.mean()) for sample in samples))
    low, high = bootstrap(lambda *x, axis: statistic(*(scale(np.mean(one, axis=axis)) for one in x)), *samples)
    return {"value": float(value), "low": low, "high": high}


def _gain_over_best(wide: Frame, singles: list[str], everything: str, better: int) -> dict[str, Any]:
    """All levers minus the best single one, which the other half of the draws selects."""
    halves = [wide.iloc[::2], wide.iloc[1::2]]
    values, best = [], (better * wide[singles].mean()).idxmax()
    for selection, measure in ((halves[0], halves[1]), (halves[1], halves[0])):
        lever = (better * selection[singles].mean()).idxmax()
        values.append((measure[everything] - measure[lever]).to_numpy())
    gains = np.concatenate(values)
    low, high = bootstrap(lambda x, axis: np.mean(x, axis=axis), gains)
    return {"value": float(gains.mean()), "low": low, "high": high, "best single": best}
