"""The data of one intercommunality: its communes, their population, wealth and position (territoire)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from negosim.errors import TerritoryError, message
from negosim.territory.competences import NAMES, Holding, holdings, rank_of

__all__ = ["CORE", "MAX_COMMUNES", "MIN_COMMUNES", "PERIURBAN", "RURAL", "SECONDARY", "Territory"]

CORE, SECONDARY, PERIURBAN, RURAL = range(4)
MIN_COMMUNES, MAX_COMMUNES = 2, 158

SECONDARY_SHARE = 0.3
PERIURBAN_KM = 8.0

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Territory:
    """One intercommunality (EPCI à fiscalité propre) of N communes, by decreasing population, then by INSEE code.

    Arrays are read-only, of shape [N] unless another is given. Amounts are in euros of the year of the tables: they
    serve to compare communes, and are not the figures of today. Raises TerritoryError: N below 2 or above 158.
    """

    siren: str
    name: str
    category: str
    tax_regime: str
    insee: tuple[str, ...]
    names: tuple[str, ...]
    population: Integers
    """Municipal population (population municipale) of 2022, the legal base of the seats of 2026."""
    population_2023: Integers
    potential_per_head: Floats
    """Financial potential (potentiel financier), in euros per inhabitant of the DGF."""
    fiscal_potential_per_head: Floats
    income_per_head: Floats
    fiscal_effort: Floats
    compensation_allocation_eur: Floats
    """Compensation allocation (attribution de compensation), in euros; negative where the commune pays it."""
    area_km2: Floats
    x_km: Floats
    y_km: Floats
    contiguity: Booleans
    """[N, N], symmetric, false on the diagonal: whether two communes share a border."""
    living_area: Integers
    """Number of the living area (bassin de vie), from 0; 0 is that of the core."""
    imputed: Booleans
    """Whether one value of the commune at least is estimated."""
    imputed_fields: dict[str, Booleans]
    """The same, by field."""
    source: str
    data_hash: str
    president: int | None = None
    """The index of the president's commune, where the user's file gives it."""
    outside: Floats = field(default_factory=lambda: np.zeros(0))
    """Share of the people nearby who live outside the perimeter (`surroundings`); zeros where it is not known."""
    competences: tuple[Holding, ...] = ()
    """What it holds (compétences exercées), in the order of `competences.NAMES`; what the law obliges to by default."""

    def __post_init__(self) -> None:
        if not MIN_COMMUNES <= self.n <= MAX_COMMUNES:
            raise TerritoryError(
                message(
                    "« {name} » compte {n} commune(s) habitée(s) ; il en faut de {low} à {high} "
                    "(la plus grande intercommunalité réelle, le Pays Basque, en a {high}).",
                    name=self.name, n=self.n, low=MIN_COMMUNES, high=MAX_COMMUNES,
                )
            )  # fmt: skip
        if self.outside.size == 0:
            object.__setattr__(self, "outside", np.zeros(self.n))
        if not self.competences:
            object.__setattr__(self, "competences", holdings(self.category))
        if tuple(holding.name for holding in self.competences) != NAMES:
            raise ValueError(f"competences must be {NAMES}, in this order")
        for name, array in self._arrays():
            if array.shape != ((self.n, self.n) if name == "contiguity" else (self.n,)):
                raise ValueError(f"{name} has shape {array.shape} for {self.n} communes")
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        for _, array in self._arrays():
            array.flags.writeable = False

    def _arrays(self) -> list[tuple[str, np.ndarray]]:
        """Every array of the record with its name."""
        values = [(field.name, getattr(self, field.name)) for field in fields(self)]
        values += list(self.imputed_fields.items())
        return [(name, value) for name, value in values if isinstance(value, np.ndarray)]

    @property
    def n(self) -> int:
        """The number of communes."""
        return len(self.insee)

    def holds(self, competence: str) -> bool:
        """Whether it holds a competence, known or assumed. Raises TerritoryError: unknown name, beside those known."""
        return self.competences[rank_of(competence)].held

    @property
    def urban(self) -> bool:
        """Whether it is a CA, a CU or a métropole, not a communauté de communes."""
        return self.category != "CC"

    @cached_property
    def place(self) -> str:
        """What names the place in the address of random draws: the INSEE code of its most populous commune.

        A user's file keeps the draws of the intercommunality that it modifies, whatever its name. Communes of
        synthetic territories have the same codes; there the address is the territory's own.
        """
        if self.source == "synthetic":
            return self.siren
        return min(self.insee[i] for i in np.flatnonzero(self.population == self.population.max()))

    @cached_property
    def distance_km(self) -> Floats:
        """Distances between centroids in km, float64[N, N]."""
        return distances(self.x_km, self.y_km)

    @cached_property
    def roles(self) -> Integers:
        """The role of each commune in its territory, int64[N]: CORE, SECONDARY, PERIURBAN or RURAL.

        Core (ville-centre): the largest commune, and those of the same population. Secondary (bourg-centre): the
        largest of each other living area, and any commune with at least 0.3 times the population of the core.
        Peri-urban: next to one of these, or less than 8 km from it between centroids. Rural: the others.
        Source: `model.md`, section 10.
        """
        largest = self.population.max()
        role = np.full(self.n, RURAL, dtype=np.int64)
        role[self.population >= SECONDARY_SHARE * largest] = SECONDARY
        for area in range(int(self.living_area.max()) + 1):
            inside = self.living_area == area
            role[inside & (self.population == self.population[inside].max())] = SECONDARY
        role[self.population == largest] = CORE
        centres = np.flatnonzero(role != RURAL)
        near = self.contiguity[:, centres] | (self.distance_km[:, centres] < PERIURBAN_KM)
        role[(role == RURAL) & near.any(axis=1)] = PERIURBAN
        role.flags.writeable = False
        return role


def distances(x_km: Floats, y_km: Floats) -> Floats:
    """Euclidean distances between N points, float64[N, N], read-only; coordinates float64[N] in km."""
    across, up = x_km[:, None] - x_km[None, :], y_km[:, None] - y_km[None, :]
    lengths = np.sqrt(across * across + up * up)
    lengths.flags.writeable = False
    return lengths
