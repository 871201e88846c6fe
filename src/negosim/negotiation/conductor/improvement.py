"""A change from which no commune loses, as the DGS believes: improving directions (directions d'amélioration).

Source: Ehtamo, Kettunen and Hamalainen 2001.
"""

from __future__ import annotations

import numpy as np

from negosim.compiled import Floats, compiled
from negosim.negotiation.conductor.ascent import MINIMUM_RISE, nash_welfare
from negosim.negotiation.conductor.beliefs import estimated_gain
from negosim.negotiation.conductor.texts import move_clause, start_draft, swap_item
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT, TEXT
from negosim.science.improving import improving_direction

__all__ = ["draft_improvement"]


@compiled
def estimated_slopes(s: State, d: int) -> Floats:
    """Estimated gain of each commune from a small rise of each clause of dossier d, float64[N, K]."""
    n, clauses = s.communes.shape[0], s.dossiers[d].clauses
    slopes = np.zeros((n, clauses))
    for i in range(n):
        for k in range(clauses):
            away = s.opinions[d, i, k].estimated_ideal - s.clauses[d, k].text
            slopes[i, k] = s.opinions[d, i, k].estimated_salience * (1.0 if away > 0.0 else -1.0 if away < 0.0 else 0.0)
    return slopes


@compiled
def hurts_nobody(s: State, d: int) -> bool:
    """Whether no commune loses from the draft of dossier d, as the DGS believes, and one at least gains."""
    gains = False
    for i in range(s.communes.shape[0]):
        change = estimated_gain(s, d, i, DRAFT) - estimated_gain(s, d, i, TEXT)
        if change < 0.0:
            return False
        gains = gains or change > 0.0
    return gains


@compiled
def draft_improvement(s: State, d: int) -> None:
    """Write a draft that moves the clauses along a direction in which all communes gain.

    The clause that moves the most moves by `proposal_step`. Without such a direction, the draft swaps the item that
    raises Nash welfare the most and makes nobody lose; without such an item, it is the text.
    """
    direction = improving_direction(estimated_slopes(s, d))
    furthest = 0.0
    for k in range(s.dossiers[d].clauses):
        furthest = max(furthest, abs(direction[k]))
    start_draft(s, d)
    if furthest > 0.0:
        for k in range(s.dossiers[d].clauses):
            move_clause(s, d, k, s.clauses[d, k].text + s.p.proposal_step * direction[k] / furthest)
        if hurts_nobody(s, d):
            return
    best, best_item = nash_welfare(s, d, TEXT), -1
    for q in range(s.dossiers[d].items):
        start_draft(s, d)
        swap_item(s, d, q)
        value = nash_welfare(s, d, DRAFT)
        if value > best + MINIMUM_RISE and hurts_nobody(s, d):
            best, best_item = value, q
    start_draft(s, d)
    if best_item >= 0:
        swap_item(s, d, best_item)
