"""Living areas (bassins de vie) computed from size and distance alone: towns pull the communes around.

INSEE's own living areas rest on counts of shops and services, which the package does not ship. Here a commune
is a centre when it has at least `CENTRE_POPULATION` inhabitants and no greater centre pulls harder on it than
it pulls itself at `CENTRE_KM`; each other commune joins the centre that pulls it most, where

    pull = sqrt(population of the centre) / distance^2.

For the shipped tables this was done once over the whole country, so that a commune may look to a town outside
its intercommunality, as in more than half of INSEE's areas. For a user's file only the communes given can be
centres, which is a rougher guess. Measured agreement with INSEE and what it fails to see:
`docs/decisions/living_areas.md`. Relabelling the communes relabels the areas; ties go to the larger centre,
then to the lower INSEE code.

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
    """The row of each commune's centre, int64 [N]; the largest commune always is a centre.

    `position_km` is [N, D]: D = 2 on a map, D = 3 from the centre of the Earth for a whole country. N >= 1.
    """
    order = sorted(range(len(codes)), key=lambda row: (-population[row], codes[row]))
    centres = _centres(population, position_km, order)
    root = np.sqrt(population[centres])
    found = np.empty(len(codes), np.int64)
    for row in order:
        found[row] = centres[int(_pulls(root, position_km[centres], position_km[row]).argmax())]
    found[centres] = centres
    return found


def _centres(population: Integers, position_km: Floats, order: list[int]) -> Integers:
    """The rows of the centres, the largest first, int64 [C]."""
    centres = np.array(order)
    count = 1
    for row in order[1:]:
        if population[row] < CENTRE_POPULATION:
            break
        known = centres[:count]
        own = np.sqrt(population[row]) / CENTRE_KM**2
        if _pulls(np.sqrt(population[known]), position_km[known], position_km[row]).max() <= own:
            centres[count] = row
            count += 1
    return centres[:count].copy()


def _pulls(root: Floats, centres_km: Floats, place_km: Floats) -> Floats:
    """How hard each of C centres pulls on a place, float64 [C]; nobody is closer than `NEAREST_KM`."""
    apart = centres_km - place_km
    squared = (apart * apart).sum(axis=1)
    return root / np.maximum(squared, NEAREST_KM**2)
