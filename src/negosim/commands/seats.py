"""`negosim seats NAME`: the seats that ordinary law gives to each commune, and how (droit commun)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from negosim.commands.arguments import Arguments
from negosim.commands.national_seats import COLUMNS, apportioned, show_special, show_summary, table_rows
from negosim.commands.screen import grid, heading, say, share_of, source_line
from negosim.commands.selected import SelectedTerritory, select_territory, source_of
from negosim.commands.targets import csv_target, figure_target, say_written, write_csv, write_figure
from negosim.errors import UserError, message
from negosim.locale import number, translate
from negosim.terminal import console

__all__ = ["main"]

ALL = "all"
ARTICLE = "CGCT L.5211-6-1 III – V"


def main(arguments: Sequence[str], lang: str) -> int:
    """Print the seats of one intercommunality, or of all; write their table or their figure."""
    line = Arguments(
        "seats", message("Les sièges de chaque commune au conseil communautaire, par le droit commun."), lang
    )
    line.take("name", nargs="+", metavar=message("NOM"),
              said=message("SIREN, mots du nom, fichier CSV, ou all pour toutes"))  # fmt: skip
    line.take("--csv", metavar="CSV", said=message("écrit la table epci,commune,name,population,seats"))
    line.take("--figure", metavar="PNG|SVG", said=message("dessine les sièges et la population"))
    asked = line.read(arguments)
    name = " ".join(asked.name)
    table, figure = csv_target(asked.csv, name), figure_target(asked.figure, name)
    if name.casefold() == ALL:
        _every_one(table, figure, asked.lang)
    else:
        _one(select_territory(name), table, figure, asked.lang)
    return 0


def _every_one(table: Path | None, figure: Path | None, lang: str) -> None:
    """The whole country: a table in a file, or a summary on the screen."""
    if figure:
        raise UserError(message("--figure dessine une intercommunalité : donnez son SIREN ou son nom."))
    groups, screen = apportioned(), console()
    if table:
        write_csv(table, COLUMNS, table_rows(groups))
        communes = sum(len(group.codes) for group in groups)
        said = message("{n} intercommunalités, {communes} communes.", n=len(groups), communes=communes)
        say(screen, said, lang)
    else:
        show_summary(screen, groups, lang)
    show_special(screen, groups, lang)
    if table:
        say_written(screen, table, lang)


def _one(selected: SelectedTerritory, table: Path | None, figure: Path | None, lang: str) -> None:
    """One intercommunality: the steps of the law, then its communes."""
    _show(selected, lang)
    if table:
        siren = selected.territory.siren
        rows = [(siren, *row) for row in zip(selected.territory.insee, selected.names, selected.population,
                                             selected.ordinary.seats, strict=True)]  # fmt: skip
        write_csv(table, COLUMNS, rows + [(siren, code, name, 0, 0) for code, name in selected.uninhabited])
        say_written(console(), table, lang)
    if figure:
        from negosim.plots.law_seats import law_seats  # noqa: PLC0415 -- matplotlib is slow to load

        source = source_line(selected, ARTICLE, lang)
        write_figure(figure, lambda: law_seats(selected.names, selected.population, selected.ordinary, source, lang))
        say_written(console(), figure, lang)


def _show(selected: SelectedTerritory, lang: str) -> None:
    """The steps in words, then a line a commune."""
    screen, held, people = console(), selected.ordinary, sum(selected.population)
    heading(screen, selected, lang)
    said = message(
        "Sièges de droit commun : {seats} (article L.5211-6-1, III à V ; {data}).",
        seats=held.total, data=source_of(selected),
    )  # fmt: skip
    say(screen, said, lang)
    for rank, reason in enumerate(held.reasons, start=1):
        say(screen, message("  {rank}. {reason}", rank=rank, reason=reason), lang)
    titles = (
        message("Commune"), message("Population"), message("Part"), message("IV, 1°"), message("Sièges"),
        message("Part"),
    )  # fmt: skip
    rows = [
        (name, number(heads, "people", lang), share_of(heads, people, lang), str(first), str(seats),
         share_of(seats, held.total, lang))
        for name, heads, first, seats in zip(
            selected.names, selected.population, held.first_seats, held.seats, strict=True)
    ]  # fmt: skip
    total = (translate(message("Total"), lang), number(people, "people", lang), share_of(1, 1, lang))
    rows.append((*total, str(sum(held.first_seats)), str(held.total), share_of(1, 1, lang)))
    screen.print(grid(titles, rows, lang))
