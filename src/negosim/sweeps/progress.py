"""The progress of a sweep: silent, a number of mandates, or sentences and a bar on a terminal (avancement)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from negosim.config.experiment import ExperimentSpec
from negosim.ensemble.design import Factor
from negosim.ensemble.estimate import Estimate
from negosim.ensemble.queue import WorkQueue
from negosim.errors import Message, message
from negosim.locale import translate
from negosim.terminal import say, waiting_notice
from negosim.titles import names_in_a_row

__all__ = ["OnProgress", "Progress", "TerminalProgress", "duration", "size"]

OnProgress = Callable[[int, int], None]
"""What is called after each piece, with the number of mandates on the disk and of those that failed."""

LINE_SECONDS = 60.0
MOST_FAILURES = 5
MINUTE, HOUR = 60, 3600
KILO = 1000

STAGE = {"exploratory": message("exploratoire"), "confirmatory": message("confirmatoire")}


class Progress:
    """The progress of a sweep, silent but for `on_progress`."""

    def __init__(self, on_progress: OnProgress | None = None) -> None:
        self.on_progress: OnProgress = on_progress or (lambda _done, _failed: None)

    def notify(self, sentence: Message) -> None:
        """What the user should know while the mandates are played."""

    def estimating(self) -> AbstractContextManager[None]:
        """While the trial mandates are played."""
        return nullcontext()

    def outline(self, spec: ExperimentSpec, estimate: Estimate) -> None:
        """Before the start: factors, points, mandates, time and size."""

    def unreadable(self, names: Sequence[str]) -> None:
        """The shards that could not be read, and are played again."""

    def playing(self, _queue: WorkQueue) -> AbstractContextManager[OnProgress]:
        """While the mandates are played: what is called after each piece."""
        return nullcontext(self.on_progress)

    def end(self, queue: WorkQueue) -> None:
        """After the last mandate."""


class TerminalProgress(Progress):
    """Sentences on a terminal, in `lang`, and a live bar; a line a minute where there is no terminal."""

    def __init__(self, screen: Console, lang: str) -> None:
        super().__init__()
        self.screen, self.lang = screen, lang

    def notify(self, sentence: Message) -> None:
        """Print a sentence."""
        say(self.screen, sentence, self.lang)

    def estimating(self) -> AbstractContextManager[None]:
        """A notice that the calculation goes on."""
        return waiting_notice(self.lang)

    def outline(self, spec: ExperimentSpec, estimate: Estimate) -> None:
        """Print the experiment: factors, points, mandates, time and size."""
        plan, engine, lang = spec.plan, spec.engine, self.lang
        title = message("Expérience « {name} » ({stage})", name=plan.name, stage=STAGE[plan.design.stage])
        say(self.screen, title, lang, "bold")
        for factor in plan.factors:
            self.notify(message("  {key} : {levels}", key=factor.key, levels=levels_of(factor, lang)))
        self.notify(message("{points} points × {replicates} répétitions = {runs} mandats, dont {left} à jouer.",
                            points=plan.points, replicates=plan.design.replicates, runs=plan.runs,
                            left=estimate.remaining))  # fmt: skip
        self.notify(message("Moteur {engine}, {slots} à la fois : environ {time} ; environ {size} sur le disque.",
                            engine=engine.name, slots=engine.slots, time=duration(estimate.seconds, lang),
                            size=size(estimate.bytes)))  # fmt: skip
        for run in estimate.deadly[:MOST_FAILURES]:
            self.notify(message("Un mandat d'essai a tué son processus (point {point}, autour de la graine {seed}) : "
                                "le balayage l'isolera et le gardera en échec.",
                                point=run.point, seed=str(run.seed)))  # fmt: skip

    def unreadable(self, names: Sequence[str]) -> None:
        """Print the names of the shards that are played again."""
        for name in names:
            self.notify(message("Fichier illisible, mis de côté dans _broken/ et joué de nouveau : {name}", name=name))

    @contextmanager
    def playing(self, queue: WorkQueue) -> Iterator[OnProgress]:
        """Show how far the work is; after an interruption, print how to go on."""
        try:
            with self._bar(queue) if self.screen.is_terminal else self._lines(queue) as on_progress:
                yield on_progress
        except KeyboardInterrupt:
            self.notify(
                message("Interrompu : {done} mandats sur {runs} sont écrits. negosim sweep resume={folder} finira.",
                        done=queue.done, runs=queue.plan.runs, folder=str(queue.store.folder))
            )  # fmt: skip
            raise

    @contextmanager
    def _bar(self, queue: WorkQueue) -> Iterator[OnProgress]:
        """A bar with rate, remaining time and failures."""
        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
                   TextColumn("{task.description}"))  # fmt: skip
        with Bar(*columns, console=self.screen) as bar:
            line = bar.add_task("", total=queue.plan.runs, completed=queue.done)
            before, start = queue.done, time.perf_counter()

            def on_progress(done: int, failed: int) -> None:
                rate = round((done - before) / max(time.perf_counter() - start, 1e-9), 1)
                text = translate(message("{rate} mandats/s, échecs : {failed}", rate=rate, failed=failed), self.lang)
                bar.update(line, completed=done, description=text)

            yield on_progress

    @contextmanager
    def _lines(self, queue: WorkQueue) -> Iterator[OnProgress]:
        """A plain line a minute, and one at the end."""
        before, start = queue.done, time.perf_counter()
        last = [start]

        def on_progress(done: int, failed: int) -> None:
            now = time.perf_counter()
            if now - last[0] < LINE_SECONDS and done < queue.plan.runs:
                return
            last[0] = now
            rate = (done - before) / max(now - start, 1e-9)
            left = duration((queue.plan.runs - done) / max(rate, 1e-9), self.lang)
            self.notify(message("{done} sur {runs} mandats, {rate} mandats/s, reste {left}, échecs : {failed}",
                                done=done, runs=queue.plan.runs, rate=round(rate, 1), left=left,
                                failed=failed))  # fmt: skip

        yield on_progress

    def end(self, queue: WorkQueue) -> None:
        """Print how many runs failed, the first of them with their seeds, where the rows are, what to do with them."""
        if queue.failures:
            self.notify(message("{n} mandats ont échoué ; leurs lignes gardent la graine et le message (colonne "
                                "error).", n=len(queue.failures)))  # fmt: skip
        for run, problem in queue.failures[:MOST_FAILURES]:
            self.notify(message("  point {point}, répétition {replicate}, graine {seed} : {problem}", point=run.point,
                                replicate=run.replicate, seed=str(run.seed), problem=problem))  # fmt: skip
        folder = str(queue.store.folder)
        self.notify(message("{runs} mandats dans {folder}", runs=queue.plan.runs, folder=folder))
        self.notify(message("Analyse : negosim analyse {folder}", folder=folder))


def levels_of(factor: Factor, lang: str) -> Message:
    """The levels of a factor, or its bounds."""
    if factor.is_sampled:
        return message("de {low} à {high}", low=factor.low, high=factor.high)
    return message("{names}", names=names_in_a_row([str(level) for level in factor.levels], lang))


def duration(seconds: float, lang: str) -> str:
    """A time in words: seconds, minutes or hours."""
    if seconds < 2 * MINUTE:
        return translate(message("{n} s", n=round(seconds)), lang)
    if seconds < 2 * HOUR:
        return translate(message("{n} min", n=round(seconds / MINUTE)), lang)
    return translate(message("{n} h", n=round(seconds / HOUR, 1)), lang)


def size(count: float) -> Message:
    """A number of bytes in words, in decimal units."""
    if count < KILO**2:
        return message("{n} ko", n=round(count / KILO))
    if count < KILO**3:
        return message("{n} Mo", n=round(count / KILO**2))
    return message("{n} Go", n=round(count / KILO**3, 1))
