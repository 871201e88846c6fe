"""The calendar, the investment budget, and the record of each month (environnement)."""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import mean_trust, missing_budget_share
from negosim.negotiation.commune.themes import carry_over, follow_direction
from negosim.negotiation.conductor.beliefs import form_first_beliefs
from negosim.negotiation.month.consequences import budget_factor, saving_in_force
from negosim.negotiation.month.vote_call import is_negotiated, present_text, restore_fallback
from negosim.negotiation.state.arrays import MONTHS, State
from negosim.negotiation.state.dossier import ADOPTED, OPEN, PROJECTS, WAITING
from negosim.negotiation.state.events import log_opening

__all__ = ["close_month", "open_month"]


@compiled
def open_month(s: State) -> None:
    """Move to the next month: update the year's envelope, open the dossiers whose month has come, list the docket."""
    s.clock.month += 1
    if s.clock.month > MONTHS:
        s.clock.open_dossiers = 0
        return
    s.finance.envelope = (1.0 - missing_budget_share(s)) * budget_factor(s) + saving_in_force(s)
    for d in range(s.dossiers.shape[0]):
        if s.dossiers[d].outcome == WAITING and s.dossiers[d].opens <= s.clock.month:
            open_dossier(s, d)
    list_docket(s)


@compiled
def list_docket(s: State) -> None:
    """List the dossiers that are negotiated this month, the nearest deadline first, then as in the agenda."""
    count = 0
    for d in range(s.dossiers.shape[0]):
        if is_negotiated(s, d):
            position = count
            while position > 0 and s.dossiers[s.docket[position - 1]].deadline > s.dossiers[d].deadline:
                s.docket[position] = s.docket[position - 1]
                position -= 1
            s.docket[position] = d
            count += 1
    s.clock.open_dossiers = count


@compiled
def open_dossier(s: State, d: int) -> None:
    """Open dossier d: its text is the fallback, or what the executive presents; its budget follows the envelope."""
    dossier = s.dossiers[d]
    dossier.outcome = OPEN
    dossier.budget = dossier.full_budget
    if dossier.item_kind == PROJECTS and dossier.items > 0:
        dossier.budget = dossier.full_budget * s.finance.envelope + s.finance.unspent_budget
        s.finance.unspent_budget = 0.0
    for i in range(s.communes.shape[0]):
        carry_over(s, d, i)
        follow_direction(s, d, i)
    restore_fallback(s, d)
    if dossier.presented:
        present_text(s, d)
    for i in range(s.communes.shape[0]):
        form_first_beliefs(s, d, i)
    log_opening(s, d)


@compiled
def satisfaction(s: State, i: int) -> float:
    """Mean true surplus of commune i over the decisions in force, 0 when there are none."""
    total, count, dossiers, stakes = 0.0, 0, s.dossiers, s.stakes
    for d in range(dossiers.shape[0]):
        if dossiers[d].outcome == ADOPTED:
            total += stakes[d, i].surplus
            count += 1
    return total / count if count > 0 else 0.0


@compiled
def close_month(s: State) -> None:
    """Record the month: means over communes, and the relations of each commune."""
    n, any_closed = s.communes.shape[0], False
    for d in range(s.dossiers.shape[0]):
        any_closed |= s.dossiers[d].closing_month == s.clock.month
    communes, rows = s.communes, s.commune_history[s.clock.month - 1]
    trust, engagement, culture = 0.0, 0.0, 0.0
    for i in range(n):
        commune, commune_row = communes[i], rows[i]
        if any_closed:
            commune.satisfaction = satisfaction(s, i)
        trust += mean_trust(s, i)
        engagement += commune.engagement
        culture += commune.culture
        commune_row.trust_dgs, commune_row.engagement, commune_row.fatigue = (
            commune.trust_dgs,
            commune.engagement,
            commune.fatigue,
        )
        commune_row.culture, commune_row.satisfaction = commune.culture, commune.satisfaction
    month_row = s.history[s.clock.month - 1]
    month_row.trust, month_row.engagement, month_row.culture = trust / n, engagement / n, culture / n
    month_row.open_dossiers, month_row.envelope, month_row.service_acceptance = (
        s.clock.open_dossiers,
        s.finance.envelope,
        s.partners.service_acceptance,
    )
