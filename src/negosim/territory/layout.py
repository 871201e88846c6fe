"""Places on a map when none is given, and who borders whom when no shape is known."""

from __future__ import annotations

import math

import numpy as np

from negosim.territory.model import Booleans, Floats, distances

__all__ = ["gabriel", "ring", "sunflower"]

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def gabriel(x_km: Floats, y_km: Floats) -> Booleans:
    """Gabriel graph of N points, bool [N, N]: neighbours have no third point in the disc between them.

    Points at the same place are neighbours. Source: Gabriel and Sokal (1969).
    """
    squared = distances(x_km, y_km) ** 2
    n = len(x_km)
    found = np.ones((n, n), np.bool_)
    for third in range(n):
        inside = squared[:, third, None] + squared[None, third, :] < squared * (1 - 1e-9)
        found &= ~inside
    np.fill_diagonal(found, val=False)
    return found


def ring(n: int, radius_km: float) -> tuple[Floats, Floats]:
    """N places at equal steps on a circle, two float64 [N]."""
    return _polar([radius_km] * n, [2 * math.pi * i / n for i in range(n)])


def sunflower(n: int, radius_km: float) -> tuple[Floats, Floats]:
    """N places spread evenly over a disc, the first nearest to its centre, two float64 [N].

    Source: Vogel (1979), a better way to construct the sunflower head.
    """
    return _polar([radius_km * math.sqrt((i + 0.5) / n) for i in range(n)], [i * GOLDEN_ANGLE for i in range(n)])


def _polar(radius_km: list[float], angle: list[float]) -> tuple[Floats, Floats]:
    """Points in polar coordinates on the map, to the millimetre."""
    pairs = list(zip(radius_km, angle, strict=True))
    east = [round(radius * math.cos(turn), 6) for radius, turn in pairs]
    north = [round(radius * math.sin(turn), 6) for radius, turn in pairs]
    return np.array(east), np.array(north)
