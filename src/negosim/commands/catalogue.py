"""`negosim catalogue`: everything that can be chosen, set and measured, read from the code (catalogue)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from negosim.catalogue import SECTIONS, Column, Table, text
from negosim.commands.arguments import Arguments, one_of
from negosim.commands.screen import names_in_a_row, say
from negosim.commands.targets import csv_target, say_written, write_csv
from negosim.commands.terminal import console
from negosim.errors import UserError, message
from negosim.locale import translate
from negosim.plugins import load_installed, load_plugins, named_mistakes

__all__ = ["main"]

OFF_SCREEN = ("source", "settings", "majority", "categories", "first_month", "last_month")
"""Columns that only the CSV file and the page of the documentation show."""


def main(arguments: Sequence[str], lang: str) -> int:
    """Print one table of the catalogue, or what the tables are; write one of them."""
    line = Arguments("catalogue", message("Tout ce qui peut se choisir, se régler et se mesurer."), lang)
    line.take("section", nargs="?", default="", metavar=message("TABLE"),
              said=message("la table à montrer : {sections}", sections=", ".join(SECTIONS)))  # fmt: skip
    line.take("--csv", metavar="CSV", said=message("écrit la table avec toutes ses colonnes"))
    line.take("--plugin", metavar="PY", action="append", default=[],
              said=message("ajoute les entrées d'un fichier Python à vous (se répète)"))  # fmt: skip
    asked = line.read(arguments)
    file = csv_target(asked.csv)
    if asked.section:
        one_of("catalogue", asked.section, tuple(SECTIONS))
    elif file:
        raise UserError(message("--csv écrit une table : nommez-la ({sections}).", sections=", ".join(SECTIONS)))
    load_installed()
    load_plugins(asked.plugin)
    with named_mistakes():
        _show(asked.section, file, asked.lang)
    return 0


def _show(section: str, file: Path | None, lang: str) -> None:
    """The table that is asked, on the screen or in a file; without one, the names of all."""
    screen = console()
    if not section:
        _overview(screen, lang)
        return
    table = SECTIONS[section]()
    if file is None:
        say(screen, table.title, lang, "bold")
        say(screen, table.about, lang)
        screen.print(_grid(table, lang))
        return
    rows = [[_in_a_file(cell, lang) for cell in row] for row in table.rows]
    write_csv(file, [column.key for column in table.columns], rows)
    say_written(screen, file, lang)


def _in_a_file(cell: object, lang: str) -> object:
    """A cell of a CSV file: a number as it is, nothing where there is nothing."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    return "" if cell in (None, "", ()) else text(cell, lang)


def _overview(screen: Console, lang: str) -> None:
    """How many lines each table has, and the first names."""
    for name, section in SECTIONS.items():
        table = section()
        said = message("negosim catalogue {name} – {title} ({count})",
                       name=name, title=table.title, count=len(table.rows))  # fmt: skip
        say(screen, said, lang, "bold")
        names = names_in_a_row(list(dict.fromkeys(str(row[0]) for row in table.rows)), lang)
        say(screen, message("  {names}", names=names), lang)


def _grid(table: Table, lang: str) -> Grid:
    """A table for the screen."""
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    kept = [rank for rank, column in enumerate(table.columns) if _is_shown(column, lang)]
    for rank in kept:
        column = table.columns[rank]
        grid.add_column(translate(column.title, lang), no_wrap=not column.wraps and rank == 0, overflow="fold")
    for row in table.rows:
        grid.add_row(*(escape(text(row[rank], lang)) for rank in kept))
    return grid


def _is_shown(column: Column, lang: str) -> bool:
    """Whether a column stands on the screen: what a knob means is told in one language, and little else is left out."""
    if column.title.text in ("Libellé français", "Sens (en anglais)"):
        return (column.key == "label") == (lang == "fr")
    return column.key not in OFF_SCREEN
