"""Who lives near a commune, on the other side of the perimeter (territoires voisins)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from negosim.territory.model import Floats
from negosim.territory.tables import table

__all__ = ["REACH_KM", "outside_share"]

REACH_KM = 6.0
"""Distance at which what a facility brings is divided by e."""

FARTHEST = 5.0
EARTH_RADIUS_KM = 6371.0088


@cache
def country() -> tuple[np.ndarray, Floats, Floats, Floats]:
    """SIREN of the intercommunality, longitude, latitude (degrees) and inhabitants of every commune."""
    communes = table("communes")
    sirens = communes["siren"].to_numpy(zero_copy_only=False)
    lon, lat = communes["lon"].to_numpy().astype(np.float64), communes["lat"].to_numpy().astype(np.float64)
    return sirens, lon, lat, communes["population_2022"].to_numpy().astype(np.float64)


def outside_share(siren: str, lon: Sequence[float], lat: Sequence[float]) -> Floats:
    """Of the people within reach of each place of an intercommunality, the share that lives outside it, float64 [N].

    People count the less the farther they live: exp(-distance / 6 km), as far as 30 km. A border with another
    country has nobody behind it: foreign communes are not in the tables.
    """
    sirens, all_lon, all_lat, people = country()
    per_degree = EARTH_RADIUS_KM * math.pi / 180
    shares = []
    for east, north in zip(lon, lat, strict=True):
        up = np.abs(all_lat - north) * per_degree
        close = np.flatnonzero(up < FARTHEST * REACH_KM)
        across = (all_lon[close] - east) * per_degree * math.cos(math.radians(north))
        distance = np.hypot(across, up[close])
        near = close[distance < FARTHEST * REACH_KM]
        weight = people[near] * np.exp(-distance[distance < FARTHEST * REACH_KM] / REACH_KM)
        outside = math.fsum(weight[sirens[near] != siren])
        shares.append(round(outside / max(math.fsum(weight), 1e-9), 9))
    return np.array(shares)
