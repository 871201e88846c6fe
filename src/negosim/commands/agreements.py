"""`negosim agreements NAME`: the local agreements on seats that are valid, and the check of one (accord local)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from negosim.commands.agreement_check import read_proposal, show_check
from negosim.commands.agreement_screen import AgreementList, list_agreements, show_agreements, smallest_council
from negosim.commands.arguments import Arguments, one_of, whole_number
from negosim.commands.screen import category_word, heading, source_line
from negosim.commands.selected import SelectedTerritory, select_territory
from negosim.commands.targets import csv_target, figure_target, say_file, write_csv, write_figure
from negosim.errors import UserError, message
from negosim.law.agreement_space import SMALLEST_COUNCIL, AgreementSpace
from negosim.law.categories import CC_AND_CA
from negosim.law.extra_seats import extra_seats_allowed
from negosim.law.local_agreement import READINGS, agreement_seat_cap
from negosim.terminal import console, waiting_notice

__all__ = ["main"]

COLUMNS = ("epci", "agreement", "total", "commune", "name", "population", "ordinary_seats", "seats")
LARGEST_SEED = 2**63 - 1
LONGEST_LIST = 10_000
DEFAULT_LIMIT = "20"


def main(arguments: Sequence[str], lang: str) -> int:
    """Count and list the valid agreements, or check one; write their table or their figure."""
    options = _line(lang).parse(arguments)
    name = " ".join(options.name)
    table, figure = csv_target(options.csv, name), figure_target(options.figure, name)
    one_of("--reading", options.reading, READINGS)
    if options.check is not None:
        _check_alone(options)
        selected = select_territory(name)
        proposal = read_proposal(options.check, selected)
        heading(console(), selected, options.lang)
        show_check(console(), selected, proposal, options.reading, options.lang)
        return 0
    limit = whole_number("--limit", DEFAULT_LIMIT if options.limit is None else options.limit, 1, LONGEST_LIST)
    seed = whole_number("--seed", "0" if options.seed is None else options.seed, 0, LARGEST_SEED)
    selected = select_territory(name)
    _check_category(selected)
    with waiting_notice(options.lang):
        listing = list_agreements(_space(options, selected), limit, seed)
    if figure and not listing.counts:
        raise UserError(message("--figure : aucun accord valable à dessiner."))
    heading(console(), selected, options.lang)
    sizes = (None, int(options.total)) if options.total is not None else (smallest_council(selected), None)
    show_agreements(console(), selected, listing, limit, sizes, options.lang)
    with waiting_notice(options.lang):
        _write(table, figure, selected, listing, sizes[0], options.lang)
    return 0


def _check_alone(options: Namespace) -> None:
    """`UserError` naming the options that say nothing about one agreement."""
    refused = [f"--{key}" for key in ("total", "limit", "seed", "csv", "figure") if getattr(options, key) is not None]
    if refused:
        raise UserError(
            message("{options} : sans effet sur l'examen d'un accord (--check) ; retirez l'un ou l'autre.",
                    options=", ".join(refused))
        )  # fmt: skip


def _line(lang: str) -> Arguments:
    """The arguments of the command."""
    line = Arguments("agreements", message("Les accords locaux sur les sièges : combien, lesquels, et leur examen."),
                     lang, message("Sans --total, sont comptés les accords d'au moins {least} sièges : le plus petit "
                                   "conseil du tableau de la loi. Elle n'en fixe aucun pour un accord ; --total en "
                                   "donne de plus petits.", least=SMALLEST_COUNCIL))  # fmt: skip
    line.take("name", nargs="+", help=message("SIREN, mots du nom, ou fichier CSV"), metavar=message("NOM"))
    line.take("--check", nargs="+", metavar="15,7,2",
              help=message("examine un accord : les sièges de chaque commune, de la plus peuplée à la moins peuplée, "
                           "ou Bonneville=16,Vougy=1 (les autres gardent leurs sièges de droit commun)"))  # fmt: skip
    line.take("--total", metavar="N", help=message("seulement les accords de N sièges"))
    line.take("--limit", metavar="N", help=message("combien en montrer (20 par défaut)"))
    line.take("--reading", default=READINGS[0], metavar="kept|share",
              help=message("siège unique trop faible dans un grand conseil : admis (kept) ou jugé comme les autres "
                           "(share)"))  # fmt: skip
    line.take("--seed", metavar="N", help=message("graine du tirage, quand ils sont trop nombreux"))
    line.take("--csv", metavar="CSV", help=message("écrit une ligne par accord et par commune"))
    line.take("--figure", metavar="PNG|SVG", help=message("dessine ce que chaque commune peut obtenir"))
    return line


def _check_category(selected: SelectedTerritory) -> None:
    """`UserError` where no local agreement exists, with what the law allows instead."""
    category = selected.territory.category
    if category in CC_AND_CA:
        return
    extra = extra_seats_allowed(selected.population, category, selected.territory.siren)
    raise UserError(
        message(
            "Pas d'accord local en catégorie « {value} » : CC et CA seulement. Le VI permet d'y créer jusqu'à {extra} "
            "siège(s) de plus que les {total} du droit commun ; --check examine un tel partage.",
            value=category_word(category), extra=extra, total=selected.ordinary.total,
        )
    )  # fmt: skip


def _space(options: Namespace, selected: SelectedTerritory) -> AgreementSpace:
    """The agreements of all sizes, or of the size of --total."""
    category = selected.territory.category
    if options.total is None:
        return AgreementSpace(selected.population, category, single_seat=options.reading)
    most = agreement_seat_cap(selected.ordinary)
    total = whole_number("--total", options.total, len(selected.names), most)
    return AgreementSpace(selected.population, category, single_seat=options.reading, at_least=total, at_most=total)


def _write(
    table: Path | None,
    figure: Path | None,
    selected: SelectedTerritory,
    listing: AgreementList,
    smallest: int | None,
    lang: str,
) -> None:
    """Write the table and the figure of the line; `smallest`: the least council of the count, None for one size."""
    if table:
        siren, ordinary = selected.territory.siren, selected.ordinary.seats
        rows = [
            (siren, number, sum(seats), code, selected.names[rank], selected.population[rank], ordinary[rank],
             seats[rank])
            for number, seats in enumerate(listing.agreements, start=1)
            for rank, code in enumerate(selected.territory.insee)
        ]  # fmt: skip
        write_csv(table, COLUMNS, rows)
        say_file(console(), table, lang, listing.sampling_notice)
    if figure:
        from negosim.plots.agreements import agreements  # noqa: PLC0415 -- matplotlib is slow to load

        source = source_line(selected, "CGCT L.5211-6-1 I, 2°", lang)
        write_figure(figure, lambda: agreements(
            selected.names, selected.ordinary.seats, listing.many, listing.counts, source, lang,
            exact=not listing.sampled, smallest=smallest,
        ))  # fmt: skip
        say_file(console(), figure, lang)
