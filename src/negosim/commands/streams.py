"""The output of the command in any encoding: a character that it cannot hold is written more simply."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

__all__ = ["abandon_output", "accept_any_encoding"]

HANDLER = "negosim.plain"
PLAIN = {"\u202f": " ", "\xa0": " ", "−": "-", "–": "-", "—": "-", "«": '"', "»": '"', "’": "'", "…": ".", "→": ">",
         "■": "#", "°": "o", "œ": "oe", "Œ": "OE", "€": "EUR", "─": "-", "━": "-", "•": "*"}  # fmt: skip
"""Characters of the interface, and what stands for them in an encoding that does not have them."""


def accept_any_encoding() -> None:
    """Let the two outputs write every sentence; an output that is closed is one to which nothing is written."""
    codecs.register_error(HANDLER, simpler)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 -- stands until the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def simpler(error: UnicodeError) -> tuple[str, int]:
    """What replaces the characters that could not be encoded: a plain one, the letter without its accent, or « ? »."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end


def plain(character: str) -> str:
    """One character in ASCII."""
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return PLAIN.get(character) or bare or "?"


def abandon_output() -> None:
    """Let what could not be written go nowhere, so that the interpreter ends without a word of its own."""
    with suppress(OSError, ValueError):  # an output without a descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
