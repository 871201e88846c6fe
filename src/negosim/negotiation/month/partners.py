"""Partners who do not vote, and what the DGS prepares with them: services, Region and State, neighbours (partenaires).

Services accept pooling as far as the directors' committee (CoDir) has worked on it. Region, Department and State add
money under a condition. The neighbouring intercommunality pays its part of projects that also benefit its people, as
far as an interterritorial conference has agreed on it. Acceptance and agreement wear off when nobody works on them.
"""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import is_candid
from negosim.negotiation.month.vote_call import is_negotiated
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import OPEN, is_packaged
from negosim.negotiation.state.moves import CODIR, COUNTERWEIGHT, NEIGHBOURS, PACKAGE, PARTNERS, PRESSURE
from negosim.negotiation.state.randomness import REACTION

__all__ = ["cofinance", "link_packages", "prepare", "share_costs"]


@compiled
def cofinance(s: State, d: int) -> None:
    """Add to dossier d the co-financing that this month's searches bring, up to the partners' maximum."""
    dossier = s.dossiers[d]
    most = s.p.cofinancing_most * dossier.full_budget
    for _ in range(s.move_counts[PARTNERS, d]):
        dossier.cofinancing += s.p.cofinancing_gain * (most - dossier.cofinancing)


@compiled
def share_costs(s: State, d: int) -> None:
    """Write the cost of each item of dossier d, less what the neighbours pay."""
    for q in range(s.dossiers[d].items):
        item = s.items[d, q]
        item.cost = item.full_cost * (1.0 - s.p.neighbours_part * item.spillover_share * s.partners.neighbour_agreement)


@compiled
def link_packages(s: State) -> None:
    """Link the dossiers that receive a package move this month, two by two in the order of the agenda."""
    first = -1
    for d in range(s.dossiers.shape[0]):
        if s.move_counts[PACKAGE, d] > 0 and is_negotiated(s, d) and not is_packaged(s.dossiers[d].linked_dossier):
            if first < 0:
                first = d
            else:
                s.dossiers[first].linked_dossier, s.dossiers[d].linked_dossier = d, first
                first = -1


@compiled
def prepare(s: State) -> None:
    """Prepare the month: partners, packages, forced votes, the counterweight, and which communes are candid."""
    s.move.counterweight = s.move_counts[COUNTERWEIGHT, 0] > 0
    for _ in range(s.move_counts[CODIR, 0]):
        s.partners.service_acceptance += s.p.services_codir * (1.0 - s.partners.service_acceptance)
    s.partners.service_acceptance -= s.p.services_decay * (s.partners.service_acceptance - s.p.services_start)
    for _ in range(s.move_counts[NEIGHBOURS, 0]):
        s.partners.neighbour_agreement += s.p.neighbours_gain * (1.0 - s.partners.neighbour_agreement)
    s.partners.neighbour_agreement -= s.p.neighbours_decay * s.partners.neighbour_agreement
    link_packages(s)
    for rank in range(s.clock.open_dossiers):
        d = s.docket[rank]
        for i in range(s.communes.shape[0]):
            s.stakes[d, i].candid = is_candid(s, REACTION, d, i, s.clock.month)
    for d in range(s.dossiers.shape[0]):
        if s.dossiers[d].outcome == OPEN:
            if is_negotiated(s, d):
                s.dossiers[d].vote_forced = s.move_counts[PRESSURE, d] > 0
            cofinance(s, d)
            share_costs(s, d)
