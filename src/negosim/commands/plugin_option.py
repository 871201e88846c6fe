"""The option `--plugin FILE.py`: code that the user names on the command line, and nowhere else (greffon)."""

from __future__ import annotations

from collections.abc import Sequence

from negosim.errors import UserError, message
from negosim.plugins import load_plugins

__all__ = ["OPTION", "take_plugins"]

OPTION = "--plugin"


def take_plugins(arguments: Sequence[str]) -> list[str]:
    """The line without its `--plugin FILE`, once these files are loaded; `UserError` names all their mistakes."""
    rest: list[str] = []
    files: list[str] = []
    words = iter(arguments)
    for word in words:
        option, equals, value = word.partition("=")
        if option != OPTION:
            rest.append(word)
            continue
        value = value if equals else next(words, "")
        if not value.strip() or value.startswith("-"):
            raise UserError(message("{option} attend un fichier Python, par exemple {example}.",
                                    option=OPTION, example=f"{OPTION} my_strategy.py"))  # fmt: skip
        files.append(value)
    load_plugins(files)
    return rest
