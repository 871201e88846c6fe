"""An experiment driven to its end: engine, store, recount (conduite)."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from negosim.ensemble.design import Plan
from negosim.ensemble.engines import Engine
from negosim.ensemble.queue import WorkQueue
from negosim.ensemble.store import Store
from negosim.ensemble.worker import Task
from negosim.errors import UserError, message

__all__ = ["run_queue"]


def run_queue(
    plan: Plan, task: Task, engine: Engine, store: Store, manifest: dict[str, Any], queue: WorkQueue,
    told: Callable[[int, int], None],
) -> None:  # fmt: skip
    """Play what is missing and recount it; the manifest gets one line for the session, however it ends."""
    session: dict[str, Any] = {
        "began": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": engine.name, "slots": engine.slots, "runs_before": queue.done,
    }  # fmt: skip
    queue.told, queue.workers = told, engine.slots
    begun = time.perf_counter()
    try:
        engine.play(task, queue)
    finally:
        session |= {
            "seconds": round(time.perf_counter() - begun, 3), "busy_seconds": round(queue.busy_seconds, 3),
            "runs_after": queue.done, "failures": len(queue.failures),
        }  # fmt: skip
        manifest["sessions"] = [*manifest["sessions"], session]
        store.write_manifest(manifest)
    missing = sum(last - first for first, last in store.missing())
    if missing:
        raise UserError(
            message("Il manque {missing} mandats sur {runs} : negosim sweep resume={folder} les jouera.",
                    missing=missing, runs=plan.runs, folder=str(store.folder))
        )  # fmt: skip
