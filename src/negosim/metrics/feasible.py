"""The best feasible text of a dossier for an aim: clauses by cutting planes, projects one by one (recherche).

It works on a copy of the state, through the model's own behaviour: what a commune wants is written once. With
linear losses, no link between clauses and no envy or guilt, the surpluses are concave in the clauses: for
given projects the cuts then close in on the best text, to within `CLOSE`. Elsewhere the value found is that
of a feasible text all the same, hence a lower bound of the best.
"""

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import compiled
from negosim.negotiation.behaviour import common_gain, gain_beside, item_gain
from negosim.negotiation.dossier import DRAFT
from negosim.negotiation.offers import offered
from negosim.negotiation.texts import ceiling, spending, start_draft
from negosim.science.frontier import cut_ellipsoid, fair_value, fair_values, reach, unit_ball

__all__ = [
    "CLOSE", "LEAST", "MEAN", "SMALLEST", "best_text", "fits", "lowest_first", "value_all", "value_of_text",
    "weigh_draft",
]  # fmt: skip

LEAST, MEAN = range(2)
"""Aim: the least over communes of (U - offset) / scale, or their mean."""

CLOSE = 1e-4
"""Units of value within which the search of the clauses stops."""

ROUNDING = 1e-12
STEP = 1e-7
SMALLEST = 1e-9
LONGEST = 400


@compiled
def fits(s, d):
    """Whether the items of the draft of dossier d are feasible: paid for, and one at most where they are exclusive.

    The cap of posts is the budget of their dossier. Partners pay under their condition.
    """
    count = 0
    for q in range(s.dossiers[d].items):
        count += s.items[d, q].draft
    if s.dossiers[d].exclusive and count > 1:
        return False
    return spending(s, d, DRAFT) <= ceiling(s, d) + ROUNDING


@compiled
def lowest_first(s, d, ambitious):
    """The least that the first clause may be: the partners' condition where their money is spent, or wanted; else 0.

    `ambitious`: it is wanted.
    """
    if s.dossiers[d].cofinanced > 0.0 and (ambitious or spending(s, d, DRAFT) > s.dossiers[d].budget + ROUNDING):
        return s.p.cofinancing_condition
    return 0.0


@compiled
def weigh_draft(s, d, own):
    """Write into `own` float64[N] what the draft of dossier d offers to each commune, transfers included."""
    common = common_gain(s, d, DRAFT)
    for i in range(s.communes.shape[0]):
        s.stakes[d, i].gain_draft = gain_beside(s, d, i, DRAFT, common)
        own[i] = offered(s, d, i, DRAFT)


@compiled
def value_all(s, own, values):
    """Write into `values` float64[N] the social value to each commune of what all are offered."""
    fair_values(own, s.communes.culture, s.communes.envy, s.communes.guilt, values)


@compiled
def score(s, own, aim, offset, scale, values):
    """Value of the aim where all are offered `own`, and the commune that is worst off (-1 for the mean)."""
    value_all(s, own, values)
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
def slope_of_draft(s, d, here, worst, offset, scale, values, slope):
    """Write the slope of the aim, worth `here`, along each clause, by a short step that stays in the unit cube."""
    own = np.empty(values.shape[0])
    for k in range(slope.shape[0]):
        start = s.clauses[d, k].draft
        step = STEP if start + STEP <= 1.0 else -STEP
        s.clauses[d, k].draft = start + step
        weigh_draft(s, d, own)
        if worst < 0:
            after, _ = score(s, own, MEAN, offset, scale, values)
        else:
            commune = s.communes[worst]
            after = fair_value(own, worst, commune.culture, commune.envy, commune.guilt)
            after = (after - offset[worst]) / scale[worst]
        slope[k] = (after - here) / step
        s.clauses[d, k].draft = start


@compiled
def outside(centre, first, slope):
    """Write the inward slope at the clause that is the farthest outside [0, 1]; by how much it is outside.

    The first clause is at least `first`.
    """
    worst, depth = -1, 0.0
    for k in range(centre.shape[0]):
        slope[k] = 0.0
        out = max((first if k == 0 else 0.0) - centre[k], centre[k] - 1.0)
        if out > depth:
            worst, depth = k, out
    if worst >= 0:
        slope[worst] = -1.0 if centre[worst] > 1.0 else 1.0
    return depth


@compiled
def improve_clauses(s, d, first, aim, offset, scale, values, best):
    """Search the clauses for the draft's items: write into the draft the best found, worth `best` or more.

    The first clause is at least `first`.
    """
    count = s.dossiers[d].clauses
    centre, shape, slope, clauses = np.full(count, 0.5), unit_ball(count), np.zeros(count), np.zeros(count)
    own = np.empty(values.shape[0])
    for k in range(count):
        clauses[k] = s.clauses[d, k].draft
    for _ in range(LONGEST):
        depth = outside(centre, first, slope)
        if depth <= 0.0:
            for k in range(count):
                s.clauses[d, k].draft = centre[k]
            weigh_draft(s, d, own)
            value, worst = score(s, own, aim, offset, scale, values)
            if value > best:
                best = value
                for k in range(count):
                    clauses[k] = centre[k]
            slope_of_draft(s, d, value, worst, offset, scale, values, slope)
            if reach(shape, slope) <= CLOSE:
                break
            depth = best - value
        if not cut_ellipsoid(centre, shape, slope, depth):
            break
    for k in range(count):
        s.clauses[d, k].draft = clauses[k]
    return best


@compiled
def try_flip(s, d, q, r, aim, offset, scale, values, own):
    """Value of the draft, which offers `own`, had item q changed and item r (-1 for none) left; nothing moves."""
    after, sign = own.copy(), -1.0 if s.items[d, q].draft else 1.0
    s.items[d, q].draft = not s.items[d, q].draft
    if r >= 0:
        s.items[d, r].draft = False
    value = -math.inf
    if fits(s, d):
        for i in range(own.shape[0]):
            after[i] += sign * item_gain(s, d, i, q)
            if r >= 0:
                after[i] -= item_gain(s, d, i, r)
        value, _ = score(s, after, aim, offset, scale, values)
    s.items[d, q].draft = not s.items[d, q].draft
    if r >= 0:
        s.items[d, r].draft = True
    return value


@compiled
def flip_best(s, d, aim, offset, scale, values, best):
    """Change the one item, or swap the two, that raise the aim the most above `best`; whether one was found."""
    chosen, leaver, own = -1, -1, np.empty(values.shape[0])
    weigh_draft(s, d, own)
    for q in range(s.dossiers[d].items):
        value = try_flip(s, d, q, -1, aim, offset, scale, values, own)
        if value > best:
            best, chosen, leaver = value, q, -1
        if not s.items[d, q].draft:
            for r in range(s.dossiers[d].items):
                if s.items[d, r].draft:
                    value = try_flip(s, d, q, r, aim, offset, scale, values, own)
                    if value > best:
                        best, chosen, leaver = value, q, r
    if chosen >= 0:
        s.items[d, chosen].draft = not s.items[d, chosen].draft
        if leaver >= 0:
            s.items[d, leaver].draft = False
    return chosen >= 0


@compiled
def climb(s, d, ambitious, aim, offset, scale, values):
    """Improve the draft of dossier d, clauses then items, until no flip of an item helps; the value reached.

    `ambitious`: the first clause meets the partners' condition throughout, so that their money may be spent.
    """
    own = np.empty(values.shape[0])
    if s.dossiers[d].clauses > 0:
        s.clauses[d, 0].draft = max(s.clauses[d, 0].draft, lowest_first(s, d, ambitious))
    weigh_draft(s, d, own)
    best, _ = score(s, own, aim, offset, scale, values)
    best = improve_clauses(s, d, lowest_first(s, d, ambitious), aim, offset, scale, values, best)
    for _ in range(s.dossiers[d].items):
        if not flip_best(s, d, aim, offset, scale, values, best + SMALLEST):
            break
        weigh_draft(s, d, own)
        reached, _ = score(s, own, aim, offset, scale, values)
        best = max(best, improve_clauses(s, d, lowest_first(s, d, ambitious), aim, offset, scale, values, reached))
    return best


@compiled
def best_text(s, d, aim, offset, scale, values):
    """Best value found of the aim over the feasible texts of dossier d, from its text and from no item at all.

    Where partners may pay, both again from a first clause that meets their condition. Args: `offset` and `scale`
    float64[N], see `LEAST`; `values` float64[N] is written over. The draft is too.
    """
    own = np.empty(values.shape[0])
    start_draft(s, d)
    weigh_draft(s, d, own)
    best, _ = score(s, own, aim, offset, scale, values)
    for ambitious in (False, True):
        if not ambitious or (s.dossiers[d].cofinanced > 0.0 and s.dossiers[d].items > 0):
            start_draft(s, d)
            best = max(best, climb(s, d, ambitious, aim, offset, scale, values))
            if s.dossiers[d].items > 0:
                start_draft(s, d)
                for q in range(s.dossiers[d].items):
                    s.items[d, q].draft = False
                best = max(best, climb(s, d, ambitious, aim, offset, scale, values))
    return best


@compiled
def value_of_text(s, d, values):
    """Write into `values` float64[N] the social value to each commune of the text of dossier d."""
    own = np.empty(values.shape[0])
    start_draft(s, d)
    weigh_draft(s, d, own)
    value_all(s, own, values)
