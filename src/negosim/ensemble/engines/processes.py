"""Several processes of one machine; the death of one costs the piece that it played (processus)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from negosim.ensemble.engines import ENGINES
from negosim.ensemble.queue import WorkQueue
from negosim.ensemble.worker import Piece, Result, Task, play_piece
from negosim.knobs import DESIGN, knob

__all__ = ["Processes"]

WATCH_SECONDS = 1.0
KILLED = 137


@dataclass(frozen=True)
class Processes:
    """A pool of processes, made again when one of them dies; the default on one machine."""

    name: str = field(default="processes", init=False)
    here: bool = field(default=False, init=False)
    workers: int = knob(0, 0, 1024, "processes; 0 takes one for each core", "processes", "Processus", DESIGN)

    @property
    def slots(self) -> int:
        """The number of processes."""
        return self.workers or available_cores()

    def play(self, task: Task, queue: WorkQueue) -> None:
        """Play every piece; a pool that breaks is made again, and what it had is played alone."""
        source = queue.pieces()
        while True:
            pool = fresh_pool(self.slots)
            try:
                if self._exhausted(pool, task, queue, source):
                    return
            finally:
                end_now(pool)

    def _exhausted(self, pool: ProcessPoolExecutor, task: Task, queue: WorkQueue, source: Iterator[Piece]) -> bool:
        """Play with one pool until nothing is left (true) or the pool is broken (false)."""
        flying: dict[Future[Result], Piece] = {}
        while True:
            try:
                while len(flying) < (1 if queue.again else self.slots + 1):
                    piece = queue.again.pop() if queue.again else next(source, None)
                    if piece is None:
                        break
                    flying[pool.submit(play_piece, task, piece)] = piece
            except BrokenProcessPool:
                queue.again.append(piece)  # pyright: ignore[reportPossiblyUnboundVariable, reportArgumentType]
            if not flying:
                return not queue.again
            done = ended(pool, flying)
            alone, fallen = len(flying) == 1, []
            for future in done:
                piece = flying.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    fallen.append(piece)
                else:
                    queue.take(piece, future.result())
            if fallen or not done:
                for piece in [*fallen, *_fallen(flying, queue)]:
                    queue.died(piece, alone=alone)
                return False


def fresh_pool(workers: int) -> ProcessPoolExecutor:
    """A pool whose processes start from nothing, and end with this one."""
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), watch_parent, (os.getpid(),))


def ended(pool: ProcessPoolExecutor, flying: dict[Future[Result], Piece]) -> set[Future[Result]]:
    """The pieces that have ended, one at least; none where the pool will never answer.

    The thread that answers for a pool may end without a word for what was submitted while it broke (CPython 3.11).
    """
    while True:
        answering = pool_answers(pool)
        done, _ = wait(flying, timeout=WATCH_SECONDS, return_when=FIRST_COMPLETED)
        if done or not answering:
            return done


def pool_answers(pool: ProcessPoolExecutor) -> bool:
    """Whether the thread that gives the results of a pool is alive (no public name tells it)."""
    thread = getattr(pool, "_executor_manager_thread", None)
    return thread is None or thread.is_alive()


def _fallen(flying: dict[Future[Result], Piece], queue: WorkQueue) -> list[Piece]:
    """What a broken pool had in hand; what had ended is kept."""
    lost = []
    for future, piece in flying.items():
        wait([future], timeout=WATCH_SECONDS)
        if future.done() and future.exception() is None:
            queue.take(piece, future.result())
        else:
            lost.append(piece)
    return lost


def available_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def end_now(pool: ProcessPoolExecutor) -> None:
    """End a pool and its processes without waiting for what they play."""
    running = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.terminate()
    pool.shutdown(wait=True)


def watch_parent(parent: int) -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os._exit(KILLED)

    threading.Thread(target=watch, daemon=True).start()


ENGINES.add("processes", Processes())
