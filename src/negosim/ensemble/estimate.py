"""A few trial mandates before an experiment, to estimate its time and its size (mandats d'essai)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field

from negosim.ensemble.design import Run
from negosim.ensemble.engines.processes import end_now, finished_pieces, new_pool
from negosim.ensemble.queue import FIRST_GUESS, WorkQueue
from negosim.ensemble.worker import Piece, Result, Task, piece_of, play_piece, schema_of

__all__ = ["Estimate", "estimate", "separate_process"]

MOST_GROUPS = 8
TRIAL_RUNS = 3
BYTES_A_COLUMN = 5.0
EXTRA_BYTES = {"dossiers": 900.0, "months": 2600.0}
"""Bytes of one mandate in each table beside the rows, measured with the default agenda."""


@dataclass(frozen=True)
class Estimate:
    """What a sweep takes, from a few trial runs.

    `points`, `runs`, and `remaining` runs to play; `seconds`: the time of these with the engine's slots; `bytes` on the
    disk, of all runs; `costs`: seconds of a run in each cost group; `deadly`: the trial runs whose process died, which
    the engine will isolate and keep as failures.
    """

    points: int
    runs: int
    remaining: int
    seconds: float
    bytes: float
    costs: Mapping[object, float] = field(repr=False)
    deadly: tuple[Run, ...] = ()


def estimate(queue: WorkQueue, slots: int, play: Callable[[Task, Piece], Result | None] = play_piece) -> Estimate:
    """Play a few runs in a few cost groups, at the first, middle and last point of each, and extrapolate.

    `slots`: how many pieces the engine plays at once; `play` returns None where its process dies.
    """
    plan, task = queue.plan, queue.task
    groups: dict[object, list[int]] = {}
    for point in range(plan.points):
        groups.setdefault(queue.cost_group(point), []).append(point)
    names = list(groups)
    costs: dict[object, float] = {}
    deadly: list[Run] = []
    for name in names[:: max(1, -(-len(names) // MOST_GROUPS))]:
        points = groups[name]
        seconds = []
        for point in dict.fromkeys((points[0], points[len(points) // 2], points[-1])):
            first = point * plan.design.replicates
            last = min(first + TRIAL_RUNS, first + plan.design.replicates)
            play(task, piece_of(plan, first, first + 1))
            piece = piece_of(plan, first, last)
            result = play(task, piece)
            if result is None:
                deadly += piece.runs
            else:
                seconds.append(result.seconds / piece.count)
        if seconds:
            costs[name] = sum(seconds) / len(seconds)
    usual = sum(costs.values()) / len(costs) if costs else FIRST_GUESS
    each = sum(costs.get(name, usual) * len(points) for name, points in groups.items()) / plan.points
    size = plan.runs * (len(schema_of(task)) * BYTES_A_COLUMN + sum(EXTRA_BYTES[name] for name in task.tables))
    remaining = plan.runs - queue.done
    return Estimate(plan.points, plan.runs, remaining, each * remaining / slots, size, costs, tuple(deadly))


@contextmanager
def separate_process() -> Iterator[Callable[[Task, Piece], Result | None]]:
    """Play pieces in another process, since a run may kill it: the piece is then None, and a new process starts."""
    pool = new_pool(1)

    def play(task: Task, piece: Piece) -> Result | None:
        nonlocal pool
        try:
            future = pool.submit(play_piece, task, piece)
            if finished_pieces(pool, {future: piece}):
                return future.result()
        except BrokenProcessPool:
            pass
        end_now(pool)
        pool = new_pool(1)
        return None

    try:
        yield play
    finally:
        end_now(pool)
