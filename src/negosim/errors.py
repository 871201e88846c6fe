"""What can go wrong by the user's own hand, said in one message, never as a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

__all__ = ["Message", "TerritoryError", "UserError", "message", "quoted"]


class Message(NamedTuple):
    """A sentence to translate (its French source) and the values that stand in its braces."""

    text: str
    values: dict[str, Any]

    def __str__(self) -> str:
        """The French sentence with its values."""
        return self.text.format(**self.values)


MOST_QUOTED = 80


def quoted(value: object, *, as_code: bool = False) -> str:
    """A value as a message quotes it, or `as_code`, cut where it is long; the name of its type where it has no text."""
    try:
        text = repr(value) if as_code else str(value)
    except Exception:  # noqa: BLE001 -- a number of thousands of digits, or what a user's own class raises
        return f"{type(value).__name__}…"
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"


def message(text: str, /, **values: Any) -> Message:
    """A translatable message; Babel extracts the literal `text` given to this function."""
    return Message(text, values)


class UserError(Exception):
    """One or several mistakes of the user's: each names the key, the value, the bound and the alternatives.

    The command line prints `problems` and exits with 2; nothing has been written.
    """

    in_words: ClassVar[Callable[[Message, str], str]] = lambda problem, _lang: str(problem)
    """How a problem is written in a language, or in that of the machine (""); `negosim.locale` sets it."""

    lang: str = ""
    """The language that the caller chose; empty for that of the machine."""

    def __init__(self, *problems: Message) -> None:
        super().__init__(*(str(problem) for problem in problems))
        self.problems = problems

    def __str__(self) -> str:
        """All the problems, one a line, in the language that the caller chose, else in that of the machine."""
        return "\n".join(UserError.in_words(problem, self.lang) for problem in self.problems)


class TerritoryError(UserError):
    """An intercommunality that cannot be found, read or negotiated."""
