"""The knobs: key, default, bounds, unit, meaning, French label and source (paramètres)."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from typing import Any

from negosim.agenda import KINDS
from negosim.catalogue.section import Column, Section
from negosim.config.groups import RECORDS
from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.knobs import Knob, knobs_of

__all__ = ["groups", "parameters", "parameters_of"]

COLUMNS = (
    Column("key", message("Clé")),
    Column("choice", message("Avec")),
    Column("default", message("Défaut")),
    Column("low", message("Minimum")),
    Column("high", message("Maximum")),
    Column("options", message("Valeurs possibles")),
    Column("unit", message("Unité (en anglais)")),
    Column("french_label", message("Libellé français"), wraps=True),
    Column("meaning", message("Sens (en anglais)"), wraps=True),
    Column("source", message("Source"), wraps=True),
)
ABOUT = message(
    "Se change par clé=valeur sur la ligne de commande, +clé=valeur pour un dossier (* : son nom) ; "
    "« Avec » nomme la stratégie ou le genre de dossier qui a ce réglage."
)


def parameters() -> Section:
    """All the knobs: of every group, strategy and kind of dossier."""
    return _table(message("Réglages"), list(_all()))


def groups() -> list[str]:
    """The names of the groups of `parameters_of`: the classes that declare knobs, then `facilitation` and `agenda`."""
    return list(dict.fromkeys(group for group, _ in _all()))


def parameters_of(group: str) -> Section:
    """The knobs of a class (`Relations`, `Context`…), of the strategies (`facilitation`) or of the kinds (`agenda`)."""
    return _table(message("Réglages : {group}", group=group), [pair for pair in _all() if pair[0] == group])


def _table(title: Message, rows: list[tuple[str, tuple[Any, ...]]]) -> Section:
    """A section of knobs."""
    return Section(title, ABOUT, COLUMNS, [row for _, row in rows])


def _all() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The group of each knob, and its row."""
    for group, record in RECORDS.items():
        for name, knob in knobs_of(record).items():
            yield _owner(record, name), _row(f"{group}.{name}", None, getattr(record, name), knob)
    for name, strategy in sorted(STRATEGIES.entries().items()):
        for key, knob in knobs_of(strategy).items():
            yield "facilitation", _row(f"facilitation.{key}", name, getattr(strategy, key), knob)
    for name, kind in sorted(KINDS.entries().items()):
        for key, knob in knobs_of(kind).items():
            yield "agenda", _row(f"agenda.dossiers.*.{key}", name, getattr(kind, key), knob)


def _owner(record: Any, name: str) -> str:
    """The name of the dataclass that declares a field of a record, possibly a base class."""
    bases = [base for base in type(record).__mro__ if dataclasses.is_dataclass(base)]
    return next(base.__name__ for base in bases if name in inspect.get_annotations(base))


def _row(key: str, choice: str | None, default: Any, knob: Knob) -> tuple[Any, ...]:
    """The row of one knob: a number has bounds, a word has options."""
    options = ", ".join(knob.options) or None
    return key, choice, default, knob.low, knob.high, options, knob.unit, knob.label_fr, knob.meaning, knob.source
