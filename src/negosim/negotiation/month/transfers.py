"""Solidarity by legal criteria, and compensation between communes on what they claim (transferts).

The regulatory lever moves money in two ways. A solidarity grant follows the law's criteria, gaps of income and of
financial potential per head; it needs no consent. Compensation adjustments move a share of the positive surplus that
communes claim to the communes that claim a deficit, the smallest first while the pool suffices, with the consent of
each. Neither reads a true gain. The sum of transfers is exactly zero.

Source: L.5211-28-4 (criteria of the solidarity grant), CGI 1609 nonies C (compensation).
"""

from __future__ import annotations

import math

from negosim.compiled import compiled
from negosim.negotiation.commune.behaviour import compare_offers
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import TEXT

__all__ = ["share_out", "solidarity", "withdraw_transfers"]


UNIT = 1099511627776.0
"""Transfers are whole multiples of 1 / UNIT (2**-40), so that their sum is exact in any order."""

SCALE_STEPS = 1048576.0
"""Scale and wealth gaps are multiples of 1 / SCALE_STEPS (2**-20): their products are multiples of 1 / UNIT."""


@compiled
def pool_share(s: State) -> float:
    """Share of the claimed gains that moves: that of the regulatory lever, or of an adopted financial pact."""
    return max(s.p.pact_share, s.finance.pact_pool)


@compiled
def adjustments_part(s: State) -> float:
    """Share of a transfer's bound that adjustments may use: less where a pact gives weight to legal criteria."""
    return s.p.adjustment_part * (1.0 - 0.5 * s.finance.criteria)


@compiled
def contribution(s: State, d: int, i: int) -> float:
    """What commune i would contribute: the pact's share of its claimed surplus, within the bound; 0 without consent."""
    if not s.stakes[d, i].consents or s.stakes[d, i].claim <= 0.0:
        return 0.0
    limit = adjustments_part(s) * s.dossiers[d].bound
    return math.floor(min(pool_share(s) * s.stakes[d, i].claim, limit) * UNIT) / UNIT


@compiled
def solidarity(s: State, d: int, i: int) -> float:
    """What the legal criteria give commune i on dossier d, negative where it pays: proportional to its wealth gap."""
    scale = (
        math.floor(4.0 * pool_share(s) * (1.0 - adjustments_part(s)) * s.dossiers[d].bound * SCALE_STEPS) / SCALE_STEPS
    )
    return scale * s.communes[i].wealth_gap


@compiled
def claimed_deficit(s: State, d: int, i: int) -> float:
    """The transfer that would cancel the deficit that commune i claims."""
    return math.ceil(-s.stakes[d, i].claim * UNIT) / UNIT


@compiled
def next_deficit(s: State, d: int, above: float, above_key: int) -> int:
    """The consenting commune of smallest (claimed deficit, key) beyond (`above`, `above_key`); -1 for none."""
    next_commune = -1
    for i in range(s.communes.shape[0]):
        deficit, key = -s.stakes[d, i].claim, s.communes[i].key
        if s.stakes[d, i].consents and deficit > 0.0 and (deficit > above or (deficit == above and key > above_key)):
            smaller = next_commune < 0 or deficit < -s.stakes[d, next_commune].claim
            if smaller or (deficit == -s.stakes[d, next_commune].claim and key < s.communes[next_commune].key):
                next_commune = i
    return next_commune


@compiled
def withdraw_transfers(s: State, d: int) -> None:
    """Set the transfers of dossier d to 0 until this month's claims are known."""
    for i in range(s.communes.shape[0]):
        s.stakes[d, i].transfer = 0.0
    compare_offers(s, d, TEXT)


@compiled
def share_out(s: State, d: int) -> None:
    """Set the transfers of dossier d from the claims and consents of this month."""
    pool, total_grants, bound = 0.0, 0.0, adjustments_part(s) * s.dossiers[d].bound
    if s.dossiers[d].bound <= 0.0 or pool_share(s) <= 0.0:
        return
    for i in range(s.communes.shape[0]):
        pool += contribution(s, d, i)
    i = next_deficit(s, d, 0.0, -1)
    while i >= 0 and claimed_deficit(s, d, i) <= bound and total_grants + claimed_deficit(s, d, i) <= pool:
        s.stakes[d, i].transfer = claimed_deficit(s, d, i)
        total_grants += claimed_deficit(s, d, i)
        i = next_deficit(s, d, -s.stakes[d, i].claim, s.communes[i].key)
    if total_grants > 0.0:
        collect(s, d, pool, total_grants)
    for i in range(s.communes.shape[0]):
        s.stakes[d, i].transfer += solidarity(s, d, i)
    compare_offers(s, d, TEXT)


@compiled
def collect(s: State, d: int, pool: float, total_grants: float) -> None:
    """Take `total_grants` from the donors, in proportion to their contributions to the `pool`.

    Amounts are rounded up; the last donors pay the rest.
    """
    remaining = total_grants
    for i in range(s.communes.shape[0]):
        part = contribution(s, d, i)
        if part > 0.0:
            payment = min(remaining, math.ceil(total_grants * part / pool * UNIT) / UNIT)
            s.stakes[d, i].transfer = -payment
            remaining -= payment
