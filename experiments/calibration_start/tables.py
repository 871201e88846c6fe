"""Tables of the first calibration, from one row per mandate."""

from __future__ import annotations

import numpy as np
import pandas as pd
from territories import SIZE_CLASSES, STRATEGIES

BASELINE = ["adopted", "shared", "durable", "unanimous", "trust", "engagement", "culture"]
COMPARED = ["adopted", "shared", "shared_strict", "durable", "welfare", "min_gain", "months", "trust", "hours"]


def markdown(frame: pd.DataFrame) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(map(str, frame.columns)) + " |", "|" + "---|" * len(frame.columns)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in frame.itertuples(index=False)]
    return "\n".join(lines)


def by_territory(frame: pd.DataFrame) -> pd.DataFrame:
    """Baseline means of each territory."""
    base = frame[frame["strategy"] == "none"]
    found = base.groupby(["n", "category", "name"])[BASELINE].mean().round(3).reset_index()
    return found.assign(name=found["name"].str.slice(0, 44))


def by_size(frame: pd.DataFrame) -> pd.DataFrame:
    """Baseline adoption of each size class, and its distance from the mean of territories."""
    base = frame[frame["strategy"] == "none"]
    means = base.groupby("territory").agg(n=("n", "first"), adopted=("adopted", "mean"))
    overall = means["adopted"].mean()
    rows = []
    for low, high in SIZE_CLASSES:
        inside = means[(means["n"] >= low) & (means["n"] <= high)]
        rate = inside["adopted"].mean()
        rows.append(
            {
                "communes": f"{low}-{high}",
                "territories": len(inside),
                "adopted": round(rate, 3),
                "distance": round(rate - overall, 3),
            }
        )
    rows.append({"communes": "all", "territories": len(means), "adopted": round(overall, 3), "distance": 0.0})
    return pd.DataFrame(rows)


def by_kind(frame: pd.DataFrame) -> pd.DataFrame:
    """Baseline adoption of each dossier."""
    base = frame[frame["strategy"] == "none"]
    kinds = [name for name in base.columns if name.startswith("adopted_")]
    rates = base[kinds].astype("float64").mean().round(3)
    return pd.DataFrame({"dossier": [name.removeprefix("adopted_") for name in kinds], "adopted": rates.to_numpy()})


def by_strategy(frame: pd.DataFrame) -> pd.DataFrame:
    """Means of each strategy."""
    means = frame.groupby("strategy")[COMPARED].mean().round(3).reindex(STRATEGIES)
    return means.reset_index()


def paired(frame: pd.DataFrame, control: str) -> pd.DataFrame:
    """Differences of each strategy to `control`, paired by territory and seed, with 95 % intervals.

    The unit is the mandate: mean difference and 1.96 standard errors of the paired differences.
    """
    keys = ["territory", "seed"]
    reference = frame[frame["strategy"] == control].set_index(keys)
    rows = []
    for strategy in STRATEGIES:
        if strategy == control:
            continue
        treated = frame[frame["strategy"] == strategy].set_index(keys)
        row = {"strategy": strategy}
        for name in COMPARED[:-1]:
            gap = (treated[name] - reference[name]).dropna()
            half = 1.96 * gap.std(ddof=1) / np.sqrt(len(gap))
            row[name] = f"{gap.mean():+.3f} [{gap.mean() - half:+.3f}, {gap.mean() + half:+.3f}]"
        rows.append(row)
    return pd.DataFrame(rows)


def outcomes(frame: pd.DataFrame) -> pd.DataFrame:
    """Shares of the outcomes of dossiers under each strategy."""
    names = [name for name in frame.columns if name.startswith("n_")]
    counts = frame.groupby("strategy")[names].sum().reindex(STRATEGIES)
    shares = counts.div(counts.sum(axis=1), axis=0).round(3)
    return shares.rename(columns=lambda name: name.removeprefix("n_")).reset_index()


def report(frame: pd.DataFrame) -> str:
    """All the tables of one set."""
    sections = (
        ("Without facilitation, by territory", by_territory(frame)),
        ("Without facilitation, by size class", by_size(frame)),
        ("Without facilitation, by dossier", by_kind(frame)),
        ("Outcomes", outcomes(frame)),
        ("Means by strategy", by_strategy(frame)),
        ("Paired differences to `none`", paired(frame, "none")),
        ("Paired differences to `busy`", paired(frame, "busy")),
    )
    return "\n\n".join(f"## {title}\n\n{markdown(table)}" for title, table in sections)
