"""The seats that communes may agree upon instead of ordinary law (accord local, L.5211-6-1 I, 2°).

`check_local_agreement` says which rules a proposal breaks, where and by how much. The set of all valid
agreements is in `negosim.law.agreement_space`, the majority that adopts one in `municipal_vote` with
`MAJORITY_SEATS`: silence counts for nothing there, each municipal council has to deliberate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from negosim.errors import Message, UserError, message
from negosim.law.categories import CC_AND_CA
from negosim.law.constants import ratio
from negosim.law.seats import Apportionment, apportion
from negosim.science.counts import is_whole

__all__ = [
    "READINGS",
    "SeatShares",
    "Violation",
    "check_agreement_category",
    "check_local_agreement",
    "check_proposal",
    "check_reading",
    "most_agreed_seats",
    "single_seat_stands",
]

READINGS = ("kept", "share")
"""Of a commune that only keeps what III and IV give it: its seats are "kept", or judged by their "share"."""

MARGIN, MARGIN_OF = ratio("agreement_margin")
HALF, HALF_OF = ratio("half_cap")
DEVIATION = Fraction(*ratio("seat_deviation"))


@dataclass(frozen=True)
class Violation:
    """One rule that a proposal breaks, with its witness.

    `letter`: a to e of I, 2°, or "VI" (extra seats); `commune`: its index, None for the council as a whole;
    `value`: what was measured there, seats or the ratio of the share of seats to the share of population;
    `low`, `high`: the bounds it had to keep; `against`: index of the commune it is compared with, if any.
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
    """How far the share of seats of each commune may stand from its share of population (I, 2°, e and VI).

    One commune is at 1 when it has as large a share of the seats as of the people. Ratios are exact fractions.
    """

    populations: tuple[int, ...]
    ordinary: Apportionment

    @cached_property
    def people(self) -> int:
        """Inhabitants of the whole."""
        return sum(self.populations)

    @cached_property
    def tolerances(self) -> tuple[Fraction, ...]:
        """Deviation from 1 allowed to each commune: a fifth, or the deviation of III and IV where larger.

        An agreement that "keeps or reduces" the deviation is read on its size, whatever its sign.
        """
        before = sum(self.ordinary.statutory_seats)
        gaps = [abs(self.ratio(i, held, before) - 1) for i, held in enumerate(self.ordinary.statutory_seats)]
        return tuple(max(DEVIATION, gap) for gap in gaps)

    def ratio(self, i: int, seats: int, total: int) -> Fraction:
        """Share of seats of commune i over its share of population."""
        return Fraction(seats * self.people, total * self.populations[i])

    def allowed(self, i: int, total: int) -> range:
        """Seats of commune i within its tolerance in a council of `total`, exceptions for one or two apart."""
        gap, of = self.tolerances[i].numerator, self.tolerances[i].denominator
        fair, unit = total * self.populations[i], of * self.people
        return range(max(1, -((gap - of) * fair // unit)), (of + gap) * fair // unit + 1)

    def seconds(self, i: int, seats: int, total: int) -> bool:
        """Whether `seats` is a second seat that only the exception of e admits (one seat by IV, 1°)."""
        return seats == 2 and self.ordinary.first_seats[i] == 1 and seats not in self.allowed(i, total)

    def violation(self, letter: str, i: int, seats: int, total: int) -> Violation:
        """What to say of commune i outside its tolerance."""
        measured, tolerance = self.ratio(i, seats, total), self.tolerances[i]
        low, high = max(Fraction(0), 1 - tolerance), 1 + tolerance
        if tolerance == DEVIATION:
            reason = message(
                "Part des sièges rapportée à la part de population : {ratio} (de {low} à {high} admis).",
                ratio=_told(measured), low=_told(low), high=_told(high),
            )  # fmt: skip
        else:
            before = self.ratio(i, self.ordinary.statutory_seats[i], sum(self.ordinary.statutory_seats))
            reason = message(
                "Part des sièges rapportée à la part de population : {ratio}, plus loin de 1 que ne l'est déjà la "
                "répartition des III et IV ({ordinary}).",
                ratio=_told(measured), ordinary=_told(before),
            )  # fmt: skip
        return Violation(letter, i, reason, measured, low, high)


def most_agreed_seats(ordinary: Apportionment) -> int:
    """The most seats of an agreement: a quarter more than III and IV give, rounded down.

    Source: L.5211-6-1 I, 2°, a, in force since 11 March 2015, as read in 2025.
    """
    return sum(ordinary.statutory_seats) * (MARGIN_OF + MARGIN) // MARGIN_OF


def check_local_agreement(
    populations: Sequence[int], proposal: Sequence[int], category: str, *, single_seat: str = "kept"
) -> list[Violation]:
    """Every rule that `proposal` (seats per commune) breaks; an empty list means a valid agreement.

    a) at most a quarter more seats than III and IV give, V left aside; b) never fewer seats than a less
    populous commune; c) one seat each; d) none above half; e) without prejudice to c and d, a share of seats
    within 20 % of the share of population, unless III and IV were further and the agreement keeps or reduces
    that deviation, or it is a second seat for a commune to which IV, 1° gave one. That second seat then skips
    no commune in the same case with as many people or more (constitutional reservation).

    `single_seat`, for communes left with the one seat that III and IV gave them, in a council so large that
    their share falls too low: "kept" admits them (c prevails, as the councils of 2020 show), "share" does not.
    One seat that is more than a fair share is always admitted: c leaves no choice.

    Raises UserError: a category without local agreement (CU, METROPOLE), sizes that differ, seats that are not
    positive or null integers, unknown reading, and as `apportion`.

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
    found = list(_general_violations(shares.populations, seats, most_agreed_seats(ordinary)))
    kept = single_seat == "kept"
    return found + [v for i in range(len(seats)) for v in _share_violations(i, seats, shares, kept=kept)]


def single_seat_stands(i: int, total: int, shares: SeatShares, *, kept: bool) -> bool:
    """Whether commune i may have one seat in a council of `total`, its share left aside.

    Source: L.5211-6-1 I, 2°, c and e, in force since 11 March 2015, as read in 2025.
    """
    return (kept and shares.ordinary.statutory_seats[i] == 1) or shares.ratio(i, 1, total) > 1


def _general_violations(populations: Sequence[int], proposal: Sequence[int], most: int) -> Iterator[Violation]:
    """What breaks rules a to d, `most` being the largest total allowed."""
    total = sum(proposal)
    if total > most:
        reason = message("{seats} sièges au total ; au plus {most}.", seats=total, most=most)
        yield Violation("a", None, reason, total, high=most)
    for i, seats in enumerate(proposal):
        smaller = [j for j, people in enumerate(populations) if people < populations[i]]
        rival = max(smaller, key=lambda j: proposal[j], default=i)
        if proposal[rival] > seats:
            reason = message("{seats} contre {other} à une moins peuplée.", seats=seats, other=proposal[rival])
            yield Violation("b", i, reason, seats, low=proposal[rival], against=rival)
        if seats < 1:
            yield Violation("c", i, message("Chaque commune dispose d'un siège au moins."), seats, low=1)
        if HALF_OF * seats > HALF * total:
            reason = message("{seats} sièges sur {total}, plus de {cap_share}.",
                             seats=seats, total=total, cap_share=HALF / HALF_OF)  # fmt: skip
            yield Violation("d", i, reason, seats, high=HALF * total // HALF_OF)


def _share_violations(i: int, proposal: list[int], shares: SeatShares, *, kept: bool) -> Iterator[Violation]:
    """What breaks rule e in commune i; a commune without a seat breaks c instead."""
    seats, total = proposal[i], sum(proposal)
    if seats < 1 or seats in shares.allowed(i, total):
        return
    if shares.seconds(i, seats, total):
        for j, first in enumerate(shares.ordinary.first_seats):
            if first == 1 and proposal[j] < seats and shares.populations[j] >= shares.populations[i]:
                yield _skipping(i, j, shares.ratio(i, seats, total))
                return
    elif seats > 1 or not single_seat_stands(i, total, shares, kept=kept):
        yield shares.violation("e", i, seats, total)


def _skipping(i: int, other: int, measured: Fraction) -> Violation:
    """The second seat of commune i, although another at least as populous is left with one."""
    reason = message(
        "Second siège au-delà de l'écart admis ({ratio}), alors qu'une commune au moins aussi peuplée, servie elle "
        "aussi d'un seul siège à la plus forte moyenne, n'en reçoit pas (réserve de la décision 2015-711 DC).",
        ratio=_told(measured),
    )
    return Violation("e", i, reason, measured, 1 - DEVIATION, 1 + DEVIATION, other)


def _told(value: Fraction) -> float:
    """A fraction as printed: three decimals, six where three would show the bound itself; never compared."""
    short = round(value, 3)
    return round(float(value), 6) if short != value and short in (1 - DEVIATION, 1 + DEVIATION) else float(short)


def check_proposal(populations: Sequence[int], proposal: Sequence[int]) -> None:
    """Raise UserError unless there is one number of seats per commune, each a positive or null integer.

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
    for rank, seats in enumerate(proposal, start=1):
        if not is_whole(seats):
            problems.append(
                message(
                    "sièges de la commune {rank} : {value} ; un nombre entier de sièges, 0 ou plus, est attendu.",
                    rank=rank, value=str(seats),
                )
            )  # fmt: skip
    if problems:
        raise UserError(*problems)


def check_agreement_category(category: str) -> None:
    """Raise UserError unless local agreements exist for that category: CC and CA.

    Source: L.5211-6-1 I, in force since 11 March 2015, as read in 2025.
    """
    if category not in CC_AND_CA:
        raise UserError(message("Pas d'accord local en catégorie « {value} » : CC et CA seulement.", value=category))


def check_reading(key: str, value: str) -> None:
    """Raise UserError unless the reading that parameter `key` takes is one of `READINGS`.

    Source: L.5211-6-1 I and VI, in force since 11 March 2015, as read in 2025: the text leaves both open.
    """
    if value not in READINGS:
        options = ", ".join(READINGS)
        raise UserError(
            message("{key} vaut « {value} » ; valeurs possibles : {options}.", key=key, value=value, options=options)
        )
