"""Play the remaining runs of an experiment with its engine, and record the session (exécution)."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from negosim.ensemble.engines import Engine
from negosim.ensemble.queue import WorkQueue
from negosim.errors import UserError, message

__all__ = ["run_queue"]


def run_queue(engine: Engine, queue: WorkQueue, manifest: dict[str, Any]) -> None:
    """Play what is missing; `manifest` gets one line for the session, however it ends.

    Raises UserError: runs are still missing when the engine has ended.
    """
    session: dict[str, Any] = {
        "began": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": engine.name, "slots": engine.slots, "runs_before": queue.done,
    }  # fmt: skip
    queue.workers = engine.slots
    start = time.perf_counter()
    try:
        engine.play(queue.task, queue)
    finally:
        session |= {
            "seconds": round(time.perf_counter() - start, 3), "busy_seconds": round(queue.busy_seconds, 3),
            "runs_after": queue.done, "failures": len(queue.failures),
        }  # fmt: skip
        manifest["sessions"] = [*manifest["sessions"], session]
        queue.store.write_manifest(manifest)
    missing = sum(last - first for first, last in queue.store.missing())
    if missing:
        raise UserError(
            message("Il manque {missing} mandats sur {runs} : negosim sweep resume={folder} les jouera.",
                    missing=missing, runs=queue.plan.runs, folder=str(queue.store.folder))
        )  # fmt: skip
