"""Who governs an intercommunality: vice-presidents, mayors' conference, development council."""

from __future__ import annotations

__all__ = ["mayors_may_convene", "needs_development_council", "vice_president_cap"]


def vice_president_cap(seats: int, category: str, *, two_thirds_vote: bool = False) -> int:
    """The most vice-presidents a council of `seats` may elect.

    A fifth of the seats rounded up, at least 4 and at most 15; by a vote of two thirds, three tenths (rounded
    down, our reading) and still at most 15. A métropole has 20.

    Source: L.5211-10.

    >>> vice_president_cap(31, "CC"), vice_president_cap(31, "CC", two_thirds_vote=True)
    (7, 9)
    """
    if category == "METROPOLE":
        return 20
    ordinary = max(4, -(-seats // 5))
    return min(15, max(ordinary, 3 * seats // 10) if two_thirds_vote else ordinary)


def mayors_may_convene(requests: int, mayors: int) -> bool:
    """Whether `requests` mayors are a third, and can have their conference meet. Source: L.5211-11-3."""
    return 3 * requests >= mayors


def needs_development_council(population: int) -> bool:
    """Whether a conseil de développement is mandatory: more than 50,000 inhabitants. Source: L.5211-10-1."""
    return population > 50_000
