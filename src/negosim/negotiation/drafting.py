"""Who writes the next draft, and whether it replaces the text (rédaction).

A round is: a draft is written, every commune weighs it, those asked answer, the text is replaced or not.
Operators: a commune's proposal (stacked alternating offers), a draft at random, the annealed single
negotiating text (Klein et al. 2003), and the best draft for the president's majority. The single text and
the random draft never read a utility.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.behaviour import clause_gain, gain, item_gain
from negosim.negotiation.events import ROUND, log
from negosim.negotiation.moves import ALTERNATING, ANNEALED, BLIND, CAPACITY, CHAIR
from negosim.negotiation.noise import MUTATION, PROPOSAL, PROPOSER, normal, uniform

__all__ = ["draft", "is_accepted", "proposer", "propose", "settle_text", "weigh"]

CANDIDATES = 6
COOLING = 0.93
DGS, NOBODY = -2, -1


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
    while spending(s, d, True) > budget:
        least, worst = math.inf, -1
        for q in range(s.dossiers[d].items):
            if s.items[d, q].draft and q != wanted:
                value = item_gain(s, d, author, q) if author >= 0 else float(q)
                if value < least:
                    least, worst = value, q
        s.items[d, worst].draft = False


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
            total += s.prizes[d, i, q].est_benefit - s.p.communal_cost_share * s.communes[i].cost_share * s.items[d, q].cost
    return total


@compiled
def estimated_seats(s, d):
    """Seats of the communes that, by his estimates, gain from the draft over the text."""
    seats = 0
    for i in range(s.communes.shape[0]):
        if estimated_gain(s, d, i, True) >= estimated_gain(s, d, i, False):
            seats += s.communes[i].seats
    return seats


@compiled
def draft_for_chair(s, d, address):
    """The best of a few drafts for the president's commune that an estimated majority of seats prefers."""
    chair = s.clock.president_commune
    best, best_address = gain(s, d, chair, False), -1
    for candidate in range(CANDIDATES):
        mutate(s, d, address * CANDIDATES + candidate, s.p.mutation_sd)
        value = gain(s, d, chair, True)
        if value > best and 2 * estimated_seats(s, d) > s.clock.total_seats:
            best, best_address = value, address * CANDIDATES + candidate
    if best_address < 0:
        start_draft(s, d)
    else:
        mutate(s, d, best_address, s.p.mutation_sd)


@compiled
def draft(s, d, slot, operator):
    """Write the draft of a paid round with the operator of this month's move (communes' own apart)."""
    address = s.clock.month * 64 + slot
    if operator == CHAIR:
        draft_for_chair(s, d, address)
    elif operator == ANNEALED:
        mutate(s, d, address, s.p.mutation_sd * math.pow(COOLING, s.dossiers[d].rounds))
    else:
        mutate(s, d, address, s.p.mutation_sd)


@compiled
def weigh(s, d, i):
    """Material gain of commune i from the draft of dossier d."""
    return gain(s, d, i, True)


@compiled
def is_accepted(s, d, voice):
    """Whether the answers replace the text, with how many said yes and how many were asked.

    CAPACITY: more than half of the seats of the communes present; EQUAL: more than half of the communes
    present; BLIND: at least the move's share of all communes.
    """
    yes, asked, yes_weight, weight = 0, 0, 0, 0
    for i in range(s.communes.shape[0]):
        if voice == BLIND or s.stakes[d, i].present:
            share = s.communes[i].seats if voice == CAPACITY else 1
            asked += 1
            weight += share
            if s.stakes[d, i].reaction >= 0.0:
                yes += 1
                yes_weight += share
    if voice == BLIND:
        return yes_weight >= s.p.acceptance * weight, yes, asked
    return 2 * yes_weight > weight, yes, asked


@compiled
def main_refuser(s, d, voice):
    """The commune asked whose answer is the most negative (-1 for nobody), and why.

    Reasons: 1 a clause, 2 a project, 3 fairness towards the others, 4 posture.
    """
    worst, who = 0.0, -1
    for i in range(s.communes.shape[0]):
        if (voice == BLIND or s.stakes[d, i].present) and s.stakes[d, i].reaction < worst:
            worst, who = s.stakes[d, i].reaction, i
    if who < 0:
        return who, 0
    change = s.stakes[d, who].gain_draft - s.stakes[d, who].gain_text
    by_clause = clause_gain(s, d, who, True) - clause_gain(s, d, who, False)
    if change >= 0.0:
        return who, 4 if worst >= -s.p.posture_margin * s.p.posturing else 3
    return who, 1 if by_clause <= change - by_clause else 2


@compiled
def settle_text(s, d, operator, voice, author):
    """Replace the text by the draft when the answers allow it, and log the round."""
    accepted, yes, asked = is_accepted(s, d, voice)
    refuser, reason = main_refuser(s, d, voice)
    clause, item = -1, -1
    for k in range(s.dossiers[d].clauses):
        if s.clauses[d, k].draft != s.clauses[d, k].text:
            clause = k
    for q in range(s.dossiers[d].items):
        if s.items[d, q].draft and not s.items[d, q].text:
            item = q
    s.dossiers[d].rounds += 1
    if accepted and (clause >= 0 or item >= 0 or spending(s, d, True) != spending(s, d, False)):
        replace_text(s, d, author if operator == ALTERNATING else DGS)
    log(s, ROUND, d, author if operator == ALTERNATING else DGS, operator, int(accepted), yes, asked, clause, item, refuser, reason)


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
