"""Play the calibration and the comparison of strategies: `python experiments/calibration/run.py`.

Options: `--seeds N` of each set (200), `--processes P` (2), `--out FOLDER`. Writes one Parquet file for each part,
`results/tables.md`, and, with all seeds, the page `docs/strategies.md`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd
import tables
from cells import Cell, play
from page import write_page
from territories import (
    BATTERY,
    BOUNDS,
    FITTED,
    FITTED_SEEDS,
    HOURS,
    INFORMATION,
    OPERATORS,
    REPORTED,
    REPORTED_SEEDS,
    STRATEGIES,
    additive_cells,
    lever_cells,
)

import negosim

HERE = Path(__file__).parent
BATTERY_STRATEGIES = ("busy", "chair", "directive", "process", "interest_based", "single_text", "drivers_first")


def cells_of(named: dict[str, tuple[str, ...]], territories: tuple[str, ...], seeds: range) -> list[Cell]:
    """A cell for each name and territory."""
    return [Cell(name, overrides, place, seeds) for name, overrides in named.items() for place in territories]


def play_battery(seeds: range, processes: int) -> pd.DataFrame:
    """Every strategy of the battery under every change of a coefficient."""
    changes = {"none": (), **BATTERY}
    named = {
        f"{change}/{strategy}": (f"facilitation={strategy}", *overrides)
        for change, overrides in changes.items()
        for strategy in BATTERY_STRATEGIES
    }
    frame = play(cells_of(named, REPORTED[:8], seeds), processes)
    split = frame["cell"].str.split("/", expand=True)
    return frame.assign(change=split[0], strategy=split[1])


def play_ablation(seeds: range, processes: int) -> pd.DataFrame:
    """Drafting alone, by operator, information at the start and hours."""
    named = {
        f"{operator}/{iota}/{hours}": ("facilitation=drafting_only", f"facilitation.operator={operator}",
                                       f"behaviour.iota_start={iota}", f"context.hours={hours}")
        for operator in OPERATORS for iota in INFORMATION for hours in HOURS
    }  # fmt: skip
    frame = play(cells_of(named, REPORTED[2:7], seeds), processes)
    split = frame["cell"].str.split("/", expand=True)
    return frame.assign(operator=split[0], iota=split[1].astype(float), hours_month=split[2].astype(int))


def write(lines: list[str], title: str, frame: pd.DataFrame) -> None:
    """Append a table under its title."""
    lines.append(f"### {title}\n\n{tables.markdown(frame)}\n")


def main() -> None:
    """Play every part and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="seeds of each set (200)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path, default=HERE / "results")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    negosim.load_plugin(HERE / "drafting.py")
    strategies = {name: (f"facilitation={name}",) for name in (*STRATEGIES, *BOUNDS)}
    held, lines, frames = REPORTED_SEEDS[: options.seeds], [], {}
    for label, places, seeds in (("Fitted", FITTED, FITTED_SEEDS[: options.seeds]), ("Held out", REPORTED, held)):
        print(f"{label}: strategies", file=sys.stderr)
        frames[label] = play(cells_of(strategies, places, seeds), options.processes)
        lines.append(f"## {label}: seeds {seeds[0]} to {seeds[-1]}\n")
        for title, table in tables.sections({"strategies": frames[label]}):
            write(lines, title, table)
    few = held[: max(1, options.seeds // 2)]
    lines.append(f"## Levers, held out: seeds {few[0]} to {few[-1]}\n")
    for title, cells in (("equal hours", lever_cells(1.0)), ("additive hours", additive_cells())):
        print(f"levers, {title}", file=sys.stderr)
        frames[f"levers, {title}"] = frame = play(cells_of(cells, REPORTED[:9], few), options.processes)
        write(lines, f"The eight cells, {title}", tables.factorial(frame))
        write(lines, f"Synergy, {title}", tables.synergy(frame))
    less = held[: max(1, options.seeds // 4)]
    lines.append(f"## Zero-coefficient battery and ablation, held out: seeds {less[0]} to {less[-1]}\n")
    frames["battery"] = play_battery(less, options.processes)
    write(lines, "Shared decisions beside `busy`, one coefficient changed at a time", tables.battery(frames["battery"]))
    frames["ablation"] = play_ablation(less, options.processes)
    write(lines, "Shared decisions, operator x information x hours", tables.ablation(frames["ablation"]))
    (options.out / "tables.md").write_text("# Calibration\n\n" + "\n".join(lines), encoding="utf-8")
    for name, frame in frames.items():
        path = options.out / f"{name.lower().replace(', ', '_').replace(' ', '_')}.parquet"
        frame.to_parquet(path, compression="zstd", index=False)
    if options.seeds == len(REPORTED_SEEDS):
        write_page(frames, HERE.parents[1] / "docs" / "strategies.md")


if __name__ == "__main__":
    main()
