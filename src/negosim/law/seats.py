"""How many seats each commune holds in the community council (L.5211-6-1 III to V)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.law.categories import CC_AND_CA, category_problems
from negosim.law.constants import ratio, series, whole
from negosim.law.populations import population_problems
from negosim.science.apportionment import highest_averages
from negosim.science.counts import is_whole

__all__ = ["Apportionment", "apportion", "council_size", "seat_problems", "table_seats"]

TABLE_BOUNDS, TABLE_SEATS = series("table_bounds"), series("table_seats")
COUNCIL_BOUNDS, COUNCIL_SIZES = series("council_bounds"), series("council_sizes")
LARGE_CITY_COUNCILS = {
    "75056": whole("council_paris"), "13055": whole("council_marseille"), "69123": whole("council_lyon"),
}  # fmt: skip
HALF, HALF_OF = ratio("half_cap")
ZEROS, ZEROS_OF = ratio("zero_seat_share")
EXTRA, EXTRA_OF = ratio("extra_share")


@dataclass(frozen=True)
class Apportionment:
    """The seats of an intercommunality under ordinary law (droit commun), and the steps of their allocation.

    `seats`, `statutory_seats` and `first_seats` int[N], in the order of the populations: the final seats, those of III
    and IV alone, those of the first distribution (IV, 1°). `table`: seats of the table of III; `table_used`: the same
    after the reductions of IV, 4°; `zero_seat_communes`: communes that the first distribution does not serve;
    `extra_seats`: seats of V; `capped`: whether the cap at half applies; `reasons`: the steps as sentences.
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
    """Seats of the table of III for an intercommunality of that municipal population.

    Raises UserError: a population that is not a whole number of 1 or more.

    Source: L.5211-6-1 III, in force since 18 December 2010, as read in 2015.
    """
    return TABLE_SEATS[bisect_right(TABLE_BOUNDS, _inhabitants(population))]


def council_size(population: int, insee: str | None = None) -> int:
    """Members of the municipal council of a commune; `insee`, its code, identifies Paris, Marseille and Lyon.

    Raises UserError: a population that is not a whole number of 1 or more.

    Source: L.2121-2, in force since 24 February 1996, as read in 2015; Paris, Marseille and Lyon from memory.
    """
    size = COUNCIL_SIZES[bisect_right(COUNCIL_BOUNDS, _inhabitants(population))]
    return size if insee is None else LARGE_CITY_COUNCILS.get(insee, size)


def seat_problems(seats: Sequence[int]) -> list[Message]:
    """The numbers of seats, by commune, that are not whole numbers from 0.

    Source: L.5211-6-1, in force since 18 December 2010, as read in 2015.
    """
    return [
        message("sièges de la commune {rank} : {value} ; un nombre entier de sièges, 0 ou plus, est attendu.",
                rank=rank, value=str(count))
        for rank, count in enumerate(seats, start=1)
        if not is_whole(count)
    ]  # fmt: skip


def _inhabitants(population: int) -> int:
    """The population. Raises UserError: not a whole number from 1."""
    if not is_whole(population, 1):
        raise UserError(
            message("{key} vaut {value} ; un entier de {low} ou plus est attendu.",
                    key="population", value=str(population), low=1)
        )  # fmt: skip
    return int(population)


def apportion(
    populations: Sequence[int],
    category: str,
    council_sizes: Sequence[int] | None = None,
    communes: Sequence[str] | None = None,
) -> Apportionment:
    """The seats of each commune under ordinary law, without a local agreement.

    Highest averages on the seats of the table (III; IV, 1°); one seat for each commune without any (2°); no commune
    above half (3°), nor above its own municipal council (4°); in a tie for the last seat, one for each commune (5°);
    then a tenth more in a CC or a CA where the seats of 2° exceed 30 % of the table (V).

    Args: `populations` int[N], municipal populations; `category` of the intercommunality; `council_sizes` int[N],
    members of each municipal council (`council_size` by default, which needs it for Paris, Marseille and Lyon);
    `communes` [N], names for the messages.
    Raises UserError: unknown category, fewer than two communes, a population that is not a positive integer, a
    municipal council without members, a commune that appears twice.

    Source: L.5211-6-1 III to V, in force since 18 December 2010 (30 % of V: 11 March 2015), as read in 2015 and
    confirmed by the councils of 2020; Conseil d'État 15 November 2017, n° 410338 (extra seats continue from the
    seats held, and the tenth is rounded down).
    >>> apportion([13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465], "CC").seats
    (15, 7, 2, 2, 2, 2, 1)
    """
    _check(populations, category, council_sizes, communes)
    people = np.array(populations, dtype=np.int64)
    councils = [council_size(p) for p in populations] if council_sizes is None else council_sizes
    used = table = table_seats(int(people.sum()))
    first, seats, capped = _distribute(people, used)
    while used > 0 and any(s > c for s, c in zip(seats, councils, strict=True)):
        used -= 1
        first, seats, capped = _distribute(people, used)
    zeros = int(np.count_nonzero(first == 0))
    statutory, extra = seats, 0
    if category in CC_AND_CA and ZEROS_OF * zeros > ZEROS * table:
        extra = EXTRA * int(seats.sum()) // EXTRA_OF
        seats, again = _cap_at_half(people, _share_out(people, seats, extra))
        capped = capped or again
    ties = int(statutory.sum()) - used - zeros, int(seats.sum() - statutory.sum()) - extra
    return Apportionment(
        tuple(map(int, seats)), tuple(map(int, statutory)), tuple(map(int, first)),
        table, used, zeros, extra, capped, _reasons(table, used, (zeros, extra), ties, capped=capped),
    )  # fmt: skip


def _check(
    populations: Sequence[int], category: str, councils: Sequence[int] | None, communes: Sequence[str] | None
) -> None:
    """Raise UserError with everything that is wrong in the arguments of `apportion`."""
    problems = category_problems(category)
    if len(populations) < 2:
        problems.append(
            message("Une intercommunalité compte au moins 2 communes ; reçu : {value}.", value=len(populations))
        )
    if councils is not None and len(councils) != len(populations):
        problems.append(
            message(
                "council_sizes compte {value} valeur(s) ; attendu : {members}, une par commune.",
                value=len(councils),
                members=len(populations),
            )
        )
    for index, members in enumerate(() if councils is None else councils):
        if not is_whole(members, 1):
            problems.append(
                message("{key} vaut {value} ; un entier de {low} ou plus est attendu.",
                        key=f"council_sizes[{index}]", value=str(members), low=1)
            )  # fmt: skip
    problems += population_problems(populations, communes)
    if problems:
        raise UserError(*problems)


def _share_out(people: np.ndarray, current: np.ndarray, seats: int) -> np.ndarray:
    """Seats after a distribution by highest averages, in which every commune in a tie for the last seat has one."""
    allocation, ties = highest_averages(people, current, seats)
    return allocation + ties


def _cap_at_half(people: np.ndarray, seats: np.ndarray) -> tuple[np.ndarray, bool]:
    """Seats with no commune above half of the total: the seats in excess go to the others; and whether this applies.

    Between two communes an odd seat would put the other above half: it is not allocated (the text says nothing).
    """
    total, largest = int(seats.sum()), int(seats.argmax())
    most = HALF * total // HALF_OF
    excess = int(seats[largest]) - most
    if excess <= 0:
        return seats, False
    others = people.copy()
    others[largest] = 0
    capped = seats.copy()
    capped[largest] -= excess
    return np.minimum(_share_out(others, capped, excess), max(most, 1)), True


def _distribute(people: np.ndarray, base: int) -> tuple[np.ndarray, np.ndarray, bool]:
    """Seats of IV 1°, seats of IV 1° to 3°, from `base` seats, and whether the cap at half applies."""
    first = _share_out(people, np.zeros_like(people), base)
    seats, capped = _cap_at_half(people, np.maximum(first, 1))
    return first, seats, capped


def _reasons(
    table: int, used: int, added: tuple[int, int], ties: tuple[int, int], *, capped: bool
) -> tuple[Message, ...]:
    """The steps of the allocation as sentences; `added` and `ties`: seats of IV and of V, seats of their ties."""
    zeros, extra = added
    steps = [message("Tableau du III : {seats} sièges à la plus forte moyenne.", seats=table)]
    if used < table:
        steps.append(
            message(
                "Base réduite à {seats} sièges : une commune dépassait l'effectif de son conseil municipal.",
                seats=used,
            )
        )
    if ties[0] > 0:
        steps.append(message("Égalité pour le dernier siège (IV, 5°) : chaque commune à égalité en reçoit un, "
                             "soit {seats} de plus.", seats=ties[0]))  # fmt: skip
    if zeros:
        steps.append(message("Sièges de droit, un par commune non servie : {seats}.", seats=zeros))
    if extra:
        steps.append(message("Les sièges de droit dépassent {granted_share} du tableau : {seats} de plus.",
                            granted_share=ZEROS / ZEROS_OF, seats=extra))  # fmt: skip
    if ties[1] > 0:
        steps.append(message("Égalité pour le dernier de ces sièges (V) : chaque commune à égalité en reçoit un, "
                             "soit {seats} de plus.", seats=ties[1]))  # fmt: skip
    if capped:
        steps.append(
            message("Aucune commune ne peut détenir plus de {cap_share} des sièges.", cap_share=HALF / HALF_OF)
        )
    return tuple(steps)
