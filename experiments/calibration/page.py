"""The page `docs/strategies.md`: what each strategy and lever changed, held out, with intervals."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import tables
from territories import BOUNDS

HEAD = """# What strategies and levers change

Written by `python experiments/calibration/run.py`. Ten real intercommunalities of 4 to 94 communes that no constant
was fitted on, seeds 1000 to 1199: {mandates} mandates, exploratory. Preferences of communes are synthetic. Every
strategy has 60 hours a month; what it leaves unspent is in the column of hours. A strategy helps when it does better
than `busy`, the same hours at random. Differences are paired by territory and seed; intervals are at 95 %, over
mandates. `oracle_est` and `oracle_true` are bounds, never treatments.
"""


def write_page(frames: dict[str, pd.DataFrame], path: Path) -> None:
    """Write the page from the frames of the run."""
    held = frames["Held out"]
    parts = [HEAD.format(mandates=len(held[~held["cell"].isin(BOUNDS)]))]
    for title, table in (
        ("Means", tables.by_strategy(held)),
        ("Against `busy`", tables.paired(held, "busy")),
        ("Levers at equal hours (R regulatory, M method, H human)", tables.factorial(frames["levers, equal hours"])),
        ("Synergy of levers at equal hours", tables.synergy(frames["levers, equal hours"])),
        ("Levers that add their hours", tables.factorial(frames["levers, additive hours"])),
        ("Synergy with added hours", tables.synergy(frames["levers, additive hours"])),
        ("Shared decisions beside `busy`, one coefficient changed at a time", tables.battery(frames["battery"])),
        ("Drafting alone: operator x information x hours", tables.ablation(frames["ablation"])),
    ):
        parts.append(f"## {title}\n\n{tables.markdown(table)}\n")
    path.write_text("\n".join(parts), encoding="utf-8")
