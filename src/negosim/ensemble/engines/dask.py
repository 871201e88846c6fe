"""A Dask cluster: that of this machine, or one whose scheduler has an address (grappe Dask).

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
from negosim.ensemble.engines.processes import available_cores, without_main
from negosim.ensemble.queue import WorkQueue
from negosim.ensemble.worker import Piece, Task, play_piece
from negosim.errors import UserError, message
from negosim.knobs import DESIGN, knob, words

__all__ = ["Dask", "play_on"]

SETTINGS = {
    "distributed.scheduler.allowed-failures": 1000,  # queue.worker_died looks for the guilty piece itself
    "distributed.logging.distributed": "critical",
    "distributed.logging.bokeh": "critical",
    "distributed.worker.preload": [__name__],
}
NOISY = ("distributed", "tornado", "asyncio")
"""Their loggers print a traceback for each broken connection, where one sentence is enough."""
IN_HAND, TRIALS = 2, 3
POLL_SECONDS = 5.0
SILENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Dask:
    """The processes of a Dask cluster; the way beyond one machine."""

    name: str = field(default="dask", init=False)
    in_process: bool = field(default=False, init=False)
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
        require_extra("dask", "distributed")
        from distributed import Client  # noqa: PLC0415 -- an extra

        with dask_settings():
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
        """A cluster of this machine; a second and a third attempt where a worker dies while it starts."""
        from distributed import LocalCluster  # noqa: PLC0415 -- an extra

        for left in reversed(range(TRIALS)):
            try:
                with without_main():
                    return LocalCluster(n_workers=self.slots, threads_per_worker=1, dashboard_address=":0")
            except RuntimeError as error:
                if not left:
                    raise UserError(message("La grappe Dask de cette machine ne démarre pas ({reason}).",
                                            reason=str(error))) from error  # fmt: skip
        return None


@contextmanager
def dask_settings() -> Iterator[None]:
    """Dask with our settings, its loggers silenced."""
    import distributed  # noqa: F401, PLC0415 -- its import makes its loggers
    from dask import config as configuration  # noqa: PLC0415 -- an extra

    silence_loggers()
    with configuration.set(SETTINGS):
        yield


def silence_loggers() -> None:
    """Silence the loggers of the libraries beneath, those that exist so far."""
    for name in [*NOISY, *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in NOISY:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def dask_setup(_worker: Any) -> None:
    """In each worker of a cluster started here (Dask calls this name): leave Ctrl-C, and messages, to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence_loggers()


def require_extra(extra: str, *modules: str) -> None:
    """`UserError` where a module of an extra is not installed."""
    if any(importlib.util.find_spec(module) is None for module in modules):
        raise UserError(message("Il manque des bibliothèques : pip install 'negosim[{extra}]'.",
                                extra=extra))  # fmt: skip


def play_on(client: Any, task: Task, queue: WorkQueue) -> None:
    """Play every piece on the cluster of a Dask client."""
    source = queue.pieces()
    in_flight: dict[Any, Piece] = {}
    with _scheduler_errors(client):
        while True:
            slots = max(1, sum(client.ncores().values()))
            queue.workers = slots
            while len(in_flight) < (1 if queue.retries else IN_HAND * slots):
                piece = queue.retries.pop() if queue.retries else next(source, None)
                if piece is None:
                    break
                in_flight[client.submit(play_piece, task, piece, pure=False)] = piece
            if not in_flight:
                return
            _collect(client, in_flight, queue)


def _collect(client: Any, in_flight: dict[Any, Piece], queue: WorkQueue) -> None:
    """Wait for one piece at least, and store the results of those that have ended."""
    from distributed import KilledWorker, wait  # noqa: PLC0415 -- an extra

    silent = 0.0
    while True:
        try:
            waited: Any = wait(list(in_flight), timeout=POLL_SECONDS, return_when="FIRST_COMPLETED")
            futures = waited.done
            break
        except TimeoutError:
            silent = 0.0 if client.status == "running" and client.ncores() else silent + POLL_SECONDS
        if client.status != "running" or silent >= SILENCE_SECONDS:
            raise _scheduler_gone()
    alone = len(in_flight) == 1
    for future in futures:
        piece = in_flight.pop(future)
        if future.status == "finished":
            queue.store_result(piece, future.result())
        elif future.status == "error" and not isinstance(future.exception(), KilledWorker):
            raise future.exception()
        elif client.status != "running":
            raise _scheduler_gone()
        else:
            queue.worker_died(piece, alone=alone)


@contextmanager
def _scheduler_errors(client: Any) -> Iterator[None]:
    """One sentence for a scheduler that is gone."""
    try:
        yield
    except (OSError, TimeoutError, CancelledError) as error:
        if client.status == "running":
            raise
        raise _scheduler_gone() from error


def _scheduler_gone() -> UserError:
    """The cluster does not answer any more."""
    return UserError(message("Le répartiteur Dask ne répond plus, ou n'a plus de processus."))


ENGINES.add("dask", Dask())
