"""What remains of an experiment, cut into pieces by the measured cost of its runs (travail restant).

Only the process that holds the folder takes results and writes them; engines ask for a piece, and give it back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from negosim.ensemble.design import Plan, Run
from negosim.ensemble.store import Store
from negosim.ensemble.worker import Piece, Result, Task, lost, piece_of
from negosim.errors import Message, UserError, message

__all__ = ["WorkQueue"]

LONGEST, SHORTEST = 20.0, 0.5
"""Seconds that a piece should take, at most and at least."""
SHARE = 3
"""A piece takes at most one part in this many of what each worker has left, so that all end together."""
FIRST_GUESS = 0.05
MOST_RUNS = 20_000
MOST_DEATHS = 2
DIED = message("le processus est mort à chaque fois qu'il a joué ce mandat")


@dataclass
class WorkQueue:
    """The pieces to play, the results to keep, and how far the experiment is."""

    plan: Plan
    task: Task
    store: Store
    workers: int = 1
    told: Callable[[int, int], None] = lambda _done, _failed: None
    say: Callable[[Message], None] = lambda _said: None
    cost: dict[object, float] = field(default_factory=dict)
    failures: list[tuple[Run, Message]] = field(default_factory=list)
    todo: list[tuple[int, int]] = field(default_factory=list)
    again: list[Piece] = field(default_factory=list)
    deaths: dict[tuple[int, int], int] = field(default_factory=dict)
    done: int = 0
    busy_seconds: float = 0.0
    longest: float = LONGEST

    def __post_init__(self) -> None:
        self.todo = self.store.missing()
        self.done = self.plan.runs - sum(last - first for first, last in self.todo)
        self.begun = time.perf_counter()

    def pieces(self) -> Iterator[Piece]:
        """The pieces, each cut when it is asked for."""
        while self.todo:
            first, last = self.todo[0]
            end = min(last, first + self._size(first, last))
            self.todo[0] = (end, last)
            if end == last:
                self.todo.pop(0)
            yield piece_of(self.plan, first, end)

    def _size(self, first: int, last: int) -> int:
        """How many runs the next piece has, by the cost of what was measured so far."""
        left = sum(self._expected(one, other) for one, other in self.todo)
        aim = min(self.longest, max(SHORTEST, left / (SHARE * self.workers)))
        taken, count = 0.0, 0
        replicates = self.plan.design.replicates
        at = first
        while at < last and count < MOST_RUNS:
            point = at // replicates
            each = self._cost(point)
            room = min(last, (point + 1) * replicates) - at
            fit = int((aim - taken) / each)
            if fit < room:
                return max(1, min(count + fit, MOST_RUNS))
            count, taken, at = count + room, taken + each * room, at + room
        return max(1, min(count, MOST_RUNS))

    def place(self, point: int) -> object:
        """What the cost of a run depends on most: its territory and number of communes."""
        keys = self.plan.keys
        return tuple(self.plan.values[point][keys.index(key)] for key in COSTLY if key in keys)

    def _cost(self, point: int) -> float:
        """The seconds of a run of that point; those of the others where it was never measured."""
        known = self.cost.get(self.place(point))
        if known is not None:
            return known
        return sum(self.cost.values()) / len(self.cost) if self.cost else FIRST_GUESS

    def _expected(self, first: int, last: int) -> float:
        """The seconds of a stretch of runs, by the middle of it when it has many points."""
        replicates = self.plan.design.replicates
        points = range(first // replicates, (last - 1) // replicates + 1)
        step = max(1, len(points) // 50)
        chosen = points[::step]
        return (last - first) * sum(self._cost(point) for point in chosen) / len(chosen)

    def take(self, piece: Piece, result: Result) -> None:
        """Keep a result; `UserError` at the first failure where the design asks to stop."""
        self.store.keep(piece, result)
        self.failures += result.failures
        self.done += piece.count
        self.busy_seconds += result.seconds
        places = {self.place(point) for point in piece.values}
        if len(places) == 1 and result.seconds:
            each, place = result.seconds / piece.count, places.pop()
            known = self.cost.get(place)
            self.cost[place] = max(1e-6, each if known is None else 0.5 * (known + each))
        self.told(self.done, len(self.failures))
        if result.failures and self.plan.design.stop == "on":
            run, said = result.failures[0]
            raise UserError(
                message("Le balayage s'arrête (design.stop=on) : point {point}, répétition {replicate}, graine "
                        "{seed} : {reason}", point=run.point, replicate=run.replicate, seed=str(run.seed), reason=said)
            )  # fmt: skip

    def died(self, piece: Piece, *, alone: bool) -> None:
        """A worker died on a piece, or beside it: it is played again, alone, and cut in two where it kills again.

        A run that kills its worker each time is kept as a failure; its neighbours are not blamed.
        """
        deaths = self.deaths.pop((piece.first, piece.last), 0) + int(alone)
        if deaths < MOST_DEATHS:
            self.deaths[piece.first, piece.last] = deaths
            self.again.append(piece)
        elif piece.count == 1:
            self.take(piece, lost(self.task, piece, DIED))
        else:
            middle = piece.first + piece.count // 2
            self.again += [piece_of(self.plan, piece.first, middle), piece_of(self.plan, middle, piece.last)]


COSTLY = ("territory", "synthetic.n_communes")
