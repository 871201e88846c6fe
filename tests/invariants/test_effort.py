"""Properties 1 to 4: hours are the only way to act, and what is not told is not used."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import numpy as np
import pytest

from negosim.facilitation import STRATEGIES
from negosim.negotiation.mandate import advance, begin, run
from negosim.negotiation.moves import MOVES
from negosim.negotiation.view import View

NAMES = ("none", "busy", "chair", "process", "single_text")
SOURCE = Path(__file__).resolve().parents[2] / "src" / "negosim"


@pytest.mark.parametrize("territory", ["200000172", "200027027"])
@pytest.mark.parametrize("name", STRATEGIES.names())
def test_zero_hours_equal_none_byte_for_byte(name, territory, setting_of, bytes_of):
    baseline = run(setting_of("none", territory, hours=0), 11).state
    other = run(setting_of(name, territory, hours=0), 11).state
    expected, got = bytes_of(baseline), bytes_of(other)
    # the voice and operator of unpaid rounds are remembered in the clock and the parameters, and never used
    for fields, state in ((("operator", "voice"), baseline), (("operator", "voice"), other)):
        for field in fields:
            state.clock[field] = 0
        state.p["acceptance"] = 0.0
    expected, got = bytes_of(baseline), bytes_of(other)
    assert [key for key in expected if expected[key] != got[key]] == []


@pytest.mark.parametrize("hours", [0, 7, 60, 160])
@pytest.mark.parametrize("name", STRATEGIES.names())
def test_the_ledger_holds_every_month(name, hours, setting_of):
    setting = setting_of(name, "200027027", hours=hours)
    s = begin(setting, 3)
    view = View(s)
    prices = np.array([kind.hours for kind in MOVES])
    for month in range(72):
        move = setting.strategy.choose(view)
        advance(s, move)
        counted = np.zeros(len(MOVES))
        for action in move.actions:
            counted[[kind.name for kind in MOVES].index(action.kind)] += 1
        assert np.allclose(s.hours[month], counted * prices)
        assert s.hours[month].sum() == pytest.approx(move.hours)
        assert s.hours[month].sum() <= hours


def test_every_treatment_spends_most_of_its_hours(setting_of):
    for name in ("busy", "chair", "process", "single_text"):
        s = begin(setting_of(name), 0)
        move = STRATEGIES[name].choose(View(s))
        assert move.hours >= 54, name


PRIVATE_OPINIONS = ("ideal", "anchor", "salience")
PRIVATE_TRAITS = ("premium", "envy", "guilt", "threshold", "engagement_own", "engagement", "fatigue", "culture")


def disturb(s):
    """Change everything that the DGS has not been told, and nothing that he has."""
    rng = np.random.default_rng(5)
    for field in PRIVATE_OPINIONS:
        s.opinions[field][:] = rng.random(s.opinions.shape)
    s.prizes["benefit"][:] = rng.random(s.prizes.shape)
    for field in PRIVATE_TRAITS:
        s.communes[field][:] = rng.random(len(s.communes))
    s.ties["trust"][:] = rng.random(s.ties.shape)
    for field in ("misread", "omega", "surplus", "perceived", "gain_text", "claim"):
        s.stakes[field][:] = rng.random(s.stakes.shape)


@pytest.mark.parametrize("name", NAMES)
def test_moves_ignore_what_the_dgs_has_not_been_told(name, setting_of):
    setting = setting_of(name, "200027027")
    s = begin(setting, 4)
    view = View(s)
    for _ in range(15):
        advance(s, setting.strategy.choose(view))
    told = setting.strategy.choose(view)
    disturb(s)
    assert setting.strategy.choose(view) == told


@pytest.mark.parametrize("name", ["busy", "single_text"])
def test_blind_drafts_ignore_the_communes(name, setting_of):
    """The random draft and the single text are written without any utility, told or not."""
    from negosim.negotiation import drafting

    s = begin(setting_of(name), 4)
    s.orders[:] = 0
    operator = STRATEGIES[name].choose(View(s)).operator
    drafting.draft(s, 0, 5, operator)
    drafted = s.clauses["draft"].copy()
    disturb(s)
    for field in ("est_ideal", "est_salience"):
        s.opinions[field][:] = 0.5
    drafting.draft(s, 0, 5, operator)
    assert np.array_equal(drafted, s.clauses["draft"])


def test_the_chair_reads_estimates_and_his_president_only(setting_of):
    from negosim.negotiation import drafting
    from negosim.negotiation.moves import MAJORITY

    s = begin(setting_of("chair"), 4)
    chair = int(s.clock.president_commune)
    drafting.draft(s, 0, 5, MAJORITY)
    drafted = s.clauses["draft"].copy()
    told = s.opinions["ideal"][:, chair].copy(), s.opinions["salience"][:, chair].copy()
    disturb(s)
    s.opinions["ideal"][:, chair], s.opinions["salience"][:, chair] = told
    drafting.draft(s, 0, 5, MAJORITY)
    assert np.array_equal(drafted, s.clauses["draft"])


def test_the_view_cannot_write_and_shows_no_secret(setting_of):
    view = View(begin(setting_of(), 0))
    shown = {name for name in dir(view) if not name.startswith("_")}
    assert not shown & {*PRIVATE_OPINIONS, *PRIVATE_TRAITS, "benefit", "trust", "surplus", "perceived"}
    for name in shown:
        value = getattr(view, name)
        if isinstance(value, np.ndarray) and name not in ("reaction", "dice", "fair_order"):
            with pytest.raises(ValueError, match="read-only"):
                value[...] = 0


def test_a_strategy_name_stands_only_in_its_own_file():
    offenders = []
    for path in SOURCE.rglob("*.py"):
        if path.parent.name == "facilitation":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and node.value in {
                "busy",
                "chair",
                "process",
                "oracle_true",
                "oracle_est",
            }:
                offenders.append((path.name, node.lineno, node.value))
    assert offenders == []


@pytest.mark.parametrize("name", NAMES)
def test_renaming_a_strategy_changes_nothing(name, setting_of, bytes_of):
    setting = setting_of(name)
    renamed = dataclasses.replace(setting, strategy=dataclasses.replace(setting.strategy, name="zebra"))
    assert bytes_of(run(setting, 9).state) == bytes_of(run(renamed, 9).state)
