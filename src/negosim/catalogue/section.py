"""A table of facts in two languages, and how its cells are written (tableau)."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from negosim.errors import Message, message
from negosim.locale import number, translate

__all__ = ["Column", "Section", "extras_of", "markdown", "source_in", "summary_in", "text"]

SOURCE = re.compile(r"\s*\bSource: (.+?)\.?\s*$", re.DOTALL)
BREAK = " · "


class Column(NamedTuple):
    """One column: its key in a CSV file, its title, and whether it holds sentences, told one by one on a screen."""

    key: str
    title: Message
    wraps: bool = False


class Section(NamedTuple):
    """A section of the catalogue: its title, what it is, its columns, its rows of cells.

    A cell is a text, a `Message`, a number, a truth value, None, or a tuple of these.
    """

    title: Message
    about: Message
    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]


def text(cell: Any, lang: str) -> str:
    """A cell in words of `lang`."""
    if cell is None:
        return "–"
    if isinstance(cell, Message):
        return translate(cell, lang)
    if isinstance(cell, bool):
        return translate(message("oui") if cell else message("non"), lang)
    if isinstance(cell, int | float):
        return {math.inf: "∞", -math.inf: "−∞"}.get(cell) or number(cell, "", lang)
    if isinstance(cell, tuple):
        return BREAK.join(text(part, lang) for part in cell) or "–"
    return str(cell) or "–"


def markdown(table: Section, lang: str) -> str:
    """A table in Markdown."""
    lines = [_line(translate(column.title, lang) for column in table.columns), "|" + "---|" * len(table.columns)]
    for row in table.rows:
        first, *others = (text(cell, lang) for cell in row)
        lines.append(_line((f"`{first}`", *others)))
    return "\n".join(lines)


def _line(cells: Any) -> str:
    """One line of a table in Markdown."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def summary_in(thing: Any) -> str:
    """What a docstring says of a class, a function or a module, on one line and without its source.

    Empty where there is none, or only the one that a dataclass writes for itself.
    """
    said = inspect.cleandoc(getattr(thing, "__doc__", None) or "")
    if isinstance(thing, type) and said.startswith(f"{thing.__name__}("):
        return ""
    return " ".join(SOURCE.sub("", said).split())


def source_in(*things: Any) -> str:
    """The source that the first of these docstrings names, or an empty text."""
    for thing in things:
        if found := SOURCE.search(inspect.cleandoc(getattr(thing, "__doc__", None) or "")):
            return " ".join(found[1].split())
    return ""


def extras_of(entry: Any, known: Sequence[str]) -> tuple[str, ...]:
    """What else an entry declares: "field = value" for its plain fields that are neither `known` nor knobs."""
    found = []
    for field in fields(entry):
        value = getattr(entry, field.name)
        value = getattr(value, "__name__", value) if callable(value) else value
        plain = isinstance(value, str | int | float | tuple) and not isinstance(value, Message | bool)
        if field.name not in known and "knob" not in field.metadata and plain and value not in ("", "<lambda>"):
            found.append(f"{field.name} = {' '.join(map(str, value)) if isinstance(value, tuple) else value}")
    return tuple(found)
