"""The files that a command writes: refused by name before any work, written whole or not at all."""

from __future__ import annotations

import csv
import errno
import io
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from rich.console import Console

from negosim.errors import Message, UserError, message
from negosim.files import write_whole
from negosim.locale import translate
from negosim.territory.text_file import file_named

__all__ = ["csv_target", "figure_target", "say_file", "write_csv", "write_figure"]

CSV, FIGURE = (".csv",), (".png", ".svg")
REASONS: dict[int, Message] = {
    errno.ENOSPC: message("plus de place sur le disque"),
    errno.EACCES: message("droits insuffisants"),
    errno.EPERM: message("droits insuffisants"),
    errno.EROFS: message("disque en lecture seule"),
    errno.ENAMETOOLONG: message("nom trop long"),
    errno.EISDIR: message("c'est un dossier"),
    errno.ENOENT: message("ce dossier n'existe pas"),
}
"""Why the system refuses a file."""


def csv_target(path: str | None, source: str = "") -> Path | None:
    """Where a table will be written; `UserError`: another ending than .csv, no such folder, the very file `source`."""
    return _target("--csv", path, CSV, source)


def figure_target(path: str | None, source: str = "") -> Path | None:
    """Where a figure will be written; `UserError`: as `csv_target`, with .png or .svg."""
    return _target("--figure", path, FIGURE, source)


def _target(key: str, text: str | None, endings: Sequence[str], source: str) -> Path | None:
    """The file that an option names, once it is known that it can be written there."""
    if text is None:
        return None
    path = Path(text)
    with suppress(RuntimeError):  # a home folder of nobody's
        path = path.expanduser()
    if path.suffix.casefold() not in endings:
        raise UserError(
            message("{key} vaut « {value} » ; terminaisons possibles : {endings}.",
                    key=key, value=text, endings=", ".join(endings))
        )  # fmt: skip
    try:
        parent, blocked = path.parent.is_dir(), path.exists() and not path.is_file()
        read = file_named(source, Path.cwd()) if source else None
        own = read is not None and path.exists() and read.exists() and path.samefile(read)
    except OSError as error:
        raise UserError(_unwritable(path, error)) from error
    if not parent:
        raise UserError(
            message("{key} vaut « {value} » ; le dossier « {folder} » n'existe pas.",
                    key=key, value=text, folder=str(path.parent))
        )  # fmt: skip
    if blocked:
        raise UserError(message("{key} vaut « {value} » ; ce n'est pas un fichier.", key=key, value=text))
    if own:
        raise UserError(
            message("{key} vaut « {value} » ; c'est le fichier lu : il serait écrasé. Donnez un autre nom.",
                    key=key, value=text)
        )  # fmt: skip
    _try_to_write(path)
    return path


def _try_to_write(path: Path) -> None:
    """`UserError` where no file of that name can be made in its folder."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
        Path(name).unlink()
    except OSError as error:
        raise UserError(_unwritable(path, error)) from error


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table in UTF-8 with commas; the file appears whole or not at all."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    try:
        write_whole(path, text.getvalue().encode())
    except OSError as error:
        raise UserError(_unwritable(path, error)) from error


def write_figure(path: Path, draw: Callable[[], object]) -> None:
    """Draw a figure and write it; the file appears whole or not at all."""
    from negosim.plots.slide import save  # noqa: PLC0415 -- matplotlib is slow to load, and few lines ask for it

    try:
        save(draw(), path)  # type: ignore[arg-type]
    except OSError as error:
        raise UserError(_unwritable(path, error)) from error


def _unwritable(path: Path, error: OSError) -> Message:
    """A file that cannot be written, and why."""
    reason = REASONS.get(error.errno or 0) or error.strerror or str(error)
    return message("Impossible d'écrire « {file} » ({reason}).", file=str(path), reason=reason)


def say_file(screen: Console, path: Path, lang: str, note: Message | None = None) -> None:
    """Print the path of a file, after a note on what it holds."""
    if note is not None:
        screen.print(translate(note, lang), markup=False, soft_wrap=True)
    sentence = message("Écrit : {file}", file=str(path))
    screen.print(translate(sentence, lang), markup=False, soft_wrap=True)
