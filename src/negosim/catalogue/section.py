"""A section of the catalogue, a table in two languages, and the text of its cells (tableau)."""

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
    """One column: its key in a CSV file, its title, and whether it has sentences, which a screen shows one by one."""

    key: str
    title: Message
    wraps: bool = False


class Section(NamedTuple):
    """A section of the catalogue: its title, its description, its columns, its rows.

    A cell is a text, a `Message`, a number, a truth value, None, or a tuple of these.
    """

    title: Message
    about: Message
    columns: tuple[Column, ...]
    rows: list[tuple[Any, ...]]


def text(cell: Any, lang: str) -> str:
    """The text of a cell in language `lang`."""
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


def markdown(section: Section, lang: str) -> str:
    """A section as a table in Markdown, in language `lang`."""
    lines = [_line(translate(column.title, lang) for column in section.columns), "|" + "---|" * len(section.columns)]
    for row in section.rows:
        first, *others = (text(cell, lang) for cell in row)
        lines.append(_line((f"`{first}`", *others)))
    return "\n".join(lines)


def _line(cells: Any) -> str:
    """One line of a table in Markdown."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def summary_in(thing: Any) -> str:
    """The docstring of a class, a function or a module on one line, without its source.

    It is empty where there is none, or only the one that a dataclass generates.
    """
    docstring = inspect.cleandoc(getattr(thing, "__doc__", None) or "")
    if isinstance(thing, type) and docstring.startswith(f"{thing.__name__}("):
        return ""
    return " ".join(SOURCE.sub("", docstring).split())


def source_in(*things: Any) -> str:
    """The source that the first of several docstrings to have one names, or an empty text."""
    for thing in things:
        if result := SOURCE.search(inspect.cleandoc(getattr(thing, "__doc__", None) or "")):
            return " ".join(result[1].split())
    return ""


def extras_of(entry: Any, known: Sequence[str]) -> tuple[str, ...]:
    """The other plain fields of an entry as "field = value": neither `known` nor knobs."""
    extras = []
    for field in fields(entry):
        value = getattr(entry, field.name)
        value = getattr(value, "__name__", value) if callable(value) else value
        plain = isinstance(value, str | int | float | tuple) and not isinstance(value, Message | bool)
        if field.name not in known and "knob" not in field.metadata and plain and value not in ("", "<lambda>"):
            extras.append(f"{field.name} = {' '.join(map(str, value)) if isinstance(value, tuple) else value}")
    return tuple(extras)
