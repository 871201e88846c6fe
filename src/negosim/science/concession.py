"""How demands fall as the deadline nears (concession dans le temps).

Source: Faratin, Sierra & Jennings 1998.
"""

from __future__ import annotations

import math

from negosim.compiled import compiled

__all__ = ["aspiration"]


@compiled
def aspiration(t: float, low: float, high: float, exponent: float) -> float:
    """What a party still asks for at time `t`, from `high` at 0 to `low` at 1: the polynomial tactic.

    low + (high - low) (1 - t^exponent). Exponent 1 concedes steadily, more than 1 late (Boulware), less
    than 1 early (conceder); it is the inverse of Faratin's beta. Time outside [0, 1] is brought back to it.

    Source: Faratin, Sierra & Jennings 1998.

    >>> aspiration(0.5, 0.0, 1.0, 2.0)
    0.75
    """
    elapsed = min(1.0, max(0.0, t))
    return low + (high - low) * (1.0 - math.pow(elapsed, exponent))
