"""Where each treatment is the best, and what it loses elsewhere (carte des regrets)."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.metrics import is_share
from negosim.plots.forest import Frame, framed, level_label, outcome_label
from negosim.plots.slide import INK, Slide, no_ticks, plain
from negosim.territory.tables import table
from negosim.titles import typeset

__all__ = ["regret"]

MOST_CONTEXTS, NAME_CHARS = 16, 30
DARK = 0.55


def regret(found: Frame, key: str, outcome: str, source: Message, lang: str = "fr") -> Slide:
    """A square for each treatment (columns) and context (rows): how far it is from the best there.

    `found`: float64 regrets, index of contexts, columns of treatments; 0, in bold, is the best.
    """
    ordered = found[found.mean().sort_values().index].iloc[:MOST_CONTEXTS]
    values = ordered.to_numpy(float)
    best = ordered.columns[0]
    title = message(
        "{level} : la meilleure dans {n} contextes sur {total}",
        level=level_label(key, best),
        n=int((found[best] == 0).sum()),
        total=len(found),
    )
    share = is_share(outcome)
    measure = (
        message("« {outcome} » : l'écart au meilleur de chaque contexte, en points ; 0 est le meilleur",
                outcome=outcome_label(outcome))
        if share else
        message("« {outcome} » : l'écart au meilleur de chaque contexte ; 0 est le meilleur",
                outcome=outcome_label(outcome))
    )  # fmt: skip
    told = [
        message("{level} {mean}", level=level_label(key, name), mean=round(float(mean), 3))
        for name, mean in found.mean().sort_values().items()
    ]
    alt = message("Regret moyen par stratégie : {lines}.", lines=told)
    with plain():
        figure, axes = framed(source, lang, (0.28, 0.88, 0.02, 0.62), title, measure, alt)
        squares(axes, values * (100 if share else 1), lang, 1 if share else 3)
        labels = [context_label(name) for name in ordered.index]
        axes.set_yticks(range(len(ordered)), labels, fontsize=15 if len(labels) <= 12 else 12)
        names = [typeset(translate(level_label(key, name), lang), lang) for name in ordered.columns]
        axes.xaxis.tick_top()
        axes.set_xticks(range(len(names)), names, fontsize=16, rotation=30, ha="left")
        no_ticks(axes)
        for side in axes.spines.values():
            side.set_visible(False)
    return figure


def squares(axes: Axes, values: np.ndarray, lang: str, decimals: int) -> None:
    """The squares of `values` float64[contexts, treatments], the darker the more is lost, each with its number."""
    top = 1.6 * max(float(values.max()), 1e-9)
    axes.imshow(values, cmap="Greys", vmin=0, vmax=top, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        shown = number(round(float(value), decimals), "value", lang)
        ink, weight = "white" if value / top > DARK else INK, "bold" if value == 0 else "normal"
        axes.text(column, row, shown, ha="center", va="center", fontsize=16, fontweight=weight, color=ink)


def context_label(name: Any) -> str:
    """A context by its values, a territory by its name."""
    values = name if isinstance(name, tuple) else (name,)
    return ", ".join(textwrap.shorten(PREFIX.sub("", places().get(str(v), str(v))), NAME_CHARS, placeholder="…")
                     for v in values)  # fmt: skip


@cache
def places() -> dict[str, str]:
    """The name of each real intercommunality, by SIREN."""
    rows = table("epci").select(["siren", "name"]).to_pylist()
    return {str(row["siren"]): str(row["name"]) for row in rows}


PREFIX = re.compile(r"^Communauté (de communes|d'agglomération|urbaine) (de la |de l'|des |du |de |d')?", re.I)
