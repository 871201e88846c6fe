"""H11, as registered."""

from __future__ import annotations

import pandas as pd
from evidence import Frame, line, mean, with_verdict

from negosim.ensemble.analysis.dataset import Dataset

KEY = "governance.discussion_months"


def answers(data: dict[str, Dataset]) -> pd.DataFrame:
    """The table of answers."""
    rows = []
    for strategy in ("busy", "process", "interest_based"):
        own = data["pace"].rows[data["pace"].rows["facilitation"] == strategy]
        wide = own.pivot_table(index=["siren", "draw"], columns=KEY, values="shared").dropna()
        rows += _inside(strategy, wide)
        rows += [line("", f"shared at {level} months, {strategy}", value) for level, value in wide.mean().items()]
    return pd.DataFrame(rows)


def _inside(strategy: str, wide: Frame) -> list[dict]:
    """The best inner level, chosen on the other half of the draws, minus each end."""
    levels = sorted(wide.columns)
    even = wide.index.get_level_values("draw") % 2 == 0
    parts, best = [], []
    for half in (even, ~even):
        best.append(wide.loc[half, levels[1:-1]].mean().idxmax())
        parts.append(wide.loc[~half].assign(best=wide.loc[~half, best[-1]]))
    joined = pd.concat(parts).reset_index()
    rows = []
    for end in (levels[0], levels[-1]):
        values = joined[["siren", "draw"]].assign(value=joined["best"] - joined[end])
        name = f"shared, best inner pace ({best[0]} and {best[1]} months) - {end} months, {strategy}"
        rows.append(with_verdict(mean("H11", name, values), 1) if strategy == "busy" else mean("", name, values))
    return rows
