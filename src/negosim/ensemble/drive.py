"""An experiment driven to its end: pilot, engine, store, recount (conduite)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from negosim.ensemble.design import Plan
from negosim.ensemble.engines import Engine
from negosim.ensemble.rows import Task, piece_of, play_piece, schema_of
from negosim.ensemble.store import Store
from negosim.ensemble.work import Work
from negosim.errors import UserError, message

__all__ = ["Estimate", "drive", "estimate"]

MOST_PLACES = 8
PILOT_RUNS = 3
BYTES_A_COLUMN = 5.0
EXTRA_BYTES = {"dossiers": 900.0, "months": 2600.0}
"""Bytes of one mandate in each table kept beside the rows, measured with the default agenda."""


@dataclass(frozen=True)
class Estimate:
    """What a sweep will take, from a few runs: seconds of one core for each place, in all, and bytes."""

    cost: dict[object, float]
    seconds: float
    size: float


def estimate(plan: Plan, task: Task, work: Work) -> Estimate:
    """Play a few runs of a few places, with the point in the middle of each, and reckon the rest."""
    places: dict[object, list[int]] = {}
    for point in range(plan.points):
        places.setdefault(work.place(point), []).append(point)
    names = list(places)
    chosen = names[:: max(1, -(-len(names) // MOST_PLACES))]
    cost: dict[object, float] = {}
    for name in chosen:
        seconds = []
        for point in (places[name][0], places[name][len(places[name]) // 2], places[name][-1]):
            first = point * plan.design.replicates
            play_piece(task, piece_of(plan, first, first + 1))
            last = min(first + PILOT_RUNS, first + plan.design.replicates)
            seconds.append(play_piece(task, piece_of(plan, first, last)).seconds / (last - first))
        cost[name] = sum(seconds) / len(seconds)
    usual = sum(cost.values()) / len(cost)
    each = sum(cost.get(name, usual) * len(points) for name, points in places.items()) / plan.points
    size = plan.runs * (len(schema_of(task)) * BYTES_A_COLUMN + sum(EXTRA_BYTES[name] for name in task.tables))
    return Estimate(cost, each * plan.runs, size)


def drive(
    plan: Plan, task: Task, engine: Engine, store: Store, manifest: dict[str, Any], work: Work,
    told: Callable[[int, int], None],
) -> None:  # fmt: skip
    """Play what is missing and recount it; the manifest gets one line for the session, however it ends."""
    session: dict[str, Any] = {
        "began": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": engine.name, "slots": engine.slots, "runs_before": work.done,
    }  # fmt: skip
    work.told, work.workers = told, engine.slots
    begun = time.perf_counter()
    try:
        engine.play(task, work)
    finally:
        session |= {
            "seconds": round(time.perf_counter() - begun, 3), "busy_seconds": round(work.busy_seconds, 3),
            "runs_after": work.done, "failures": len(work.failures),
        }  # fmt: skip
        manifest["sessions"] = [*manifest["sessions"], session]
        store.write_manifest(manifest)
    missing = sum(last - first for first, last in store.missing())
    if missing:
        raise UserError(
            message("Il manque {missing} mandats sur {runs} : negosim sweep resume={folder} les jouera.",
                    missing=missing, runs=plan.runs, folder=str(store.folder))
        )  # fmt: skip
