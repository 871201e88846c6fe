"""Which facilitation, and which levers: one figure with its numbers (`python experiments/run.py headline`).

Both halves stand beside the same control, a DGS who has the same hours and spends them at random (`busy`), on the same
ten intercommunalities.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from evidence import SESOI, Frame, changes, mean

from negosim.ensemble.analysis.dataset import Dataset
from negosim.ensemble.analysis.interactions import with_cells
from negosim.errors import Message, message
from negosim.locale import translate
from negosim.plots import forest
from negosim.plots.slide import Slide, place, plain, save

__all__ = ["PARTS", "headline"]

PARTS = ("strategies_compared", "joint_levers")
OUTCOME, CONTROL = "shared", "busy"
COLUMNS = ["difference", "low", "high", "low_places", "high_places"]
PANELS = ((0.312, 0.51), (0.735, 0.95))
HEADS = (message("Which facilitation"), message("Which levers, equal hours"))
LIMIT_STEP = 0.02


def headline(data: dict[str, Dataset], folder: Path) -> Frame:
    """Write `headline.csv` and `headline.png` into a folder; the table."""
    strategies, levers = data["strategies_compared"], data["joint_levers"]
    tables = [by_strategy(strategies), by_levers(levers)]
    table = pd.concat(tables, keys=["facilitation", "levers"], names=["question", None]).reset_index(level=0)
    table.to_csv(folder / "headline.csv", index=False, float_format="%.4f")
    save(draw_headline(tables, levers, len(strategies.rows) + len(levers.rows)), folder / "headline.png")
    return table


def by_strategy(data: Dataset) -> Frame:
    """What each strategy changes in the share of shared decisions, paired with `busy`."""
    key = "facilitation"
    levels = next(factor.levels for factor in data.factors if factor.key == key)
    return effect_table({level: changes(data, OUTCOME, key, level, CONTROL) for level in levels if level != CONTROL})


def by_levers(data: Dataset) -> Frame:
    """What each combination of levers changes, paired with none (a DGS who is `busy`)."""
    rows = with_cells(data.rows, data.levers)
    wide = rows.pivot_table(index=["siren", "draw"], columns="cell", values=OUTCOME).dropna()
    none, *cells = ("".join(code) for code in product("01", repeat=len(data.levers)))
    return effect_table({cell: (wide[cell] - wide[none]).rename("value").reset_index() for cell in cells})


def effect_table(changes_by_treatment: dict[str, Frame]) -> Frame:
    """One line a treatment, the largest first: difference, interval over draws, interval over territories."""
    lines = [mean("", name, values) for name, values in changes_by_treatment.items()]
    table = pd.DataFrame(lines).rename(columns={"quantity": "treatment", "estimate": "difference"})
    return table[["treatment", *COLUMNS]].sort_values("difference", ascending=False)


def draw_headline(tables: list[Frame], levers: Dataset, runs: int) -> Slide:
    """Two panels on one scale; in the title the best strategy, and whether any combination of levers helps."""
    names = [factor.key.removeprefix("levers.") for factor in levers.levers]
    labels: list[list[Message]] = [
        [forest.level_label("facilitation", one) for one in tables[0]["treatment"]],
        [forest.combined(names, str(one)) for one in tables[1]["treatment"]],
    ]
    source = forest.source_of("headline", str(levers.manifest["stage"]), runs)
    measure = message("Shared decisions beside a DGS who has the same hours and spends them at random (busy); "
                      "paired, 95% over draws. Grey: smallest effect of interest.")  # fmt: skip
    edges = np.concatenate([table[["low", "high"]].to_numpy() for table in tables])
    low, high = (LIMIT_STEP * side(value / LIMIT_STEP) for side, value in
                 ((np.floor, edges.min()), (np.ceil, edges.max())))  # fmt: skip
    with plain():
        figure = forest.worded(source, "en", title(tables, labels), measure, alternative(tables, labels))
        for (left, right), head, table, lines in zip(PANELS, HEADS, tables, labels, strict=True):
            axes = figure.add_axes(place(figure, left, right, 0.09, 0.92))
            axes.set_xlim(low, high)
            texts = [translate(line, "en") for line in lines]
            forest.draw(axes, table[["difference", "low", "high"]].to_numpy(), texts, "en", share=True, band=SESOI)
            axes.set_title(translate(head, "en"), fontsize=18, loc="left")
    return figure


def title(tables: list[Frame], labels: list[list[Message]]) -> Message:
    """The finding."""
    values: dict[str, Any] = {}
    for name, table, lines in zip(("strategy", "levers"), tables, labels, strict=True):
        values |= {name: lines[0], f"{name}_gain": forest.signed(table.iloc[0]["difference"], "en", share=True)}
    if tables[1].iloc[0]["low"] > 0:
        return message("{strategy}: {strategy_gain}; levers, at best {levers}: {levers_gain}", **values)
    return message("{strategy}: {strategy_gain}; no combination of levers does better than busy", **values)


def alternative(tables: list[Frame], labels: list[list[Message]]) -> Message:
    """The figure in words."""
    lines = [message("{name} {difference}", name=line, difference=forest.signed(value, "en", share=True))
             for table, group in zip(tables, labels, strict=True)
             for line, value in zip(group, table["difference"], strict=True)]  # fmt: skip
    return message("Differences to busy in the share of shared decisions: {lines}.", lines=lines)
