"""The manifest of a folder of results: their configuration, model, data and sessions (manifeste)."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from typing import Any

import pyarrow as pa

from negosim.ensemble.design import Plan
from negosim.ensemble.worker import CAST, SHORT_HASH, TYPES, Task, schema_of
from negosim.plugins import loaded_plugins
from negosim.territory.tables import data_hash
from negosim.version import PACKAGE, installed_version, source_hash

__all__ = [
    "FORMAT",
    "differences",
    "environment",
    "manifest_of",
    "plugin_list",
    "points_table",
    "subset_named_by",
    "values_of",
]

FORMAT = 1
LIBRARIES = ("numpy", "numba", "pandas", "pyarrow", "scipy", "SALib")
DECISIVE = ("negosim", "sources", "data")
"""What must be the same for a sweep to be finished: rows played by two models are never mixed."""


def git_commit() -> str | None:
    """The commit of the sources, where they stand in a git repository."""
    try:
        command = ["git", "-C", str(PACKAGE), "rev-parse", "HEAD"]
        output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=10)  # noqa: S603 -- ourselves
    except (OSError, subprocess.SubprocessError):
        return None
    return output.stdout.strip()


def environment() -> dict[str, Any]:
    """The versions, sources and data behind the rows."""
    return {
        "negosim": installed_version(), "sources": source_hash(), "commit": git_commit(), "data": data_hash(),
        "python": platform.python_version(), "machine": platform.platform(),
        **{name: metadata.version(name) for name in LIBRARIES},
    }  # fmt: skip


def manifest_of(plan: Plan, task: Task, resolved: Mapping[str, Any], digest: str) -> dict[str, Any]:
    """The manifest of an experiment before its first run."""
    return {
        "format": FORMAT, "name": plan.name, "stage": plan.design.stage, "points": plan.points, "runs": plan.runs,
        "replicates": plan.design.replicates, "hash": digest, "environment": environment(),
        "plugins": [{"source": plugin.source, "sha256": plugin.digest} for plugin in loaded_plugins()],
        "schema": {field.name: str(field.type) for field in schema_of(task)},
        "tables": list(task.tables), "kinds": list(task.kinds), "configuration": dict(resolved), "sessions": [],
    }  # fmt: skip


def plugin_list(plugins: Iterable[tuple[str, str]]) -> str:
    """Plug-ins by source and SHA-256, in a row; "-" where there is none."""
    return ", ".join(f"{source} {digest[:SHORT_HASH]}" for source, digest in plugins) or "-"


def points_table(plan: Plan, task: Task) -> pa.Table:
    """One row for each point: its number, its treatment, its sample, the values of its factors."""
    columns = {
        "point": pa.array(range(plan.points), pa.int32()), "treatment": pa.array(plan.treatments, pa.int32()),
        "sample": pa.array(plan.samples, pa.int32()),
    }  # fmt: skip
    for k, (key, kind) in enumerate(zip(plan.keys, task.kinds, strict=True)):
        columns[key] = pa.array([CAST[kind](values[k]) for values in plan.values], TYPES[kind])
    return pa.table(columns)


def values_of(points: pa.Table, count: int) -> tuple[list[tuple[Any, ...]], tuple[tuple[int, ...], tuple[int, ...]]]:
    """The values of every point, then treatments and samples, from the table of points with `count` factors."""
    columns = [points.column(name).to_pylist() for name in points.column_names[3 : 3 + count]]
    values = list(zip(*columns, strict=True)) if columns else [()] * points.num_rows
    return values, (tuple(points["treatment"].to_pylist()), tuple(points["sample"].to_pylist()))


def subset_named_by(resolved: Mapping[str, Any], words: Sequence[str]) -> dict[str, Any]:
    """The part of a configuration that some words of a command line name: levels of factors, else values.

    A word that names an experiment names all its factors and its design.
    """
    factors = {f["key"]: f["levels"] or [f["low"], f["high"]] for f in resolved["factors"]}
    subset: dict[str, Any] = {}
    for word in words:
        key = word.partition("=")[0].lstrip("+~").partition("@")[0]
        if key == "experiment":
            subset |= {**factors, "design": resolved["design"]}
        elif key in factors:
            subset[key] = factors[key]
        elif key != "lang":
            subset[key] = _at({**resolved["bases"][0]["values"], "design": resolved["design"]}, key)
    return subset


def _at(values: Any, key: str) -> Any:
    """The value of a dotted key, None where there is none."""
    for part in key.split("."):
        values = values.get(part) if isinstance(values, Mapping) else None
    return values


def differences(before: Any, now: Any, path: str = "") -> list[tuple[str, Any, Any]]:
    """Where two nested configurations differ: dotted key, value before, value now."""
    if isinstance(before, dict) and isinstance(now, dict):
        keys = dict.fromkeys([*before, *now])
        pairs = ((f"{path}.{key}" if path else str(key), before.get(key), now.get(key)) for key in keys)
        return [line for name, old, new in pairs for line in differences(old, new, name)]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [line for k, pair in enumerate(zip(before, now, strict=True))
                for line in differences(*pair, f"{path}[{k}]")]  # fmt: skip
    return [] if before == now else [(path, before, now)]
