"""The strategies, kinds of dossier, metrics and moves of the registries, as sections (choix et mesures)."""

from __future__ import annotations

import sys
from typing import Any

from negosim.agenda import KINDS
from negosim.catalogue.section import Column, Section, extras_of, source_in, summary_in
from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.knobs import knobs_of
from negosim.law.calendar import legal_months
from negosim.law.procedures import PROCEDURES
from negosim.metrics import LESS, METRICS, MORE, NEITHER, direction_of
from negosim.negotiation.state import moves as price_list
from negosim.negotiation.state.clause import clauses_of
from negosim.negotiation.state.moves import MOVES

__all__ = ["dossiers", "metrics", "moves", "strategies"]

NAME = Column("name", message("Nom"))
LABEL = Column("label", message("Intitulé"), wraps=True)
MEANING = Column("meaning", message("Description (en anglais)"), wraps=True)
SOURCE = Column("source", message("Source"), wraps=True)

TARGETS = {
    price_list.BY_DOSSIER: message("un dossier"),
    price_list.BY_COMMUNE: message("une commune"),
    price_list.BY_AREA: message("un bassin de vie"),
    price_list.ONCE: message("tout le mois"),
}

BETTER: dict[int, Message | str] = {MORE: message("plus"), LESS: message("moins"), NEITHER: ""}
"""Whether more or less of a metric is better; empty where neither is."""


def strategies() -> Section:
    """The strategies of the DGS, with their knobs; a bound is marked as such."""
    return Section(
        message("Stratégies du DGS"),
        message("Une borne encadre les résultats ; ce n'est jamais un traitement à comparer."),
        (NAME, LABEL, Column("role", message("Rôle")), MEANING,
         Column("knobs", message("Réglages propres"), wraps=True), SOURCE),
        [_strategy(name, entry) for name, entry in sorted(STRATEGIES.entries().items())],
    )  # fmt: skip


def _strategy(name: str, entry: Any) -> tuple[Any, ...]:
    """The row of one strategy."""
    role = message("borne") if getattr(entry, "is_bound", False) else message("stratégie")
    return name, entry.label, role, description(entry), knob_defaults(entry), source_in(type(entry), module_of(entry))


def knob_defaults(entry: Any) -> tuple[str, ...]:
    """The knobs of an entry with their defaults, as "key = value"."""
    return tuple(f"{key} = {getattr(entry, key)}" for key in knobs_of(entry))


def dossiers() -> Section:
    """The kinds of dossier, with their clauses and their procedure."""
    return Section(
        message("Genres de dossier"),
        message("Le mois 1 est avril 2026. Un dossier récurrent revient chaque année et ne compte pas dans les taux."),
        (NAME, Column("title", message("Intitulé"), wraps=True), Column("clauses", message("Clauses"), wraps=True),
         Column("procedure", message("Procédure")), Column("article", message("Article")),
         Column("recurrent", message("Récurrent")), Column("first_month", message("Premier mois légal")),
         Column("last_month", message("Dernier mois légal")), MEANING,
         Column("settings", message("Autres valeurs"), wraps=True), SOURCE),
        [_dossier(name, kind) for name, kind in sorted(KINDS.entries().items())],
    )  # fmt: skip


def _dossier(name: str, kind: Any) -> tuple[Any, ...]:
    """The row of one kind of dossier."""
    line = PROCEDURES[kind.procedure]
    extras = (
        *knob_defaults(kind),
        *extras_of(kind, ("name", "title", "recurrent", "procedure", "clauses", "item_names")),
    )
    questions = tuple(clause.question for clause in clauses_of(kind.clauses))
    return (
        name, kind.title, questions, line.key, line.article, kind.recurrent,
        *legal_months(kind.procedure), description(kind), extras, source_in(type(kind), module_of(kind)),
    )  # fmt: skip


def metrics() -> Section:
    """The metrics of a mandate, with their bounds and their formula."""
    return Section(
        message("Mesures d'un mandat"),
        message("L'unité d'analyse est le mandat."),
        (NAME, LABEL, Column("unit", message("Unité")), Column("low", message("Minimum")),
         Column("high", message("Maximum")), Column("better", message("Mieux")),
         Column("formula", message("Formule (en anglais)"), wraps=True), SOURCE),
        [_metric(name, metric) for name, metric in sorted(METRICS.entries().items())],
    )  # fmt: skip


def _metric(name: str, metric: Any) -> tuple[Any, ...]:
    """The row of one metric; its formula is its attribute `formula`, or else the docstrings of its parts."""
    figure = getattr(metric, "figure", None)
    formula = getattr(metric, "formula", "")
    if not formula:
        parts = (type(metric), figure, type(metric).measure)
        formula = " ".join(part for part in (summary_in(thing) for thing in parts if callable(thing)) if part)
    extras = extras_of(metric, ("name", "label", "unit", "low", "high", "formula", "figure", "direction"))
    full_formula = f"{formula} ({', '.join(extras)})" if extras else formula
    docstring_source = source_in(figure, type(metric), type(metric).measure, module_of(metric))
    source = getattr(metric, "source", "") or docstring_source or message("définition du modèle")
    better = BETTER[direction_of(name)]
    return name, metric.label, metric.unit, metric.low, metric.high, better, full_formula, source


def moves() -> Section:
    """The actions of the DGS in a month, with their price in hours."""
    return Section(
        message("Actions du DGS"),
        message("Prix en heures, cible, et nombre maximal par mois et par cible."),
        (NAME, LABEL, Column("hours", message("Heures")), Column("target", message("Cible")),
         Column("limit", message("Maximum par mois")), Column("settings", message("Autres valeurs"), wraps=True)),
        [(kind.name, kind.label, kind.hours, TARGETS[kind.target], kind.limit,
          extras_of(kind, ("name", "label", "hours", "target", "limit"))) for kind in MOVES],
    )  # fmt: skip


def description(entry: Any) -> str:
    """The docstrings of the module and of the class of an entry, without their sources."""
    return " ".join(part for part in (summary_in(module_of(entry)), summary_in(type(entry))) if part)


def module_of(entry: Any) -> Any:
    """The module of the class of an entry."""
    return sys.modules.get(type(entry).__module__)
