"""The shares of the agreement when parties make offers in turn (négociation non coopérative).

A discount, in [0, 1], is the value today of one unit in the next round. Shares sum to 1.
"""

from __future__ import annotations

import numpy as np

__all__ = ["baron_ferejohn", "rubinstein", "unanimity"]


def rubinstein(proposer_discount: float, responder_discount: float) -> np.ndarray:
    """Tests only: shares float64[2] of the proposer and of the responder, who makes the next offer.

    Not a number when both discounts are 1, since nobody loses by waiting.
    Args: `proposer_discount` and `responder_discount`, in [0, 1].

    Source: Rubinstein 1982.

    >>> rubinstein(0.5, 0.5).round(3).tolist()
    [0.667, 0.333]
    """
    product = proposer_discount * responder_discount
    share = (1 - responder_discount) / (1 - product) if product < 1 else np.nan
    return np.array([share, 1 - share])


def unanimity(members: int, discount: float) -> np.ndarray:
    """Tests only: shares float64[members], the proposer first, when all members must accept and propose in turn.

    In the stationary equilibrium, each responder receives the discounted share of the next proposer.
    Args: `members`, their number; `discount`, the same for all.

    Source: Shaked & Sutton, reported in Sutton 1986; Herrero 1985.

    >>> unanimity(2, 0.5).round(3).tolist()
    [0.667, 0.333]
    """
    proposer = 1 / (1 + (members - 1) * discount)
    shares = np.full(members, discount * proposer)
    shares[0] = proposer
    return shares


def baron_ferejohn(members: int, discount: float, quota: int | None = None) -> np.ndarray:
    """Tests only: shares float64[members] under the closed rule: the proposer, its quota - 1 partners, then the other
    members.

    The proposer is drawn at random in each round. It pays for each vote that it needs the discounted value of going on,
    discount / members.
    Args: `members`, their number; `discount`, the same for all; `quota`, the votes needed, the proposer's included
    (more than half of the members by default).

    Source: Baron & Ferejohn 1989.

    >>> baron_ferejohn(5, 1.0).round(3).tolist()
    [0.6, 0.2, 0.2, 0.0, 0.0]
    """
    votes = members // 2 + 1 if quota is None else quota
    shares = np.zeros(members)
    shares[1:votes] = discount / members
    shares[0] = 1 - discount * (votes - 1) / members
    return shares
