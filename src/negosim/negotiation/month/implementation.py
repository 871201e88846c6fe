"""What becomes of a decision: promises kept or broken, and their effects on trust and culture (mise en œuvre)."""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.law.silence import NO
from negosim.negotiation.commune.behaviour import mean_trust, perceived_surplus, surplus
from negosim.negotiation.commune.themes import keep_lessons
from negosim.negotiation.month.relations import update_mean_trust
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ADOPTED, REJECTED, WITHDRAWN
from negosim.negotiation.state.events import log_defection, log_judgement
from negosim.negotiation.state.randomness import KEEPING_WORD, uniform

__all__ = ["WATCH_MONTHS", "durable_limit", "is_in_force", "judge", "keep_word", "register_defections", "remember"]

WATCH_MONTHS = 24
"""Months after its adoption during which communes may break a decision."""

EVEN_HAZARD = 0.0285
"""A little more than 1 - .5 ** (1 / 24), the monthly hazard that gives an even chance of defection in 24 months."""


@compiled
def durable_limit(n: int) -> int:
    """Largest number of the n communes that may defect from a durable decision: 15 %, and at least one."""
    return max(1, int(0.15 * n + 1e-9))


@compiled
def is_in_force(s: State, d: int) -> bool:
    """Whether dossier d was adopted no more than `WATCH_MONTHS` ago, before this month."""
    dossier = s.dossiers[d]
    return dossier.outcome == ADOPTED and 1 <= s.clock.month - dossier.closing_month <= WATCH_MONTHS


@compiled
def keep_word(s: State, d: int, i: int) -> bool:
    """Whether commune i keeps its word on dossier d this month; otherwise it defects.

    A decision that the law enforces cannot be broken. The probability of a defection within 24 months is logistic in
    the true surplus, culture, trust, and in having been overruled; the monthly hazard is the constant one that gives
    it.
    """
    if s.stakes[d, i].defection_month > 0 or not s.dossiers[d].breakable:
        return True
    score = s.p.defection_base - s.p.defection_gain * s.stakes[d, i].surplus
    score -= s.p.defection_culture * s.communes[i].culture
    score -= s.p.defection_trust * (mean_trust(s, i) - s.p.trust_reference)
    if s.stakes[d, i].overruled:
        score += s.p.defection_overruled
    if s.dossiers[d].vote_forced:
        score += s.p.defection_pressure
    moment, key = s.clock.month, s.dossiers[d].key
    draw = uniform(s.clock.seed_low, s.clock.seed_high, KEEPING_WORD, key, moment, s.communes[i].key)
    if score <= 0.0 and draw > EVEN_HAZARD:
        return True  # with a score of 0 or less, the hazard is below that of an even chance
    within = 1.0 / (1.0 + math.exp(-score))
    return draw >= 1.0 - math.pow(1.0 - within, 1.0 / WATCH_MONTHS)


@compiled
def remember(s: State, d: int, i: int) -> None:
    """Write what commune i remembers of dossier d at its close: its surplus, and whether it was overruled.

    Being overruled costs trust in the others and engagement; a dossier rejected or withdrawn costs engagement.
    """
    dossier, commune = s.dossiers[d], s.communes[i]
    s.stakes[d, i].surplus = surplus(s, d, i)
    s.stakes[d, i].perceived_surplus = perceived_surplus(s, d, i)
    s.stakes[d, i].trust_at_decision = mean_trust(s, i)
    keep_lessons(s, d, i)
    change = 0.0
    if dossier.outcome == ADOPTED:
        s.stakes[d, i].overruled = s.stakes[d, i].stance == NO or s.stakes[d, i].answer == NO
        if s.stakes[d, i].overruled:
            change = -s.p.engagement_overruled
            for j in range(s.communes.shape[0]):
                if j != i:
                    s.commune_pairs[i, j].trust = max(0.0, s.commune_pairs[i, j].trust - s.p.trust_overruled)
            update_mean_trust(s, i)
    elif dossier.outcome in (REJECTED, WITHDRAWN):
        change = -s.p.engagement_failure
    commune.engagement = min(1.0, max(0.0, commune.engagement + change))


@compiled
def register_defections(s: State, d: int) -> None:
    """Apply the effects of this month's defections from dossier d: trust in the defectors, broken promises, culture."""
    n, defectors = s.communes.shape[0], 0
    for i in range(n):
        if s.stakes[d, i].defects:
            defectors += 1
            s.stakes[d, i].defection_month = s.clock.month
            log_defection(s, d, i)
            for j in range(n):
                if j != i:
                    s.commune_pairs[j, i].trust = max(0.0, s.commune_pairs[j, i].trust - s.p.trust_defection)
    if defectors == 0:
        return
    share = defectors / n
    for j in range(n):
        update_mean_trust(s, j)
        commune = s.communes[j]
        commune.broken_promises += share
        commune.culture = max(0.0, commune.culture - s.p.culture_defection * min(1.0, share / 0.15))
        s.stakes[d, j].defects = False


@compiled
def judge(s: State, d: int) -> None:
    """Judge, 24 months after its adoption, whether the decision on dossier d is durable.

    Kept promises raise trust; a durable decision raises engagement, and the culture of the communes that gain.
    """
    dossier = s.dossiers[d]
    if dossier.outcome != ADOPTED or s.clock.month - dossier.closing_month != WATCH_MONTHS:
        return
    n, defectors = s.communes.shape[0], 0
    for i in range(n):
        defectors += s.stakes[d, i].defection_month > 0
    dossier.is_judged = True
    durable = defectors <= durable_limit(n)
    for i in range(n):
        commune = s.communes[i]
        for j in range(n):
            if j != i and s.stakes[d, j].defection_month == 0:
                s.commune_pairs[i, j].trust += s.p.trust_kept * (1.0 - s.commune_pairs[i, j].trust)
        update_mean_trust(s, i)
        if durable:
            commune.engagement = min(1.0, commune.engagement + s.p.engagement_success)
            if s.stakes[d, i].surplus > 0.0:
                commune.culture = min(s.p.culture_max, commune.culture + s.p.culture_success)
    log_judgement(s, d, durable, defectors)
