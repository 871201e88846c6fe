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
    """The most seats that VI allows to create: a tenth of those of III and IV, rounded down; often 0.

    Métropoles and communautés urbaines; communautés de communes and d'agglomération without local agreement,
    unless V already gives them a tenth more (0 then). Raises UserError: as `apportion`, and the councils with
    rules of their own, which `siren` tells (Aix-Marseille-Provence, which VI leaves out by name, among them).

    Source: L.5211-6-1 VI, in force since 11 March 2015, as read in 2015 and confirmed by the seats of 2020 and 2026.

    >>> extra_seats_allowed([900, 500, 200], "CC")
    1
    """
    return _allowed(_ordinary(populations, category, siren))


def check_extra_seats(
    populations: Sequence[int],
    proposal: Sequence[int],
    category: str,
    siren: str | None = None,
    *,
    held_seats: str = "kept",
) -> list[Violation]:
    """Every rule of VI that `proposal` (seats per commune, all included) breaks; empty means a valid split.

    Each commune keeps its seats of III and IV at least; the total grows by `extra_seats_allowed` at most; a
    share of seats stays within 20 % of the share of population, unless III and IV were further and the split
    keeps or reduces that deviation, or it is a second seat for a commune to which IV, 1° gave one. The cap at
    half of IV, 3° does not apply to an agreed split: a commune may pass half. All violations have letter "VI".

    `held_seats`, for communes that receive no extra seat, whose share falls as the council grows: "kept" does
    not judge them, the limit being on what VI gives (ten of the eleven councils of 2020 known to have extra
    seats pass, four only under the other reading); "share" judges every commune, as the letter of VI may say.

    The majority that adopts it is that of local agreements: `municipal_vote` with `MAJORITY_SEATS`.

    Raises UserError: sizes that differ, seats that are not positive or null integers, unknown
    reading, and as `extra_seats_allowed`.

    Source: L.5211-6-1 VI, in force since 11 March 2015, as read in 2015 and confirmed by the seats of 2020 and
    2026. Whether the reservation of the decision 2015-711 DC on second seats also binds VI is not settled here:
    it is not applied.
    """
    check_proposal(populations, proposal)
    check_reading("held_seats", held_seats)
    ordinary = _ordinary(populations, category, siren)
    shares = SeatShares(tuple(map(int, populations)), ordinary)
    seats = [int(s) for s in proposal]
    most = sum(ordinary.statutory_seats) + _allowed(ordinary)
    found = []
    if sum(seats) > most:
        reason = message("{seats} sièges au total ; au plus {most}.", seats=sum(seats), most=most)
        found.append(Violation("VI", None, reason, sum(seats), high=most))
    kept = held_seats == "kept"
    return found + [v for i in range(len(seats)) for v in _commune_violations(i, seats, shares, kept=kept)]


def _ordinary(populations: Sequence[int], category: str, siren: str | None) -> Apportionment:
    """Ordinary law, or UserError where a council has rules of its own."""
    refused = special_council(siren) if siren else None
    if refused:
        raise UserError(refused)
    return apportion(populations, category)


def _allowed(ordinary: Apportionment) -> int:
    """Extra seats once ordinary law is known."""
    return 0 if ordinary.extra_seats else sum(ordinary.statutory_seats) * EXTRA // EXTRA_OF


def _commune_violations(i: int, proposal: Sequence[int], shares: SeatShares, *, kept: bool) -> Iterator[Violation]:
    """What breaks VI in commune i."""
    seats, held, total = proposal[i], shares.ordinary.statutory_seats[i], sum(proposal)
    if seats < held:
        reason = message("{seats} siège(s), moins que les {held} des III et IV.", seats=seats, held=held)
        yield Violation("VI", i, reason, seats, low=held)
    elif (kept and seats == held) or seats in shares.allowed(i, total) or shares.seconds(i, seats, total):
        return
    else:
        yield shares.violation("VI", i, seats, total)
