"""Play the calibration and the comparison of strategies: `python experiments/calibration/run.py`.

Writes one Parquet file for each part, `results/tables.md`, and, when all seeds are there, the page
`docs/strategies.md`. About 35 minutes on two cores; `--only manipulation` plays one part and reads the others.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import manipulation
import page
import pandas as pd
from cells import play
from sensitivity import play_sensitivity
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
    cells_of,
    lever_cells,
)

import negosim

HERE = Path(__file__).parent
BATTERY_STRATEGIES = ("busy", "chair", "directive", "process", "interest_based", "single_text", "drivers_first")


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
        f"{operator}/{information}/{hours}": ("facilitation=drafting_only", f"facilitation.operator={operator}",
                                       f"behaviour.dgs_information_start={information}", f"context.hours={hours}")
        for operator in OPERATORS for information in INFORMATION for hours in HOURS
    }  # fmt: skip
    frame = play(cells_of(named, REPORTED[2:7], seeds), processes)
    split = frame["cell"].str.split("/", expand=True)
    return frame.assign(operator=split[0], information=split[1].astype(float), hours_month=split[2].astype(int))


def plans(seeds: int, processes: int) -> dict[str, Callable[[], pd.DataFrame]]:
    """How each part is played, by its name; the seeds of a part are a share of those of the strategies."""
    strategies = {name: (f"facilitation={name}",) for name in (*STRATEGIES, *BOUNDS)}
    fitted, held = FITTED_SEEDS[:seeds], REPORTED_SEEDS[:seeds]
    half, quarter, tenth = (held[: max(1, seeds // part)] for part in (2, 4, 10))

    def cells(named: dict[str, tuple[str, ...]], places: tuple[str, ...], which: range) -> pd.DataFrame:
        return play(cells_of(named, places, which), processes)

    return {
        "fitted": lambda: cells(strategies, FITTED, fitted),
        "held_out": lambda: cells(strategies, REPORTED, held),
        "sensitivity": lambda: play_sensitivity(fitted[: max(1, seeds // 5)], processes),
        "manipulation": lambda: play(cells_of(strategies, REPORTED, tenth), processes, manipulation.rows_of),
        "levers_equal_hours": lambda: cells(lever_cells(1.0), REPORTED[:9], half),
        "levers_additive_hours": lambda: cells(additive_cells(), REPORTED[:9], half),
        "battery": lambda: play_battery(quarter, processes),
        "ablation": lambda: play_ablation(quarter, processes),
    }


def remaining(frame: pd.DataFrame, path: Path) -> pd.DataFrame:
    """The frame, once it stands whole on disk."""
    aside = path.with_suffix(".part")
    frame.to_parquet(aside, compression="zstd", index=False)
    aside.replace(path)
    return frame


def main() -> None:
    """Play the parts asked for, read the others, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=200, help="seeds of each set (200)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path, default=HERE / "results")
    parser.add_argument("--only", nargs="+", choices=list(plans(1, 1)), help="parts to play; the others are read")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    negosim.load_plugin(HERE / "drafting.py")
    frames = {}
    for name, played in plans(options.seeds, options.processes).items():
        path = options.out / f"{name}.parquet"
        if options.only and name not in options.only:
            if not path.exists():
                parser.error(f"{path} does not exist: play the part {name} too")
            frames[name] = pd.read_parquet(path)
            continue
        print(name, file=sys.stderr)
        frames[name] = remaining(played(), path)
    (options.out / "tables.md").write_text(page.tables_page(frames), encoding="utf-8")
    if frames["held_out"]["seed"].nunique() == len(REPORTED_SEEDS):
        (HERE.parents[1] / "docs" / "strategies.md").write_text(page.strategies_page(frames), encoding="utf-8")


if __name__ == "__main__":
    main()
