"""What the DGS writes in the rounds that he pays for: one operator for each way of drafting (opérateurs).

Each writes the draft of dossier d from its text. Those of treatments read what the DGS has been told, or nothing;
`bounds` holds the two that read more. All of them can be used on a table alone (`negotiation.table`).
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.ascent import draft_best, nash_welfare
from negosim.negotiation.behaviour import gain
from negosim.negotiation.beliefs import estimated_gain, worst_off
from negosim.negotiation.dossier import DRAFT, TEXT
from negosim.negotiation.exchange import draft_exchange
from negosim.negotiation.moves import (
    ANNEALED,
    BEST_TRUE,
    BROKERED,
    EXCHANGE,
    JOINT,
    MAJORITY,
    ZEUTHEN,
)  # fmt: skip
from negosim.negotiation.texts import move_clause, mutate, start_draft, swap_item
from negosim.science.zeuthen import zeuthen_risk

__all__ = ["cooled", "draft", "draft_concession", "draft_for_chair", "draft_for_worst_off"]

CANDIDATES = 6
SMALL_STEP = 0.05


@compiled
def cooled(s, d):
    """Size of the changes to the single text: it shrinks with every round of dossier d.

    A product, because an integer power is not the same last digit compiled and interpreted.
    """
    size = s.p.mutation_sd
    for _ in range(s.dossiers[d].rounds):
        size *= s.p.cooling
    return max(size, SMALL_STEP)


@compiled
def estimated_seats(s, d):
    """Seats of the communes that, by his estimates, gain from the draft over the text."""
    seats = 0
    for i in range(s.communes.shape[0]):
        if estimated_gain(s, d, i, DRAFT) >= estimated_gain(s, d, i, TEXT):
            seats += s.communes[i].seats
    return seats


@compiled
def draft_for_chair(s, d, address):
    """The best of a few drafts for the president's commune that an estimated majority of seats prefers.

    Source: the proposer's best minimal majority, Baron and Ferejohn 1989.
    """
    chair = s.clock.president_commune
    best, best_address = gain(s, d, chair, TEXT), -1
    for candidate in range(CANDIDATES):
        mutate(s, d, address * CANDIDATES + candidate, s.p.mutation_sd)
        value = gain(s, d, chair, DRAFT)
        if value > best and 2 * estimated_seats(s, d) > s.clock.total_seats:
            best, best_address = value, address * CANDIDATES + candidate
    if best_address < 0:
        start_draft(s, d)
    else:
        mutate(s, d, best_address, s.p.mutation_sd)


@compiled
def draft_for_worst_off(s, d):
    """One step for the commune that he believes worst off, the one that costs the others the least.

    Each clause may move towards what he knows of its ideal, the project that it likes best may come in and the one
    that it likes least go out; the change kept is the one of greatest believed Nash product.
    """
    who = worst_off(s, d)
    best, chosen = nash_welfare(s, d, TEXT, False), -1
    clauses = s.dossiers[d].clauses
    for change in range(clauses + 2 if s.dossiers[d].items > 0 else clauses):
        write_change(s, d, who, change)
        helped = estimated_gain(s, d, who, DRAFT) > estimated_gain(s, d, who, TEXT)
        value = nash_welfare(s, d, DRAFT, False) if helped else -math.inf
        if value > best:
            best, chosen = value, change
    if chosen < 0:
        start_draft(s, d)
    else:
        write_change(s, d, who, chosen)


@compiled
def favourite(s, d, who, inside):
    """The item that `who` is believed to like best outside the text of dossier d, or least inside; -1 for none."""
    found, best = -1, -math.inf
    for q in range(s.dossiers[d].items):
        if s.items[d, q].text == inside:
            paid = s.p.communal_cost_share * s.communes[who].cost_share * s.items[d, q].cost
            value = s.prizes[d, who, q].est_benefit - paid
            value = -value if inside else value
            if value > best:
                best, found = value, q
    return found


@compiled
def write_change(s, d, who, change):
    """Write draft number `change` for commune `who`: a clause towards its ideal as believed, or an item swapped."""
    start_draft(s, d)
    clauses = s.dossiers[d].clauses
    if change < clauses:
        text = s.clauses[d, change].text
        move_clause(s, d, change, text + s.p.proposal_step * (s.opinions[d, who, change].est_ideal - text))
    else:
        q = favourite(s, d, who, change > clauses)
        if q >= 0:
            swap_item(s, d, q)


@compiled
def best_hope(s, d, i):
    """Gain that commune i would have, as believed, were every clause its own and every project it likes kept."""
    total = 0.0
    for k in range(s.dossiers[d].clauses):
        opinion = s.opinions[d, i, k]
        total += opinion.est_salience * abs(s.clauses[d, k].status_quo - opinion.est_ideal)
    total *= s.p.spatial_weight * s.dossiers[d].weight
    for q in range(s.dossiers[d].items):
        paid = s.p.communal_cost_share * s.communes[i].cost_share * s.items[d, q].cost
        total += max(0.0, s.prizes[d, i, q].est_benefit - paid)
    return total


@compiled
def draft_concession(s, d):
    """The commune with the least to lose concedes to the one that risks the most: one clause, one step.

    Source: Zeuthen 1930, Harsanyi 1956; utilities as the DGS believes them, no agreement worth 0.
    """
    least, most, gives, takes = math.inf, -math.inf, -1, -1
    for i in range(s.communes.shape[0]):
        hoped = best_hope(s, d, i)
        risk = zeuthen_risk(hoped, estimated_gain(s, d, i, TEXT), 0.0)
        if risk < least or (risk == least and s.communes[i].key < s.communes[gives].key):
            least, gives = risk, i
        if hoped > 0.0 and (risk > most or (risk == most and s.communes[i].key < s.communes[takes].key)):
            most, takes = risk, i
    start_draft(s, d)
    if takes < 0:
        return
    best, chosen = 0.0, -1
    for k in range(s.dossiers[d].clauses):
        wanted = s.opinions[d, takes, k].est_salience * abs(s.opinions[d, takes, k].est_ideal - s.clauses[d, k].text)
        value = wanted - s.opinions[d, gives, k].est_salience * abs(
            s.opinions[d, takes, k].est_ideal - s.clauses[d, k].text
        )
        if wanted > 0.0 and (chosen < 0 or value > best):
            best, chosen = value, k
    if chosen >= 0:
        text = s.clauses[d, chosen].text
        move_clause(s, d, chosen, text + s.p.proposal_step * (s.opinions[d, takes, chosen].est_ideal - text))


@compiled
def draft(s, d, slot, operator):
    """Write the draft of a paid round with an operator (communes' own apart)."""
    address = s.clock.month * 64 + slot
    if operator == MAJORITY:
        draft_for_chair(s, d, address)
    elif operator == JOINT:
        draft_best(s, d, address, False)
    elif operator == BEST_TRUE:
        draft_best(s, d, address, True)
    elif operator == BROKERED:
        draft_for_worst_off(s, d)
    elif operator == EXCHANGE:
        draft_exchange(s, d, address)
    elif operator == ZEUTHEN:
        draft_concession(s, d)
    elif operator == ANNEALED:
        mutate(s, d, address, cooled(s, d))
    else:
        mutate(s, d, address, s.p.mutation_sd)
