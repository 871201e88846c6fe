"""A user's table as text: encoding, separator and lines, whatever spreadsheet wrote it."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from contextlib import suppress
from pathlib import Path

from negosim.errors import TerritoryError, message

__all__ = ["csv_rows", "file_named", "file_text", "separator"]


def file_text(path: Path) -> str:
    """The text of a UTF-8 file, gzipped or not. Raises TerritoryError: not readable, not UTF-8, empty."""
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise TerritoryError(
            message("{file} : lecture impossible ({reason}).", file=str(path), reason=_reason(error))
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TerritoryError(
            message("{file}, ligne {line} : le fichier n'est pas en UTF-8 ; réenregistrez-le en UTF-8.",
                    file=path.name, line=line)
        ) from error  # fmt: skip
    if not text.strip():
        raise TerritoryError(message("{file} : le fichier est vide.", file=path.name))
    return text


def _reason(error: Exception) -> str:
    """The message of the operating system, without the number and the path."""
    return getattr(error, "strerror", None) or str(error)


def separator(text: str) -> str:
    """The separator of a table: the most frequent of `;`, `,` and tab in its line of titles."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return max(";,\t", key=next(lines, "").count)


def csv_rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its line in the file, from 1."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text))
    return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]


def file_named(text: str, folder: Path) -> Path | None:
    """The file that a text names from `folder`, or None: a name in `.csv`, or the path of an existing file."""
    path = folder / text
    with suppress(RuntimeError):  # the home folder of an unknown user
        path = folder / Path(text).expanduser()
    if text.casefold().endswith(".csv"):
        return path
    with suppress(OSError):  # a name that is too long for a file
        if (path.suffix or path.name != text) and path.is_file():
            return path
    return None
