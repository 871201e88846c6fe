"""The figures of an experiment, from the tables of its analysis (figures d'une expérience)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from negosim.config.factors import knob_of
from negosim.ensemble.analysis.dataset import Dataset
from negosim.ensemble.analysis.durations import treatment_factor
from negosim.ensemble.analysis.replicates import variation
from negosim.ensemble.analysis.stability import regret
from negosim.errors import Message
from negosim.plots import curves, forest, maps, sensitivity
from negosim.plots.slide import Slide

__all__ = ["figures_of"]


def label_of(key: str, lang: str) -> str:
    """The name of a setting in a title: its declared French label, or the words of its key."""
    declared, _ = knob_of(key)
    if lang == "fr" and declared is not None and declared.label_fr:
        return declared.label_fr
    return key.rpartition(".")[2].replace("_", " ")


def _sensitivity(data: Dataset, table: Any, source: Message, lang: str) -> dict[str, Slide]:
    """A figure of the indices of each treatment: `sensitivity`, `sensitivity_2`, and so on."""
    labels = {factor.key: label_of(factor.key, lang) for factor in data.factors_with_bounds}
    treatments = list(dict.fromkeys(table["treatment"]))
    figures = {}
    for number, name in enumerate(treatments, 1):
        part = table[table["treatment"] == name].assign(treatment=name if len(treatments) > 1 else "")
        file = "sensitivity" if number == 1 else f"sensitivity_{number}"
        figures[file] = sensitivity.indices(part, labels, source, lang)
    return figures


def figures_of(
    data: Dataset, tables: Mapping[str, Any], outcomes: Sequence[str], sesoi: Mapping[str, float], lang: str
) -> dict[str, Slide]:
    """The figures by name; there is none of a table that the design does not allow."""
    source = forest.source_of(str(data.manifest["name"]), str(data.manifest["stage"]), len(data.rows))
    figures: dict[str, Slide] = {}
    if "effects" in tables:
        effects = tables["effects"]
        for key in dict.fromkeys(effects["factor"]):
            figures[f"effects_{key}"] = forest.effects(
                effects[effects["factor"] == key], key, label_of(key, lang), sesoi, source, lang
            )
    if "cells" in tables and "joint" in tables:
        joint, cells = tables["joint"], tables["cells"]
        joint_effect = joint[(joint["outcome"] == outcomes[0]) & (joint["quantity"] == "J")].iloc[0]
        names = [factor.key.removeprefix("levers.") for factor in data.levers]
        figures["cells"] = forest.cells(cells[cells["outcome"] == outcomes[0]], joint_effect, names, source, lang)
    if "survival" in tables:
        figures["survival"] = curves.survival(tables["survival"], source, lang)
    if "sensitivity" in tables:
        figures |= _sensitivity(data, tables["sensitivity"], source, lang)
    key, losses = treatment_factor(data), regret(data, outcomes[0])
    if key and losses is not None:
        figures["regret"] = maps.regret(losses, key, outcomes[0], source, lang)
    steps = variation(data, outcomes[:1])
    if steps.groupby("level")["replicates"].nunique().max() > 1:
        figures["precision"] = curves.precision(steps, source, lang)
    return figures
