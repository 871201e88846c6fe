"""Who refuses a draft the most, and why (refus)."""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import common_gain, distance_gain, item_gain
from negosim.negotiation.state.dossier import DRAFT, TEXT
from negosim.negotiation.state.moves import BLIND

__all__ = ["CLAUSE", "DROPPED", "FAIRNESS", "POSTURE", "PROJECT", "WHOLE", "main_refuser", "reason_of"]

CLAUSE, PROJECT, FAIRNESS, POSTURE, DROPPED, WHOLE = range(1, 7)
"""Codes of `events.REASONS`: a clause moves away from its ideal; a project that is added costs it; it gains,
but less than fairness asks; it gains, but posture asks for more; a project that leaves was worth something
to it; the clauses together suit it less."""


@compiled
def main_refuser(s, d, voice):
    """The commune asked whose answer is the most negative (-1 for nobody), and its reason (0 for none)."""
    worst, who = 0.0, -1
    stakes = s.stakes[d]
    for i in range(stakes.shape[0]):
        if (voice >= BLIND or stakes[i].present) and stakes[i].reaction < worst:
            worst, who = stakes[i].reaction, i
    if who < 0:
        return who, 0
    return who, reason_of(s, d, who)


@compiled
def item_changes(s, d, i):
    """What the added items and the items that leave change for commune i, apart."""
    added, dropped, items = 0.0, 0.0, s.items[d]
    for q in range(s.dossiers[d].items):
        item = items[q]
        if item.draft and not item.text:
            added += item_gain(s, d, i, q)
        elif item.text and not item.draft:
            dropped -= item_gain(s, d, i, q)
    return added, dropped


@compiled
def reason_of(s, d, i):
    """Why commune i refuses the draft: its greatest material loss, or fairness, or posture when it loses nothing."""
    stake = s.stakes[d, i]
    if stake.gain_draft >= stake.gain_text:
        margin = s.p.posture_margin * s.p.posturing
        candid = stake.candid
        return FAIRNESS if candid or stake.reaction + margin < 0.0 else POSTURE
    nearer = distance_gain(s, d, i, DRAFT) - distance_gain(s, d, i, TEXT)
    linked = common_gain(s, d, DRAFT) - common_gain(s, d, TEXT)
    added, dropped = item_changes(s, d, i)
    least = min(nearer, linked, added, dropped)
    if least == nearer:
        return CLAUSE
    if least == added:
        return PROJECT
    return DROPPED if least == dropped else WHOLE
