"""Climbing for all at once: a draft made of small changes, each kept when it serves everybody (montée commune).

A treatment climbs what the DGS believes; a bound climbs what is true and says how much better a text could have
been: it is never a treatment.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import gain, reservation, tolerate
from negosim.negotiation.conductor.beliefs import believed_surplus, doubt, hope, log_assent
from negosim.negotiation.conductor.texts import change, is_the_text, keep_draft, return_to_kept, start_draft
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT, TEXT

__all__ = ["BETTER", "TRUE_WELFARE", "WELFARE", "concave", "draft_best", "nash_welfare", "score"]

TRIALS = 24
SMALL = 0.01
BETTER = 1e-9
"""What a sum of logarithms must rise by: less may only be the order in which the communes were summed."""

AIMS = ("welfare", "assent", "true_welfare")
WELFARE, ASSENT, TRUE_WELFARE = range(len(AIMS))
"""What a draft climbs: the Nash product of the surpluses that are hoped for, the chance that every commune says
that it could live with it, or the Nash product of the true surpluses."""


@compiled
def concave(surplus: float) -> float:
    """Logarithm of a surplus, continued by its tangent below a small value."""
    return math.log(surplus) if surplus > SMALL else math.log(SMALL) + (surplus - SMALL) / SMALL


@compiled
def nash_welfare(s: State, d: int, drafted: bool) -> float:
    """Sum over communes of the logarithm of the surplus hoped for on the draft or the text of dossier d."""
    return score(s, d, drafted, WELFARE)


@compiled
def score(s: State, d: int, drafted: bool, aim: int) -> float:
    """How high the draft or the text of dossier d stands under an aim: a sum over communes of logarithms."""
    total = 0.0
    for i in range(s.communes.shape[0]):
        if aim == TRUE_WELFARE:
            total += concave(gain(s, d, i, drafted) - reservation(s, d, i))
        else:
            margin, deviation = believed_surplus(s, d, i, drafted), math.sqrt(doubt(s, d, i, drafted))
            total += log_assent(margin, deviation) if aim == ASSENT else hope(margin, deviation)
    return total


@compiled
def somebody_refuses(s: State, d: int) -> bool:
    """Whether a commune, asked in private, says that it could not live with the text of dossier d."""
    for i in range(s.communes.shape[0]):
        if tolerate(s, d, i, TEXT) < 0.0:
            return True
    return False


@compiled
def draft_best(s: State, d: int, address: int, aim: int, asked: bool) -> None:
    """From the text of dossier d, keep each of a few small changes that climbs the aim.

    When the communes are asked in private (`asked`), the DGS seeks assent first, as long as somebody says that he
    could not live with the text; and he always puts a change to them, for their answers teach him.
    """
    if asked and aim == WELFARE and somebody_refuses(s, d):
        aim = ASSENT
    start_draft(s, d)
    keep_draft(s, d)
    best = -math.inf if asked and aim != TRUE_WELFARE else score(s, d, TEXT, aim)
    for trial in range(TRIALS):
        change(s, d, address * TRIALS + trial, s.p.mutation_sd)
        value = -math.inf if is_the_text(s, d) else score(s, d, DRAFT, aim)
        if value > best + BETTER:
            best = value
            keep_draft(s, d)
        else:
            return_to_kept(s, d)
