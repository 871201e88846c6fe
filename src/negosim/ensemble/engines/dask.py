"""A Dask cluster: that of this machine, or one whose scheduler is named (grappe Dask).

Needs the extra `dask`. Dask may play a piece twice; the shard of a piece has one name and one content.
"""

from __future__ import annotations

import importlib.util
import logging
import signal
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from negosim.ensemble.engines import ENGINES
from negosim.ensemble.engines.processes import available_cores
from negosim.ensemble.queue import WorkQueue
from negosim.ensemble.worker import Piece, Task, play_piece
from negosim.errors import UserError, message
from negosim.knobs import DESIGN, knob, words

__all__ = ["Dask", "play_on"]

SETTINGS = {
    "distributed.scheduler.allowed-failures": 1000,  # queue.died looks for the guilty piece itself
    "distributed.logging.distributed": "critical",
    "distributed.logging.bokeh": "critical",
    "distributed.worker.preload": [__name__],
}
NOISY = ("distributed", "tornado", "asyncio")
"""Whose loggers tell a lost connection with a traceback each; we tell it in one sentence."""
IN_HAND, TRIALS = 2, 3
PATIENCE_SECONDS = 5.0
SILENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Dask:
    """The processes of a Dask cluster; the way beyond one machine."""

    name: str = field(default="dask", init=False)
    here: bool = field(default=False, init=False)
    address: str = words("", "address of a scheduler (tcp://host:8786); empty starts a cluster on this machine",
                         "Adresse du répartiteur", "dask.distributed")  # fmt: skip
    workers: int = knob(0, 0, 1024, "workers of the cluster started here; 0 takes one for each core", "processes",
                        "Processus", DESIGN)  # fmt: skip

    @property
    def slots(self) -> int:
        """The number of workers, where the cluster is started here."""
        return 1 if self.address else self.workers or available_cores()

    def play(self, task: Task, queue: WorkQueue) -> None:
        """Play every piece on the cluster."""
        needed("dask", "distributed")
        from distributed import Client  # noqa: PLC0415 -- an extra

        with configured():
            if self.address:
                try:
                    client = Client(self.address, timeout=10)
                except (OSError, TimeoutError, ValueError) as error:
                    raise UserError(message("engine.address vaut « {address} » : aucun répartiteur Dask n'y répond "
                                            "({reason}).", address=self.address, reason=str(error).splitlines()[0])
                                    ) from error  # fmt: skip
                with client:
                    play_on(client, task, queue)
                return
            with self._cluster() as cluster, Client(cluster) as client:
                play_on(client, task, queue)

    def _cluster(self) -> Any:
        """A cluster of this machine; tried again where a worker died while it started."""
        from distributed import LocalCluster  # noqa: PLC0415 -- an extra

        for left in reversed(range(TRIALS)):
            try:
                return LocalCluster(n_workers=self.slots, threads_per_worker=1, dashboard_address=":0")
            except RuntimeError as error:
                if not left:
                    raise UserError(message("La grappe Dask de cette machine ne démarre pas ({reason}).",
                                            reason=str(error))) from error  # fmt: skip
        return None


@contextmanager
def configured() -> Iterator[None]:
    """Dask with our settings; its loggers, made at its import, are told apart to leave the words to us."""
    import distributed  # noqa: F401, PLC0415 -- its import makes its loggers
    from dask import config as configuration  # noqa: PLC0415 -- an extra

    hushed()
    with configuration.set(SETTINGS):
        yield


def hushed() -> None:
    """Silence the loggers that exist of the libraries beneath."""
    for name in [*NOISY, *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in NOISY:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def dask_setup(_worker: Any) -> None:
    """In each worker of a cluster started here (Dask calls this name): leave Ctrl-C, and the words, to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hushed()


def needed(extra: str, *modules: str) -> None:
    """`UserError` where a module of an extra is not installed."""
    if any(importlib.util.find_spec(module) is None for module in modules):
        raise UserError(message("Il manque des bibliothèques : pip install 'negosim[{extra}]'.",
                                extra=extra))  # fmt: skip


def play_on(client: Any, task: Task, queue: WorkQueue) -> None:
    """Play every piece on the cluster of a Dask client."""
    source = queue.pieces()
    flying: dict[Any, Piece] = {}
    with _closed_quietly(client):
        while True:
            slots = max(1, sum(client.ncores().values()))
            queue.workers = slots
            while len(flying) < (1 if queue.again else IN_HAND * slots):
                piece = queue.again.pop() if queue.again else next(source, None)
                if piece is None:
                    break
                flying[client.submit(play_piece, task, piece, pure=False)] = piece
            if not flying:
                return
            _collect(client, flying, queue)


def _collect(client: Any, flying: dict[Any, Piece], queue: WorkQueue) -> None:
    """Wait for one piece at least, and take what has ended."""
    from distributed import KilledWorker, wait  # noqa: PLC0415 -- an extra

    silent = 0.0
    while True:
        try:
            waited: Any = wait(list(flying), timeout=PATIENCE_SECONDS, return_when="FIRST_COMPLETED")
            ended = waited.done
            break
        except TimeoutError:
            silent = 0.0 if client.status == "running" and client.ncores() else silent + PATIENCE_SECONDS
        if client.status != "running" or silent >= SILENCE_SECONDS:
            raise _gone()
    alone = len(flying) == 1
    for future in ended:
        piece = flying.pop(future)
        if future.status == "finished":
            queue.take(piece, future.result())
        elif future.status == "error" and not isinstance(future.exception(), KilledWorker):
            raise future.exception()
        elif client.status != "running":
            raise _gone()
        else:
            queue.died(piece, alone=alone)


@contextmanager
def _closed_quietly(client: Any) -> Iterator[None]:
    """Tell a scheduler that is gone in one sentence."""
    try:
        yield
    except (OSError, TimeoutError, CancelledError) as error:
        if client.status == "running":
            raise
        raise _gone() from error


def _gone() -> UserError:
    """The cluster does not answer any more."""
    return UserError(message("Le répartiteur Dask ne répond plus, ou n'a plus de processus."))


ENGINES.add("dask", Dask())
