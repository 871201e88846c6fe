"""The best clauses of a dossier for an aim and given items: cutting planes, then pattern search (recherche de clauses).

With linear losses, no interdependence of clauses and no envy or guilt, the surpluses are concave in the clauses: the
cuts then close in on the best clauses, to within `PRECISION`. Elsewhere they may miss them: the search also starts from
the ideals of each commune, and ends with steps along one clause at a time.
"""

# pyright: strict

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import Floats, compiled
from negosim.negotiation.commune.behaviour import common_gain, gain_with_common
from negosim.negotiation.commune.offers import offer_to
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT
from negosim.science.frontier import cut_ellipsoid, fair_value, fair_values, reach, unit_ball

__all__ = ["LEAST", "MEAN", "PRECISION", "SMALLEST_GAIN", "improve_clauses", "score", "value_all", "weigh_draft"]

LEAST, MEAN = range(2)
"""Aims: the least over communes of (U - offset) / scale, or its mean over communes."""

PRECISION = 1e-4
"""Distance to the best value, in units of value, at which the cuts stop."""

STEP = 1e-7
"""Step of a finite difference, on the scale of a clause."""

SHORTEST_STEP = 1e-4
"""Step below which the pattern search stops, on the scale of a clause."""

SMALLEST_GAIN = 1e-9
"""Least rise of the aim that counts."""

MOST_CUTS = 400
"""Largest number of cuts."""


@compiled
def weigh_draft(s: State, d: int, own: Floats) -> None:
    """Write into `own` float64[N] what the draft of dossier d offers each commune, transfers included."""
    common = common_gain(s, d, DRAFT)
    for i in range(s.communes.shape[0]):
        s.stakes[d, i].gain_draft = gain_with_common(s, d, i, DRAFT, common)
        own[i] = offer_to(s, d, i, DRAFT)


@compiled
def value_all(s: State, d: int, own: Floats, values: Floats) -> None:
    """Write into `values` float64[N] the social value to each commune of the offers `own` float64[N] in dossier d."""
    weight = s.dossiers[d].comparison
    fair_values(own, s.communes.culture, weight * s.communes.envy, weight * s.communes.guilt, values)


@compiled
def score(s: State, d: int, own: Floats, aim: int, offset: Floats, scale: Floats, values: Floats) -> tuple[float, int]:
    """Value of the aim for the offers `own`, and the commune that is worst off (-1 under MEAN)."""
    value_all(s, d, own, values)
    total, least, worst = 0.0, math.inf, -1
    for i in range(own.shape[0]):
        value = (values[i] - offset[i]) / scale[i]
        total += value
        if value < least:
            least, worst = value, i
    if aim == LEAST:
        return least, worst
    return total / own.shape[0], -1


@compiled
def slope_of_draft(
    s: State, d: int, here: float, worst: int, offset: Floats, scale: Floats, values: Floats, slope: Floats
) -> None:
    """Write into `slope` [K] that of the aim, worth `here`, along each clause, by a step that stays in [0, 1]."""
    own = np.empty(values.shape[0])
    for k in range(slope.shape[0]):
        start = s.clauses[d, k].draft
        step = STEP if start + STEP <= 1.0 else -STEP
        s.clauses[d, k].draft = start + step
        weigh_draft(s, d, own)
        if worst < 0:
            after, _ = score(s, d, own, MEAN, offset, scale, values)
        else:
            commune = s.communes[worst]
            weight = s.dossiers[d].comparison
            after = fair_value(own, worst, commune.culture, weight * commune.envy, weight * commune.guilt)
            after = (after - offset[worst]) / scale[worst]
        slope[k] = (after - here) / step
        s.clauses[d, k].draft = start


@compiled
def write_inward_slope(centre: Floats, first: float, slope: Floats) -> float:
    """Write the inward slope at the clause that is the farthest out of its bounds, and return by how much it is.

    Bounds are [0, 1], and [`first`, 1] for the first clause.
    """
    worst, depth = -1, 0.0
    for k in range(centre.shape[0]):
        slope[k] = 0.0
        excess = max((first if k == 0 else 0.0) - centre[k], centre[k] - 1.0)
        if excess > depth:
            worst, depth = k, excess
    if worst >= 0:
        slope[worst] = -1.0 if centre[worst] > 1.0 else 1.0
    return depth


@compiled
def try_clauses(
    s: State,
    d: int,
    candidate: Floats,
    aim: int,
    offset: Floats,
    scale: Floats,
    values: Floats,
    best: float,
    clauses: Floats,
    own: Floats,
) -> tuple[float, int, float]:
    """Value of the aim with the clauses `candidate` float64[K], the commune worst off, and the best value so far.

    The candidate is copied into `clauses` where it is better than `best`; `own` float64[N] is written over.
    """
    for k in range(candidate.shape[0]):
        s.clauses[d, k].draft = candidate[k]
    weigh_draft(s, d, own)
    value, worst = score(s, d, own, aim, offset, scale, values)
    if value > best:
        for k in range(candidate.shape[0]):
            clauses[k] = candidate[k]
    return value, worst, max(best, value)


@compiled
def improve_clauses(
    s: State, d: int, first: float, aim: int, offset: Floats, scale: Floats, values: Floats, best: float
) -> float:
    """Write into the draft the best clauses that the search finds for its items, and return their value.

    `best` is the value of the draft's clauses at the start. The first clause is at least `first`.
    """
    count = s.dossiers[d].clauses
    clauses, candidate, own = np.zeros(count), np.zeros(count), np.empty(values.shape[0])
    for k in range(count):
        clauses[k] = s.clauses[d, k].draft
    for j in range(values.shape[0]):
        for k in range(count):
            candidate[k] = max(s.opinions[d, j, k].ideal, first if k == 0 else 0.0)
        _, _, best = try_clauses(s, d, candidate, aim, offset, scale, values, best, clauses, own)
    best = cutting_planes(s, d, first, aim, offset, scale, values, best, clauses, own)
    best = pattern_search(s, d, first, aim, offset, scale, values, best, clauses, own)
    for k in range(count):
        s.clauses[d, k].draft = clauses[k]
    return best


@compiled
def cutting_planes(
    s: State,
    d: int,
    first: float,
    aim: int,
    offset: Floats,
    scale: Floats,
    values: Floats,
    best: float,
    clauses: Floats,
    own: Floats,
) -> float:
    """Search the best clauses by cutting planes, write them into `clauses` float64[K], and return their value.

    `clauses` stays as it is, and `best` is returned, where nothing better is found.
    """
    count = s.dossiers[d].clauses
    centre, shape, slope = np.full(count, 0.5), unit_ball(count), np.zeros(count)
    for _ in range(MOST_CUTS):
        depth = write_inward_slope(centre, first, slope)
        if depth <= 0.0:
            value, worst, best = try_clauses(s, d, centre, aim, offset, scale, values, best, clauses, own)
            slope_of_draft(s, d, value, worst, offset, scale, values, slope)
            if reach(shape, slope) <= PRECISION:
                break
            depth = best - value
        if not cut_ellipsoid(centre, shape, slope, depth):
            break
    return best


@compiled
def pattern_search(
    s: State,
    d: int,
    first: float,
    aim: int,
    offset: Floats,
    scale: Floats,
    values: Floats,
    best: float,
    clauses: Floats,
    own: Floats,
) -> float:
    """Move one clause of `clauses` float64[K] at a time, halve the step when no move helps, and return the best value.

    Source: Hooke and Jeeves 1961.
    """
    count, size = s.dossiers[d].clauses, 0.25
    candidate = np.zeros(count)
    while size > SHORTEST_STEP:
        before = best
        for k in range(count):
            for sign in (-1.0, 1.0):
                for m in range(count):
                    candidate[m] = clauses[m]
                candidate[k] = min(1.0, max(first if k == 0 else 0.0, clauses[k] + sign * size))
                _, _, best = try_clauses(s, d, candidate, aim, offset, scale, values, best, clauses, own)
        if best <= before + SMALLEST_GAIN:
            size *= 0.5
    return best
