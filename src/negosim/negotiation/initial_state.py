"""The first day of the mandate: communes, officials, president and dossiers (état initial).

What does not depend on the seed is built once for each setting, and copied for each mandate.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from negosim.compiled import compiled
from negosim.errors import UserError, message
from negosim.knobs import knobs_of
from negosim.law.governance import vice_president_cap
from negosim.law.seats import apportion, council_size
from negosim.negotiation.commune.preferences import POST_COST, draw_dossiers
from negosim.negotiation.commune.themes import NO_THEME, draw_positions
from negosim.negotiation.month.effects import COUNCILLOR, MAYOR, PRESIDENT_ROLE, VICE_PRESIDENT, seat_bureau
from negosim.negotiation.month.relations import update_mean_trust
from negosim.negotiation.place import by_size, proximities, theme_traits, wealth_gaps
from negosim.negotiation.state.arrays import State, allocate
from negosim.negotiation.state.clause import THEMES, clauses_of
from negosim.negotiation.state.clause_checks import scale_problem
from negosim.negotiation.state.dossier import (
    ALONE,
    PROJECTS,
    PlannedDossier,
    Shape,
    legal_delay,
)
from negosim.negotiation.state.fields import zeros
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.state.randomness import (
    ENGAGEMENT,
    ENVY,
    GUILT,
    PREMIUM,
    PRESIDENT,
    THRESHOLD,
    TRUST,
    key_of,
    normal,
    seed_words,
    uniform,
)  # fmt: skip
from negosim.negotiation.state.records import PARAMETERS
from negosim.negotiation.state.setting import Context, Governance, Levers, Setting
from negosim.negotiation.state.shape_checks import shape_problem
from negosim.plugins import is_foreign
from negosim.territory.model import CORE, Territory

__all__ = ["dossiers_of", "initial_state", "seats_of"]

CORE_PRESIDENT_URBAN, CORE_PRESIDENT_RURAL = 0.53, 0.27
"""Observed chances that the core city's mayor presides: in urban categories, in communautés de communes (AdCF 2020)."""

LIST_BALLOT_FROM = 1000
"""Population from which community councillors are elected on lists, so that the opposition has seats (fléchage)."""


@lru_cache(maxsize=64)
def dossiers_of(setting: Setting) -> tuple[tuple[PlannedDossier, Shape], ...]:
    """The dossiers that the law lets this intercommunality negotiate, with their shapes, in the order of the agenda.

    Raises UserError: a kind of dossier from outside the package returns a wrong shape; tests check our own kinds.
    """
    territory = setting.territory
    shapes = [(planned, planned.kind.open(territory)) for planned in setting.agenda]
    problems = {
        kind.name: message("Genre de dossier « {name} » : {problem}", name=kind.name, problem=problem)
        for kind, shape in ((planned.kind, shape) for planned, shape in shapes)
        if is_foreign(kind)
        and (problem := shape_problem(kind, shape, territory.n) or scale_problem(kind, shape, territory)) is not None
    }
    if problems:
        raise UserError(*problems.values())
    return tuple((planned, shape) for planned, shape in shapes if shape is not None)


@lru_cache(maxsize=64)
def seats_of(territory: Territory) -> np.ndarray:
    """Council seats of each commune [N] by ordinary law (droit commun). Source: L.5211-6-1."""
    people = tuple(int(p) for p in territory.population)
    councils = tuple(council_size(p, code) for p, code in zip(people, territory.insee, strict=True))
    seats = apportion(people, territory.category, councils).seats
    return np.array(seats, dtype=np.int64)


def initial_state(setting: Setting, seed: int) -> State:
    """The state at the end of March 2026, before the first month."""
    territory = setting.territory
    s = copy_of(*seedless_state(setting))
    s.clock["seed_low"], s.clock["seed_high"] = seed_words(seed, key_of(territory.place))
    draw_communes(s, int(np.argmax(territory.roles == CORE)), core_chance(setting))
    if territory.president is not None:
        s.council["president_commune"] = territory.president
    appoint(s, territory)
    seat_bureau(s)
    draw_dossiers(s, area_keys(territory))
    return s


def copy_of(s: State, rows_of: Mapping[str, np.ndarray]) -> State:
    """A copy of a seedless state; `rows_of` says which rows of an array hold something other than zeros.

    The others are allocated again, which costs less than a copy.
    """
    copies: dict[str, Any] = {}
    for name, array in s.arrays.items():
        rows = rows_of.get(name)
        if not array.shape or (rows is not None and len(rows) == len(array)):
            copies[name] = same_bytes(array)
            continue
        copies[name] = zeros(array.shape, array.dtype) if array.dtype.names else np.zeros(array.shape, array.dtype)
        if rows is not None:
            bytes_by_row(copies[name])[rows] = bytes_by_row(array)[rows]
    return State(**copies)


def bytes_by_row(array: Any) -> np.ndarray:
    """The bytes of an array as uint8[rows, bytes], in place."""
    return np.frombuffer(array.data, np.uint8).reshape(len(array), -1)


def filled_rows(s: State) -> dict[str, np.ndarray]:
    """The rows that hold something other than zeros, by array; arrays of zeros and single records are left out."""
    filled: dict[str, np.ndarray] = {}
    for name, array in s.arrays.items():
        if array.shape and array.size:
            rows = bytes_by_row(array)
            if rows.max():  # quicker than a search row by row, and most arrays are empty
                filled[name] = np.flatnonzero(rows.any(axis=1))
    return filled


def same_bytes(array: Any) -> Any:
    """A copy of an array of records, or of one record, padding bytes included, which NumPy's copies leave undefined."""
    rows: Any = np.frombuffer(bytearray(array.tobytes()), array.dtype).view(np.recarray)
    return rows.reshape(array.shape) if array.ndim else rows[0]


@lru_cache(maxsize=16)
def seedless_state(setting: Setting) -> tuple[State, dict[str, np.ndarray]]:
    """The part of the first day's state that is the same for every seed, and its `filled_rows`."""
    territory, dossiers = setting.territory, dossiers_of(setting)
    seats = seats_of(territory)
    clauses = max((len(shape.status_quo) for _, shape in dossiers), default=1)
    items = max((shape.n_items for _, shape in dossiers), default=1)
    p = parameters(setting.behaviour, setting.context, setting.governance, setting.levers).copy()
    empty = allocate(territory.n, int(seats.sum()), len(dossiers), max(clauses, 1), max(items, 1))
    s = empty.with_arrays(p=p)
    fill_communes(s, territory, seats)
    fill_officials(s, territory, seats)
    for d, (planned, shape) in enumerate(dossiers):
        fill_dossier(s, d, planned, shape, setting)
        fill_options(s, d, shape)
    return s, filled_rows(s)


@lru_cache(maxsize=64)
def parameters(behaviour: Behaviour, context: Context, governance: Governance, levers: Levers) -> np.record:
    """The record of every constant that compiled rules read."""
    p = zeros((1,), PARAMETERS.dtype)[0]
    for group in (behaviour, context, governance):
        for name, knob in knobs_of(group).items():
            if knob.low is not None:
                p[name] = getattr(group, name)
    for name, number in (governance.codes | levers.numbers).items():
        p[name] = number
    return p


@lru_cache(maxsize=64)
def area_keys(territory: Territory) -> np.ndarray:
    """A key for each commune's living area [N]: that of its most populous commune."""
    keys = np.zeros(territory.n, dtype=np.int64)
    for area in np.unique(territory.living_area):
        members = np.flatnonzero(territory.living_area == area)
        largest = max(members, key=lambda i: (territory.population[i], territory.insee[i]))
        keys[members] = key_of(territory.insee[largest])
    return keys


def fill_communes(s: State, territory: Territory, seats: np.ndarray) -> None:
    """Write the real data of each commune, its capacity and its share of common costs; `seats` int64[N]."""
    n = territory.n
    s.council.n_areas = int(territory.living_area.max()) + 1
    wealth = territory.population * territory.potential_per_head
    s.communes.key = [key_of(code) for code in territory.insee]
    s.communes.role, s.communes.area = territory.roles, territory.living_area
    s.communes.population, s.communes.seats = territory.population, seats
    s.communes.capacity = np.sqrt(territory.population * territory.n / territory.population.sum())
    s.communes.wealth_gap, s.communes.outside_share = wealth_gaps(territory), territory.outside
    s.communes.cost_share = 0.5 / n + 0.5 * wealth / wealth.sum()
    s.council.total_seats, s.council.population = int(seats.sum()), int(territory.population.sum())
    s.partners.service_acceptance = float(s.p.services_start)
    s.commune_pairs.proximity = proximities(territory, s.p.neighbour_width)
    s.commune_themes.trait = theme_traits(territory)


def fill_officials(s: State, territory: Territory, seats: np.ndarray) -> None:
    """Write one official for each seat, the mayor first; from 1,000 inhabitants on, some belong to the opposition.

    Source: Code électoral L.273-8 and L.273-11; the opposition's share is a modelling choice.
    """
    commune = np.repeat(np.arange(territory.n), seats)
    rank = np.arange(len(commune)) - np.repeat(np.cumsum(seats) - seats, seats)
    opposition = np.floor(float(s.p.opposition_share) * (seats - np.ceil(seats / 2))).astype(np.int64)
    opposition[territory.population < LIST_BALLOT_FROM] = 0
    s.officials.commune, s.officials.rank = commune, rank
    s.officials.role = np.where(rank == 0, MAYOR, COUNCILLOR)
    s.officials.in_majority = rank < (seats - opposition)[commune]


def core_chance(setting: Setting) -> float:
    """Chance that the core city's mayor presides: that of the setting, or the one observed for the category."""
    configured = setting.governance.core_president
    if configured >= 0.0:
        return configured
    return CORE_PRESIDENT_URBAN if setting.territory.urban else CORE_PRESIDENT_RURAL


def appoint(s: State, territory: Territory) -> None:
    """Write the roles of the president and, up to the legal cap, of vice-presidents: mayors of the largest communes."""
    mayors = np.flatnonzero(s.officials["rank"] == 0)
    chair = int(s.council.president_commune)
    s.council.president = mayors[chair]
    cap = vice_president_cap(int(s.council.total_seats), territory.category)
    others = mayors[by_size(territory)]
    others = others[others != mayors[chair]]
    s.officials["role"][others[:cap]] = VICE_PRESIDENT
    s.officials["role"][mayors[chair]] = PRESIDENT_ROLE


@compiled
def draw_communes(s: State, core: int, core_chance: float) -> None:
    """Draw the characters of the communes, their trust in each other, and which commune presides.

    `core` is the core city, which presides with probability `core_chance`; else a commune drawn by population.
    """
    seed_low, seed_high, n = s.clock.seed_low, s.clock.seed_high, s.communes.shape[0]
    best, chair = math.inf, core
    for i in range(n):
        commune = s.communes[i]
        key = commune.key
        commune.premium = s.p.premium_mean + s.p.premium_sd * normal(seed_low, seed_high, PREMIUM, 0, 0, key)
        commune.envy = 2.0 * s.p.envy * uniform(seed_low, seed_high, ENVY, 0, 0, key)
        commune.guilt = 2.0 * s.p.guilt * uniform(seed_low, seed_high, GUILT, 0, 0, key)
        commune.threshold = uniform(seed_low, seed_high, THRESHOLD, 0, 0, key)
        own = s.p.engagement_mean + s.p.engagement_sd * normal(seed_low, seed_high, ENGAGEMENT, 0, 0, key)
        commune.baseline_engagement = min(1.0, max(0.0, own))
        commune.engagement = commune.baseline_engagement
        commune.trust_dgs = s.p.trust_dgs_start
        commune.culture = s.p.culture_start
        for j in range(n):
            if j != i:
                deviation = s.p.trust_sd * normal(seed_low, seed_high, TRUST, 0, key, s.communes[j].key)
                s.commune_pairs[i, j].trust = min(1.0, max(0.0, s.p.trust_start + deviation))
        update_mean_trust(s, i)
        draw_positions(s, i)
        time = -math.log(uniform(seed_low, seed_high, PRESIDENT, 0, 1, key)) / commune.population
        if i != core and time < best:
            best, chair = time, i
    if uniform(seed_low, seed_high, PRESIDENT, 0, 0, 0) < core_chance:
        chair = core
    s.council.president_commune = chair


def fill_dossier(s: State, d: int, planned: PlannedDossier, shape: Shape, setting: Setting) -> None:
    """Write the calendar, the rule and the budget of dossier d."""
    dossier, clauses = s.dossiers[d], len(shape.status_quo)
    dossier.key, dossier.opens, dossier.deadline = key_of(planned.name), planned.opens, planned.deadline
    dossier.clauses, dossier.items = clauses, shape.n_items
    dossier.procedure, dossier.has_legal_clock = shape.procedure, shape.rule.automatic
    dossier.council_rule, dossier.municipal = shape.rule.council_rule, shape.rule.municipal
    dossier.delay = legal_delay(shape.procedure)
    dossier.bound, dossier.recurrent = shape.bound, planned.kind.recurrent
    dossier.item_kind, dossier.exclusive, dossier.effect = shape.item_kind, shape.exclusive, shape.effect
    dossier.weight, dossier.default_cost, dossier.linked_dossier = shape.weight, shape.default_cost, ALONE
    dossier.premium, dossier.comparison, dossier.breakable = shape.premium, shape.comparison, shape.breakable
    dossier.settled_by_law, dossier.presented = shape.settled_by_law, shape.presented
    dossier.charge_eur = shape.charge_eur
    if shape.worth:
        s.stakes.worth[d] = setting.behaviour.structure * np.array(shape.worth)
    behaviour = setting.behaviour
    dossier.saving = shape.saving * behaviour.pooling_saving
    dossier.full_budget = behaviour.programme_share * shape.n_items * behaviour.item_cost * shape.weight
    if shape.item_kind != PROJECTS:
        dossier.full_budget = POST_COST * max(shape.posts, 1)
    themes = clauses_of(planned.kind.clauses)
    s.clauses.theme[d, :clauses] = [THEMES.index(c.theme) if c.theme in THEMES else NO_THEME for c in themes]
    s.clauses.serves[d, :clauses] = [clause.serves for clause in themes]
    s.clauses.status_quo[d, :clauses], s.clauses.fallback[d, :clauses] = shape.status_quo, shape.fallback


def fill_options(s: State, d: int, shape: Shape) -> None:
    """Write what each item of dossier d is worth to each commune, where its shape fixes it."""
    for q, values in enumerate(shape.options):
        s.item_values.benefit[d, :, q] = values
