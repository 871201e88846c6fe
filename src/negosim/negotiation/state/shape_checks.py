"""Whether the shape that a kind of dossier opens can be negotiated: a plugin's kind may return anything."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, cast

from negosim.errors import Message, message
from negosim.law.procedures import PROCEDURES
from negosim.negotiation.state.dossier import EFFECTS, ITEM_KINDS, OPTIONS, Kind, Shape

__all__ = ["shape_problem"]

COUNTS = ("n_items", "posts")
CODES = {"item_kind": len(ITEM_KINDS), "effect": len(EFFECTS)}
AMOUNTS = ("bound", "weight", "default_cost", "saving")


def shape_problem(kind: Kind, shape: object) -> Message | None:
    """What is wrong with the `shape` that `kind` opened; None where nothing is, or where nothing was opened."""
    if shape is None:
        return None
    if not isinstance(shape, Shape):
        return message("open a renvoyé « {value} » ; un Shape ou None est attendu.", value=repr(shape))
    checks = (clauses_problem, counts_problem, amounts_problem, options_problem, procedure_problem)
    return next((problem for check in checks if (problem := check(kind, shape)) is not None), None)


def clauses_problem(kind: Kind, shape: Shape) -> Message | None:
    """What is wrong with the number of clauses, with the status quo or with the fallback."""
    count = len(kind.clauses)
    if count == 0:
        return message("il faut au moins une clause.")
    for name in ("status_quo", "fallback"):
        values = numbers_in(getattr(shape, name))
        if values is None or len(values) != count or not all(0 <= value <= 1 for value in values):
            return message("{name} vaut « {value} » ; {count} nombre(s) entre 0 et 1 attendu(s), un par clause.",
                           name=name, value=str(getattr(shape, name)), count=count)  # fmt: skip
    return None


def counts_problem(_kind: Kind, shape: Shape) -> Message | None:
    """What is wrong with the whole numbers: counts of items, codes of `ITEM_KINDS` and `EFFECTS`."""
    for name in (*COUNTS, *CODES):
        value: Any = getattr(shape, name)
        is_whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        if name in COUNTS and not is_whole:
            return message("{name} vaut « {value} » ; un nombre entier, positif ou nul, est attendu.",
                           name=name, value=str(value))  # fmt: skip
        if name in CODES and not (is_whole and value < CODES[name]):
            return message("{name} vaut « {value} » ; un nombre entier de 0 à {last} est attendu.",
                           name=name, value=str(value), last=CODES[name] - 1)  # fmt: skip
    return None


def amounts_problem(_kind: Kind, shape: Shape) -> Message | None:
    """What is wrong with the bound of transfers, the weight, the cost of no decision or the saving."""
    for name in AMOUNTS:
        values = numbers_in((getattr(shape, name),))
        if values is None or values[0] < 0:
            return message("{name} vaut « {value} » ; un nombre positif ou nul est attendu.",
                           name=name, value=str(getattr(shape, name)))  # fmt: skip
    return None


def options_problem(_kind: Kind, shape: Shape) -> Message | None:
    """What is wrong with the values of the options, which the law fixes: one row for each item."""
    if shape.item_kind != OPTIONS:
        return None
    options: Sequence[Any] = shape.options if isinstance(cast("Any", shape.options), tuple | list) else ()
    rows = [numbers_in(row) for row in options]
    if len(rows) != shape.n_items or any(row is None for row in rows) or len({len(row) for row in rows if row}) > 1:
        return message("options doit avoir {count} ligne(s), une par élément, d'un nombre par commune.",
                       count=shape.n_items)  # fmt: skip
    return None


def procedure_problem(kind: Kind, shape: Shape) -> Message | None:
    """What is wrong with the procedure: another than the kind's own, or none."""
    if shape.procedure not in range(len(PROCEDURES)) or shape.procedure != kind.procedure:
        return message("procedure vaut « {value} » ; celle du genre est attendue, de 0 à {last}.",
                       value=str(shape.procedure), last=len(PROCEDURES) - 1)  # fmt: skip
    return None


def numbers_in(values: Any) -> Sequence[float] | None:
    """`values` where they are a sequence of finite numbers, else None."""
    if not isinstance(values, tuple | list):
        return None
    given = cast("Sequence[Any]", values)
    return given if all(is_finite_number(value) for value in given) else None


def is_finite_number(value: Any) -> bool:
    """Whether `value` is a number: not a truth value, neither infinite nor nan."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
