"""`negosim catalogue`: every choice, setting and metric, read from the code (catalogue)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from negosim.catalogue import SECTIONS, Column, Section, text
from negosim.commands.arguments import Arguments, one_of
from negosim.commands.targets import csv_target, say_file, write_csv
from negosim.errors import Message, UserError, message
from negosim.locale import translate
from negosim.plugins import load_installed, load_plugins, named_mistakes
from negosim.terminal import console, say
from negosim.titles import names_in_a_row

__all__ = ["main"]

EMPTY = (None, "", ())
"""Cells that hold nothing."""


def main(arguments: Sequence[str], lang: str) -> int:
    """Print one table of the catalogue, or what the tables are; write one of them."""
    line = Arguments("catalogue", message("Tout ce qui peut se choisir, se régler et se mesurer."), lang)
    line.take("section", nargs="?", default="", metavar=message("TABLE"),
              help=message("la table à montrer : {sections}", sections=", ".join(SECTIONS)))  # fmt: skip
    line.take("--csv", metavar="CSV", help=message("écrit la table avec toutes ses colonnes"))
    line.take("--plugin", metavar="PY", action="append", default=[],
              help=message("ajoute les entrées d'un fichier Python à vous (se répète)"))  # fmt: skip
    options = line.parse(arguments)
    file = csv_target(options.csv)
    if options.section:
        one_of("catalogue", options.section, tuple(SECTIONS))
    elif file:
        raise UserError(message("--csv écrit une table : nommez-la ({sections}).", sections=", ".join(SECTIONS)))
    load_installed()
    load_plugins(options.plugin)
    with named_mistakes():
        _show(options.section, file, options.lang)
    return 0


def _show(section: str, file: Path | None, lang: str) -> None:
    """The table of a section, on the screen or in a file; without one, the names of all."""
    screen = console()
    if not section:
        _overview(screen, lang)
        return
    table = SECTIONS[section]()
    if file is None:
        say(screen, table.title, lang, "bold")
        say(screen, table.about, lang)
        for row in table.rows:
            _card(screen, table, row, lang)
        return
    rows = [[_in_a_file(cell, lang) for cell in row] for row in table.rows]
    write_csv(file, [column.key for column in table.columns], rows)
    say_file(screen, file, lang)


def _in_a_file(cell: object, lang: str) -> object:
    """A cell of a CSV file: a number as it is, nothing where there is nothing."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    return "" if cell in EMPTY else text(cell, lang)


def _overview(screen: Console, lang: str) -> None:
    """How many lines each table has, and the first names."""
    for name, section in SECTIONS.items():
        table = section()
        title = message("negosim catalogue {name} – {title} ({count})",
                        name=name, title=table.title, count=len(table.rows))  # fmt: skip
        say(screen, title, lang, "bold")
        names = names_in_a_row(list(dict.fromkeys(str(row[0]) for row in table.rows)), lang)
        say(screen, message("  {names}", names=names), lang)


def _card(screen: Console, table: Section, row: Sequence[object], lang: str) -> None:
    """One line of a table: its name and what it is, its short facts in a row, then a paragraph a sentence."""
    cells = [(column, text(cell, lang)) for column, cell in zip(table.columns, row, strict=True) if cell not in EMPTY]
    sentences = [(column, words) for column, words in cells if column.wraps and _applies(column, lang)]
    name, first = cells[0][1], sentences[:1]
    title = message("{name} – {title}", name=name, title=first[0][1]) if first else message("{name}", name=name)
    say(screen, title, lang, "bold")
    facts = [fact(column, words) for column, words in cells[1:] if not column.wraps]
    if facts:
        say(screen, message("    {facts}", facts=" · ".join(translate(one, lang) for one in facts)), lang)
    for column, words in sentences[1:]:
        say(screen, message("    {fact}", fact=fact(column, words)), lang)


def fact(column: Column, words: str) -> Message:
    """A cell after the title of its column."""
    return message("{title} : {words}", title=column.title, words=words)


def _applies(column: Column, lang: str) -> bool:
    """Whether a column is for the reader: the French label of a knob repeats its English meaning."""
    return column.key != "french_label" or lang == "fr"
