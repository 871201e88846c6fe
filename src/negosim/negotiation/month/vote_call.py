"""When the president puts a text to the vote: headcount, promised majority, vetoes, pressure (mise aux voix)."""

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled
from negosim.law.equalisation import FPIC_MARGIN
from negosim.law.majorities import quota_share
from negosim.law.procedures import CONSULTED, COUNCIL_ONLY, FPIC_FREE, NO_COUNCIL, municipal_passes
from negosim.law.silence import NO, YES
from negosim.negotiation.commune.behaviour import (
    common_gain,
    compare_offers,
    gain_with_common,
    perceived_surplus,
    perceived_surplus_alone,
)
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import OPEN, TEXT
from negosim.negotiation.state.events import log_withdrawal

__all__ = [
    "call_vote", "differs_from_fallback", "headcount_share", "is_expected_to_pass", "is_negotiated",
    "is_within_two_thirds", "last_call_month", "present_text", "restore_fallback",
]  # fmt: skip


@compiled
def restore_fallback(s: State, d: int) -> None:
    """Make the text of dossier d its fallback: what the law applies without an agreement."""
    for k in range(s.dossiers[d].clauses):
        s.clauses[d, k].text = s.clauses[d, k].fallback
    for q in range(s.dossiers[d].items):
        s.items[d, q].text = False
    for i in range(s.communes.shape[0]):
        s.stakes[d, i].transfer = 0.0
    weigh_text(s, d)


@compiled
def present_text(s: State, d: int) -> None:
    """Make the text of dossier d what the president's commune states that it wants: the executive presents it."""
    for k in range(s.dossiers[d].clauses):
        s.clauses[d, k].text = s.opinions[d, s.council.president_commune, k].stated
        s.clauses[d, k].author = s.council.president_commune
    weigh_text(s, d)


@compiled
def weigh_text(s: State, d: int) -> None:
    """Write what the text of dossier d is worth to each commune."""
    common = common_gain(s, d, TEXT)
    for i in range(s.communes.shape[0]):
        s.stakes[d, i].gain_text = gain_with_common(s, d, i, TEXT, common)
    compare_offers(s, d, TEXT)


@compiled
def is_negotiated(s: State, d: int) -> bool:
    """Whether dossier d is negotiated: open, and not yet before the council or the communes."""
    return s.dossiers[d].outcome == OPEN and s.dossiers[d].due_month == 0


@compiled
def last_call_month(s: State, d: int) -> int:
    """Last month in which the president may call the vote: an opinion of the communes must come before the deadline."""
    dossier = s.dossiers[d]
    return dossier.deadline - dossier.delay if dossier.municipal == CONSULTED else dossier.deadline


@compiled
def headcount_share(s: State, d: int) -> float:
    """Share of the seats whose commune says yes at the headcount."""
    seats = 0
    for i in range(s.communes.shape[0]):
        if s.stakes[d, i].headcount_yes:
            seats += s.communes[i].seats
    return seats / s.council.total_seats


@compiled
def is_within_two_thirds(s: State, d: int) -> bool:
    """Whether dossier d is a split of the FPIC that two thirds of the council may decide alone. Source: L.2336-3."""
    if s.dossiers[d].procedure != FPIC_FREE:
        return False
    for k in range(s.dossiers[d].clauses):
        if abs(s.clauses[d, k].text - s.clauses[d, k].fallback) > FPIC_MARGIN:
            return False
    return True


@compiled
def is_municipal_pass_expected(s: State, d: int) -> bool:
    """Whether the municipal councils would let dossier d pass, if each answered as at the headcount."""
    answers = np.full(s.communes.shape[0], NO, np.int8)
    for i in range(answers.shape[0]):
        if s.stakes[d, i].headcount_yes:
            answers[i] = YES
    return municipal_passes(s.dossiers[d].procedure, answers, s.communes.population) or is_within_two_thirds(s, d)


@compiled
def promised_quota(s: State, d: int) -> float:
    """Share of the seats that the president waits for.

    The law's quota or the promised majority, raised by twice the cushion's share of the rest. There is no cushion in
    the last month of a dossier that the law settles: a vote that fails changes nothing.
    """
    dossier = s.dossiers[d]
    if dossier.council_rule == NO_COUNCIL:
        return s.p.commitment
    quota = max(quota_share(dossier.council_rule), s.p.commitment)
    if dossier.settled_by_law and s.clock.month >= last_call_month(s, d):
        return quota
    return quota + 2.0 * s.p.cushion * (1.0 - quota)


@compiled
def is_shielded(s: State, d: int) -> bool:
    """Whether the charter or the mayors' conference keeps dossier d from the vote.

    A commune uses the veto of the charter where it says no, perceives a loss above `veto_loss`, and the law does not
    consult the municipal councils; an adopted governance pact may give the same veto, the wider its scope the smaller
    the loss that opens it. A conference that must consent counts one voice for each mayor.
    """
    n, yes = s.communes.shape[0], 0
    scope = max(s.p.charter_veto, s.council.veto_scope)
    has_veto = scope > 0.0 and s.dossiers[d].municipal == COUNCIL_ONLY
    for i in range(n):
        if s.stakes[d, i].headcount_yes:
            yes += 1
        elif has_veto and perceived_surplus_alone(s, d, i) < -s.p.veto_loss / scope:
            return True
    return s.p.conference > 0.0 and 2 * yes <= n


@compiled
def differs_from_fallback(s: State, d: int) -> bool:
    """Whether the text of dossier d differs from the fallback: an item, or a clause by `minimum_change` at least."""
    for k in range(s.dossiers[d].clauses):
        if abs(s.clauses[d, k].text - s.clauses[d, k].fallback) >= s.p.minimum_change:
            return True
    for q in range(s.dossiers[d].items):
        if s.items[d, q].text:
            return True
    return False


@compiled
def is_expected_to_pass(s: State, d: int, share: float) -> bool:
    """Whether a yes of this `share` of the seats, the municipal councils and local rules would let dossier d pass."""
    return share >= promised_quota(s, d) and is_municipal_pass_expected(s, d) and not is_shielded(s, d)


@compiled
def apply_pressure(s: State, d: int) -> None:
    """Lower the trust in the DGS and the engagement of the communes that lose from dossier d, whose vote is forced."""
    for i in range(s.communes.shape[0]):
        if perceived_surplus(s, d, i) < 0.0:
            commune = s.communes[i]
            commune.trust_dgs = max(0.0, commune.trust_dgs - s.p.trust_dgs_pressure)
            commune.engagement = max(0.0, commune.engagement - s.p.engagement_pressure)


@compiled
def call_vote(s: State, d: int) -> None:
    """Call the vote on dossier d where it is expected to pass with the cushion, and withdraw it in the last month.

    Pressure calls the vote whatever the headcount. A text that changes nothing is not put to the vote. A text on which
    the communes give an opinion is put to the vote at the end of their delay; where the law sets the calendar, at the
    deadline.
    """
    dossier, month = s.dossiers[d], s.clock.month
    if dossier.due_month > 0:
        return
    share = headcount_share(s, d)
    dossier.headcount_share = share
    last = last_call_month(s, d)
    is_discussed = month - dossier.opens >= s.p.discussion_months or month >= last
    has_content = dossier.has_legal_clock or differs_from_fallback(s, d)
    dossier.vote_called = dossier.outcome == OPEN and (
        dossier.vote_forced or (is_discussed and has_content and is_expected_to_pass(s, d, share))
    )
    if dossier.vote_forced:
        apply_pressure(s, d)
    if dossier.vote_called:
        dossier.due_month = month + dossier.delay if dossier.municipal == CONSULTED else month
        if dossier.has_legal_clock:
            dossier.due_month = max(month, dossier.deadline)
    elif dossier.outcome == OPEN and month >= last:
        if dossier.has_legal_clock:
            restore_fallback(s, d)
        log_withdrawal(s, d, share)
