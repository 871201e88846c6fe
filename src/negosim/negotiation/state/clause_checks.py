"""Whether the clauses that a kind of dossier declares can be read: a plugin's kind may declare anything."""

from __future__ import annotations

import string
from typing import Any, cast

from negosim.errors import Message, message, quoted
from negosim.negotiation.state.clause import (
    PLACEHOLDERS,
    SOURCES,
    THEMES,
    UNITS,
    Clause,
    clauses_of,
    figure,
    level_of,
)
from negosim.negotiation.state.dossier import Kind, Shape
from negosim.negotiation.state.item_name import ItemName
from negosim.territory.model import Territory

__all__ = ["scale_problem"]

CHOICES = {"unit": tuple(UNITS), "source": SOURCES, "theme": THEMES}
SENTENCES = ("question", "raising", "lowering")
FIGURES = ("low", "high", "today")
TOLERANCE = 0.005
"""Largest distance between the level of today's value and the status quo."""


def scale_problem(kind: Kind, shape: Shape | None, territory: Territory) -> Message | None:
    """What is wrong with the clauses of `kind`, whose shape is right, or with its names of items; None for nothing."""
    if shape is None:
        return None
    names: Any = getattr(kind, "item_names", ())
    if not isinstance(names, tuple) or not all(isinstance(name, ItemName) for name in cast("tuple[Any, ...]", names)):
        return message(
            "item_names vaut « {value} » ; un tuple d'ItemName est attendu.", value=quoted(cast("Any", names))
        )
    for declared, clause, status_quo in zip(kind.clauses, clauses_of(kind.clauses), shape.status_quo, strict=True):
        if isinstance(declared, Clause):
            problem = words_problem(clause) or figures_problem(clause, status_quo, territory)
            if problem is not None:
                return message("clause « {clause} » : {problem}", clause=quoted(clause.name), problem=problem)
    return None


def words_problem(clause: Clause) -> Message | None:
    """What is wrong with the choices, the sentences or the steps of a clause."""
    for name, options in CHOICES.items():
        value: Any = getattr(clause, name)
        if value not in options:
            return message("{key} vaut « {value} » ; valeurs possibles : {options}.",
                           key=name, value=quoted(value), options=", ".join(options))  # fmt: skip
    for name in SENTENCES:
        sentence: Any = getattr(clause, name)
        if not isinstance(sentence, Message):
            return message('{name} vaut « {value} » ; message("…") est attendu.', name=name, value=quoted(sentence))
        braces = {part for _, part, _, _ in string.Formatter().parse(sentence.text) if part is not None}
        unknown = sorted(braces - set(sentence.values) - set(() if name == "question" else PLACEHOLDERS))
        if unknown:
            return message("{name} : les accolades « {value} » ne se remplissent pas ; connues : {options}.",
                           name=name, value=quoted(", ".join(unknown)), options=", ".join(PLACEHOLDERS))  # fmt: skip
        if name != "question" and "after" not in braces:
            return message("{name} : {after} est attendu dans la phrase.", name=name, after="{after}")
    steps: Any = clause.steps
    if (clause.unit == "level") != bool(steps) or not all(isinstance(step, Message) for step in steps):
        return message('steps : un message("…") par degré est attendu pour l\'unité level, et aucun pour les autres.')
    return None


def figures_problem(clause: Clause, status_quo: float, territory: Territory) -> Message | None:
    """What is wrong with the bounds or with today's value of a clause whose status quo is a level."""
    for name in FIGURES:
        value = figure(getattr(clause, name), territory)
        if not abs(value) < float("inf"):
            return message("{name} vaut « {value} » ; un nombre est attendu.", name=name, value=quoted(value))
    low, high = figure(clause.low, territory), figure(clause.high, territory)
    if low == high:
        return message("low et high valent tous deux {value} ; deux nombres différents sont attendus.", value=low)
    if abs(level_of(clause, territory, figure(clause.today, territory)) - status_quo) > TOLERANCE:
        return message("today vaut {value}, mais status_quo {level} y correspond à {expected}.",
                       value=figure(clause.today, territory), level=status_quo,
                       expected=low + (high - low) * status_quo)  # fmt: skip
    return None
