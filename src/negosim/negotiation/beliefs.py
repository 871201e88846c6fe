"""What the DGS believes of the communes: from what he has been told, and from what they answer (croyances du DGS).

Estimates are noisy until he listens; a private answer that contradicts his estimate of a commune teaches him
something of its surplus. Nothing here reads an ideal, a benefit or a reservation that he has not been told.
"""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.dossier import DRAFT, TEXT

__all__ = ["believed_surplus", "estimated_gain", "learn_from_answers", "worst_off"]


@compiled
def estimated_gain(s, d, i, drafted):
    """Gain of commune i from the draft, or the text, as the DGS believes it from what he has been told."""
    total, dossier = 0.0, s.dossiers[d]
    for k in range(dossier.clauses):
        clause, opinion = s.clauses[d, k], s.opinions[d, i, k]
        x, ideal = clause.draft if drafted else clause.text, opinion.est_ideal
        total += opinion.est_salience * (abs(clause.status_quo - ideal) - abs(x - ideal))
    total *= s.p.spatial_weight * dossier.weight
    if dossier.saving > 0.0:
        x = s.clauses[d, 0].draft if drafted else s.clauses[d, 0].text
        total += dossier.saving * (1.0 + s.p.pooling_bonus) * s.clock.services * (x - s.clauses[d, 0].status_quo)
    for q in range(dossier.items):
        if s.items[d, q].draft if drafted else s.items[d, q].text:
            paid = s.p.communal_cost_share * s.communes[i].cost_share * s.items[d, q].cost
            total += s.prizes[d, i, q].est_benefit - paid
    return total


@compiled
def believed_surplus(s, d, i, drafted):
    """Surplus of commune i as the DGS believes it: estimated gain, less an ordinary reservation, plus his hunch.

    The ordinary reservation is the usual one of a mandate, at the culture of its start.
    """
    dossier = s.dossiers[d]
    waited = s.p.delay_cost * (s.clock.month - dossier.opens)
    ordinary = dossier.weight * s.p.premium_mean * (1.0 - s.p.culture_start) - waited - dossier.default_cost
    given = s.p.transfer_weight * s.stakes[d, i].transfer
    return estimated_gain(s, d, i, drafted) + given - ordinary + s.stakes[d, i].hunch


@compiled
def worst_off(s, d):
    """The commune of lowest believed surplus on the text of dossier d, by key where equal."""
    least, found = believed_surplus(s, d, 0, TEXT), 0
    for i in range(1, s.communes.shape[0]):
        value = believed_surplus(s, d, i, TEXT)
        if value < least or (value == least and s.communes[i].key < s.communes[found].key):
            least, found = value, i
    return found


@compiled
def learn_from_answers(s, d):
    """Revise the hunch on each commune whose private answer to the draft contradicts the DGS's estimate.

    A refusal where he expected a better draft lowers it, an approval where he expected a worse one raises it.
    """
    for i in range(s.communes.shape[0]):
        expected = estimated_gain(s, d, i, DRAFT) - estimated_gain(s, d, i, TEXT)
        agreed = s.stakes[d, i].reaction >= 0.0
        if agreed and expected < 0.0:
            s.stakes[d, i].hunch += s.p.hunch_step
        elif not agreed and expected >= 0.0:
            s.stakes[d, i].hunch -= s.p.hunch_step
