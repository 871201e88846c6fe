"""Climbing the Nash product of the communes: the best of a few small changes for all (montée commune).

A treatment climbs what the DGS believes; a bound climbs what is true and says how much better a text could have
been: it is never a treatment.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.behaviour import gain, reservation
from negosim.negotiation.beliefs import believed_surplus, doubt, hope
from negosim.negotiation.dossier import DRAFT, TEXT
from negosim.negotiation.texts import mutate, start_draft

__all__ = ["concave", "draft_best", "nash_welfare"]

TRIALS = 12
SMALL = 0.01


@compiled
def concave(surplus):
    """Logarithm of a surplus, continued by its tangent below a small value."""
    return math.log(surplus) if surplus > SMALL else math.log(SMALL) + (surplus - SMALL) / SMALL


@compiled
def nash_welfare(s, d, drafted, truly):
    """Sum over communes of the logarithm of their surplus on the draft or the text of dossier d, true or believed."""
    total = 0.0
    for i in range(s.communes.shape[0]):
        if truly:
            total += concave(gain(s, d, i, drafted) - reservation(s, d, i))
        else:
            total += hope(believed_surplus(s, d, i, drafted), math.sqrt(doubt(s, d, i, drafted)))
    return total


@compiled
def draft_best(s, d, address, truly):
    """The best of a few random drafts by Nash welfare; the text again when none is better."""
    best, best_address = nash_welfare(s, d, TEXT, truly), -1
    for trial in range(TRIALS):
        mutate(s, d, address * TRIALS + trial, s.p.mutation_sd)
        value = nash_welfare(s, d, DRAFT, truly)
        if value > best:
            best, best_address = value, address * TRIALS + trial
    if best_address < 0:
        start_draft(s, d)
    else:
        mutate(s, d, best_address, s.p.mutation_sd)
