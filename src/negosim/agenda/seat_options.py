"""What each of a few valid local agreements on seats would change for each commune (options d'accord local)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from negosim.law.agreement_space import AgreementSpace
from negosim.law.categories import CC_AND_CA
from negosim.law.seats import apportion
from negosim.territory.model import Territory

__all__ = ["seat_agreements", "seat_options"]

SEED = 0
"""The options are the same for every mandate of an intercommunality: they depend on its populations only."""

SAMPLED = 60
"""Valid agreements among which those that are discussed are chosen."""


@lru_cache(maxsize=64)
def seat_agreements(territory: Territory, most: int) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """The seats of ordinary law [N] and a few valid agreements [Q, N], the best supported first; () without any.

    Among `SAMPLED` agreements drawn with equal chances from all that the law allows, the `most` different ones whose
    seats grow most for the mean commune are kept. Source: L.5211-6-1 I, 2°.
    """
    if territory.category not in CC_AND_CA:
        return (), ()
    people = [int(population) for population in territory.population]
    ordinary = apportion(tuple(people), territory.category).seats
    space = AgreementSpace(people, territory.category)
    if space.count == 0:
        return ordinary, ()
    agreements = [seats for seats in dict.fromkeys(space.sample(SAMPLED, SEED)) if seats != tuple(ordinary)]
    means = [math.fsum(changes_of(seats, ordinary)) for seats in agreements]
    ranks = sorted(range(len(agreements)), key=lambda rank: -means[rank])
    return ordinary, tuple(agreements[rank] for rank in ranks[:most])


def changes_of(seats: Sequence[int], ordinary: Sequence[int]) -> list[float]:
    """Relative change of the number of seats of each commune [N]."""
    return [own / before - 1.0 for own, before in zip(seats, ordinary, strict=True)]


@lru_cache(maxsize=64)
def seat_options(territory: Territory, most: int) -> tuple[tuple[float, ...], ...]:
    """What the agreements of `seat_agreements` are worth to each commune, before scaling [Q, N]; () without any.

    Half the relative change of its own number of seats and half the mean of these changes: a commune that loses
    nothing lets the others gain.
    """
    ordinary, agreements = seat_agreements(territory, most)
    options: list[tuple[float, ...]] = []
    for seats in agreements:
        changes = changes_of(seats, ordinary)
        mean = math.fsum(changes) / territory.n
        options.append(tuple(0.5 * own + 0.5 * mean for own in changes))
    return tuple(options)
