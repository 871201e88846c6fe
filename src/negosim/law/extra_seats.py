"""Extra seats that communes may create on top of ordinary law (sièges supplémentaires, L.5211-6-1 VI)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negosim.errors import UserError, message
from negosim.law.constants import ratio
from negosim.law.local_agreement import SeatShares, Violation, check_proposal, check_reading
from negosim.law.seats import Apportionment, apportion
from negosim.law.special_councils import special_council

__all__ = ["check_extra_seats", "extra_seats_allowed"]

EXTRA, EXTRA_OF = ratio("extra_share")


def extra_seats_allowed(populations: Sequence[int], category: str, siren: str | None = None) -> int:
    """The most seats that VI allows the communes to create: a tenth of those of III and IV, rounded down; often 0.

    It is open to métropoles and communautés urbaines, and to communautés de communes and d'agglomération without local
    agreement unless V already gives them a tenth more: the result is then 0.

    Args: `populations` int[N], municipal populations; `category` of the intercommunality; `siren`, its code, by which
    a council with rules of its own is recognised (Aix-Marseille-Provence, which VI excludes by name, is one).
    Raises UserError: such a council, and as `apportion`.

    Source: L.5211-6-1 VI, in force since 11 March 2015, as read in 2015 and confirmed by the seats of 2020 and 2026.

    >>> extra_seats_allowed([900, 500, 200], "CC")
    1
    """
    return _extra_seat_cap(_ordinary(populations, category, siren))


def check_extra_seats(
    populations: Sequence[int],
    proposal: Sequence[int],
    category: str,
    siren: str | None = None,
    *,
    held_seats: str = "kept",
) -> list[Violation]:
    """Every rule of VI that a proposal breaks, as violations of letter "VI"; an empty list means a valid split.

    Each commune keeps at least its seats of III and IV. The total grows by `extra_seats_allowed` at most. A share of
    seats is within 20 % of the share of population, with two exceptions: the deviation was larger under III and IV and
    the split keeps or reduces it; or it is a second seat for a commune to which IV, 1° gives one. The cap at half (IV,
    3°) does not apply here: a commune may have more than half of the seats.

    Args: as `extra_seats_allowed`; `proposal` int[N], seats per commune, extra seats included; `held_seats`, for the
    communes without an extra seat, whose share falls as the council grows. "kept" does not judge them, since the
    limit concerns what VI gives: ten of the eleven councils of 2020 with extra seats pass, against four under the
    other reading. "share" judges every commune, as the letter of VI may say.

    The majority that adopts the split is that of local agreements: `municipal_vote` with `MAJORITY_SEATS`.

    Raises UserError: sizes that differ, seats that are not whole numbers from 0, unknown reading, and as
    `extra_seats_allowed`.

    Source: L.5211-6-1 VI, in force since 11 March 2015, as read in 2015 and confirmed by the seats of 2020 and
    2026. Whether the reservation of the decision 2015-711 DC on second seats also binds VI is an open question: it is
    not applied here.
    """
    check_proposal(populations, proposal)
    check_reading("held_seats", held_seats)
    ordinary = _ordinary(populations, category, siren)
    shares = SeatShares(tuple(map(int, populations)), ordinary)
    seats = [int(s) for s in proposal]
    most = sum(ordinary.statutory_seats) + _extra_seat_cap(ordinary)
    violations = []
    if sum(seats) > most:
        reason = message("{seats} sièges au total ; au plus {most}.", seats=sum(seats), most=most)
        violations.append(Violation("VI", None, reason, sum(seats), high=most))
    keeps_seats = held_seats == "kept"
    return violations + [
        v for i in range(len(seats)) for v in _commune_violations(i, seats, shares, keeps_seats=keeps_seats)
    ]


def _ordinary(populations: Sequence[int], category: str, siren: str | None) -> Apportionment:
    """Ordinary law, or UserError where a council has rules of its own."""
    reason = special_council(siren) if siren else None
    if reason:
        raise UserError(reason)
    return apportion(populations, category)


def _extra_seat_cap(ordinary: Apportionment) -> int:
    """The most extra seats, from the seats of ordinary law."""
    return 0 if ordinary.extra_seats else sum(ordinary.statutory_seats) * EXTRA // EXTRA_OF


def _commune_violations(
    i: int, proposal: Sequence[int], shares: SeatShares, *, keeps_seats: bool
) -> Iterator[Violation]:
    """The violations of VI in commune i."""
    seats, statutory, total = proposal[i], shares.ordinary.statutory_seats[i], sum(proposal)
    if seats < statutory:
        reason = message(
            "{seats} siège(s) ; les III et IV lui en donnent {statutory}.", seats=seats, statutory=statutory
        )
        yield Violation("VI", i, reason, seats, low=statutory)
    elif (
        (keeps_seats and seats == statutory)
        or seats in shares.seat_range(i, total)
        or shares.is_second_seat(i, seats, total)
    ):
        return
    else:
        yield shares.violation("VI", i, seats, total)
