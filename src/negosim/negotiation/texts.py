"""The text on the table and its draft: copying, spending, adding a project, changing at random (textes)."""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.behaviour import item_gain
from negosim.negotiation.dossier import DRAFT
from negosim.negotiation.noise import MUTATION, normal, uniform

__all__ = ["DGS", "NOBODY", "add_item", "estimated_gain", "mutate", "spending", "start_draft"]

DGS, NOBODY = -2, -1


@compiled
def start_draft(s, d):
    """Copy the text of dossier d into its draft."""
    for k in range(s.dossiers[d].clauses):
        s.clauses[d, k].draft = s.clauses[d, k].text
    for q in range(s.dossiers[d].items):
        s.items[d, q].draft = s.items[d, q].text


@compiled
def spending(s, d, drafted):
    """What the items of dossier d cost: the draft's, or the text's."""
    total = 0.0
    for q in range(s.dossiers[d].items):
        if s.items[d, q].draft if drafted else s.items[d, q].text:
            total += s.items[d, q].cost
    return total


@compiled
def add_item(s, d, wanted, author):
    """Put item `wanted` into the draft; `author`'s least valued items leave until the budget holds.

    With no author (-2) items leave in the order of their number. Nothing changes when the item alone
    exceeds the budget.
    """
    budget = s.dossiers[d].budget
    if s.items[d, wanted].cost > budget:
        return
    s.items[d, wanted].draft = True
    while spending(s, d, DRAFT) > budget:
        least, worst = math.inf, -1
        for q in range(s.dossiers[d].items):
            if s.items[d, q].draft and q != wanted:
                value = item_gain(s, d, author, q) if author >= 0 else float(q)
                if value < least:
                    least, worst = value, q
        s.items[d, worst].draft = False


@compiled
def mutate(s, d, address, size):
    """Write a draft at random: one clause moves by a normal step of `size`, and perhaps one item changes."""
    start_draft(s, d)
    left, right, key = s.clock.left, s.clock.right, s.dossiers[d].key
    clauses, items = s.dossiers[d].clauses, s.dossiers[d].items
    k = int(uniform(left, right, MUTATION, key, address, 0) * clauses)
    moved = s.clauses[d, k].text + size * normal(left, right, MUTATION, key, address, 1)
    s.clauses[d, k].draft = min(1.0, max(0.0, moved))
    if items > 0 and uniform(left, right, MUTATION, key, address, 2) < s.p.proposal_item:
        q = int(uniform(left, right, MUTATION, key, address, 3) * items)
        if s.items[d, q].draft:
            s.items[d, q].draft = False
        else:
            add_item(s, d, q, DGS)


@compiled
def estimated_gain(s, d, i, drafted):
    """Gain of commune i from the draft, or the text, as the DGS believes it from what he has been told."""
    total = 0.0
    for k in range(s.dossiers[d].clauses):
        clause, opinion = s.clauses[d, k], s.opinions[d, i, k]
        x, ideal = clause.draft if drafted else clause.text, opinion.est_ideal
        total += opinion.est_salience * (abs(clause.status_quo - ideal) - abs(x - ideal))
    total *= s.p.spatial_weight
    for q in range(s.dossiers[d].items):
        if s.items[d, q].draft if drafted else s.items[d, q].text:
            paid = s.p.communal_cost_share * s.communes[i].cost_share * s.items[d, q].cost
            total += s.prizes[d, i, q].est_benefit - paid
    return total
