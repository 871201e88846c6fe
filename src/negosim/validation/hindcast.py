"""The probability that the model gives to an outcome in real places: one dossier played alone (rétrosimulation)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import replace
from typing import Any

import pandas as pd

from negosim.agenda import KINDS
from negosim.api import announce
from negosim.config import compose, load, quote_free_text
from negosim.config.records import wrong_choice
from negosim.ensemble.engines.processes import end_now, new_pool
from negosim.errors import UserError, message
from negosim.facilitation import STRATEGIES
from negosim.law.calendar import legal_months
from negosim.law.procedures import PROCEDURES
from negosim.locale import default_lang
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import ADOPTED, DEFAULTED, Kind, PlannedDossier
from negosim.negotiation.state.setting import Setting
from negosim.territory.competences import nothing_held
from negosim.territory.load import load as load_territory
from negosim.territory.tables import table

__all__ = ["OnPlace", "happened", "is_registered", "lone_setting", "simulated", "smoothed", "usual_conductors"]

OnPlace = Callable[[int, int], None]
"""What is called after each place, with the number of places played and of all."""

WORKERS = 2
OPENS, DEADLINE = 14, 30
"""Months of a dossier that neither the agenda nor the law dates: those of the first transfer of a mandate."""

OWN_KEYS = ("territory", "seed")
"""What a hindcast sets itself."""


def is_registered(kind: str) -> bool:
    """Whether a kind of dossier exists in this version of the model."""
    return kind in KINDS.names()


def simulated(
    places: Iterable[str],
    kind: str,
    seeds: int | Sequence[int],
    overrides: Sequence[str] = (),
    *,
    workers: int = WORKERS,
    on_place: OnPlace | None = None,
) -> pd.DataFrame:
    """The simulated probability that a decision of this kind happens in each place.

    A mandate is played with nothing else on its agenda, once for each seed. `places` are SIRENs; `kind` a name of
    `agenda.KINDS`; `seeds` their number (0, 1, ...) or the seeds themselves, the same in every place; `overrides` are
    words of a command line ("behaviour.candour=0.4", "+agenda.dossiers.land_use_plan.default_cost=0.2"); `workers`
    processes, 0 to play in this one. Columns, in the order of `places`: `siren`; `probability`, (k + .5) / (S + 1)
    where it happened k times of S, NaN where the law leaves the place nothing to decide; `n_seeds`, S, or 0 there.
    Raises UserError: an unknown kind or place, wrong overrides.
    """
    places, drawn = list(places), list(range(seeds) if isinstance(seeds, int) else seeds)
    strangers = sorted(set(places) - set(table("epci")["siren"].to_pylist()))
    if strangers:
        raise UserError(message("places : {names} n'est pas dans les tables de 2026.", names=", ".join(strangers)))
    setting = lone_setting(kind, overrides)
    announce(default_lang())
    counts = _counts(
        setting, conductors_of(setting, overrides), places, drawn, workers, on_place or (lambda _done, _all: None)
    )
    rows = [(siren, smoothed(counts[siren], len(drawn)), 0 if counts[siren] is None else len(drawn))
            for siren in places]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["siren", "probability", "n_seeds"])
    return frame.astype({"probability": float, "n_seeds": int})


def smoothed(count: int | None, seeds: int) -> float | None:
    """The probability of what happened `count` times of `seeds`, never 0 nor 1; None without a count.

    Source: Jeffreys 1946 (the mean of the distribution that follows from his prior).
    """
    return None if count is None else (count + 0.5) / (seeds + 1)


def lone_setting(kind: str, overrides: Sequence[str] = ()) -> Setting:
    """A setting whose agenda has this kind of dossier only, as the composed agenda dates it, else the law.

    Raises UserError: an unknown kind, wrong overrides, one of `OWN_KEYS` among them.
    """
    if not is_registered(kind):
        raise UserError(wrong_choice("kind", kind, KINDS.names()))
    taken = [word for word in overrides if word.lstrip("+").partition("=")[0] in OWN_KEYS]
    if taken:
        raise UserError(message("« {text} » : les lieux et les graines sont donnés à part.", text=", ".join(taken)))
    setting = load(compose(quote_free_text(overrides))).setting
    lines = [line for line in setting.agenda if line.kind.name == kind]
    return replace(setting, agenda=tuple(lines[:1]) or (_dated(KINDS[kind]),))


def happened(setting: Setting, seed: int) -> bool | None:
    """Whether the only dossier of a setting ends as decided; None where the law leaves nothing to decide.

    It does where it is adopted, or left to the law by a procedure that decides by itself unless communes are opposed.
    """
    shapes = dossiers_of(setting)
    if not shapes:
        return None
    outcome = int(run(setting, seed).state.dossiers[0].outcome)
    [(_, shape)] = shapes
    return outcome == ADOPTED or (outcome == DEFAULTED and PROCEDURES[shape.procedure].automatic)


def count_in(setting: Setting, conductors: Sequence[Any], siren: str, seeds: Sequence[int]) -> int | None:
    """How many of the seeds decide it in a place; None where the law leaves nothing to decide. Runs in a worker.

    The place is said to hold no competence: what the tables know of it would tell the outcome. `conductors` are the
    strategies that share the seeds in turn.
    """
    here = replace(setting, territory=replace(load_territory(siren), competences=nothing_held()))
    answers = [happened(replace(here, strategy=conductors[seed % len(conductors)]), seed) for seed in seeds]
    return None if None in answers else sum(map(bool, answers))


def usual_conductors() -> tuple[Any, ...]:
    """The strategies that stand for the DGS of a real place, whose methods are not known, by name."""
    strategies = [STRATEGIES[name] for name in STRATEGIES.names()]
    return tuple(strategy for strategy in strategies if getattr(strategy, "stands_for_real_dgs", False))


def conductors_of(setting: Setting, overrides: Sequence[str]) -> tuple[Any, ...]:
    """The strategies that share the seeds: the one that the overrides name, else those that stand for a real DGS.

    How the DGS of a real place works is not known: an equal mixture is a choice, not an observation.
    """
    if any(word.lstrip("+").startswith("facilitation=") for word in overrides):
        return (setting.strategy,)
    return usual_conductors()


def _counts(
    setting: Setting,
    conductors: Sequence[Any],
    places: Sequence[str],
    seeds: Sequence[int],
    workers: int,
    on_place: OnPlace,
) -> dict[str, int | None]:
    """The count of each place, in this process or in several."""
    counts: dict[str, int | None] = {}
    if not workers:
        for siren in places:
            counts[siren] = count_in(setting, conductors, siren, seeds)
            on_place(len(counts), len(places))
        return counts
    pool = new_pool(workers)
    try:
        tasks: dict[Future[int | None], str] = {
            pool.submit(count_in, setting, conductors, siren, seeds): siren for siren in dict.fromkeys(places)
        }
        for done in as_completed(tasks):
            counts[tasks[done]] = done.result()
            on_place(len(counts), len(tasks))
    finally:
        end_now(pool)
    return counts


def _dated(kind: Kind) -> PlannedDossier:
    """A dossier of this kind at the dates of the law, else for the months that it gives, else those of a transfer."""
    first, last = legal_months(kind.procedure)
    rule = PROCEDURES[kind.procedure]
    if first is None and last is None and rule.automatic:
        return PlannedDossier(kind.name, kind, 1, max(rule.months, 2))
    if first is None and last is None:
        return PlannedDossier(kind.name, kind, OPENS, DEADLINE)
    return PlannedDossier(kind.name, kind, first or 1, last or DEADLINE)
