"""The figures of the law by key and by day: value, article, date in force, and whether the text was read.

The rows are in `negosim.law.figures`. A figure that changed has one row for each of its values. `constant` gives the
value in force on a day, by default on `STATE_OF_LAW`, whatever the day of the run.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TypeVar

from negosim.errors import UserError, message
from negosim.law.figures import CONSTANTS, DatedConstant, MonthDay, Value

__all__ = [
    "CONSTANTS", "STATE_OF_LAW", "DatedConstant", "MonthDay", "constant", "one_day", "ratio", "series", "whole",
    "yearly",
]  # fmt: skip

T = TypeVar("T")

STATE_OF_LAW = date(2026, 4, 30)
"""The day whose law is applied: the end of the last month of which a text was read. Later rows are ignored."""


def constant(key: str, on: date = STATE_OF_LAW) -> Value:
    """The value of figure `key` in force on day `on`.

    Raises UserError: unknown key, day before the first value. Source: the article of each row.
    """
    rows = [row for row in CONSTANTS if row.key == key]
    if not rows:
        options = ", ".join(dict.fromkeys(row.key for row in CONSTANTS))
        raise UserError(message("Constante « {value} » inconnue ; constantes : {options}.", value=key, options=options))
    in_force = [row for row in rows if row.since <= on]
    if not in_force:
        raise UserError(
            message(
                "{key} n'est connu qu'à partir du {since} ; demandé : {value}.",
                key=key, since=rows[0].since.isoformat(), value=str(on),
            )
        )  # fmt: skip
    return max(in_force, key=lambda row: row.since).value


def whole(key: str) -> int:
    """The whole number `key` in force on `STATE_OF_LAW`: a count, a delay, a population.

    Raises TypeError: another kind of figure. Raises UserError: as `constant`. Source: the article of the row.
    """
    return _of_kind(key, int)


def yearly(key: str) -> MonthDay:
    """The day of the year `key` in force on `STATE_OF_LAW`: a date that returns every year.

    Raises TypeError: another kind of figure. Raises UserError: as `constant`. Source: the article of the row.
    """
    return _of_kind(key, MonthDay)


def one_day(key: str) -> date:
    """The date `key` in force on `STATE_OF_LAW`.

    Raises TypeError: another kind of figure. Raises UserError: as `constant`. Source: the article of the row.
    """
    return _of_kind(key, date)


def series(key: str) -> tuple[int, ...]:
    """The series of whole numbers `key` in force on `STATE_OF_LAW`: the bounds or the values of a table.

    Raises TypeError: another kind of figure. Raises UserError: as `constant`. Source: the article of the row.
    """
    return _of_kind(key, tuple)


def ratio(key: str) -> tuple[int, int]:
    """Numerator and denominator of the share `key` in force on `STATE_OF_LAW`, for exact comparisons of integers.

    Raises TypeError: another kind of figure. Raises UserError: as `constant`. Source: the article of the row.

    >>> ratio("many_communes")
    (2, 3)
    """
    share = _of_kind(key, Fraction)
    return share.numerator, share.denominator


def _of_kind(key: str, kind: type[T]) -> T:
    """The value of `key` in force on `STATE_OF_LAW`. Raises TypeError: a value of another kind."""
    value = constant(key)
    if not isinstance(value, kind):
        raise TypeError(f"{key} is not of the kind {kind.__name__}")
    return value
