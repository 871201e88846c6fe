"""What each of a few valid local agreements on seats would change for each commune (options d'accord local)."""

from __future__ import annotations

import math
from functools import lru_cache

from negosim.law.agreement_space import AgreementSpace
from negosim.law.categories import CC_AND_CA
from negosim.law.seats import apportion
from negosim.territory.model import Territory

__all__ = ["seat_options"]

SEED = 0
"""The options are the same for every mandate of an intercommunality: they depend on its populations only."""

SAMPLED = 60
"""Valid agreements among which those that are discussed are chosen."""


@lru_cache(maxsize=64)
def seat_options(territory: Territory, most: int) -> tuple[tuple[float, ...], ...]:
    """What a few valid agreements are worth to each commune, the best supported first [Q, N]; empty without any.

    An agreement is worth half the relative change of the commune's own number of seats and half the mean of these
    changes: a commune that loses nothing lets the others gain. Among `SAMPLED` agreements drawn with equal chances
    from all that the law allows, the `most` different ones that are worth most to the mean commune are kept.
    Source: L.5211-6-1 I, 2°.
    """
    if territory.category not in CC_AND_CA:
        return ()
    people = [int(population) for population in territory.population]
    ordinary = apportion(tuple(people), territory.category).seats
    space = AgreementSpace(people, territory.category)
    if space.count == 0:
        return ()
    agreements = [seats for seats in dict.fromkeys(space.sample(SAMPLED, SEED)) if seats != tuple(ordinary)]
    changes = [[seat / before - 1.0 for seat, before in zip(seats, ordinary, strict=True)] for seats in agreements]
    means = [math.fsum(change) / territory.n for change in changes]
    ranks = sorted(range(len(changes)), key=lambda rank: -means[rank])[:most]
    return tuple(tuple(0.5 * own + 0.5 * means[rank] for own in changes[rank]) for rank in ranks)
