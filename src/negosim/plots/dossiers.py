"""The dossiers of a mandate: months of negotiation, outcome, communes that gain (frise des dossiers)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from negosim import tables
from negosim.errors import Message, message
from negosim.locale import translate
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.arrays import MONTHS
from negosim.negotiation.state.dossier import OPEN, WAITING
from negosim.plots.slide import BLUE, FAINT, GREY, INK, RED, SMALL, Slide, axes_box, no_ticks, plot_style, slide
from negosim.titles import OUTCOME_WORDS, month_name, titles_of, typeset

__all__ = ["dossiers"]

JANUARY_2027, YEAR = 10, 12
TITLE_CHARACTERS = 24
FEW, MANY = 7, 9
BARS: dict[str, dict[str, Any]] = {
    "adopted": {"facecolor": BLUE, "edgecolor": BLUE},
    "withdrawn": {"facecolor": "white", "edgecolor": GREY, "hatch": "//"},
    "rejected": {"facecolor": "white", "edgecolor": RED, "hatch": "xx"},
    "defaulted": {"facecolor": "white", "edgecolor": INK, "hatch": ".."},
    "open": {"facecolor": "white", "edgecolor": GREY, "linestyle": "--"},
    "waiting": {"facecolor": "white", "edgecolor": GREY, "linestyle": ":"},
}


def dossiers(mandate: Mandate, lang: str = "fr") -> Slide:
    """A slide with a bar for each dossier from its opening to its end, and a dot for the true gain of each commune."""
    table = tables.dossiers(mandate)
    rows = table[~table["recurrent"]]
    adopted, shared = (int(np.asarray(rows[key], bool).sum()) for key in ("adopted", "shared"))
    values = {"adopted": adopted, "shared": shared, "n": len(rows), "communes": mandate.setting.territory.n}
    measure = message(
        "★ décision partagée : tenue, et deux tiers des communes au moins y gagnent. Un rond par commune "
        "({communes}), plein si elle gagne au texte, vide si elle y perd.",
        **values,
    )
    alt = message(
        "Frise de {n} dossiers : {adopted} adoptés, {shared} décisions partagées ; pour chacun, les mois de "
        "négociation, l'issue et le nombre de communes qui y gagnent sur {communes}.",
        **values,
    )
    with plot_style():
        texts = (typeset(translate(words, lang), lang) for words in (finding(**values), measure, alt))
        figure = slide(mandate, lang, *texts)
        axes = figure.add_axes(axes_box(figure, 0.285, 0.61, 0.1, 0.93))
        draw_bars(axes, table, [translate(title, lang) for title in titles_of(mandate.setting)], lang)
        right = figure.add_axes(axes_box(figure, 0.635, 0.82, 0.1, 0.93), sharey=axes)
        draw_gains(right, mandate, lang)
    return figure


def finding(adopted: int, shared: int, n: int, **_: Any) -> Message:
    """The numbers of adopted dossiers and of shared decisions, in a sentence."""
    values = {"adopted": adopted, "shared": shared, "n": n}
    if adopted == 0:
        return message("Aucun des {n} dossiers n'est adopté", **values)
    if adopted == 1:
        return (
            message("Un dossier adopté sur {n}, et c'est une décision partagée", **values) if shared
            else message("Un dossier adopté sur {n}, sans décision partagée", **values)
        )  # fmt: skip
    if shared == 0:
        return message("{adopted} dossiers adoptés sur {n}, aucune décision partagée", **values)
    if shared == 1:
        return message("{adopted} dossiers adoptés sur {n}, une seule décision partagée", **values)
    return message("{adopted} dossiers adoptés sur {n}, {shared} décisions partagées", **values)


def draw_bars(axes: Axes, table: pd.DataFrame, titles: list[str], lang: str) -> None:
    """Draw the bars over the months of the mandate, with the outcome beside each."""
    size = text_size(len(table))
    for y, row in enumerate(table.to_dict("records")):
        start = int(row["opened"]) - 0.5
        end = (MONTHS if row["closed"] is pd.NA else int(row["closed"])) + 0.5
        axes.barh(y, end - start, left=start, height=0.56, linewidth=2.2, **BARS[row["outcome"]])
        words = translate(OUTCOME_WORDS[row["outcome"]], lang) + (" ★" if row["shared"] else "")
        fits = end + 2 + 2.9 * len(words) * size / SMALL < MONTHS + 2
        side: dict[str, Any] = {"x": end + 1.5, "ha": "left"} if fits else {"x": start - 1.5, "ha": "right"}
        axes.text(y=y, s=words, va="center", fontsize=size, fontweight="bold" if row["adopted"] else "normal",
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 1}, **side)  # fmt: skip
    axes.set(xlim=(0.5, MONTHS + 0.5), ylim=(max(len(table), 3) - 0.5, -0.5), yticks=range(len(table)))
    axes.set_yticklabels([in_two_lines(title, len(table)) for title in titles], fontsize=size, linespacing=1.0)
    januaries = range(JANUARY_2027, MONTHS + 1, 2 * YEAR)
    axes.set_xticks(list(januaries), [month_name(month, lang, "y") for month in januaries], fontsize=SMALL)
    axes.grid(axis="x", color=FAINT, linewidth=1)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    no_ticks(axes)


def draw_gains(axes: Axes, mandate: Mandate, lang: str) -> None:
    """Draw a dot for each commune, at the right of the line if it gains, and write how many do."""
    s, n = mandate.state, len(mandate.state.communes)
    surplus = s.stakes["surplus"]
    closed = ~np.isin(s.dossiers["outcome"], (WAITING, OPEN))
    reach = max(0.1, float(np.abs(surplus[closed]).max())) if closed.any() else 0.1
    size = 13.0 if n <= 12 else max(5.0, 13.0 * (12 / n) ** 0.5)
    size *= min(1.0, FEW / len(s.dossiers))
    for d in np.flatnonzero(closed):
        gains = np.sort(surplus[d])
        heights = d + (np.arange(n) % 5 - 2) * (0.13 if n > 12 else 0.0 if n < 4 else 0.07)
        for part, fill in ((gains > 0, BLUE), (gains <= 0, "white")):
            axes.plot(gains[part], heights[part], "o", markersize=size, markerfacecolor=fill, markeredgecolor=INK,
                      markeredgewidth=1.1, linestyle="none", alpha=0.85, clip_on=False)  # fmt: skip
        count = message("{winners} sur {n}", winners=int((surplus[d] > 0).sum()), n=n)
        axes.text(1.06, float(d), translate(count, lang), transform=axes.get_yaxis_transform(), va="center",
                  fontsize=text_size(len(s.dossiers)))  # fmt: skip
    axes.axvline(0, color=INK, linewidth=2)
    axes.set(xlim=(-reach, reach), xticks=[])
    axes.tick_params(axis="y", length=0, labelleft=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    head: dict[str, Any] = {"fontsize": SMALL, "color": GREY, "va": "bottom", "transform": axes.transAxes}
    axes.text(0.47, 1.02, translate(message("perd"), lang), ha="right", **head)
    axes.text(0.53, 1.02, translate(message("gagne"), lang), ha="left", **head)
    axes.text(1.06, 1.02, translate(message("y gagnent"), lang), **head)


def text_size(rows: int) -> float:
    """The font size of the labels of rows, smaller where they are many."""
    if rows <= FEW:
        return SMALL
    return max(9.0, SMALL * (FEW if rows <= MANY else FEW + 1) / rows)


def in_two_lines(title: str, rows: int) -> str:
    """A title in two lines where it is long and the rows are few."""
    if len(title) <= TITLE_CHARACTERS or rows > MANY:
        return title
    words = title.split(" ")
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return "\n".join(min(cuts, key=lambda pair: max(map(len, pair))))
