"""Jobs of a Slurm cluster, through Dask (grappe Slurm). Needs the extra `slurm`."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from negosim.ensemble.engines import ENGINES
from negosim.ensemble.engines.dask import dask_settings, play_on, require_extra
from negosim.ensemble.queue import WorkQueue
from negosim.ensemble.worker import Task
from negosim.errors import UserError, message
from negosim.knobs import DESIGN, knob, words

__all__ = ["Slurm"]

DEATH_TIMEOUT_SECONDS = 600
"""How long a job looks for us before it ends: imports from the shared disk of a cluster are slow."""

LINE_SECONDS = 60


@dataclass(frozen=True)
class Slurm:
    """Jobs that `sbatch` takes, each with a few processes; the code path is that of Dask."""

    name: str = field(default="slurm", init=False)
    in_process: bool = field(default=False, init=False)
    jobs: int = knob(3, 1, 10_000, "number of Slurm jobs", "jobs", "Travaux", DESIGN)
    cores: int = knob(8, 1, 1024, "processes of each job", "processes", "Processus par travail", DESIGN)
    memory: str = words("16GB", "memory of each job", "Mémoire par travail", "dask-jobqueue")
    walltime: str = words("04:00:00", "time of each job", "Durée par travail", "dask-jobqueue")
    queue: str = words("", "partition; empty leaves Slurm's own", "Partition", "dask-jobqueue")
    account: str = words("", "account; empty leaves yours", "Compte", "dask-jobqueue")
    directives: str = words("", "further lines of #SBATCH, between semicolons", "Directives", "dask-jobqueue")

    @property
    def slots(self) -> int:
        """All the processes of all the jobs."""
        return self.jobs * self.cores

    def play(self, task: Task, queue: WorkQueue) -> None:
        """Play every piece on the jobs, as soon as the first of them runs."""
        require_extra("slurm", "dask", "distributed", "dask_jobqueue")
        if shutil.which("sbatch") is None:
            raise UserError(message("engine vaut « slurm », mais la commande {name} n'est pas sur cette machine : "
                                    "lancez le balayage depuis la grappe, ou prenez un autre moteur.",
                                    name="sbatch"))  # fmt: skip
        from distributed import Client  # noqa: PLC0415 -- an extra

        with dask_settings(), self._cluster() as cluster, Client(cluster) as client:
            cluster.scale(jobs=self.jobs)
            _first_worker(client, cluster, queue)
            play_on(client, task, queue)

    @contextmanager
    def _cluster(self) -> Iterator[Any]:
        """The cluster of the jobs; closing it raises an assertion where `sbatch` accepted none, which is caught."""
        from dask_jobqueue.slurm import SLURMCluster  # noqa: PLC0415 -- an extra
        from distributed import Status  # noqa: PLC0415 -- an extra

        extra = [line.strip() for line in self.directives.split(";") if line.strip()]
        cluster: Any = SLURMCluster(
            cores=self.cores, processes=self.cores, memory=self.memory, walltime=self.walltime,
            queue=self.queue or None, account=self.account or None, job_extra_directives=extra,
            death_timeout=DEATH_TIMEOUT_SECONDS,
        )  # fmt: skip
        try:
            yield cluster
        finally:
            try:
                cluster.close()
            except AssertionError:
                cluster.status = Status.closed


def _first_worker(client: Any, cluster: Any, queue: WorkQueue) -> None:
    """Wait for a process of a job, with a notice a minute. Raises UserError: Slurm has no job of ours (any more)."""
    while True:
        try:
            return client.wait_for_workers(1, timeout=LINE_SECONDS)
        except TimeoutError:
            jobs = [str(job.job_id) for job in cluster.workers.values() if job.job_id]
        left = _jobs_in_queue(jobs)
        if not jobs:
            raise UserError(message("Slurm n'a pris aucun travail : essayez sbatch à la main avec engine.queue, "
                                    "engine.account, engine.memory et engine.walltime."))  # fmt: skip
        if left == 0 and not client.ncores():
            raise UserError(message("Les travaux Slurm ({jobs}) ont fini sans qu'aucun rejoigne le balayage : leurs "
                                    "fichiers slurm-*.out disent pourquoi.", jobs=", ".join(jobs)))  # fmt: skip
        queue.notify(message("En attente d'un travail Slurm ; dans la file : {left} sur {asked}.",
                         left=len(jobs) if left is None else left, asked=len(jobs)))  # fmt: skip


def _jobs_in_queue(jobs: list[str]) -> int | None:
    """How many of the jobs wait or run; None where `squeue` fails."""
    try:
        output = subprocess.run(["squeue", "--me", "--noheader", "--format=%A"], check=True,  # noqa: S607 -- Slurm's own
                              capture_output=True, text=True, timeout=LINE_SECONDS).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return len(set(output.split()) & set(jobs))


ENGINES.add("slurm", Slurm())
