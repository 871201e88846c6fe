"""Search for an intercommunality by SIREN or by words of its name (annuaire)."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from negosim.errors import TerritoryError, message
from negosim.territory.tables import table

__all__ = ["SearchResult", "closest", "find", "find_one", "normalise"]

MOST_NAMES = 20
SHORT = {"st": "saint", "ste": "sainte", "agglo": "agglomeration"}
KIND = re.compile(r"^(communaute de communes|communaute d agglomeration|communaute urbaine|metropole|cc|ca|cu) ")
ARTICLE = re.compile(r"^((de|du|des|d|la|le|les|l) )+")


class SearchResult(NamedTuple):
    """One intercommunality that matches a search."""

    siren: str
    name: str
    category: str
    n_communes: int


def normalise(text: str) -> str:
    """A text in lower case, without accents, apostrophes and hyphens; `st` becomes `saint`.

    >>> normalise("Pays de l'Arbresle – St-Étienne")
    'pays de l arbresle saint etienne'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    words: list[str] = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(SHORT.get(word, word) for word in words)


def without_legal_form(text: str) -> str:
    """A normalised name without its legal form and the article after it."""
    return ARTICLE.sub("", KIND.sub("", text + " ")).strip()


@cache
def _directory() -> tuple[tuple[SearchResult, str], ...]:
    """Every intercommunality with its normalised name."""
    columns = table("epci").to_pydict()
    rows = zip(*(columns[name] for name in SearchResult._fields), strict=True)
    return tuple((entry, normalise(entry.name)) for entry in map(SearchResult._make, rows))


def find(query: str) -> list[SearchResult]:
    """The intercommunalities that match `query`, a SIREN or words of a name, sorted by name.

    An exact name takes precedence, with or without its legal form. Otherwise every word must be in the name, or be the
    category.
    """
    words_of_query = normalise(query)
    if words_of_query.isdigit():
        return [entry for entry, _ in _directory() if entry.siren == words_of_query]
    if not words_of_query:
        return []
    for exact in (
        words_of_query.__eq__,
        lambda name: without_legal_form(name) == without_legal_form(words_of_query) != "",
    ):
        answers = [entry for entry, name in _directory() if exact(name)]
        if answers:
            return sorted(answers, key=lambda entry: (entry.name, entry.siren))
    words = words_of_query.split()
    answers = [entry for entry, name in _directory() if all(_matches(word, name, entry) for word in words)]
    return sorted(answers, key=lambda entry: (entry.name, entry.siren))


def _matches(word: str, name: str, entry: SearchResult) -> bool:
    """Whether a word is in a name; a word of one or two letters must be a whole word of it, or the category."""
    return word in name if len(word) > 2 else word in [entry.category.casefold(), *name.split()]


def closest(query: str) -> list[SearchResult]:
    """The intercommunalities whose names are closest to `query`, five at most."""
    by_name = {without_legal_form(name): entry for entry, name in reversed(_directory())}
    close = difflib.get_close_matches(without_legal_form(normalise(query)), by_name, n=5, cutoff=0.5)
    return [by_name[name] for name in close]


def find_one(query: str) -> SearchResult:
    """The only intercommunality that matches `query`. Raises TerritoryError: none or several, which it names."""
    answers = find(query)
    if len(answers) == 1:
        return answers[0]
    if answers:
        raise TerritoryError(
            message(
                "« {query} » désigne {count} intercommunalités ; donnez le SIREN : {names}{more}",
                query=query, count=len(answers), names=_names(answers[:MOST_NAMES]),
                more=" ; …" if len(answers) > MOST_NAMES else ".",
            )
        )  # fmt: skip
    close = closest(query)
    if not close:
        raise TerritoryError(
            message("Aucune intercommunalité de 2026 ne répond à « {query} » (SIREN ou nom).", query=query)
        )
    raise TerritoryError(
        message(
            "Aucune intercommunalité de 2026 ne répond à « {query} ». Les plus proches : {names}.",
            query=query, names=_names(close),
        )
    )  # fmt: skip


def _names(answers: list[SearchResult]) -> str:
    """The SIREN codes and names on one line."""
    return " ; ".join(f"{entry.siren} {entry.name}" for entry in answers)
