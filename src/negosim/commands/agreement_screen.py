"""Valid agreements on the screen: how many by size of council, then the first ones or a random sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from rich.console import Console

from negosim.commands.screen import truncate
from negosim.commands.selected import SelectedTerritory
from negosim.errors import Message, message
from negosim.law.agreement_space import SMALLEST_COUNCIL, AgreementSpace
from negosim.law.local_agreement import agreement_seat_cap
from negosim.locale import number, translate
from negosim.terminal import say

__all__ = ["AgreementList", "list_agreements", "show_agreements", "smallest_council"]

LISTABLE = 10_000
"""The most agreements that are listed one by one; beyond, a uniform sample stands for them."""
SAMPLE_SIZE = 2_000
NAME_WIDTH, CELL_WIDTH = 25, 5


@dataclass(frozen=True)
class AgreementList:
    """The agreements of a space: how many by size, and the ones to show.

    `agreements` are those of the screen and of the CSV file: all of them, or a sample; `many` those of the figure: all
    of them, or a larger sample.
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
    def sampling_notice(self) -> Message | None:
        """The sentence that the agreements are a random sample; None where they are all of them."""
        if not self.sampled:
            return None
        return message(
            "Trop nombreux pour la liste : {shown} tirés au hasard, tous ayant la même chance (graine {seed}).",
            shown=len(self.agreements), seed=str(self.seed),
        )  # fmt: skip


def list_agreements(space: AgreementSpace, limit: int, seed: int) -> AgreementList:
    """The agreements of `space`: all of them when they can be listed, else a uniform sample of `limit`."""
    counts = space.counts_by_total
    if sum(counts.values()) <= LISTABLE:
        agreements = list(space)
        return AgreementList(counts, agreements, agreements, sampled=False, seed=seed)
    sample = space.sample(max(SAMPLE_SIZE, limit), seed)
    return AgreementList(counts, sample[:limit], sample, sampled=True, seed=seed)


def smallest_council(selected: SelectedTerritory) -> int:
    """The smallest council of the count without --total: one seat a commune, 16 at least."""
    return max(SMALLEST_COUNCIL, len(selected.names))


def show_agreements(
    screen: Console,
    selected: SelectedTerritory,
    listing: AgreementList,
    limit: int,
    sizes: tuple[int | None, int | None],
    lang: str,
) -> None:
    """The counts, then the agreements side by side, each beside ordinary law.

    `sizes`: the smallest council of the count and None, or None and its only size.
    """
    _say_counts(screen, selected, listing, sizes, lang)
    if not listing.counts:
        return
    sentence = None
    if listing.sampling_notice:
        sentence = listing.sampling_notice
    elif listing.count > limit == 1:
        sentence = message("Le premier, du plus grand conseil au plus petit (--limit, --csv pour tous) :")
    elif listing.count > limit:
        sentence = message("Les {limit} premiers, du plus grand conseil au plus petit (--limit, --csv pour tous) :",
                           limit=limit)  # fmt: skip
    if sentence:
        say(screen, sentence, lang)
    say(screen, message("+ plus que le droit commun (colonne DC), − moins."), lang)
    _side_by_side(screen, selected, list(islice(listing.agreements, limit)), lang)


def _say_counts(
    screen: Console,
    selected: SelectedTerritory,
    listing: AgreementList,
    sizes: tuple[int | None, int | None],
    lang: str,
) -> None:
    """How many agreements, among which sizes of council, and how many of each."""
    ordinary, (least, only) = selected.ordinary, sizes
    if not listing.counts:
        none = (
            message("Aucun accord de {total} sièges n'est valable.", total=only) if only is not None
            else message("Aucun accord d'au moins {least} sièges n'est valable : sans accord, le droit commun "
                         "s'applique.", least=least)
        )  # fmt: skip
        say(screen, none, lang)
        return
    values = {"count": listing.count, "most": agreement_seat_cap(ordinary), "seats": ordinary.total, "least": least,
              "only": only}  # fmt: skip
    sentence = (
        message("Accords locaux valables de {only} sièges, comptés exactement : {count} (article L.5211-6-1 I, 2° ; au "
                "plus {most} sièges, droit commun {seats}).", **values) if only is not None
        else message("Accords locaux valables d'au moins {least} sièges, comptés exactement : {count} (article "
                     "L.5211-6-1 I, 2° ; au plus {most} sièges, droit commun {seats}).", **values)
    )  # fmt: skip
    say(screen, sentence, lang)
    if only is None:
        totals = [f"{total} ({number(count, 'count', lang)})" for total, count in listing.counts.items()]
        say(screen, message("  Par nombre de sièges : {sizes}.", sizes=totals), lang)


def _side_by_side(screen: Console, selected: SelectedTerritory, agreements: list[tuple[int, ...]], lang: str) -> None:
    """Tables of as many agreements as the screen is wide, a line a commune; thousands are printed at once."""
    ordinary = selected.ordinary.seats
    width = max(1, (screen.width - NAME_WIDTH) // CELL_WIDTH - 1)
    names = [truncate(name, NAME_WIDTH) for name in selected.names]
    titles = [translate(title, lang) for title in (message("Commune"), message("DC"), message("Total"))]
    for first in range(0, len(agreements), width):
        part = agreements[first : first + width]
        ranks = map(str, range(first + 1, first + len(part) + 1))
        rows = [_row(titles[0], (titles[1], *ranks)), "─" * (NAME_WIDTH + CELL_WIDTH * (len(part) + 1))]
        for i, name in enumerate(names):
            rows.append(_row(name, (str(ordinary[i]), *(with_sign(seats[i], ordinary[i]) for seats in part))))
        rows.append(_row(titles[2], (str(sum(ordinary)), *(with_sign(sum(seats), sum(ordinary)) for seats in part))))
        screen.out("", *rows, "", sep="\n", highlight=False)


def _row(name: str, cells: Sequence[str]) -> str:
    """A line of a table: a name, then numbers at the right; a sign after a number stands out of its column."""
    return name.ljust(NAME_WIDTH) + "".join(
        f"{cell:>{CELL_WIDTH}}" if cell[-1] in "+− " else f"{cell:>{CELL_WIDTH - 1}} " for cell in cells
    )


def with_sign(seats: int, ordinary: int) -> str:
    """A number of seats, with a sign where it differs from ordinary law."""
    return f"{seats}{'+' if seats > ordinary else '−' if seats < ordinary else ' '}"
