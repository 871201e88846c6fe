"""Who should concede next: the party that risks less (concessions de Zeuthen).

Source: Zeuthen 1930; Harsanyi 1956; Rosenschein & Zlotkin 1994.
"""

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled

__all__ = ["concessions", "monotonic_concession", "zeuthen_risk"]


@compiled
def zeuthen_risk(own: float, offered: float, disagreement: float) -> float:
    """The highest probability of disagreement that a party accepts in order to hold to its own offer.

    `own` is its utility if the other yields, `offered` if it yields itself. In [0, 1]: 0 when the other
    offers as much, 1 when its own offer is worth no more than disagreement, or the other's no more.

    Source: Zeuthen 1930; Harsanyi 1956.

    >>> zeuthen_risk(10.0, 6.0, 2.0)
    0.5
    """
    if own <= disagreement:
        return 1.0
    return min(1.0, max(0.0, (own - offered) / (own - disagreement)))


@compiled
def concessions(utilities: np.ndarray, disagreement: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """Offers int64[R, 2] of two parties, round by round, over deals float64[D, 2] in their `orders` int64[2, D].

    `orders` lists the deals from the best to the worst of each party. In each round the party that risks
    less (the first, when equal) makes the smallest concession after which it risks more; it accepts the
    other's offer when that is worth as much to it. The last row is the agreement, twice the same deal.

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
    """Offers int64[R, 2] (rows of `utilities` float64[D, 2]) from the best deal of each to their agreement.

    The agreement, the last row, is the deal with the largest product of gains (Nash). No row when no deal
    is acceptable to both.

    Source: Zeuthen 1930; Harsanyi 1956.
    """
    values = np.asarray(utilities, dtype=np.float64)
    floor = np.asarray(disagreement, dtype=np.float64)
    rows = np.flatnonzero((values >= floor).all(axis=1))
    if len(rows) == 0:
        return np.empty((0, 2), dtype=np.int64)
    kept = np.ascontiguousarray(values[rows])
    # Among deals equal for oneself, the better for the other comes first.
    orders = np.stack([np.lexsort((-kept[:, 1 - i], -kept[:, i])) for i in range(2)])
    return rows[concessions(kept, floor, orders)]
