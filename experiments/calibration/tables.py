"""Tables of the calibration, from one row per mandate."""

from __future__ import annotations

import numpy as np
import pandas as pd
from territories import BOUNDS, LEVERS, MIXTURE, SIZE_CLASSES, STRATEGIES

BASELINE = ["adopted", "shared", "durable", "unanimous", "trust", "engagement", "culture"]
COMPARED = ["adopted", "shared", "shared_strict", "durable", "welfare", "min_gain", "months", "hours"]
KEYS = ["territory", "seed"]


def markdown(frame: pd.DataFrame) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(map(str, frame.columns)) + " |", "|" + "---|" * len(frame.columns)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in frame.itertuples(index=False)]
    return "\n".join(lines)


def interval(gap: pd.Series) -> str:
    """Mean of paired differences with 1.96 standard errors over seeds.

    Territories are fixed, and share what a seed draws in common: their differences are first averaged by seed.
    """
    by_seed = gap.dropna().groupby(level="seed").mean()
    half = 1.96 * by_seed.std(ddof=1) / np.sqrt(len(by_seed))
    return f"{by_seed.mean():+.3f} [{by_seed.mean() - half:+.3f}, {by_seed.mean() + half:+.3f}]"


def by_territory(frame: pd.DataFrame) -> pd.DataFrame:
    """Baseline means of each territory."""
    base = frame[frame["cell"] == "none"]
    result = base.groupby(["n", "category", "name"])[BASELINE].mean().round(3).reset_index()
    return result.assign(name=result["name"].str.slice(0, 44))


def by_size(frame: pd.DataFrame) -> pd.DataFrame:
    """Baseline adoption of each size class, and its distance from the mean of territories."""
    base = frame[frame["cell"] == "none"]
    means = base.groupby("territory").agg(n=("n", "first"), adopted=("adopted", "mean"))
    overall = means["adopted"].mean()
    rows = [("all", len(means), round(overall, 3), 0.0)]
    for low, high in SIZE_CLASSES:
        inside = means[(means["n"] >= low) & (means["n"] <= high)]["adopted"]
        rows.append((f"{low}-{high}", len(inside), round(inside.mean(), 3), round(inside.mean() - overall, 3)))
    return pd.DataFrame(rows, columns=["communes", "territories", "adopted", "distance"])


def by_kind(frame: pd.DataFrame, cells: tuple[str, ...]) -> pd.DataFrame:
    """Share of each outcome by kind of dossier, all cells named together."""
    inside = frame[frame["cell"].isin(cells)]
    counts = inside[[name for name in frame.columns if ":" in name]].sum()
    pairs = pd.DataFrame(
        [(*name.split(":"), value) for name, value in counts.items()], columns=["kind", "end", "count"]
    )
    table = pairs.pivot_table(index="kind", columns="end", values="count", aggfunc="sum").fillna(0)
    return table.div(table.sum(axis=1), axis=0).round(3).reset_index()


def by_strategy(frame: pd.DataFrame) -> pd.DataFrame:
    """Means of each strategy; bounds stand last and are marked."""
    order = [name for name in (*STRATEGIES, *BOUNDS) if name in set(frame["cell"])]
    means = frame.groupby("cell")[COMPARED].mean().round(3).reindex(order).reset_index()
    means["cell"] = [f"{name} (bound)" if name in BOUNDS else name for name in means["cell"]]
    return means.rename(columns={"cell": "strategy"})


def paired(frame: pd.DataFrame, control: str) -> pd.DataFrame:
    """Differences of each cell to `control`, paired by territory and seed, and in how many territories they rise."""
    reference = frame[frame["cell"] == control].set_index(KEYS)
    rows = []
    for name in dict.fromkeys(frame["cell"]):
        if name == control:
            continue
        treated = frame[frame["cell"] == name].set_index(KEYS)
        gaps = {metric: treated[metric] - reference[metric] for metric in COMPARED}
        places = gaps["shared"].groupby(level="territory").mean()
        label = f"{name} (bound)" if name in BOUNDS else name
        rows.append({"cell": label} | {metric: interval(gap) for metric, gap in gaps.items()}
                    | {"territories with more shared": f"{int((places > 0).sum())}/{len(places)}"})  # fmt: skip
    return pd.DataFrame(rows)


def factorial(frame: pd.DataFrame) -> pd.DataFrame:
    """Shared decisions in the eight cells of the levers, and adoption, to see floors and ceilings."""
    means = frame.groupby("cell")[["adopted", "shared", "shared_strict", "welfare", "hours"]].mean().round(3)
    result = means.reset_index().rename(columns={"cell": "R M H"})
    result["R M H"] = [" ".join(str(name).zfill(3)) for name in result["R M H"]]
    return result


def synergy(frame: pd.DataFrame) -> pd.DataFrame:
    """J = Y111 + 2 Y000 - Y100 - Y010 - Y001 and the gap to the best single lever, on probability and log-odds."""
    wide = frame.pivot_table(index=KEYS, columns="cell", values="shared")
    singles = ["100", "010", "001"]
    joint = wide["111"] + 2 * wide["000"] - wide[singles].sum(axis=1)
    means = wide.mean()
    best = means[singles].idxmax()
    cells = frame.groupby("cell")["adopted"].mean()
    odds = np.log(means / (1 - means))
    rows = [
        ("J, probability", interval(joint)),
        ("J, log-odds of the means", f"{odds['111'] + 2 * odds['000'] - odds[singles].sum():+.3f}"),
        (f"gap to the best single ({LEVERS[singles.index(best)]})", interval(wide["111"] - wide[best])),
        ("cells above .9 or below .02 (adopted)", int(((cells > 0.9) | (cells < 0.02)).sum())),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["quantity", "value"])


def battery(frame: pd.DataFrame) -> pd.DataFrame:
    """Shared decisions of each strategy beside `busy` when one coefficient is changed; paired."""
    rows = []
    for change, part in frame.groupby("change", sort=False):
        reference = part[part["strategy"] == "busy"].set_index(KEYS)["shared"]
        row = {"coefficient": "as calibrated" if change == "none" else change}
        for strategy in dict.fromkeys(part["strategy"]):
            if strategy != "busy":
                row[strategy] = interval(part[part["strategy"] == strategy].set_index(KEYS)["shared"] - reference)
        rows.append(row)
    return pd.DataFrame(rows)


def ablation(frame: pd.DataFrame) -> pd.DataFrame:
    """Mean shared decisions by operator, information at the start and hours a month."""
    table = frame.pivot_table(
        index="operator", columns=["information", "hours_month"], values="shared", sort=False
    ).round(3)
    table.columns = [f"informed {information:g}, {hours} h" for information, hours in table.columns]
    return table.reset_index()


def sections(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Every table of one set of territories, with its title."""
    treatments = frame[~frame["cell"].isin(BOUNDS)]
    return [
        ("Without facilitation, by territory", by_territory(frame)),
        ("Without facilitation, by size class", by_size(frame)),
        ("Without facilitation, by kind of dossier", by_kind(frame, ("none",))),
        (f"By kind of dossier, equal mixture of {', '.join(MIXTURE)}", by_kind(frame, MIXTURE)),
        ("Means by strategy", by_strategy(frame)),
        ("Paired differences to `busy`, 95 % intervals", paired(frame, "busy")),
        ("Paired differences to `none`, 95 % intervals", paired(treatments, "none")),
    ]
