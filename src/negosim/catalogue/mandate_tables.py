"""The parts of a mandate, from the code of the model: arrays, records, steps of a month, random draws (mandat)."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from negosim.agenda import KINDS
from negosim.catalogue.section import Column, Section
from negosim.errors import message
from negosim.facilitation import STRATEGIES
from negosim.knobs import knobs_of
from negosim.negotiation.mandate import begin
from negosim.negotiation.month import steps
from negosim.negotiation.month.schedule import order_of_month
from negosim.negotiation.state import randomness, records
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ADOPTED, PlannedDossier
from negosim.negotiation.state.moves import BY_DOSSIER, MOVES, ONCE, Action, Move, enter
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.state.setting import Context, Setting
from negosim.territory.synthetic import SyntheticSettings, synthesise

__all__ = ["arrays", "draws", "record_fields", "steps_of_a_month"]

ARRAY = re.compile(r"^    (\w+): [\w.]+  # (.*)$", re.MULTILINE)
TYPES = {"i": "integer", "f": "real", "b": "yes or no"}
NAME = Column("name", message("Nom"))
MEANING = Column("meaning", message("Description (en anglais)"), wraps=True)


def arrays() -> Section:
    """The arrays of the state of a mandate, with their shape and content."""
    rows = [(name, content) for name, content in ARRAY.findall(inspect.getsource(State))]
    return Section(
        message("Tableaux de l'état"),
        message("i, j communes (N) ; e élus (E) ; k clauses (K) ; p projets (P) ; d dossiers (D) ; t mois (T)."),
        (NAME, MEANING),
        rows,
    )


def record_fields() -> Section:
    """The records of the state, with their fields, the types of these and their docstring."""
    docstrings = dict(_docstrings(records))
    return Section(
        message("Enregistrements"),
        message("Dans [0, 1] sauf mention contraire."),
        (NAME, Column("fields", message("Champs"), wraps=True), MEANING),
        [(name, _fields(getattr(records, name)), docstrings.get(name, "")) for name in records.__all__
         if isinstance(getattr(records, name), np.dtype)],
    )  # fmt: skip


def _fields(record: np.dtype) -> str:
    """The fields of a record by type; the knobs of behaviour are only counted."""
    knobs = set(knobs_of(Behaviour))
    by_type: dict[str, list[str]] = {}
    for name in record.names or ():
        if name not in knobs or not knobs <= set(record.names or ()):
            by_type.setdefault(TYPES.get(record[name].kind, str(record[name])), []).append(name)
    parts = [f"{kind}: {', '.join(names)}" for kind, names in by_type.items()]
    if knobs <= set(record.names or ()):
        parts.append(f"and the {len(knobs)} knobs of behaviour")
    return "; ".join(parts)


def _docstrings(module: Any) -> Iterator[tuple[str, str]]:
    """The names that a module assigns, each with the docstring that follows it."""
    body = ast.parse(inspect.getsource(module)).body
    for line, after in pairwise(body):
        if isinstance(line, ast.Assign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            for target in line.targets:
                yield ast.unparse(target), " ".join(str(after.value.value).split())


def steps_of_a_month() -> Section:
    """The steps of a month in order, for a month in which every kind of dossier is open."""
    places_of: dict[int, list[tuple[int, int]]] = {}
    for step, d, slot in _busy_month():
        places_of.setdefault(step, []).append((d, slot))
    return Section(
        message("Étapes d'un mois"),
        message("Dans l'ordre de leur première apparition, le premier mois, tous les genres de dossier ouverts."),
        (Column("name", message("Étape")), Column("who", message("Qui"), wraps=True),
         Column("times", message("Combien de fois"), wraps=True)),
        [(steps.STEPS[step], _who(step), _times(places)) for step, places in places_of.items()],
    )  # fmt: skip


def _busy_month() -> list[list[int]]:
    """The steps of a second month with every action on a dossier, or for all, in it: rows (step, d, slot)."""
    agenda = tuple(PlannedDossier(name, kind, 1, 9) for name, kind in sorted(KINDS.entries().items()))
    move = Move(tuple(Action(kind.name, 0) for kind in MOVES if kind.target in (BY_DOSSIER, ONCE)))
    context = Context(hours=move.hours)
    s = begin(Setting(synthesise(SyntheticSettings(), 0), STRATEGIES["none"], agenda, context=context), 0)
    enter(s, move)
    s.clock["month"], s.dossiers["outcome"][-1], s.dossiers["closed"][-1] = 2, ADOPTED, 1  # one is in force already
    order_of_month(s)
    return s.steps[: int(s.clock.steps)].tolist()


def _who(step: int) -> Any:
    """Who takes a step; the name of a step taken by each commune or official ends in `_ROWS`."""
    by_row = {value for name, value in vars(steps).items() if name.endswith("_ROWS") and isinstance(value, int)}
    if step not in by_row:
        return message("l'intercommunalité ou le DGS")
    return message("chaque élu") if steps.STEPS[step] == "ballot" else message("chaque commune")


def _times(places: list[tuple[int, int]]) -> Any:
    """How often a step occurs in a month."""
    if all(d < 0 for d, _ in places):
        return message("une fois")
    if any(slot > 0 for _, slot in places):
        return message("à chaque réunion ou séance de chaque dossier")
    return message("une fois par dossier")


def draws() -> str:
    """The purposes of the random draws, separated by commas."""
    return ", ".join(f"`{purpose}`" for purpose in randomness.PURPOSES)
