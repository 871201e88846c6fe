"""Valid agreements on the screen: how many by size of council, then the first ones or some drawn at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rich.console import Console

from negosim.commands.screen import say, shortened
from negosim.commands.selected import SelectedTerritory
from negosim.errors import Message, message
from negosim.law.agreement_space import SMALLEST_COUNCIL, AgreementSpace
from negosim.law.local_agreement import agreement_seat_cap
from negosim.locale import number, translate

__all__ = ["Listed", "listed_agreements", "show_agreements", "smallest_counted"]

LISTABLE = 10_000
"""The most agreements that are listed one by one; beyond, a uniform sample stands for them."""
DRAWN = 2_000
NAME_WIDTH, CELL_WIDTH = 25, 5


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


def smallest_counted(selected: SelectedTerritory) -> int:
    """The smallest council that is counted when no size is asked: one seat a commune, 16 at least."""
    return max(SMALLEST_COUNCIL, len(selected.names))


def show_agreements(
    screen: Console,
    selected: SelectedTerritory,
    found: Listed,
    limit: int,
    sizes: tuple[int | None, int | None],
    lang: str,
) -> None:
    """The counts, then the agreements side by side, each beside ordinary law.

    `sizes`: the smallest council that was counted and None, or None and the only size that was.
    """
    _say_counts(screen, selected, found, sizes, lang)
    if not found.counts:
        return
    said = None
    if found.sampled_said:
        said = found.sampled_said
    elif found.count > limit == 1:
        said = message("Le premier, du plus grand conseil au plus petit (--limit, --csv pour tous) :")
    elif found.count > limit:
        said = message("Les {limit} premiers, du plus grand conseil au plus petit (--limit, --csv pour tous) :",
                       limit=limit)  # fmt: skip
    if said:
        say(screen, said, lang)
    say(screen, message("+ plus que le droit commun (colonne DC), − moins."), lang)
    _side_by_side(screen, selected, list(islice(found.agreements, limit)), lang)


def _say_counts(
    screen: Console, selected: SelectedTerritory, found: Listed, sizes: tuple[int | None, int | None], lang: str
) -> None:
    """How many agreements, among which sizes of council, and how many of each."""
    held, (least, only) = selected.ordinary, sizes
    if not found.counts:
        none = (
            message("Aucun accord de {total} sièges n'est valable.", total=only) if only is not None
            else message("Aucun accord d'au moins {least} sièges n'est valable : sans accord, le droit commun "
                         "s'applique.", least=least)
        )  # fmt: skip
        say(screen, none, lang)
        return
    values = {"count": found.count, "most": agreement_seat_cap(held), "seats": held.total, "least": least, "only": only}
    said = (
        message("Accords locaux valables de {only} sièges, comptés exactement : {count} (article L.5211-6-1 I, 2° ; au "
                "plus {most} sièges, droit commun {seats}).", **values) if only is not None
        else message("Accords locaux valables d'au moins {least} sièges, comptés exactement : {count} (article "
                     "L.5211-6-1 I, 2° ; au plus {most} sièges, droit commun {seats}).", **values)
    )  # fmt: skip
    say(screen, said, lang)
    if only is None:
        totals = [f"{total} ({number(count, 'count', lang)})" for total, count in found.counts.items()]
        say(screen, message("  Par nombre de sièges : {sizes}.", sizes=totals), lang)


def _side_by_side(screen: Console, selected: SelectedTerritory, shown: list[tuple[int, ...]], lang: str) -> None:
    """Tables of as many agreements as the screen is wide, a line a commune; thousands are printed at once."""
    held = selected.ordinary.seats
    width = max(1, (screen.width - NAME_WIDTH) // CELL_WIDTH - 1)
    names = [shortened(name, NAME_WIDTH) for name in selected.names]
    titles = [translate(said, lang) for said in (message("Commune"), message("DC"), message("Total"))]
    for first in range(0, len(shown), width):
        part = shown[first : first + width]
        ranks = map(str, range(first + 1, first + len(part) + 1))
        rows = [_row(titles[0], (titles[1], *ranks)), "─" * (NAME_WIDTH + CELL_WIDTH * (len(part) + 1))]
        for i, name in enumerate(names):
            rows.append(_row(name, (str(held[i]), *(marked(seats[i], held[i]) for seats in part))))
        rows.append(_row(titles[2], (str(sum(held)), *(marked(sum(seats), sum(held)) for seats in part))))
        screen.out("", *rows, "", sep="\n", highlight=False)


def _row(name: str, cells: Sequence[str]) -> str:
    """A line of a table: a name, then numbers at the right; a sign after a number stands out of its column."""
    return name.ljust(NAME_WIDTH) + "".join(
        f"{cell:>{CELL_WIDTH}}" if cell[-1] in "+− " else f"{cell:>{CELL_WIDTH - 1}} " for cell in cells
    )


def marked(seats: int, ordinary: int) -> str:
    """A number of seats, with a sign where it differs from ordinary law."""
    return f"{seats}{'+' if seats > ordinary else '−' if seats < ordinary else ' '}"
