"""Several processes of one machine; the death of one costs the piece that it played (processus)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
import types
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
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
    """A pool of processes, replaced when one of them dies; the default on one machine."""

    name: str = field(default="processes", init=False)
    in_process: bool = field(default=False, init=False)
    workers: int = knob(0, 0, 1024, "processes; 0 takes one for each core", "processes", "Processus", DESIGN)

    @property
    def slots(self) -> int:
        """The number of processes."""
        return self.workers or available_cores()

    def play(self, task: Task, queue: WorkQueue) -> None:
        """Play every piece; a pool that breaks is replaced, and its pieces are played one by one."""
        source = queue.pieces()
        while True:
            pool = new_pool(self.slots)
            try:
                if self._exhausted(pool, task, queue, source):
                    return
            finally:
                end_now(pool)

    def _exhausted(self, pool: ProcessPoolExecutor, task: Task, queue: WorkQueue, source: Iterator[Piece]) -> bool:
        """Play with one pool until nothing is left (true) or the pool is broken (false)."""
        in_flight: dict[Future[Result], Piece] = {}
        while True:
            try:
                while len(in_flight) < (1 if queue.retries else self.slots + 1):
                    piece = queue.retries.pop() if queue.retries else next(source, None)
                    if piece is None:
                        break
                    in_flight[pool.submit(play_piece, task, piece)] = piece
            except BrokenProcessPool:
                queue.retries.append(piece)  # pyright: ignore[reportPossiblyUnboundVariable, reportArgumentType]
            if not in_flight:
                return not queue.retries
            done = finished_pieces(pool, in_flight)
            alone, victims = len(in_flight) == 1, []
            for future in done:
                piece = in_flight.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    victims.append(piece)
                else:
                    queue.store_result(piece, future.result())
            if victims or not done:
                for piece in [*victims, *_unanswered(in_flight, queue)]:
                    queue.worker_died(piece, alone=alone)
                return False


def new_pool(workers: int) -> ProcessPoolExecutor:
    """A pool whose processes start anew (spawn), without the user's script, and end with this one."""
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), watch_parent, (os.getpid(),))
    with without_main():
        pool.submit(int)  # all the processes start at the first call
    return pool


@contextmanager
def without_main() -> Iterator[None]:
    """Start processes that do not run the user's script again: multiprocessing would import it, sweep included."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def finished_pieces(pool: ProcessPoolExecutor, in_flight: dict[Future[Result], Piece]) -> set[Future[Result]]:
    """The futures of the pieces that have ended, one at least; none where the pool will never answer.

    The thread that answers for a pool may end without answering what was submitted while it broke (CPython 3.11).
    """
    while True:
        answering = pool_answers(pool)
        done, _ = wait(in_flight, timeout=WATCH_SECONDS, return_when=FIRST_COMPLETED)
        if done or not answering:
            return done


def pool_answers(pool: ProcessPoolExecutor) -> bool:
    """Whether the thread that gives the results of a pool is alive (it has no public name)."""
    thread = getattr(pool, "_executor_manager_thread", None)
    return thread is None or thread.is_alive()


def _unanswered(in_flight: dict[Future[Result], Piece], queue: WorkQueue) -> list[Piece]:
    """The pieces that a broken pool did not answer; the results of the others are stored."""
    pieces = []
    for future, piece in in_flight.items():
        wait([future], timeout=WATCH_SECONDS)
        if future.done() and future.exception() is None:
            queue.store_result(piece, future.result())
        else:
            pieces.append(piece)
    return pieces


def available_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def end_now(pool: ProcessPoolExecutor) -> None:
    """End a pool and its processes without waiting for the pieces in play."""
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
