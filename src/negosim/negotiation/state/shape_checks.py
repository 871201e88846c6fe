"""Whether the shape that a kind of dossier opens can be negotiated: a plugin's kind may return anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from negosim.errors import Message, message, quoted
from negosim.law.articles import ARTICLES
from negosim.law.procedures import PROCEDURES
from negosim.negotiation.state.clause import Clause
from negosim.negotiation.state.dossier import EFFECTS, ITEM_KINDS, OPTIONS, Kind, Shape

__all__ = ["shape_problem"]

MOST_ITEMS = 1_000
LARGEST = 1e12

COUNTS = ("n_items", "posts")
CODE_COUNTS = {"item_kind": len(ITEM_KINDS), "effect": len(EFFECTS)}
AMOUNTS = ("bound", "weight", "default_cost", "saving", "premium", "comparison", "charge_eur")


def shape_problem(kind: Kind, shape: object, members: int) -> Message | None:
    """What is wrong with the `shape` that `kind` opened; None where nothing is, or where nothing was opened.

    `members` is the number of communes.
    """
    if shape is None:
        return None
    if not isinstance(shape, Shape):
        return message("open a renvoyé « {value} » ; un Shape ou None est attendu.", value=quoted(shape, as_code=True))
    checks = (clauses_problem, counts_problem, amounts_problem, procedure_problem)
    by_commune = (options_problem(shape, members), worth_problem(shape, members))
    problems = (*(check(kind, shape) for check in checks), *by_commune)
    return next((problem for problem in problems if problem is not None), None)


def clauses_problem(kind: Kind, shape: Shape) -> Message | None:
    """What is wrong with the number of clauses, with the status quo or with the fallback."""
    count = len(kind.clauses)
    if count == 0 and shape.n_items == 0:
        return message("il faut au moins une clause, ou un élément.")
    for clause in kind.clauses:
        if not isinstance(cast("Any", clause), Clause | Message | str) or clause == "":
            return message(
                'clauses : « {value} » n\'est ni une Clause ni une phrase ; Clause(…) ou message("…") est attendu.',
                value=quoted(clause, as_code=True),
            )
    for name in ("status_quo", "fallback"):
        values = numbers_in(getattr(shape, name))
        if values is None or len(values) != count or not all(0 <= value <= 1 for value in values):
            return message("{name} vaut « {value} » ; {count} nombre(s) entre 0 et 1 attendu(s), un par clause.",
                           name=name, value=quoted(getattr(shape, name)), count=count)  # fmt: skip
    return None


def counts_problem(_kind: Kind, shape: Shape) -> Message | None:
    """What is wrong with the whole numbers: counts of items, codes of `ITEM_KINDS` and `EFFECTS`."""
    for name in (*COUNTS, *CODE_COUNTS):
        value: Any = getattr(shape, name)
        last = CODE_COUNTS[name] - 1 if name in CODE_COUNTS else MOST_ITEMS
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= last:
            return message("{name} vaut « {value} » ; un nombre entier de 0 à {last} est attendu.",
                           name=name, value=quoted(value), last=last)  # fmt: skip
    for name in ("exclusive", "breakable", "settled_by_law", "presented"):
        if not isinstance(getattr(shape, name), bool):
            return message("{name} vaut « {value} » ; True ou False est attendu.",
                           name=name, value=quoted(getattr(shape, name)))  # fmt: skip
    return None


def amounts_problem(_kind: Kind, shape: Shape) -> Message | None:
    """What is wrong with the bound of transfers, the weight, the cost of no decision or the saving."""
    for name in AMOUNTS:
        values = numbers_in((getattr(shape, name),))
        if values is None or values[0] < 0:
            return message("{name} vaut « {value} » ; un nombre positif ou nul est attendu.",
                           name=name, value=quoted(getattr(shape, name)))  # fmt: skip
    return None


def options_problem(shape: Shape, members: int) -> Message | None:
    """What is wrong with the values of the options, which the law fixes: one row for each item, [Q, N]."""
    count = shape.n_items if shape.item_kind == OPTIONS else 0
    options: Any = shape.options
    rows: Sequence[Any] = cast("Sequence[Any]", options) if isinstance(options, tuple | list) else (None,)
    if len(rows) == count and all(len(numbers_in(row) or ()) == members for row in rows):
        return None
    return message("options doit avoir {count} ligne(s), une par élément, de {members} nombres, un par commune.",
                   count=count, members=members)  # fmt: skip


def worth_problem(shape: Shape, members: int) -> Message | None:
    """What is wrong with what an agreement is worth to each commune: no number, or not one for each."""
    values = numbers_in(shape.worth)
    if values is not None and len(values) in (0, members):
        return None
    return message("worth vaut « {value} » ; {members} nombres, un par commune, ou rien sont attendus.",
                   value=quoted(shape.worth), members=members)  # fmt: skip


def procedure_problem(kind: Kind, shape: Shape) -> Message | None:
    """What is wrong with the procedure, another than the kind's own or none, or with the article of the instrument."""
    procedure: Any = shape.procedure
    if not isinstance(procedure, int) or procedure not in range(len(PROCEDURES)) or procedure != kind.procedure:
        return message("procedure vaut « {value} » ; celle du genre est attendue, de 0 à {last}.",
                       value=quoted(procedure), last=len(PROCEDURES) - 1)  # fmt: skip
    instrument: Any = shape.instrument
    if not isinstance(instrument, str) or (instrument and instrument not in ARTICLES):
        return message("instrument vaut « {value} » ; un article connu est attendu, ou rien.",
                       value=quoted(instrument))  # fmt: skip
    return None


def numbers_in(values: Any) -> Sequence[float] | None:
    """`values` where they are a sequence of finite numbers, else None."""
    if not isinstance(values, tuple | list):
        return None
    sequence = cast("Sequence[Any]", values)
    return sequence if all(is_finite_number(value) for value in sequence) else None


def is_finite_number(value: Any) -> bool:
    """Whether `value` is a number: not a truth value, neither infinite nor nan."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return -LARGEST <= value <= LARGEST
