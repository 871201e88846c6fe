"""Rows of answers as arrays, once each is known to be one: yes, no or silence; true or false (réponses)."""

from __future__ import annotations

from typing import Any

import numpy as np

from negosim.errors import UserError, message
from negosim.law.silence import NO, YES
from negosim.science.counts import is_whole

__all__ = ["checked_answers", "checked_flags"]


def checked_answers(answers: Any) -> np.ndarray:
    """The answers as int8[N] of YES = 1, NO = -1 and SILENT = 0. Raises UserError naming every other value.

    Source: L.5211-17 and the other articles of `procedures`, as read in 2023.
    """
    given = _row(answers)
    problems = [
        message("réponse de la commune {rank} : {value} ; 1 (oui), -1 (non) ou 0 (silence) est attendu.",
                rank=rank, value=str(value))
        for rank, value in enumerate(given, start=1)
        if not is_whole(value, NO, YES)
    ]  # fmt: skip
    if problems:
        raise UserError(*problems)
    return np.array(given, dtype=np.int8)


def checked_flags(flags: Any, key: str) -> np.ndarray:
    """The values of `key` as bool[N]: true or false, 1 or 0. Raises UserError naming every other value.

    Source: L.2121-20 and L.5211-5 II, in force since 24 February 1996, as read in 2023: a vote is for or against.
    """
    given = _row(flags)
    problems = [
        message("{key} vaut {value} ; vrai ou faux est attendu.", key=f"{key}[{i}]", value=str(value))
        for i, value in enumerate(given)
        if not (isinstance(value, bool | np.bool_) or is_whole(value, 0, 1))
    ]
    if problems:
        raise UserError(*problems)
    return np.array(given, dtype=np.bool_)


def _row(values: Any) -> list[Any]:
    """The elements of a row; what is no row stands as its only element."""
    return list(values) if np.iterable(values) else [values]
