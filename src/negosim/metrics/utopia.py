"""What each commune could get at best: its own wish, were it alone to choose (point idéal).

Source: Kalai and Smorodinsky 1975.
"""

from __future__ import annotations

import numpy as np

from negosim.compiled import Floats, compiled
from negosim.metrics.clause_search import SMALLEST, value_all, weigh_draft
from negosim.metrics.feasible import fits, lowest_first
from negosim.negotiation.commune.behaviour import gain, item_gain
from negosim.negotiation.conductor.texts import start_draft
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT

__all__ = ["utopia", "write_wish"]


@compiled
def wish_clauses(s: State, d: int, j: int, first: float) -> None:
    """Write commune j's wish into the clauses of the draft, the first at least `first`.

    From its ideals, each clause by turns goes to the bound, or to the ideal, where its own gain is the best: savings
    and links between clauses may be worth more than an ideal.
    """
    count = s.dossiers[d].clauses
    for k in range(count):
        s.clauses[d, k].draft = max(s.opinions[d, j, k].ideal, first if k == 0 else 0.0)
    best = gain(s, d, j, DRAFT)
    for k in range(count):
        low, kept = first if k == 0 else 0.0, s.clauses[d, k].draft
        for x in (low, 1.0):
            s.clauses[d, k].draft = x
            value = gain(s, d, j, DRAFT)
            if value > best:
                best, kept = value, x
        s.clauses[d, k].draft = kept


@compiled
def write_wish(s: State, d: int, j: int, ambitious: bool) -> None:
    """Write commune j's wish into the draft: the clauses that it prefers, the items that it values most."""
    count = s.dossiers[d].items
    worth = np.zeros(count)
    for q in range(count):
        s.items[d, q].draft = False
        worth[q] = -item_gain(s, d, j, q) / max(s.items[d, q].cost, SMALLEST)
    wish_clauses(s, d, j, lowest_first(s, d, ambitious))
    order = np.argsort(worth)
    for rank in range(count):
        q = order[rank]
        if worth[q] < 0.0:
            s.items[d, q].draft = True
            if not fits(s, d):
                s.items[d, q].draft = False


@compiled
def utopia(s: State, d: int, values: Floats) -> Floats:
    """Best social value found for each commune over the text and what each commune wishes: float64[N]."""
    own = np.empty(values.shape[0])
    start_draft(s, d)
    weigh_draft(s, d, own)
    value_all(s, own, values)
    best = values.copy()
    for j in range(own.shape[0]):
        for ambitious in (False, True):
            if not ambitious or s.dossiers[d].cofinanced > 0.0:
                write_wish(s, d, j, ambitious)
                weigh_draft(s, d, own)
                value_all(s, own, values)
                for i in range(own.shape[0]):
                    best[i] = max(best[i], values[i])
    return best
