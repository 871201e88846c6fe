"""The intercommunality a command is about, and its councils by ordinary law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from negosim.errors import Message, UserError, message
from negosim.law.seats import Apportionment, apportion, council_size
from negosim.law.special_councils import LYON, special_council
from negosim.territory.load import load
from negosim.territory.model import Territory
from negosim.territory.tables import rows_of
from negosim.territory.text_file import file_named
from negosim.territory.user_csv import read_territory

__all__ = ["SelectedTerritory", "ordinary_law", "select_territory", "source_of"]


@dataclass(frozen=True)
class SelectedTerritory:
    """An intercommunality with its ordinary-law seats; communes by population, the largest first."""

    territory: Territory
    uninhabited: tuple[tuple[str, str], ...]
    """INSEE code and name of the communes without inhabitants, which elect no council."""

    @cached_property
    def ordinary(self) -> Apportionment:
        """The seats by ordinary law (droit commun). Raises UserError as `apportion`."""
        return ordinary_law(self.population, self.territory.category, self.territory.insee)

    @property
    def special(self) -> bool:
        """Whether a law of its own gives the seats."""
        return special_council(self.territory.siren) is not None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the communes."""
        return self.territory.names

    @cached_property
    def population(self) -> tuple[int, ...]:
        """The municipal population of each commune (2022)."""
        return tuple(map(int, self.territory.population))


def select_territory(words: str, *, seats: bool = True) -> SelectedTerritory:
    """The intercommunality that a SIREN, a name or a CSV file means.

    `seats`: whether its council by the common rules is needed. `UserError`: none, several, or a special council
    where seats are needed; Lyon, whose communes do not vote by the rules of an intercommunality, is always refused.
    """
    file = file_named(words, Path.cwd())
    territory = read_territory(file) if file else load(words)
    empty = []
    if not file:
        reason = special_council(territory.siren)
        if reason and (seats or territory.siren == LYON):
            raise UserError(reason)
        rows = rows_of("communes", territory.siren)
        communes = zip(rows["insee"], rows["name"], rows["population_2022"], strict=True)
        empty = [(code, name) for code, name, heads in communes if heads == 0]
    return SelectedTerritory(territory, tuple(empty))


def ordinary_law(population: tuple[int, ...], category: str, codes: tuple[str, ...]) -> Apportionment:
    """The ordinary-law seats from municipal populations, with each commune's own council size."""
    councils = [council_size(heads, code) for heads, code in zip(population, codes, strict=True)]
    return apportion(population, category, councils)


def source_of(selected: SelectedTerritory) -> Message:
    """Which populations stand behind the figures."""
    if selected.territory.source == "csv":
        return message("populations : fichier de l'utilisateur")
    if selected.territory.source == "synthetic":
        return message("populations synthétiques")
    return message("populations municipales 2022 (INSEE)")
