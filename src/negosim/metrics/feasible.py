"""The best feasible text of a dossier for an aim: items one by one, clauses for given items (meilleur texte possible).

The search works on a copy of the state and calls the model's own behaviour. The value that it finds is that of a
feasible text, hence a lower bound of the best value.
"""

# pyright: strict

from __future__ import annotations

import math

import numpy as np

from negosim.compiled import Floats, compiled
from negosim.metrics.clause_search import LEAST, MEAN, SMALLEST_GAIN, improve_clauses, score, value_all, weigh_draft
from negosim.negotiation.commune.behaviour import gain, item_gain
from negosim.negotiation.conductor.texts import spending, spending_limit, start_draft
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT

__all__ = ["LEAST", "MEAN", "best_text", "first_clause_minimum", "fits", "utopia", "value_of_text", "write_wish"]

ROUNDING = 1e-12


@compiled
def fits(s: State, d: int) -> bool:
    """Whether the items of the draft of dossier d are feasible: within the spending limit, one at most if exclusive.

    The cap on posts is the budget of their dossier.
    """
    count = 0
    for q in range(s.dossiers[d].items):
        count += s.items[d, q].draft
    if s.dossiers[d].exclusive and count > 1:
        return False
    return spending(s, d, DRAFT) <= spending_limit(s, d) + ROUNDING


@compiled
def first_clause_minimum(s: State, d: int, ambitious: bool) -> float:
    """Lower bound of the first clause: the partners' condition where their money is spent or if `ambitious`, else 0."""
    if s.dossiers[d].cofinancing > 0.0 and (ambitious or spending(s, d, DRAFT) > s.dossiers[d].budget + ROUNDING):
        return s.p.cofinancing_condition
    return 0.0


@compiled
def try_flip(
    s: State, d: int, q: int, r: int, aim: int, offset: Floats, scale: Floats, values: Floats, own: Floats
) -> float:
    """Value of the draft, which offers `own`, with item q flipped and item r (-1 for none) out; it is not changed."""
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
        value, _ = score(s, d, after, aim, offset, scale, values)
    s.items[d, q].draft = not s.items[d, q].draft
    if r >= 0:
        s.items[d, r].draft = True
    return value


@compiled
def flip_best(s: State, d: int, aim: int, offset: Floats, scale: Floats, values: Floats, best: float) -> bool:
    """Flip the item, or swap the two items, that raise the aim the most above `best`; return whether there were any."""
    best_item, best_leaving, own = -1, -1, np.empty(values.shape[0])
    weigh_draft(s, d, own)
    for q in range(s.dossiers[d].items):
        value = try_flip(s, d, q, -1, aim, offset, scale, values, own)
        if value > best:
            best, best_item, best_leaving = value, q, -1
        if not s.items[d, q].draft:
            for r in range(s.dossiers[d].items):
                if s.items[d, r].draft:
                    value = try_flip(s, d, q, r, aim, offset, scale, values, own)
                    if value > best:
                        best, best_item, best_leaving = value, q, r
    if best_item >= 0:
        s.items[d, best_item].draft = not s.items[d, best_item].draft
        if best_leaving >= 0:
            s.items[d, best_leaving].draft = False
    return best_item >= 0


@compiled
def climb(s: State, d: int, ambitious: bool, aim: int, offset: Floats, scale: Floats, values: Floats) -> float:
    """Improve the draft of dossier d, clauses then items, until no flip of an item helps; return its value.

    `ambitious`: whether the first clause meets the partners' condition throughout, so that their money may be spent.
    """
    own = np.empty(values.shape[0])
    if s.dossiers[d].clauses > 0:
        s.clauses[d, 0].draft = max(s.clauses[d, 0].draft, first_clause_minimum(s, d, ambitious))
    weigh_draft(s, d, own)
    best, _ = score(s, d, own, aim, offset, scale, values)
    best = improve_clauses(s, d, first_clause_minimum(s, d, ambitious), aim, offset, scale, values, best)
    for _ in range(s.dossiers[d].items):
        if not flip_best(s, d, aim, offset, scale, values, best + SMALLEST_GAIN):
            break
        weigh_draft(s, d, own)
        value, _ = score(s, d, own, aim, offset, scale, values)
        best = max(
            best, improve_clauses(s, d, first_clause_minimum(s, d, ambitious), aim, offset, scale, values, value)
        )
    return best


@compiled
def best_text(s: State, d: int, aim: int, offset: Floats, scale: Floats, values: Floats) -> float:
    """Best value of the aim that the search finds over the feasible texts of dossier d.

    It starts from the text and from no item at all; where partners may pay, again from a first clause that meets their
    condition. `offset` and `scale` float64[N] as in `LEAST`; `values` float64[N] and the draft are written over.
    """
    own = np.empty(values.shape[0])
    start_draft(s, d)
    weigh_draft(s, d, own)
    best, _ = score(s, d, own, aim, offset, scale, values)
    for ambitious in (False, True):
        if not ambitious or (s.dossiers[d].cofinancing > 0.0 and s.dossiers[d].items > 0):
            start_draft(s, d)
            best = max(best, climb(s, d, ambitious, aim, offset, scale, values))
            if s.dossiers[d].items > 0:
                start_draft(s, d)
                for q in range(s.dossiers[d].items):
                    s.items[d, q].draft = False
                best = max(best, climb(s, d, ambitious, aim, offset, scale, values))
    return best


@compiled
def value_of_text(s: State, d: int, values: Floats) -> None:
    """Write into `values` float64[N] the social value to each commune of the text of dossier d."""
    own = np.empty(values.shape[0])
    start_draft(s, d)
    weigh_draft(s, d, own)
    value_all(s, d, own, values)


@compiled
def wish_clauses(s: State, d: int, j: int, first: float) -> None:
    """Write into the draft the clauses that commune j prefers, the first one at least `first`.

    From its ideals, each clause in turn moves to a bound where that raises its own gain: savings and interdependence
    may be worth more than an ideal.
    """
    count = s.dossiers[d].clauses
    for k in range(count):
        s.clauses[d, k].draft = max(s.opinions[d, j, k].ideal, first if k == 0 else 0.0)
    best = gain(s, d, j, DRAFT)
    for k in range(count):
        low, best_value = first if k == 0 else 0.0, s.clauses[d, k].draft
        for x in (low, 1.0):
            s.clauses[d, k].draft = x
            value = gain(s, d, j, DRAFT)
            if value > best:
                best, best_value = value, x
        s.clauses[d, k].draft = best_value


@compiled
def write_wish(s: State, d: int, j: int, ambitious: bool) -> None:
    """Write into the draft what commune j wishes: the clauses that it prefers, and the items worth most for their cost.

    `ambitious` as in `first_clause_minimum`.
    """
    count = s.dossiers[d].items
    worth = np.zeros(count)
    for q in range(count):
        s.items[d, q].draft = False
        worth[q] = -item_gain(s, d, j, q) / max(s.items[d, q].cost, SMALLEST_GAIN)
    wish_clauses(s, d, j, first_clause_minimum(s, d, ambitious))
    order = np.argsort(worth)
    for rank in range(count):
        q = order[rank]
        if worth[q] < 0.0:
            s.items[d, q].draft = True
            if not fits(s, d):
                s.items[d, q].draft = False


@compiled
def utopia(s: State, d: int, values: Floats) -> Floats:
    """Utopia point: best social value of each commune over the text and every commune's wish, float64[N].

    `values` float64[N] is written over. Source: Kalai and Smorodinsky 1975.
    """
    own = np.empty(values.shape[0])
    start_draft(s, d)
    weigh_draft(s, d, own)
    value_all(s, d, own, values)
    best = values.copy()
    for j in range(own.shape[0]):
        for ambitious in (False, True):
            if not ambitious or s.dossiers[d].cofinancing > 0.0:
                write_wish(s, d, j, ambitious)
                weigh_draft(s, d, own)
                value_all(s, d, own, values)
                for i in range(own.shape[0]):
                    best[i] = max(best[i], values[i])
    return best
