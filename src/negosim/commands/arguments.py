"""The arguments of a command: its page of help in the reader's language, one line for each mistake (arguments)."""

from __future__ import annotations

import argparse
import difflib
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from negosim.errors import Message, UserError, message
from negosim.locale import LANGS, translate

__all__ = ["Arguments", "as_options", "one_of", "whole_number"]

MOST_DIGITS, WIDTH = 20, 79
EMPTY = " ,;\t\n"
NAMING = ("key", "option")
"""The braces of a message that hold the name of an argument."""

MISSING = re.compile(r"the following arguments are required: (.+)")
NO_VALUE = re.compile(r"argument (.+): expected (?:one|at least one) argument")
A_VALUE = re.compile(r"argument (.+): ignored explicit argument (.+)")
"""The mistakes that the parser words in English."""


class HelpPage(argparse.RawDescriptionHelpFormatter):
    """A page whose first word is in the reader's language."""

    first_word = "usage : "

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin the line of use with that word."""
        super().add_usage(usage, actions, groups, self.first_word if prefix is None else prefix)


def wrap_lines(text: str) -> str:
    """Paragraphs that fit the page, none cut at a hyphen nor before a colon."""
    lines = text.replace(" :", "\u202f:").replace(" ;", "\u202f;").splitlines()
    return "\n".join(textwrap.fill(line, WIDTH, break_on_hyphens=False) for line in lines)


class SingleValue(argparse.Action):
    """An option that takes one value: a second one is refused, it does not replace the first."""

    def __call__(self, _parser: argparse.ArgumentParser, space: Any, values: Any, option: str | None = None) -> None:
        """Store the value."""
        seen = space.__dict__.setdefault("single_values", set())
        if self.dest in seen:
            raise UserError(message("{option} est donnée deux fois ; une seule valeur est attendue.", option=option))
        seen.add(self.dest)
        setattr(space, self.dest, values)


class Arguments(argparse.ArgumentParser):
    """An argument parser that speaks `lang`; a wrong line raises `UserError` instead of ending the process."""

    def __init__(self, command: str, purpose: Message, lang: str, epilog: Message | None = None) -> None:
        first = translate(message("usage : "), lang)
        super().__init__(
            prog=f"negosim {command}",
            description=translate(purpose, lang),
            epilog=epilog and wrap_lines(translate(epilog, lang)),
            add_help=False,
            allow_abbrev=False,
            formatter_class=type("Page", (HelpPage,), {"first_word": first}),
        )
        self.lang = lang
        self.group = self.add_argument_group(translate(message("arguments"), lang))

    def take(self, *names: str, **how: Any) -> None:
        """Add one argument, as argparse's own `add_argument`; `help` and `metavar` are messages."""
        how["help"] = translate(how["help"], self.lang).replace("%", "%%")
        if isinstance(how.get("metavar"), Message):
            how["metavar"] = translate(how["metavar"], self.lang)
        if names[0].startswith("-"):
            how.setdefault("action", SingleValue)
        self.group.add_argument(*names, **how)

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """The arguments of a line. `UserError`: option unknown or without value, language unknown."""
        self.take("--lang", help=message("langue de l'affichage : fr ou en"), default=self.lang, metavar="fr|en")
        self.take("-h", "--help", help=message("affiche cette page"), action="help")
        options, unknown = self.parse_known_args(list(words))
        if unknown:
            raise UserError(self._unknown(unknown[0]))
        one_of("lang", options.lang, LANGS)
        self._refuse_empty(options)
        return options

    def _refuse_empty(self, options: argparse.Namespace) -> None:
        """`UserError` naming each option whose value holds nothing but spaces and commas."""
        problems = []
        for action in self._actions:
            value = getattr(options, action.dest, None)
            lists = value if isinstance(value, list) and action.option_strings else []
            texts = [" ".join(words) if isinstance(words, list) else words for words in lists]
            if texts and isinstance(lists[0], str):
                texts = [" ".join(texts)]
            if any(not text.strip(EMPTY) for text in texts):
                problems.append(message("{option} ne nomme rien.", option=action.option_strings[0]))
        if problems:
            raise UserError(*problems)

    def error(self, message: str) -> NoReturn:
        """A line that cannot be read."""
        raise UserError(_misread(self.prog, message))

    def _unknown(self, option: str) -> Message:
        """An option that does not exist, and the one that looks most like it."""
        known = [name for action in self._actions for name in action.option_strings if name.startswith("--")]
        nearest = difflib.get_close_matches(option.partition("=")[0], known, n=1)
        return message(
            "Option « {option} » inconnue de {command} ; options : {known}{hint}",
            option=option, command=self.prog, known=", ".join(known), hint=f" → {nearest[0]} ?" if nearest else "",
        )  # fmt: skip


def _misread(command: str, reason: str) -> Message:
    """What the parser refuses, worded for the reader."""
    if match := MISSING.fullmatch(reason):
        return message("{command} : il manque {names}, qui se donne en premier, avant les options ; {command} --help "
                       "les montre.", command=command, names=match[1])  # fmt: skip
    if match := NO_VALUE.fullmatch(reason):
        return message("{command} : {option} attend une valeur ; {command} --help montre les options.",
                       command=command, option=match[1])  # fmt: skip
    if match := A_VALUE.fullmatch(reason):
        return message("{command} : {option} n'attend pas de valeur (reçu : {value}) ; {command} --help montre les "
                       "options.", command=command, option=match[1], value=match[2])  # fmt: skip
    return message(
        "{command} : ligne incomprise ({reason}) ; {command} --help montre les options.",
        command=command, reason=reason,
    )  # fmt: skip


@contextmanager
def as_options(names: Mapping[str, str]) -> Iterator[None]:
    """Write the arguments of a Python function as options of the line (`names`) in the `UserError` that it raises."""
    try:
        yield
    except UserError as error:
        raise UserError(*(
            Message(problem.text, problem.values | {brace: names[problem.values[brace]] for brace in NAMING
                                                    if problem.values.get(brace) in names})
            for problem in error.problems
        )) from error  # fmt: skip


def one_of(key: str, value: str, options: Sequence[str]) -> str:
    """`value`, one of `options`; `UserError` names them otherwise."""
    if value not in options:
        plain = value.casefold().replace("-", "_")
        nearest = [plain] if plain in options else difflib.get_close_matches(plain, options, n=1)
        raise UserError(
            message(
                "{key} vaut « {value} » ; valeurs possibles : {options}{hint}",
                key=key, value=value, options=", ".join(options), hint=f" → {nearest[0]} ?" if nearest else ".",
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
