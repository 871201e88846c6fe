"""`negosim analyse`: the tables and figures that answer an experiment, with their intervals (analyse)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from negosim.commands.arguments import Arguments, one_of
from negosim.ensemble.analysis.dataset import OUTCOMES, Dataset, open_dataset
from negosim.ensemble.analysis.durations import curves
from negosim.ensemble.analysis.effects import NOT_PAIRED, effects, means
from negosim.ensemble.analysis.interactions import cell_means, contrasts, joint
from negosim.ensemble.analysis.latex import latex
from negosim.ensemble.analysis.replicates import needed
from negosim.ensemble.analysis.sensitivity import sensitivity
from negosim.ensemble.analysis.stability import ranks
from negosim.ensemble.store import unwritable, write_whole
from negosim.errors import Message, UserError, message
from negosim.metrics.senses import is_share
from negosim.plots.slide import save
from negosim.report.figures import figures_of
from negosim.report.page import page
from negosim.terminal import console, say, waiting_notice

__all__ = ["main"]

SESOI = "0.05"
LARGEST = 11_520
"""No metric of a mandate moves by more: the hours of six years."""
DECIMALS = 4
NOWHERE = message("Impossible d'écrire dans « {folder} » ({reason}) : choisissez un autre dossier par --output.")


def main(arguments: Sequence[str], lang: str) -> int:
    """Write tables (CSV, LaTeX), figures (PNG, SVG) and a page of an experiment into a folder beside its rows."""
    line = Arguments("analyse", message("Analyse une expérience : effets, interactions, stabilité, avec intervalles."),
                     lang)  # fmt: skip
    line.take("folder", metavar=message("DOSSIER"), help=message("le dossier d'un balayage fini"))
    usual = ", ".join(OUTCOMES)
    line.take("--outcome", metavar=message("MESURE"), action="append", default=[],
              help=message("une mesure à comparer (se répète) ; par défaut {names}", names=usual))  # fmt: skip
    line.take("--control", metavar=message("NIVEAU"),
              help=message("le niveau auquel les autres sont comparés (busy par défaut)"))  # fmt: skip
    line.take("--sesoi", metavar="[MESURE=]X", action="append", default=[],
              help=message("plus petit effet d'intérêt, pour l'équivalence : X celui des parts ({value} par défaut), "
                           "MESURE=X celui d'une mesure dans son unité (se répète)", value=SESOI))  # fmt: skip
    line.take("--output", metavar=message("DOSSIER"), help=message("où écrire (par défaut _analysis dans le dossier)"))
    asked = line.parse(arguments)
    folder = Path(asked.folder)
    with waiting_notice(asked.lang):
        data = open_dataset(folder)
        outcomes = [one_of("--outcome", name, _measured(data)) for name in asked.outcome] or list(OUTCOMES)
        if asked.control is not None:
            one_of("--control", asked.control, _levels(data))
        sesoi = _sesoi(asked.sesoi, outcomes)
        tables = _tables(data, outcomes, sesoi, asked.control)
        written = _write(data, tables, outcomes, sesoi, asked)
    screen = console()
    if len(data.levers) > 1 and "joint" not in tables:
        say(screen, message("Leviers : leurs combinaisons ne sont pas toutes jouées à autres facteurs égaux ; ni J, "
                            "ni B, ni interactions."), asked.lang)  # fmt: skip
    for said in _mixed(tables.get("effects")):
        say(screen, said, asked.lang)
    say(screen, message("{runs} mandats, {failures} échecs.", runs=len(data.rows), failures=data.failures), asked.lang)
    for path in written:
        screen.print(str(path), markup=False, soft_wrap=True)
    return 0


def _measured(data: Dataset) -> tuple[str, ...]:
    """The columns that are metrics."""
    known = {"point", "replicate", "draw", "seed", "siren", "category", "n_communes", *(f.key for f in data.factors)}
    return tuple(name for name in data.rows.columns if name not in known)


def _levels(data: Dataset) -> tuple[str, ...]:
    """What may be the control: every level of every factor."""
    return tuple(dict.fromkeys(str(level) for factor in data.levelled for level in factor.levels))


def _mixed(effects_table: Any) -> list[Message]:
    """What is said of the effects that are no paired differences."""
    if effects_table is None or "aliases" not in effects_table:
        return []
    lines = effects_table[effects_table["aliases"] != ""].drop_duplicates(["factor", "aliases"])
    return [message("{key} : aucune paire de mandats ne diffère par ce seul facteur ; ses effets sont des différences "
                    "de moyennes, confondues avec : {aliases}", key=row["factor"], aliases=row["aliases"])
            if row["aliases"] != NOT_PAIRED else
            message("{key} : aucune paire de mandats ne diffère par ce seul facteur ; ses effets sont des différences "
                    "de moyennes, confondues avec aucun autre facteur, ni produit de facteurs à deux niveaux.",
                    key=row["factor"])
            for _, row in lines.iterrows()]  # fmt: skip


def _sesoi(asked: Sequence[str], outcomes: Sequence[str]) -> dict[str, float]:
    """The smallest effect of interest of each outcome that has one: shares, and those given by NAME=X."""
    shares = next((text for text in reversed(asked) if "=" not in text), SESOI)
    found = dict.fromkeys((name for name in outcomes if is_share(name)), _positive(shares, 1))
    for text in asked:
        name, given, value = text.partition("=")
        if given:
            found[one_of("--sesoi", name, outcomes)] = _positive(value, 1 if is_share(name) else LARGEST)
    return found


def _positive(text: str, high: int) -> float:
    """A number between 0 and `high`."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 < value < high:
        raise UserError(message("{key} vaut « {value} » ; un nombre entre {low} et {high} est attendu.",
                                key="--sesoi", value=text, low=0, high=high))  # fmt: skip
    return value


def _tables(
    data: Dataset, outcomes: Sequence[str], sesoi: dict[str, float], control: str | None
) -> dict[str, Any]:  # fmt: skip
    """Every table that the design allows, by name of file."""
    made: dict[str, Callable[[], Any]] = {
        "effects": lambda: effects(data, outcomes, sesoi, control),
        **{f"means_{f.key}": lambda f=f: means(data, f.key, outcomes) for f in data.levelled},
        "interactions": lambda: contrasts(data, outcomes),
        "joint": lambda: joint(data, outcomes),
        "cells": lambda: cell_means(data, outcomes),
        "survival": lambda: curves(data),
        "sensitivity": lambda: sensitivity(data, outcomes),
        "stability": lambda: ranks(data, outcomes[0]),
        "replicates": lambda: needed(data, outcomes),
    }
    found = {name: table() for name, table in made.items()}
    return {name: table for name, table in found.items() if table is not None and not table.empty}


def _write(
    data: Dataset, tables: dict[str, Any], outcomes: Sequence[str], sesoi: dict[str, float], asked: Any
) -> list[Path]:
    """Tables, figures, and the page that shows them."""
    figures = figures_of(data, tables, outcomes, sesoi, asked.lang)
    place = Path(asked.output) if asked.output else data.folder / "_analysis"
    written: list[Path] = []
    with unwritable(place, NOWHERE):
        place.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            csv, tex = place / f"{name}.csv", place / f"{name}.tex"
            write_whole(csv, table.round(DECIMALS).to_csv(index=False).encode())
            write_whole(tex, latex(table).encode())
            written += [csv, tex]
        shown = {name: (figure, save(figure, place / f"{name}.png")) for name, figure in figures.items()}
        written += [path for _, path in shown.values()]
        written += [save(figure, place / f"{name}.svg") for name, figure in figures.items()]
        summary = place / "summary.html"
        write_whole(summary, page(data, shown, tables, asked.lang).encode())
    return [*written, summary]
