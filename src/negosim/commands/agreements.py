"""`negosim agreements NAME`: the local agreements on seats that are valid, and the check of one (accord local)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from negosim.commands.agreement_check import read_proposal, show_check
from negosim.commands.agreement_screen import Listed, listed_agreements, show_agreements
from negosim.commands.arguments import Arguments, one_of, whole_number
from negosim.commands.chosen import Chosen, chosen
from negosim.commands.screen import heading, source_line
from negosim.commands.targets import csv_target, figure_target, say_written, write_csv, write_figure
from negosim.commands.terminal import console
from negosim.errors import Message, UserError, message
from negosim.law.agreement_space import AgreementSpace
from negosim.law.extra_seats import extra_seats_allowed
from negosim.law.local_agreement import READINGS, most_agreed_seats
from negosim.law.seats import LOCAL

__all__ = ["main"]

COLUMNS = ("epci", "agreement", "total", "commune", "name", "population", "ordinary_seats", "seats")
LARGEST_SEED = 2**63 - 1
LONGEST_LIST = 10_000


def main(arguments: Sequence[str], lang: str) -> int:
    """Count and list the valid agreements, or check one; write their table or their figure."""
    asked = _line(lang).read(arguments)
    table, figure = csv_target(asked.csv), figure_target(asked.figure)
    one_of("--reading", asked.reading, READINGS)
    limit = whole_number("--limit", asked.limit, 1, LONGEST_LIST)
    seed = whole_number("--seed", asked.seed, 0, LARGEST_SEED)
    place = chosen(" ".join(asked.name))
    if asked.check is None or table or figure:
        _check_category(place)
    proposal = None if asked.check is None else read_proposal(asked.check, place)
    space = None
    if proposal is None or table or figure:
        space = _space(asked, place)
    heading(console(), place, asked.lang)
    if proposal is not None:
        show_check(console(), place, proposal, asked.reading, asked.lang)
    if space is not None:
        found = listed_agreements(space, limit, seed)
        if proposal is None:
            show_agreements(console(), place, found, limit, asked.lang)
        _write(table, figure, place, found, asked.lang)
    return 0


def _line(lang: str) -> Arguments:
    """The arguments of the command."""
    line = Arguments("agreements", message("Les accords locaux sur les sièges : combien, lesquels, et leur examen."),
                     lang)  # fmt: skip
    line.take("name", nargs="+", said=message("SIREN, mots du nom, ou fichier CSV"), metavar=message("NOM"))
    line.take("--check", nargs="+", metavar="15,7,2",
              said=message("examine un accord : les sièges de chaque commune, de la plus peuplée à la moins peuplée, "
                           "ou Bonneville=16,Vougy=1 (les autres gardent leurs sièges de droit commun)"))  # fmt: skip
    line.take("--total", metavar="N", said=message("seulement les accords de N sièges"))
    line.take("--limit", default="20", metavar="N", said=message("combien en montrer (20 par défaut)"))
    line.take("--reading", default=READINGS[0], metavar="kept|share",
              said=message("siège unique trop faible dans un grand conseil : admis (kept) ou jugé comme les autres "
                           "(share)"))  # fmt: skip
    line.take("--seed", default="0", metavar="N", said=message("graine du tirage, quand ils sont trop nombreux"))
    line.take("--csv", metavar="CSV", said=message("écrit une ligne par accord et par commune"))
    line.take("--figure", metavar="PNG|SVG", said=message("dessine ce que chaque commune peut obtenir"))
    return line


def _check_category(place: Chosen) -> None:
    """`UserError` where no local agreement exists, with what the law allows instead."""
    category = place.territory.category
    if category in LOCAL:
        return
    total = place.ordinary.total
    raise UserError(
        message(
            "Pas d'accord local en catégorie « {value} » : CC et CA seulement. Le VI permet d'y créer jusqu'à {extra} "
            "sièges de plus que les {total} du droit commun ; --check examine un tel partage.",
            value=category, extra=extra_seats_allowed(place.population, category, place.territory.siren), total=total,
        )
    )  # fmt: skip


def _space(asked: Namespace, place: Chosen) -> AgreementSpace:
    """The agreements of all sizes, or of the size asked."""
    category = place.territory.category
    if asked.total is None:
        return AgreementSpace(place.population, category, single_seat=asked.reading)
    most = most_agreed_seats(place.ordinary)
    total = whole_number("--total", asked.total, len(place.names), most)
    return AgreementSpace(place.population, category, single_seat=asked.reading, at_least=total, at_most=total)


def _write(table: Path | None, figure: Path | None, place: Chosen, found: Listed, lang: str) -> None:
    """The files that are asked."""
    if table:
        siren, held = place.territory.siren, place.ordinary.seats
        rows = [
            (siren, number, sum(seats), code, place.names[rank], place.population[rank], held[rank], seats[rank])
            for number, seats in enumerate(found.agreements, start=1)
            for rank, code in enumerate(place.territory.insee)
        ]
        write_csv(table, COLUMNS, rows)
        said: Message | None = found.sampled_said
        say_written(console(), table, lang, said)
    if figure:
        from negosim.plots.agreements import agreements  # noqa: PLC0415 -- matplotlib is slow to load

        source = source_line(place, "CGCT L.5211-6-1 I, 2°", lang)
        write_figure(figure, lambda: agreements(place.names, place.ordinary.seats, found.many, found.counts,
                                                source, lang, exact=not found.sampled))  # fmt: skip
        say_written(console(), figure, lang)
