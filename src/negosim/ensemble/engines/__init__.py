"""Where the pieces of an experiment are played: one file for each engine (moteurs d'exécution).

An engine is a frozen dataclass with one verb, `play(task, queue)`: it asks `queue` for pieces until there is none, and
gives every result back to it. It writes nothing; the rows are the same with every engine.
"""

from __future__ import annotations

from typing import Protocol

from negosim.ensemble.queue import WorkQueue
from negosim.ensemble.worker import Task
from negosim.errors import message
from negosim.registry import Registry

__all__ = ["ENGINES", "Engine"]


class Engine(Protocol):
    """A way to play the pieces of a queue."""

    @property
    def name(self) -> str:
        """The name on the command line."""
        ...

    @property
    def slots(self) -> int:
        """How many pieces are played at once, where that is known before the start; else 1."""
        ...

    @property
    def in_process(self) -> bool:
        """Whether it plays in this very process."""
        ...

    def play(self, task: Task, queue: WorkQueue) -> None:
        """Play every piece of `queue`. Raises UserError: the engine is not available, or ended before the queue."""
        ...


ENGINES: Registry[Engine] = Registry(
    message("Moteur « {name} » inconnu. Moteurs connus : {names}.{near}"), "negosim.ensemble.engines"
)
