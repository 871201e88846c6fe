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
from negosim.negotiation.behaviour import gain, item_gain, offered
from negosim.negotiation.dossier import DRAFT
from negosim.negotiation.texts import spending, start_draft
from negosim.science.frontier import cut_ellipsoid, fair_value, fair_values, reach, unit_ball

__all__ = ["CLOSE", "LEAST", "MEAN", "best_text", "fits", "groups_of", "utopia", "value_of_text"]

LEAST, MEAN = range(2)
"""Aim: the least over communes of (U - offset) / scale, or their mean."""

CLOSE = 1e-4
"""Units of value within which the search of the clauses stops."""

STEP = 1e-7
SMALLEST = 1e-9
LONGEST = 400


def groups_of(items: np.ndarray) -> np.ndarray:
    """Group of exclusive options of each item int64[P], -1 for none."""
    named = "group" in (items.dtype.names or ())
    return items["group"].astype(np.int64) if named else np.full(len(items), -1, np.int64)


@compiled
def fits(s, d, groups):
    """Whether the items of the draft of dossier d are feasible: within the budget, one option a group at most."""
    if spending(s, d, DRAFT) > s.dossiers[d].budget + 1e-12:
        return False
    for q in range(s.dossiers[d].items):
        if s.items[d, q].draft and groups[q] >= 0:
            for r in range(q):
                if s.items[d, r].draft and groups[r] == groups[q]:
                    return False
    return True


@compiled
def weigh_draft(s, d, own):
    """Write into `own` float64[N] what the draft of dossier d offers to each commune, transfers included."""
    for i in range(s.communes.shape[0]):
        s.stakes[d, i].gain_draft = gain(s, d, i, DRAFT)
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
def outside(centre, slope):
    """Write the inward slope at the clause that is the farthest outside [0, 1]; by how much it is outside."""
    worst, depth = -1, 0.0
    for k in range(centre.shape[0]):
        slope[k] = 0.0
        out = max(-centre[k], centre[k] - 1.0)
        if out > depth:
            worst, depth = k, out
    if worst >= 0:
        slope[worst] = 1.0 if centre[worst] < 0.0 else -1.0
    return depth


@compiled
def improve_clauses(s, d, aim, offset, scale, values, best):
    """Search the clauses for the draft's items: write into the draft the best found, worth `best` or more."""
    count = s.dossiers[d].clauses
    centre, shape, slope, clauses = np.full(count, 0.5), unit_ball(count), np.zeros(count), np.zeros(count)
    own = np.empty(values.shape[0])
    for k in range(count):
        clauses[k] = s.clauses[d, k].draft
    for _ in range(LONGEST):
        depth = outside(centre, slope)
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
def try_flip(s, d, q, r, groups, aim, offset, scale, values, own):
    """Value of the draft, which offers `own`, had item q changed and item r (-1 for none) left; nothing moves."""
    after, sign = own.copy(), -1.0 if s.items[d, q].draft else 1.0
    s.items[d, q].draft = not s.items[d, q].draft
    if r >= 0:
        s.items[d, r].draft = False
    value = -math.inf
    if fits(s, d, groups):
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
def flip_best(s, d, groups, aim, offset, scale, values, best):
    """Change the one item, or swap the two, that raise the aim the most above `best`; whether one was found."""
    chosen, leaver, own = -1, -1, np.empty(values.shape[0])
    weigh_draft(s, d, own)
    for q in range(s.dossiers[d].items):
        value = try_flip(s, d, q, -1, groups, aim, offset, scale, values, own)
        if value > best:
            best, chosen, leaver = value, q, -1
        if not s.items[d, q].draft:
            for r in range(s.dossiers[d].items):
                if s.items[d, r].draft:
                    value = try_flip(s, d, q, r, groups, aim, offset, scale, values, own)
                    if value > best:
                        best, chosen, leaver = value, q, r
    if chosen >= 0:
        s.items[d, chosen].draft = not s.items[d, chosen].draft
        if leaver >= 0:
            s.items[d, leaver].draft = False
    return chosen >= 0


@compiled
def climb(s, d, groups, aim, offset, scale, values):
    """Improve the draft of dossier d, clauses then items, until no flip of an item helps; the value reached."""
    own = np.empty(values.shape[0])
    weigh_draft(s, d, own)
    best, _ = score(s, own, aim, offset, scale, values)
    best = improve_clauses(s, d, aim, offset, scale, values, best)
    for _ in range(s.dossiers[d].items):
        if not flip_best(s, d, groups, aim, offset, scale, values, best + SMALLEST):
            break
        weigh_draft(s, d, own)
        reached, _ = score(s, own, aim, offset, scale, values)
        best = max(best, improve_clauses(s, d, aim, offset, scale, values, reached))
    return best


@compiled
def best_text(s, d, groups, aim, offset, scale, values):
    """Best value found of the aim over the feasible texts of dossier d, from its text and from no item at all.

    Args: `offset` and `scale` float64[N], see `LEAST`; `values` float64[N] is written over. The draft is too.
    """
    start_draft(s, d)
    best = climb(s, d, groups, aim, offset, scale, values)
    if s.dossiers[d].items > 0:
        start_draft(s, d)
        for q in range(s.dossiers[d].items):
            s.items[d, q].draft = False
        best = max(best, climb(s, d, groups, aim, offset, scale, values))
    return best


@compiled
def write_wish(s, d, j, groups):
    """Write commune j's wish into the draft: its ideals, and the items that it values most until nothing fits."""
    for k in range(s.dossiers[d].clauses):
        s.clauses[d, k].draft = s.opinions[d, j, k].ideal
    count = s.dossiers[d].items
    worth = np.zeros(count)
    for q in range(count):
        s.items[d, q].draft = False
        worth[q] = -item_gain(s, d, j, q) / max(s.items[d, q].cost, 1e-9)
    order = np.argsort(worth)
    for rank in range(count):
        q = order[rank]
        if worth[q] < 0.0:
            s.items[d, q].draft = True
            if not fits(s, d, groups):
                s.items[d, q].draft = False


@compiled
def utopia(s, d, groups, values):
    """Best social value found for each commune over the text and what each commune wishes: float64[N]."""
    own = np.empty(values.shape[0])
    start_draft(s, d)
    weigh_draft(s, d, own)
    value_all(s, own, values)
    best = values.copy()
    for j in range(own.shape[0]):
        write_wish(s, d, j, groups)
        weigh_draft(s, d, own)
        value_all(s, own, values)
        for i in range(own.shape[0]):
            best[i] = max(best[i], values[i])
    return best


@compiled
def value_of_text(s, d, values):
    """Write into `values` float64[N] the social value to each commune of the text of dossier d."""
    own = np.empty(values.shape[0])
    start_draft(s, d)
    weigh_draft(s, d, own)
    value_all(s, own, values)
