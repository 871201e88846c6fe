"""Why a commune says no, as it tells a DGS who takes the time to ask (diagnostic des blocages)."""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import (
    common_gain,
    distance_gain,
    item_gain,
    reservation,
    social_value,
)  # fmt: skip
from negosim.negotiation.commune.offers import offered
from negosim.negotiation.state.dossier import TEXT
from negosim.negotiation.state.randomness import FRANKNESS, uniform

__all__ = ["CAUSES", "explain", "main_cause"]

CAUSES = ("", "misunderstanding", "clauses", "projects", "fairness", "attachment")
UNTOLD, MISUNDERSTANDING, CLAUSES, PROJECTS_COST, FAIRNESS, ATTACHMENT = range(len(CAUSES))
"""What weighs most against a text: what is not understood, its clauses, its projects and transfers, what the others
get, or the attachment to what is there (reservation). Nothing when it says yes or does not tell."""


@compiled
def main_cause(s, d, i):
    """The term that takes most from the perceived surplus of commune i on the text of dossier d, a code of CAUSES."""
    unknown = 1.0 - s.stakes[d, i].understanding
    doubt = unknown * (s.p.unknown_noise * s.stakes[d, i].misread - s.p.unknown_loss)
    clauses = distance_gain(s, d, i, TEXT) + common_gain(s, d, TEXT)
    projects = s.p.transfer_weight * s.stakes[d, i].transfer
    for q in range(s.dossiers[d].items):
        if s.items[d, q].text:
            projects += item_gain(s, d, i, q)
    fairness = social_value(s, d, i, TEXT, 1.0) - offered(s, d, i, TEXT)
    least, cause = -reservation(s, d, i), ATTACHMENT
    if clauses < 0.0 and clauses < least:
        least, cause = clauses, CLAUSES
    if projects < least:
        least, cause = projects, PROJECTS_COST
    if fairness < least:
        least, cause = fairness, FAIRNESS
    return MISUNDERSTANDING if doubt < least else cause


@compiled
def explain(s, d, i):
    """Why commune i says no to the text of dossier d, as far as it trusts the DGS with the reason; a code of CAUSES."""
    if s.stakes[d, i].headcount:
        return UNTOLD
    commune = s.communes[i]
    draw = uniform(s.clock.left, s.clock.right, FRANKNESS, s.dossiers[d].key, s.clock.month, commune.key)
    return main_cause(s, d, i) if draw < 0.5 + 0.5 * commune.trust_dgs else UNTOLD
