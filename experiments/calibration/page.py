"""The two pages of the run: every table in `results/tables.md`, and `docs/strategies.md`, held out, with intervals."""

from __future__ import annotations

import manipulation
import pandas as pd
import tables
from sensitivity import sensitivity_table
from territories import BOUNDS

STRATEGIES_HEAD = """# What strategies and levers change

Written by `python experiments/calibration/run.py`. Ten real intercommunalities of 4 to 94 communes that no constant
was fitted on, seeds 1000 to 1199: {mandates} mandates, exploratory. **Preferences of communes are synthetic**: the
table compares strategies within the model; it forecasts nothing about a given intercommunality.

- Every strategy has 60 hours a month; what it leaves unspent shows in the column of hours (of 4,320).
- A strategy helps when it does better than `busy`, which spends all its hours on moves and targets drawn at random.
- Differences are paired by territory and seed; intervals are at 95 %, over seeds, for these ten territories.
- `oracle_est` and `oracle_true` are **bounds, never treatments**. They bound what drafting alone can do: they spend all
  their hours on drafts and neither visit nor explain, so that a strategy that also listens may share more decisions
  than they do. None exceeds the true bound on welfare.
- `adopted`, `shared`, `shared_strict`: shares of the dossiers of a mandate; `durable`: of those adopted; `welfare` and
  `min_gain`: true surplus over the reservation, mean of the communes and lowest commune; `months`: from opening to
  decision. Formulas: [metrics.md](metrics.md).
"""

SIGNS = """A strategy must act through its own mechanism. First its hours a month on each move (seeds 1000 to 1019),
then what they changed on the way to decisions; the same stands as tests in `tests/invariants/test_manipulation.py`.

- `drafts`: drafts discussed per dossier; `smaller authors`: of the drafts by communes, the share that comes from those
  below the median population.
- `dgs informed`: share of what communes want that the DGS knows, 0 to 1; `belief error`: mean distance between the
  weight that the DGS believes a commune gives to a clause and the true one (weights of a dossier add up to 1);
  `understood`: how far communes understand the dossiers, 0 to 1.
- `engaged`: mean engagement of communes over the mandate.
- Of the dossiers adopted: `president ahead`, surplus of the president's commune above the mean of all; `overruled`,
  share of the communes that had said no.
"""


def section(title: str, table: pd.DataFrame, level: int = 2, note: str = "") -> str:
    """A table under its title, with a note before it."""
    return f"{'#' * level} {title}\n\n{note + chr(10) if note else ''}{tables.markdown(table)}\n"


def seeds_of(frame: pd.DataFrame) -> str:
    """The seeds of a part, in words."""
    return f"seeds {frame['seed'].min()} to {frame['seed'].max()}"


def tables_page(frames: dict[str, pd.DataFrame]) -> str:
    """Every table of the run."""
    parts = ["# Calibration\n"]
    for name, label in (("fitted", "Fitted"), ("held_out", "Held out")):
        parts.append(f"## {label}: {seeds_of(frames[name])}\n")
        parts += [section(title, table, 3) for title, table in tables.sections(frames[name])]
    moved = frames["sensitivity"]
    parts.append(section(f"One constant changed at a time, fitted: {seeds_of(moved)}", sensitivity_table(moved)))
    signs = frames["manipulation"]
    parts.append(f"## Manipulation check, held out: {seeds_of(signs)}\n")
    parts.append(section("Hours a month on each move", manipulation.hours_table(signs), 3))
    parts.append(section("What they changed on the way", manipulation.signs_table(signs), 3))
    parts.append(f"## Levers, held out: {seeds_of(frames['levers_equal_hours'])}\n")
    for hours in ("equal hours", "additive hours"):
        frame = frames[f"levers_{hours.replace(' ', '_')}"]
        parts.append(section(f"The eight cells, {hours}", tables.factorial(frame), 3))
        parts.append(section(f"Synergy, {hours}", tables.synergy(frame), 3))
    parts.append(f"## Zero-coefficient battery and ablation, held out: {seeds_of(frames['battery'])}\n")
    battery = "Shared decisions beside `busy`, one coefficient changed at a time"
    parts.append(section(battery, tables.battery(frames["battery"]), 3))
    parts.append(section("Shared decisions, operator x information x hours", tables.ablation(frames["ablation"]), 3))
    return "\n".join(parts)


def strategies_page(frames: dict[str, pd.DataFrame]) -> str:
    """The page of `docs`: what was held out, and nothing else."""
    held, signs = frames["held_out"], frames["manipulation"]
    equal, added = frames["levers_equal_hours"], frames["levers_additive_hours"]
    synergy = (
        "J = Y111 + 2 Y000 - Y100 - Y010 - Y001 on shared decisions; above 0 levers do more together than apart.\n"
    )
    battery = "A conclusion that changes when a coefficient is set to 0 (or raised from 0) rests on that coefficient.\n"
    drafting = "Every hour on drafts answered in private, one operator at a time; five territories.\n"
    parts = [
        STRATEGIES_HEAD.format(mandates=f"{len(held[~held['cell'].isin(BOUNDS)]):,}"),
        section("Means", tables.by_strategy(held)),
        section("Against `busy`", tables.paired(held, "busy")),
        section("Manipulation check", manipulation.hours_table(signs), note=SIGNS),
        tables.markdown(manipulation.signs_table(signs)) + "\n",
        section("Levers at equal hours (R regulatory, M method, H human)", tables.factorial(equal)),
        section("Synergy of levers at equal hours", tables.synergy(equal), note=synergy),
        section("Levers that add their hours", tables.factorial(added)),
        section("Synergy with added hours", tables.synergy(added)),
        section("Shared decisions beside `busy`, one coefficient changed at a time", tables.battery(frames["battery"]),
                note=battery),
        section("Drafting alone: operator x information x hours", tables.ablation(frames["ablation"]), note=drafting),
    ]  # fmt: skip
    return "\n".join(parts)
