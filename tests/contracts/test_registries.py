"""Every registered choice keeps its promise: strategies, kinds of dossier, metrics, knobs."""

from __future__ import annotations

import dataclasses

import pytest

from negosim.agenda import KINDS
from negosim.errors import Message, UserError, message
from negosim.facilitation import STRATEGIES
from negosim.knobs import knobs_of, problems_of
from negosim.law.majorities import RULES
from negosim.law.procedures import (
    BLOCKING,
    CONSULTED,
    COUNCIL_ONLY,
    EVERY,
    NO_COUNCIL,
    PROCEDURES,
    QUALIFIED,
)
from negosim.metrics import METRICS, summary
from negosim.negotiation.conductor.view import View
from negosim.negotiation.mandate import begin, run
from negosim.negotiation.state.moves import Move
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.state.setting import Context, Governance, Levers
from negosim.negotiation.state.shape_checks import shape_problem
from negosim.registry import Registry
from negosim.territory.load import load


@pytest.mark.parametrize("name", STRATEGIES.names())
def test_a_strategy_is_a_frozen_choice_of_a_move(name, setting_of):
    strategy = STRATEGIES[name]
    assert strategy.name == name
    assert isinstance(strategy.label, Message)
    assert dataclasses.is_dataclass(strategy)
    with pytest.raises(dataclasses.FrozenInstanceError):
        strategy.name = "other"
    for territory in ("200050532", "200000172", "200027027"):
        view = View(begin(setting_of(name, territory), 0))
        move = strategy.choose(view)
        assert isinstance(move, Move)
        assert move == strategy.choose(view)
        assert move.hours <= view.hours
    assert problems_of(strategy, "") == []


@pytest.mark.parametrize("name", KINDS.names())
@pytest.mark.parametrize("territory", ["200050532", "200000172", "242900314", "200067106"])
def test_a_kind_opens_a_lawful_shape(name, territory):
    kind, place = KINDS[name], load(territory)
    assert kind.name == name
    assert isinstance(kind.title, Message)
    shape = kind.open(place)
    if shape is None:
        held = {"land_use_plan": "planning", "water_transfer": "water"}
        assert name in (*held, "seat_agreement", "competence_transfer")
        assert place.category != "CC" or place.holds(held[name])
        return
    assert shape_problem(kind, shape, place.n) is None
    assert len(shape.status_quo) == len(shape.fallback) == len(kind.clauses)
    assert len(kind.clauses) + shape.n_items >= 1
    assert all(0.0 <= value <= 1.0 for value in (*shape.status_quo, *shape.fallback))
    assert 0 <= shape.n_items <= 64
    assert shape.bound >= 0.0
    assert shape.rule is PROCEDURES[shape.procedure]
    assert shape.rule.council_rule in (*RULES.values(), NO_COUNCIL)
    assert shape.rule.municipal in (COUNCIL_ONLY, CONSULTED, QUALIFIED, BLOCKING, EVERY)
    assert shape.default_cost >= 0.0
    assert shape.weight > 0.0
    assert len(shape.options) in (0, shape.n_items)
    assert all(len(worth) == place.n for worth in shape.options)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_metrics_are_within_their_bounds(seed, setting_of):
    mandate = run(setting_of("process"), seed)
    measured = summary(mandate, costly=True)
    assert tuple(measured) == METRICS.names()
    for name, value in measured.items():
        metric = METRICS[name]
        assert metric.name == name
        assert isinstance(metric.label, Message)
        assert metric.__class__.__doc__
        assert value is None or metric.low <= value <= metric.high, name


@pytest.mark.parametrize("group", [Behaviour, Context, Governance, Levers])
def test_a_knob_says_everything_once(group):
    declared = knobs_of(group)
    assert set(declared) == {field.name for field in dataclasses.fields(group)}
    for name, knob in declared.items():
        assert knob.meaning, name
        assert knob.label_fr, name
        if knob.options:
            assert getattr(group(), name) in knob.options
            assert len(knob.options) >= 2
            continue
        assert knob.low <= getattr(group(), name) <= knob.high
        assert knob.low < knob.high


def test_a_value_out_of_bounds_is_named_with_key_value_and_bound():
    problems = problems_of(Context(scarcity=1.2, hours=True, decline=float("nan")), "context.")
    assert [str(p) for p in problems] == [
        "context.scarcity vaut 1.2 ; bornes permises : de 0 à 1.",
        "context.decline vaut nan ; bornes permises : de 0 à 0.2.",
        "context.hours vaut « True » ; un nombre entre 0 et 160 est attendu.",
    ]


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(UserError, match=r"single_txt.*busy.*chair.*single_text"):
        STRATEGIES["single_txt"]


def test_a_name_is_registered_once():
    registry: Registry[object] = Registry(message("Essai « {name} » : {names}{near}"), "negosim.agenda")
    registry.add("one", 1)
    with pytest.raises(ValueError, match="two entries"):
        registry.add("one", 2)
