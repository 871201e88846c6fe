"""Living areas (bassins de vie) from populations and distances: each commune goes to the town that attracts it most.

The living areas of INSEE use counts of shops and services, which the package does not contain. Here the attraction of a
centre on a commune is

    pull = sqrt(population of the centre) / distance^2.

A commune is a centre if it has at least `CENTRE_POPULATION` inhabitants and no larger centre has more pull on it than
it has itself at `CENTRE_KM`. Every other commune joins the centre with the largest pull; ties go to the larger centre,
then to the lower INSEE code.

In the tables of the package this is computed over the whole country: a commune may belong to the area of a town outside
its intercommunality, as in more than half of the areas of INSEE. In a user's file the centres are communes of the file,
which is less accurate. Measured agreement with INSEE, and its limits: `docs/decisions/living_areas.md`.

Source: Reilly (1931), the law of retail gravitation; Huff (1964), probability of the largest pull.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["CENTRE_KM", "CENTRE_POPULATION", "living_areas"]

CENTRE_POPULATION = 1500
CENTRE_KM = 6.5
NEAREST_KM = 0.5

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def living_areas(population: Integers, position_km: Floats, codes: Sequence[str]) -> Integers:
    """The index of the centre of each commune, int64[N]; the largest commune is always a centre.

    Args: `population` int64[N], N >= 1; `position_km` float64[N, D], with D = 2 on a map, D = 3 from the centre of the
    Earth for a whole country; `codes` [N], INSEE codes.
    """
    order = sorted(range(len(codes)), key=lambda row: (-population[row], codes[row]))
    centres = _centres(population, position_km, order)
    root = np.sqrt(population[centres])
    centre_of = np.empty(len(codes), np.int64)
    for row in order:
        centre_of[row] = centres[int(_pulls(root, position_km[centres], position_km[row]).argmax())]
    centre_of[centres] = centres
    return centre_of


def _centres(population: Integers, position_km: Floats, order: list[int]) -> Integers:
    """The indices of the centres, the largest first, int64[C]."""
    centres = np.array(order)
    count = 1
    for row in order[1:]:
        if population[row] < CENTRE_POPULATION:
            break
        larger = centres[:count]
        own = np.sqrt(population[row]) / CENTRE_KM**2
        if _pulls(np.sqrt(population[larger]), position_km[larger], position_km[row]).max() <= own:
            centres[count] = row
            count += 1
    return centres[:count].copy()


def _pulls(root: Floats, centres_km: Floats, point_km: Floats) -> Floats:
    """The pull of each of C centres on a point, float64[C]; distances are at least `NEAREST_KM`."""
    apart = centres_km - point_km
    squared = (apart * apart).sum(axis=1)
    return root / np.maximum(squared, NEAREST_KM**2)
