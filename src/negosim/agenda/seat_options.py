"""What each of a few valid local agreements on seats would change for each commune (options d'accord local)."""

from __future__ import annotations

from functools import lru_cache

from negosim.law.agreement_space import AgreementSpace
from negosim.law.categories import CC_AND_CA
from negosim.law.seats import apportion
from negosim.territory.model import Territory

__all__ = ["seat_options"]

SEED = 0
"""The options are the same for every mandate of an intercommunality: they depend on its populations only."""


@lru_cache(maxsize=64)
def seat_options(territory: Territory, most: int) -> tuple[tuple[float, ...], ...]:
    """Relative change of each commune's weight in the council under a few valid agreements [Q, N]; empty without any.

    The weight is the mean of the relative changes of its number of seats and of its share of them. There are at most
    `most` different agreements, drawn with equal probabilities among all that the law allows, without ordinary law.
    Source: L.5211-6-1 I, 2°.
    """
    if territory.category not in CC_AND_CA:
        return ()
    people = [int(population) for population in territory.population]
    ordinary = apportion(tuple(people), territory.category).seats
    space, total = AgreementSpace(people, territory.category), sum(ordinary)
    if space.count == 0:
        return ()
    sample = dict.fromkeys(space.sample(4 * most, SEED))
    agreements = [seats for seats in sample if seats != tuple(ordinary)][:most]
    return tuple(
        tuple(
            0.5 * (seats[i] / ordinary[i] - 1.0) + 0.5 * ((seats[i] * total) / (sum(seats) * ordinary[i]) - 1.0)
            for i in range(territory.n)
        )
        for seats in agreements
    )
