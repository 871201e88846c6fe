"""What becomes of the projects of an adopted programme: delivered on time, late, or dropped (réalisations).

A host commune that cannot pay its part loses its project, unless a matching grant pays it. A project delivered renews
the engagement of its host; one that is dropped costs engagement, and trust in the other communes.
"""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.month.relations import update_mean_trust
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DELIVERIES
from negosim.negotiation.state.events import DROPPED, LATE, ON_TIME, log_delivery
from negosim.negotiation.state.randomness import DELIVERY, uniform

__all__ = ["deliver", "delivery_of", "has_deliveries"]

SHORTEST, LONGEST = 6, 24
"""Months from adoption to the end of the first project, and of the last one: the programme's first phase."""


@compiled
def has_deliveries(s: State, d: int) -> bool:
    """Whether the projects of dossier d are followed after its adoption."""
    return s.dossiers[d].effect == DELIVERIES


@compiled
def lacks_means(s: State, i: int) -> float:
    """How far commune i cannot pay its own part of a project: from 0 for the richest to 1 for the poorest."""
    return 0.5 + 0.5 * s.communes[i].wealth_gap


@compiled
def delivery_of(s: State, d: int, q: int) -> tuple[int, int]:
    """Month in which the fate of item q of dossier d is known, and that fate: ON_TIME, LATE or DROPPED.

    Host communes without means drop projects more often, the less a financial pact pays for them; the last months go
    to late ones. The second clause of a programme sets its pace.
    """
    seed_low, seed_high, key = s.clock.seed_low, s.clock.seed_high, s.dossiers[d].key
    host = s.items[d, q].host
    first = uniform(seed_low, seed_high, DELIVERY, key, q, 0)
    second = uniform(seed_low, seed_high, DELIVERY, key, q, 1)
    drop = s.p.project_drop * lacks_means(s, host) * (1.0 - s.finance.matching)
    pace = s.clauses[d, 1].text if s.dossiers[d].clauses > 1 else 0.5
    months = SHORTEST + int(second * (1.5 - pace) / 1.5 * (LONGEST - SHORTEST))
    if first < drop:
        return months, DROPPED
    if first < drop + (1.0 - drop) * s.p.project_late:
        return min(LONGEST, months + 6), LATE
    return months, ON_TIME


@compiled
def deliver(s: State, d: int) -> None:
    """Log the projects of dossier d whose fate is known this month, and apply what it does to their hosts."""
    age = s.clock.month - s.dossiers[d].closing_month
    for q in range(s.dossiers[d].items):
        if not s.items[d, q].text:
            continue
        months, fate = delivery_of(s, d, q)
        if months != age:
            continue
        host = s.items[d, q].host
        commune = s.communes[host]
        log_delivery(s, d, q, host, fate)
        size = s.p.consequences
        if fate == ON_TIME:
            commune.engagement = min(1.0, commune.engagement + size * s.p.engagement_success)
        elif fate == DROPPED:
            commune.engagement = max(0.0, commune.engagement - size * s.p.engagement_failure)
            for j in range(s.communes.shape[0]):
                if j != host:
                    trust = s.commune_pairs[host, j].trust
                    s.commune_pairs[host, j].trust = max(0.0, trust - size * s.p.trust_overruled)
            update_mean_trust(s, host)
