"""Answers of communes as arrays, each value checked: yes, no or silence; true or false (réponses)."""

from __future__ import annotations

from typing import Any

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.law.silence import NO, YES
from negosim.science.counts import is_whole

__all__ = ["checked_answers", "checked_flags", "one_answer_each"]


def checked_answers(answers: Any) -> np.ndarray:
    """The answers of N communes as int8[N]: YES = 1, NO = -1, SILENT = 0.

    Args: `answers`, a sequence, or one answer alone. Raises UserError: names every value that is none of the three.

    Source: L.5211-17 and the other articles of `procedures`, as read in 2023.
    """
    values = _elements(answers)
    problems = [
        message("réponse de la commune {rank} : {value} ; 1 (oui), -1 (non) ou 0 (silence) est attendu.",
                rank=rank, value=str(value))
        for rank, value in enumerate(values, start=1)
        if not is_whole(value, NO, YES)
    ]  # fmt: skip
    if problems:
        raise UserError(*problems)
    return np.array(values, dtype=np.int8)


def checked_flags(flags: Any, key: str) -> np.ndarray:
    """The values of parameter `key` as bool[N]: true or false, 1 or 0.

    Args: `flags`, a sequence, or one value alone. Raises UserError: names every other value.

    Source: L.2121-20 and L.5211-5 II, in force since 24 February 1996, as read in 2023: a vote is for or against.
    """
    values = _elements(flags)
    problems = [
        message("{key} vaut {value} ; vrai ou faux est attendu.", key=f"{key}[{i}]", value=str(value))
        for i, value in enumerate(values)
        if not (isinstance(value, bool | np.bool_) or is_whole(value, 0, 1))
    ]
    if problems:
        raise UserError(*problems)
    return np.array(values, dtype=np.bool_)


def one_answer_each(answers: int, members: int) -> Message:
    """The message that the number of `answers` is not that of the `members`, one per commune.

    Source: L.2121-20 and L.5211-5 II, in force since 24 February 1996, as read in 2023.
    """
    return message(
        "Une réponse par commune est attendue : {answers} réponse(s) pour {members} commune(s).",
        answers=answers, members=members,
    )  # fmt: skip


def _elements(values: Any) -> list[Any]:
    """The elements of a sequence; a single value is a sequence of one."""
    return list(values) if np.iterable(values) else [values]
