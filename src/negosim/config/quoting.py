"""Free text quoted before Hydra parses it: names with accents, apostrophes and spaces, and SIRENs as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from negosim.territory.search import find
from negosim.territory.text_file import file_named

__all__ = ["quote", "quote_free_text"]

FREE_TEXT = re.compile(r"^(?P<key>\+{0,2}(?P<name>territory|output)=)(?P<value>.*)$", re.DOTALL)
HYDRA_VALUE = re.compile(
    r"""^(null|'.*'|".*"|\[.*\]|\$\{.*\}|(choice|range|interval|glob|shuffle|sort|tag|str)\(.*\))$""", re.DOTALL
)


def quote_free_text(overrides: Iterable[str], *, multirun: bool = False) -> list[str]:
    """The overrides with the values of `territory` and `output` quoted where Hydra would misread them.

    With `multirun`, commas in `territory` separate values, unless the whole is the name of one place.
    """
    return [_quote_one(override, multirun=multirun) for override in overrides]


def _quote_one(override: str, *, multirun: bool) -> str:
    """One override, its value quoted if it is free text."""
    match = FREE_TEXT.match(override)
    if not match or not match["value"] or HYDRA_VALUE.match(match["value"]):
        return override
    value = match["value"]
    if multirun and match["name"] == "territory" and "," in value and not _is_one_place(value):
        parts = (part.strip() for part in value.split(","))
        return match["key"] + ",".join(part if HYDRA_VALUE.match(part) else quote(part) for part in parts)
    return match["key"] + quote(value)


def _is_one_place(value: str) -> bool:
    """Whether a text with commas is one file or one name."""
    return file_named(value, Path.cwd()) is not None or len(find(value)) == 1


def quote(value: str) -> str:
    r"""A text between single quotes, as Hydra's grammar reads it back.

    >>> print(quote("l'ouest"))
    'l\'ouest'
    """
    escaped = re.sub(r"(\\*)'", lambda match: match[1] * 2 + r"\'", value)
    escaped = re.sub(r"(\\+)$", lambda match: match[1] * 2, escaped)
    return f"'{escaped}'"
