"""The seats that communes may agree upon instead of ordinary law (accord local, L.5211-6-1 I, 2°)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negosim.errors import Message, UserError, message
from negosim.law.seats import TABLE_SEATS, Apportionment, apportion

__all__ = ["Violation", "check_local_agreement", "enumerate_local_agreements", "most_agreed_seats"]


@dataclass(frozen=True)
class Violation:
    """One rule that a proposal breaks: its letter in the article, the commune (index) if any, and why."""

    letter: str
    commune: int | None
    reason: Message


def most_agreed_seats(ordinary: Apportionment) -> int:
    """The most seats of an agreement: a quarter more than III and IV give, rounded down."""
    return 5 * sum(ordinary.statutory_seats) // 4


def check_local_agreement(populations: Sequence[int], proposal: Sequence[int], category: str) -> list[Violation]:
    """Every rule that `proposal` (seats per commune) breaks; an empty list means a valid agreement.

    a) at most a quarter more seats than III and IV; b) never fewer seats than a less populous commune;
    c) one seat each; d) none above half; e) a share of seats within 20 % of the share of population, unless
    III and IV were further and the agreement does not widen the gap, or a second seat goes to a commune whose
    highest averages gave one (and to every one at least as populous that had one).

    Raises UserError: a category without local agreement (CU, METROPOLE), sizes that differ.

    Source: L.5211-6-1 I, 2°; Conseil constitutionnel 2015-711 DC (second seats).
    """
    _check_category(category)
    if len(populations) != len(proposal):
        raise UserError(
            message(
                "Un nombre de sièges par commune est attendu : {seats} pour {members} commune(s).",
                seats=len(proposal), members=len(populations),
            )
        )  # fmt: skip
    ordinary = apportion(populations, category)
    total = sum(proposal)
    found = _general_violations(populations, proposal, most_agreed_seats(ordinary))
    skipping = _skips_a_larger(populations, proposal, ordinary)
    for i, seats in enumerate(proposal):
        if seats >= 1 and (i in skipping or not _is_allowed(i, seats, total, populations, ordinary)):
            ratio = seats * sum(populations) / (total * populations[i]) if populations[i] else math.inf
            reason = message(
                "Part des sièges rapportée à la part de population : {ratio} (de 0,8 à 1,2 admis).",
                ratio=ratio,
            )
            found.append(Violation("e", i, reason))
    return found


def enumerate_local_agreements(
    populations: Sequence[int], category: str, at_least: int = TABLE_SEATS[0]
) -> Iterator[tuple[int, ...]]:
    """Every valid agreement, from the largest council to the smallest; lazily, for there may be very many.

    The law sets no lower bound: `at_least` is by default the smallest council of its table.
    Raises UserError as `check_local_agreement`.
    """
    _check_category(category)
    ordinary = apportion(populations, category)
    order = sorted(range(len(populations)), key=lambda i: -populations[i])
    for total in range(most_agreed_seats(ordinary), at_least - 1, -1):
        choices = [
            [s for s in range(1, total // 2 + 1) if _is_allowed(i, s, total, populations, ordinary)] for i in order
        ]
        for seats in _sequences(choices, total, [populations[i] for i in order]):
            proposal = tuple(s for _, s in sorted(zip(order, seats, strict=True)))
            if not _skips_a_larger(populations, proposal, ordinary):
                yield proposal


def _general_violations(populations: Sequence[int], proposal: Sequence[int], most: int) -> list[Violation]:
    """What breaks rules a to d, `most` being the largest total allowed."""
    total = sum(proposal)
    found = []
    if total > most:
        reason = message("{seats} sièges au total ; au plus {most}.", seats=total, most=most)
        found.append(Violation("a", None, reason))
    for i, seats in enumerate(proposal):
        smaller = [other for p, other in zip(populations, proposal, strict=True) if p < populations[i]]
        if smaller and max(smaller) > seats:
            reason = message("{seats} contre {other} à une moins peuplée.", seats=seats, other=max(smaller))
            found.append(Violation("b", i, reason))
        if seats < 1:
            found.append(Violation("c", i, message("Chaque commune dispose d'un siège au moins.")))
        if 2 * seats > total:
            reason = message("{seats} sièges sur {total}, plus de la moitié.", seats=seats, total=total)
            found.append(Violation("d", i, reason))
    return found


def _is_allowed(i: int, seats: int, total: int, populations: Sequence[int], ordinary: Apportionment) -> bool:
    """Whether `seats` of `total` suit rule e for commune i, the order of second seats left aside."""
    people, fair = sum(populations), total * populations[i]
    gap = abs(seats * people - fair)
    if 5 * gap <= fair:
        return True
    if seats == 1 and seats * people > fair:
        return True
    if seats == 2 and ordinary.first_seats[i] == 1:
        return True
    before, held = sum(ordinary.statutory_seats), ordinary.statutory_seats[i]
    gap_before = abs(held * people - before * populations[i])
    return 5 * gap_before > before * populations[i] and gap * before <= gap_before * total


def _skips_a_larger(populations: Sequence[int], proposal: Sequence[int], ordinary: Apportionment) -> list[int]:
    """The communes given an exceptional second seat while one at least as populous is left with one."""
    single = [i for i, first in enumerate(ordinary.first_seats) if first == 1]
    left = max((populations[i] for i in single if proposal[i] < 2), default=-1)
    total, people = sum(proposal), sum(populations)
    return [
        i
        for i in single
        if proposal[i] == 2
        and populations[i] <= left
        and 5 * (2 * people - total * populations[i]) > total * populations[i]
    ]


def _sequences(choices: list[list[int]], total: int, populations: list[int]) -> Iterator[tuple[int, ...]]:
    """Seats for communes sorted from the largest, of sum `total`, a larger one never below a smaller one."""
    fewest, most = [0], [0]
    for options in reversed(choices):
        if not options:
            return
        fewest.append(fewest[-1] + options[0])
        most.append(most[-1] + options[-1])
    pending: list[tuple[int, ...]] = [()]
    while pending:
        seats = pending.pop()
        rank = len(seats)
        if rank == len(choices):
            yield seats
            continue
        remaining = total - sum(seats)
        larger = [s for s, p in zip(seats, populations, strict=False) if p > populations[rank]]
        for option in choices[rank]:
            rest = remaining - option
            if fewest[-2 - rank] <= rest <= most[-2 - rank] and (not larger or option <= min(larger)):
                pending.append((*seats, option))


def _check_category(category: str) -> None:
    """Raise UserError unless local agreements exist for that category."""
    if category not in {"CC", "CA"}:
        raise UserError(message("Pas d'accord local en catégorie « {value} » : CC et CA seulement.", value=category))
