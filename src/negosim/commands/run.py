"""`negosim run`: one mandate, or a sweep of them, as a Hydra application."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import wraps
from pathlib import Path

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.utils import get_original_cwd
from omegaconf import DictConfig

from negosim.api import play_job
from negosim.commands.mandate_table import show_folder, show_mandate, show_opening, show_year
from negosim.commands.plugin_option import take_plugins
from negosim.config import checked_jobs, config_folder, load, quote_free_text
from negosim.config.compose import CONFIG_NAME, VERSION_BASE, composer, hydra_mistakes
from negosim.config.hydra_private import command_line_parser
from negosim.config.jobs import is_multirun
from negosim.errors import Message, UserError, message
from negosim.plugins import named_mistakes

__all__ = ["main"]

MONTHS_A_YEAR = 12
PROGRAM = "negosim run"
MODES = ("run", "multirun", "cfg", "info", "shell_completion")
PAGES = ("help", "hydra_help", "info", "shell_completion")


def main(arguments: Sequence[str], lang: str) -> int:
    """Load the plugins that the line names, check every job, then hand the line over to Hydra."""
    words = take_plugins(arguments)
    with named_mistakes():
        return _run(words, lang)


def _run(arguments: Sequence[str], lang: str) -> int:
    """Check every job, then hand the command line over to Hydra."""
    options = command_line_parser(PROGRAM).parse_intermixed_args(list(arguments))
    flags = list(arguments)
    for override in options.overrides:
        flags.remove(override)
    options.overrides = quote_free_text(options.overrides, multirun=options.multirun)
    with hydra_mistakes():
        page = _check(options, lang)
    mistakes: list[Message] = []
    with _hydra_command_line([*options.overrides, *flags]), hydra_mistakes() if page else nullcontext():
        main_of_hydra = hydra.main(config_path=str(config_folder()), config_name=CONFIG_NAME, version_base=VERSION_BASE)
        main_of_hydra(task_collecting(mistakes))()
    if mistakes:
        raise UserError(*{str(mistake): mistake for mistake in mistakes}.values())
    return 0


def task_collecting(mistakes: list[Message]) -> Callable[[DictConfig], None]:
    """`task`, with the user's mistakes collected for the end: Hydra would add a line of its own to each."""

    @wraps(task)
    def run(cfg: DictConfig) -> None:
        try:
            with named_mistakes():
                task(cfg)
        except UserError as error:
            mistakes.extend(error.problems)

    return run


def _check(options: Namespace, lang: str) -> bool:
    """Whether the line wants a page of help or information, which plays nothing; `UserError` if any job is wrong."""
    modes = [f"--{mode.replace('_', '-')}" for mode in MODES if getattr(options, mode)]
    if len(modes) > 1:
        raise UserError(message("Ces options ne vont pas ensemble : {options}", options=", ".join(modes)))
    if options.resolve and not (options.cfg or options.help):
        raise UserError(message("--resolve va avec --cfg ou --help."))
    if options.experimental_rerun is not None:
        raise UserError(
            message("{key} vaut « {value} » : lire ce fichier exécuterait le code qu'il contient. Un mandat se rejoue "
                    "par les réglages de son .hydra/overrides.yaml.",
                    key="--experimental-rerun", value=options.experimental_rerun)
        )  # fmt: skip
    loader = composer(options.config_dir, options.config_path, options.config_name, lang)
    if any(getattr(options, name) for name in PAGES):
        loader.refuse_code(options.overrides)
        return True
    sweep = options.multirun or (not options.run and not options.cfg and is_multirun(loader, options.overrides))
    checked_jobs(loader, options.overrides, multirun=sweep)
    return False


@contextmanager
def _hydra_command_line(arguments: Sequence[str]) -> Iterator[None]:
    """Hydra's own view of the command line, with errors that keep their traceback."""
    before, full = sys.argv, os.environ.get("HYDRA_FULL_ERROR")
    sys.argv, os.environ["HYDRA_FULL_ERROR"] = [PROGRAM, *arguments], "1"
    try:
        yield
    finally:
        sys.argv = before
        if full is None:
            del os.environ["HYDRA_FULL_ERROR"]
        else:
            os.environ["HYDRA_FULL_ERROR"] = full


def task(cfg: DictConfig) -> None:
    """Play one job and write its results into Hydra's folder."""
    job = load(cfg, Path(get_original_cwd()))
    show_opening(job)

    def on_month(month: int) -> None:
        if month % MONTHS_A_YEAR == 0:
            show_year(month // MONTHS_A_YEAR, job.lang)

    result = play_job(job, on_month=on_month)
    folder = Path(HydraConfig.get().runtime.output_dir)
    show_mandate(result)
    result.save(folder)
    show_folder(folder, job.lang)
