"""A few mandates played before an experiment, to tell what it will take (mandats d'essai)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

from negosim.ensemble.design import Plan, Run
from negosim.ensemble.engines.processes import end_now, ended, fresh_pool
from negosim.ensemble.queue import FIRST_GUESS, WorkQueue
from negosim.ensemble.worker import Piece, Result, Task, piece_of, play_piece, schema_of

__all__ = ["Estimate", "apart", "estimate"]

MOST_PLACES = 8
PILOT_RUNS = 3
BYTES_A_COLUMN = 5.0
EXTRA_BYTES = {"dossiers": 900.0, "months": 2600.0}
"""Bytes of one mandate in each table kept beside the rows, measured with the default agenda."""


@dataclass(frozen=True)
class Estimate:
    """What a sweep will take, from a few runs: seconds of one core for each place, in all, and bytes.

    `deadly` are the runs whose process died: the engine will find out, and keep them as failures.
    """

    cost: dict[object, float]
    seconds: float
    size: float
    deadly: tuple[Run, ...] = ()


def estimate(
    plan: Plan, task: Task, queue: WorkQueue, play: Callable[[Task, Piece], Result | None] = play_piece
) -> Estimate:
    """Play a few runs of a few places, with the point in the middle of each, and reckon the rest."""
    places: dict[object, list[int]] = {}
    for point in range(plan.points):
        places.setdefault(queue.place(point), []).append(point)
    names = list(places)
    chosen = names[:: max(1, -(-len(names) // MOST_PLACES))]
    cost: dict[object, float] = {}
    deadly: list[Run] = []
    for name in chosen:
        seconds = []
        for point in dict.fromkeys((places[name][0], places[name][len(places[name]) // 2], places[name][-1])):
            first = point * plan.design.replicates
            last = min(first + PILOT_RUNS, first + plan.design.replicates)
            play(task, piece_of(plan, first, first + 1))
            piece = piece_of(plan, first, last)
            found = play(task, piece)
            if found is None:
                deadly += piece.runs
            else:
                seconds.append(found.seconds / piece.count)
        if seconds:
            cost[name] = sum(seconds) / len(seconds)
    usual = sum(cost.values()) / len(cost) if cost else FIRST_GUESS
    each = sum(cost.get(name, usual) * len(points) for name, points in places.items()) / plan.points
    size = plan.runs * (len(schema_of(task)) * BYTES_A_COLUMN + sum(EXTRA_BYTES[name] for name in task.tables))
    return Estimate(cost, each * plan.runs, size, tuple(deadly))


@contextmanager
def apart() -> Iterator[Callable[[Task, Piece], Result | None]]:
    """Play pieces in a process of their own, made again where one dies (None): a run may kill what plays it."""
    pool = fresh_pool(1)

    def play(task: Task, piece: Piece) -> Result | None:
        nonlocal pool
        try:
            future = pool.submit(play_piece, task, piece)
            if ended(pool, {future: piece}):
                return future.result()
        except BrokenProcessPool:
            pass
        end_now(pool)
        pool = fresh_pool(1)
        return None

    try:
        yield play
    finally:
        end_now(pool)
