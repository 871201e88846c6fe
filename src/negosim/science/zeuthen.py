"""The party that should concede next: the one whose risk is smaller (concessions de Zeuthen).

Source: Zeuthen 1930; Harsanyi 1956; Rosenschein & Zlotkin 1994.
"""

# pyright: strict

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled

__all__ = ["concessions", "monotonic_concession", "zeuthen_risk"]


@compiled
def zeuthen_risk(own: float, others_offer: float, disagreement: float) -> float:
    """The largest probability of disagreement, in [0, 1], that a party accepts to maintain its own offer.

    It is 0 when the offer of the other party is worth as much, 1 when its own offer, or that of the other, is worth no
    more than disagreement.
    Args: utilities for the party: `own`, of its own offer; `others_offer`, of the offer of the other; `disagreement`.

    Source: Zeuthen 1930; Harsanyi 1956.

    >>> zeuthen_risk(10.0, 6.0, 2.0)
    0.5
    """
    if own <= disagreement:
        return 1.0
    return min(1.0, max(0.0, (own - others_offer) / (own - disagreement)))


@compiled
def concessions(utilities: np.ndarray, disagreement: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """Tests only: the offers of two parties in each round, int64[R, 2], as indices of deals; the last row is their
    agreement.

    In each round the party whose risk is smaller (the first, when equal) makes the smallest concession after which its
    risk is larger. It accepts the offer of the other when this is worth as much to it.
    Args: `utilities` float64[D, 2] of D deals; `disagreement` float64[2]; `orders` int64[2, D], the deals of each party
    from its best to its worst.

    Source: Rosenschein & Zlotkin 1994.
    """
    ranks = np.zeros(2, dtype=np.int64)
    offers = np.zeros((2 * orders.shape[1] + 1, 2), dtype=np.int64)
    rounds = 0
    while True:
        first, second = orders[0, ranks[0]], orders[1, ranks[1]]
        if utilities[second, 0] >= utilities[first, 0]:
            first = second
        elif utilities[first, 1] >= utilities[second, 1]:
            second = first
        offers[rounds, 0], offers[rounds, 1] = first, second
        rounds += 1
        if first == second:
            return offers[:rounds]
        risk_first = zeuthen_risk(utilities[first, 0], utilities[second, 0], disagreement[0])
        risk_second = zeuthen_risk(utilities[second, 1], utilities[first, 1], disagreement[1])
        i = 0 if risk_first <= risk_second else 1
        other, theirs = 1 - i, second if i == 0 else first
        while True:
            ranks[i] += 1
            mine = orders[i, ranks[i]]
            own_risk = zeuthen_risk(utilities[mine, i], utilities[theirs, i], disagreement[i])
            other_risk = zeuthen_risk(utilities[theirs, other], utilities[mine, other], disagreement[other])
            if own_risk > other_risk or utilities[mine, i] <= utilities[theirs, i]:
                break


def monotonic_concession(utilities: np.ndarray, disagreement: np.ndarray) -> np.ndarray:
    """Tests only: the offers of two parties from the best deal of each to their agreement, int64[R, 2], as indices of
    deals.

    The last row is the agreement: the deal with the largest product of gains (Nash). There is no row when no deal is
    acceptable to both.
    Args: `utilities` float64[D, 2] of D deals; `disagreement` float64[2].

    Source: Zeuthen 1930; Harsanyi 1956.
    """
    values = np.asarray(utilities, dtype=np.float64)
    floor = np.asarray(disagreement, dtype=np.float64)
    rows = np.flatnonzero((values >= floor).all(axis=1))
    if len(rows) == 0:
        return np.empty((0, 2), dtype=np.int64)
    acceptable = np.ascontiguousarray(values[rows])
    # Among deals of equal utility for a party, the best for the other comes first.
    orders = np.stack([np.lexsort((-acceptable[:, 1 - i], -acceptable[:, i])) for i in range(2)])
    return rows[concessions(acceptable, floor, orders)]
