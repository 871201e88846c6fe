"""The seats that communes may agree upon instead of ordinary law (accord local, L.5211-6-1 I, 2°).

`check_local_agreement` says which rules a proposal breaks, in which commune and by how much. The set of all valid
agreements is in `negosim.law.agreement_space`. The majority that adopts one is `municipal_vote` with
`MAJORITY_SEATS`: every municipal council has to deliberate, and silence is not an agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from negosim.errors import Message, UserError, message
from negosim.law.categories import CC_AND_CA
from negosim.law.constants import ratio
from negosim.law.seats import Apportionment, apportion, seat_problems

__all__ = [
    "READINGS",
    "SeatShares",
    "Violation",
    "agreement_seat_cap",
    "check_agreement_category",
    "check_local_agreement",
    "check_proposal",
    "check_reading",
    "single_seat_stands",
]

READINGS = ("kept", "share")
"""Readings of rule e for a commune that has its seats of III and IV only: "kept" as they are, or judged by "share"."""

MARGIN, MARGIN_OF = ratio("agreement_margin")
HALF, HALF_OF = ratio("half_cap")
DEVIATION = Fraction(*ratio("seat_deviation"))


@dataclass(frozen=True)
class Violation:
    """One rule that a proposal breaks, with the commune and the value that show it.

    `letter`: a to e of I, 2°, or "VI" (extra seats); `commune`: its index, None for the council as a whole;
    `value`: number of seats, or ratio of the share of seats to the share of population; `low` and `high`: the bounds
    of that value; `against`: index of the commune with which it is compared, if any.
    """

    letter: str
    commune: int | None
    reason: Message
    value: Fraction | int
    low: Fraction | int | None = None
    high: Fraction | int | None = None
    against: int | None = None


@dataclass(frozen=True)
class SeatShares:
    """How far the share of seats of each commune may be from its share of population (I, 2°, e and VI).

    The ratio of a commune is 1 when its share of the seats equals its share of the population. Ratios are exact
    fractions. `populations` int[N]; `ordinary`, the seats of ordinary law.
    """

    populations: tuple[int, ...]
    ordinary: Apportionment

    @cached_property
    def people(self) -> int:
        """Population of the intercommunality."""
        return sum(self.populations)

    @cached_property
    def tolerances(self) -> tuple[Fraction, ...]:
        """Largest deviation from 1 for each commune: a fifth, or the deviation under III and IV where it is larger.

        An agreement may "keep or reduce" that deviation: it is read in absolute value.
        """
        before = sum(self.ordinary.statutory_seats)
        gaps = [abs(self.ratio(i, seats, before) - 1) for i, seats in enumerate(self.ordinary.statutory_seats)]
        return tuple(max(DEVIATION, gap) for gap in gaps)

    def ratio(self, i: int, seats: int, total: int) -> Fraction:
        """Share of seats of commune i divided by its share of population, in a council of `total` seats."""
        return Fraction(seats * self.people, total * self.populations[i])

    def seat_range(self, i: int, total: int) -> range:
        """Seats of commune i within its tolerance in a council of `total`, the exceptions for one or two excluded."""
        gap, of = self.tolerances[i].numerator, self.tolerances[i].denominator
        fair, unit = total * self.populations[i], of * self.people
        return range(max(1, -((gap - of) * fair // unit)), (of + gap) * fair // unit + 1)

    def is_second_seat(self, i: int, seats: int, total: int) -> bool:
        """Whether `seats` is two, which only the exception of rule e permits (one seat by IV, 1°)."""
        return seats == 2 and self.ordinary.first_seats[i] == 1 and seats not in self.seat_range(i, total)

    def violation(self, letter: str, i: int, seats: int, total: int) -> Violation:
        """The violation of commune i, whose ratio is outside its tolerance."""
        ratio, tolerance = self.ratio(i, seats, total), self.tolerances[i]
        low, high = max(Fraction(0), 1 - tolerance), 1 + tolerance
        if tolerance == DEVIATION:
            reason = message(
                "Part des sièges rapportée à la part de population : {ratio} (de {low} à {high} admis).",
                ratio=_as_printed(ratio), low=_as_printed(low), high=_as_printed(high),
            )  # fmt: skip
        else:
            before = self.ratio(i, self.ordinary.statutory_seats[i], sum(self.ordinary.statutory_seats))
            reason = message(
                "Part des sièges rapportée à la part de population : {ratio}, plus loin de 1 que ne l'est déjà la "
                "répartition des III et IV ({ordinary}).",
                ratio=_as_printed(ratio), ordinary=_as_printed(before),
            )  # fmt: skip
        return Violation(letter, i, reason, ratio, low, high)


def agreement_seat_cap(ordinary: Apportionment) -> int:
    """The most seats that an agreement may create: a quarter more than III and IV give, rounded down.

    Args: `ordinary`, the seats of ordinary law.
    Source: L.5211-6-1 I, 2°, a, in force since 11 March 2015, as read in 2025.
    """
    return sum(ordinary.statutory_seats) * (MARGIN_OF + MARGIN) // MARGIN_OF


def check_local_agreement(
    populations: Sequence[int], proposal: Sequence[int], category: str, *, single_seat: str = "kept"
) -> list[Violation]:
    """Every rule that a proposal breaks; an empty list means a valid agreement.

    a) At most a quarter more seats than III and IV give, V excluded. b) No fewer seats than a less populous commune.
    c) At least one seat each. d) No commune above half. e) Subject to c and d, a share of seats within 20 % of the
    share of population, with two exceptions: the deviation was larger under III and IV and the agreement keeps or
    reduces it; or it is a second seat for a commune to which IV, 1° gives one. A second seat may not skip a commune
    in the same situation that is at least as populous (reservation of the Conseil constitutionnel).

    Args: `populations` int[N], municipal populations; `proposal` int[N], seats per commune; `category` CC or CA;
    `single_seat`, for a commune that keeps the one seat of III and IV in a council so large that its share becomes
    too low: "kept" permits it (c prevails, as the councils of 2020 show), "share" does not. One seat that is more
    than a fair share is always valid, since c leaves no choice.

    Raises UserError: a category without local agreement (CU, METROPOLE), sizes that differ, seats that are not
    whole numbers from 0, unknown reading, and as `apportion`.

    Source: L.5211-6-1 I, 2°, in force since 11 March 2015, as read in 2025; Conseil constitutionnel 5 March 2015,
    2015-711 DC (second seats).

    >>> [(v.letter, v.commune) for v in check_local_agreement([900, 500, 200], [8, 4, 5], "CC")]
    [('b', 1), ('e', 1), ('e', 2)]
    """
    check_agreement_category(category)
    check_proposal(populations, proposal)
    check_reading("single_seat", single_seat)
    ordinary = apportion(populations, category)
    shares = SeatShares(tuple(map(int, populations)), ordinary)
    seats = [int(s) for s in proposal]
    violations = list(_general_violations(shares.populations, seats, agreement_seat_cap(ordinary)))
    keeps_seats = single_seat == "kept"
    return violations + [
        v for i in range(len(seats)) for v in _share_violations(i, seats, shares, keeps_seats=keeps_seats)
    ]


def single_seat_stands(i: int, total: int, shares: SeatShares, *, keeps_seats: bool) -> bool:
    """Whether commune i may have a single seat in a council of `total` even if its share is outside its tolerance.

    Args: `i`, index of the commune; `shares`, the tolerances of the intercommunality; `keeps_seats`, whether the
    reading of `single_seat` is "kept".

    Source: L.5211-6-1 I, 2°, c and e, in force since 11 March 2015, as read in 2025.
    """
    return (keeps_seats and shares.ordinary.statutory_seats[i] == 1) or shares.ratio(i, 1, total) > 1


def _general_violations(populations: Sequence[int], proposal: Sequence[int], most: int) -> Iterator[Violation]:
    """The violations of rules a to d, in a council of at most `most` seats."""
    total = sum(proposal)
    if total > most:
        reason = message("{seats} sièges au total ; au plus {most}.", seats=total, most=most)
        yield Violation("a", None, reason, total, high=most)
    for i, seats in enumerate(proposal):
        smaller = [j for j, people in enumerate(populations) if people < populations[i]]
        rival = max(smaller, key=lambda j: proposal[j], default=i)
        if proposal[rival] > seats:
            reason = message(
                "{seats} siège(s), contre {other} pour une commune moins peuplée.", seats=seats, other=proposal[rival]
            )
            yield Violation("b", i, reason, seats, low=proposal[rival], against=rival)
        if seats < 1:
            yield Violation("c", i, message("Chaque commune dispose d'un siège au moins."), seats, low=1)
        if HALF_OF * seats > HALF * total:
            reason = message("{seats} sièges sur {total}, plus de {cap_share}.",
                             seats=seats, total=total, cap_share=HALF / HALF_OF)  # fmt: skip
            yield Violation("d", i, reason, seats, high=HALF * total // HALF_OF)


def _share_violations(i: int, proposal: list[int], shares: SeatShares, *, keeps_seats: bool) -> Iterator[Violation]:
    """The violations of rule e in commune i; a commune without a seat breaks c instead."""
    seats, total = proposal[i], sum(proposal)
    if seats < 1 or seats in shares.seat_range(i, total):
        return
    if shares.is_second_seat(i, seats, total):
        for j, first in enumerate(shares.ordinary.first_seats):
            if first == 1 and proposal[j] < seats and shares.populations[j] >= shares.populations[i]:
                yield _skip_violation(i, j, shares.ratio(i, seats, total))
                return
    elif seats > 1 or not single_seat_stands(i, total, shares, keeps_seats=keeps_seats):
        yield shares.violation("e", i, seats, total)


def _skip_violation(i: int, other: int, ratio: Fraction) -> Violation:
    """The violation of a second seat for commune i that skips another one, at least as populous, with one seat."""
    reason = message(
        "Second siège au-delà de l'écart admis ({ratio}), alors qu'une commune au moins aussi peuplée, servie elle "
        "aussi d'un seul siège à la plus forte moyenne, n'en reçoit pas (réserve de la décision 2015-711 DC).",
        ratio=_as_printed(ratio),
    )
    return Violation("e", i, reason, ratio, 1 - DEVIATION, 1 + DEVIATION, other)


def _as_printed(value: Fraction) -> float:
    """A fraction as printed: three decimals, or six where three would print the bound itself. Not for comparisons."""
    short = round(value, 3)
    return round(float(value), 6) if short != value and short in (1 - DEVIATION, 1 + DEVIATION) else float(short)


def check_proposal(populations: Sequence[int], proposal: Sequence[int]) -> None:
    """Raise UserError unless `proposal` has one number of seats per commune, each a whole number from 0.

    Source: L.5211-6-1 I, 2°, in force since 11 March 2015, as read in 2025.
    """
    problems = []
    if len(populations) != len(proposal):
        problems.append(
            message(
                "Un nombre de sièges par commune est attendu : {seats} pour {members} commune(s).",
                seats=len(proposal), members=len(populations),
            )
        )  # fmt: skip
    problems += seat_problems(proposal)
    if problems:
        raise UserError(*problems)


def check_agreement_category(category: str) -> None:
    """Raise UserError unless local agreements exist for that category: CC and CA.

    Source: L.5211-6-1 I, in force since 11 March 2015, as read in 2025.
    """
    if category not in CC_AND_CA:
        raise UserError(message("Pas d'accord local en catégorie « {value} » : CC et CA seulement.", value=category))


def check_reading(key: str, value: str) -> None:
    """Raise UserError unless `value`, the reading of parameter `key`, is one of `READINGS`.

    Source: L.5211-6-1 I and VI, in force since 11 March 2015, as read in 2025: the text leaves both open.
    """
    if value not in READINGS:
        options = ", ".join(READINGS)
        raise UserError(
            message("{key} vaut « {value} » ; valeurs possibles : {options}.", key=key, value=value, options=options)
        )
