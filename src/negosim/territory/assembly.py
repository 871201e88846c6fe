"""Assembly of a `Territory` from columns of data about its communes, in any order."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from negosim.territory.competences import Holding
from negosim.territory.living_areas import living_areas
from negosim.territory.model import Booleans, Floats, Integers, Territory

__all__ = ["Identity", "assemble", "local_km", "number_labels"]

EARTH_RADIUS_KM = 6371.0088
COLUMN_TYPES = {
    "population": np.int64,
    "population_2023": np.int64,
    "potential_per_head": np.float64,
    "fiscal_potential_per_head": np.float64,
    "income_per_head": np.float64,
    "fiscal_effort": np.float64,
    "compensation_allocation_eur": np.float64,
    "area_km2": np.float64,
    "x_km": np.float64,
    "y_km": np.float64,
}


class Identity(NamedTuple):
    """The identity of an intercommunality and the source of its data; fields as in `Territory`."""

    siren: str
    name: str
    category: str
    tax_regime: str
    source: str
    data_hash: str
    competences: tuple[Holding, ...] = ()


def local_km(lon: Sequence[float], lat: Sequence[float]) -> tuple[Floats, Floats]:
    """Kilometres to the east and to the north of the mean point, to the millimetre, two float64[N].

    Equirectangular projection at the mean latitude: distances are right to 0.5 % within one intercommunality.
    Args: `lon` and `lat` [N], in degrees.
    """
    middle_lon, middle_lat = math.fsum(lon) / len(lon), math.fsum(lat) / len(lat)
    per_degree = EARTH_RADIUS_KM * math.pi / 180
    narrower = per_degree * math.cos(math.radians(middle_lat))
    east = [round((value - middle_lon) * narrower, 6) for value in lon]
    north = [round((value - middle_lat) * per_degree, 6) for value in lat]
    return np.array(east), np.array(north)


def number_labels(labels: Sequence[Any]) -> Integers:
    """The number of each label, int64[N]: 0, 1, 2... in the order of their first commune."""
    order: dict[Any, int] = {}
    return np.array([order.setdefault(label, len(order)) for label in labels], dtype=np.int64)


def assemble(
    columns: Mapping[str, Sequence[Any] | np.ndarray],
    contiguity: Booleans,
    imputed_fields: Mapping[str, Sequence[bool]],
    identity: Identity,
) -> Territory:
    """The territory of N communes, sorted by decreasing population, then by INSEE code.

    Args: `columns` [N] by name: `insee`, `names` and those of `COLUMN_TYPES`; `living_area`, any labels, computed if
    absent; `president`, true for the president's commune, and `outside`, as in `Territory`, both optional. `contiguity`
    bool[N, N]; `imputed_fields`, flags [N] by field, true where the value is estimated; `identity`.
    Raises TerritoryError: too few or too many communes.
    """
    population, insee = columns["population"], columns["insee"]
    order = sorted(range(len(insee)), key=lambda i: (-population[i], insee[i]))
    arrays = {name: np.array([columns[name][i] for i in order], kind) for name, kind in COLUMN_TYPES.items()}
    codes = tuple(str(insee[i]) for i in order)
    borders = np.array(contiguity, dtype=np.bool_)[np.ix_(order, order)]
    if "living_area" in columns:
        areas = number_labels([columns["living_area"][i] for i in order])
    else:
        positions_km = np.stack([arrays["x_km"], arrays["y_km"]], axis=1)
        areas = number_labels(living_areas(arrays["population"], positions_km, codes).tolist())
    flags = {name: np.array([flag[i] for i in order], np.bool_) for name, flag in imputed_fields.items()}
    is_imputed = np.zeros(len(order), np.bool_)
    for flag in flags.values():
        is_imputed |= flag
    presides = columns.get("president", [False] * len(order))
    return Territory(
        outside=np.array([columns["outside"][i] for i in order]) if "outside" in columns else np.zeros(0),
        president=next((rank for rank, i in enumerate(order) if presides[i]), None),
        insee=codes,
        names=tuple(str(columns["names"][i]) for i in order),
        contiguity=borders,
        living_area=areas,
        imputed=is_imputed,
        imputed_fields=flags,
        **arrays,
        **identity._asdict(),
    )
