"""Play the sweep of an experiment, from Python as from the command line (balayage)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from negosim.api import announce
from negosim.ensemble.estimate import Estimate, estimate, separate_process
from negosim.ensemble.manifest import points_table
from negosim.ensemble.queue import WorkQueue
from negosim.ensemble.runner import run_queue
from negosim.ensemble.store import MANIFEST
from negosim.ensemble.worker import play_piece
from negosim.locale import default_lang, known_language, mistakes_in
from negosim.plugins import load_plugins, named_mistakes
from negosim.sweeps.experiment import Experiment
from negosim.sweeps.opening import SweepSetup, folder_in_use, open_sweep
from negosim.sweeps.progress import OnProgress, Progress, TerminalProgress
from negosim.sweeps.words import Levels, words_of
from negosim.terminal import console

__all__ = ["sweep"]


def sweep(
    territory: Levels | None = None,
    *,
    facilitation: Levels | None = None,
    experiment: str | None = None,
    overrides: str | Sequence[str] = (),
    engine: str | None = None,
    output: str | Path | None = None,
    resume: str | Path | None = None,
    config_dir: str | Path | None = None,
    plugins: Sequence[str | Path] = (),
    dry_run: bool = False,
    progress: OnProgress | bool | None = None,
    lang: str | None = None,
) -> Experiment:
    """Play an experiment, one row for each mandate, and return it.

    `territory` and `facilitation` are values as in `negosim.play`, or lists of them: the levels of a factor.
    `overrides` are the other words of a command line ("context.scarcity=0.2,0.5", "design.replicates=50"),
    `experiment` the name of an experiment file, `engine` where it is played (processes, serial, dask, slurm).
    `output` is a new or empty folder (by default a dated one under `sweeps`); `resume` finishes that of an interrupted
    sweep, alone or with another engine. `config_dir` and `plugins`: as in `negosim.play`. A dry run plays a few trial
    mandates for the estimate, and writes nothing. `progress(done, failed)` is called after each piece of work; True
    prints what the command prints, in `lang`.
    Raises UserError: every mistake that `negosim sweep` refuses, all named at once.
    """
    lang = known_language(lang or default_lang())
    words = words_of(**{"+experiment": experiment, "territory": territory, "facilitation": facilitation,
                        "engine": engine, "output": output, "resume": resume})  # fmt: skip
    words += [overrides] if isinstance(overrides, str) else [str(word) for word in overrides]
    reporter = TerminalProgress(console(), lang) if progress is True else Progress(progress or None)
    with mistakes_in(lang), named_mistakes():
        load_plugins(plugins)
        setup = open_sweep(words, config_dir, lang)
        announce(lang)
        forecast = _estimate(setup, reporter)[1] if dry_run else _play(setup, reporter)
    points = points_table(setup.spec.plan, setup.task).to_pandas()
    return Experiment(setup.store.folder, setup.manifest, points, lang, forecast)


def _play(setup: SweepSetup, reporter: Progress) -> Estimate:
    """Play what is missing, under the lock of the folder; the estimate of before."""
    store, spec = setup.store, setup.spec
    with store.locked():
        has_manifest = store.folder.joinpath(MANIFEST).exists()
        if has_manifest and not setup.is_resumed:
            raise folder_in_use(store.folder)
        reporter.unreadable(store.inspect())
        queue, forecast = _estimate(setup, reporter)
        if not has_manifest:
            store.prepare(setup.manifest, points_table(spec.plan, setup.task))
        with reporter.playing(queue) as queue.on_progress:
            run_queue(spec.engine, queue, setup.manifest)
    reporter.end(queue)
    return forecast


def _estimate(setup: SweepSetup, reporter: Progress) -> tuple[WorkQueue, Estimate]:
    """What is left to play, and what it takes by a few trial mandates, after the outline."""
    engine = setup.spec.engine
    queue = WorkQueue(setup.spec.plan, setup.task, setup.store, notify=reporter.notify)
    with reporter.estimating(), nullcontext(play_piece) if engine.in_process else separate_process() as play_trial:
        forecast = estimate(queue, engine.slots, play_trial)
    queue.costs.update(forecast.costs)
    reporter.outline(setup.spec, forecast)
    return queue, forecast
