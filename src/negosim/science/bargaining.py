"""Who gets what when offers alternate: the shares of the first agreement (négociation non coopérative).

Discounts are what one unit is worth when it comes one round later, in [0, 1]; shares sum to 1.
"""

from __future__ import annotations

import numpy as np

__all__ = ["baron_ferejohn", "rubinstein", "unanimity"]


def rubinstein(proposer_discount: float, responder_discount: float) -> np.ndarray:
    """Shares float64[2] of the proposer and of the responder, who would make the next offer.

    Not a number when both discounts are 1: nobody is then in a hurry.

    Source: Rubinstein 1982.

    >>> rubinstein(0.5, 0.5).round(3).tolist()
    [0.667, 0.333]
    """
    product = proposer_discount * responder_discount
    share = (1 - responder_discount) / (1 - product) if product < 1 else np.nan
    return np.array([share, 1 - share])


def unanimity(members: int, discount: float) -> np.ndarray:
    """Shares float64[members], the proposer first, when all must accept and the others propose in turn.

    The stationary equilibrium: each responder is offered the discounted share of the next proposer.

    Source: Shaked & Sutton, reported in Sutton 1986; Herrero 1985.

    >>> unanimity(2, 0.5).round(3).tolist()
    [0.667, 0.333]
    """
    proposer = 1 / (1 + (members - 1) * discount)
    shares = np.full(members, discount * proposer)
    shares[0] = proposer
    return shares


def baron_ferejohn(members: int, discount: float, quota: int | None = None) -> np.ndarray:
    """Shares float64[members] under the closed rule: the proposer, his quota - 1 partners, those left out.

    The proposer is drawn at random each round and buys the votes that he needs at the discounted value of
    going on, discount / members. `quota` counts the proposer; more than half of the members by default.

    Source: Baron & Ferejohn 1989.

    >>> baron_ferejohn(5, 1.0).round(3).tolist()
    [0.6, 0.2, 0.2, 0.0, 0.0]
    """
    votes = members // 2 + 1 if quota is None else quota
    shares = np.zeros(members)
    shares[1:votes] = discount / members
    shares[0] = 1 - discount * (votes - 1) / members
    return shares
