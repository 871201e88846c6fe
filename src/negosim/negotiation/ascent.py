"""Climbing the Nash product of the communes: the best of a few small changes for all (montée commune).

A treatment climbs what the DGS believes; a bound climbs what is true and says how much better a text could have
been: it is never a treatment.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.behaviour import gain, reservation, tolerate
from negosim.negotiation.beliefs import assent, believed_surplus, doubt, hope
from negosim.negotiation.dossier import DRAFT, TEXT
from negosim.negotiation.texts import change, start_draft

__all__ = ["concave", "draft_best", "nash_welfare"]

import os
TRIALS = int(os.environ.get("T","12"))
FORCED = int(os.environ.get("FORCED","1"))
SWITCH = int(os.environ.get("SWITCH","1"))
TWO = int(os.environ.get("TWO","0"))
SMALL = 0.01
TRUE, HOPE, ASSENT = range(3)

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
def chance(s, d, drafted):
    total = 0.0
    for i in range(s.communes.shape[0]):
        total += math.log(assent(believed_surplus(s, d, i, drafted), math.sqrt(doubt(s, d, i, drafted)))+1e-300)
    return total

@compiled
def score(s, d, drafted, aim):
    if aim == ASSENT:
        return chance(s, d, drafted)
    return nash_welfare(s, d, drafted, aim == TRUE)

@compiled
def keep(s, d):
    for k in range(s.dossiers[d].clauses):
        s.clauses[d,k].kept = s.clauses[d,k].draft
    for q in range(s.dossiers[d].items):
        s.items[d,q].kept = s.items[d,q].draft
@compiled
def restore(s, d):
    for k in range(s.dossiers[d].clauses):
        s.clauses[d,k].draft = s.clauses[d,k].kept
    for q in range(s.dossiers[d].items):
        s.items[d,q].draft = s.items[d,q].kept

@compiled
def is_same(s, d):
    for k in range(s.dossiers[d].clauses):
        if s.clauses[d,k].draft != s.clauses[d,k].text:
            return False
    for q in range(s.dossiers[d].items):
        if s.items[d,q].draft != s.items[d,q].text:
            return False
    return True

TABU = int(os.environ.get("TABU","3"))
from negosim.negotiation.noise import absorb

@compiled
def signature(s, d):
    word = 1
    for k in range(s.dossiers[d].clauses):
        word = absorb(word, int(s.clauses[d,k].draft * 1048576.0))
    for q in range(s.dossiers[d].items):
        if s.items[d, q].draft:
            word = absorb(word, q)
    return word
@compiled
def is_tabu(s, d):
    dossier = s.dossiers[d]
    w = signature(s, d)
    return (TABU > 0 and w == dossier.put) or (TABU > 1 and w == dossier.put_before) or (TABU > 2 and w == dossier.put_first)

@compiled
def draft_best(s, d, address, truly):
    """The best of a few random drafts by Nash welfare; the text again when none is better."""
    aim = TRUE if truly else HOPE
    if not truly and SWITCH and s.clock.voice == 4:
        for i in range(s.communes.shape[0]):
            if tolerate(s, d, i, TEXT) < 0.0:
                aim = ASSENT
    start_draft(s, d)
    keep(s, d)
    best = score(s, d, TEXT, aim)
    if FORCED and not truly and s.clock.voice == 4:
        best = -math.inf
    for trial in range(TRIALS):
        change(s, d, address * TRIALS + trial, s.p.mutation_sd)
        if TWO and trial % 2:
            change(s, d, 1000000+address * TRIALS + trial, s.p.mutation_sd)
        value = -math.inf if is_same(s, d) or is_tabu(s, d) else score(s, d, DRAFT, aim)
        if value > best:
            best = value
            keep(s, d)
        else:
            restore(s, d)
    if FORCED and not truly and s.clock.voice == 4:
        dossier = s.dossiers[d]
        dossier.put_first, dossier.put_before, dossier.put = dossier.put_before, dossier.put, signature(s, d)
