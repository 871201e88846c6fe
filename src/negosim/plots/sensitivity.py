"""Which parameters an outcome depends on, the first first (indices de sensibilité)."""

from __future__ import annotations

from collections.abc import Mapping

from negosim.errors import Message, message
from negosim.plots.forest import MOST_LINES, RIGHT, Frame, draw, folded, framed, level_label, outcome_label
from negosim.plots.slide import BLUE, ORANGE, SMALL, Slide, plain

__all__ = ["indices"]

LABEL_CHARS = 34
SIGNS = {"mu_star": "μ*", "S1": "S₁", "ST": "Sₜ"}
"""Sensitivity indices as they are printed."""


def indices(table: Frame, labels: Mapping[str, str], source: Message, lang: str = "fr") -> Slide:
    """Sensitivity indices of the parameters, called `labels`, on the first outcome, largest first.

    `table`: rows of `ensemble.analysis.sensitivity.sensitivity` of one treatment ("" where there is but one).
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
    told = [
        message("{name} {value}", name=labels[row["parameter"]], value=round(float(row["value"]), 3))
        for _, row in last.iterrows()
    ]
    alt = message("Indices par paramètre : {lines}.", lines=told)
    with plain():
        figure, axes = framed(source, lang, (0.42, RIGHT, 0.1, 0.94), title, measure, alt)
        for k, (kind, (colour, marker)) in enumerate(zip(kinds, ((BLUE, "o"), (ORANGE, "D")), strict=False)):
            rows = part[part["index"] == kind].set_index("parameter").reindex(parameters)
            estimates = rows[["value", "low", "high"]].to_numpy(float)
            names = [folded(labels[name], LABEL_CHARS) for name in parameters]
            draw(axes, estimates, names, lang, colour=colour, marker=marker, signs=False, shift=0.2 * k)
            where = (0.65 + 0.18 * k, 1.02)
            axes.text(*where, f"{'●◆'[k]} {signs[k]}", transform=axes.transAxes, color=colour, fontsize=SMALL)
    return figure
