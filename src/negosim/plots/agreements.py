"""What a local agreement can give each commune: seats from the fewest to the most (marge de l'accord local)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from negosim.errors import Message, message
from negosim.locale import translate
from negosim.plots.dots import Dots, draw_key, names_shown, short
from negosim.plots.slide import BLUE, FAINT, RED, SMALL, Slide, no_ticks, place, plain, sheet
from negosim.titles import typeset

__all__ = ["agreements"]

SHOWN = 9
ORDINARY = Dots(message("droit commun"), "■", "s", 10, RED)
RANGE = Dots(message("accords, du moins au plus"), "▬", "|", 22, BLUE)


def agreements(
    names: Sequence[str],
    ordinary: Sequence[int],
    found: Sequence[Sequence[int]],
    counts: dict[int, int],
    source: str,
    lang: str = "fr",
    *,
    exact: bool = True,
    smallest: int | None = None,
) -> Slide:
    """The range of seats of each commune over the agreements `found`.

    `found` is int[A, N]: all the valid agreements where `exact`, else a uniform sample; `counts`, by size of
    council, is exact, and holds an agreement at least; `smallest` is the least council that was counted, if any.
    """
    low, high, held = (folded(values) for values in bounds(found, ordinary))
    values = {"drawn": len(found), "sizes": sizes(counts), "seats": sum(ordinary),
              "counted": counted(smallest, len(names))}  # fmt: skip
    if exact:
        measure = message("Sièges possibles de chaque commune ; à droite, du moins au plus. {sizes}, {seats} par le "
                          "droit commun{counted}", **values)  # fmt: skip
    else:
        measure = message("Sièges de chaque commune parmi {drawn} accords tirés au hasard ; à droite, du moins au "
                          "plus. {sizes}, {seats} par le droit commun{counted}", **values)  # fmt: skip
    title = finding(names, low, high, sum(counts.values()), exact=exact)
    alt = message("{title}. {measure}.", title=title, measure=measure)
    with plain():
        figure = sheet(source, lang, *(typeset(translate(words, lang), lang) for words in (title, measure, alt)))
        axes = figure.add_axes(place(figure, 0.3, 0.87, 0.1, 0.92))
        draw_ranges(axes, names_shown(names, lang), low, high, held)
        draw_key(axes, (ORDINARY, RANGE), lang)
    return figure


def sizes(counts: dict[int, int]) -> Message:
    """The sizes of council that an agreement can have."""
    least, most = min(counts), max(counts)
    if least == most:
        return message("Conseils de {most} sièges", most=most)
    return message("Conseils de {least} à {most} sièges", least=least, most=most)


def counted(smallest: int | None, n: int) -> Message | str:
    """Which councils are left out of the count, if any can be."""
    if smallest is None or smallest <= n:
        return ""
    return message(" ; sont comptés les conseils d'au moins {smallest} sièges", smallest=smallest)


def bounds(found: Sequence[Sequence[int]], ordinary: Sequence[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fewest and most seats of each commune, and those of ordinary law, int64[N] each."""
    held = np.array(ordinary)
    every = np.array(found)
    return every.min(axis=0), every.max(axis=0), held


def folded(values: np.ndarray) -> np.ndarray:
    """The values of the communes that are named; those left out are too many to be drawn one by one."""
    return values if len(values) <= SHOWN + 1 else values[:SHOWN]


def finding(names: Sequence[str], low: np.ndarray, high: np.ndarray, count: int, *, exact: bool) -> Message:
    """How many agreements, and the commune with most to gain or lose."""
    widest = int(np.argmax(high - low))
    values = {"count": count, "name": names[widest], "low": int(low[widest]), "high": int(high[widest])}
    if count == 1 == int(low[widest]):
        return message("Un seul accord valable : {name} y a un siège", **values)
    if count == 1:
        return message("Un seul accord valable : {name} y a {low} sièges", **values)
    if not exact:
        return message("{count} accords valables pour {n} communes", n=len(names), **values)
    return message("{count} accords valables : {name} de {low} à {high} sièges", **values)


def draw_ranges(axes: Axes, names: Sequence[str], low: np.ndarray, high: np.ndarray, held: np.ndarray) -> None:
    """A line from the fewest to the most seats of each commune, its figures at the right."""
    rows = np.arange(len(low))
    axes.hlines(rows, low, high, color=BLUE, linewidth=9, alpha=0.45)
    axes.plot(low, rows, "|", color=BLUE, markersize=22, markeredgewidth=4)
    axes.plot(high, rows, "|", color=BLUE, markersize=22, markeredgewidth=4)
    axes.plot(held, rows, "s", color=RED, markersize=10, markeredgecolor="white")
    for row, (few, many) in enumerate(zip(low, high, strict=True)):
        label = f"{few} – {many}" if few < many else f"{few}"
        axes.text(1.03, row, label, transform=axes.get_yaxis_transform(), color=BLUE, fontsize=SMALL, va="center")
    axes.set(ylim=(len(low) - 0.4, -0.6), yticks=rows, xlim=(0, float(high.max()) * 1.06))
    axes.set_yticklabels([short(name) for name in names[: len(low)]], fontsize=SMALL if len(low) <= 8 else 18)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.grid(axis="both", color=FAINT, linewidth=1)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    no_ticks(axes)
