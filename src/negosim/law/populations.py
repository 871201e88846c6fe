"""Checks of the populations and of the names of communes, before any rule applies to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from negosim.errors import Message, message
from negosim.science.counts import is_whole

__all__ = ["MOST_PEOPLE", "population_problems"]

MOST_PEOPLE = 1_000_000_000
"""Most inhabitants of one commune: beyond it, exact products of populations would overflow 64 bits."""


def population_problems(populations: Sequence[int], communes: Sequence[str] | None = None) -> list[Message]:
    """The populations that are not whole numbers from 1 to `MOST_PEOPLE`, and the communes that appear twice.

    A commune without inhabitants has no elected council, and must be left out.
    Args: `populations` [N]; `communes` [N], the names (or codes) that the messages use, by default the rank from 1.

    Source: article R.5211-1-1 (municipal population, population municipale), as read in 2023; the bound is ours.
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
    for name, people in zip(names, populations, strict=True):
        if not is_whole(people, 1):
            problems.append(
                message(
                    "population de la commune {name} : {value} ; un nombre entier d'habitants, 1 ou plus, est attendu.",
                    name=name, value=str(people),
                )
            )  # fmt: skip
        elif not is_whole(people, 1, MOST_PEOPLE):
            problems.append(
                message("population de la commune {name} : {value} habitants ; au plus {most}.",
                        name=name, value=str(people), most=MOST_PEOPLE)
            )  # fmt: skip
    return problems
