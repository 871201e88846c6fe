"""The folder of an experiment: shards that are whole or absent, and one manifest (dépôt).

A shard is written aside, forced to the disk, then renamed: a kill leaves at most a hidden file. The manifest is
written before the first shard; it alone holds clock times, so that two datasets can be compared byte for byte. Names
that begin with an underscore are not part of the dataset: `pandas.read_parquet(folder)` gives the rows. In a table
beside the rows, `_runs-*.none` stands for a piece of which every mandate failed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import BaseFileLock, FileLock, Timeout

from negosim.ensemble.design import missing_ranges
from negosim.ensemble.worker import TABLES, Piece, Result, parquet_bytes
from negosim.errors import Message, UserError, message
from negosim.files import read_record, unreadable, write_whole

__all__ = ["MANIFEST", "Store", "read_manifest", "readable", "unwritable"]

MANIFEST, POINTS, LOCK, BROKEN = "_manifest.json", "_points.pq", "_lock", "_broken"
KEYS = ("format", "name", "stage", "points", "runs", "replicates", "hash", "environment", "plugins", "schema",
        "tables", "kinds", "configuration.design", "configuration.engine", "configuration.factors",
        "configuration.bases", "sessions")  # fmt: skip
"""The keys of a manifest."""
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
                self.table_folder(name).mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / POINTS, parquet_bytes(points))
            self.write_manifest(manifest)

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        """Write the manifest in the place of the former one."""
        text = json.dumps(manifest, ensure_ascii=False, indent=1, default=str) + "\n"
        with unwritable(self.folder):
            write_whole(self.folder / MANIFEST, text.encode())

    def is_new(self) -> bool:
        """Whether the folder is empty, what a kill leaves before the manifest is written apart."""
        if not self.folder.is_dir():
            return not self.folder.exists()
        tables = {self.table_folder(table) for table in TABLES}
        return all(path.name in (LOCK, POINTS) or path.name.startswith(".part-")
                   or (path in tables and not any(path.iterdir())) for path in self.folder.iterdir())  # fmt: skip

    def table_folder(self, table: str) -> Path:
        """The folder of a table; that of the rows is the experiment's own."""
        return self.folder / f"_{table}" if table else self.folder

    def write(self, piece: Piece, result: Result) -> None:
        """Write the shards of a piece, the rows last: where they are, the others are. Once or twice is the same."""
        name = shard_name(piece.first, piece.last)
        with unwritable(self.folder):
            for table in (*self.tables, ""):
                content = result.files[table]
                write_whole(self.table_folder(table) / (name if content else empty_name(name)), content)

    def present(self) -> list[tuple[int, int]]:
        """The half-open ranges of runs whose rows are there."""
        names = [SHARD.fullmatch(path.name) for path in self.folder.glob("runs-*.parquet")]
        return sorted((int(name[1]), int(name[2])) for name in names if name)

    def missing(self) -> list[tuple[int, int]]:
        """The half-open ranges of runs that are not there yet, in the rows or in a table."""
        complete = [runs for runs in self.present() if self._is_complete(shard_name(*runs))]
        return missing_ranges(complete, self.runs)

    def _is_complete(self, name: str) -> bool:
        """Whether every table has its shard of that name, or the file that stands for an empty one."""
        folders = [self.table_folder(table) for table in self.tables]
        return all((folder / name).exists() or (folder / empty_name(name)).exists() for folder in folders)

    def inspect(self) -> list[str]:
        """Set aside every shard that cannot be read whole, and return their names.

        Files of a table whose rows are not there, and unfinished files of a killed process, are removed.
        """
        broken = []
        for first, last in self.present():
            name = shard_name(first, last)
            if not all(_is_whole(self.table_folder(table) / name, None if table else last - first)
                       or (table and (self.table_folder(table) / empty_name(name)).exists())
                       for table in (*self.tables, "")):  # fmt: skip
                broken.append(name)
                self._set_aside(name)
        names = [shard_name(*runs) for runs in self.present()]
        known = {*names, *map(empty_name, names)}
        for table in self.tables:
            for path in self.table_folder(table).glob("*runs-*"):
                if path.name not in known:
                    path.unlink()
        for table in (*self.tables, ""):
            for path in self.table_folder(table).glob(".part-*"):
                path.unlink()
        return broken

    def _set_aside(self, name: str) -> None:
        """Move the shards of one name out of the dataset, the rows first."""
        for table in ("", *self.tables):
            path = self.table_folder(table) / name
            if path.exists():
                folder = self.folder / BROKEN / table
                folder.mkdir(parents=True, exist_ok=True)
                path.replace(folder / name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder, new or not: two sweeps never write in it at once; a kill releases it.

        A folder without a manifest at the end is left as it was before.
        """
        absent = [part for part in (self.folder, *self.folder.parents) if not part.exists()]
        with unwritable(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / LOCK)
        try:
            self._hold(lock)
            yield
        finally:
            has_manifest = (self.folder / MANIFEST).exists()
            if lock.is_locked and not has_manifest:
                (self.folder / LOCK).unlink(missing_ok=True)
            lock.release()
            for part in () if has_manifest else absent:
                with suppress(OSError):
                    part.rmdir()

    def _hold(self, lock: BaseFileLock) -> None:
        """Take the lock. Raises UserError: another process has it, or the disk refuses it."""
        with unwritable(self.folder):
            try:
                lock.acquire(timeout=0)
            except Timeout as error:
                raise UserError(message("« {folder} » : un autre balayage y écrit en ce moment.",
                                        folder=str(self.folder))) from error  # fmt: skip


def shard_name(first: int, last: int) -> str:
    """The name of the shard of the runs from `first` to `last` (excluded)."""
    return f"runs-{first:09d}-{last:09d}.parquet"


def empty_name(name: str) -> str:
    """The name of the file that stands for a shard without lines, which no reader of Parquet reads."""
    return f"_{name.removesuffix('.parquet')}.none"


def _is_whole(path: Path, rows: int | None) -> bool:
    """Whether a file can be read to its end, its checksums hold, and it has `rows` rows."""
    try:
        table = pq.ParquetFile(path, page_checksum_verification=True).read()
    except (OSError, pa.ArrowException):
        return False
    return rows is None or table.num_rows == rows


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Turn a shard that cannot be read into a `UserError`; `resume=` sets it aside and plays it again."""
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise UserError(message("« {folder} » : un fichier de lignes ne se lit pas ({reason}) ; negosim sweep "
                                "resume={folder} le met de côté et rejoue ce qu'il tenait.", folder=str(folder),
                                reason=(str(error).splitlines() or [type(error).__name__])[0])) from error  # fmt: skip


@contextmanager
def unwritable(folder: Path, problem: Message | None = None) -> Iterator[None]:
    """Turn what the disk refuses into a `UserError`: that of a sweep, or `problem` with its `folder` and `reason`."""
    try:
        yield
    except OSError as error:
        sentence = problem or message("Impossible d'écrire dans « {folder} » ({reason}). Ce qui est écrit est entier : "
                               "negosim sweep resume={folder} finira le reste.")  # fmt: skip
        values = sentence.values | {"folder": str(folder), "reason": error.strerror or str(error)}
        raise UserError(message(sentence.text, **values)) from error


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an experiment. Raises UserError: none there, unreadable, or not whole."""
    absent = message("« {folder} » n'est pas le dossier d'une expérience : {file} y manque.")
    return read_record(folder, MANIFEST, KEYS, absent)


def read_points(folder: Path) -> pa.Table:
    """The points of an experiment. Raises UserError: they cannot be read."""
    try:
        return pq.ParquetFile(folder / POINTS).read()
    except (OSError, pa.ArrowException) as error:
        raise unreadable(folder, POINTS, error) from error
