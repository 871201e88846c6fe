"""Play a piece of an experiment: one row for each mandate, as the bytes of a Parquet file (lignes).

This is all that a worker does; it writes nothing on the disk and imports neither Mesa nor Hydra.
"""

from __future__ import annotations

import io
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from negosim.ensemble.design import Factor, Plan, Run
from negosim.errors import Message, UserError, message
from negosim.metrics import METRICS, summary
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.setting import Setting
from negosim.plugins import error_text, load_plugins
from negosim.territory.tables import data_hash
from negosim.version import installed_version, source_hash

__all__ = [
    "CAST",
    "TABLES",
    "TYPES",
    "Frame",
    "Piece",
    "Result",
    "Task",
    "local_model",
    "metric_names",
    "parquet_bytes",
    "piece_of",
    "play_piece",
    "schema_of",
]

SHORT_HASH = 12

TABLES = ("dossiers", "months")
"""The tables of `negosim.tables` that a sweep may write beside its rows."""

Frame: TypeAlias = Any
"""A DataFrame of pandas, which is loaded only where a table is written."""

TYPES = {"integer": pa.int64(), "number": pa.float64(), "word": pa.string()}
CAST: dict[str, Callable[[Any], Any]] = {"integer": int, "number": float, "word": str}
"""The kinds of a factor's column: the type of the column, and what makes a value of it."""

TERRITORY_COLUMNS = (("siren", pa.string()), ("category", pa.string()), ("n_communes", pa.int32()))


def local_model() -> tuple[str, ...]:
    """The version, sources and data of the package in this process."""
    return installed_version(), source_hash(), data_hash()


@dataclass(frozen=True)
class Task:
    """What every piece of an experiment has in common; it travels to the workers.

    `setting_of(values, seed)` is the setting of a point, `play(setting, seed)` plays one mandate, `model` is the
    model that the rows must come from.
    """

    setting_of: Callable[[tuple[Any, ...], int], Setting]
    play: Callable[[Setting, int], Mandate]
    factors: tuple[Factor, ...]
    kinds: tuple[str, ...]
    tables: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    model: tuple[str, ...] = field(default_factory=local_model)


@dataclass(frozen=True)
class Piece:
    """The runs from `first` to `last` (excluded), with the values of their points."""

    first: int
    last: int
    runs: tuple[Run, ...] = field(repr=False)
    values: dict[int, tuple[Any, ...]] = field(repr=False)

    @property
    def count(self) -> int:
        """The number of runs."""
        return self.last - self.first


@dataclass(frozen=True)
class Result:
    """The files of a piece by table (`""`: the rows; no bytes: no line), its seconds, its failures."""

    files: dict[str, bytes] = field(repr=False)
    seconds: float
    failures: tuple[tuple[Run, Message], ...] = ()


def piece_of(plan: Plan, first: int, last: int) -> Piece:
    """The piece of these runs."""
    runs = tuple(plan.run(number) for number in range(first, last))
    return Piece(first, last, runs, {run.point: plan.values[run.point] for run in runs})


def kinds_of(factors: Sequence[Factor], values: Iterable[tuple[Any, ...]]) -> tuple[str, ...]:
    """The type of each factor's column: "integer", "number" or "word"."""
    kinds = []
    for column, factor in zip(zip(*values, strict=True), factors, strict=True):
        if all(isinstance(value, int) and not isinstance(value, bool) for value in column):
            kinds.append("integer" if factor.choice or not factor.is_sampled or factor.whole else "number")
        elif all(isinstance(value, int | float) and not isinstance(value, bool) for value in column):
            kinds.append("number")
        else:
            kinds.append("word")
    return tuple(kinds)


def metric_names() -> list[str]:
    """The columns of metrics: every one that a sweep measures."""
    entries = METRICS.entries()
    return [name for name in METRICS.names() if not getattr(entries[name], "costly", False)]


def schema_of(task: Task) -> pa.Schema:
    """The columns of the rows: the run, its factors, its territory, its metrics, and its error."""
    return pa.schema(
        [
            ("point", pa.int32()), ("replicate", pa.int32()), ("seed", pa.int64()),
            *((factor.key, TYPES[kind]) for factor, kind in zip(task.factors, task.kinds, strict=True)),
            *TERRITORY_COLUMNS,
            *((name, pa.float64()) for name in metric_names()),
            ("error", pa.string()),
        ]
    )  # fmt: skip


def play_piece(task: Task, piece: Piece) -> Result:
    """Play the runs of a piece; one that fails leaves a row with its seed and its error, and no metric.

    Raises UserError in a process that has another model than the experiment's: rows of two models are never mixed.
    """
    if task.model != local_model():
        raise UserError(message("{host} a un autre modèle (negosim {version}, sources {sources}) que le balayage : "
                                "installez partout le même.", host=platform.node(), version=local_model()[0],
                                sources=local_model()[1][:SHORT_HASH]))  # fmt: skip
    load_plugins(task.plugins)
    start = time.perf_counter()
    rows: list[dict[str, Any]] = []
    extra: dict[str, list[Frame]] = {name: [] for name in task.tables}
    failures: list[tuple[Run, Message]] = []
    for run in piece.runs:
        row = _identity(task, run, piece.values[run.point])
        try:
            setting = task.setting_of(piece.values[run.point], run.seed)
            row |= {"siren": setting.territory.siren, "category": setting.territory.category,
                    "n_communes": setting.territory.n}  # fmt: skip
            mandate = task.play(setting, run.seed)
            row |= summary(mandate)
            for name, frames in extra.items():
                frames.append(_table(name, mandate, run))
        except Exception as error:  # noqa: BLE001 -- recorded with its seed; the other runs go on
            problem = problem_in(error)
            row["error"] = str(problem)
            failures.append((run, problem))
        rows.append(row)
    files = {name: _concatenate(frames) for name, frames in extra.items()}
    files[""] = parquet_bytes(pa.Table.from_pylist(rows, schema_of(task)))
    return Result(files, time.perf_counter() - start, tuple(failures))


def problem_in(error: Exception) -> Message:
    """What went wrong: the rows keep the French words, the screen has those of its reader."""
    return error.problems[0] if isinstance(error, UserError) else message("{name}", name=error_text(error))


def dead_result(task: Task, piece: Piece, reason: Message) -> Result:
    """The result of a piece whose worker dies each time: rows without metrics."""
    rows = [_identity(task, run, piece.values[run.point]) | {"error": str(reason)} for run in piece.runs]
    files = dict.fromkeys(task.tables, b"")
    files[""] = parquet_bytes(pa.Table.from_pylist(rows, schema_of(task)))
    return Result(files, 0.0, tuple((run, reason) for run in piece.runs))


def _identity(task: Task, run: Run, values: tuple[Any, ...]) -> dict[str, Any]:
    """The run and the values of its factors, in the types of their columns."""
    factors = {f.key: CAST[kind](v) for f, kind, v in zip(task.factors, task.kinds, values, strict=True)}
    return {"point": run.point, "replicate": run.replicate, "seed": run.seed, **factors}


def _table(name: str, mandate: Mandate, run: Run) -> Frame:
    """A table of one mandate with its run in front."""
    from negosim import tables  # noqa: PLC0415 -- pandas, only where a table is written

    frame = getattr(tables, name)(mandate)
    columns = {"point": run.point, "replicate": run.replicate, "seed": run.seed}
    for position, (column, value) in enumerate(columns.items()):
        frame.insert(position, column, value)
    return frame


def _concatenate(frames: list[Frame]) -> bytes:
    """Tables one under the other, as a file; no bytes where every mandate failed, since no column is then known."""
    tables = [pa.Table.from_pandas(frame, preserve_index=False) for frame in frames if len(frame)]
    return parquet_bytes(pa.concat_tables(tables, promote_options="permissive")) if tables else b""


def parquet_bytes(table: pa.Table) -> bytes:
    """A table as a Parquet file: zstd, numbers split by byte, a checksum on each page."""
    buffer = io.BytesIO()
    split: Any = [field.name for field in table.schema if pa.types.is_floating(field.type)] or False
    words: Any = [field.name for field in table.schema if pa.types.is_string(field.type)] or False
    pq.write_table(table, buffer, compression="zstd", use_byte_stream_split=split, use_dictionary=words,
                   write_page_checksum=True)  # fmt: skip
    return buffer.getvalue()
