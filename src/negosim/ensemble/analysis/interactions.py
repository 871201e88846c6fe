"""Whether levers do more together than apart: main effects, interactions, J and B (effets conjoints)."""

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

__all__ = ["cell_means", "cells", "coded", "contrasts", "joint", "synergy"]

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
    if len(levers) < 2 or not alike(data):
        return None
    place = ["draw", *dict.fromkeys([*others(data), "siren"])]
    wide = coded(data.rows, levers).pivot_table(index=place, columns="cell", values=outcome, observed=True)
    wide = wide.dropna().groupby(level="draw").mean()  # where a mandate failed, that place is left out of every cell
    return wide if len(wide.columns) == 2 ** len(levers) and len(wide) else None


def coded(rows: Frame, levers: Sequence[Factor]) -> Frame:
    """The rows whose levers are at their extremes, with their cell."""
    kept = rows
    for factor in levers:
        kept = kept[kept[factor.key].isin(extremes(factor))]
    high = [np.where(kept[factor.key] == extremes(factor)[1], "1", "0") for factor in levers]
    return kept.assign(cell=["".join(digits) for digits in zip(*high, strict=True)])


def others(data: Dataset) -> list[str]:
    """The factors that must be equal among cells.

    Hours that a file of points gives to each cell are the price of its levers, thus part of the treatment.
    """
    found = [f.key for f in data.factors if f not in data.levers]
    sampler = data.manifest.get("configuration", {}).get("design", {}).get("sampler")
    points = coded(data.points, data.levers)
    if sampler == "csv" and HOURS in found and (points.groupby("cell")[HOURS].nunique() == 1).all():
        found.remove(HOURS)
    return found


def alike(data: Dataset) -> bool:
    """Whether the points of every cell have the same values of all other factors, each as often."""
    keys = others(data)
    found = [Counter(part[keys].itertuples(index=False, name=None))
             for _, part in coded(data.points, data.levers).groupby("cell")]  # fmt: skip
    return all(one == found[0] for one in found)


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
            for chosen in combinations(range(len(names)), size):
                sign = np.array([np.prod([2 * int(code[k]) - 1 for k in chosen]) for code in wide.columns])
                values = wide.to_numpy() @ sign * (2 / len(sign))
                low, high = bootstrap(lambda x, axis: np.mean(x, axis=axis), values)
                rows.append({"outcome": outcome, "levers": " x ".join(names[k] for k in chosen), "order": size,
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
    do together beyond the sum of each alone. B = Y111 - the best single lever, chosen on half of the draws and
    measured on the other half, both ways, so that the choice does not flatter it; the best has least where less is
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
        rows.append({"outcome": outcome, "quantity": "J", **_told(synergy, samples)})
        better = direction_of(outcome)
        if better and len(wide) > 1:  # B needs two halves of the draws
            rows.append({"outcome": outcome, "quantity": "B", **_beyond(wide, singles, "1" * k, better)})
        if outcome in RATES:
            rows.append({"outcome": outcome, "quantity": "J, log-odds", **_told(synergy, samples, logit)})
    return pd.DataFrame(rows)


def synergy(everything: Any, nothing: Any, *singles: Any) -> Any:
    """What all levers do together beyond the sum of each alone."""
    return everything + (len(singles) - 1) * nothing - sum(singles)


def _told(statistic: Any, samples: list[np.ndarray], scale: Any = lambda x: x) -> dict[str, float]:
    """A statistic of means, on a scale, with its interval."""
    value = statistic(*(scale(sample.mean()) for sample in samples))
    low, high = bootstrap(lambda *x, axis: statistic(*(scale(np.mean(one, axis=axis)) for one in x)), *samples)
    return {"value": float(value), "low": low, "high": high}


def _beyond(wide: Frame, singles: list[str], everything: str, better: int) -> dict[str, Any]:
    """All levers minus the best single one, the best being chosen on the other half of the draws."""
    halves = [wide.iloc[::2], wide.iloc[1::2]]
    values, best = [], (better * wide[singles].mean()).idxmax()
    for chosen, measured in ((halves[0], halves[1]), (halves[1], halves[0])):
        one = (better * chosen[singles].mean()).idxmax()
        values.append((measured[everything] - measured[one]).to_numpy())
    joined = np.concatenate(values)
    low, high = bootstrap(lambda x, axis: np.mean(x, axis=axis), joined)
    return {"value": float(joined.mean()), "low": low, "high": high, "best single": best}
