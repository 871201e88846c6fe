"""Every job of a command line composed and checked before anything is written (validation avant exécution)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from hydra.types import RunMode
from omegaconf import DictConfig

from negosim.config.compose import Composer, hydra_mistakes
from negosim.config.hydra_private import sweep_combinations
from negosim.config.job import Job, load
from negosim.errors import Message, UserError, message

__all__ = ["checked_jobs", "is_multirun", "probe_folder"]


def checked_jobs(composer: Composer, overrides: Sequence[str], *, multirun: bool) -> list[Job]:
    """The jobs of these overrides, one for each combination with `multirun`. Nothing is left on the disk.

    Raises UserError: every mistake of every job, a folder that cannot be written included.
    """
    problems: list[Message] = []
    jobs: list[Job] = []
    for combination in combinations(composer, overrides, problems) if multirun else [list(overrides)]:
        _check_job(composer, combination, jobs, problems)
    if not problems:
        _check_folder(composer, overrides, problems, multirun=multirun)
    if problems:
        raise UserError(*{str(problem): problem for problem in problems}.values())
    return jobs


def _check_job(composer: Composer, overrides: Sequence[str], jobs: list[Job], problems: list[Message]) -> None:
    """Compose and read one job, all its mistakes together."""
    valid = composer.valid_overrides(overrides, problems)
    try:
        jobs.append(load(composer.composition(valid)))
    except UserError as error:
        problems += error.problems


def combinations(composer: Composer, overrides: Sequence[str], problems: list[Message]) -> list[list[str]]:
    """The overrides of each job of a sweep, split by Hydra's own parser and sweeper."""
    parsed = composer.parse(overrides, problems)
    for_hydra = [str(one.input_line) for one in parsed if one.is_hydra_override()]
    try:
        params = composer.composition(for_hydra, multirun=True).hydra.sweeper.get("params") or {}
        for_jobs = composer.parse([f"{key}={value}" for key, value in params.items()], problems)
        for_jobs += [one for one in parsed if not one.is_hydra_override()]
    except UserError as error:
        problems += error.problems
        return []
    continuous = [one for one in for_jobs if one.is_sweep_override() and not one.is_discrete_sweep()]
    problems += [
        message("« {text} » ne donne pas de valeurs une à une : écrivez-les, ou range(début,fin,pas).",
                text=str(one.input_line))
        for one in continuous
    ]  # fmt: skip
    return [[*for_hydra, *job] for job in sweep_combinations([one for one in for_jobs if one not in continuous])]


def is_multirun(composer: Composer, overrides: Sequence[str]) -> bool:
    """Whether the configuration itself asks for several jobs (`hydra.mode=MULTIRUN`)."""
    for_hydra = [text for text in overrides if text.lstrip("+~").startswith("hydra.")]
    with suppress(UserError):
        return composer.composition(for_hydra, multirun=True).hydra.mode == RunMode.MULTIRUN
    return False


def _check_folder(composer: Composer, overrides: Sequence[str], problems: list[Message], *, multirun: bool) -> None:
    """Check that Hydra will be able to write its folder."""
    cfg: DictConfig = composer.composition(overrides, multirun=multirun)
    try:
        with hydra_mistakes():
            folder = Path(str(cfg.hydra.sweep.dir if multirun else cfg.hydra.run.dir))
        probe_folder(folder)
    except UserError as error:
        problems += error.problems


def probe_folder(folder: Path) -> None:
    """Write and remove a file in `folder`, which is created and removed if need be.

    Raises UserError: the folder cannot be written.
    """
    new_folders: list[Path] = []
    try:
        for part in reversed([folder, *folder.parents]):
            if not part.exists():
                part.mkdir()
                new_folders.append(part)
        handle, name = tempfile.mkstemp(dir=folder)
        os.close(handle)
        Path(name).unlink()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(
            message("Impossible d'écrire dans « {folder} » ({reason}) : choisissez un autre dossier par output=…",
                    folder=str(folder), reason=reason)
        ) from error  # fmt: skip
    finally:
        for part in reversed(new_folders):
            part.rmdir()
