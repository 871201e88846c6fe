"""Council vote, municipal answers and what the law makes of them (vote et ratification).

A mayor who perceives a gain votes yes. A mayor who perceives a loss votes no only above the consensus norm; below it,
the smaller the loss, the more likely a yes. Officials follow their mayor, or their own view.
Source of the norm: Desage and Guéranger 2011.
"""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.law.majorities import council_majority_passes, reaches_quorum, single_commune_rule
from negosim.law.procedures import (
    CONSULTED,
    COUNCIL_ONLY,
    EVERY,
    NO_COUNCIL,
    QUALIFIED,
    SINGLE_COMMUNE,
    municipal_passes,
)  # fmt: skip
from negosim.law.silence import NO, SILENT, YES
from negosim.negotiation.commune.behaviour import perceived_surplus
from negosim.negotiation.conductor.texts import spending
from negosim.negotiation.month.consequences import take_effect
from negosim.negotiation.month.vote_call import (
    differs_from_fallback,
    is_within_two_thirds,
    last_call_month,
    restore_fallback,
)  # fmt: skip
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import (
    ADOPTED,
    DEFAULTED,
    OPEN,
    PROJECTS,
    REJECTED,
    TEXT,
    WITHDRAWN,
)  # fmt: skip
from negosim.negotiation.state.events import log_conclusion, log_ratification, log_vote
from negosim.negotiation.state.randomness import (
    LOYALTY,
    MAYOR_VOTE,
    MUNICIPAL_ANSWER,
    NORM,
    OFFICIAL_VIEW,
    OFFICIAL_VOTE,
    OPPOSITION,
    PRESENCE,
    logit_noise,
    normal,
    uniform,
)  # fmt: skip

__all__ = [
    "asks_municipal_councils", "attend_council", "ballot", "conclude", "council_passes", "count_votes", "draw_stance",
    "follows_mayor", "host_of", "is_decision_due", "is_vote_due", "municipal_outcome", "ratify", "rule_of_council",
    "vote",
]  # fmt: skip


@compiled
def draw_stance(s: State, d: int, purpose: int, commune_key: int, rank: int, perceived: float) -> int:
    """Vote on a `perceived` surplus, under the consensus norm: 1 yes, -1 no, 0 abstention.

    `purpose`, `commune_key` and `rank` address the draws.
    """
    seed_low, seed_high, key = s.clock.seed_low, s.clock.seed_high, s.dossiers[d].key
    perceived += s.p.vote_temperature * logit_noise(uniform(seed_low, seed_high, purpose, key, rank, commune_key))
    if perceived > 0.0:
        return YES
    if perceived <= -s.p.norm:
        return NO
    courtesy = 1.0 + perceived / s.p.norm
    return YES if uniform(seed_low, seed_high, NORM, key, rank, commune_key) < courtesy else SILENT


@compiled
def vote(s: State, d: int, i: int) -> int:
    """Vote of the mayor of commune i on dossier d: 1 yes, -1 no, 0 abstention."""
    perceived = perceived_surplus(s, d, i)
    if s.dossiers[d].vote_forced:
        perceived += s.p.vote_pressure
    return draw_stance(s, d, MAYOR_VOTE, s.communes[i].key, 0, perceived)


@compiled
def attend_council(s: State, d: int, e: int) -> bool:
    """Whether official e is present at the vote on dossier d."""
    official = s.officials[e]
    key = s.communes[official.commune].key
    draw = uniform(s.clock.seed_low, s.clock.seed_high, PRESENCE, s.dossiers[d].key, official.rank, key)
    return draw < s.p.present


@compiled
def follows_mayor(s: State, d: int, e: int) -> bool:
    """Whether official e votes like the mayor of the same commune on dossier d; always true of a mayor."""
    official = s.officials[e]
    if official.rank == 0:
        return True
    loyalty = s.p.loyalty if official.in_majority else s.p.loyalty_opposition
    key = s.communes[official.commune].key
    return uniform(s.clock.seed_low, s.clock.seed_high, LOYALTY, s.dossiers[d].key, official.rank, key) < loyalty


@compiled
def ballot(s: State, d: int, e: int, stance: int) -> int:
    """Vote of official e on dossier d: the `stance` of the commune's mayor, or the official's own view.

    The opposition judges from the position of its list, and owes nothing to the consensus of those who govern.
    """
    if follows_mayor(s, d, e):
        return stance
    official = s.officials[e]
    commune_key = s.communes[official.commune].key
    key = s.dossiers[d].key
    own = normal(s.clock.seed_low, s.clock.seed_high, OFFICIAL_VIEW, key, official.rank, commune_key)
    perceived = perceived_surplus(s, d, official.commune) + s.p.own_noise * own
    if official.in_majority:
        return draw_stance(s, d, OFFICIAL_VOTE, commune_key, official.rank, perceived)
    perceived += opposition_gap(s, d, official.commune)
    if perceived > 0.0:
        return YES
    return SILENT if perceived > -s.p.norm else NO


@compiled
def opposition_gap(s: State, d: int, i: int) -> float:
    """How much more the opposition list of commune i gains from dossier d than the commune: most often it loses."""
    own = normal(s.clock.seed_low, s.clock.seed_high, OPPOSITION, s.dossiers[d].key, 0, s.communes[i].key)
    return s.p.opposition_sd * own - s.p.opposition_distance


@compiled
def ratify(s: State, d: int, i: int) -> int:
    """Answer of commune i's municipal council on dossier d: 1 yes, -1 no, 0 silence.

    The less engaged the commune, the more likely silence. Where the decision touches one commune, it alone is asked.
    """
    commune = s.communes[i]
    if s.dossiers[d].procedure == SINGLE_COMMUNE and i != host_of(s, d):
        return SILENT
    seed_low, seed_high, key = s.clock.seed_low, s.clock.seed_high, s.dossiers[d].key
    silent = s.p.municipal_silence * (1.0 - commune.engagement)
    if uniform(seed_low, seed_high, MUNICIPAL_ANSWER, key, 0, commune.key) < silent:
        return SILENT
    noise = logit_noise(uniform(seed_low, seed_high, MUNICIPAL_ANSWER, key, 1, commune.key))
    perceived = perceived_surplus(s, d, i) + s.p.vote_temperature * noise
    return YES if perceived > 0.0 else NO


@compiled
def is_vote_due(s: State, d: int) -> bool:
    """Whether the council votes on dossier d this month."""
    dossier = s.dossiers[d]
    ready = dossier.outcome == OPEN and dossier.vote_called and not dossier.council_voted
    return ready and dossier.council_rule != NO_COUNCIL and s.clock.month >= dossier.due_month


@compiled
def is_decision_due(s: State, d: int) -> bool:
    """Whether dossier d is closed this month: its last legal step is due, or the time to call a vote is over."""
    dossier = s.dossiers[d]
    last = dossier.due_month if dossier.vote_called else last_call_month(s, d)
    return dossier.outcome == OPEN and s.clock.month >= last


@compiled
def asks_municipal_councils(s: State, d: int) -> bool:
    """Whether the municipal councils answer on dossier d.

    They answer once the vote is called where the law asks only their opinion, or no vote of the council; otherwise only
    after the council has said yes.

    Where the law sets the calendar they always answer: on the text that the council passed, else on what the law
    applies.
    """
    dossier = s.dossiers[d]
    if dossier.municipal == CONSULTED or dossier.council_rule == NO_COUNCIL:
        return dossier.vote_called
    return dossier.council_passed or dossier.has_legal_clock


@compiled
def host_of(s: State, d: int) -> int:
    """The commune that hosts the first item of the text of dossier d; -1 without an item."""
    for q in range(s.dossiers[d].items):
        if s.items[d, q].text:
            return s.items[d, q].host
    return -1


@compiled
def rule_of_council(s: State, d: int) -> int:
    """Majority of the council on dossier d: two thirds of the members where the only commune concerned has said no.

    Source: L.5211-57.
    """
    dossier = s.dossiers[d]
    if dossier.procedure == SINGLE_COMMUNE:
        host = host_of(s, d)
        if host >= 0:
            return single_commune_rule(s.stakes[d, host].answer)
    return dossier.council_rule


@compiled
def council_passes(s: State, d: int, yes: int, no: int, president_yes: bool) -> bool:
    """Whether `yes` and `no` votes of the council pass dossier d; `president_yes`: whether the president votes for it.

    Source: L.2121-20.
    """
    return council_majority_passes(rule_of_council(s, d), yes, no, s.officials.shape[0], president_yes, False)


@compiled
def count_votes(s: State, d: int) -> None:
    """Count the ballots of the council on dossier d and log the vote; the communes then have their delay to ratify.

    Source: L.2121-17, L.2121-20.
    """
    dossier = s.dossiers[d]
    if dossier.municipal == CONSULTED:
        log_answers(s, d, True)
    yes, no, abstentions, present = 0, 0, 0, 0
    for e in range(s.officials.shape[0]):
        if s.ballots[d, e].present:
            present += 1
            yes += s.ballots[d, e].vote == YES
            no += s.ballots[d, e].vote == NO
            abstentions += s.ballots[d, e].vote == SILENT
    members = s.officials.shape[0]
    president_yes = s.ballots[d, s.council.president].vote == YES and s.ballots[d, s.council.president].present
    dossier.council_passed = council_passes(s, d, yes, no, president_yes)
    dossier.council_voted, dossier.vote_month = True, s.clock.month
    if dossier.municipal in (QUALIFIED, EVERY) and dossier.council_passed:
        dossier.due_month = s.clock.month + dossier.delay
    if dossier.has_legal_clock and not dossier.council_passed:
        restore_fallback(s, d)
    dossier.yes, dossier.no, dossier.abstentions, dossier.present = yes, no, abstentions, present
    log_vote(s, d, rule_of_council(s, d), not reaches_quorum(present, members))


@compiled
def municipal_outcome(s: State, d: int) -> bool:
    """Whether the municipal councils let dossier d pass; the law of its procedure says what their silence means.

    A split of the FPIC that a municipal council refuses still passes where two thirds of the community council may
    decide it alone. Source: L.2336-3.
    """
    passes = municipal_passes(s.dossiers[d].procedure, s.stakes[d].answer, s.communes.population)
    return passes or is_within_two_thirds(s, d)


@compiled
def conclude(s: State, d: int) -> None:
    """Close dossier d: write its outcome, its cost and its effect, and log the answers and the conclusion."""
    dossier = s.dossiers[d]
    councils_pass = municipal_outcome(s, d)
    council_agrees = dossier.council_passed if dossier.council_rule != NO_COUNCIL else dossier.vote_called
    council_voted = dossier.council_voted or (dossier.council_rule == NO_COUNCIL and dossier.vote_called)
    is_adopted = council_voted and council_agrees and councils_pass and differs_from_fallback(s, d)
    if is_adopted:
        dossier.outcome = ADOPTED
    elif dossier.has_legal_clock:
        dossier.outcome = DEFAULTED if councils_pass else REJECTED
    elif dossier.settled_by_law:
        dossier.outcome = DEFAULTED
    elif council_voted:
        dossier.outcome = DEFAULTED if council_agrees and councils_pass else REJECTED
    else:
        dossier.outcome = WITHDRAWN
    dossier.closing_month = s.clock.month
    if is_adopted:
        dossier.adopted_cost = spending(s, d, TEXT)
        take_effect(s, d)
    if dossier.item_kind == PROJECTS:
        s.finance.unspent_budget += max(0.0, dossier.budget - dossier.adopted_cost)
    if dossier.municipal not in (COUNCIL_ONLY, CONSULTED) and asks_municipal_councils(s, d):
        log_answers(s, d, councils_pass)
    log_conclusion(s, d, is_adopted)


@compiled
def log_answers(s: State, d: int, passed: bool) -> None:
    """Log how many municipal councils said yes, said no or were silent on dossier d."""
    yes, no, n = 0, 0, s.communes.shape[0]
    for i in range(n):
        yes += s.stakes[d, i].answer == YES
        no += s.stakes[d, i].answer == NO
    asked = 1 if s.dossiers[d].procedure == SINGLE_COMMUNE else n
    log_ratification(s, d, passed, yes, no, asked - yes - no)
