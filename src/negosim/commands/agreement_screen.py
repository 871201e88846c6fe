"""Valid agreements on the screen: how many by size of council, then the first ones or some drawn at random."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from rich.console import Console

from negosim.commands.chosen import Chosen
from negosim.commands.screen import grid, say
from negosim.errors import Message, message
from negosim.law.agreement_space import AgreementSpace
from negosim.law.local_agreement import most_agreed_seats
from negosim.locale import number, translate

__all__ = ["Listed", "listed_agreements", "show_agreements"]

LISTABLE = 10_000
"""The most agreements that are listed one by one; beyond, a uniform sample stands for them."""
DRAWN = 2_000
NAME_WIDTH, CELL_WIDTH = 26, 5


@dataclass(frozen=True)
class Listed:
    """The agreements of a space: how many by size, and the ones to show.

    `agreements` are those to write: all of them, or the sample of the screen; `many` those from which a figure
    is drawn: all of them, or a larger sample.
    """

    counts: dict[int, int]
    agreements: list[tuple[int, ...]]
    many: list[tuple[int, ...]]
    sampled: bool
    seed: int

    @property
    def count(self) -> int:
        """How many valid agreements there are, exactly."""
        return sum(self.counts.values())

    @property
    def sampled_said(self) -> Message | None:
        """That the agreements shown are drawn at random; None where they are the list."""
        if not self.sampled:
            return None
        return message(
            "Trop nombreux pour la liste : {shown} tirés au hasard, tous ayant la même chance (graine {seed}).",
            shown=len(self.agreements), seed=str(self.seed),
        )  # fmt: skip


def listed_agreements(space: AgreementSpace, limit: int, seed: int) -> Listed:
    """The agreements of `space`: all of them when they can be listed, else a uniform sample of `limit`."""
    counts = space.counts_by_total
    if sum(counts.values()) <= LISTABLE:
        every = list(space)
        return Listed(counts, every, every, sampled=False, seed=seed)
    drawn = space.sample(max(DRAWN, limit), seed)
    return Listed(counts, drawn[:limit], drawn, sampled=True, seed=seed)


def show_agreements(screen: Console, place: Chosen, found: Listed, limit: int, lang: str) -> None:
    """The counts, then the agreements side by side, each beside ordinary law."""
    held = place.ordinary
    values = {"count": found.count, "most": most_agreed_seats(held), "seats": held.total}
    said = message(
        "Accords locaux valables, comptés exactement : {count} (article L.5211-6-1 I, 2° ; au plus {most} sièges, "
        "droit commun {seats}).",
        **values,
    )
    say(screen, said, lang)
    if not found.counts:
        say(screen, message("Aucun accord n'est valable : le droit commun s'applique."), lang)
        return
    sizes = [f"{total} ({number(count, 'count', lang)})" for total, count in found.counts.items()]
    say(screen, message("  Par nombre de sièges : {sizes}.", sizes=sizes), lang)
    if found.sampled_said:
        say(screen, found.sampled_said, lang)
    elif found.count > limit:
        said = message("Les {limit} premiers, du plus grand conseil au plus petit (--limit, --csv pour tous) :",
                       limit=limit)  # fmt: skip
        say(screen, said, lang)
    say(screen, message("+ plus que le droit commun (colonne DC), − moins."), lang)
    _side_by_side(screen, place, list(islice(found.agreements, limit)), lang)


def _side_by_side(screen: Console, place: Chosen, shown: list[tuple[int, ...]], lang: str) -> None:
    """Tables of as many agreements as the screen is wide, a line a commune."""
    held = place.ordinary.seats
    width = max(1, (screen.width - NAME_WIDTH) // CELL_WIDTH - 1)
    titles = [message("Commune"), message("DC")]
    for first in range(0, len(shown), width):
        part = shown[first : first + width]
        heads = [Message(str(first + rank), {}) for rank in range(1, len(part) + 1)]
        rows = [
            (name, number(held[i], "seats", lang), *(marked(seats[i], held[i]) for seats in part))
            for i, name in enumerate(place.names)
        ]
        rows.append((translate(message("Total"), lang), str(sum(held)), *(marked(sum(s), sum(held)) for s in part)))
        screen.print(grid([*titles, *heads], rows, lang))


def marked(seats: int, ordinary: int) -> str:
    """A number of seats, with a sign where it differs from ordinary law."""
    return f"{seats}{'+' if seats > ordinary else '−' if seats < ordinary else ' '}"
