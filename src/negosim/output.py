"""The files of a mandate: tables, figures, a summary and a journal (résultats).

Files are written in a hidden folder beside, then moved: a folder holds the whole of a mandate's files or none.
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
from negosim.version import installed_version, source_hash

__all__ = ["FIGURES", "FILES", "JOURNAL", "SUMMARY", "TABLES", "figures_of", "summary_record", "write"]

TABLES: tuple[Callable[[Mandate], Any], ...] = (
    tables.dossiers, tables.clauses, tables.items, tables.months, tables.communes, tables.officials,
    tables.meetings, tables.answers, tables.transfers, tables.blockages,
    tables.openings, tables.rounds, tables.withdrawals, tables.votes, tables.ratifications, tables.conclusions,
    tables.defections, tables.judgements, tables.consequences, tables.deliveries,
)  # fmt: skip
FIGURES: tuple[Callable[[Mandate, str], Any], ...] = (
    plots.trust, plots.dossiers, plots.contents, plots.power,
)  # fmt: skip
JOURNAL, SUMMARY = "journal.md", "summary.json"
FILES = (
    *(f"{table.__name__}.parquet" for table in TABLES),
    *(f"{figure.__name__}.png" for figure in FIGURES),
    JOURNAL, SUMMARY,
)  # fmt: skip
"""The files of a mandate."""

LIBRARIES = ("numpy", "numba", "pandas", "pyarrow", "hydra-core", "mesa")


def write(job: Job, mandate: Mandate, folder: Path, lang: str) -> list[Path]:
    """Write every file of `mandate` into `folder`, the journal and the figures in `lang`, and return their paths.

    Raises UserError: the folder cannot be written; its former files are then as they were.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".negosim-", dir=folder))
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        _fill(job, mandate, temporary, lang)
        return [(temporary / name).replace(folder / name) for name in FILES]
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _fill(job: Job, mandate: Mandate, folder: Path, lang: str) -> None:
    """Write every file into an empty folder."""
    for table in TABLES:
        table(mandate).to_parquet(folder / f"{table.__name__}.parquet", engine="pyarrow", index=False)
    for name, figure in figures_of(mandate, lang).items():
        plots.save(figure, folder / f"{name}.png")
    (folder / JOURNAL).write_text(narrate.journal(mandate, lang), encoding="utf-8")
    record = summary_record(job, mandate, lang)
    text = json.dumps(record, ensure_ascii=False, indent=2, default=lambda value: value.item())
    (folder / SUMMARY).write_text(text + "\n", encoding="utf-8")


def figures_of(mandate: Mandate, lang: str) -> dict[str, Any]:
    """The figures of a mandate by name, in `lang`."""
    return {draw.__name__: draw(mandate, lang) for draw in FIGURES}


def summary_record(job: Job, mandate: Mandate, lang: str) -> dict[str, Any]:
    """The content of `summary.json`: metrics, and all that is needed to play the same mandate again.

    `lang`: the language of the journal and of the figures beside it.
    """
    territory = job.setting.territory
    return {
        "territory": {"siren": territory.siren, "name": territory.name, "n_communes": territory.n},
        "seed": job.seed,
        "lang": lang,
        "metrics": metrics.summary(mandate, costly=True),
        "config_hash": job.hash,
        "data_hash": territory.data_hash,
        "sources": source_hash(),
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
