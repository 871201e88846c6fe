"""A coalition in seats, municipal councils and population, with the thresholds of the law (issue d'un vote)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from negosim.errors import Message, message
from negosim.locale import translate
from negosim.plots.slide import BLUE, GREY, INK, RED, SMALL, Slide, axes_box, no_ticks, plot_style, sheet
from negosim.titles import typeset

__all__ = ["PARTS", "Bar", "coalition"]

PARTS: dict[str, tuple[Message, dict[str, Any]]] = {
    "yes": (message("pour"), {"facecolor": BLUE, "edgecolor": BLUE}),
    "tacit": (message("silence valant accord"), {"facecolor": "white", "edgecolor": BLUE, "hatch": "//"}),
    "none": (message("abstention ou silence"), {"facecolor": "white", "edgecolor": GREY}),
    "unopposed": (message("ne s'oppose pas"), {"facecolor": "white", "edgecolor": GREY}),
    "refusal": (message("silence valant refus"), {"facecolor": "white", "edgecolor": RED, "hatch": "\\\\"}),
    "no": (message("contre"), {"facecolor": "white", "edgecolor": RED, "hatch": "xx"}),
    "absent": (message("absence"), {"facecolor": "white", "edgecolor": GREY, "hatch": ".."}),
}
"""The parts of a bar, in order, with their label and style."""

DASHES = ("-", (0, (2, 1.2)))
HEIGHT = 0.42
ROOM_FOR_LABEL, ROOM_FOR_FIGURE = 0.035, 0.05


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its shares and figures by key of `PARTS`, and its thresholds.

    `marks`: the thresholds of the one or two alternatives of the law, as shares.
    """

    label: Message
    shares: dict[str, float]
    figures: dict[str, str]
    marks: Sequence[float]


def coalition(texts: tuple[Message, Message, Message], bars: Sequence[Bar], source: str, lang: str = "fr") -> Slide:
    """A slide with bars for the seats, the municipal councils and their population.

    Args: `texts`, title, measure and alternative text; `bars`; `source`; `lang`.
    """
    with plot_style():
        figure = sheet(source, lang, *(typeset(translate(words, lang), lang) for words in texts))
        axes = figure.add_axes(axes_box(figure, 0.03, 0.97, 0.0, 1.0))
        draw_bars(axes, bars, lang)
    return figure


def draw_bars(axes: Axes, bars: Sequence[Bar], lang: str) -> None:
    """Draw the bars from the top, each under its label, and the key below."""
    parts = {key for bar in bars for key, share in bar.shares.items() if share}
    for row, bar in enumerate(bars):
        axes.text(0, row - HEIGHT / 2 - 0.06, typeset(translate(bar.label, lang), lang), fontsize=SMALL, va="bottom")
        left = 0.0
        for key, share in bar.shares.items():
            if share:
                axes.barh(row, share, HEIGHT, left, linewidth=2.5, **PARTS[key][1])
            if share > ROOM_FOR_LABEL:
                axes.text(figure_position(left + share / 2, bar.marks), row, bar.figures[key], ha="center", va="center",
                          fontsize=SMALL, bbox={"facecolor": "white", "edgecolor": "none", "pad": 3})  # fmt: skip
            left += share
        for mark, dash in zip(bar.marks, DASHES, strict=False):
            axes.plot([mark, mark], [row - HEIGHT * 0.5, row + HEIGHT * 0.75], color=INK, linewidth=4, linestyle=dash)
    axes.set(xlim=(-0.002, 1.002), ylim=(len(bars) + 0.12, -0.62), xticks=[], yticks=[])
    axes.set_frame_on(False)
    no_ticks(axes)
    draw_key(axes, [key for key in PARTS if key in parts], len(bars), several=any(len(bar.marks) > 1 for bar in bars),
             lang=lang)  # fmt: skip


def figure_position(x: float, marks: Sequence[float]) -> float:
    """The position of a figure, moved to the left of a threshold that would cross it."""
    near = [mark for mark in marks if abs(mark - x) < ROOM_FOR_FIGURE]
    return near[0] - ROOM_FOR_FIGURE if near else x


def draw_key(axes: Axes, parts: Sequence[str], rows: int, *, several: bool, lang: str) -> None:
    """Draw the key: a small box for each part, and the lines of the thresholds."""
    x, y = 0.0, rows - 0.38
    for key in parts:
        label, style = PARTS[key]
        axes.barh(y, 0.022, 0.15, x, linewidth=2, **style)
        x = write_text(axes, x + 0.03, y, translate(label, lang))
    y += 0.3
    if several:
        ask = message("seuils : à atteindre ensemble, les deux traits pleins ou les deux pointillés")
    else:
        ask = message("seuil à atteindre")
    for x, dash in zip((0.006, 0.018), DASHES[: 2 if several else 1], strict=False):
        axes.plot([x, x], [y - 0.1, y + 0.1], color=INK, linewidth=4, linestyle=dash)
    write_text(axes, 0.03, y, typeset(translate(ask, lang), lang))


def write_text(axes: Axes, x: float, y: float, words: str) -> float:
    """Write a text in the drawing, and return the abscissa where the next one may begin."""
    text = axes.text(x, y, words, fontsize=SMALL - 4, va="center")
    return float(axes.transData.inverted().transform(text.get_window_extent().p1)[0]) + 0.025
