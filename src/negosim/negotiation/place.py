"""What the data of a place say of its communes before anything is drawn: wealth, nearness, themes (territoire).

Source: `territory.model.Territory` for the data; each function says what it makes of them.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from negosim.negotiation.state.clause import THEMES
from negosim.territory.model import CORE, Floats, Territory

__all__ = ["by_size", "proximities", "theme_traits", "wealth_gaps"]


@lru_cache(maxsize=64)
def by_size(territory: Territory) -> np.ndarray:
    """Communes from the most to the least populous [N], then by INSEE code."""
    order = sorted(range(territory.n), key=lambda i: (-int(territory.population[i]), territory.insee[i]))
    return np.array(order)


GAP_UNIT = 1 << 20


@lru_cache(maxsize=64)
def wealth_gaps(territory: Territory) -> np.ndarray:
    """What solidarity by legal criteria gives each commune, before scaling: float64[N] in [-1, 1], of sum 0.

    Half comes from the gap between the mean income per head and its own, half from the gap in financial potential per
    head. Values are multiples of 2**-20. Source: L.5211-28-4.
    """
    people = territory.population / territory.population.sum()
    gaps = np.zeros(territory.n)
    for values in (territory.income_per_head, territory.potential_per_head):
        mean = float((people * values).sum())
        gaps += 0.5 * (mean - values) / mean
    gaps -= gaps.mean()
    largest = float(np.abs(gaps).max())
    steps = np.rint(gaps / largest * 0.9 * GAP_UNIT) if largest > 1e-9 else np.zeros(territory.n)
    steps[by_size(territory)[0]] -= steps.sum()
    return steps / GAP_UNIT


@lru_cache(maxsize=64)
def proximities(territory: Territory, width: float) -> np.ndarray:
    """Share of the neighbourhood benefit of a project in commune j that reaches commune i: float64[N, N], by [i, j].

    It decreases with distance, which counts half inside a living area. The reach, `width` times the largest distance at
    12 communes, shrinks with their number, so that a commune's stake does not depend on it.
    """
    distance = territory.distance_km
    across = max(float(distance.max()), 1e-9)
    inside = territory.living_area[:, None] == territory.living_area[None, :]
    reach = width * math.sqrt(12.0 / territory.n) * across
    return np.exp(-np.where(inside, 0.5, 1.0) * distance / reach)


def centred(values: Floats) -> Floats:
    """`values` less their mean, over the largest distance from it: float64[N] in [-1, 1]; zeros where all are equal."""
    apart = values - values.mean()
    largest = float(np.abs(apart).max())
    return apart / largest if largest > 1e-9 else np.zeros(len(values))


@lru_cache(maxsize=64)
def theme_traits(territory: Territory) -> Floats:
    """What the features of each commune make it want more than the mean commune of its place: float64[N, themes].

    In [-1, 1]. Solidarity falls with its wealth; proximity rises with its distance from the core and with its
    smallness; the voice of small communes rises as its share of the people falls; fiscal prudence rises with the taxes
    that it already bears. Integration, and ecology or growth, have no trait. Doubling all populations changes nothing.
    """
    smallness = centred(-np.log(territory.population.astype(np.float64)))
    distance = centred(territory.distance_km[:, int(np.argmax(territory.roles == CORE))])
    traits = {
        "solidarity": wealth_gaps(territory),
        "proximity": 0.5 * smallness + 0.5 * distance,
        "small_communes_voice": smallness,
        "fiscal_prudence": centred(territory.fiscal_effort),
    }
    return np.stack([traits.get(theme, np.zeros(territory.n)) for theme in THEMES], axis=1)
