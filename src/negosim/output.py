"""The files of a played mandate: tables, figures, a summary and a journal (résultats).

Everything is written beside its place, then moved: a folder holds the whole of a mandate's files or none.
"""

from __future__ import annotations

import json
import platform
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from negosim import metrics, narrate, plots, tables
from negosim.config import Job
from negosim.errors import UserError, message
from negosim.negotiation.mandate import Mandate
from negosim.plugins import loaded_plugins
from negosim.version import installed_version

__all__ = ["FIGURES", "FILES", "TABLES", "summary_record", "write"]

TABLES: tuple[Callable[[Mandate], Any], ...] = (
    tables.dossiers, tables.months, tables.communes, tables.officials,
    tables.meetings, tables.answers, tables.transfers, tables.blockages,
    tables.openings, tables.rounds, tables.withdrawals, tables.votes, tables.ratifications, tables.conclusions,
    tables.defections, tables.judgements,
)  # fmt: skip
FIGURES: tuple[Callable[[Mandate, str], Any], ...] = (plots.trust, plots.dossiers, plots.power)
FILES = (
    *(f"{table.__name__}.parquet" for table in TABLES),
    *(f"{figure.__name__}.png" for figure in FIGURES),
    "journal.md", "summary.json",
)  # fmt: skip
"""The files that a mandate leaves."""

LIBRARIES = ("numpy", "numba", "pandas", "pyarrow", "hydra-core", "mesa")


def write(job: Job, mandate: Mandate, folder: Path, lang: str) -> list[Path]:
    """Write every file of `mandate` into `folder` and return their paths.

    `UserError` if the folder cannot be written; it then holds what it held before.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".negosim-", dir=folder))
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        _fill(job, mandate, beside, lang)
        return [(beside / name).replace(folder / name) for name in FILES]
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fill(job: Job, mandate: Mandate, folder: Path, lang: str) -> None:
    """Write every file into an empty folder."""
    for table in TABLES:
        table(mandate).to_parquet(folder / f"{table.__name__}.parquet", engine="pyarrow", index=False)
    for draw in FIGURES:
        plots.save(draw(mandate, lang), folder / f"{draw.__name__}.png")
    (folder / "journal.md").write_text(narrate.journal(mandate, lang), encoding="utf-8")
    record = json.dumps(summary_record(job, mandate), ensure_ascii=False, indent=2, default=lambda value: value.item())
    (folder / "summary.json").write_text(record + "\n", encoding="utf-8")


def summary_record(job: Job, mandate: Mandate) -> dict[str, Any]:
    """What `summary.json` holds: metrics, and all that is needed to play the same mandate again."""
    territory = job.setting.territory
    return {
        "territory": {"siren": territory.siren, "name": territory.name, "n_communes": territory.n},
        "seed": job.seed,
        "metrics": metrics.summary(mandate, costly=True),
        "config_hash": job.hash,
        "data_hash": territory.data_hash,
        "versions": {
            "negosim": installed_version(),
            "python": platform.python_version(),
            **{name: metadata.version(name) for name in LIBRARIES},
        },
        "plugins": [{"source": plugin.source, "sha256": plugin.digest} for plugin in loaded_plugins()],
        "config": job.resolved,
        "actions": {str(month): asdict(move) for month, move in mandate.actions.items()},
    }


def _unwritable(folder: Path, error: OSError) -> UserError:
    """The folder that cannot be written, and why."""
    reason = error.strerror or str(error)
    return UserError(
        message("Impossible d'écrire dans « {folder} » ({reason}) : choisissez un autre dossier par output=…",
                folder=str(folder), reason=reason)
    )  # fmt: skip
