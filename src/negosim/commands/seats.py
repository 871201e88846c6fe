"""`negosim seats NAME`: the seats that ordinary law gives to each commune, and how (droit commun)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from negosim.commands.arguments import Arguments
from negosim.commands.national_seats import COLUMNS, apportion_all, show_special, show_summary, table_rows
from negosim.commands.screen import grid, heading, share_of, source_line
from negosim.commands.selected import SelectedTerritory, select_territory, source_of
from negosim.commands.targets import csv_target, figure_target, say_file, write_csv, write_figure
from negosim.errors import UserError, message
from negosim.locale import number, translate
from negosim.terminal import console, say

__all__ = ["main"]

ALL = "all"
ARTICLE = "CGCT L.5211-6-1 III – V"


def main(arguments: Sequence[str], lang: str) -> int:
    """Print the seats of one intercommunality, or of all; write their table or their figure."""
    line = Arguments(
        "seats", message("Les sièges de chaque commune au conseil communautaire, par le droit commun."), lang
    )
    line.take("name", nargs="+", metavar=message("NOM"),
              help=message("SIREN, mots du nom, fichier CSV, ou all pour toutes"))  # fmt: skip
    line.take("--csv", metavar="CSV", help=message("écrit la table epci,commune,name,population,seats"))
    line.take("--figure", metavar="PNG|SVG", help=message("dessine les sièges et la population"))
    options = line.parse(arguments)
    name = " ".join(options.name)
    table, figure = csv_target(options.csv, name), figure_target(options.figure, name)
    if name.casefold() == ALL:
        _country(table, figure, options.lang)
    else:
        _one(select_territory(name), table, figure, options.lang)
    return 0


def _country(table: Path | None, figure: Path | None, lang: str) -> None:
    """The whole country: a table in a file, or a summary on the screen."""
    if figure:
        raise UserError(message("--figure dessine une intercommunalité : donnez son SIREN ou son nom."))
    groups, screen = apportion_all(), console()
    if table:
        write_csv(table, COLUMNS, table_rows(groups))
        communes = sum(len(group.codes) for group in groups)
        sentence = message("{n} intercommunalités, {communes} communes.", n=len(groups), communes=communes)
        say(screen, sentence, lang)
    else:
        show_summary(screen, groups, lang)
    show_special(screen, groups, lang)
    if table:
        say_file(screen, table, lang)


def _one(selected: SelectedTerritory, table: Path | None, figure: Path | None, lang: str) -> None:
    """One intercommunality: the steps of the law, then its communes."""
    _show(selected, lang)
    if table:
        siren = selected.territory.siren
        rows = [(siren, *row) for row in zip(selected.territory.insee, selected.names, selected.population,
                                             selected.ordinary.seats, strict=True)]  # fmt: skip
        write_csv(table, COLUMNS, rows + [(siren, code, name, 0, 0) for code, name in selected.uninhabited])
        say_file(console(), table, lang)
    if figure:
        from negosim.plots.law_seats import law_seats  # noqa: PLC0415 -- matplotlib is slow to load

        source = source_line(selected, ARTICLE, lang)
        write_figure(figure, lambda: law_seats(selected.names, selected.population, selected.ordinary, source, lang))
        say_file(console(), figure, lang)


def _show(selected: SelectedTerritory, lang: str) -> None:
    """The steps in words, then a line a commune."""
    screen, ordinary, people = console(), selected.ordinary, sum(selected.population)
    heading(screen, selected, lang)
    sentence = message(
        "Sièges de droit commun : {seats} (article L.5211-6-1, III à V ; {data}).",
        seats=ordinary.total, data=source_of(selected),
    )  # fmt: skip
    say(screen, sentence, lang)
    for rank, reason in enumerate(ordinary.reasons, start=1):
        say(screen, message("  {rank}. {reason}", rank=rank, reason=reason), lang)
    titles = (
        message("Commune"), message("Population"), message("Part"), message("IV, 1°"), message("Sièges"),
        message("Part"),
    )  # fmt: skip
    rows = [
        (name, number(heads, "people", lang), share_of(heads, people, lang), str(first), str(seats),
         share_of(seats, ordinary.total, lang))
        for name, heads, first, seats in zip(
            selected.names, selected.population, ordinary.first_seats, ordinary.seats, strict=True)
    ]  # fmt: skip
    total = (translate(message("Total"), lang), number(people, "people", lang), share_of(1, 1, lang))
    rows.append((*total, str(sum(ordinary.first_seats)), str(ordinary.total), share_of(1, 1, lang)))
    screen.print(grid(titles, rows, lang))
