"""Columns about communes, in any order, put together into one `Territory`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from negosim.territory.living_areas import living_areas
from negosim.territory.model import Booleans, Floats, Integers, Territory

__all__ = ["Identity", "assemble", "local_km", "numbered"]

EARTH_RADIUS_KM = 6371.0088
ARRAYS = {
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
    """What an intercommunality is called and where its figures come from (see `Territory`)."""

    siren: str
    name: str
    category: str
    tax_regime: str
    source: str
    data_hash: str


def local_km(lon: Sequence[float], lat: Sequence[float]) -> tuple[Floats, Floats]:
    """Kilometres east and north of the middle of the points, to the millimetre, two float64 [N].

    Equirectangular projection at the mean latitude: good to some 0.5 % within one intercommunality.
    """
    middle_lon, middle_lat = math.fsum(lon) / len(lon), math.fsum(lat) / len(lat)
    per_degree = EARTH_RADIUS_KM * math.pi / 180
    narrower = per_degree * math.cos(math.radians(middle_lat))
    east = [round((value - middle_lon) * narrower, 6) for value in lon]
    north = [round((value - middle_lat) * per_degree, 6) for value in lat]
    return np.array(east), np.array(north)


def numbered(labels: Sequence[Any]) -> Integers:
    """Labels replaced by 0, 1, 2... in the order of their first commune, int64 [N]."""
    order: dict[Any, int] = {}
    return np.array([order.setdefault(label, len(order)) for label in labels], dtype=np.int64)


def assemble(
    columns: Mapping[str, Sequence[Any] | np.ndarray],
    contiguity: Booleans,
    imputed_fields: Mapping[str, Sequence[bool]],
    identity: Identity,
) -> Territory:
    """The territory of these columns (`insee`, `names` and `ARRAYS`), sorted by population then INSEE code.

    `columns["living_area"]` may hold any labels; without it the areas are computed. `columns["president"]`, if
    any, is true for the president's commune, and `columns["outside"]` as in `Territory`. `TerritoryError` if there
    are too few or too many communes.
    """
    population, insee = columns["population"], columns["insee"]
    order = sorted(range(len(insee)), key=lambda i: (-population[i], insee[i]))
    arrays = {name: np.array([columns[name][i] for i in order], kind) for name, kind in ARRAYS.items()}
    codes = tuple(str(insee[i]) for i in order)
    borders = np.array(contiguity, dtype=np.bool_)[np.ix_(order, order)]
    if "living_area" in columns:
        areas = numbered([columns["living_area"][i] for i in order])
    else:
        places = np.stack([arrays["x_km"], arrays["y_km"]], axis=1)
        areas = numbered(living_areas(arrays["population"], places, codes).tolist())
    flags = {name: np.array([flag[i] for i in order], np.bool_) for name, flag in imputed_fields.items()}
    imputed = np.zeros(len(order), np.bool_)
    for flag in flags.values():
        imputed |= flag
    presides = columns.get("president", [False] * len(order))
    return Territory(
        outside=np.array([columns["outside"][i] for i in order]) if "outside" in columns else np.zeros(0),
        president=next((rank for rank, i in enumerate(order) if presides[i]), None),
        insee=codes,
        names=tuple(str(columns["names"][i]) for i in order),
        contiguity=borders,
        living_area=areas,
        imputed=imputed,
        imputed_fields=flags,
        **arrays,
        **identity._asdict(),
    )
