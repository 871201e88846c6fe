"""Properties 1 to 4: hours are the only way to act, and what is not told is not used."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import numpy as np
import pytest

from negosim.facilitation import STRATEGIES
from negosim.negotiation.conductor import operators
from negosim.negotiation.conductor.view import View
from negosim.negotiation.mandate import begin, play_month, run
from negosim.negotiation.state.moves import (
    ANNEALED,
    BLIND,
    BROKERED,
    EXCHANGE,
    JOINT,
    MAJORITY,
    MOVES,
    RANDOM,
    ZEUTHEN,
)

NAMES = STRATEGIES.names()
TREATMENTS = tuple(name for name in NAMES if name not in ("none", "by_hand"))
SOURCE = Path(__file__).resolve().parents[2] / "src" / "negosim"


@pytest.mark.parametrize("territory", ["200000172", "200027027"])
@pytest.mark.parametrize("name", STRATEGIES.names())
def test_zero_hours_equal_none_byte_for_byte(name, territory, setting_of, bytes_of):
    baseline = run(setting_of("none", territory, "whole", hours=0), 11).state
    other = run(setting_of(name, territory, "whole", hours=0), 11).state
    # the voice and operator of unpaid rounds are remembered in the move, and never used
    for state in (baseline, other):
        for field in ("operator", "voice", "meeting", "acceptance"):
            state.move[field] = 0
    expected, got = bytes_of(baseline), bytes_of(other)
    assert [key for key in expected if expected[key] != got[key]] == []


@pytest.mark.parametrize("lever", ["off", "half", "full"])
def test_zero_hours_of_levers_equal_none_but_for_the_law_s_money(lever, setting_of, bytes_of):
    plain = run(setting_of("none", agenda="whole", hours=0), 3).state
    levers = run(setting_of("process", agenda="whole", hours=0, method=lever, human=lever), 3).state
    for state in (plain, levers):
        for field in ("operator", "voice", "meeting", "acceptance"):
            state.move[field] = 0
    assert bytes_of(plain) == bytes_of(levers)


@pytest.mark.parametrize("levers", ["off", "full"])
@pytest.mark.parametrize("hours", [0, 7, 60, 160])
@pytest.mark.parametrize("name", STRATEGIES.names())
def test_the_hours_of_every_month_add_up(name, hours, levers, setting_of):
    active = dict.fromkeys(("regulatory", "method", "human"), levers)
    setting = setting_of(name, "200027027", "whole", hours=hours, **active)
    s = begin(setting, 3)
    view = View(s)
    prices = np.array([kind.hours for kind in MOVES])
    for month in range(72):
        move = setting.strategy.choose(view)
        play_month(s, setting, lambda move=move: move, {})
        counts = np.zeros(len(MOVES))
        for action in move.actions:
            counts[[kind.name for kind in MOVES].index(action.kind)] += 1
        assert np.allclose(s.hours[month], counts * prices)
        assert s.hours[month].sum() == pytest.approx(move.hours)
        assert s.hours[month].sum() <= hours


def test_every_treatment_spends_most_of_its_hours(setting_of):
    for name in TREATMENTS:
        hours = run(setting_of(name, agenda="whole"), 0).state.hours[:48].sum(axis=1)
        assert np.median(hours) >= (0 if name == "directive" else 54), name


PRIVATE_OPINIONS = ("ideal", "anchor", "salience")
PRIVATE_TRAITS = ("premium", "envy", "guilt", "threshold", "baseline_engagement", "engagement", "fatigue", "culture")


def disturb(s):
    """Change everything that the DGS has not been told, and nothing that they have."""
    rng = np.random.default_rng(5)
    for field in PRIVATE_OPINIONS:
        s.opinions[field][:] = rng.random(s.opinions.shape)
    s.item_values["benefit"][:] = rng.random(s.item_values.shape)
    for field in PRIVATE_TRAITS:
        s.communes[field][:] = rng.random(len(s.communes))
    s.commune_pairs["trust"][:] = rng.random(s.commune_pairs.shape)
    s.communes["trust"][:] = rng.random(len(s.communes))
    for field in (
        "understanding_error",
        "understanding",
        "surplus",
        "perceived_surplus",
        "gain_text",
        "claim",
        "tolerance",
        "value_text",
    ):
        s.stakes[field][:] = rng.random(s.stakes.shape)


@pytest.mark.parametrize("name", NAMES)
def test_moves_ignore_what_the_dgs_does_not_know(name, setting_of):
    setting = setting_of(name, "200027027", "whole", human="half", hours_share=0.2)
    s = begin(setting, 4)
    view = View(s)
    for _ in range(15):
        play_month(s, setting, lambda: setting.strategy.choose(view), {})
    move = setting.strategy.choose(view)
    disturb(s)
    assert setting.strategy.choose(view) == move


@pytest.mark.parametrize("operator", [RANDOM, ANNEALED])
def test_blind_drafts_ignore_the_communes(operator, setting_of):
    """The random draft and the single text are written without any utility, told or not."""
    s = begin(setting_of(), 4)
    operators.draft(s, 0, 5, operator)
    clauses = s.clauses["draft"].copy()
    disturb(s)
    for field in ("estimated_ideal", "estimated_salience"):
        s.opinions[field][:] = 0.5
    operators.draft(s, 0, 5, operator)
    assert np.array_equal(clauses, s.clauses["draft"])


@pytest.mark.parametrize("operator", [JOINT, BROKERED, EXCHANGE, ZEUTHEN])
def test_drafts_for_all_read_what_the_dgs_believes_and_nothing_else(operator, setting_of):
    s, changes = begin(setting_of(agenda="whole"), 4), 0
    d = int(s.docket[0])
    drafts = []
    for slot in range(3, 12):
        operators.draft(s, d, slot, operator)
        drafts.append((s.clauses["draft"].copy(), s.items["draft"].copy()))
        changes += not np.array_equal(s.clauses["draft"][d], s.clauses["text"][d])
    assert changes > 0
    disturb(s)
    for slot, (clauses, items) in zip(range(3, 12), drafts, strict=True):
        operators.draft(s, d, slot, operator)
        assert np.array_equal(clauses, s.clauses["draft"])
        assert np.array_equal(items, s.items["draft"])


@pytest.mark.parametrize("operator", [JOINT, BROKERED, EXCHANGE, ZEUTHEN])
@pytest.mark.parametrize("premium", [-2.0, 2.0])
def test_in_private_a_draft_reads_yes_or_no_to_the_text_and_no_secret(operator, premium, setting_of):
    """All accept the text (a premium far below 0) or refuse it (far above): the answers stay, all else moves."""
    s = begin(setting_of("interest_based", agenda="whole"), 4)
    d = int(s.docket[0])
    s.move["voice"] = BLIND
    s.communes["premium"][:] = premium
    drafts = []
    for slot in range(3, 12):
        operators.draft(s, d, slot, operator)
        drafts.append((s.clauses["draft"].copy(), s.items["draft"].copy()))
    disturb(s)
    s.communes["premium"][:] = premium
    for slot, (clauses, items) in zip(range(3, 12), drafts, strict=True):
        operators.draft(s, d, slot, operator)
        assert np.array_equal(clauses, s.clauses["draft"])
        assert np.array_equal(items, s.items["draft"])


def test_the_chair_reads_estimates_and_the_president_s_commune_only(setting_of):
    s = begin(setting_of("chair"), 4)
    chair = int(s.council.president_commune)
    operators.draft(s, 0, 5, MAJORITY)
    clauses = s.clauses["draft"].copy()
    president_opinions = s.opinions["ideal"][:, chair].copy(), s.opinions["salience"][:, chair].copy()
    disturb(s)
    s.opinions["ideal"][:, chair], s.opinions["salience"][:, chair] = president_opinions
    operators.draft(s, 0, 5, MAJORITY)
    assert np.array_equal(clauses, s.clauses["draft"])


def test_the_view_cannot_write_and_shows_no_secret(setting_of):
    view = View(begin(setting_of(), 0))
    attributes = {name for name in dir(view) if not name.startswith("_")}
    assert not attributes & {*PRIVATE_OPINIONS, *PRIVATE_TRAITS, "benefit", "trust", "surplus", "perceived_surplus"}
    for name in attributes:
        value = getattr(view, name)
        if isinstance(value, np.ndarray) and name not in ("reaction", "dice", "fair_order"):
            with pytest.raises(ValueError, match="read-only"):
                value[...] = 0
            with pytest.raises(ValueError, match="cannot set WRITEABLE"):
                value.flags.writeable = True


def test_a_strategy_name_stands_only_in_its_own_file():
    offenders = []
    for path in SOURCE.rglob("*.py"):
        if path.parent.name in ("facilitation", "science"):  # where a procedure of that name is an equation
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and node.value in {*NAMES} - {"none", "counterweight"}:  # a move's name
                offenders.append((path.name, node.lineno, node.value))
    assert offenders == []


@pytest.mark.parametrize("name", NAMES)
def test_renaming_a_strategy_changes_nothing(name, setting_of, bytes_of):
    setting = setting_of(name, agenda="whole")
    renamed = dataclasses.replace(setting, strategy=dataclasses.replace(setting.strategy, name="zebra"))
    assert bytes_of(run(setting, 9).state) == bytes_of(run(renamed, 9).state)
