"""The words of the interface in the reader's language: French as written in the source, English by catalogue.

A sentence is a `Message`: its French source and the values of its braces. Values are written for the
language: whole and decimal numbers with its separators, shares as percentages when the key ends in
`_share`, amounts in euros when it ends in `_eur`, years as they are. A value may itself be a `Message`, or a
list of values, which commas separate.
"""

from __future__ import annotations

import gettext
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from negosim.errors import Message, UserError, message, quoted

__all__ = [
    "LANGS",
    "SOURCE_LANG",
    "default_lang",
    "known_language",
    "mistakes_in",
    "number",
    "translate",
    "translate_error",
]

LANGS = ("fr", "en")
SOURCE_LANG = "fr"
DOMAIN = "negosim"
FOLDER = Path(__file__).parent
PERCENT = {"fr": "#,##0.#\xa0%", "en": "#,##0.#%"}
EUROS = {"fr": "#,##0\xa0¤", "en": "¤#,##0"}
SIX_DIGITS = 1e5
LARGEST_WHOLE = 10**18
"""Whole numbers beyond are quoted as they were written."""

NO_LANGUAGE = ("c", "posix")


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """The catalogue of a language; the source language needs none."""
    if lang == SOURCE_LANG:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, FOLDER, [lang])


def translate(sentence: Message, lang: str) -> str:
    """The sentence in `lang`, with its values written for that language."""
    text = catalogue(lang).gettext(sentence.text)
    return text.format(**{key: written(value, key, lang) for key, value in sentence.values.items()})


def translate_error(error: UserError, lang: str) -> str:
    """All the problems of an error in `lang`, one a line."""
    return "\n".join(translate(problem, lang) for problem in error.problems)


def written(value: Any, key: str, lang: str) -> str:
    """A value as the reader of `lang` expects it; `key` tells its unit."""
    if isinstance(value, Message):
        return translate(value, lang)
    if isinstance(value, list | tuple):
        return ", ".join(written(part, key, lang) for part in value)
    if isinstance(value, Real) and not isinstance(value, bool):
        return number(value, key, lang)
    return str(value)


def number(value: Any, key: str, lang: str) -> str:
    """A number in the digits and separators of `lang`.

    `key` ending in `_share`: a percentage with one decimal at most; in `_eur`: whole euros; `year` or ending
    in `_year`: the bare digits. Other numbers keep six significant digits: round before, where fewer do.

    >>> number(0.4567, "support_share", "en"), number(1234567, "amount_eur", "en"), number(2026, "year", "fr")
    ('45.7%', '€1,234,567', '2026')
    """
    from babel import numbers  # noqa: PLC0415 -- slow to load, and most sentences hold no number

    if isinstance(value, int) and abs(value) > LARGEST_WHOLE:
        return quoted(value)
    if key == "year" or key.endswith("_year") or not math.isfinite(value):
        return str(value)
    if key.endswith("_share"):
        return numbers.format_percent(float(value), PERCENT[lang], lang)
    if key.endswith("_eur"):
        return numbers.format_currency(round(value), "EUR", EUROS[lang], lang, currency_digits=False)
    if isinstance(value, Integral):
        exact = int(value)
    else:
        exact = float(f"{value:.6g}") if abs(value) < SIX_DIGITS else round(float(value))
    return numbers.format_decimal(exact, locale=lang, decimal_quantization=False)


def known_language(lang: str) -> str:
    """`lang`, if the interface speaks it. Raises UserError naming the languages otherwise."""
    if lang not in LANGS:
        raise UserError(
            message("{key} vaut « {value} » ; valeurs possibles : {options}.",
                    key="lang", value=str(lang), options=", ".join(LANGS))
        )  # fmt: skip
    return lang


def default_lang() -> str:
    """The language of the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG); French where none is said.

    "C" and "POSIX" say no language.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").strip()
        if value and value.casefold().split(".")[0] not in NO_LANGUAGE:
            return "fr" if value.casefold().startswith("fr") else "en"
    return SOURCE_LANG


@contextmanager
def mistakes_in(lang: str | None) -> Iterator[None]:
    """Let the mistakes raised inside speak `lang`, if it is a language of the interface."""
    try:
        yield
    except UserError as error:
        error.lang = error.lang or (lang if lang in LANGS else "")
        raise


UserError.in_words = staticmethod(lambda problem, lang: translate(problem, lang or default_lang()))
