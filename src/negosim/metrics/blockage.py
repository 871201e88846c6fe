"""Who stood in the way of a dossier that failed, and why (blocages)."""

from __future__ import annotations

import numpy as np

from negosim.law.majorities import council_majority_passes, quota_share
from negosim.law.procedures import municipal_passes
from negosim.law.silence import NO, YES
from negosim.negotiation.dossier import OPEN, REJECTED, WITHDRAWN
from negosim.negotiation.mandate import Mandate

__all__ = ["blockers"]


def blockers(mandate: Mandate, d: int) -> list[int]:
    """Indices of the communes that blocked dossier d.

    A blocker saw no gain and its change to yes alone would have changed the outcome; where nobody could
    have done so alone, the commune that saw the least gain. Empty where the dossier was not rejected or
    withdrawn.
    """
    outcome = int(mandate.state.dossiers[d].outcome)
    if outcome not in (REJECTED, WITHDRAWN):
        return []
    seen = mandate.state.stakes["perceived"][d]
    reluctant = [int(i) for i in np.flatnonzero(seen <= 0.0)]
    pivotal = [i for i in reluctant if would_pass(mandate, d, i)]
    return pivotal or ([int(np.argmin(seen))] if outcome > OPEN else [])


def would_pass(mandate: Mandate, d: int, i: int) -> bool:
    """Whether dossier d would have gone through had commune i, and its officials, said yes."""
    s, dossier = mandate.state, mandate.state.dossiers[d]
    if not dossier.held and int(dossier.outcome) == WITHDRAWN:
        return withdrawn_would_pass(mandate, d, i)
    if not dossier.council_passed and dossier.held:
        mine = s.officials["commune"] == i
        sits = s.ballots["sits"][d]
        votes = np.where(mine, YES, s.ballots["vote"][d])[sits]
        president_yes = bool(dossier.called) and votes.size > 0
        for_it, against, secret = int((votes == YES).sum()), int((votes == NO).sum()), False
        rule, members = int(dossier.council_rule), len(s.officials)
        return bool(council_majority_passes(rule, for_it, against, members, president_yes, secret))
    answers = np.ascontiguousarray(s.stakes["answer"][d])
    answers[i] = YES
    return municipal_would_pass(mandate, d, answers)


def withdrawn_would_pass(mandate: Mandate, d: int, i: int) -> bool:
    """Whether the headcount would have left the president's cushion had commune i said yes."""
    s = mandate.state
    says = s.stakes["headcount"][d].copy()
    says[i] = True
    quota = float(quota_share(int(s.dossiers[d].council_rule)))
    quota += 2.0 * float(s.p.cushion) * (1.0 - quota)
    seats = s.communes["seats"]
    if seats[says].sum() < quota * seats.sum():
        return False
    return municipal_would_pass(mandate, d, np.where(says, YES, NO))


def municipal_would_pass(mandate: Mandate, d: int, answers: np.ndarray) -> bool:
    """Whether the municipal councils, answering so, would have let dossier d through."""
    s = mandate.state
    population = np.ascontiguousarray(s.communes["population"])
    return bool(municipal_passes(int(s.dossiers[d].procedure), answers.astype(np.int8), population))
