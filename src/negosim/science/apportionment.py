"""Apportionment of seats by highest averages (répartition à la plus forte moyenne), in exact integers."""

# pyright: strict

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled

__all__ = ["highest_averages"]


@compiled
def highest_averages(weights: np.ndarray, current: np.ndarray, seats: int) -> tuple[np.ndarray, np.ndarray]:
    """Seats int64[N] after the allocation of `seats` more, and the parties in a tie for the last of them, bool[N].

    Each seat goes to the largest average weight / (seats + 1). The allocation starts from `current`, so that an earlier
    one can be continued. When fewer seats remain than there are equal largest averages, none is allocated: these
    parties are in a tie, and the caller applies its own rule. Averages are compared by cross-multiplication. A party of
    weight 0 never receives a seat while another has a positive weight.

    Args: `weights` int64[N] >= 0, one of them positive; `current` int64[N] >= 0, seats before; `seats` >= 0.

    Source: D'Hondt 1878; Balinski & Young 1982.
    """
    members = weights.shape[0]
    allocation = current.copy()
    ties = np.zeros(members, dtype=np.bool_)
    remaining = seats
    while remaining > 0:
        best = 0
        equal = 1
        for i in range(1, members):
            difference = weights[i] * (allocation[best] + 1) - weights[best] * (allocation[i] + 1)
            if difference > 0:
                best = i
                equal = 1
            elif difference == 0:
                equal += 1
        divisor = allocation[best] + 1
        for i in range(members):
            if weights[i] * divisor == weights[best] * (allocation[i] + 1):
                if equal <= remaining and i != best:
                    allocation[i] += 1
                elif equal > remaining:
                    ties[i] = True
        if equal > remaining:
            return allocation, ties
        allocation[best] += 1
        remaining -= equal
    return allocation, ties
