"""Sharing out seats by highest averages (répartition à la plus forte moyenne), in exact integers."""

from __future__ import annotations

import numpy as np

from negosim.compiled import compiled

__all__ = ["highest_averages"]


@compiled
def highest_averages(weights: np.ndarray, held: np.ndarray, seats: int) -> tuple[np.ndarray, np.ndarray]:
    """Seats int64[N] once `seats` more have been shared out, and who is tied (bool[N]) for the last of them.

    Each seat goes to the largest average weight / (seats held + 1), starting from the seats in `held`, so
    that a distribution can be continued. When fewer seats remain than there are equal largest averages, none
    of those is given: they are marked as tied, and the caller applies its own rule. Averages are compared by
    cross-multiplication. A party of weight 0 never receives a seat while another has a positive weight.

    Args: `weights` int64[N] >= 0, one of them positive; `held` int64[N] >= 0; `seats` >= 0.

    Source: D'Hondt 1878; Balinski & Young 1982.
    """
    members = weights.shape[0]
    given = held.copy()
    tied = np.zeros(members, dtype=np.bool_)
    remaining = seats
    while remaining > 0:
        best = 0
        equal = 1
        for i in range(1, members):
            difference = weights[i] * (given[best] + 1) - weights[best] * (given[i] + 1)
            if difference > 0:
                best = i
                equal = 1
            elif difference == 0:
                equal += 1
        divisor = given[best] + 1
        for i in range(members):
            if weights[i] * divisor == weights[best] * (given[i] + 1):
                if equal <= remaining and i != best:
                    given[i] += 1
                elif equal > remaining:
                    tied[i] = True
        if equal > remaining:
            return given, tied
        given[best] += 1
        remaining -= equal
    return given, tied
