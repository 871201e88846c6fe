"""What an adopted text changes afterwards: rules of meetings, posts, money, services, direction (conséquences).

A kind of dossier names its effect (`state.dossier.EFFECTS`); the effect reads the clauses of the adopted text by their
position. Each is logged with its size, so that the next years can be read. `behaviour.consequences` scales what acts on
later dossiers; at 0 nothing adopted changes them.
"""

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled
from negosim.negotiation.commune.themes import set_direction
from negosim.negotiation.month.effects import assign_posts, seat_bureau
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import (
    BUDGET,
    BUREAU,
    DIRECTION,
    FINANCIAL_PACT,
    MEETING_RULES,
    POOLING,
    TRANSFER_OF_SERVICE,
)  # fmt: skip
from negosim.negotiation.state.events import (
    BUDGET_EFFECT,
    CHARGES,
    DIRECTION_EFFECT,
    RULES_EFFECT,
    SAVING,
    SOLIDARITY_POOL,
    log_consequence,
)  # fmt: skip

__all__ = ["apply_rules", "budget_factor", "charge_of", "saving_in_force", "take_effect"]

FIRST, SECOND, THIRD, FOURTH = range(4)
"""Positions of clauses in the kinds that have an effect."""

LAST_STEP = 2.0 / 3.0
"""Level above which a clause of four named steps stands at the last one."""


@compiled
def take_effect(s: State, d: int) -> None:
    """Apply the effect of dossier d, which has been adopted."""
    effect = s.dossiers[d].effect
    if effect == BUREAU and s.p.consequences > 0.0:
        assign_posts(s, d)
    elif effect == MEETING_RULES:
        apply_rules(s, d)
    elif effect == DIRECTION:
        set_direction(s, d)
        log_consequence(s, d, DIRECTION_EFFECT, s.p.charter_pull)
    elif effect == FINANCIAL_PACT:
        apply_pact(s, d)
    elif effect == POOLING:
        start_pooling(s, d)
    elif effect == BUDGET:
        apply_budget(s, d)
    elif effect == TRANSFER_OF_SERVICE:
        transfer_charges(s, d)


@compiled
def apply_rules(s: State, d: int) -> None:
    """Apply an adopted governance pact: seats of small communes in the bureau, veto, conference, information.

    The first clause reserves a part of the bureau to small communes and makes voices more equal in meetings; the
    second opens a veto; the third makes the mayors' conference meet more often; the last informs the councillors.
    """
    size = s.p.consequences
    s.council.voice_equality = size * s.clauses[d, FIRST].text
    s.council.small_share = 0.5 * size * s.clauses[d, FIRST].text
    s.council.veto_scope = size * s.clauses[d, SECOND].text
    s.council.conference_rhythm = size * s.clauses[d, THIRD].text
    s.council.councillor_information = size * s.clauses[d, FOURTH].text
    seat_bureau(s)
    log_consequence(s, d, RULES_EFFECT, s.council.small_share)


@compiled
def apply_pact(s: State, d: int) -> None:
    """Apply an adopted financial and fiscal pact: taxes, pool of solidarity, matching grants, weight of the criteria.

    Later dossiers with transfers move money by the pact's pool and criteria; with a matching grant fewer hosts drop
    their project (`deliveries.delivery_of`), and the budget pays for it.
    """
    size = s.p.consequences
    s.finance.pact_tax = size * s.p.tax_yield * s.clauses[d, FIRST].text
    s.finance.pact_pool = size * s.p.pact_pool * s.clauses[d, SECOND].text
    s.finance.matching = size * s.p.matching_part * s.clauses[d, THIRD].text
    s.finance.criteria = size * s.clauses[d, FOURTH].text
    log_consequence(s, d, SOLIDARITY_POOL, s.finance.pact_pool)


@compiled
def start_pooling(s: State, d: int) -> None:
    """Start the savings of an adopted pooling scheme, as far as services accept it; its second clause sets the pace."""
    extent = s.clauses[d, FIRST].text * s.partners.service_acceptance
    s.finance.pooling_saving = s.p.consequences * s.p.pooling_budget * extent
    s.finance.pooling_month = s.clock.month
    s.finance.pooling_ramp = 48.0 - 36.0 * s.clauses[d, SECOND].text
    log_consequence(s, d, SAVING, s.finance.pooling_saving)


@compiled
def apply_budget(s: State, d: int) -> None:
    """Apply an adopted yearly budget: its investment share and its taxes set the envelope of the year."""
    investment, tax = s.clauses[d, FIRST].text, s.clauses[d, SECOND].text
    s.finance.budget_effort = s.p.consequences * (s.p.investment_yield * investment + s.p.tax_yield * tax)
    log_consequence(s, d, BUDGET_EFFECT, s.finance.budget_effort)


@compiled
def charge_of(s: State, d: int, i: int) -> float:
    """Charge that commune i transfers with a service, in whole euros a year: the cost of the service for its people.

    Nothing moves unless the first clause reaches its last step: a contract or a pooled service is no transfer.
    Source: CGI 1609 nonies C (the compensation allocation falls by the charges that the commission finds).
    """
    if s.clauses[d, FIRST].text <= LAST_STEP:
        return 0.0
    return np.floor(s.dossiers[d].charge_eur * s.communes[i].population + 0.5)


@compiled
def transfer_charges(s: State, d: int) -> None:
    """Move a transferred service to the intercommunality: each allocation falls by the charge that moves, exactly."""
    total = 0.0
    for i in range(s.communes.shape[0]):
        charge = charge_of(s, d, i)
        s.communes[i].allocation_change -= charge
        total += charge
    s.finance.transferred_charges += total
    if total > 0.0:
        log_consequence(s, d, CHARGES, total)


@compiled
def saving_in_force(s: State) -> float:
    """What pooled services save this month, as a share of the full budget: it grows until the ramp is over."""
    if s.finance.pooling_month <= 0:
        return 0.0
    elapsed = s.clock.month - s.finance.pooling_month
    return s.finance.pooling_saving * min(1.0, elapsed / max(1.0, s.finance.pooling_ramp))


@compiled
def budget_factor(s: State) -> float:
    """How far adopted texts raise or lower the envelope: taxes and effort, less what matching grants take."""
    return 1.0 + s.finance.budget_effort + s.finance.pact_tax - 0.1 * s.finance.matching
