"""Sensitivity of an outcome to the parameters, the most influential first (indices de sensibilité)."""

from __future__ import annotations

from collections.abc import Mapping

from negosim.errors import Message, message
from negosim.plots.forest import MOST_LINES, RIGHT, Frame, axes_slide, draw, level_label, outcome_label, wrap_title
from negosim.plots.slide import BLUE, ORANGE, SMALL, Slide, plot_style

__all__ = ["indices"]

LABEL_CHARS = 34
SIGNS = {"mu_star": "μ*", "S1": "S₁", "ST": "Sₜ"}
"""Symbols of the sensitivity indices."""


def indices(table: Frame, labels: Mapping[str, str], source: Message, lang: str = "fr") -> Slide:
    """A slide with the sensitivity indices of the parameters on the first outcome, the largest first.

    Args: `table`, rows of `ensemble.analysis.sensitivity.sensitivity` of one treatment ("" where there is only one);
    `labels` of the parameters; `source`; `lang`.
    """
    first = table.iloc[0]
    part = table[table["outcome"] == first["outcome"]]
    kinds = list(dict.fromkeys(part["index"]))
    last = part[part["index"] == kinds[-1]].sort_values("value", ascending=False)
    parameters = last["parameter"].tolist()[:MOST_LINES]
    title = message(
        "« {outcome} » dépend d'abord de « {parameter} »",
        outcome=outcome_label(str(first["outcome"])),
        parameter=labels[parameters[0]],
    )
    signs = [SIGNS.get(kind, kind) for kind in kinds]
    measure = message("Indices de sensibilité ({kinds}), intervalles à 95 %", kinds=signs)
    if first["treatment"]:
        measure = message("Indices de sensibilité ({kinds}), intervalles à 95 % ; traitement : {treatment}",
                          kinds=signs, treatment=level_label("facilitation", first["treatment"]))  # fmt: skip
    lines = [
        message("{name} {value}", name=labels[row["parameter"]], value=round(float(row["value"]), 3))
        for _, row in last.iterrows()
    ]
    alt = message("Indices par paramètre : {lines}.", lines=lines)
    with plot_style():
        figure, axes = axes_slide(source, lang, (0.42, RIGHT, 0.1, 0.94), title, measure, alt)
        for k, (kind, (colour, marker)) in enumerate(zip(kinds, ((BLUE, "o"), (ORANGE, "D")), strict=False)):
            rows = part[part["index"] == kind].set_index("parameter").reindex(parameters)
            estimates = rows[["value", "low", "high"]].to_numpy(float)
            names = [wrap_title(labels[name], LABEL_CHARS) for name in parameters]
            draw(axes, estimates, names, lang, colour=colour, marker=marker, signs=False, shift=0.2 * k)
            where = (0.65 + 0.18 * k, 1.02)
            axes.text(*where, f"{'●◆'[k]} {signs[k]}", transform=axes.transAxes, color=colour, fontsize=SMALL)
    return figure
