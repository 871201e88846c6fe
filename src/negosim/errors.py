"""What can go wrong by the user's own hand, said in one message, never as a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

__all__ = ["Message", "TerritoryError", "UserError", "message"]


class Message(NamedTuple):
    """A sentence to translate (its French source) and the values that stand in its braces."""

    text: str
    values: dict[str, Any]

    def __str__(self) -> str:
        """The French sentence with its values."""
        return self.text.format(**self.values)


def message(text: str, /, **values: Any) -> Message:
    """A translatable message; Babel extracts the literal `text` given to this function."""
    return Message(text, values)


class UserError(Exception):
    """One or several mistakes of the user's: each names the key, the value, the bound and the alternatives.

    The command line prints `problems` and exits with 2; nothing has been written.
    """

    in_words: ClassVar[Callable[[Message], str]] = str
    """How a problem is written for the reader of this machine; `negosim.locale` sets it."""

    def __init__(self, *problems: Message) -> None:
        super().__init__(*(str(problem) for problem in problems))
        self.problems = problems

    def __str__(self) -> str:
        """All the problems in the language of the machine, one a line."""
        return "\n".join(UserError.in_words(problem) for problem in self.problems)


class TerritoryError(UserError):
    """An intercommunality that cannot be found, read or negotiated."""
