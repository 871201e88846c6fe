"""Free text quoted before Hydra parses it: names with accents, apostrophes and spaces, and SIRENs as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from negosim.territory.search import find
from negosim.territory.text_file import file_named

__all__ = ["quoted", "quoted_text"]

FREE_TEXT = re.compile(r"^(?P<key>\+{0,2}(?P<name>territory|output)=)(?P<value>.*)$", re.DOTALL)
HYDRA_VALUE = re.compile(
    r"""^(null|'.*'|".*"|\[.*\]|\$\{.*\}|(choice|range|interval|glob|shuffle|sort|tag|str)\(.*\))$""", re.DOTALL
)


def quoted(overrides: Iterable[str], *, multirun: bool = False) -> list[str]:
    """The overrides with the values of `territory` and `output` quoted where Hydra would misread them.

    With `multirun`, commas in `territory` separate values, unless the whole is the name of one place.
    """
    return [_quoted(override, multirun=multirun) for override in overrides]


def _quoted(override: str, *, multirun: bool) -> str:
    """One override, quoted if it is free text."""
    found = FREE_TEXT.match(override)
    if not found or not found["value"] or HYDRA_VALUE.match(found["value"]):
        return override
    value = found["value"]
    if multirun and found["name"] == "territory" and "," in value and not _is_one_place(value):
        parts = (part.strip() for part in value.split(","))
        return found["key"] + ",".join(part if HYDRA_VALUE.match(part) else quoted_text(part) for part in parts)
    return found["key"] + quoted_text(value)


def _is_one_place(value: str) -> bool:
    """Whether a text with commas is one file or one name."""
    return file_named(value, Path.cwd()) is not None or len(find(value)) == 1


def quoted_text(value: str) -> str:
    r"""A text between single quotes, as Hydra's grammar reads it back.

    >>> print(quoted_text("l'ouest"))
    'l\'ouest'
    """
    escaped = re.sub(r"(\\*)'", lambda found: found[1] * 2 + r"\'", value)
    escaped = re.sub(r"(\\+)$", lambda found: found[1] * 2, escaped)
    return f"'{escaped}'"
