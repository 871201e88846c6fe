"""Synthetic intercommunalities, for games with known symmetries and for sweeps over size and inequality.

Random numbers come from the raw bits of the Philox generator (Salmon et al., 2011): every version of NumPy makes the
same territory from the same seed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from negosim.errors import UserError, message
from negosim.knobs import DESIGN, choice, knob, problems_of
from negosim.law.categories import CATEGORIES, TAX_REGIMES
from negosim.territory.assembly import Identity, assemble
from negosim.territory.layout import gabriel, ring
from negosim.territory.model import MAX_COMMUNES, MIN_COMMUNES, Booleans, Floats, Territory, distances
from negosim.territory.tables import hash_of

__all__ = ["SyntheticSettings", "synthesise"]

POTENTIAL_EUR = 1000.0
FISCAL_SHARE = 0.95
INCOME_EUR = 16_000.0
ALLOCATION_EUR = 100.0
CANDIDATES = 8


@dataclass(frozen=True)
class SyntheticSettings:
    """Settings of a synthetic intercommunality."""

    n_communes: int = knob(
        12,
        MIN_COMMUNES,
        MAX_COMMUNES,
        "number of communes (a whole number)",
        "communes",
        "Nombre de communes",
        DESIGN,
    )
    population: int = knob(
        30_000, 500, 2_000_000, "municipal population of the whole", "inhabitants", "Population totale", DESIGN
    )
    concentration: float = knob(
        1.0,
        0.0,
        2.0,
        "Zipf exponent of the communes' sizes; 0 makes them equal",
        "",
        "Concentration de la population",
        "Zipf (1949)",
    )
    wealth_spread: float = knob(
        0.5,
        0.0,
        1.0,
        "potential per head is drawn between 1/(1+s) and 1+s times its usual value; 0 makes it equal",
        "",
        "Écarts de richesse",
        DESIGN,
    )
    width_km: float = knob(25.0, 5.0, 150.0, "diameter of the territory", "km", "Diamètre du territoire", DESIGN)
    n_living_areas: int = knob(
        3,
        1,
        20,
        "number of living areas, at most one per commune (a whole number)",
        "areas",
        "Bassins de vie",
        DESIGN,
    )
    category: str = choice(
        "CC", CATEGORIES, "legal category of the intercommunality", "Catégorie juridique", "CGCT L.5210-1-1 A"
    )
    tax_regime: str = choice(
        "FPU", TAX_REGIMES, "single business tax or additional taxes", "Régime fiscal", "CGI 1609 nonies C"
    )
    duplicate: str = choice(
        "no", ("no", "yes"),
        "yes makes all communes identical, at equal steps on a circle, in one living area: a symmetric game",
        "Communes identiques", DESIGN,
    )  # fmt: skip


def synthesise(settings: SyntheticSettings, seed: int) -> Territory:
    """The synthetic territory of these settings; `seed`, a whole number from 0, determines positions and wealth.

    With `duplicate`, nothing is random, and the total population is rounded down to a multiple of the number of
    communes. Raises UserError: every wrong setting.
    """
    _check(settings, seed)
    n = settings.n_communes
    communes = (
        _identical_communes(settings)
        if settings.duplicate == "yes"
        else _random_communes(settings, UniformNumbers(seed))
    )
    per_head = ALLOCATION_EUR if settings.tax_regime == "FPU" else 0.0
    columns = {
        "insee": [f"S{i:04d}" for i in range(1, n + 1)],
        "names": [f"Commune {i}" for i in range(1, n + 1)],
        "population": communes.population,
        "population_2023": communes.population,
        "potential_per_head": [round(POTENTIAL_EUR * factor, 2) for factor in communes.wealth],
        "fiscal_potential_per_head": [round(POTENTIAL_EUR * FISCAL_SHARE * f, 2) for f in communes.wealth],
        "income_per_head": [round(INCOME_EUR * factor, 2) for factor in communes.income],
        "fiscal_effort": [1.0] * n,
        "compensation_allocation_eur": [
            float(round(per_head * heads * f)) for heads, f in zip(communes.population, communes.wealth, strict=True)
        ],
        "area_km2": [round(math.pi * settings.width_km**2 / 4 / n, 3)] * n,
        "x_km": communes.x_km,
        "y_km": communes.y_km,
        "living_area": communes.living_area,
    }
    identity = Identity(
        siren=f"synthetic-{seed}",
        name=f"Territoire synthétique ({n} communes)",
        category=settings.category,
        tax_regime=settings.tax_regime,
        source="synthetic",
        data_hash=hash_of(repr(settings), str(seed)),
    )
    return assemble(columns, communes.contiguity, {}, identity)


class UniformNumbers:
    """A source of uniform numbers in [0, 1), one for each call, from the raw bits of Philox."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.Philox(key=seed)

    def __call__(self) -> float:
        return (int(self._bits.random_raw()) >> 11) * 2.0**-53


class Communes(NamedTuple):
    """The data of the communes of a synthetic territory: lists of N values, `contiguity` bool[N, N]."""

    population: list[int]
    wealth: list[float]
    income: list[float]
    x_km: Floats
    y_km: Floats
    contiguity: Booleans
    living_area: list[int]


def _identical_communes(settings: SyntheticSettings) -> Communes:
    """Identical communes at equal distances on a circle, each next to the one before and the one after."""
    n = settings.n_communes
    same = [1.0] * n
    steps = np.abs(np.arange(n)[:, None] - np.arange(n)[None, :])
    borders = (steps == 1) | (steps == n - 1)
    x_km, y_km = ring(n, settings.width_km / 2)
    return Communes([settings.population // n] * n, same, same, x_km, y_km, borders, [0] * n)


def _random_communes(settings: SyntheticSettings, draw: UniformNumbers) -> Communes:
    """Communes of Zipf populations, random wealth and random positions; the largest are centres of living areas."""
    n, spread = settings.n_communes, settings.wealth_spread
    people = zipf_populations(n, settings.population, settings.concentration)
    wealth, income = _factors(draw, n, spread), _factors(draw, n, spread / 2)
    x_km, y_km = spread_points(draw, n, settings.width_km)
    centres = min(settings.n_living_areas, n)
    areas = distances(x_km, y_km)[:, :centres].argmin(axis=1).tolist()
    return Communes(people, wealth, income, x_km, y_km, gabriel(x_km, y_km), areas)


def _check(settings: SyntheticSettings, seed: int) -> None:
    """Raise UserError with every value that is outside its bounds, or not whole."""
    problems = problems_of(settings, "synthetic.")
    for name in ("n_communes", "population", "n_living_areas"):
        value = getattr(settings, name)
        if isinstance(value, float):
            problems.append(
                message("{key} vaut {value} ; un nombre entier est attendu.", key=f"synthetic.{name}", value=value)
            )
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**64:
        problems.append(message("seed vaut « {value} » ; un entier de 0 à 2^64 - 1 est attendu.", value=seed))
    if problems:
        raise UserError(*problems)


def _factors(draw: UniformNumbers, n: int, spread: float) -> list[float]:
    """N random factors between 1/(1+spread) and 1+spread, uniform in logarithm."""
    return [(1 + spread) ** (2 * draw() - 1) for _ in range(n)]


def zipf_populations(n: int, total: int, exponent: float) -> list[int]:
    """N whole populations of sum `total`, at least 1 each, proportional to rank^-exponent.

    They are rounded by largest remainders. Source: Zipf (1949).
    """
    weights = [rank**-exponent for rank in range(1, n + 1)]
    scale = (total - n) / math.fsum(weights)
    exact = [weight * scale for weight in weights]
    people = [1 + math.floor(value) for value in exact]
    by_remainder = sorted(range(n), key=lambda i: (math.floor(exact[i]) - exact[i], i))
    for i in by_remainder[: total - sum(people)]:
        people[i] += 1
    return people


def spread_points(draw: UniformNumbers, n: int, width_km: float) -> tuple[Floats, Floats]:
    """The coordinates of n points in a disc of diameter `width_km`, two float64[n] in km.

    Each point is, among a few random candidates, the farthest from the points before it.
    Source: Mitchell (1991), best-candidate sampling.
    """
    points: list[tuple[float, float]] = []
    for _ in range(n):
        candidates = [_in_disc(draw, width_km / 2) for _ in range(CANDIDATES)]
        gaps = [min((math.dist(c, p) for p in points), default=0.0) for c in candidates]
        points.append(candidates[gaps.index(max(gaps))])
    return np.array([x for x, _ in points]), np.array([y for _, y in points])


def _in_disc(draw: UniformNumbers, radius: float) -> tuple[float, float]:
    """A random point, uniform in a disc, to the millimetre (a point of the square outside it is rejected)."""
    while True:
        x, y = 2 * draw() - 1, 2 * draw() - 1
        if x * x + y * y <= 1:
            return round(x * radius, 6), round(y * radius, 6)
