"""The range of seats of each commune over the local agreements (marge de l'accord local)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from negosim.errors import Message, message
from negosim.locale import translate
from negosim.plots.dots import Dots, draw_key, row_names, shorten
from negosim.plots.slide import BLUE, FAINT, RED, SMALL, Slide, axes_box, no_ticks, plot_style, sheet
from negosim.titles import typeset

__all__ = ["agreements"]

MOST_NAMES = 9
ORDINARY = Dots(message("droit commun"), "■", "s", 10, RED)
RANGE = Dots(message("accords, du moins au plus"), "▬", "|", 22, BLUE)


def agreements(
    names: Sequence[str],
    ordinary: Sequence[int],
    listed: Sequence[Sequence[int]],
    counts: dict[int, int],
    source: str,
    lang: str = "fr",
    *,
    exact: bool = True,
    smallest: int | None = None,
) -> Slide:
    """A slide with the fewest and the most seats of each commune over local agreements.

    Args: `names` and `ordinary` int[N], communes and their seats of ordinary law; `listed` int[A, N], all the valid
    agreements if `exact`, else a uniform sample; `counts`, exact number of agreements by council size, one at least;
    `source`; `lang`; `smallest`, size below which councils are not counted, if any.
    """
    low, high, ordinary_seats = (named_values(values) for values in bounds(listed, ordinary))
    values = {"draws": len(listed), "sizes": sizes(counts), "seats": sum(ordinary),
              "limit": size_limit(smallest, len(names))}  # fmt: skip
    if exact:
        measure = message("Sièges possibles de chaque commune ; à droite, du moins au plus. {sizes}, {seats} par le "
                          "droit commun{limit}", **values)  # fmt: skip
    else:
        measure = message("Sièges de chaque commune parmi {draws} accords tirés au hasard ; à droite, du moins au "
                          "plus. {sizes}, {seats} par le droit commun{limit}", **values)  # fmt: skip
    title = finding(names, low, high, sum(counts.values()), exact=exact)
    alt = message("{title}. {measure}.", title=title, measure=measure)
    with plot_style():
        figure = sheet(source, lang, *(typeset(translate(words, lang), lang) for words in (title, measure, alt)))
        axes = figure.add_axes(axes_box(figure, 0.3, 0.87, 0.1, 0.92))
        draw_ranges(axes, row_names(names, lang), low, high, ordinary_seats)
        draw_key(axes, (ORDINARY, RANGE), lang)
    return figure


def sizes(counts: dict[int, int]) -> Message:
    """The council sizes of the agreements."""
    least, most = min(counts), max(counts)
    if least == most:
        return message("Conseils de {most} sièges", most=most)
    return message("Conseils de {least} à {most} sièges", least=least, most=most)


def size_limit(smallest: int | None, n: int) -> Message | str:
    """The size below which councils are not counted, in a sentence; empty where there is none above `n` communes."""
    if smallest is None or smallest <= n:
        return ""
    return message(" ; sont comptés les conseils d'au moins {smallest} sièges", smallest=smallest)


def bounds(listed: Sequence[Sequence[int]], ordinary: Sequence[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The fewest and the most seats of each commune, and those of ordinary law, int64[N] each."""
    ordinary_seats = np.array(ordinary)
    every = np.array(listed)
    return every.min(axis=0), every.max(axis=0), ordinary_seats


def named_values(values: np.ndarray) -> np.ndarray:
    """The values of the communes that have a row: the largest ones where they are too many."""
    return values if len(values) <= MOST_NAMES + 1 else values[:MOST_NAMES]


def finding(names: Sequence[str], low: np.ndarray, high: np.ndarray, count: int, *, exact: bool) -> Message:
    """The number of agreements, and the commune with the widest range, in a sentence."""
    widest = int(np.argmax(high - low))
    values = {"count": count, "name": names[widest], "low": int(low[widest]), "high": int(high[widest])}
    if count == 1 == int(low[widest]):
        return message("Un seul accord valable : {name} y a un siège", **values)
    if count == 1:
        return message("Un seul accord valable : {name} y a {low} sièges", **values)
    if not exact:
        return message("{count} accords valables pour {n} communes", n=len(names), **values)
    return message("{count} accords valables : {name} de {low} à {high} sièges", **values)


def draw_ranges(axes: Axes, names: Sequence[str], low: np.ndarray, high: np.ndarray, ordinary: np.ndarray) -> None:
    """Draw a line from the fewest to the most seats of each commune, with its figures at the right."""
    rows = np.arange(len(low))
    axes.hlines(rows, low, high, color=BLUE, linewidth=9, alpha=0.45)
    axes.plot(low, rows, "|", color=BLUE, markersize=22, markeredgewidth=4)
    axes.plot(high, rows, "|", color=BLUE, markersize=22, markeredgewidth=4)
    axes.plot(ordinary, rows, "s", color=RED, markersize=10, markeredgecolor="white")
    for row, (few, many) in enumerate(zip(low, high, strict=True)):
        label = f"{few} – {many}" if few < many else f"{few}"
        axes.text(1.03, row, label, transform=axes.get_yaxis_transform(), color=BLUE, fontsize=SMALL, va="center")
    axes.set(ylim=(len(low) - 0.4, -0.6), yticks=rows, xlim=(0, float(high.max()) * 1.06))
    axes.set_yticklabels([shorten(name) for name in names[: len(low)]], fontsize=SMALL if len(low) <= 8 else 18)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.grid(axis="both", color=FAINT, linewidth=1)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    no_ticks(axes)
