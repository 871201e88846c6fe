"""Play the first calibration: `python experiments/calibration_start/run.py [--seeds N] [--out FOLDER]`.

Each mandate is one row (territory, strategy, seed, metrics) of `mandates.parquet`; `tables.md` gives the
baseline by territory and size class, and paired differences between strategies with 95 % intervals.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import pandas as pd
from tables import report
from territories import FITTED, FITTED_SEEDS, REPORTED, REPORTED_SEEDS, STRATEGIES

from negosim.config import compose, load
from negosim.metrics import summary
from negosim.negotiation.dossier import OUTCOMES
from negosim.negotiation.mandate import run


def rows_of(territory: str, strategy: str, seeds: range) -> list[dict]:
    """One row for each mandate of a territory under a strategy."""
    setting = load(compose([f"territory={territory}", f"facilitation={strategy}"])).setting
    rows = []
    for seed in seeds:
        mandate = run(setting, seed)
        outcomes = mandate.state.dossiers["outcome"]
        counts = {f"n_{name}": int((outcomes == code).sum()) for code, name in enumerate(OUTCOMES)}
        kinds = {
            f"adopted_{line.name}": bool(outcomes[d] == OUTCOMES.index("adopted"))
            for d, line in enumerate(line for line in setting.agenda if line.kind.open(setting.territory))
        }
        identity = {
            "territory": territory,
            "name": setting.territory.name,
            "category": setting.territory.category,
            "n": setting.territory.n,
            "strategy": strategy,
            "seed": seed,
        }
        rows.append(identity | summary(mandate) | counts | kinds)
    return rows


def play(territories: tuple[str, ...], seeds: range, label: str) -> pd.DataFrame:
    """Every mandate of one set of territories and seeds."""
    rows, begun = [], time.perf_counter()
    for territory in territories:
        for strategy in STRATEGIES:
            rows += rows_of(territory, strategy, seeds)
        print(f"{label} {territory}: {len(rows)} mandates, {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    return pd.DataFrame(rows)


def main() -> None:
    """Play both sets and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="seeds of each set (200)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    parts = []
    for label, territories, seeds in (("fitted", FITTED, FITTED_SEEDS), ("reported", REPORTED, REPORTED_SEEDS)):
        frame = play(territories, seeds[: options.seeds], label)
        parts.append(f"# {label.capitalize()}: seeds {seeds[0]} to {seeds[options.seeds - 1]}\n\n{report(frame)}")
        frame.assign(set=label).to_parquet(options.out / f"{label}.parquet", compression="zstd", index=False)
    (options.out / "tables.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    print((options.out / "tables.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
