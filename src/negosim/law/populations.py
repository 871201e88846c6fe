"""What populations and names of communes may be, before any rule is applied to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from negosim.errors import Message, message
from negosim.science.counts import is_whole

__all__ = ["MOST_PEOPLE", "population_problems"]

MOST_PEOPLE = 1_000_000_000
"""The most inhabitants of one commune: beyond, exact products of populations would leave 64 bits."""


def population_problems(populations: Sequence[int], communes: Sequence[str] | None = None) -> list[Message]:
    """Every population that is not a whole number from 1 to `MOST_PEOPLE`, and every commune that stands twice.

    `communes` are the names (or codes) by which problems are told; by default their rank, counted from 1.
    A commune without inhabitants has no elected council: leave it out.

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
