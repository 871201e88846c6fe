"""Who writes the next draft, and whether it replaces the text (rédaction).

A round is: a draft is written, every commune weighs it, those asked answer, the text is replaced or not.
Operators: a commune's proposal (stacked alternating offers), a draft at random, the annealed single
negotiating text (Klein et al. 2003), and the best draft for the president's majority. The single text and
the random draft never read a utility.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.behaviour import gain, item_gain
from negosim.negotiation.bounds import draft_best
from negosim.negotiation.dossier import DRAFT, TEXT
from negosim.negotiation.events import ROUND, log
from negosim.negotiation.moves import (
    ALTERNATING,
    ANNEALED,
    BEST_ESTIMATED,
    BEST_TRUE,
    BLIND,
    CAPACITY,
    DECREE,
    MAJORITY,
)  # fmt: skip
from negosim.negotiation.noise import PROPOSAL, PROPOSER, uniform
from negosim.negotiation.refusals import main_refuser
from negosim.negotiation.texts import DGS, NOBODY, add_item, estimated_gain, mutate, spending, start_draft

__all__ = ["draft", "is_accepted", "propose", "proposer", "settle_text", "weigh"]

CANDIDATES = 6


@compiled
def proposer(s, d, slot, voice):
    """The commune that speaks: drawn among those present, by capacity or with equal chances; -1 for nobody.

    Each present commune runs a race of exponential clocks, so that the order of communes changes nothing.
    """
    best, winner = math.inf, -1
    moment = s.clock.month * 64 + slot
    for i in range(s.communes.shape[0]):
        if s.stakes[d, i].present:
            commune = s.communes[i]
            draw = uniform(s.clock.left, s.clock.right, PROPOSER, s.dossiers[d].key, moment, commune.key)
            time = -math.log(draw) / (commune.capacity if voice == CAPACITY else 1.0)
            if time < best:
                best, winner = time, i
    return winner


@compiled
def propose(s, d, i, slot):
    """Commune i's draft: the clause that matters most to it moves to its ideal, and it may ask for a project."""
    start_draft(s, d)
    most, chosen = 0.0, -1
    for k in range(s.dossiers[d].clauses):
        pull = s.opinions[d, i, k].salience * abs(s.opinions[d, i, k].ideal - s.clauses[d, k].text)
        if pull > most:
            most, chosen = pull, k
    if chosen >= 0:
        s.clauses[d, chosen].draft += s.p.proposal_step * (s.opinions[d, i, chosen].ideal - s.clauses[d, chosen].text)
    moment = s.clock.month * 64 + slot
    key = s.communes[i].key
    if uniform(s.clock.left, s.clock.right, PROPOSAL, s.dossiers[d].key, moment, key) < s.p.proposal_item:
        best, wanted = 0.0, -1
        for q in range(s.dossiers[d].items):
            if not s.items[d, q].draft and s.items[d, q].cost <= s.dossiers[d].budget:
                value = item_gain(s, d, i, q)
                if value > best:
                    best, wanted = value, q
        if wanted >= 0:
            add_item(s, d, wanted, i)


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
    """The best of a few drafts for the president's commune that an estimated majority of seats prefers."""
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
def cooled(s, d):
    """Size of the changes to the single text: it shrinks with every round of dossier d.

    A product, because an integer power is not the same last digit compiled and interpreted.
    """
    size = s.p.mutation_sd
    for _ in range(s.dossiers[d].rounds):
        size *= s.p.cooling
    return size


@compiled
def draft(s, d, slot, operator):
    """Write the draft of a paid round with the operator of this month's move (communes' own apart)."""
    address = s.clock.month * 64 + slot
    if operator == MAJORITY:
        draft_for_chair(s, d, address)
    elif operator in (BEST_ESTIMATED, BEST_TRUE):
        draft_best(s, d, address, operator == BEST_TRUE)
    elif operator == ANNEALED:
        mutate(s, d, address, cooled(s, d))
    else:
        mutate(s, d, address, s.p.mutation_sd)


@compiled
def weigh(s, d, i):
    """Material gain of commune i from the draft of dossier d."""
    return gain(s, d, i, DRAFT)


@compiled
def is_accepted(s, d, voice):
    """Whether the answers replace the text, with how many said yes and how many were asked.

    CAPACITY: more than half of the seats of the communes present; EQUAL: more than half of the communes
    present; BLIND: at least the move's share of all communes.
    """
    yes, asked, yes_weight, weight = 0, 0, 0, 0
    for i in range(s.communes.shape[0]):
        if voice >= BLIND or s.stakes[d, i].present:
            share = s.communes[i].seats if voice == CAPACITY else 1
            asked += 1
            weight += share
            if s.stakes[d, i].reaction >= 0.0:
                yes += 1
                yes_weight += share
    if voice == DECREE:
        return True, yes, asked
    if voice == BLIND:
        return yes_weight >= s.p.acceptance * weight, yes, asked
    return 2 * yes_weight > weight, yes, asked


@compiled
def settle_text(s, d, slot, operator, voice, author):
    """Replace the text by the draft when the answers allow it, and log the round."""
    accepted, yes, asked = is_accepted(s, d, voice)
    refuser, reason = main_refuser(s, d, slot, voice)
    clause, item = -1, -1
    for k in range(s.dossiers[d].clauses):
        if s.clauses[d, k].draft != s.clauses[d, k].text:
            clause = k
    for q in range(s.dossiers[d].items):
        if s.items[d, q].draft and not s.items[d, q].text:
            item = q
    s.dossiers[d].rounds += 1
    if accepted and (clause >= 0 or item >= 0 or spending(s, d, DRAFT) != spending(s, d, TEXT)):
        replace_text(s, d, author if operator == ALTERNATING else DGS)
    writer = author if operator == ALTERNATING else DGS
    log(s, ROUND, d, writer, operator, int(accepted), yes, asked, clause, item, refuser, reason)


@compiled
def replace_text(s, d, author):
    """The draft becomes the text; what it changed is signed by `author`."""
    for k in range(s.dossiers[d].clauses):
        if s.clauses[d, k].draft != s.clauses[d, k].text:
            s.clauses[d, k].text = s.clauses[d, k].draft
            s.clauses[d, k].author = author
    for q in range(s.dossiers[d].items):
        if s.items[d, q].draft != s.items[d, q].text:
            s.items[d, q].text = s.items[d, q].draft
            s.items[d, q].author = author if s.items[d, q].draft else NOBODY
    for i in range(s.communes.shape[0]):
        s.stakes[d, i].gain_text = s.stakes[d, i].gain_draft
    s.dossiers[d].text_changes += 1
