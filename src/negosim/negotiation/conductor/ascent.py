"""Hill climbing: a draft made of small random changes, each kept when it raises an aim for all (montée).

A treatment climbs what the DGS believes. A bound climbs what is true: it shows how much better a text could have been,
and is never a treatment.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import gain, reservation, tolerate
from negosim.negotiation.conductor.beliefs import (
    estimated_surplus,
    log_assent_probability,
    soft_log_surplus,
    surplus_variance,
)
from negosim.negotiation.conductor.texts import draft_is_text, mutate_draft, restore_draft, save_draft, start_draft
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT, TEXT

__all__ = ["MINIMUM_RISE", "TRUE_WELFARE", "WELFARE", "draft_best", "log_surplus", "nash_welfare", "score"]

CHANGES_TRIED = 24
"""Changes that a draft tries."""

SMALL_SURPLUS = 0.01
"""Surplus below which its logarithm is continued by the tangent."""

MINIMUM_RISE = 1e-9
"""Least rise of a sum of logarithms that counts: a smaller one may come from the order in which communes are summed."""

AIMS = ("welfare", "assent", "true_welfare")
WELFARE, ASSENT, TRUE_WELFARE = range(len(AIMS))
"""What a draft climbs: the Nash product of the surpluses that the DGS expects, the probability that every commune says
that it could live with the draft, or the Nash product of the true surpluses."""


@compiled
def log_surplus(surplus: float) -> float:
    """Logarithm of a surplus, continued by its tangent below a small value."""
    if surplus > SMALL_SURPLUS:
        return math.log(surplus)
    return math.log(SMALL_SURPLUS) + (surplus - SMALL_SURPLUS) / SMALL_SURPLUS


@compiled
def nash_welfare(s: State, d: int, is_draft: bool) -> float:
    """Sum over communes of the logarithm of the surplus that the DGS expects from the draft or text of dossier d."""
    return score(s, d, is_draft, WELFARE)


@compiled
def score(s: State, d: int, is_draft: bool, aim: int) -> float:
    """Value of the draft or the text of dossier d under an aim: a sum over communes of logarithms."""
    total = 0.0
    for i in range(s.communes.shape[0]):
        if aim == TRUE_WELFARE:
            total += log_surplus(gain(s, d, i, is_draft) - reservation(s, d, i))
        else:
            margin, deviation = estimated_surplus(s, d, i, is_draft), math.sqrt(surplus_variance(s, d, i, is_draft))
            total += log_assent_probability(margin, deviation) if aim == ASSENT else soft_log_surplus(margin, deviation)
    return total


@compiled
def somebody_refuses(s: State, d: int) -> bool:
    """Whether some commune says in private that it could not live with the text of dossier d."""
    for i in range(s.communes.shape[0]):
        if tolerate(s, d, i, TEXT) < 0.0:
            return True
    return False


@compiled
def draft_best(s: State, d: int, address: int, aim: int, in_private: bool) -> None:
    """Write the draft: from the text of dossier d, keep each of `CHANGES_TRIED` small changes that raises the aim.

    Where the communes answer `in_private`, the DGS seeks assent as long as some commune says that it could not live
    with the text, and always proposes some change, since the DGS learns from the answers. `address` addresses the
    draws.
    """
    if in_private and aim == WELFARE and somebody_refuses(s, d):
        aim = ASSENT
    start_draft(s, d)
    save_draft(s, d)
    best = -math.inf if in_private and aim != TRUE_WELFARE else score(s, d, TEXT, aim)
    for trial in range(CHANGES_TRIED):
        mutate_draft(s, d, address * CHANGES_TRIED + trial, s.p.mutation_sd)
        value = -math.inf if draft_is_text(s, d) else score(s, d, DRAFT, aim)
        if value > best + MINIMUM_RISE:
            best = value
            save_draft(s, d)
        else:
            restore_draft(s, d)
