"""Trust between communes during a mandate and after it (confiance)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes

from negosim import tables
from negosim.errors import message
from negosim.locale import translate
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import MONTHS
from negosim.plots.slide import (
    BLUE,
    FAINT,
    GREEN,
    GREY,
    INK,
    LABEL,
    RED,
    SMALL,
    Slide,
    axes_box,
    no_ticks,
    plot_style,
    slide,
)
from negosim.titles import month_name, two_decimals, typeset

__all__ = ["trust"]

JANUARY_2027, YEAR = 10, 12
LEFT_SIDE, RIGHT_SIDE = 0.075, 0.73
NOTE = 0.17


@dataclass(frozen=True)
class Line:
    """One curve, month by month, with its style; `room` is the height of its label, in axis units."""

    label: str
    values: np.ndarray
    colour: str
    dash: str
    width: float
    room: float


def trust(mandate: Mandate, lang: str = "fr") -> Slide:
    """A slide with mean trust between communes, engagement, trust in the DGS, decisions and defections by month."""
    months = tables.months(mandate)
    first, last = (two_decimals(float(months["trust"].iloc[month - 1]), lang) for month in (1, MONTHS))
    n = mandate.setting.territory.n
    values = {"first": first, "last": last, "n": n, "start": month_name(1, lang), "end": month_name(len(months), lang)}
    finding = (
        message("La confiance reste à {last} sur le mandat", **values) if first == last
        else message("La confiance passe de {first} à {last}", **values)
    )  # fmt: skip
    measure = message("Confiance moyenne entre {n} communes, de 0 à 1, {start} – {end}", **values)
    alt = message(
        "Courbe de la confiance moyenne entre {n} communes, de {first} en {start} à {last} à la fin du mandat, avec "
        "l'engagement et la confiance envers le DGS, les décisions et les défections.",
        **values,
    )
    with plot_style():
        texts = (typeset(translate(words, lang), lang) for words in (finding, measure, alt))
        figure = slide(mandate, lang, *texts)
        axes = figure.add_axes(axes_box(figure, LEFT_SIDE, RIGHT_SIDE, 0.36))
        draw_lines(axes, lines_of(mandate, lang), spread_of(mandate, lang), lang)
        draw_ends(axes, np.asarray(months["trust"], float), lang)
        strip = figure.add_axes(axes_box(figure, LEFT_SIDE, RIGHT_SIDE, 0.08, 0.34), sharex=axes)
        draw_events(strip, mandate, lang)
    return figure


def lines_of(mandate: Mandate, lang: str) -> list[Line]:
    """The curves of trust, engagement and trust in the DGS, means over communes [T]."""
    months, communes = tables.months(mandate), tables.communes(mandate)
    between, engagement = np.asarray(months["trust"], float), np.asarray(months["engagement"], float)
    in_dgs = np.asarray(communes.groupby("month")["trust_dgs"].mean(), float)
    first, second, third = (
        typeset(translate(label, lang), lang)
        for label in (
            message(
                "Confiance entre\ncommunes {value}", value=two_decimals(float(between[-1]), lang),
            ),
            message("Engagement {value}", value=two_decimals(float(engagement[-1]), lang)),
            message("Confiance envers\nle DGS {value}", value=two_decimals(float(in_dgs[-1]), lang)),
        )
    )  # fmt: skip
    return [
        Line(first, between, BLUE, "-", 5.0, 0.4),
        Line(second, engagement, RED, "--", 2.8, 0.13),
        Line(third, in_dgs, GREEN, ":", 3.2, 0.24),
    ]


def spread_of(mandate: Mandate, lang: str) -> str:
    """The range over communes of the trust in the others at the end, as text; empty where all are equal."""
    trusts = np.array(mandate.state.commune_pairs["trust"])
    np.fill_diagonal(trusts, 0.0)
    means = trusts.sum(axis=1) / (len(trusts) - 1)
    low, high = (two_decimals(float(value), lang) for value in (means.min(), means.max()))
    if low == high:
        return ""
    return translate(message("de {low} à {high}\nselon la commune", low=low, high=high), lang)


def draw_lines(axes: Axes, lines: Sequence[Line], note: str, lang: str) -> None:
    """Draw the curves with their labels at the right, a note under the first, and a shade after the mandate."""
    count = len(lines[0].values)
    axes.axvspan(MONTHS + 0.5, count + 0.5, color=FAINT, alpha=0.6, linewidth=0)
    after = translate(message("après le mandat"), lang)
    axes.text((MONTHS + count) / 2 + 0.5, 0.02, after, fontsize=SMALL - 4, color=GREY, ha="center", va="bottom")
    for line in lines:
        axes.plot(np.arange(1, count + 1), line.values, color=line.colour, linestyle=line.dash, linewidth=line.width)
    heights = label_heights(lines)
    heights[0] += NOTE / 2
    for line, height in zip(lines, heights, strict=True):
        axes.annotate(
            line.label, (count + 0.5, float(line.values[-1])), (count + 4, height), color=line.colour,
            fontsize=LABEL, fontweight="bold" if line.width > 4 else "normal", va="center", linespacing=1.05,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": line.colour, "linewidth": 1.2, "relpos": (0, 0.5)},
        )  # fmt: skip
    axes.text(count + 4, heights[0] - 0.11, note, color=BLUE, fontsize=SMALL - 2, va="top", linespacing=1.05)
    marks = (0, 0.25, 0.5, 0.75, 1)
    axes.set(xlim=(0.5, count + 0.5), ylim=(0, 1), yticks=marks)
    axes.set_yticklabels([two_decimals(height, lang) for height in marks], fontsize=SMALL)
    axes.grid(axis="y", color=FAINT, linewidth=1)
    no_ticks(axes)
    axes.tick_params(axis="x", labelbottom=False)


def draw_ends(axes: Axes, values: np.ndarray, lang: str) -> None:
    """Draw the two figures of the title, in the first month and in the last month of the mandate."""
    for month, side in ((1, "left"), (MONTHS, "right")):
        value = float(values[month - 1])
        axes.plot([month], [value], "o", color=BLUE, markersize=13, clip_on=False)
        axes.annotate(two_decimals(value, lang), (month, value), (0, -14), textcoords="offset points", color=BLUE,
                      fontsize=LABEL, fontweight="bold", ha=side, va="top")  # fmt: skip


def draw_events(axes: Axes, mandate: Mandate, lang: str) -> None:
    """Draw the months of adoptions, of other endings and of defections, with the years below."""
    ends = mandate.state.events("conclusions")
    adopted, months = ends["adopted"], ends["month"]
    defections = mandate.state.events("defections")["month"]
    axes.axvspan(MONTHS + 0.5, len(mandate.state.history) + 0.5, color=FAINT, alpha=0.6, linewidth=0)
    rows = (
        (months[adopted], "^", INK, message("▲ adoptés")), (months[~adopted], "x", INK, message("✕ non adoptés")),
        (defections, "|", GREY, message("| défections")),
    )  # fmt: skip
    for height, (when, marker, colour, label) in zip((2, 1, 0), rows, strict=True):
        axes.plot(when, np.full(len(when), height), marker, color=colour, markersize=15, markeredgewidth=3)
        axes.text(len(mandate.state.history) + 4, height, translate(label, lang), fontsize=SMALL, va="center")
    januaries = range(JANUARY_2027, len(mandate.state.history) + 1, YEAR)
    axes.set(ylim=(-0.7, 2.6), yticks=[], xticks=list(januaries))
    axes.set_xticklabels([month_name(month, lang, "y") for month in januaries], fontsize=SMALL)
    axes.spines["left"].set_visible(False)


def label_heights(lines: Sequence[Line]) -> list[float]:
    """The heights of the labels, moved as little as possible so that none covers another."""
    heights = [float(line.values[-1]) for line in lines]
    order = sorted(range(len(lines)), key=lambda i: heights[i])
    for _ in range(60):
        for low, high in pairwise(order):
            overlap = (lines[low].room + lines[high].room) / 2 - (heights[high] - heights[low])
            if overlap > 0:
                heights[low], heights[high] = heights[low] - overlap / 2, heights[high] + overlap / 2
        for i, line in enumerate(lines):
            heights[i] = min(max(heights[i], line.room / 2), 1 - line.room / 2)
    return heights
