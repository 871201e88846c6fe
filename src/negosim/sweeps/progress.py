"""What `negosim sweep` says: the outline before, the progress meanwhile, the failures and the folder after."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from negosim.config.experiment import Experiment
from negosim.ensemble.design import Factor, Plan
from negosim.ensemble.estimate import Estimate
from negosim.ensemble.queue import WorkQueue
from negosim.errors import Message, message
from negosim.locale import translate
from negosim.terminal import say
from negosim.titles import names_in_a_row

__all__ = ["progress", "say_broken", "say_ended", "say_failures", "say_outline"]

A_LINE_EVERY = 60.0
MOST_FAILURES = 5
MINUTE, HOUR = 60, 3600
KILO = 1000


def say_outline(screen: Console, experiment: Experiment, queue: WorkQueue, pilot: Estimate, lang: str) -> None:
    """Print the experiment before anything starts: factors, points, runs, time and size."""
    plan, engine = experiment.plan, experiment.engine
    say(
        screen, message("Expérience « {name} » ({stage})", name=plan.name, stage=STAGE[plan.design.stage]), lang, "bold"
    )
    for factor in plan.factors:
        say(screen, message("  {key} : {levels}", key=factor.key, levels=levels_of(factor, lang)), lang)
    say(screen, message("{points} points × {replicates} répétitions = {runs} mandats, dont {left} à jouer.",
                        points=plan.points, replicates=plan.design.replicates, runs=plan.runs,
                        left=plan.runs - queue.done), lang)  # fmt: skip
    seconds = pilot.seconds * (plan.runs - queue.done) / max(plan.runs, 1) / engine.slots
    say(screen, message("Moteur {engine}, {slots} à la fois : environ {time} ; environ {size} sur le disque.",
                        engine=engine.name, slots=engine.slots, time=duration(seconds, lang),
                        size=size(pilot.size)), lang)  # fmt: skip
    for run in pilot.deadly[:MOST_FAILURES]:
        say(screen, message("Un mandat d'essai a tué son processus (point {point}, autour de la graine {seed}) : le "
                            "balayage l'isolera et le gardera en échec.", point=run.point, seed=str(run.seed)),
            lang)  # fmt: skip


STAGE = {"exploratory": message("exploratoire"), "confirmatory": message("confirmatoire")}


def levels_of(factor: Factor, lang: str) -> Message:
    """The levels of a factor, or its bounds."""
    if factor.is_sampled:
        return message("de {low} à {high}", low=factor.low, high=factor.high)
    return message("{names}", names=names_in_a_row([str(level) for level in factor.levels], lang))


def duration(seconds: float, lang: str) -> str:
    """A time as it is said: seconds, minutes or hours."""
    if seconds < 2 * MINUTE:
        return translate(message("{n} s", n=round(seconds)), lang)
    if seconds < 2 * HOUR:
        return translate(message("{n} min", n=round(seconds / MINUTE)), lang)
    return translate(message("{n} h", n=round(seconds / HOUR, 1)), lang)


def size(count: float) -> Message:
    """A number of bytes as it is said, in decimal units."""
    if count < KILO**2:
        return message("{n} ko", n=round(count / KILO))
    if count < KILO**3:
        return message("{n} Mo", n=round(count / KILO**2))
    return message("{n} Go", n=round(count / KILO**3, 1))


def say_broken(screen: Console, names: Sequence[str], lang: str) -> None:
    """Print the shards that could not be read, and that are played again."""
    for name in names:
        say(
            screen, message("Fichier illisible, mis de côté dans _broken/ et joué de nouveau : {name}", name=name), lang
        )


@contextmanager
def progress(screen: Console, queue: WorkQueue, folder: Path, lang: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far the work is: a live bar on a terminal, else a line a minute; what to do after an interruption."""
    shown = _bar(screen, queue, lang) if screen.is_terminal else _lines(screen, queue, lang)
    try:
        with shown as told:
            yield told
    except KeyboardInterrupt:
        said = message("Interrompu : {done} mandats sur {runs} sont écrits. negosim sweep resume={folder} finira.",
                       done=queue.done, runs=queue.plan.runs, folder=str(folder))  # fmt: skip
        say(screen, said, lang)
        raise


@contextmanager
def _bar(screen: Console, queue: WorkQueue, lang: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with rate, remaining time and failures."""
    columns = (
        BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(), TextColumn("{task.description}"),
    )  # fmt: skip
    with Progress(*columns, console=screen) as bar:
        line = bar.add_task("", total=queue.plan.runs, completed=queue.done)
        before, begun = queue.done, time.perf_counter()

        def told(done: int, failed: int) -> None:
            rate = (done - before) / max(time.perf_counter() - begun, 1e-9)
            said = translate(message("{rate} mandats/s, échecs : {failed}", rate=round(rate, 1), failed=failed), lang)
            bar.update(line, completed=done, description=said)

        yield told


@contextmanager
def _lines(screen: Console, queue: WorkQueue, lang: str) -> Iterator[Callable[[int, int], None]]:
    """A plain line a minute, and one at the end."""
    before, begun = queue.done, time.perf_counter()
    last = [begun]

    def told(done: int, failed: int) -> None:
        now = time.perf_counter()
        if now - last[0] < A_LINE_EVERY and done < queue.plan.runs:
            return
        last[0] = now
        rate = (done - before) / max(now - begun, 1e-9)
        left = duration((queue.plan.runs - done) / max(rate, 1e-9), lang)
        said = message("{done} sur {runs} mandats, {rate} mandats/s, reste {left}, échecs : {failed}",
                       done=done, runs=queue.plan.runs, rate=round(rate, 1), left=left, failed=failed)  # fmt: skip
        say(screen, said, lang)

    yield told


def say_failures(screen: Console, queue: WorkQueue, lang: str) -> None:
    """Print how many runs failed, and the first of them with their seeds."""
    if not queue.failures:
        return
    say(screen, message("{n} mandats ont échoué ; leurs lignes gardent la graine et le message (colonne error).",
                        n=len(queue.failures)), lang)  # fmt: skip
    for run, said in queue.failures[:MOST_FAILURES]:
        say(screen, message("  point {point}, répétition {replicate}, graine {seed} : {said}",
                            point=run.point, replicate=run.replicate, seed=str(run.seed), said=said), lang)  # fmt: skip


def say_ended(screen: Console, folder: Path, plan: Plan, lang: str) -> None:
    """Print where the rows are and what to do with them."""
    say(screen, message("{runs} mandats dans {folder}", runs=plan.runs, folder=str(folder)), lang)
    say(screen, message("Analyse : negosim analyse {folder}", folder=str(folder)), lang)
