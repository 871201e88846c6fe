"""Mandates of one cell of an experiment, several processes at a time, one row each."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import pandas as pd

from negosim.config import compose, load
from negosim.metrics import summary
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import OUTCOMES


@dataclass(frozen=True)
class Cell:
    """What a cell plays: its name, the overrides of the configuration, a territory and seeds."""

    name: str
    overrides: tuple[str, ...]
    territory: str
    seeds: range


def rows_of(cell: Cell) -> list[dict]:
    """One row for each mandate: cell, territory, seed, every metric, and how each kind of dossier ended."""
    setting = load(compose([f"territory={cell.territory}", *cell.overrides])).setting
    kinds = [planned.kind.name for planned, _ in dossiers_of(setting)]
    rows = []
    for seed in cell.seeds:
        mandate = run(setting, seed)
        ends = pd.crosstab(kinds, [OUTCOMES[code] for code in mandate.state.dossiers["outcome"]])
        counts = {f"{kind}:{end}": int(ends.loc[kind, end]) for kind in ends.index for end in ends.columns}
        identity = {
            "cell": cell.name, "territory": cell.territory, "name": setting.territory.name,
            "category": setting.territory.category, "n": setting.territory.n, "seed": seed,
        }  # fmt: skip
        rows.append(identity | summary(mandate) | counts)
    return rows


def play(cells: Iterable[Cell], processes: int, measure: Callable[[Cell], list[dict]] = rows_of) -> pd.DataFrame:
    """Every mandate of the cells, in the order of the cells whatever the number of processes."""
    todo, rows, begun = list(cells), [], time.perf_counter()
    measure(Cell("warm", todo[0].overrides, todo[0].territory, range(1)))  # compiled once, then read by all
    with ProcessPoolExecutor(processes) as pool:
        for number, result in enumerate(pool.map(measure, todo), start=1):
            rows += result
            if number % 10 == 0 or number == len(todo):
                spent = time.perf_counter() - begun
                print(f"{number}/{len(todo)} cells, {len(rows)} mandates, {spent:.0f} s", file=sys.stderr)
    return pd.DataFrame(rows)
