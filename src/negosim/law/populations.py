"""What populations and names of communes may be, before any rule is applied to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from negosim.errors import Message, message

__all__ = ["population_problems"]


def population_problems(populations: Sequence[int], communes: Sequence[str] | None = None) -> list[Message]:
    """Every population that is not a whole number of 1 or more, and every commune that stands twice.

    `communes` are the names (or codes) by which problems are told; by default their rank, counted from 1.
    A commune without inhabitants has no elected council: leave it out.
    """
    names = [str(rank) for rank in range(1, len(populations) + 1)] if communes is None else list(map(str, communes))
    if len(names) != len(populations):
        return [
            message(
                "communes compte {value} nom(s) ; attendu : {members}, un par commune.",
                value=len(names),
                members=len(populations),
            )
        ]
    problems = [
        message("commune « {name} » donnée {count} fois ; une seule est attendue.", name=name, count=count)
        for name, count in Counter(names).items()
        if count > 1
    ]
    return problems + [
        message(
            "population de la commune {name} : {value} ; un nombre entier d'habitants, 1 ou plus, est attendu.",
            name=name, value=str(people),
        )
        for name, people in zip(names, populations, strict=True)
        if not is_population(people)
    ]  # fmt: skip


def is_population(value: object) -> bool:
    """Whether a value is a whole number of inhabitants, at least one."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.integer | np.floating):
        return False
    return bool(value >= 1 and value % 1 == 0)
