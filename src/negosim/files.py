"""Files that are whole or absent, and the records that say what a folder holds (fichiers)."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from negosim.errors import Message, UserError, message

__all__ = ["read_record", "unreadable", "write_whole"]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a hidden name, force it to the disk, then give it its name; nothing half-written stays.

    Raises OSError: the folder is absent, full or closed.
    """
    part = path.with_name(f".part-{os.getpid()}-{path.name}")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def read_record(folder: Path, file: str, keys: Sequence[str], absent: Message) -> dict[str, Any]:
    """The record (JSON) that says what a folder holds.

    Args: `folder` and the name `file` of the record; the `keys` that it must have, with a point between levels; what
    is said where there is no such file is `absent`, given `folder` and `file`.
    Raises UserError: absent, unreadable, or not whole.
    """
    named = {"folder": str(folder), "file": file}
    try:
        record = json.loads((folder / file).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UserError(message(absent.text, **named)) from error
    except (OSError, ValueError) as error:
        raise unreadable(folder, file, error) from error
    missing = [key for key in keys if not _has(record, key.split("."))]
    if missing:
        raise UserError(
            message("« {folder} » : {file} n'est pas entier ; il y manque {keys}.", **named, keys=", ".join(missing))
        )
    return record


def unreadable(folder: Path, file: str, error: Exception) -> UserError:
    """A file of a folder that cannot be read, and why."""
    return UserError(message("« {folder} » : {file} ne se lit pas ({reason}).", folder=str(folder), file=file,
                             reason=(str(error).splitlines() or [type(error).__name__])[0]))  # fmt: skip


def _has(record: Any, path: Sequence[str]) -> bool:
    """Whether a record has a value under a path of keys."""
    for key in path:
        if not isinstance(record, dict) or key not in record:
            return False
        record = record[key]
    return True
