"""The arguments of a command: its page of help in the reader's language, its mistakes told in one line."""

from __future__ import annotations

import argparse
import difflib
import textwrap
from collections.abc import Sequence
from typing import Any, NoReturn

from negosim.errors import Message, UserError, message
from negosim.locale import LANGS, translate

__all__ = ["Arguments", "one_of", "whole_number"]

MOST_DIGITS, WIDTH = 20, 79


class HelpPage(argparse.RawDescriptionHelpFormatter):
    """A page whose first word is in the reader's language."""

    first_word = "usage : "

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin the line of use with that word."""
        super().add_usage(usage, actions, groups, self.first_word if prefix is None else prefix)


class Arguments(argparse.ArgumentParser):
    """An argument parser that speaks `lang`; a wrong line raises `UserError` instead of ending the process."""

    def __init__(self, command: str, purpose: Message, lang: str, epilog: Message | None = None) -> None:
        first = translate(message("usage : "), lang)
        super().__init__(
            prog=f"negosim {command}",
            description=translate(purpose, lang),
            epilog=epilog and "\n".join(textwrap.fill(line, WIDTH) for line in translate(epilog, lang).splitlines()),
            add_help=False,
            allow_abbrev=False,
            formatter_class=type("Page", (HelpPage,), {"first_word": first}),
        )
        self.lang = lang
        self.group = self.add_argument_group(translate(message("arguments"), lang))

    def take(self, *names: str, said: Message, **how: Any) -> None:
        """Declare one argument, with what it does."""
        if isinstance(how.get("metavar"), Message):
            how["metavar"] = translate(how["metavar"], self.lang)
        self.group.add_argument(*names, help=translate(said, self.lang).replace("%", "%%"), **how)

    def read(self, given: Sequence[str]) -> argparse.Namespace:
        """The arguments of a line. `UserError`: option unknown or without value, language unknown."""
        self.take("--lang", said=message("langue de l'affichage : fr ou en"), default=self.lang, metavar="fr|en")
        self.take("-h", "--help", said=message("affiche cette page"), action="help")
        asked, unknown = self.parse_known_args(list(given))
        if unknown:
            raise UserError(self._unknown(unknown[0]))
        one_of("lang", asked.lang, LANGS)
        return asked

    def error(self, message: str) -> NoReturn:
        """A line that cannot be read."""
        raise UserError(_misread(self.prog, message))

    def _unknown(self, option: str) -> Message:
        """An option that does not exist, and the one that looks most like it."""
        known = [name for action in self._actions for name in action.option_strings if name.startswith("--")]
        near = difflib.get_close_matches(option.partition("=")[0], known, n=1)
        return message(
            "Option « {option} » inconnue de {command} ; options : {known}{hint}",
            option=option, command=self.prog, known=", ".join(known), hint=f" → {near[0]} ?" if near else "",
        )  # fmt: skip


def _misread(command: str, reason: str) -> Message:
    """What the parser itself has to say."""
    return message(
        "{command} : ligne incomprise ({reason}) ; {command} --help montre les options.",
        command=command, reason=reason,
    )  # fmt: skip


def one_of(key: str, value: str, options: Sequence[str]) -> str:
    """`value`, one of `options`; `UserError` names them otherwise."""
    if value not in options:
        near = difflib.get_close_matches(value, options, n=1)
        raise UserError(
            message(
                "{key} vaut « {value} » ; valeurs possibles : {options}{hint}",
                key=key, value=value, options=", ".join(options), hint=f" → {near[0]} ?" if near else ".",
            )
        )  # fmt: skip
    return value


def whole_number(key: str, text: str, low: int, high: int) -> int:
    """The whole number written in `text`; `UserError` names the bounds otherwise."""
    plain = "".join(text.split())
    digits = plain.removeprefix("-")
    value = int(plain) if digits.isdecimal() and digits.isascii() and len(digits) <= MOST_DIGITS else None
    if value is None or not low <= value <= high:
        raise UserError(
            message(
                "{key} vaut « {value} » ; un entier de {low} à {high} est attendu.",
                key=key, value=text, low=low, high=high,
            )
        )  # fmt: skip
    return value
