"""The remaining runs of an experiment, cut into pieces by the measured cost of its runs (travail restant).

Only the process that holds the folder stores results; an engine asks for a piece, and gives its result back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from negosim.ensemble.design import Plan, Run
from negosim.ensemble.store import Store
from negosim.ensemble.worker import Piece, Result, Task, dead_result, piece_of
from negosim.errors import Message, UserError, message

__all__ = ["WorkQueue"]

LONGEST, SHORTEST = 20.0, 0.5
"""Seconds that a piece should take, at most and at least."""
SHARE = 3
"""A piece takes at most one part in this many of what each worker has left, so that all end together."""
FIRST_GUESS = 0.05
MOST_RUNS = 20_000
MOST_DEATHS = 2
WORKER_DEATH = message("le processus est mort à chaque fois qu'il a joué ce mandat")


@dataclass
class WorkQueue:
    """The pieces to play, the results to store, and how far the experiment is.

    `on_progress(done, failed)` is called after each piece, `notify(sentence)` for what the user should know meanwhile;
    `costs`: seconds of a run by cost group; `remaining`: half-open ranges of runs; `retries`: pieces whose worker died.
    """

    plan: Plan
    task: Task
    store: Store
    workers: int = 1
    on_progress: Callable[[int, int], None] = lambda _done, _failed: None
    notify: Callable[[Message], None] = lambda _sentence: None
    costs: dict[object, float] = field(default_factory=dict)
    failures: list[tuple[Run, Message]] = field(default_factory=list)
    remaining: list[tuple[int, int]] = field(default_factory=list)
    retries: list[Piece] = field(default_factory=list)
    deaths: dict[tuple[int, int], int] = field(default_factory=dict)
    done: int = 0
    busy_seconds: float = 0.0
    longest: float = LONGEST

    def __post_init__(self) -> None:
        self.remaining = self.store.missing()
        self.done = self.plan.runs - sum(last - first for first, last in self.remaining)

    def pieces(self) -> Iterator[Piece]:
        """The pieces, each cut when the engine takes it."""
        while self.remaining:
            first, last = self.remaining[0]
            end = min(last, first + self._size(first, last))
            self.remaining[0] = (end, last)
            if end == last:
                self.remaining.pop(0)
            yield piece_of(self.plan, first, end)

    def _size(self, first: int, last: int) -> int:
        """How many runs the next piece has, by the costs measured so far."""
        left = sum(self._expected(one, other) for one, other in self.remaining)
        aim = min(self.longest, max(SHORTEST, left / (SHARE * self.workers)))
        seconds, count = 0.0, 0
        replicates = self.plan.design.replicates
        at = first
        while at < last and count < MOST_RUNS:
            point = at // replicates
            each = self._cost(point)
            room = min(last, (point + 1) * replicates) - at
            fit = int((aim - seconds) / each)
            if fit < room:
                return max(1, min(count + fit, MOST_RUNS))
            count, seconds, at = count + room, seconds + each * room, at + room
        return max(1, min(count, MOST_RUNS))

    def cost_group(self, point: int) -> object:
        """The runs that cost alike: those of one territory and number of communes."""
        keys = self.plan.keys
        return tuple(self.plan.values[point][keys.index(key)] for key in COST_KEYS if key in keys)

    def _cost(self, point: int) -> float:
        """The seconds of a run of that point; the mean of the other groups where its own was never measured."""
        known = self.costs.get(self.cost_group(point))
        if known is not None:
            return known
        return sum(self.costs.values()) / len(self.costs) if self.costs else FIRST_GUESS

    def _expected(self, first: int, last: int) -> float:
        """The seconds of a range of runs, from a sample of its points when they are many."""
        replicates = self.plan.design.replicates
        points = range(first // replicates, (last - 1) // replicates + 1)
        step = max(1, len(points) // 50)
        sample = points[::step]
        return (last - first) * sum(self._cost(point) for point in sample) / len(sample)

    def store_result(self, piece: Piece, result: Result) -> None:
        """Write a result. Raises UserError at the first failure where the design asks to stop (design.stop)."""
        self.store.write(piece, result)
        self.failures += result.failures
        self.done += piece.count
        self.busy_seconds += result.seconds
        groups = {self.cost_group(point) for point in piece.values}
        if len(groups) == 1 and result.seconds:
            each, group = result.seconds / piece.count, groups.pop()
            known = self.costs.get(group)
            self.costs[group] = max(1e-6, each if known is None else 0.5 * (known + each))
        self.on_progress(self.done, len(self.failures))
        if result.failures and self.plan.design.stop == "on":
            run, reason = result.failures[0]
            raise UserError(
                message("Le balayage s'arrête (design.stop=on) : point {point}, répétition {replicate}, graine "
                        "{seed} : {reason}", point=run.point, replicate=run.replicate, seed=str(run.seed),
                        reason=reason)
            )  # fmt: skip

    def worker_died(self, piece: Piece, *, alone: bool) -> None:
        """Play a piece again after the death of a worker: alone, then cut in two where it kills again.

        `alone`: whether no other piece was in play. A run that kills its worker each time is stored as a failure, its
        neighbours are not.
        """
        deaths = self.deaths.pop((piece.first, piece.last), 0) + int(alone)
        if deaths < MOST_DEATHS:
            self.deaths[piece.first, piece.last] = deaths
            self.retries.append(piece)
        elif piece.count == 1:
            self.store_result(piece, dead_result(self.task, piece, WORKER_DEATH))
        else:
            middle = piece.first + piece.count // 2
            self.retries += [piece_of(self.plan, piece.first, middle), piece_of(self.plan, middle, piece.last)]


COST_KEYS = ("territory", "synthetic.n_communes")
