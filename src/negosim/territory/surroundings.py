"""The population near a commune that lives outside the perimeter (territoires voisins)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from negosim.territory.assembly import EARTH_RADIUS_KM
from negosim.territory.model import Floats
from negosim.territory.tables import table

__all__ = ["REACH_KM", "outside_share"]

REACH_KM = 6.0
"""Distance over which the weight of a person is divided by e."""

FARTHEST = 5.0


@cache
def national_communes() -> tuple[np.ndarray, Floats, Floats, Floats]:
    """For every commune: SIREN of its intercommunality, longitude and latitude in degrees, population."""
    communes = table("communes")
    sirens = communes["siren"].to_numpy(zero_copy_only=False)
    lon, lat = communes["lon"].to_numpy().astype(np.float64), communes["lat"].to_numpy().astype(np.float64)
    return sirens, lon, lat, communes["population_2022"].to_numpy().astype(np.float64)


def outside_share(siren: str, lon: Sequence[float], lat: Sequence[float]) -> Floats:
    """The share of the people near each point who live outside the intercommunality `siren`, float64[N].

    A person at distance d has the weight exp(-d / 6 km), up to 30 km. Foreign communes are not in the tables: nobody
    lives beyond a national border.
    Args: `lon` and `lat` [N], coordinates of the points in degrees.
    """
    sirens, all_lon, all_lat, people = national_communes()
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
