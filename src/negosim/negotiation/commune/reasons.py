"""Why a commune says no: the terms of the surplus that it perceives in a text (motifs de refus).

The terms are those of `commune.behaviour`, and sum to the perceived surplus. A diagnosis gives the cause that weighs
most against a text; a round gives the reason why a draft is refused. Causes and reasons are groups of terms.
"""

from __future__ import annotations

import numpy as np

from negosim.compiled import Floats, compiled
from negosim.negotiation.commune.behaviour import (
    common_gain,
    distance_gain,
    is_candid,
    item_gain,
    mean_trust,
    reservation_premium,
    saving_gain,
    social_utility,
    social_value,
    waiting_cost,
)  # fmt: skip
from negosim.negotiation.commune.offers import ahead_and_behind, offer_to
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT, TEXT
from negosim.negotiation.state.events import REFUSAL_REASONS
from negosim.negotiation.state.moves import HEADCOUNT_SLOT, SLOTS_A_MONTH, is_private
from negosim.negotiation.state.randomness import CANDOUR, FRANKNESS, uniform

__all__ = [
    "CAUSES", "CAUSE_TERMS", "REFUSAL_TERMS", "TERMS", "decompose", "explain", "headcount_posture", "main_cause",
    "main_refuser", "reason_of_refusal",
]  # fmt: skip

TERMS = (
    "clauses", "saving", "projects", "project_cost", "transfer", "common_good", "fairness", "premium",
    "broken_promises", "waiting", "scarcity", "default_cost", "misunderstanding", "package",
    "place",
)  # fmt: skip
(
    CLAUSES_TERM, SAVING_TERM, PROJECTS_TERM, PROJECT_COST_TERM, TRANSFER_TERM, COMMON_GOOD_TERM, FAIRNESS_TERM,
    PREMIUM_TERM, BROKEN_TERM, WAITING_TERM, SCARCITY_TERM, DEFAULT_COST_TERM, MISUNDERSTANDING_TERM, PACKAGE_TERM,
    PLACE_TERM,
) = range(len(TERMS))  # fmt: skip
"""In order: own gain from the clauses; savings of pooled services; benefits of the items (projects, posts, seats,
site); share of their cost; transfer, a grant as far as it is believed; what the common good adds to the own gain; envy
and guilt; reservation premium; broken promises; what a refusal would cost, in time, in grants, and by having no
decision; what is not understood; the other half of a package, as far as it is believed; what an
agreement is worth by the features of the place."""

CAUSE_TERMS = {
    "misunderstanding": ("misunderstanding",),
    "clauses": ("clauses", "saving"),
    "projects": ("projects", "project_cost", "transfer"),
    "fairness": ("common_good", "fairness"),
    "attachment": ("premium", "broken_promises", "waiting", "scarcity", "default_cost", "place"),
}
"""The causes that a diagnosis may give, and the terms of each: what is not understood, the clauses, the projects and
transfers, what the others get, or the attachment to what exists (reservation). A package has no cause of its own."""

CAUSES = ("", *CAUSE_TERMS)
NO_CAUSE, CAUSE_MISUNDERSTANDING, CAUSE_CLAUSES, CAUSE_PROJECTS, CAUSE_FAIRNESS, CAUSE_ATTACHMENT = range(len(CAUSES))
CAUSE_OF_TERM = np.array(
    [next((code for code, group in enumerate(CAUSE_TERMS.values(), 1) if term in group), NO_CAUSE) for term in TERMS]
)

REFUSAL_TERMS = {
    "clause": ("clauses",),
    "project": ("projects", "project_cost"),
    "fairness": ("common_good", "fairness"),
    "posture": (),
    "dropped": ("projects", "project_cost"),
    "whole": ("clauses", "saving"),
}
"""The reasons to refuse a draft (`state.events.REFUSAL_REASONS`), and the terms whose fall explains each.

In order: a clause moves away from the ideal; an added item costs more than it brings; the commune gains, but less than
fairness asks; it gains, but posture asks for more; an item that leaves was worth something; the interdependent clauses
are worth less together.
"""

REFUSES_CLAUSE, REFUSES_PROJECT, REFUSES_SHARING, POSTURES, REFUSES_LOSS, REFUSES_WHOLE = range(1, len(REFUSAL_REASONS))


@compiled
def item_terms(s: State, d: int, i: int) -> tuple[float, float]:
    """Benefits of the items of the text of dossier d to commune i, and minus its share of their cost."""
    benefits, cost = 0.0, 0.0
    for q in range(s.dossiers[d].items):
        if s.items[d, q].text:
            benefits += s.item_values[d, i, q].benefit
            cost += s.p.communal_cost_share * s.communes[i].cost_share * s.items[d, q].cost
    return benefits, 0.0 - cost


@compiled
def social_terms(s: State, d: int, i: int, own: float, belief: float) -> tuple[float, float]:
    """What the common good and what fairness add to the `own` gain of commune i, a grant believed as far as `belief`.

    Fairness is minus envy and guilt; the common good is what remains of the social value less the `own` gain.
    """
    stake = s.stakes[d, i]
    value = social_value(s, d, i, TEXT, belief) if stake.transfer > 0.0 else stake.value_text
    ahead, behind = ahead_and_behind(s, d, TEXT, own)
    behind -= max(offer_to(s, d, i, TEXT) - own, 0.0)
    fairness = social_utility(s, d, i, own, own, ahead, behind) - own
    return value - own - fairness, fairness


@compiled
def decompose(s: State, d: int, i: int, belief: float, package: float, terms: Floats) -> None:
    """Write into `terms` float64[TERMS] the terms of what commune i perceives in the text of dossier d.

    `belief` is the share of a grant in which it believes, `package` what the other half of a package adds
    (`behaviour.package_value`).
    """
    commune, stake, dossier = s.communes[i], s.stakes[d, i], s.dossiers[d]
    belief = belief if stake.transfer > 0.0 else 1.0
    terms[SAVING_TERM] = saving_gain(s, d, TEXT)
    terms[CLAUSES_TERM] = distance_gain(s, d, i, TEXT) + (common_gain(s, d, TEXT) - terms[SAVING_TERM])
    terms[PROJECTS_TERM], terms[PROJECT_COST_TERM] = item_terms(s, d, i)
    terms[TRANSFER_TERM] = belief * s.p.transfer_weight * stake.transfer
    own = (
        terms[CLAUSES_TERM]
        + terms[SAVING_TERM]
        + terms[PROJECTS_TERM]
        + terms[PROJECT_COST_TERM]
        + terms[TRANSFER_TERM]
    )
    terms[COMMON_GOOD_TERM], terms[FAIRNESS_TERM] = social_terms(s, d, i, own, belief)
    terms[PREMIUM_TERM] = 0.0 - reservation_premium(s, d, i)
    terms[BROKEN_TERM] = 0.0 - s.p.broken_weight * commune.broken_promises
    terms[WAITING_TERM] = waiting_cost(s, d)
    terms[SCARCITY_TERM] = dossier.weight * s.p.refusal_loss * (1.0 - s.finance.envelope)
    terms[DEFAULT_COST_TERM] = dossier.default_cost
    terms[MISUNDERSTANDING_TERM] = (1.0 - stake.understanding) * (
        s.p.unknown_noise * stake.understanding_error - s.p.unknown_loss
    )
    terms[PACKAGE_TERM] = package
    terms[PLACE_TERM] = stake.worth


@compiled
def perceived_terms(s: State, d: int, i: int, package: float, terms: Floats) -> None:
    """Write into `terms` float64[TERMS] the terms of commune i's perceived surplus on dossier d; see `decompose`."""
    decompose(s, d, i, mean_trust(s, i), package, terms)


@compiled
def headcount_posture(s: State, d: int, i: int) -> float:
    """How much posture lowers commune i's answer to this month's headcount (0 or negative), beside its surplus."""
    if is_candid(s, CANDOUR, d, i, s.clock.month * SLOTS_A_MONTH + HEADCOUNT_SLOT):
        return 0.0
    return -s.p.posture_margin * s.p.posturing


@compiled
def main_cause(s: State, d: int, i: int) -> int:
    """The cause that takes the most from what commune i perceives in the text of dossier d, a code of `CAUSES`.

    Grants are fully believed here. Of equal causes, attachment comes first, then clauses, projects, fairness and
    misunderstanding.
    """
    terms, causes = np.zeros(len(TERMS)), np.zeros(len(CAUSES))
    decompose(s, d, i, 1.0, 0.0, terms)
    for term in range(len(TERMS)):
        causes[CAUSE_OF_TERM[term]] += terms[term]
    cause, least = CAUSE_ATTACHMENT, causes[CAUSE_ATTACHMENT]
    if causes[CAUSE_CLAUSES] < 0.0 and causes[CAUSE_CLAUSES] < least:
        cause, least = CAUSE_CLAUSES, causes[CAUSE_CLAUSES]
    if causes[CAUSE_PROJECTS] < least:
        cause, least = CAUSE_PROJECTS, causes[CAUSE_PROJECTS]
    if causes[CAUSE_FAIRNESS] < least:
        cause, least = CAUSE_FAIRNESS, causes[CAUSE_FAIRNESS]
    return CAUSE_MISUNDERSTANDING if causes[CAUSE_MISUNDERSTANDING] < least else cause


@compiled
def explain(s: State, d: int, i: int) -> int:
    """The cause that commune i gives for its no to the text of dossier d, a code of `CAUSES`.

    None where it says yes, and where it does not give its cause: the probability is .5 - .5 trust in the DGS.
    """
    if s.stakes[d, i].headcount_yes:
        return NO_CAUSE
    commune = s.communes[i]
    draw = uniform(s.clock.seed_low, s.clock.seed_high, FRANKNESS, s.dossiers[d].key, s.clock.month, commune.key)
    return main_cause(s, d, i) if draw < 0.5 + 0.5 * commune.trust_dgs else NO_CAUSE


@compiled
def main_refuser(s: State, d: int, voice: int) -> tuple[int, int]:
    """The commune whose answer to the draft is the most negative (-1 for nobody), and its reason (0 for none).

    Only the communes that answer count: those present, or all of them in a private consultation.
    """
    worst, refuser = 0.0, -1
    stakes = s.stakes[d]
    for i in range(stakes.shape[0]):
        if (is_private(voice) or stakes[i].present) and stakes[i].reaction < worst:
            worst, refuser = stakes[i].reaction, i
    if refuser < 0:
        return refuser, 0
    return refuser, reason_of_refusal(s, d, refuser)


@compiled
def item_changes(s: State, d: int, i: int) -> tuple[float, float]:
    """Gain of commune i from the items that the draft adds, and its gain from those that leave."""
    added_gain, dropped_gain, items = 0.0, 0.0, s.items[d]
    for q in range(s.dossiers[d].items):
        item = items[q]
        if item.draft and not item.text:
            added_gain += item_gain(s, d, i, q)
        elif item.text and not item.draft:
            dropped_gain -= item_gain(s, d, i, q)
    return added_gain, dropped_gain


@compiled
def reason_of_refusal(s: State, d: int, i: int) -> int:
    """Why commune i refuses the draft, a code of `REFUSAL_REASONS`.

    Its greatest material loss; where it loses nothing, fairness or posture.
    """
    stake = s.stakes[d, i]
    if stake.gain_draft >= stake.gain_text:
        margin = s.p.posture_margin * s.p.posturing
        return REFUSES_SHARING if stake.candid or stake.reaction + margin < 0.0 else POSTURES
    clause_gain = distance_gain(s, d, i, DRAFT) - distance_gain(s, d, i, TEXT)
    joint_gain = common_gain(s, d, DRAFT) - common_gain(s, d, TEXT)
    added_gain, dropped_gain = item_changes(s, d, i)
    least = min(clause_gain, joint_gain, added_gain, dropped_gain)
    if least == clause_gain:
        return REFUSES_CLAUSE
    if least == added_gain:
        return REFUSES_PROJECT
    return REFUSES_LOSS if least == dropped_gain else REFUSES_WHOLE
