"""A round: who proposes, how the communes answer, and whether the draft replaces the text (rédaction).

In a round a draft is written, every commune weighs it, communes answer, and the text is replaced or not. What the DGS
writes in the rounds that they pay for is in `conductor.operators`.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import aspiration_level, item_gain, tolerate
from negosim.negotiation.commune.offers import adopt_offers
from negosim.negotiation.commune.reasons import main_refuser
from negosim.negotiation.conductor.ascent import MINIMUM_RISE, nash_welfare
from negosim.negotiation.conductor.beliefs import learn_from_answers
from negosim.negotiation.conductor.texts import (
    DGS,
    NOBODY,
    add_item,
    move_clause,
    replaced_option,
    spending,
    start_draft,
)
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ALONE, DRAFT, TEXT, is_packaged
from negosim.negotiation.state.events import log_round
from negosim.negotiation.state.moves import (  # fmt: skip
    ALTERNATING,
    BELIEF_OPERATORS,
    BLIND,
    CAPACITY,
    DECREE,
    DRIVING,
    EXCHANGE,
    SLOTS_A_MONTH,
    SMALL,
    is_private,
)
from negosim.negotiation.state.randomness import PROPOSAL, PROPOSER, uniform

__all__ = ["is_accepted", "propose", "proposer", "settle_text", "voice_weight"]

LEARNING_OPERATORS = tuple(BELIEF_OPERATORS)
"""Operators after which the DGS learns from private answers: those that read what the DGS believes."""


@compiled
def voice_weight(s: State, i: int, voice: int) -> float:
    """Relative frequency with which commune i proposes under a voice; 1 for every commune under EQUAL.

    CAPACITY: its capacity, as far as an adopted governance pact has not made voices equal. SMALL: small communes more
    often. DRIVING: the most engaged more often.
    """
    commune = s.communes[i]
    if voice == CAPACITY:
        return (1.0 - s.council.voice_equality) * commune.capacity + s.council.voice_equality
    if voice == SMALL:
        return 1.0 / commune.capacity
    return commune.engagement * commune.engagement + 1e-9 if voice == DRIVING else 1.0


@compiled
def proposer(s: State, d: int, slot: int, voice: int) -> int:
    """The commune that proposes in the meeting `slot`, drawn among those present by their voice weights; -1 for nobody.

    The draw is a race of exponential clocks, so that the order of communes changes nothing.
    """
    best, winner = math.inf, -1
    moment = s.clock.month * SLOTS_A_MONTH + slot
    stakes, communes, seed_low, seed_high, key = (
        s.stakes[d],
        s.communes,
        s.clock.seed_low,
        s.clock.seed_high,
        s.dossiers[d].key,
    )
    for i in range(communes.shape[0]):
        if stakes[i].present:
            draw = uniform(seed_low, seed_high, PROPOSER, key, moment, communes[i].key)
            time = -math.log(draw) / voice_weight(s, i, voice)
            if time < best:
                best, winner = time, i
    return winner


@compiled
def mean_stated_position(s: State, d: int, k: int) -> float:
    """Mean position on clause k of dossier d stated by the communes present."""
    total, count = 0.0, 0
    for j in range(s.communes.shape[0]):
        if s.stakes[d, j].present:
            total += s.opinions[d, j, k].stated
            count += 1
    return total / max(1, count)


@compiled
def propose(s: State, d: int, i: int, slot: int) -> None:
    """Write commune i's draft: the clause that matters most to it moves towards its demand; it may also add an item.

    Its demand is its ideal when the dossier opens; as the deadline nears it concedes part of the way to the mean
    position of the communes present. Source: stacked alternating offers, Aydogan et al. 2017; time-dependent
    concession, Faratin, Sierra and Jennings 1998.
    """
    start_draft(s, d)
    most, best_clause = 0.0, -1
    for k in range(s.dossiers[d].clauses):
        pull = s.opinions[d, i, k].salience * abs(s.opinions[d, i, k].ideal - s.clauses[d, k].text)
        if pull > most:
            most, best_clause = pull, k
    if best_clause >= 0:
        text, demand = s.clauses[d, best_clause].text, s.opinions[d, i, best_clause].ideal
        demand += (1.0 - aspiration_level(s, d)) * (mean_stated_position(s, d, best_clause) - demand)
        move_clause(s, d, best_clause, text + s.p.proposal_step * (demand - text))
    moment = s.clock.month * SLOTS_A_MONTH + slot
    draw = uniform(s.clock.seed_low, s.clock.seed_high, PROPOSAL, s.dossiers[d].key, moment, s.communes[i].key)
    if s.dossiers[d].clauses == 0 or draw < s.p.proposal_item:
        best, best_item = 0.0, -1
        for q in range(s.dossiers[d].items):
            if not s.items[d, q].draft and s.items[d, q].cost <= s.dossiers[d].budget:
                value, outgoing = item_gain(s, d, i, q), replaced_option(s, d, q)
                if outgoing >= 0:
                    value -= item_gain(s, d, i, outgoing)
                if value > best:
                    best, best_item = value, q
        if best_item >= 0:
            add_item(s, d, best_item, i)


@compiled
def count_answers(s: State, d: int, voice: int) -> tuple[int, int, int, int]:
    """Number of communes that say yes, number that answer, and the weights of both (seats under CAPACITY).

    A yes means "better than the text"; in private (BLIND), "better than the text, or I could live with it".
    """
    yes, answers, yes_weight, weight = 0, 0, 0, 0
    stakes, communes = s.stakes[d], s.communes
    for i in range(communes.shape[0]):
        stake = stakes[i]
        if is_private(voice) or stake.present:
            share = communes[i].seats if voice == CAPACITY else 1
            answers += 1
            weight += share
            if stake.reaction >= 0.0 or (voice == BLIND and stake.tolerance >= 0.0):
                yes += 1
                yes_weight += share
    return yes, answers, yes_weight, weight


@compiled
def leaves_nobody_behind(s: State, d: int, reads_beliefs: bool) -> bool:
    """Whether no fewer communes say that they could live with the draft of dossier d than with its text.

    Where `reads_beliefs` and the numbers are equal, the draft must also have higher Nash welfare, as the DGS believes.
    """
    with_text, with_draft = 0, 0
    for i in range(s.communes.shape[0]):
        with_text += tolerate(s, d, i, TEXT) >= 0.0
        with_draft += s.stakes[d, i].tolerance >= 0.0
    if reads_beliefs and with_draft == with_text:
        return nash_welfare(s, d, DRAFT) > nash_welfare(s, d, TEXT) + MINIMUM_RISE
    return with_draft >= with_text


@compiled
def is_accepted(s: State, d: int, voice: int, reads_beliefs: bool) -> tuple[bool, int, int]:
    """Whether the answers let the draft replace the text, the number of yes, and the number of answers.

    CAPACITY: more than half of the seats of the communes present. BLIND: at least the move's share of all communes, and
    nobody left behind (`leaves_nobody_behind`). DECREE: always. Other voices: more than half of the communes present.
    A meeting changes the text only with a quorum: more than half of the mayors.
    Under a counterweight, half of the communes that answer must also say yes, whatever their seats.
    """
    yes, answers, yes_weight, weight = count_answers(s, d, voice)
    if voice == DECREE:
        return True, yes, answers
    if not is_private(voice) and 2 * answers <= s.communes.shape[0]:
        return False, yes, answers
    if s.move.counterweight and 2 * yes < answers:
        return False, yes, answers
    if voice == BLIND:
        return yes_weight >= s.move.acceptance * weight and leaves_nobody_behind(s, d, reads_beliefs), yes, answers
    return 2 * yes_weight > weight, yes, answers


@compiled
def last_changes(s: State, d: int) -> tuple[int, int]:
    """Last clause that the draft of dossier d changes, and last item that it adds; -1 for none."""
    clause, item = -1, -1
    clauses, items = s.clauses[d], s.items[d]
    for k in range(s.dossiers[d].clauses):
        if clauses[k].draft != clauses[k].text:
            clause = k
    for q in range(s.dossiers[d].items):
        if items[q].draft and not items[q].text:
            item = q
    return clause, item


@compiled
def clause_levels(s: State, d: int, k: int) -> tuple[float, float]:
    """Levels of clause k in the text and in the draft of dossier d; 0 for no clause (-1)."""
    return (s.clauses[d, k].text, s.clauses[d, k].draft) if k >= 0 else (0.0, 0.0)


@compiled
def settle_text(s: State, d: int, operator: int, voice: int, author: int) -> None:
    """Replace the text by the draft where the answers allow it, on both sides of a package, and log the round."""
    reads_beliefs = voice == BLIND and operator in LEARNING_OPERATORS
    other = s.dossiers[d].linked_dossier if operator == EXCHANGE else ALONE
    if reads_beliefs:
        learn_from_answers(s, d)
    accepted, yes, answers = is_accepted(s, d, voice, reads_beliefs and not is_packaged(other))
    refuser, reason = main_refuser(s, d, voice)
    writer = author if operator == ALTERNATING else DGS
    for side in (d, other):
        if is_packaged(side):
            clause, item = last_changes(s, side)
            before, after = clause_levels(s, side, clause)
            s.dossiers[side].rounds += 1
            differs = clause >= 0 or item >= 0 or spending(s, side, DRAFT) != spending(s, side, TEXT)
            if accepted and differs:
                replace_text(s, side, writer)
            log_round(s, side, writer, operator, accepted, yes, answers, clause, item, refuser, reason, before, after)


@compiled
def replace_text(s: State, d: int, author: int) -> None:
    """Make the draft the text; `author` becomes the author of what changes."""
    clauses, items = s.clauses[d], s.items[d]
    for k in range(s.dossiers[d].clauses):
        if clauses[k].draft != clauses[k].text:
            clauses[k].text = clauses[k].draft
            clauses[k].author = author
    for q in range(s.dossiers[d].items):
        if items[q].draft != items[q].text:
            items[q].text = items[q].draft
            items[q].author = author if items[q].draft else NOBODY
    adopt_offers(s, d)
    s.dossiers[d].text_changes += 1
