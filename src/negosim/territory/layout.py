"""Positions of communes without coordinates, and borders of communes without shapes."""

from __future__ import annotations

import math

import numpy as np

from negosim.territory.model import Booleans, Floats, distances

__all__ = ["gabriel", "ring", "sunflower"]

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def gabriel(x_km: Floats, y_km: Floats) -> Booleans:
    """The Gabriel graph of N points, bool[N, N]: two points are neighbours if the disc between them has no other point.

    Points at the same position are neighbours. Args: `x_km` and `y_km` float64[N]. Source: Gabriel and Sokal (1969).
    """
    squared = distances(x_km, y_km) ** 2
    n = len(x_km)
    neighbours = np.ones((n, n), np.bool_)
    for third in range(n):
        inside = squared[:, third, None] + squared[None, third, :] < squared * (1 - 1e-9)
        neighbours &= ~inside
    np.fill_diagonal(neighbours, val=False)
    return neighbours


def ring(n: int, radius_km: float) -> tuple[Floats, Floats]:
    """The coordinates of n points at equal distances on a circle of radius `radius_km`, two float64[n] in km."""
    return _polar([radius_km] * n, [2 * math.pi * i / n for i in range(n)])


def sunflower(n: int, radius_km: float) -> tuple[Floats, Floats]:
    """The coordinates of n points evenly spread over a disc of radius `radius_km`, two float64[n] in km.

    The first point is near the centre.

    Source: Vogel (1979), a better way to construct the sunflower head.
    """
    return _polar([radius_km * math.sqrt((i + 0.5) / n) for i in range(n)], [i * GOLDEN_ANGLE for i in range(n)])


def _polar(radius_km: list[float], angle: list[float]) -> tuple[Floats, Floats]:
    """Cartesian coordinates of points in polar coordinates, to the millimetre."""
    pairs = list(zip(radius_km, angle, strict=True))
    east = [round(radius * math.cos(turn), 6) for radius, turn in pairs]
    north = [round(radius * math.sin(turn), 6) for radius, turn in pairs]
    return np.array(east), np.array(north)
