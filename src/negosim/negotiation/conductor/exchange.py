"""Two communes exchange concessions on two clauses, with equal gains as the DGS believes them (échange).

Source: Stokman and Van Oosten 1994; log-rolling across two open dossiers where they form a package.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.conductor.ascent import MINIMUM_RISE
from negosim.negotiation.conductor.beliefs import estimated_surplus, soft_log_surplus, surplus_variance
from negosim.negotiation.conductor.texts import move_clause, start_draft, swap_item
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT, TEXT, is_packaged
from negosim.negotiation.state.randomness import TRADE, uniform

__all__ = ["draft_exchange", "draw_trader", "pair_welfare", "write_exchange"]

EXCHANGES_TRIED = 12


@compiled
def pair_welfare(s: State, d: int, other: int, is_draft: bool) -> float:
    """Sum over communes of the logarithm of the surplus that the DGS expects, both dossiers of a package together."""
    total = 0.0
    for i in range(s.communes.shape[0]):
        value, variance = estimated_surplus(s, d, i, is_draft), surplus_variance(s, d, i, is_draft)
        if is_packaged(other):
            value += estimated_surplus(s, other, i, is_draft)
            variance += surplus_variance(s, other, i, is_draft)
        total += soft_log_surplus(value, math.sqrt(variance))
    return total


@compiled
def draw_trader(s: State, d: int, address: int) -> int:
    """A commune drawn with equal probabilities, whatever the order of communes."""
    lowest, trader = 2.0, -1
    for i in range(s.communes.shape[0]):
        draw = uniform(s.clock.seed_low, s.clock.seed_high, TRADE, s.dossiers[d].key, address, s.communes[i].key)
        if draw < lowest:
            lowest, trader = draw, i
    return trader


@compiled
def joint_salience(s: State, d: int, i: int, j: int, k: int) -> float:
    """How much clause k of dossier d matters to communes i and j together, as the DGS believes."""
    return s.dossiers[d].weight * (s.opinions[d, i, k].estimated_salience + s.opinions[d, j, k].estimated_salience)


@compiled
def write_exchange(s: State, d: int, d_other: int, address: int) -> None:
    """Write one exchange between two communes drawn at random: a clause of dossier d against one of dossier d_other.

    Clause k moves one step towards the ideal of the first; clause m moves towards the ideal of the second, no further
    than that ideal, by the step that makes their estimated gains equal. Where a dossier has no clauses, an item is
    swapped instead.
    """
    seed_low, seed_high, key = s.clock.seed_low, s.clock.seed_high, s.dossiers[d].key
    i, j = draw_trader(s, d, 2 * address), draw_trader(s, d, 2 * address + 1)
    first, second = (
        uniform(seed_low, seed_high, TRADE, key, address, 0),
        uniform(seed_low, seed_high, TRADE, key, address, 1),
    )
    start_draft(s, d)
    if d_other != d:
        start_draft(s, d_other)
    k, m = int(first * s.dossiers[d].clauses), int(second * s.dossiers[d_other].clauses)
    if s.dossiers[d].clauses == 0 or s.dossiers[d_other].clauses == 0:
        take_step(s, d, i, k, first)
        take_step(s, d_other, j, m, second)
    elif i != j and (d != d_other or k != m):
        exchange_clauses(s, d, d_other, i, j, k, m)


@compiled
def take_step(s: State, d: int, i: int, k: int, draw: float) -> None:
    """Move clause k of dossier d one step towards the ideal of commune i; without clauses, swap the item of `draw`."""
    if s.dossiers[d].clauses > 0:
        text = s.clauses[d, k].text
        move_clause(s, d, k, text + s.p.proposal_step * (s.opinions[d, i, k].estimated_ideal - text))
    elif s.dossiers[d].items > 0:
        swap_item(s, d, int(draw * s.dossiers[d].items))


@compiled
def exchange_clauses(s: State, d: int, d_other: int, i: int, j: int, k: int, m: int) -> None:
    """Move clause k of dossier d towards commune i, and clause m of dossier d_other towards j.

    Both gain the same, as the DGS believes.
    """
    first = s.opinions[d, i, k].estimated_ideal - s.clauses[d, k].text
    second = s.opinions[d_other, j, m].estimated_ideal - s.clauses[d_other, m].text
    first_salience, second_salience = joint_salience(s, d, i, j, k), joint_salience(s, d_other, i, j, m)
    step = s.p.proposal_step * abs(first)
    ratio = first_salience / second_salience if second_salience > 0.0 else 1.0
    counter_step = min(abs(second), step * ratio)
    step = min(step, counter_step / ratio if ratio > 0.0 else step)
    move_clause(s, d, k, s.clauses[d, k].text + (step if first > 0.0 else -step))
    move_clause(s, d_other, m, s.clauses[d_other, m].text + (counter_step if second > 0.0 else -counter_step))


@compiled
def draft_exchange(s: State, d: int, address: int) -> None:
    """Write the best of `EXCHANGES_TRIED` exchanges on dossier d, or between it and the other half of its package."""
    other = s.dossiers[d].linked_dossier
    d_other = other if is_packaged(other) else d
    best, best_address = pair_welfare(s, d, other, TEXT), -1
    for trial in range(EXCHANGES_TRIED):
        write_exchange(s, d, d_other, address * EXCHANGES_TRIED + trial)
        value = pair_welfare(s, d, other, DRAFT)
        if value > best + MINIMUM_RISE:
            best, best_address = value, address * EXCHANGES_TRIED + trial
    if best_address >= 0:
        write_exchange(s, d, d_other, best_address)
    else:
        start_draft(s, d)
        if d_other != d:
            start_draft(s, d_other)
