"""Communes named on a command line: by INSEE code, by name whatever its accents, or by a part of it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from negosim.commands.selected import SelectedTerritory
from negosim.errors import Message, UserError, message
from negosim.territory.search import normalise

__all__ = ["UnknownCommuneError", "matching_ranks", "rank_of", "separate_names"]

NEAREST = 3


class UnknownCommuneError(UserError):
    """A name that means no commune here, or several."""


def rank_of(text: str, selected: SelectedTerritory) -> int:
    """The rank of the commune that `text` means. `UnknownCommuneError` gives the nearest names."""
    ranks = matching_ranks(text, selected)
    if len(ranks) == 1:
        return ranks[0]
    raise UnknownCommuneError(_several(text, ranks, selected) if ranks else _nobody(text, selected))


def matching_ranks(text: str, selected: SelectedTerritory) -> list[int]:
    """The ranks that a text may mean: a code, else an exact name, else every name that holds its words."""
    name, codes = normalise(text), [code.casefold() for code in selected.territory.insee]
    known = [normalise(other) for other in selected.names]
    if text.strip().casefold() in codes:
        return [codes.index(text.strip().casefold())]
    exact = [rank for rank, other in enumerate(known) if other == name]
    words = name.split()
    within = [rank for rank, other in enumerate(known) if words and all(word in other.split() for word in words)]
    return exact or within


def separate_names(lists: Iterable[Sequence[str]], selected: SelectedTerritory) -> list[str]:
    """The names of lists separated by commas or semicolons; a name that holds a comma stays whole."""
    parts = [part for words in lists for part in " ".join(words).replace(";", ",").split(",")]
    names: list[str] = []
    while parts:
        count = next((n for n in range(len(parts), 1, -1) if _is_one(",".join(parts[:n]), selected)), 1)
        names.append(",".join(parts[:count]).strip())
        parts = parts[count:]
    return [name for name in names if name]


def _is_one(text: str, selected: SelectedTerritory) -> bool:
    """Whether a text with commas is the very name of one commune, a number of seats apart."""
    return re.sub(r"=[^=,]*$", "", text).strip().casefold() in [name.casefold() for name in selected.names]


def _several(text: str, ranks: Sequence[int], selected: SelectedTerritory) -> Message:
    """The communes that a text may mean, with their codes."""
    names = ", ".join(f"{selected.territory.insee[rank]} {selected.names[rank]}" for rank in ranks[:10])
    return message(
        "« {text} » désigne {count} communes ; donnez le code INSEE : {names}{more}",
        text=text, count=len(ranks), names=names, more=", …" if len(ranks) > 10 else ".",
    )  # fmt: skip


def _nobody(text: str, selected: SelectedTerritory) -> Message:
    """No commune of that name, and those whose names look most like it."""
    known = {normalise(name): name for name in selected.names}
    nearest = difflib.get_close_matches(normalise(text), known, n=NEAREST, cutoff=0.5)
    name = selected.territory.name
    if not nearest:
        return message("Aucune commune de « {name} » ne s'appelle « {text} ».", name=name, text=text)
    return message(
        "Aucune commune de « {name} » ne s'appelle « {text} ». Les plus proches : {near}.",
        name=name, text=text, near=", ".join(known[word] for word in nearest),
    )  # fmt: skip
