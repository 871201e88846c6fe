"""How the state is declared: a field, a record of fields, an array of records (déclaration de l'état).

Everything that changes in a mandate is declared once, in `records`, `events` and `layout`. The NumPy types, the arrays
of a `State`, the type that compiled code sees and the tables of the documentation all come from these declarations.

Index letters: i, j communes (N); e officials (E); d dossiers (D); k clauses (K); q items (Q); h themes (H);
t months (T).
`p` is the record of parameters.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

__all__ = ["LETTERS", "Array", "Field", "Record", "zeros"]

LETTERS = {
    "N": "communes", "E": "officials", "D": "dossiers", "K": "clauses, at most", "Q": "items, at most", "H": "themes",
    "T": "months, follow-up included", "M": "moves of the price list", "S": "steps of a month, at most",
}  # fmt: skip
"""What the letters of a shape count; a number stands for itself."""

NUMPY_TYPES = {int: "i8", float: "f8", bool: "b1"}


class Field(NamedTuple):
    """One value of a record.

    `type` is int, float or bool. `unit` is empty for a share or a level from 0 to 1, and for a code or a row.
    `codes` names the integers from 0, where they are codes. `row_of` names what an integer is the row number of (such
    as "commune"); -1 stands for nobody or nothing, -2 for the DGS.
    """

    name: str
    type: type
    meaning: str
    unit: str = ""
    codes: tuple[str, ...] = ()
    row_of: str = ""


class Record:
    """The record of one thing: its name, its meaning and its fields."""

    def __init__(self, name: str, meaning: str, *fields: Field) -> None:
        self.name, self.meaning, self.fields = name, meaning, fields

    @cached_property
    def dtype(self) -> np.dtype[np.void]:
        """The NumPy type of the record, aligned as in C."""
        return np.dtype([(field.name, NUMPY_TYPES[field.type]) for field in self.fields], align=True)


class Array(NamedTuple):
    """One array of the state.

    `element` is a record, or int, float or bool. `shape` holds letters (`LETTERS`) and numbers; an empty shape is a
    single record.
    """

    name: str
    element: Record | type
    shape: tuple[str | int, ...]
    meaning: str

    def zeros(self, sizes: dict[str, int]) -> Any:
        """The array filled with zeros; `sizes` gives each letter its number. A single record comes as `np.record`."""
        shape = tuple(sizes[size] if isinstance(size, str) else size for size in self.shape)
        if not isinstance(self.element, Record):
            return np.zeros(shape, NUMPY_TYPES[self.element])
        return zeros(shape, self.element.dtype) if shape else zeros((1,), self.element.dtype)[0]


def zeros(shape: tuple[int, ...], dtype: np.dtype[np.void]) -> np.recarray[Any, Any]:
    """An array of records filled with zeros, whose fields are attributes."""
    return np.zeros(shape, dtype).view(np.recarray)
