"""The directory of intercommunalities: found by SIREN or by words of their name."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from negosim.errors import TerritoryError, message
from negosim.territory.tables import table

__all__ = ["Found", "find", "nearest", "normalised", "only_one"]

MOST_LISTED = 20
SHORT = {"st": "saint", "ste": "sainte", "agglo": "agglomeration"}
KIND = re.compile(r"^(communaute de communes|communaute d agglomeration|communaute urbaine|metropole|cc|ca|cu) ")
ARTICLE = re.compile(r"^((de|du|des|d|la|le|les|l) )+")


class Found(NamedTuple):
    """One answer to a search."""

    siren: str
    name: str
    category: str
    n_communes: int


def normalised(text: str) -> str:
    """Lower case words without accents, apostrophes or hyphens; `st` reads `saint`.

    >>> normalised("Pays de l'Arbresle – St-Étienne")
    'pays de l arbresle saint etienne'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    words: list[str] = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(SHORT.get(word, word) for word in words)


def proper(text: str) -> str:
    """A normalised name without its legal form and the article after it."""
    return ARTICLE.sub("", KIND.sub("", text + " ")).strip()


@cache
def _directory() -> tuple[tuple[Found, str], ...]:
    """Every intercommunality with its normalised name."""
    columns = table("epci").to_pydict()
    rows = zip(*(columns[name] for name in Found._fields), strict=True)
    return tuple((found, normalised(found.name)) for found in map(Found._make, rows))


def find(query: str) -> list[Found]:
    """The intercommunalities that `query` (a SIREN or words of a name) may mean, sorted by name.

    An exact name wins, with or without its legal form; else each word must stand in the name or be its
    category.
    """
    asked = normalised(query)
    if asked.isdigit():
        return [found for found, _ in _directory() if found.siren == asked]
    if not asked:
        return []
    for exact in (asked.__eq__, lambda name: proper(name) == proper(asked) != ""):
        answers = [found for found, name in _directory() if exact(name)]
        if answers:
            return sorted(answers, key=lambda found: (found.name, found.siren))
    words = asked.split()
    answers = [found for found, name in _directory() if all(_stands(word, name, found) for word in words)]
    return sorted(answers, key=lambda found: (found.name, found.siren))


def _stands(word: str, name: str, found: Found) -> bool:
    """Whether a word stands in a name; one or two letters must be a whole word or the category."""
    return word in name if len(word) > 2 else word in [found.category.casefold(), *name.split()]


def nearest(query: str) -> list[Found]:
    """The five intercommunalities whose names look most like `query`."""
    by_name = {proper(name): found for found, name in reversed(_directory())}
    close = difflib.get_close_matches(proper(normalised(query)), by_name, n=5, cutoff=0.5)
    return [by_name[name] for name in close]


def only_one(query: str) -> Found:
    """The one that `query` means; `TerritoryError` names the candidates or the nearest names."""
    answers = find(query)
    if len(answers) == 1:
        return answers[0]
    if answers:
        raise TerritoryError(
            message(
                "« {query} » désigne {count} intercommunalités ; donnez le SIREN : {names}{more}",
                query=query, count=len(answers), names=_listed(answers[:MOST_LISTED]),
                more=" ; …" if len(answers) > MOST_LISTED else ".",
            )
        )  # fmt: skip
    close = nearest(query)
    if not close:
        raise TerritoryError(
            message("Aucune intercommunalité de 2026 ne répond à « {query} » (SIREN ou nom).", query=query)
        )
    raise TerritoryError(
        message(
            "Aucune intercommunalité de 2026 ne répond à « {query} ». Les plus proches : {names}.",
            query=query, names=_listed(close),
        )
    )  # fmt: skip


def _listed(answers: list[Found]) -> str:
    """Names with their SIREN, on one line."""
    return " ; ".join(f"{found.siren} {found.name}" for found in answers)
