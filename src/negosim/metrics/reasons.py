"""What a commune's perceived surplus is made of, term by term (motifs).

The terms are those of `negotiation.behaviour`: their sum is the perceived surplus of a state as it stands.
"""

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled
from negosim.negotiation.behaviour import (
    common_gain,
    distance_gain,
    is_candid,
    mean_trust,
    missing_share,
    offered,
)  # fmt: skip
from negosim.negotiation.dossier import TEXT
from negosim.negotiation.noise import CANDOUR

__all__ = ["TERMS", "believed", "break_down", "held_back"]

TERMS = (
    "clauses", "projects", "project_cost", "transfer", "common_good", "fairness", "premium", "broken_promises",
    "waiting", "misunderstanding",
)  # fmt: skip
(
    CLAUSES, PROJECTS, PROJECT_COST, TRANSFER, COMMON_GOOD, FAIRNESS, PREMIUM, BROKEN, WAITING, MISUNDERSTANDING,
) = range(len(TERMS))  # fmt: skip
"""Own gain from the clauses; benefits of the projects; share of their cost; transfer, a grant as far as it is
believed; what the common good adds to the own gain; envy and guilt; reservation premium; memory of broken
promises; what refusing would cost, in time and in grants; what is not understood."""


@compiled
def project_terms(s, d, i):
    """Benefits that commune i has from the items of the text of dossier d, and minus its share of their cost."""
    benefits, cost = 0.0, 0.0
    for q in range(s.dossiers[d].items):
        if s.items[d, q].text:
            benefits += s.prizes[d, i, q].benefit
            cost += s.p.communal_cost_share * s.communes[i].cost_share * s.items[d, q].cost
    return benefits, 0.0 - cost


@compiled
def social_terms(s, d, i, own):
    """What the common good and what fairness add to the `own` gain that commune i believes in."""
    n, commune = s.communes.shape[0], s.communes[i]
    mean, behind, ahead = own, 0.0, 0.0
    for j in range(n):
        if j != i:
            other = offered(s, d, j, TEXT)
            mean += other
            behind += max(other - own, 0.0)
            ahead += max(own - other, 0.0)
    return commune.culture * (mean / n - own), 0.0 - (commune.envy * behind + commune.guilt * ahead) / (n - 1)


@compiled
def break_down(s, d, i, belief, terms):
    """Write into `terms` float64[TERMS] what commune i sees in the text of dossier d.

    `belief` is how much of a promised grant it believes: its mean trust, or -1 to take that of the state.
    """
    commune, stake = s.communes[i], s.stakes[d, i]
    if belief < 0.0:
        belief = mean_trust(s, i)
    if stake.transfer <= 0.0:
        belief = 1.0
    terms[CLAUSES] = distance_gain(s, d, i, TEXT) + common_gain(s, d, TEXT)
    terms[PROJECTS], terms[PROJECT_COST] = project_terms(s, d, i)
    terms[TRANSFER] = belief * s.p.transfer_weight * stake.transfer
    own = terms[CLAUSES] + terms[PROJECTS] + terms[PROJECT_COST] + terms[TRANSFER]
    terms[COMMON_GOOD], terms[FAIRNESS] = social_terms(s, d, i, own)
    terms[PREMIUM] = 0.0 - commune.premium * (1.0 - commune.culture)
    terms[BROKEN] = 0.0 - s.p.broken_weight * commune.broken
    waited = s.p.delay_cost * (s.clock.month - s.dossiers[d].opens)
    terms[WAITING] = waited + s.p.refusal_loss * missing_share(s)
    terms[MISUNDERSTANDING] = (1.0 - stake.omega) * (s.p.unknown_noise * stake.misread - s.p.unknown_loss)


@compiled
def held_back(s, d, i):
    """What commune i held back at the headcount of this month by posture (0 or less): it is no part of its surplus."""
    if is_candid(s, CANDOUR, d, i, s.clock.month * 64 + 63):
        return 0.0
    return -s.p.posture_margin * s.p.posturing


@compiled
def believed(s, d, i):
    """How much of a grant commune i believed in when dossier d was decided, from the surplus it perceived then.

    Trust has moved since, and the perceived surplus has been kept: it is linear in belief on both sides of each
    other commune's gain, and grows with it, so that halving finds it. Without a grant, or where the others'
    envy makes it fall, the belief is that of the state.
    """
    stake = s.stakes[d, i]
    if stake.transfer <= 0.0:
        return 1.0
    low, high = 0.0, 1.0
    terms = np.zeros(len(TERMS))
    for _ in range(60):
        middle = 0.5 * (low + high)
        break_down(s, d, i, middle, terms)
        total = 0.0
        for term in terms:
            total += term
        if total < stake.perceived:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
