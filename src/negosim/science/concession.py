"""How the demand of a party falls as the deadline nears (concession dans le temps).

Source: Faratin, Sierra & Jennings 1998.
"""

# pyright: strict

from __future__ import annotations

import math

from negosim.compiled import compiled

__all__ = ["aspiration"]


@compiled
def aspiration(t: float, low: float, high: float, exponent: float) -> float:
    """The demand of a party at time `t`, from `high` at time 0 to `low` at time 1: the polynomial tactic.

    It is low + (high - low) (1 - t^exponent). With exponent 1 the party concedes at a constant rate, above 1 late
    (Boulware), below 1 early (conceder); the exponent is the inverse of Faratin's beta.
    Args: `t`, share of the time elapsed, bounded to [0, 1]; `low` and `high`, utilities; `exponent` > 0.

    Source: Faratin, Sierra & Jennings 1998.

    >>> aspiration(0.5, 0.0, 1.0, 2.0)
    0.75
    """
    elapsed = min(1.0, max(0.0, t))
    return low + (high - low) * (1.0 - math.pow(elapsed, exponent))
