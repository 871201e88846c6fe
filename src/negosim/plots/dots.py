"""Rows of dots: several shares of each commune on one line, the largest communes by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes

from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.plots.slide import BLUE, FAINT, GREEN, GREY, INK, RED, SMALL, no_ticks

__all__ = [
    "COUNCIL_POWER", "MUNICIPAL_POWER", "PEOPLE", "POWER", "SEATS", "Dots", "draw_key", "draw_rows", "fold_values",
    "row_names",
]  # fmt: skip

MOST_NAMES = 9
"""Most communes with a row of their own."""


@dataclass(frozen=True)
class Dots:
    """One share of each commune, and the dot that represents it."""

    label: Message
    sign: str
    marker: str
    size: float
    colour: str
    hollow: bool = False
    shares: np.ndarray | None = None

    def of(self, shares: np.ndarray) -> Dots:
        """The same dot with the shares float64[N]."""
        return replace(self, shares=np.asarray(shares, dtype=float))

    @property
    def values(self) -> np.ndarray:
        """The shares, float64[N]."""
        return np.zeros(0) if self.shares is None else self.shares


PEOPLE = Dots(message("habitants"), "○", "o", 18, INK, hollow=True)
POWER = Dots(message("pouvoir"), "◆", "D", 12, BLUE)
COUNCIL_POWER = Dots(message("pouvoir au conseil"), "◆", "D", 12, BLUE)
MUNICIPAL_POWER = Dots(message("pouvoir entre communes"), "▲", "^", 14, GREEN)
SEATS = Dots(message("sièges"), "■", "s", 9, RED)


def row_names(names: Sequence[str], lang: str, *, summed: bool = False) -> list[str]:
    """The names of the rows: the largest communes, then the others together, or the sum of their figures."""
    if len(names) <= MOST_NAMES + 1:
        return list(names)
    n = len(names) - MOST_NAMES
    others = message("les {n} autres, sommes", n=n) if summed else message("les {n} autres, ensemble", n=n)
    return [*names[:MOST_NAMES], translate(others, lang)]


def fold_values(values: np.ndarray) -> np.ndarray:
    """The values of the rows: those of the largest communes, then the sum of the others."""
    if len(values) <= MOST_NAMES + 1:
        return values
    return np.append(values[:MOST_NAMES], values[MOST_NAMES:].sum())


def draw_rows(
    axes: Axes, names: Sequence[str], dots: Sequence[Dots], right: Sequence[str], colour: str, lang: str
) -> None:
    """Draw a row for each commune, with its dots and a figure at its right; the key is above.

    Args: `names` of `row_names`; `dots`, with the shares of every commune, the smallest of which are on top; `right`,
    the figures, in `colour`; `lang`.
    """
    count, rows = len(names), np.arange(len(names))
    series = [(dot, fold_values(dot.values)) for dot in sorted(dots, key=lambda dot: -dot.size)]
    everything = np.array([values for _, values in series])
    axes.hlines(rows, everything.min(axis=0), everything.max(axis=0), color=GREY, linewidth=2.5)
    for dot, values in series:
        face, edge, width = ("white", dot.colour, 2.5) if dot.hollow else (dot.colour, "white", 1.0)
        axes.plot(values, rows, linestyle="none", marker=dot.marker, markersize=dot.size, markerfacecolor=face,
                  markeredgecolor=edge, markeredgewidth=width)  # fmt: skip
    for y, label in enumerate(right):
        axes.text(1.03, y, label, transform=axes.get_yaxis_transform(), color=colour, fontsize=SMALL, va="center")
    most = float(everything.max())
    axes.set(xlim=(-0.02 * most, most * 1.05), ylim=(count - 0.4, -0.6), yticks=rows)
    axes.set_yticklabels([shorten(name) for name in names], fontsize=SMALL if count <= 8 else 18)
    marks = [mark for mark in axes.get_xticks() if 0 <= mark <= most * 1.05]
    axes.set_xticks(marks, [number(mark, "mark_share", lang) for mark in marks], fontsize=SMALL)
    axes.grid(axis="both", color=FAINT, linewidth=1)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    no_ticks(axes)
    draw_key(axes, dots, lang)


def draw_key(axes: Axes, dots: Sequence[Dots], lang: str) -> None:
    """Draw the key of the dots above the rows; a long key begins above the names."""
    texts, ends = [], [0.0]
    for dot in sorted(dots, key=lambda dot: KEY_ORDER.index(dot.sign)):
        text = axes.text(0, 1.03, f"{dot.sign} {translate(dot.label, lang)}", transform=axes.transAxes,
                         color=dot.colour, fontsize=SMALL, fontweight="bold")  # fmt: skip
        box = axes.transAxes.inverted().transform(text.get_window_extent())
        texts.append(text)
        ends.append(ends[-1] + float(box[1, 0] - box[0, 0]) + KEY_GAP)
    start = min(0.0, KEY_END + KEY_GAP - ends[-1])
    for text, end in zip(texts, ends, strict=False):
        text.set_x(start + end)


KEY_ORDER, KEY_GAP, KEY_END = "○■▬◆▲", 0.05, 1.1


def shorten(name: str) -> str:
    """A name short enough for the margin."""
    return name if len(name) <= 26 else f"{name[:25].rstrip(' -')}…"
