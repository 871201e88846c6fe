"""What the DGS writes in the rounds that they pay for: one operator for each way of drafting (opérateurs).

Each writes the draft of dossier d from its text. The operators of treatments read what the DGS believes, or nothing;
the bound reads what is true. All of them can be used on a single table (`negotiation.single_table`).
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import gain
from negosim.negotiation.conductor.ascent import MINIMUM_RISE, TRUE_WELFARE, WELFARE, draft_best, nash_welfare
from negosim.negotiation.conductor.beliefs import estimated_gain, estimated_surplus, worst_off
from negosim.negotiation.conductor.exchange import draft_exchange
from negosim.negotiation.conductor.improvement import draft_improvement
from negosim.negotiation.conductor.texts import move_clause, mutate, start_draft, swap_item
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT, TEXT
from negosim.negotiation.state.moves import (  # fmt: skip
    ANNEALED,
    BEST_TRUE,
    BLIND,
    BROKERED,
    EXCHANGE,
    IMPROVING,
    JOINT,
    MAJORITY,
    SLOTS_A_MONTH,
    ZEUTHEN,
)
from negosim.science.zeuthen import zeuthen_risk

__all__ = ["annealed_step", "draft", "draft_concession", "draft_for_chair", "draft_for_worst_off"]

CANDIDATES = 6
"""Drafts that are tried for the president's commune."""

SMALL_STEP = 0.05
"""Least size of a change to the single text."""


@compiled
def annealed_step(s: State, d: int) -> float:
    """Size of the changes to the single text: it shrinks with every round of dossier d.

    Computed as a product: the last digit of an integer power differs between compiled and interpreted code.
    """
    size = s.p.mutation_sd
    for _ in range(s.dossiers[d].rounds):
        size *= s.p.cooling
    return max(size, SMALL_STEP)


@compiled
def estimated_seats(s: State, d: int, is_draft: bool) -> int:
    """Seats of the communes that could live with the draft or the text of dossier d, as the DGS believes."""
    seats = 0
    for i in range(s.communes.shape[0]):
        if estimated_surplus(s, d, i, is_draft) >= 0.0:
            seats += s.communes[i].seats
    return seats


@compiled
def draft_for_chair(s: State, d: int, address: int) -> None:
    """Write the best of `CANDIDATES` drafts for the president's commune that a majority of seats could live with.

    Where there is none, write the draft that the most seats could live with. Source: the proposer's best minimal
    majority, Baron and Ferejohn 1989.
    """
    chair, majority = s.council.president_commune, s.council.total_seats // 2 + 1
    seats, best, best_address = min(majority, estimated_seats(s, d, TEXT)), gain(s, d, chair, TEXT), -1
    for candidate in range(CANDIDATES):
        mutate(s, d, address * CANDIDATES + candidate, s.p.mutation_sd)
        candidate_seats, value = min(majority, estimated_seats(s, d, DRAFT)), gain(s, d, chair, DRAFT)
        if candidate_seats > seats or (candidate_seats == seats and value > best):
            seats, best, best_address = candidate_seats, value, address * CANDIDATES + candidate
    if best_address < 0:
        start_draft(s, d)
    else:
        mutate(s, d, best_address, s.p.mutation_sd)


@compiled
def count_changes(s: State, d: int) -> int:
    """Number of single changes that can be written for a commune: one for each clause, one for each item."""
    return s.dossiers[d].clauses + s.dossiers[d].items


@compiled
def write_change(s: State, d: int, i: int, change: int) -> None:
    """Write single change number `change` for commune i: a clause towards its estimated ideal, or an item swapped."""
    start_draft(s, d)
    clauses = s.dossiers[d].clauses
    if change < clauses:
        text = s.clauses[d, change].text
        move_clause(s, d, change, text + s.p.proposal_step * (s.opinions[d, i, change].estimated_ideal - text))
    else:
        swap_item(s, d, change - clauses)


@compiled
def estimated_change(s: State, d: int, i: int) -> float:
    """What commune i would gain by the draft of dossier d instead of its text, as the DGS believes."""
    return estimated_gain(s, d, i, DRAFT) - estimated_gain(s, d, i, TEXT)


@compiled
def draft_for_worst_off(s: State, d: int) -> None:
    """Write one change for the commune that the DGS believes worst off.

    Each clause may move towards its estimated ideal, each item may come in or go out. Of the changes that help this
    commune, the draft holds the one of highest Nash welfare, if it is higher than that of the text.
    """
    worst = worst_off(s, d)
    best, best_change = nash_welfare(s, d, TEXT), -1
    for change in range(count_changes(s, d)):
        write_change(s, d, worst, change)
        value = nash_welfare(s, d, DRAFT) if estimated_change(s, d, worst) > 0.0 else -math.inf
        if value > best + MINIMUM_RISE:
            best, best_change = value, change
    if best_change < 0:
        start_draft(s, d)
    else:
        write_change(s, d, worst, best_change)


@compiled
def best_possible_gain(s: State, d: int, i: int) -> float:
    """Estimated gain of commune i, were every clause at its ideal and every item that it likes in the text."""
    total = 0.0
    for k in range(s.dossiers[d].clauses):
        opinion = s.opinions[d, i, k]
        total += opinion.estimated_salience * abs(s.clauses[d, k].status_quo - opinion.estimated_ideal)
    total *= s.p.spatial_weight * s.dossiers[d].weight
    for q in range(s.dossiers[d].items):
        cost = s.p.communal_cost_share * s.communes[i].cost_share * s.items[d, q].cost
        total += max(0.0, s.item_values[d, i, q].estimated_benefit - cost)
    return total


@compiled
def draft_concession(s: State, d: int) -> None:
    """Write one change by which the commune of least risk limit concedes to the commune of highest risk limit.

    Source: Zeuthen 1930, Harsanyi 1956; utilities as the DGS believes them, no agreement worth 0.
    """
    least, most, conceder, beneficiary = math.inf, -math.inf, -1, -1
    for i in range(s.communes.shape[0]):
        best_gain = best_possible_gain(s, d, i)
        risk = zeuthen_risk(best_gain, estimated_gain(s, d, i, TEXT), 0.0)
        if risk < least or (risk == least and s.communes[i].key < s.communes[conceder].key):
            least, conceder = risk, i
        if best_gain > 0.0 and (risk > most or (risk == most and s.communes[i].key < s.communes[beneficiary].key)):
            most, beneficiary = risk, i
    best, best_change = -math.inf, -1
    for change in range(count_changes(s, d) if beneficiary >= 0 else 0):
        write_change(s, d, beneficiary, change)
        own_gain = estimated_change(s, d, beneficiary)
        if own_gain > 0.0 and own_gain + estimated_change(s, d, conceder) > best:
            best, best_change = own_gain + estimated_change(s, d, conceder), change
    if best_change < 0:
        start_draft(s, d)
    else:
        write_change(s, d, beneficiary, best_change)


@compiled
def draft(s: State, d: int, slot: int, operator: int) -> None:
    """Write the draft of dossier d in the paid round `slot`, by any operator but `ALTERNATING`."""
    address = s.clock.month * SLOTS_A_MONTH + slot
    if operator == MAJORITY:
        draft_for_chair(s, d, address)
    elif operator == JOINT:
        draft_best(s, d, address, WELFARE, s.move.voice == BLIND)
    elif operator == BEST_TRUE:
        draft_best(s, d, address, TRUE_WELFARE, False)
    elif operator == BROKERED:
        draft_for_worst_off(s, d)
    elif operator == EXCHANGE:
        draft_exchange(s, d, address)
    elif operator == ZEUTHEN:
        draft_concession(s, d)
    elif operator == IMPROVING:
        draft_improvement(s, d)
    elif operator == ANNEALED:
        mutate(s, d, address, annealed_step(s, d))
    else:  # RANDOM
        mutate(s, d, address, s.p.mutation_sd)
