"""The figures that an experiment allows, drawn from the tables of its analysis (figures d'une expérience)."""

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
    """What a setting is called in a title: its declared French label, or the words of its key."""
    declared, _ = knob_of(key)
    if lang == "fr" and declared is not None and declared.label_fr:
        return declared.label_fr
    return key.rpartition(".")[2].replace("_", " ")


def _sensitivity(data: Dataset, table: Any, source: Message, lang: str) -> dict[str, Slide]:
    """A figure of the indices of each treatment: `sensitivity`, `sensitivity_2`, and so on."""
    labels = {factor.key: label_of(factor.key, lang) for factor in data.sampled}
    treatments = list(dict.fromkeys(table["treatment"]))
    made = {}
    for number, name in enumerate(treatments, 1):
        part = table[table["treatment"] == name].assign(treatment=name if len(treatments) > 1 else "")
        file = "sensitivity" if number == 1 else f"sensitivity_{number}"
        made[file] = sensitivity.indices(part, labels, source, lang)
    return made


def figures_of(
    data: Dataset, tables: Mapping[str, Any], outcomes: Sequence[str], sesoi: Mapping[str, float], lang: str
) -> dict[str, Slide]:
    """The figures by name of file; a table that the design does not allow gives none."""
    source = forest.source_of(str(data.manifest["name"]), str(data.manifest["stage"]), len(data.rows))
    made: dict[str, Slide] = {}
    if "effects" in tables:
        found = tables["effects"]
        for key in dict.fromkeys(found["factor"]):
            made[f"effects_{key}"] = forest.effects(
                found[found["factor"] == key], key, label_of(key, lang), sesoi, source, lang
            )
    if "cells" in tables and "joint" in tables:
        joint = tables["joint"]
        told = joint[(joint["outcome"] == outcomes[0]) & (joint["quantity"] == "J")].iloc[0]
        cells = tables["cells"]
        names = [factor.key.removeprefix("levers.") for factor in data.levers]
        made["cells"] = forest.cells(cells[cells["outcome"] == outcomes[0]], told, names, source, lang)
    if "survival" in tables:
        made["survival"] = curves.survival(tables["survival"], source, lang)
    if "sensitivity" in tables:
        made |= _sensitivity(data, tables["sensitivity"], source, lang)
    key, map_of = treatment_factor(data), regret(data, outcomes[0])
    if key and map_of is not None:
        made["regret"] = maps.regret(map_of, key, outcomes[0], source, lang)
    steps = variation(data, outcomes[:1])
    if steps.groupby("level")["replicates"].nunique().max() > 1:
        made["precision"] = curves.precision(steps, source, lang)
    return made
