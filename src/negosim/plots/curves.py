"""Curves with their names at the right: dossiers not adopted yet, precision by number of draws (courbes)."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.plots.forest import Frame, axes_slide, level_label, outcome_label
from negosim.plots.slide import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    RED,
    SMALL,
    Slide,
    no_ticks,
    plot_style,
)

__all__ = ["precision", "survival"]

LOOKS = (
    (BLUE, "-"),
    (RED, "--"),
    (GREEN, "-."),
    (PURPLE, ":"),
    (ORANGE, (0, (6, 1, 1, 1, 1, 1))),
    (INK, (0, (1, 1))),
    (BLUE, (0, (8, 3))),
    (RED, (0, (3, 1, 1, 1))),
    (GREEN, (0, (5, 5))),
    (PURPLE, (0, (2, 4))),
)
MOST_LINES = len(LOOKS)
APART = 0.07


def survival(table: Frame, source: Message, lang: str = "fr") -> Slide:
    """A slide with the share of dossiers not adopted yet, by month since their opening: a line for each treatment.

    `table`: rows of one factor with columns factor, level, month, not_adopted, low, high.
    """
    key = str(table["factor"].iloc[0])
    last = table.sort_values("month").groupby("level", sort=False).last().sort_values("not_adopted")
    levels = last.index.tolist()[:MOST_LINES]
    best, worst = last.iloc[0], last.iloc[-1]
    title = message(
        "Jamais adoptés : {low_share} des dossiers avec « {best} », {high_share} avec « {worst} »",
        low_share=round(float(best["not_adopted"]), 3),
        high_share=round(float(worst["not_adopted"]), 3),
        best=level_label(key, last.index[0]),
        worst=level_label(key, last.index[-1]),
    )
    measure = message("Part des dossiers qui ne sont pas encore adoptés (Kaplan-Meier), par mois depuis leur ouverture "
                      "; bandes : intervalles à 95 % sur les tirages")  # fmt: skip
    lines = [
        message("{level} {left_share}", level=level_label(key, level), left_share=round(float(row["not_adopted"]), 3))
        for level, row in last.iterrows()
    ]
    alt = message(
        "Part des dossiers jamais adoptés : {lines}.",
        lines=lines,
    )
    with plot_style():
        figure, axes = axes_slide(source, lang, (0.09, 0.68, 0.14, 0.97), title, measure, alt)
        ends = []
        for level, look in zip(levels, LOOKS, strict=False):
            part = table[table["level"] == level].sort_values("month")
            months, shares = np.append(0, part["month"]), np.append(1.0, part["not_adopted"])
            low, high = (np.append(1.0, part[edge].fillna(part["not_adopted"])) for edge in ("low", "high"))
            axes.fill_between(months, low, high, step="post", color=look[0], alpha=0.15, linewidth=0)
            axes.step(months, shares, where="post", color=look[0], linestyle=look[1], linewidth=3)
            ends.append((float(shares[-1]), translate(level_label(key, level), lang), look))
        axes.set(ylim=(0, 1.02), xlim=(0, float(table["month"].max())))
        axes.locator_params(axis="x", integer=True)
        _marks(axes, lang, share=True)
        axes.set_xlabel(translate(message("mois depuis l'ouverture"), lang), fontsize=SMALL)
        _names(axes, ends)
    return figure


def precision(table: Frame, source: Message, lang: str = "fr") -> Slide:
    """A slide with the coefficient of variation of the first outcome by number of draws: a line for each treatment.

    `table`: rows with columns outcome, level, replicates, variation.
    """
    outcome = str(table["outcome"].iloc[0])
    part = table[table["outcome"] == outcome]
    levels = list(dict.fromkeys(part["level"]))[:MOST_LINES]
    most = int(part["replicates"].max())
    ends = _range(part[part["replicates"] == most]["variation"])
    values: dict[str, Any] = {"n": most, "outcome": outcome_label(outcome), **ends}
    title = message("« {outcome} » : un coefficient de variation de {low} à {high} après {n} tirages", **values)
    if ends["low"] == ends["high"]:
        title = message("« {outcome} » : un coefficient de variation de {low} après {n} tirages", **values)
    measure = message("Écart type sur moyenne, entre tirages, selon le nombre de tirages pris")
    alt = message(
        "Coefficient de variation de « {outcome} » selon le nombre de tirages.", outcome=outcome_label(outcome)
    )
    with plot_style():
        figure, axes = axes_slide(source, lang, (0.09, 0.68, 0.14, 0.97), title, measure, alt)
        ends = []
        for level, look in zip(levels, LOOKS, strict=False):
            line = part[part["level"] == level].sort_values("replicates")
            axes.plot(line["replicates"], line["variation"], color=look[0], linestyle=look[1], linewidth=3, marker="o")
            ends.append((float(line["variation"].iloc[-1]), translate(level_label("facilitation", level), lang), look))
        axes.set_xscale("log")
        axes.set(ylim=(0, float(part["variation"].max()) * 1.1))
        counts = sorted(set(part["replicates"]))
        axes.set_xticks(counts, [number(int(n), "n", lang) for n in counts], fontsize=17)
        axes.set_xticks([], minor=True)
        _marks(axes, lang, share=False, bottom=False)
        axes.set_xlabel(translate(message("tirages"), lang), fontsize=SMALL)
        _names(axes, ends)
    return figure


def _range(values: Frame) -> dict[str, float]:
    """The smallest and the largest value, rounded."""
    return {"low": round(float(values.min()), 2), "high": round(float(values.max()), 2)}


def _marks(axes: Axes, lang: str, *, share: bool, bottom: bool = True) -> None:
    """Write the marks of both axes as numbers of the language."""
    marks = [mark for mark in axes.get_yticks() if axes.get_ylim()[0] <= mark <= axes.get_ylim()[1]]
    axes.set_yticks(
        marks, [number(round(float(mark), 6), "mark_share" if share else "mark", lang) for mark in marks], fontsize=17
    )
    if bottom:
        marks = [mark for mark in axes.get_xticks() if axes.get_xlim()[0] <= mark <= axes.get_xlim()[1]]
        axes.set_xticks(marks, [number(int(mark), "mark", lang) for mark in marks], fontsize=17)
    axes.grid(axis="y", color=FAINT, linewidth=1)
    axes.set_axisbelow(True)
    no_ticks(axes)


def _names(axes: Axes, ends: list[tuple[float, str, Any]]) -> None:
    """Write the name of each line at its right, without overlap, with a stroke of its dash."""
    low, high = axes.get_ylim()
    by_height = sorted(ends, key=lambda end: end[0])
    places = [0.0]
    for height, _, _ in by_height:
        places.append(max(places[-1] + APART, (height - low) / (high - low)))
    over = max(0.0, places[-1] - 1.0)
    for at, (_, name, (colour, dash)) in zip(np.array(places[1:]) - over, by_height, strict=True):
        axes.plot(
            [1.02, 1.08], [at, at], transform=axes.transAxes, color=colour, linestyle=dash, linewidth=3, clip_on=False
        )
        axes.text(1.1, at, name, transform=axes.transAxes, fontsize=17, color=colour, va="center")
