"""Listening, influence, trust, engagement, fatigue and culture, month by month (relations).

Source: Friedkin and Johnsen 1999 (anchored influence), Deffuant 2000 (bounded confidence), Granovetter 1978
(thresholds of engagement).
"""

from __future__ import annotations

import math

from negosim.compiled import Floats, compiled
from negosim.negotiation.commune.behaviour import common_gain, compare_offers, gain_with_common, is_candid
from negosim.negotiation.conductor.beliefs import learn_from_listening
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import TEXT
from negosim.negotiation.state.moves import CIRCULATE, FOLLOW_UP, ORDINARY, RECOGNITION, SLOTS_A_MONTH, VISIT, WORKSHOP
from negosim.negotiation.state.randomness import CANDOUR
from negosim.science.influence import next_opinion

__all__ = [
    "adopt_opinions", "adopt_relations", "form_opinions", "listen", "meet", "update_mean_trust", "update_relations",
]  # fmt: skip


@compiled
def inform(s: State, d: int, i: int, visits: int, workshops: int) -> None:
    """Update what the DGS knows and what commune i understands of dossier d.

    Visits, workshops and circulated documents inform; so do a seat in the bureau and a governance pact.
    """
    stake, commune = s.stakes[d, i], s.communes[i]
    for _ in range(visits):
        gain = s.p.dgs_information_visit * commune.trust_dgs / math.sqrt(s.clock.open_dossiers)
        stake.dgs_information += gain * (1.0 - stake.dgs_information)
        stake.understanding += s.p.understanding_visit * (1.0 - stake.understanding)
    for _ in range(workshops):
        stake.dgs_information += s.p.dgs_information_workshop * (1.0 - stake.dgs_information)
        stake.understanding += s.p.understanding_workshop * (1.0 - stake.understanding)
    for _ in range(s.move_counts[CIRCULATE, d]):
        stake.understanding += s.p.understanding_circulate * (1.0 - stake.understanding)
    monthly_gain = s.p.understanding_informed * s.council.councillor_information
    monthly_gain += s.p.understanding_conference * s.council.conference_rhythm
    if commune.in_bureau:
        monthly_gain += s.p.understanding_bureau
    stake.understanding += monthly_gain * (1.0 - stake.understanding)
    if visits + workshops > 0:
        learn_from_listening(s, d, i)


@compiled
def listen(s: State, i: int) -> None:
    """Apply this month's visits, workshops, documents, follow-up and recognition to commune i.

    Under territorial conferences (`governance.territorial`), each living area meets by itself once a quarter.
    """
    commune = s.communes[i]
    visits, workshops = s.move_counts[VISIT, i], s.move_counts[WORKSHOP, commune.area]
    if s.p.territorial > 0.0 and s.clock.month % 3 == 0:
        workshops += 1
        commune.fatigue = min(1.0, commune.fatigue + s.p.fatigue_territorial)
    commune.workshops = workshops
    for rank in range(s.clock.open_dossiers):
        inform(s, s.docket[rank], i, visits, workshops)
    commune.visits += visits
    for _ in range(visits):
        commune.trust_dgs += s.p.trust_dgs_visit * (1.0 - commune.trust_dgs)
    for _ in range(s.move_counts[FOLLOW_UP, i]):
        commune.engagement = min(1.0, commune.engagement + s.p.engagement_follow_up)
    recognise(s, i)


@compiled
def recognise(s: State, i: int) -> None:
    """Apply this month's recognitions of commune i: each lifts fatigue; from the third in a quarter, trust falls."""
    commune = s.communes[i]
    if (s.clock.month - 1) % 3 == 0:
        commune.recognitions = 0
    for _ in range(s.move_counts[RECOGNITION, i]):
        commune.recognitions += 1
        commune.fatigue = max(0.0, commune.fatigue - s.p.fatigue_recognition)
        if commune.recognitions >= 3:
            commune.trust_dgs = max(0.0, commune.trust_dgs - s.p.trust_dgs_show)


@compiled
def meet(s: State, d: int, i: int, slot: int, comes: bool) -> None:
    """Record whether commune i `comes` to the meeting `slot` on dossier d; by coming it learns, and informs the DGS.

    The evening of the ordinary meetings counts once, whatever the number of dossiers.
    """
    commune = s.communes[i]
    is_new = True
    s.stakes[d, i].present = comes
    if slot == ORDINARY:
        is_new = not commune.came_in_the_evening
        s.attendance[s.clock.month - 1, d, i] = comes
        commune.invitations += 1
        commune.attendances += comes
        commune.came_in_the_evening = comes
    if comes:
        s.stakes[d, i].meetings += 1
        commune.meetings += is_new
        s.stakes[d, i].dgs_information += s.p.dgs_information_attend * (1.0 - s.stakes[d, i].dgs_information)
        s.stakes[d, i].understanding += s.p.understanding_attend * (1.0 - s.stakes[d, i].understanding)


@compiled
def update_mean_trust(s: State, i: int) -> None:
    """Recompute the mean trust of commune i in the others."""
    pairs, n, total = s.commune_pairs[i], s.communes.shape[0], 0.0
    for j in range(n):
        if j != i:
            total += pairs[j].trust
    s.communes[i].trust = total / (n - 1)


@compiled
def pull_at_table(s: State, d: int, i: int, pull: Floats, weight: Floats) -> None:
    """Write into `pull` [K] the mean signed shift from commune i's ideals to the positions it hears on dossier d.

    It hears the positions stated at the table that are within its confidence, weighted by its trust in the commune
    that states them. `pull` holds zeros at first; `weight` [K] is written over.
    Source: Deffuant 2000 (bounded confidence), Friedkin and Johnsen 1999 (weights).
    """
    clauses = s.dossiers[d].clauses
    reach = s.p.confidence + s.p.confidence_culture * s.communes[i].culture
    stakes, pairs, opinions = s.stakes[d], s.commune_pairs[i], s.opinions[d]
    for k in range(clauses):
        weight[k] = 0.0
    for j in range(stakes.shape[0]):
        if j != i and stakes[j].meetings > 0:
            trust = pairs[j].trust
            for k in range(clauses):
                gap = opinions[j, k].stated - opinions[i, k].ideal
                near = trust if abs(gap) <= reach else 0.0
                pull[k] += near * gap
                weight[k] += near
    for k in range(clauses):
        pull[k] = pull[k] / weight[k] if weight[k] > 0.0 else 0.0


@compiled
def form_opinions(s: State, d: int, i: int) -> None:
    """Write the next ideals and stated positions of commune i on dossier d.

    Its ideals move towards the positions that it heard at the table, and back towards its first opinion. Where it
    attended and is candid, its stated positions move towards its ideals.
    """
    clauses, at_table, pull = s.dossiers[d].clauses, s.stakes[d, i].meetings > 0, s.influence_buffer[0]
    opinions, influence, anchor_weight = s.opinions[d, i], s.p.influence, s.p.anchor
    for k in range(clauses):
        pull[k] = 0.0
    if at_table:
        pull_at_table(s, d, i, pull, s.influence_buffer[1])
    for k in range(clauses):
        opinion = opinions[k]
        opinion.next_ideal = next_opinion(opinion.ideal, pull[k], influence, anchor_weight, opinion.anchor)
        opinion.next_stated = opinion.stated
    if at_table and is_candid(s, CANDOUR, d, i, s.clock.month * SLOTS_A_MONTH):
        for k in range(clauses):
            opinion = opinions[k]
            opinion.next_stated += influence * (opinion.ideal - opinion.stated)


@compiled
def adopt_opinions(s: State, d: int) -> None:
    """Make the next opinions on dossier d the current ones, and recompute what its text is worth."""
    common = common_gain(s, d, TEXT)
    for i in range(s.communes.shape[0]):
        opinions = s.opinions[d, i]
        for k in range(s.dossiers[d].clauses):
            opinions[k].ideal = opinions[k].next_ideal
            opinions[k].stated = opinions[k].next_stated
        s.stakes[d, i].gain_text = gain_with_common(s, d, i, TEXT, common)
    for k in range(s.influence_buffer.shape[1]):
        s.influence_buffer[0, k] = 0.0
        s.influence_buffer[1, k] = 0.0
    compare_offers(s, d, TEXT)


@compiled
def shared_meetings(s: State, i: int, j: int) -> int:
    """Number of this month's meetings that communes i and j both attended, two at most."""
    count, stakes, docket = 0, s.stakes, s.docket
    for rank in range(s.clock.open_dossiers):
        d = docket[rank]
        count += min(stakes[d, i].meetings, stakes[d, j].meetings)
    return min(count, 2)


@compiled
def update_relations(s: State, i: int) -> None:
    """Write the next trust of commune i in the others, and its next engagement."""
    communes, pairs, p = s.communes, s.commune_pairs[i], s.p
    commune = communes[i]
    contact, decay, floor = p.trust_contact, p.trust_decay, p.trust_floor
    workshop, has_met = p.trust_workshop * commune.workshops, commune.meetings > 0
    engaged, weight = 0.0, 0.0
    for j in range(communes.shape[0]):
        if j == i:
            continue
        trust = pairs[j].trust
        change = -decay * (trust - floor)
        if has_met and communes[j].meetings > 0:
            change += contact * shared_meetings(s, i, j) * (1.0 - trust)
        if commune.area == communes[j].area:
            change += workshop * (1.0 - trust)
        pairs[j].next_trust = min(1.0, max(0.0, trust + change))
        weight += trust
        if communes[j].engagement > 0.5:
            engaged += trust
    level = commune.engagement + p.engagement_return * (commune.baseline_engagement - commune.engagement)
    level -= p.engagement_overload * max(0, s.clock.open_dossiers - 2)
    if engaged > commune.threshold * weight:
        level += p.contagion
    commune.next_engagement = min(1.0, max(0.0, level))


@compiled
def adopt_relations(s: State) -> None:
    """Make the next trust and engagement the current ones; update fatigue, and reset the counts of the month."""
    for i in range(s.communes.shape[0]):
        commune = s.communes[i]
        pairs = s.commune_pairs[i]
        for j in range(pairs.shape[0]):
            if j != i:
                pairs[j].trust = pairs[j].next_trust
        update_mean_trust(s, i)
        commune.engagement = commune.next_engagement
        fatigue = commune.fatigue * (1.0 - s.p.fatigue_rest) + s.p.fatigue_meeting * commune.meetings
        commune.fatigue = min(1.0, fatigue)
        commune.meetings = 0
        commune.came_in_the_evening = False
        commune.workshops = 0
        for rank in range(s.clock.open_dossiers):
            s.stakes[s.docket[rank], i].meetings = 0
