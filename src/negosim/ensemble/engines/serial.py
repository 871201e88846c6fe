"""One piece after another in this process (en série)."""

from __future__ import annotations

from dataclasses import dataclass, field

from negosim.ensemble.engines import ENGINES
from negosim.ensemble.queue import WorkQueue
from negosim.ensemble.worker import Task, play_piece

__all__ = ["Serial"]


@dataclass(frozen=True)
class Serial:
    """Play one piece after another: the simplest engine, for small things and for looking into a failure."""

    name: str = field(default="serial", init=False)
    in_process: bool = field(default=True, init=False)
    slots: int = field(default=1, init=False)

    def play(self, task: Task, queue: WorkQueue) -> None:
        """Play every piece."""
        for piece in queue.pieces():
            queue.store_result(piece, play_piece(task, piece))


ENGINES.add("serial", Serial())
