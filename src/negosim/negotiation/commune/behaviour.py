"""What a commune wants and answers, one row at a time (comportement d'une commune).

Every function reads the state and returns what one commune wants or does. Only `compare_offers` writes. The monthly
loop calls these functions for all rows, a Mesa agent's method for its own. Gains are over the status quo, in units of
value. Arguments: `d` is a dossier, `i` a commune, `is_draft` says whether the draft or the text is meant (`DRAFT`,
`TEXT`), `slot` is the number of a meeting or round in the month.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.commune.offers import ahead_and_behind, offer_to, rank_offers
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ADOPTED, OPEN, TEXT, is_packaged
from negosim.negotiation.state.moves import CONSENT_SLOT, HEADCOUNT_SLOT, ORDINARY, PACKAGE_SLOT, SLOTS_A_MONTH
from negosim.negotiation.state.randomness import ATTENDANCE, CANDOUR, HEADCOUNT, normal, uniform
from negosim.science.concession import aspiration

__all__ = [
    "aspiration_level", "attend", "claim", "common_gain", "compare_offers", "consent", "gain", "gain_with_common",
    "headcount", "is_candid", "mean_trust", "package_value", "perceived_surplus", "perceived_surplus_alone",
    "posture", "react", "reservation", "reservation_premium", "saving_gain", "social_utility", "social_value",
    "surplus", "tolerate", "waiting_cost",
]  # fmt: skip

EVENING = 0
"""In the address of a draw, instead of a dossier: what holds for the whole evening of the ordinary meetings."""


@compiled
def distance_gain(s: State, d: int, i: int, is_draft: bool) -> float:
    """Gain of commune i from the clauses of the draft or of the text: how much nearer to its ideal they are."""
    total, curvature = 0.0, s.p.curvature
    clauses, opinions = s.clauses[d], s.opinions[d, i]
    for k in range(s.dossiers[d].clauses):
        x, ideal = clauses[k].draft if is_draft else clauses[k].text, opinions[k].ideal
        before, after = abs(clauses[k].status_quo - ideal), abs(x - ideal)
        if curvature != 1.0:
            before, after = math.pow(before, curvature), math.pow(after, curvature)
        total += opinions[k].salience * (before - after)
    return s.p.spatial_weight * s.dossiers[d].weight * total


@compiled
def common_gain(s: State, d: int, is_draft: bool) -> float:
    """Gain that is the same for every commune: from interdependent clauses, and from pooled services."""
    joint_gain, previous, previous_before = 0.0, 0.0, 0.0
    clauses = s.clauses[d]
    for k in range(s.dossiers[d].clauses):
        clause = clauses[k]
        x = clause.draft if is_draft else clause.text
        joint_gain += clause.interdependence * (previous * x - previous_before * clause.status_quo)
        previous, previous_before = x, clause.status_quo
    return joint_gain + saving_gain(s, d, is_draft)


@compiled
def saving_gain(s: State, d: int, is_draft: bool) -> float:
    """What pooled services save every commune; 0 where dossier d pools none.

    The saving is proportional to the extent of pooling (the first clause) and to how far the services accept it.
    """
    dossier, clause = s.dossiers[d], s.clauses[d, 0]
    if dossier.saving <= 0.0:
        return 0.0
    x = clause.draft if is_draft else clause.text
    return dossier.saving * (1.0 + s.p.pooling_bonus) * s.partners.service_acceptance * (x - clause.status_quo)


@compiled
def item_gain(s: State, d: int, i: int, q: int) -> float:
    """Gain of commune i from item q of dossier d, less its share of the cost."""
    return s.item_values[d, i, q].benefit - s.p.communal_cost_share * s.communes[i].cost_share * s.items[d, q].cost


@compiled
def gain(s: State, d: int, i: int, is_draft: bool) -> float:
    """Material gain of commune i from the draft or the text of dossier d, without transfers."""
    return gain_with_common(s, d, i, is_draft, common_gain(s, d, is_draft))


@compiled
def gain_with_common(s: State, d: int, i: int, is_draft: bool, common: float) -> float:
    """The same as `gain`, where `common` is `common_gain`, computed once for all communes."""
    return distance_gain(s, d, i, is_draft) + common + items_gain(s, d, i, is_draft)


@compiled
def items_gain(s: State, d: int, i: int, is_draft: bool) -> float:
    """Gain of commune i from the items of the draft or the text of dossier d, less its share of their costs."""
    total, items, item_values = 0.0, s.items[d], s.item_values[d, i]
    share = s.p.communal_cost_share * s.communes[i].cost_share
    for q in range(s.dossiers[d].items):
        if items[q].draft if is_draft else items[q].text:
            total += item_values[q].benefit - share * items[q].cost
    return total


@compiled
def mean_trust(s: State, i: int) -> float:
    """Mean trust of commune i in the other communes, 0 to 1."""
    return s.communes[i].trust


@compiled
def social_value(s: State, d: int, i: int, is_draft: bool, belief: float) -> float:
    """Social value U of commune i: own gain and common good, less envy and guilt.

    `belief` is the share of a promised transfer in which it believes.
    Source: Fehr and Schmidt 1999 for envy and guilt, as means over the other communes.
    """
    full = offer_to(s, d, i, is_draft)
    own = full - (1.0 - belief) * s.p.transfer_weight * s.stakes[d, i].transfer
    ahead, behind = ahead_and_behind(s, d, is_draft, own)
    mean = s.dossiers[d].draft_mean if is_draft else s.dossiers[d].text_mean
    mean += (own - full) / s.communes.shape[0]
    return social_utility(s, d, i, own, mean, ahead, behind - max(full - own, 0.0))


@compiled
def social_utility(s: State, d: int, i: int, own: float, mean: float, ahead: float, behind: float) -> float:
    """Value to commune i of the gain `own` from dossier d, where `mean` is the mean gain of the communes.

    `ahead` is the sum over the others of its lead on each, `behind` the sum of its lag.
    """
    commune = s.communes[i]
    fair = s.dossiers[d].comparison * (commune.envy * behind + commune.guilt * ahead) / (s.communes.shape[0] - 1)
    return (1.0 - commune.culture) * own + commune.culture * mean - fair


@compiled
def missing_budget_share(s: State) -> float:
    """Share of the full investment budget that is missing this year, 0 to 1."""
    year = (s.clock.month - 1) // 12
    available = 1.0 - s.p.scarcity
    for _ in range(year):
        available *= 1.0 - s.p.decline
    if s.clock.month >= s.p.grant_cut_month:
        available *= 1.0 - s.p.grant_cut
    return 1.0 - available


@compiled
def reservation_premium(s: State, d: int, i: int) -> float:
    """Attachment of commune i to what it has on dossier d; culture lowers it."""
    dossier, commune = s.dossiers[d], s.communes[i]
    return dossier.weight * dossier.premium * commune.premium * (1.0 - commune.culture)


@compiled
def waiting_cost(s: State, d: int) -> float:
    """What the months without a decision on dossier d have cost every commune so far."""
    return s.p.delay_cost * (s.clock.month - s.dossiers[d].opens)


@compiled
def reservation(s: State, d: int, i: int) -> float:
    """Reservation R of commune i: the gain below which it prefers to keep what it has on dossier d.

    It rises with broken promises. It falls with what an agreement is worth to it by the features of the place, with
    what scarcity takes from the status quo, and with the cost of having no decision. Time spent is not in it: the wish
    to end lowers what a commune insists on (`perceived_surplus_alone`), and makes no decision better.
    """
    commune, dossier = s.communes[i], s.dossiers[d]
    refusal_cost = dossier.weight * s.p.refusal_loss * (1.0 - s.finance.envelope) + dossier.default_cost
    premium = reservation_premium(s, d, i)
    return premium + s.p.broken_weight * commune.broken_promises - refusal_cost - s.stakes[d, i].worth


@compiled
def surplus(s: State, d: int, i: int) -> float:
    """True surplus g of commune i on the text of dossier d: social value less reservation, transfers included."""
    return s.stakes[d, i].value_text - reservation(s, d, i)


@compiled
def perceived_surplus_alone(s: State, d: int, i: int) -> float:
    """Surplus that commune i perceives on dossier d, without its package: it fears and misjudges what is unclear to it.

    It believes in a promised transfer in proportion to its trust; a contribution is certain. The longer it has waited,
    the less it insists.
    """
    stake = s.stakes[d, i]
    unknown = 1.0 - stake.understanding
    value = social_value(s, d, i, TEXT, mean_trust(s, i)) if stake.transfer > 0.0 else stake.value_text
    perceived = value - reservation(s, d, i) + waiting_cost(s, d)
    return perceived + unknown * (s.p.unknown_noise * stake.understanding_error - s.p.unknown_loss)


@compiled
def package_value(s: State, d: int, i: int) -> float:
    """Value to commune i of the other half of a package, in a decision on dossier d, in proportion to its trust.

    Source: log-rolling, Buchanan and Tullock 1962; the deals (trocs) of Desage and Guéranger 2011.
    """
    other = s.dossiers[d].linked_dossier
    if not is_packaged(other):
        return 0.0
    if s.dossiers[other].outcome == OPEN:
        return mean_trust(s, i) * perceived_surplus_alone(s, other, i)
    return mean_trust(s, i) * s.stakes[other, i].surplus if s.dossiers[other].outcome == ADOPTED else 0.0


@compiled
def perceived_surplus(s: State, d: int, i: int) -> float:
    """Surplus that commune i perceives when it decides on dossier d, the other half of a package included."""
    return perceived_surplus_alone(s, d, i) + package_value(s, d, i)


@compiled
def attend(s: State, d: int, i: int, slot: int) -> bool:
    """Whether commune i attends the meeting `slot` of this month on dossier d.

    The ordinary meetings of a month are held on one evening: who comes to one comes to all.
    """
    commune, moment = s.communes[i], s.clock.month * SLOTS_A_MONTH + slot
    agenda = EVENING if slot == ORDINARY else s.dossiers[d].key
    chance = s.p.attendance_base + s.p.attendance_engagement * commune.engagement
    chance -= s.p.attendance_fatigue * commune.fatigue
    if commune.in_bureau:
        chance += s.p.attendance_bureau
    draw = uniform(s.clock.seed_low, s.clock.seed_high, ATTENDANCE, agenda, moment, commune.key)
    return draw < chance


@compiled
def is_candid(s: State, purpose: int, d: int, i: int, moment: int) -> bool:
    """Whether commune i says what it thinks, with probability .5 + .5 trust in the DGS.

    `purpose` and `moment` address the draw.
    """
    commune = s.communes[i]
    draw = uniform(s.clock.seed_low, s.clock.seed_high, purpose, s.dossiers[d].key, moment, commune.key)
    return draw < 0.5 + 0.5 * commune.trust_dgs


@compiled
def aspiration_level(s: State, d: int) -> float:
    """Share of its first demands that a commune keeps on dossier d: 1 when it opens, less as the deadline nears.

    Source: time-dependent tactics, Faratin, Sierra and Jennings 1998.
    """
    dossier = s.dossiers[d]
    elapsed = min(1.0, (s.clock.month - dossier.opens) / max(1, dossier.deadline - dossier.opens))
    return aspiration(elapsed, 1.0 - s.p.concession, 1.0, s.p.concession_shape)


@compiled
def compare_offers(s: State, d: int, is_draft: bool) -> None:
    """Sort the offers of the draft or the text of dossier d, and write the social value of each to its commune."""
    rank_offers(s, d, is_draft)
    offers, sums, ranks = s.offers[d, int(is_draft)], s.offer_sums[d, int(is_draft)], s.offer_order[d, int(is_draft)]
    stakes, n = s.stakes[d], s.communes.shape[0]
    mean = s.dossiers[d].draft_mean if is_draft else s.dossiers[d].text_mean
    low = n
    for rank in range(n - 1, -1, -1):
        i = ranks[rank]
        own = offers[i]
        if rank < n - 1 and own < offers[ranks[rank + 1]]:
            low = rank + 1
        value = social_utility(s, d, i, own, mean, low * own - sums[low], sums[n] - sums[low] - (n - low) * own)
        if is_draft:
            stakes[i].value_draft = value
        else:
            stakes[i].value_text = value


@compiled
def react(s: State, d: int, i: int, slot: int) -> float:
    """Margin by which commune i prefers the draft of dossier d to its text; it says yes when not negative.

    A commune that is not candid this month asks for more than an improvement; it asks for less as the deadline nears.
    In the round of a package, both halves count.
    """
    stake, other = s.stakes[d, i], s.dossiers[d].linked_dossier
    after, before = stake.value_draft, stake.value_text
    if slot == PACKAGE_SLOT and is_packaged(other):
        after += s.stakes[other, i].value_draft
        before += s.stakes[other, i].value_text
    if stake.candid:
        return after - before
    return after - before - s.p.posture_margin * s.p.posturing * aspiration_level(s, d)


@compiled
def tolerate(s: State, d: int, i: int, is_draft: bool) -> float:
    """Margin above its reservation that commune i states in private on the draft or the text of dossier d.

    It could live with the version when the margin is not negative. A commune that is not candid this month understates
    it.
    """
    stake = s.stakes[d, i]
    value = stake.value_draft if is_draft else stake.value_text
    margin = value - reservation(s, d, i) + waiting_cost(s, d)
    if stake.candid:
        return margin
    return margin - s.p.posture_margin * s.p.posturing * aspiration_level(s, d)


@compiled
def claim(s: State, d: int, i: int) -> float:
    """Surplus that commune i claims on dossier d when money is shared: it understates its gain."""
    return perceived_surplus(s, d, i) - s.p.claim_inflation * (1.0 - 0.5 * s.communes[i].trust_dgs)


@compiled
def consent(s: State, d: int, i: int) -> bool:
    """Whether commune i lets its compensation be adjusted for dossier d: probability .5 + .5 trust in the others."""
    commune = s.communes[i]
    moment = s.clock.month * SLOTS_A_MONTH + CONSENT_SLOT
    draw = uniform(s.clock.seed_low, s.clock.seed_high, CANDOUR, s.dossiers[d].key, moment, commune.key)
    return draw < 0.5 + 0.5 * mean_trust(s, i)


@compiled
def headcount(s: State, d: int, i: int) -> bool:
    """Whether commune i says yes when the president counts heads on dossier d."""
    commune, month = s.communes[i], s.clock.month
    perceived = perceived_surplus(s, d, i)
    error = normal(s.clock.seed_low, s.clock.seed_high, HEADCOUNT, s.dossiers[d].key, month, commune.key)
    perceived += s.p.headcount_noise * error
    if not is_candid(s, CANDOUR, d, i, month * SLOTS_A_MONTH + HEADCOUNT_SLOT):
        perceived -= s.p.posture_margin * s.p.posturing
    return perceived > 0.0


@compiled
def posture(ideal: float, posturing: float) -> float:
    """Position that a commune states: its ideal, exaggerated away from the middle of the scale, within [0, 1]."""
    return min(1.0, max(0.0, ideal + posturing * (ideal - 0.5)))
