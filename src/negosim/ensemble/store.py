"""The folder of an experiment: shards that are whole or absent, and one manifest (dépôt).

A shard is written aside, forced to the disk, then renamed: a kill leaves at most a hidden file. The manifest is
written before the first shard; clock times stand in it alone, so that two datasets can be compared byte for byte.
Names that begin with an underscore are not part of the dataset: `pandas.read_parquet(folder)` gives the rows; in a
table kept beside them, `_runs-*.none` stands for a piece of which every mandate failed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import BaseFileLock, FileLock, Timeout

from negosim.ensemble.design import stretches
from negosim.ensemble.worker import TABLES, Piece, Result, encoded
from negosim.errors import Message, UserError, message

__all__ = ["MANIFEST", "Store", "read_manifest", "unreadable", "unwritable"]

MANIFEST, POINTS, LOCK, BROKEN = "_manifest.json", "_points.pq", "_lock", "_broken"
KEYS = ("format", "name", "stage", "points", "runs", "replicates", "hash", "environment", "plugins", "schema",
        "tables", "kinds", "configuration", "sessions")  # fmt: skip
CONFIGURATION = ("design", "engine", "factors", "bases")
"""What a manifest holds."""
SHARD = re.compile(r"runs-(\d{9})-(\d{9})\.parquet")


@dataclass(frozen=True)
class Store:
    """The folder of one experiment of `runs` mandates, with the names of its tables."""

    folder: Path
    runs: int
    tables: tuple[str, ...] = ()

    def prepare(self, manifest: dict[str, Any], points: pa.Table) -> None:
        """Make the folder, with its points, then its manifest."""
        with unwritable(self.folder):
            for name in ("", *self.tables):
                self.place(name).mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / POINTS, encoded(points))
            self.write_manifest(manifest)

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        """Write the manifest in the place of the former one."""
        text = json.dumps(manifest, ensure_ascii=False, indent=1, default=str) + "\n"
        with unwritable(self.folder):
            write_whole(self.folder / MANIFEST, text.encode())

    def is_new(self) -> bool:
        """Whether nothing stands in the folder, but what a sweep that was killed as it began may have left."""
        if not self.folder.is_dir():
            return not self.folder.exists()
        places = {self.place(table) for table in TABLES}
        return all(path.name in (LOCK, POINTS) or path.name.startswith(".part-")
                   or (path in places and not any(path.iterdir())) for path in self.folder.iterdir())  # fmt: skip

    def place(self, table: str) -> Path:
        """The folder of a table; that of the rows is the experiment's own."""
        return self.folder / f"_{table}" if table else self.folder

    def keep(self, piece: Piece, result: Result) -> None:
        """Write the shards of a piece, the rows last: where they stand, all stands. Once or twice is the same."""
        name = shard_name(piece.first, piece.last)
        with unwritable(self.folder):
            for table in (*self.tables, ""):
                write_whole(self.place(table) / (name if result.files[table] else mark(name)), result.files[table])

    def present(self) -> list[tuple[int, int]]:
        """The stretches of runs that are there."""
        found = [SHARD.fullmatch(path.name) for path in self.folder.glob("runs-*.parquet")]
        return sorted((int(name[1]), int(name[2])) for name in found if name)

    def missing(self) -> list[tuple[int, int]]:
        """The stretches of runs that are not there yet, in the rows or in a table."""
        whole = [stretch for stretch in self.present() if self._stands(shard_name(*stretch))]
        return stretches(whole, self.runs)

    def _stands(self, name: str) -> bool:
        """Whether every table has its shard of that name, or the mark of one without lines."""
        places = [self.place(table) for table in self.tables]
        return all((place / name).exists() or (place / mark(name)).exists() for place in places)

    def inspect(self) -> list[str]:
        """Put aside every shard that cannot be read whole, and what is left without rows; the names of the broken.

        Unfinished files of a killed process are removed.
        """
        broken = []
        for first, last in self.present():
            name = shard_name(first, last)
            if not all(_is_whole(self.place(table) / name, None if table else last - first)
                       or (table and (self.place(table) / mark(name)).exists())
                       for table in (*self.tables, "")):  # fmt: skip
                broken.append(name)
                self._put_aside(name)
        names = [shard_name(*stretch) for stretch in self.present()]
        known = {*names, *map(mark, names)}
        for table in self.tables:
            for path in self.place(table).glob("*runs-*"):
                if path.name not in known:
                    path.unlink()
        for table in (*self.tables, ""):
            for path in self.place(table).glob(".part-*"):
                path.unlink()
        return broken

    def _put_aside(self, name: str) -> None:
        """Move the shards of one name out of the dataset, the rows first."""
        for table in ("", *self.tables):
            path = self.place(table) / name
            if path.exists():
                aside = self.folder / BROKEN / table
                aside.mkdir(parents=True, exist_ok=True)
                path.replace(aside / name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder, made if need be: two sweeps never write in it at once; a kill lets go of it.

        A folder in which nothing was begun is left as it was found.
        """
        absent = [part for part in (self.folder, *self.folder.parents) if not part.exists()]
        with unwritable(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / LOCK)
        try:
            self._hold(lock)
            yield
        finally:
            begun = (self.folder / MANIFEST).exists()
            if lock.is_locked and not begun:
                (self.folder / LOCK).unlink(missing_ok=True)
            lock.release()
            for part in () if begun else absent:
                with suppress(OSError):
                    part.rmdir()

    def _hold(self, lock: BaseFileLock) -> None:
        """Take the lock; `UserError` where another has it, or where the disk refuses it."""
        with unwritable(self.folder):
            try:
                lock.acquire(timeout=0)
            except Timeout as error:
                raise UserError(message("« {folder} » : un autre balayage y écrit en ce moment.",
                                        folder=str(self.folder))) from error  # fmt: skip


def shard_name(first: int, last: int) -> str:
    """The name of the shard of the runs from `first` to `last` (excluded)."""
    return f"runs-{first:09d}-{last:09d}.parquet"


def mark(name: str) -> str:
    """The name of the file that stands for a shard without lines: no reader of Parquet takes it for one."""
    return f"_{name.removesuffix('.parquet')}.none"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside, force it to the disk, then give it its name; nothing half-written stays."""
    aside = path.with_name(f".part-{os.getpid()}-{path.name}")
    try:
        with aside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _is_whole(path: Path, rows: int | None) -> bool:
    """Whether a file can be read to its end, its checksums hold, and it has `rows` rows."""
    try:
        table = pq.ParquetFile(path, page_checksum_verification=True).read()
    except (OSError, pa.ArrowException):
        return False
    return rows is None or table.num_rows == rows


@contextmanager
def unreadable(folder: Path) -> Iterator[None]:
    """Turn a shard that cannot be read into a `UserError`; `resume=` puts it aside and plays it again."""
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise UserError(message("« {folder} » : un fichier de lignes ne se lit pas ({reason}) ; negosim sweep "
                                "resume={folder} le met de côté et rejoue ce qu'il tenait.", folder=str(folder),
                                reason=(str(error).splitlines() or [type(error).__name__])[0])) from error  # fmt: skip


@contextmanager
def unwritable(folder: Path, said: Message | None = None) -> Iterator[None]:
    """Turn what the disk refuses into a `UserError` (`said`, of `folder` and `reason`, if it is no sweep)."""
    try:
        yield
    except OSError as error:
        told = said or message("Impossible d'écrire dans « {folder} » ({reason}). Ce qui est écrit est entier : "
                               "negosim sweep resume={folder} finira le reste.")  # fmt: skip
        raise UserError(message(told.text, folder=str(folder), reason=error.strerror or str(error))) from error


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an experiment; `UserError` where there is none."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UserError(message("« {folder} » n'est pas le dossier d'une expérience : {manifest} y manque.",
                                folder=str(folder), manifest=MANIFEST)) from error  # fmt: skip
    except (OSError, ValueError) as error:
        raise UserError(message("« {folder} » : {manifest} ne se lit pas ({reason}).", folder=str(folder),
                                manifest=MANIFEST, reason=str(error))) from error  # fmt: skip
    known = found if isinstance(found, dict) else {}
    inside = known.get("configuration")
    absent = [key for key in KEYS if key not in known]
    absent += [f"configuration.{key}" for key in CONFIGURATION if not isinstance(inside, dict) or key not in inside]
    if absent:
        raise UserError(message("« {folder} » : {manifest} n'est pas entier ; il y manque {keys}.", folder=str(folder),
                                manifest=MANIFEST, keys=", ".join(absent)))  # fmt: skip
    return known


def read_points(folder: Path) -> pa.Table:
    """The points of an experiment."""
    try:
        return pq.ParquetFile(folder / POINTS).read()
    except (OSError, pa.ArrowException) as error:
        raise UserError(message("« {folder} » : {file} ne se lit pas ({reason}).", folder=str(folder), file=POINTS,
                                reason=str(error).splitlines()[0])) from error  # fmt: skip
