"""What the DGS believes of the communes, from listening and from private answers (croyances du DGS).

Estimates are noisy until the DGS listens. Each has a variance, so that a private yes or no changes most the estimates
that are least sure. A true ideal, salience, benefit or reservation enters only weighted by what the DGS has learnt
of the commune (`dgs_information`).

Source: online Bayesian learning from yes and no with a diagonal Gaussian, Graepel et al. 2010, logistic instead of
normal.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import reservation_premium, waiting_cost
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT, TEXT

__all__ = [
    "assent_probability", "clause_weight", "estimated_gain", "estimated_surplus", "form_first_beliefs",
    "learn_from_answers", "learn_from_listening", "log_assent_probability", "soft_log_surplus", "surplus_variance",
    "worst_off",
]  # fmt: skip

SLOPE = 1.702
"""Slope at which the logistic distribution is closest to the normal one."""

LEAST_DEVIATION = 0.005
"""Least standard deviation of an estimated surplus, in units of value."""


@compiled
def clause_weight(s: State, d: int, i: int, k: int, x: float) -> float:
    """Estimated gain of commune i from clause k at level `x`, for a salience of 1."""
    gain = distance_saved(s.clauses[d, k].status_quo, s.opinions[d, i, k].estimated_ideal, x)
    return s.p.spatial_weight * s.dossiers[d].weight * gain


@compiled
def distance_saved(before: float, ideal: float, x: float) -> float:
    """How much nearer to the ideal `x` is than the level `before`."""
    return abs(before - ideal) - abs(x - ideal)


@compiled
def estimated_gain(s: State, d: int, i: int, is_draft: bool) -> float:
    """Gain of commune i from the draft or the text of dossier d, as the DGS believes."""
    total, dossier, clauses, opinions = 0.0, s.dossiers[d], s.clauses[d], s.opinions[d, i]
    scale = s.p.spatial_weight * dossier.weight
    for k in range(dossier.clauses):
        x = clauses[k].draft if is_draft else clauses[k].text
        total += (
            opinions[k].estimated_salience
            * distance_saved(clauses[k].status_quo, opinions[k].estimated_ideal, x)
            * scale
        )
    if dossier.saving > 0.0:
        x = clauses[0].draft if is_draft else clauses[0].text
        total += (
            dossier.saving * (1.0 + s.p.pooling_bonus) * s.partners.service_acceptance * (x - clauses[0].status_quo)
        )
    items, item_values = s.items[d], s.item_values[d, i]
    share = s.p.communal_cost_share * s.communes[i].cost_share
    for q in range(dossier.items):
        if items[q].draft if is_draft else items[q].text:
            total += item_values[q].estimated_benefit - share * items[q].cost
    return total


@compiled
def estimated_surplus(s: State, d: int, i: int, is_draft: bool) -> float:
    """Surplus of commune i as the DGS believes: estimated gain and transfer, less the estimated reservation.

    What the features of the place make an agreement worth is public.
    """
    dossier = s.dossiers[d]
    stake = s.stakes[d, i]
    known = waiting_cost(s, d) + dossier.default_cost + stake.worth
    transfer_value = s.p.transfer_weight * stake.transfer
    return estimated_gain(s, d, i, is_draft) + transfer_value - stake.estimated_reservation + known


@compiled
def surplus_variance(s: State, d: int, i: int, is_draft: bool) -> float:
    """Variance of the estimated surplus of commune i from the draft or the text of dossier d."""
    total = LEAST_DEVIATION * LEAST_DEVIATION + s.stakes[d, i].reservation_variance
    dossier, clauses, opinions = s.dossiers[d], s.clauses[d], s.opinions[d, i]
    scale = s.p.spatial_weight * dossier.weight
    for k in range(dossier.clauses):
        x = clauses[k].draft if is_draft else clauses[k].text
        weight = scale * distance_saved(clauses[k].status_quo, opinions[k].estimated_ideal, x)
        total += weight * weight * opinions[k].salience_variance
    items, item_values = s.items[d], s.item_values[d, i]
    for q in range(dossier.items):
        if items[q].draft if is_draft else items[q].text:
            total += item_values[q].benefit_variance
    return total


@compiled
def assent_probability(margin: float, deviation: float) -> float:
    """Probability that a party says yes, from the estimated margin and its standard deviation."""
    z = SLOPE * margin / deviation
    return 1.0 / (1.0 + math.exp(-z)) if z > 0.0 else math.exp(z) / (1.0 + math.exp(z))


@compiled
def soft_log_surplus(margin: float, deviation: float) -> float:
    """Logarithm of the expected positive part of a surplus of this `margin` and `deviation`.

    Concave in the margin, close to its logarithm far above zero, and linear far below.
    """
    z = SLOPE * margin / deviation
    if z < -17.0:  # beyond, 1 + exp(z) loses the digits of exp(z)
        return math.log(deviation / SLOPE) + z
    return math.log(deviation / SLOPE) + math.log(soft_plus(z))


@compiled
def soft_plus(z: float) -> float:
    """Logarithm of 1 + exp(z): zero far below zero, z far above."""
    return z if z > 30.0 else math.log(1.0 + math.exp(z))


@compiled
def log_assent_probability(margin: float, deviation: float) -> float:
    """Logarithm of `assent_probability`."""
    return -soft_plus(-SLOPE * margin / deviation)


@compiled
def worst_off(s: State, d: int) -> int:
    """The commune least likely to live with the text of dossier d, as the DGS believes; of equals, the lowest key."""
    least, worst = math.inf, -1
    for i in range(s.communes.shape[0]):
        z = estimated_surplus(s, d, i, TEXT) / math.sqrt(surplus_variance(s, d, i, TEXT))
        if worst < 0 or z < least or (z == least and s.communes[i].key < s.communes[worst].key):
            least, worst = z, i
    return worst


@compiled
def form_first_beliefs(s: State, d: int, i: int) -> None:
    """Write what the DGS believes of commune i when dossier d opens, with the variances."""
    stake = s.stakes[d, i]
    information, dossier = stake.dgs_information, s.dossiers[d]
    stake.last_information = information
    stake.estimated_reservation = dossier.weight * dossier.premium * s.p.premium_mean * (1.0 - s.p.culture_start)
    stake.reservation_variance = square((1.0 - information) * dossier.weight * dossier.premium * s.p.reserve_doubt)
    for k in range(dossier.clauses):
        opinion = s.opinions[d, i, k]
        opinion.estimated_ideal = information * opinion.ideal + (1.0 - information) * opinion.stated
        opinion.estimated_salience = information * opinion.salience + (1.0 - information) * opinion.prior_salience
        opinion.salience_variance = square((1.0 - information) * s.p.salience_doubt)
    for q in range(dossier.items):
        value = s.item_values[d, i, q]
        value.estimated_benefit = value.benefit * math.exp((1.0 - information) * value.prior_log_error)
        value.benefit_variance = square((1.0 - information) * s.p.belief_noise * value.estimated_benefit)


@compiled
def square(value: float) -> float:
    """`value` times itself."""
    return value * value


@compiled
def learn_from_listening(s: State, d: int, i: int) -> None:
    """Update the DGS's beliefs after listening to commune i on dossier d.

    Every estimate moves towards the truth, and its standard deviation shrinks, by the same ratio: unknown now /
    unknown before.
    """
    stake, commune = s.stakes[d, i], s.communes[i]
    remaining = (1.0 - stake.dgs_information) / (1.0 - stake.last_information) if stake.last_information < 1.0 else 0.0
    stake.last_information = stake.dgs_information
    reservation = reservation_premium(s, d, i) + s.p.broken_weight * commune.broken_promises
    stake.estimated_reservation = reservation + remaining * (stake.estimated_reservation - reservation)
    stake.reservation_variance *= remaining * remaining
    for k in range(s.dossiers[d].clauses):
        opinion = s.opinions[d, i, k]
        opinion.estimated_ideal = stake.dgs_information * opinion.ideal + (1.0 - stake.dgs_information) * opinion.stated
        opinion.estimated_salience = opinion.salience + remaining * (opinion.estimated_salience - opinion.salience)
        opinion.salience_variance *= remaining * remaining
    item_values = s.item_values[d, i]
    for q in range(s.dossiers[d].items):
        value = item_values[q]
        ratio = value.estimated_benefit / value.benefit if value.benefit != 0.0 else 0.0
        if ratio > 0.0:
            value.estimated_benefit = value.benefit * math.exp(remaining * math.log(ratio))
        else:
            value.estimated_benefit = value.benefit + remaining * (value.estimated_benefit - value.benefit)
        value.benefit_variance *= remaining * remaining


@compiled
def revise(s: State, d: int, i: int, says_yes: bool, is_comparison: bool) -> None:
    """Update the DGS's beliefs after one private answer of commune i.

    The answer says whether the commune could live with the draft or, where `is_comparison`, whether it prefers the
    draft to the text. The estimated margin is a sum of uncertain parts; each moves by its share of the variance, and
    its own variance shrinks.
    """
    margin, variance = estimated_surplus(s, d, i, DRAFT), surplus_variance(s, d, i, DRAFT)
    if is_comparison:
        margin = estimated_gain(s, d, i, DRAFT) - estimated_gain(s, d, i, TEXT)
        variance = LEAST_DEVIATION * LEAST_DEVIATION + change_variance(s, d, i)
    sign = 1.0 if says_yes else -1.0
    deviation = math.sqrt(variance)
    surprise = 1.0 - assent_probability(sign * margin, deviation)
    shift = sign * SLOPE * surprise / deviation
    precision = SLOPE * SLOPE * surprise * (1.0 - surprise) / variance
    for k in range(s.dossiers[d].clauses):
        opinion = s.opinions[d, i, k]
        weight = clause_weight(s, d, i, k, s.clauses[d, k].draft)
        if is_comparison:
            weight -= clause_weight(s, d, i, k, s.clauses[d, k].text)
        opinion.estimated_salience = max(0.0, opinion.estimated_salience + shift * weight * opinion.salience_variance)
        opinion.salience_variance *= 1.0 - min(1.0, precision * weight * weight * opinion.salience_variance)
    items, item_values = s.items[d], s.item_values[d, i]
    for q in range(s.dossiers[d].items):
        weight = 1.0 if items[q].draft else 0.0
        if is_comparison and items[q].text:
            weight -= 1.0
        if weight != 0.0:
            value = item_values[q]
            value.estimated_benefit += shift * weight * value.benefit_variance
            value.benefit_variance *= 1.0 - min(1.0, precision * value.benefit_variance)
    if not is_comparison:
        stake = s.stakes[d, i]
        stake.estimated_reservation -= shift * stake.reservation_variance
        stake.reservation_variance *= 1.0 - min(1.0, precision * stake.reservation_variance)


@compiled
def change_variance(s: State, d: int, i: int) -> float:
    """Variance of what the draft of dossier d changes for commune i, as the DGS believes."""
    total = 0.0
    for k in range(s.dossiers[d].clauses):
        weight = clause_weight(s, d, i, k, s.clauses[d, k].draft) - clause_weight(s, d, i, k, s.clauses[d, k].text)
        total += weight * weight * s.opinions[d, i, k].salience_variance
    items, item_values = s.items[d], s.item_values[d, i]
    for q in range(s.dossiers[d].items):
        if items[q].draft != items[q].text:
            total += item_values[q].benefit_variance
    return total


@compiled
def learn_from_answers(s: State, d: int) -> None:
    """Update the DGS's beliefs after the private answers of all communes to the draft of dossier d."""
    for i in range(s.communes.shape[0]):
        revise(s, d, i, s.stakes[d, i].tolerance >= 0.0, False)
        revise(s, d, i, s.stakes[d, i].reaction >= 0.0, True)
