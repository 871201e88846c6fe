"""How many seats each commune holds in the community council (L.5211-6-1 III to V)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.science.apportionment import highest_averages

__all__ = ["CATEGORIES", "Apportionment", "apportion", "council_size", "table_seats"]

CATEGORIES = ("CC", "CA", "CU", "METROPOLE")

# L.5211-6-1 III: base seats below each bound of the municipal population of the whole intercommunality.
TABLE_BOUNDS = (
    3_500, 5_000, 10_000, 20_000, 30_000, 40_000, 50_000, 75_000, 100_000, 150_000,
    200_000, 250_000, 350_000, 500_000, 700_000, 1_000_001,
)  # fmt: skip
TABLE_SEATS = (16, 18, 22, 26, 30, 34, 38, 40, 42, 48, 56, 64, 72, 80, 90, 100, 130)

# L.2121-2: members of a municipal council below each bound of the commune's population.
COUNCIL_BOUNDS = (
    100, 500, 1_500, 2_500, 3_500, 5_000, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000,
    80_000, 100_000, 150_000, 200_000, 250_000, 300_000,
)  # fmt: skip
COUNCIL_SIZES = (7, 11, 15, 19, 23, 27, 29, 33, 35, 39, 43, 45, 49, 53, 55, 59, 61, 65, 69)
LARGE_CITY_COUNCILS = {"75056": 163, "13055": 111, "69123": 73}  # Paris, Marseille and Lyon, law of 2025


@dataclass(frozen=True)
class Apportionment:
    """The ordinary-law seats (droit commun) of one intercommunality, and how they came about.

    `seats`, `statutory_seats` and `first_seats` have one number per commune, in the order of the populations:
    the final seats, those of III and IV alone, and those of the first distribution (IV, 1°).
    """

    seats: tuple[int, ...]
    statutory_seats: tuple[int, ...]
    first_seats: tuple[int, ...]
    table: int
    table_used: int
    zero_seat_communes: int
    extra_seats: int
    capped: bool
    reasons: tuple[Message, ...]
    article: str = "L.5211-6-1"

    @property
    def total(self) -> int:
        """Seats of the whole council."""
        return sum(self.seats)


def table_seats(population: int) -> int:
    """Base seats of an intercommunality of that municipal population. Source: L.5211-6-1 III."""
    return TABLE_SEATS[bisect_right(TABLE_BOUNDS, population)]


def council_size(population: int, insee: str | None = None) -> int:
    """Members of the municipal council; the INSEE code tells Paris, Marseille and Lyon. Source: L.2121-2."""
    if insee in LARGE_CITY_COUNCILS:
        return LARGE_CITY_COUNCILS[insee]
    return COUNCIL_SIZES[bisect_right(COUNCIL_BOUNDS, population)]


def apportion(populations: Sequence[int], category: str, council_sizes: Sequence[int] | None = None) -> Apportionment:
    """The ordinary-law seats of each commune from its municipal population, failing a local agreement.

    Highest averages on the base seats (III; IV, 1°), one seat for each commune left out (2°), no commune
    above half (3°), none above its own municipal council (4°), every commune tied for the last seat served
    (5°), then one tenth more in the communautés where the seats of 2° exceed 30 % of the base (V).
    `council_sizes` defaults to `council_size` of each population: give it for Paris, Marseille and Lyon.

    Raises UserError: unknown category, fewer than two communes, a population that is not a positive integer.

    Source: L.5211-6-1 III to V; Conseil d'État 15 November 2017, n° 410338 (extra seats continue from the
    seats held, and the tenth is rounded down).

    >>> apportion([13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465], "CC").seats
    (15, 7, 2, 2, 2, 2, 1)
    """
    councils = [council_size(p) for p in populations] if council_sizes is None else list(council_sizes)
    _check(populations, category, councils)
    people = np.array(populations, dtype=np.int64)
    used = table = table_seats(int(people.sum()))
    first, seats, capped = _distribute(people, used)
    while used > 0 and any(s > c for s, c in zip(seats, councils, strict=True)):
        used -= 1
        first, seats, capped = _distribute(people, used)
    zeros = int(np.count_nonzero(first == 0))
    statutory, extra = seats, 0
    if category in {"CC", "CA"} and 10 * zeros > 3 * table:
        extra = int(seats.sum()) // 10
        seats, capped_again = _cap_at_half(people, _share_out(people, seats, extra))
        capped = capped or capped_again
    return Apportionment(
        tuple(map(int, seats)), tuple(map(int, statutory)), tuple(map(int, first)),
        table, used, zeros, extra, capped, _reasons(table, used, zeros, extra, capped=capped),
    )  # fmt: skip


def _check(populations: Sequence[int], category: str, councils: Sequence[int]) -> None:
    """Raise UserError naming the category, the number of communes or the population that cannot be."""
    problems = []
    if category not in CATEGORIES:
        options = ", ".join(CATEGORIES)
        problems.append(
            message(
                "Catégorie « {value} » inconnue ; valeurs possibles : {options}.",
                value=category,
                options=options,
            )
        )
    if len(populations) < 2:
        problems.append(
            message("Une intercommunalité compte au moins 2 communes ; reçu : {value}.", value=len(populations))
        )
    if len(councils) != len(populations):
        problems.append(
            message(
                "council_sizes compte {value} valeur(s) ; attendu : {members}, une par commune.",
                value=len(councils),
                members=len(populations),
            )
        )
    wrong = [p for p in populations if not (p >= 0 and p % 1 == 0)]
    if wrong or not any(populations):
        problems.append(
            message(
                "populations : {value} reçu ; des entiers positifs ou nuls, non tous nuls, sont attendus.",
                value=wrong[0] if wrong else 0,
            )
        )
    if problems:
        raise UserError(*problems)


def _share_out(people: np.ndarray, held: np.ndarray, seats: int) -> np.ndarray:
    """Seats after a highest-averages distribution in which every commune tied for the last seat has one."""
    given, tied = highest_averages(people, held, seats)
    return given + tied


def _cap_at_half(people: np.ndarray, seats: np.ndarray) -> tuple[np.ndarray, bool]:
    """Seats once the freed seats of a commune above half of the total have gone to the others, same total.

    Between two communes an odd seat would put the other above half: it is not given (the text is silent).
    """
    total, largest = int(seats.sum()), int(seats.argmax())
    excess = int(seats[largest]) - total // 2
    if 2 * int(seats[largest]) <= total:
        return seats, False
    others = people.copy()
    others[largest] = 0
    capped = seats.copy()
    capped[largest] -= excess
    return np.minimum(_share_out(others, capped, excess), max(total // 2, 1)), True


def _distribute(people: np.ndarray, base: int) -> tuple[np.ndarray, np.ndarray, bool]:
    """Seats of IV 1° and of IV 1° to 3°, from `base` seats, and whether the half cap was applied."""
    first = _share_out(people, np.zeros_like(people), base)
    seats, capped = _cap_at_half(people, np.maximum(first, 1))
    return first, seats, capped


def _reasons(table: int, used: int, zeros: int, extra: int, *, capped: bool) -> tuple[Message, ...]:
    """The steps of the distribution as sentences, those that were applied only."""
    told = [message("Tableau du III : {seats} sièges à la plus forte moyenne.", seats=table)]
    if used < table:
        told.append(
            message(
                "Base réduite à {seats} sièges : une commune dépassait l'effectif de son conseil municipal.",
                seats=used,
            )
        )
    if zeros:
        told.append(message("Sièges de droit, un par commune non servie : {seats}.", seats=zeros))
    if extra:
        told.append(message("Les sièges de droit dépassent 30 % du tableau : {seats} de plus.", seats=extra))
    if capped:
        told.append(message("Aucune commune ne peut détenir plus de la moitié des sièges."))
    return tuple(told)
