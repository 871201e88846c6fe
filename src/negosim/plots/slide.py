"""One slide: a finding as title, what is measured, room for the drawing, source and seed (planche).

Sizes are those of a 16:9 slide at 200 dpi, chosen so that labels can be read when it is printed 8 cm wide.
Colours are those of Okabe and Ito (2008) and never stand alone: a dash, a marker or a hatching goes with each.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from negosim.errors import Message, message
from negosim.locale import translate
from negosim.negotiation.mandate import Mandate
from negosim.titles import typeset

__all__ = [
    "BLUE", "GREEN", "GREY", "INK", "LABEL", "ORANGE", "PURPLE", "RED", "SMALL", "Slide", "no_ticks",
    "place", "plain", "save", "sheet", "slide",
]  # fmt: skip

WIDTH, HEIGHT, DPI = 13.333, 7.5, 200
TITLE, SUBTITLE, LABEL, SMALL, PRINT = 31, 22, 23, 20, 14
LEFT, RIGHT = 0.03, 0.97
INK, GREY, FAINT = "#1a1a1a", "#595959", "#d9d9d9"
BLUE, ORANGE, GREEN, RED, PURPLE = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7"

SOURCES: dict[str, Message] = {
    "synthetic": message("territoire et préférences synthétiques"),
    "csv": message("données de l'utilisateur ; préférences synthétiques"),
}
PUBLIC = message("données DGCL, INSEE, IGN ; préférences synthétiques")

STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": LABEL,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 1.5,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.width": 1.5,
    "ytick.major.width": 1.5,
    "hatch.linewidth": 2.0,
    "svg.hashsalt": "negosim",
    "svg.fonttype": "path",
}


class Slide(Figure):
    """A figure with its alternative text."""

    negosim_alt: str = ""
    negosim_title: str = ""
    room: tuple[float, float] = (0.0, 1.0)
    """Bottom and top of what the words leave free, as shares of the height."""


@contextmanager
def plain() -> Iterator[None]:
    """The style of negosim, whatever the user's own settings of matplotlib."""
    with mpl.rc_context():
        mpl.rcdefaults()
        for key, value in STYLE.items():
            mpl.rcParams[key] = value  # type: ignore[index]
        yield


def slide(mandate: Mandate, lang: str, title: str, subtitle: str, alt: str) -> Slide:
    """A slide about a mandate, with its words (see `sheet`)."""
    return sheet(source(mandate, lang), lang, title, subtitle, alt)


def sheet(source: str, lang: str, title: str, subtitle: str, alt: str) -> Slide:
    """A slide: `title` is the finding, `subtitle` what is measured, `alt` what can be seen, `source` whence."""
    figure = Slide(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    figure.negosim_title, figure.negosim_alt = title, alt
    top = written(figure, title, 0.965, TITLE, weight="bold")
    top = written(figure, subtitle, top - 0.018, SUBTITLE, color=GREY)
    bottom = written(figure, typeset(source, lang), 0.016, PRINT, color=GREY, va="bottom")
    figure.room = (bottom + 0.02, top - 0.02)
    return figure


def written(figure: Figure, text: str, height: float, size: float, va: str = "top", **how: Any) -> float:
    """Write a text at the left, broken into lines that fit the slide; the height where it ends, on its free side."""
    label = figure.text(LEFT, height, "", fontsize=size, va=va, linespacing=1.15, **how)
    lines = [""]
    for word in text.split(" "):
        label.set_text(f"{lines[-1]} {word}".strip())
        if label.get_window_extent().width > (RIGHT - LEFT) * WIDTH * figure.dpi:
            lines.append(word)
        else:
            lines[-1] = label.get_text()
    label.set_text("\n".join(lines))
    extent = label.get_window_extent()
    return float(extent.y0 if va == "top" else extent.y1) / (HEIGHT * figure.dpi)


def place(
    figure: Slide, left: float, right: float, bottom: float = 0.0, top: float = 1.0
) -> tuple[float, float, float, float]:
    """The rectangle for axes between shares of the width, and of the height that the words leave free."""
    low, high = figure.room
    return left, low + bottom * (high - low), right - left, (top - bottom) * (high - low)


def source(mandate: Mandate, lang: str) -> str:
    """Where the figure comes from: the place, the simulator, its seed and the data."""
    territory = mandate.setting.territory
    said = message(
        "{name} – simulation negosim, stratégie « {strategy} », graine {seed} ; {data}",
        name=territory.name, strategy=mandate.setting.strategy.label, seed=str(mandate.seed),
        data=SOURCES.get(territory.source, PUBLIC),
    )  # fmt: skip
    return translate(said, lang)


def no_ticks(axes: Axes) -> None:
    """Keep the labels of an axis and hide its small lines."""
    axes.tick_params(length=0, pad=8)


def save(figure: Figure, path: Path | str) -> Path:
    """Write a figure as PNG (200 dpi) or SVG, by the end of `path`; the same bytes each time.

    The file appears whole or not at all. The alternative text goes with it. Raises ValueError for another format.
    """
    path = Path(path)
    kind = path.suffix.lower().lstrip(".")
    title, alt = getattr(figure, "negosim_title", ""), getattr(figure, "negosim_alt", "")
    if kind == "png":
        metadata: dict[str, Any] = {"Title": title, "Description": alt, "Software": "negosim"}
    elif kind == "svg":
        metadata = {"Title": title, "Description": alt, "Creator": "negosim", "Date": None}
    else:
        raise ValueError(f"figures are written as png or svg, not {path.suffix!r}")
    drawn = io.BytesIO()
    with plain():
        figure.savefig(drawn, format=kind, dpi=DPI, metadata=metadata)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(drawn.getvalue())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
