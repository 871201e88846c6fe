"""What the commands on the law print: a heading, sentences, a table that fits 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from babel.numbers import format_percent
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from negosim.commands.selected import SelectedTerritory, source_of
from negosim.errors import Message, message
from negosim.locale import translate
from negosim.titles import article_code, at_most, enumeration, typeset

__all__ = ["category_word", "cited", "grid", "heading", "names_in_a_row", "say", "share_of", "shortened", "source_line"]

MOST_NAMED = 12
PERCENT = {"fr": "0.0\xa0%", "en": "0.0%"}


def say(screen: Console, said: Message, lang: str, style: str = "") -> None:
    """Print a sentence."""
    text = typeset(translate(said, lang), lang)
    indent = text[: len(text) - len(text.lstrip())]
    for row in textwrap.wrap(text, screen.width, subsequent_indent=indent, break_on_hyphens=False):
        screen.print(row, style=style, markup=False, soft_wrap=True)


def heading(screen: Console, selected: SelectedTerritory, lang: str) -> None:
    """Print which intercommunality is meant."""
    territory = selected.territory
    said = message(
        "{name} ({siren}) – {category}, {n} communes, {people} habitants",
        name=territory.name, siren=territory.siren, category=category_word(territory.category), n=territory.n,
        people=sum(selected.population),
    )  # fmt: skip
    say(screen, said, lang, "bold")
    if selected.uninhabited:
        names = ", ".join(name for _, name in selected.uninhabited)
        empty = message("Sans habitant, donc sans conseil élu ni siège : {names}.", names=names)
        say(screen, empty, lang)


def grid(titles: Sequence[Message], rows: Iterable[Sequence[str]], lang: str, left: int = 1) -> Padding:
    """A table without borders between two blank lines; columns after the `left` first ones stand at the right."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for rank, title in enumerate(titles):
        words = translate(title, lang)
        if rank < left:
            table.add_column(words, overflow="ellipsis")
        else:
            table.add_column(words, justify="right", no_wrap=True, overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    return Padding(table, (1, 0), expand=False)


def category_word(category: str) -> str:
    """A category as it is read in a sentence: a sigle, or the word « métropole »."""
    return "métropole" if category == "METROPOLE" else category


def shortened(name: str, width: int) -> str:
    """A name that leaves a space at the end of a column of that width."""
    return name if len(name) < width else f"{name[: width - 2].rstrip(' -')}…"


def share_of(part: float, whole: float, lang: str) -> str:
    """A part as a percentage of the whole, with one decimal."""
    return format_percent(part / whole, PERCENT[lang], lang)


def names_in_a_row(names: Sequence[str], lang: str, most: int = MOST_NAMED) -> str:
    """Names with commas, the first of them only when they are many."""
    shown, left = at_most(names, most)
    if left:
        shown.append(translate(message("{n} autres", n=left), lang))
    return enumeration(shown, lang)


def cited(codes: Iterable[str]) -> list[Message]:
    """Articles by key as a source names them, each with its code, without repetition."""
    return [
        message("CGCT {code}", code=code) if code.startswith("L.") and not code.startswith("L.153")
        else article_code(code)
        for code in dict.fromkeys(codes)
    ]  # fmt: skip


def source_line(selected: SelectedTerritory, articles: str | list[Message], lang: str) -> str:
    """The line of sources of a figure: the intercommunality, the law, the populations."""
    said = message(
        "{name} – droit : {articles} ; {data}",
        name=selected.territory.name, articles=articles, data=source_of(selected),
    )  # fmt: skip
    return translate(said, lang)
