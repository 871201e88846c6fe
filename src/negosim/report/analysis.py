"""The analysis of a finished experiment: its tables, its figures, and the files that hold them (analyse)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from numbers import Real
from pathlib import Path
from typing import Any

import pandas as pd

from negosim.config.records import wrong_choice
from negosim.ensemble.analysis.dataset import HEADLINE_METRICS, Dataset, open_dataset
from negosim.ensemble.analysis.durations import curves
from negosim.ensemble.analysis.effects import NO_ALIAS, effects, means
from negosim.ensemble.analysis.interactions import cell_means, contrasts, joint
from negosim.ensemble.analysis.latex import latex
from negosim.ensemble.analysis.replicates import required_replicates
from negosim.ensemble.analysis.sensitivity import sensitivity
from negosim.ensemble.analysis.stability import ranks
from negosim.ensemble.store import unwritable
from negosim.errors import Message, UserError, message
from negosim.files import write_whole
from negosim.locale import default_lang, known_language, mistakes_in, translate
from negosim.metrics import is_share
from negosim.plots.slide import Slide, save
from negosim.report.figures import figures_of
from negosim.report.page import page
from negosim.titles import typeset

__all__ = ["SESOI", "SHARES", "Analysis", "analyse"]

SESOI = 0.05
"""The smallest effect of interest of a share by default (plus petit effet d'intérêt)."""
SHARES = "shares"
"""The key of `sesoi` that stands for every outcome that is a share."""
LARGEST = 11_520
"""No metric of a mandate moves by more: the hours of six years."""
DECIMALS = 4
FOLDER = "_analysis"
NOWHERE = message("Impossible d'écrire dans « {folder} » ({reason}) : choisissez un autre dossier par {option}.",
                  option="output")  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False)
class Analysis:
    """The answers of an experiment: `tables` by name, `figures` by name, and `save` for their files.

    `outcomes` are the metrics of the comparison; a figure about one outcome shows the first. `sesoi`: the smallest
    effect of interest by outcome, in its unit. Figures are drawn at their first use.
    """

    data: Dataset
    outcomes: tuple[str, ...]
    sesoi: Mapping[str, float]
    tables: dict[str, pd.DataFrame]
    lang: str

    @cached_property
    def figures(self) -> dict[str, Slide]:
        """The figures that the design allows, by name, in the language of the analysis."""
        return self._figures(self.lang)

    def _figures(self, lang: str) -> dict[str, Slide]:
        """The figures in `lang`."""
        return figures_of(self.data, self.tables, self.outcomes, self.sesoi, lang)

    @property
    def remarks(self) -> list[str]:
        """What the tables cannot say alone: levers without interactions, effects that are confounded with others."""
        problems = [*_without_interactions(self.data, self.tables), *_confounded(self.tables.get("effects"))]
        return [typeset(translate(problem, self.lang), self.lang) for problem in problems]

    def save(self, folder: str | Path | None = None, lang: str | None = None) -> list[Path]:
        """Write tables (CSV, LaTeX), figures (PNG, SVG) and `summary.html`, a page with all; return their paths.

        `folder`: by default `_analysis` in the folder of the rows. Raises UserError: the folder cannot be written.
        """
        lang = known_language(lang or self.lang)
        figures = self.figures if lang == self.lang else self._figures(lang)
        folder = self.data.folder / FOLDER if folder is None else Path(folder)
        files: list[Path] = []
        with unwritable(folder, NOWHERE):
            folder.mkdir(parents=True, exist_ok=True)
            for name, table in self.tables.items():
                csv, tex = folder / f"{name}.csv", folder / f"{name}.tex"
                write_whole(csv, table.round(DECIMALS).to_csv(index=False).encode())
                write_whole(tex, latex(table).encode())
                files += [csv, tex]
            images = {name: (figure, save(figure, folder / f"{name}.png")) for name, figure in figures.items()}
            files += [path for _, path in images.values()]
            files += [save(figure, folder / f"{name}.svg") for name, figure in figures.items()]
            summary = folder / "summary.html"
            write_whole(summary, page(self.data, images, self.tables, lang).encode())
        return [*files, summary]

    def __repr__(self) -> str:
        summary = message(
            "<analyse « {name} » : {runs} mandats, {failures} échec(s) ; tableaux : {tables}>",
            name=self.data.manifest["name"], runs=len(self.data.rows), failures=self.data.failures,
            tables=list(self.tables),
        )  # fmt: skip
        return translate(summary, self.lang)


def analyse(
    folder: str | Path,
    outcomes: str | Sequence[str] = (),
    control: str | None = None,
    sesoi: float | Mapping[str, float] = SESOI,
    output: str | Path | None = None,
    lang: str | None = None,
) -> Analysis:
    """The analysis of the finished experiment in `folder`; its files too, where `output` names a folder.

    `outcomes`: the metrics to compare (by default those of `HEADLINE_METRICS`); `control`: the level that the others
    are compared with (by default `busy`, else `none`, `off` or `default`); `sesoi`: the smallest effect of interest, a
    number for every share, or numbers by outcome in its unit (`{"months": 0.5, "shares": 0.03}`); `lang`: fr or en.
    Raises UserError: no finished experiment, an outcome or a level that it does not have, an effect out of bounds, a
    folder that cannot be written.
    """
    lang = known_language(lang or default_lang())
    with mistakes_in(lang):
        data = open_dataset(Path(folder))
        names = [outcomes] if isinstance(outcomes, str) else list(outcomes) or list(HEADLINE_METRICS)
        problems = [wrong_choice("outcomes", name, metric_columns(data)) for name in names
                    if name not in metric_columns(data)]  # fmt: skip
        if control is not None and control not in _levels(data):
            problems.append(wrong_choice("control", control, _levels(data)))
        effects_of_interest = _effects_of_interest(sesoi, names, problems)
        if problems:
            raise UserError(*problems)
        tables = _tables(data, names, effects_of_interest, control)
        analysis = Analysis(data, tuple(names), effects_of_interest, tables, lang)
        if output is not None:
            analysis.save(output)
        return analysis


def metric_columns(data: Dataset) -> tuple[str, ...]:
    """The columns that are metrics."""
    known = {"point", "replicate", "draw", "seed", "siren", "category", "n_communes", *(f.key for f in data.factors)}
    return tuple(name for name in data.rows.columns if name not in known)


def _levels(data: Dataset) -> tuple[str, ...]:
    """What may be the control: every level of every factor."""
    return tuple(dict.fromkeys(str(level) for factor in data.factors_with_levels for level in factor.levels))


def _effects_of_interest(
    sesoi: float | Mapping[str, float], outcomes: Sequence[str], problems: list[Message]
) -> dict[str, float]:
    """The smallest effect of interest of each outcome that has one; what cannot be goes to `problems`."""
    by_name: dict[str, float] = dict(sesoi) if isinstance(sesoi, Mapping) else {SHARES: sesoi}
    shares = [name for name in outcomes if is_share(name)]
    problems += [wrong_choice("sesoi", name, outcomes) for name in by_name if name not in (*outcomes, SHARES)]
    for name, value in by_name.items():
        high = 1 if name == SHARES or is_share(name) else LARGEST
        if isinstance(value, bool) or not isinstance(value, Real) or not 0 < value < high:
            problems.append(message("{key} vaut « {value} » ; un nombre entre {low} et {high} est attendu.",
                                    key="sesoi", value=str(value), low=0, high=high))  # fmt: skip
    if problems:
        return {}
    of_shares = dict.fromkeys(shares, by_name.pop(SHARES, SESOI))
    return {name: float(value) for name, value in (of_shares | by_name).items()}


def _tables(
    data: Dataset, outcomes: Sequence[str], sesoi: Mapping[str, float], control: str | None
) -> dict[str, pd.DataFrame]:  # fmt: skip
    """Every table that the design allows, by name."""
    tables: dict[str, Callable[[], Any]] = {
        "effects": lambda: effects(data, outcomes, sesoi, control),
        **{f"means_{f.key}": lambda f=f: means(data, f.key, outcomes) for f in data.factors_with_levels},
        "interactions": lambda: contrasts(data, outcomes),
        "joint": lambda: joint(data, outcomes),
        "cells": lambda: cell_means(data, outcomes),
        "survival": lambda: curves(data),
        "sensitivity": lambda: sensitivity(data, outcomes),
        "stability": lambda: ranks(data, outcomes[0]),
        "replicates": lambda: required_replicates(data, outcomes),
    }
    results = {name: table() for name, table in tables.items()}
    return {name: table for name, table in results.items() if table is not None and not table.empty}


def _without_interactions(data: Dataset, tables: Mapping[str, Any]) -> list[Message]:
    """That several levers have no joint effects, where their combinations are not comparable."""
    if len(data.levers) < 2 or "joint" in tables:
        return []
    return [message("Leviers : leurs combinaisons ne sont pas toutes jouées à autres facteurs égaux ; ni J, ni B, ni "
                    "interactions.")]  # fmt: skip


def _confounded(table: Any) -> list[Message]:
    """A sentence for each factor whose effects are no paired differences."""
    if table is None or "aliases" not in table:
        return []
    lines = table[table["aliases"] != ""].drop_duplicates(["factor", "aliases"])
    return [message("{key} : aucune paire de mandats ne diffère par ce seul facteur ; ses effets sont des différences "
                    "de moyennes, confondues avec : {aliases}", key=row["factor"], aliases=row["aliases"])
            if row["aliases"] != NO_ALIAS else
            message("{key} : aucune paire de mandats ne diffère par ce seul facteur ; ses effets sont des différences "
                    "de moyennes, confondues avec aucun autre facteur, ni produit de facteurs à deux niveaux.",
                    key=row["factor"])
            for _, row in lines.iterrows()]  # fmt: skip
