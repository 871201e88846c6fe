"""What a commune's perceived surplus is made of, term by term (motifs).

The terms are those of `negotiation.behaviour`: their sum is the perceived surplus of a state as it stands.
"""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import (
    common_gain,
    distance_gain,
    is_candid,
    mean_trust,
    saving_gain,
    social_value,
    weighed,
)  # fmt: skip
from negosim.negotiation.commune.offers import ahead_and_behind, offered
from negosim.negotiation.state.dossier import TEXT
from negosim.negotiation.state.randomness import CANDOUR

__all__ = ["TERMS", "break_down", "held_back"]

TERMS = (
    "clauses", "saving", "projects", "project_cost", "transfer", "common_good", "fairness", "premium",
    "broken_promises", "waiting", "scarcity", "default_cost", "misunderstanding", "package",
)  # fmt: skip
(
    CLAUSES, SAVING, PROJECTS, PROJECT_COST, TRANSFER, COMMON_GOOD, FAIRNESS, PREMIUM,
    BROKEN, WAITING, SCARCITY, DEFAULT_COST, MISUNDERSTANDING, PACKAGE,
) = range(len(TERMS))  # fmt: skip
"""Own gain from the clauses; what pooled services save; benefits of the items (projects, posts, seats, site); share
of their cost; transfer, a grant as far as it is believed; what the common good adds to the own gain; envy and guilt;
reservation premium; memory of broken promises; what refusing would cost, in time, in grants, and by having no
decision; what is not understood; the other half of a package, as far as it is believed."""


@compiled
def item_terms(s, d, i):
    """Benefits that commune i has from the items of the text of dossier d, and minus its share of their cost."""
    benefits, cost = 0.0, 0.0
    for q in range(s.dossiers[d].items):
        if s.items[d, q].text:
            benefits += s.item_values[d, i, q].benefit
            cost += s.p.communal_cost_share * s.communes[i].cost_share * s.items[d, q].cost
    return benefits, 0.0 - cost


@compiled
def social_terms(s, d, i, own, belief):
    """What the common good and what fairness add to the `own` gain in which commune i believes as far as `belief`.

    Fairness is the model's own weighing where the mean is the own gain; the common good is what remains of U.
    """
    stake = s.stakes[d, i]
    value = social_value(s, d, i, TEXT, belief) if stake.transfer > 0.0 else stake.value_text
    ahead, behind = ahead_and_behind(s, d, TEXT, own)
    behind -= max(offered(s, d, i, TEXT) - own, 0.0)
    fairness = weighed(s, i, own, own, ahead, behind) - own
    return value - own - fairness, fairness


@compiled
def break_down(s, d, i, package, terms):
    """Write into `terms` float64[TERMS] what commune i sees in the text of dossier d.

    `package` is what the other half of a package adds: `behaviour.package_value` in a state as it stands.
    """
    commune, stake, dossier = s.communes[i], s.stakes[d, i], s.dossiers[d]
    belief = mean_trust(s, i) if stake.transfer > 0.0 else 1.0
    terms[SAVING] = saving_gain(s, d, TEXT)
    terms[CLAUSES] = distance_gain(s, d, i, TEXT) + (common_gain(s, d, TEXT) - terms[SAVING])
    terms[PROJECTS], terms[PROJECT_COST] = item_terms(s, d, i)
    terms[TRANSFER] = belief * s.p.transfer_weight * stake.transfer
    own = terms[CLAUSES] + terms[SAVING] + terms[PROJECTS] + terms[PROJECT_COST] + terms[TRANSFER]
    terms[COMMON_GOOD], terms[FAIRNESS] = social_terms(s, d, i, own, belief)
    terms[PREMIUM] = 0.0 - dossier.weight * commune.premium * (1.0 - commune.culture)
    terms[BROKEN] = 0.0 - s.p.broken_weight * commune.broken
    terms[WAITING] = s.p.delay_cost * (s.clock.month - dossier.opens)
    terms[SCARCITY] = dossier.weight * s.p.refusal_loss * (1.0 - s.finance.envelope)
    terms[DEFAULT_COST] = dossier.default_cost
    terms[MISUNDERSTANDING] = (1.0 - stake.understanding) * (s.p.unknown_noise * stake.misread - s.p.unknown_loss)
    terms[PACKAGE] = package


@compiled
def held_back(s, d, i):
    """What commune i held back at the headcount of this month by posture (0 or less): it is no part of its surplus."""
    if is_candid(s, CANDOUR, d, i, s.clock.month * 64 + 63):
        return 0.0
    return -s.p.posture_margin * s.p.posturing
