"""A slide: a finding as title, the measure as subtitle, a drawing, the source and the seed (planche).

Sizes are those of a 16:9 slide at 200 dpi; labels are readable when it is printed 8 cm wide. Colours are those of Okabe
and Ito (2008), always with a dash, a marker or a hatching.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from negosim.errors import Message, message
from negosim.files import write_whole
from negosim.locale import translate
from negosim.negotiation.mandate import Mandate
from negosim.titles import typeset

__all__ = [
    "BLUE", "GREEN", "GREY", "INK", "LABEL", "ORANGE", "PRINT", "PURPLE", "RED", "SMALL", "Slide", "axes_box",
    "no_ticks", "plot_style", "save", "sheet", "slide",
]  # fmt: skip

WIDTH, HEIGHT, DPI, SCREEN_DPI = 13.333, 7.5, 200, 80
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
    """A figure with its title and its alternative text."""

    negosim_alt: str = ""
    negosim_title: str = ""
    room: tuple[float, float] = (0.0, 1.0)
    """Bottom and top of the room that the texts leave, as shares of the height."""

    def _repr_png_(self) -> bytes:
        """The slide in a notebook."""
        return image_of(self, "png", SCREEN_DPI)


@contextmanager
def plot_style() -> Iterator[None]:
    """The style of negosim, whatever the settings of matplotlib of the user."""
    with mpl.rc_context():
        mpl.rcdefaults()
        for key, value in STYLE.items():
            mpl.rcParams[key] = value  # type: ignore[index]
        yield


def slide(mandate: Mandate, lang: str, title: str, subtitle: str, alt: str) -> Slide:
    """A slide about a mandate, with its texts, as `sheet`."""
    return sheet(source(mandate, lang), lang, title, subtitle, alt)


def sheet(source: str, lang: str, title: str, subtitle: str, alt: str) -> Slide:
    """A slide without a drawing yet.

    Args: `source`, origin of the data; `lang`; `title`, the finding; `subtitle`, the measure; `alt`, what one can see.
    """
    figure = Slide(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    figure.negosim_title, figure.negosim_alt = title, alt
    top = write_text(figure, title, 0.965, TITLE, weight="bold")
    top = write_text(figure, subtitle, top - 0.018, SUBTITLE, color=GREY)
    bottom = write_text(figure, typeset(source, lang), 0.016, PRINT, color=GREY, va="bottom")
    figure.room = (bottom + 0.02, top - 0.02)
    return figure


def write_text(figure: Figure, text: str, height: float, size: float, va: str = "top", **how: Any) -> float:
    """Write a text at the left, in lines that fit the slide, and return the height where it ends."""
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


def axes_box(
    figure: Slide, left: float, right: float, bottom: float = 0.0, top: float = 1.0
) -> tuple[float, float, float, float]:
    """The rectangle of axes, from shares of the width and of the height that the texts leave."""
    low, high = figure.room
    return left, low + bottom * (high - low), right - left, (top - bottom) * (high - low)


def source(mandate: Mandate, lang: str) -> str:
    """The line of the source of a figure: territory, simulator, strategy, seed, data."""
    territory = mandate.setting.territory
    line = message(
        "{name} – simulation negosim, stratégie « {strategy} », graine {seed} ; {data}",
        name=territory.name, strategy=mandate.setting.strategy.label, seed=str(mandate.seed),
        data=SOURCES.get(territory.source, PUBLIC),
    )  # fmt: skip
    return translate(line, lang)


def no_ticks(axes: Axes) -> None:
    """Hide the tick marks of both axes, and keep their labels."""
    axes.tick_params(length=0, pad=8)


def image_of(figure: Figure, kind: str, dpi: int) -> bytes:
    """The bytes of a figure as "png" or "svg", with its alternative text in the metadata.

    Raises ValueError: another kind.
    """
    title, alt = getattr(figure, "negosim_title", ""), getattr(figure, "negosim_alt", "")
    if kind == "png":
        metadata: dict[str, Any] = {"Title": title, "Description": alt, "Software": "negosim"}
    elif kind == "svg":
        metadata = {"Title": title, "Description": alt, "Creator": "negosim", "Date": None}
    else:
        raise ValueError(f"figures are saved as png or svg, not {kind!r}")
    image = io.BytesIO()
    with plot_style():
        figure.savefig(image, format=kind, dpi=dpi, metadata=metadata)
    return image.getvalue()


def save(figure: Figure, path: Path | str) -> Path:
    """Write a figure as PNG (200 dpi) or SVG, according to the suffix of `path`, and return the path.

    The bytes are the same each time, the file is complete or absent, and the alternative text is in its metadata.
    Raises ValueError: another suffix.
    """
    path = Path(path)
    image = image_of(figure, path.suffix.lower().lstrip("."), DPI)
    write_whole(path, image)
    return path
