"""The published experiments stay what they were, points, treatments and seeds: their results can be replayed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from negosim.config.compose import composer
from negosim.config.experiment import spec_of_words
from negosim.config.factors import factors_of
from negosim.config.records import knob_values
from negosim.errors import UserError

pytestmark = pytest.mark.compiled_only
ROOT = Path(__file__).resolve().parents[2]
PLANS = {
    "joint_levers": "03e37d347ccf8ef3",
    "joint_levers_added": "be91ea21b9c8a2a6",
    "learning_follow_up": "20edd67ed9428990",
    "learning_order": "b722aa6cdc3447f6",
    "learning_voice": "4290a8b3937de85c",
    "living_areas": "e3008bf5dc04b9b0",
    "no_pressure": "8ab29acd996097f5",
    "pace": "a660c0263795f6d7",
    "power_asymmetry": "dca785f579c50acb",
    "scarcity": "f3f1126f373860a4",
    "strategies_compared": "c01344fc772d03d4",
}
"""The digest of each published plan, as it was when its results were written."""

FOLDERS = {
    "no_pressure": "strategies_compared", "joint_levers_added": "joint_levers", "learning_follow_up": "learning",
    "learning_order": "learning", "learning_voice": "learning",
}  # fmt: skip
"""The folder of an experiment, where it is not its name."""


@pytest.fixture
def options(tmp_path):
    """The agendas of `experiments/learning` and the names of its two arms, whose plugin no other test may see."""
    shutil.copytree(ROOT / "experiments" / "learning" / "agenda", tmp_path / "agenda")
    (tmp_path / "facilitation").mkdir()
    for name in ("drivers_alone", "busy_equal_voice"):
        (tmp_path / "facilitation" / f"{name}.yaml").write_text("defaults: [busy]", encoding="utf-8")
    return tmp_path


def test_every_shipped_experiment_is_looked_at():
    assert {path.stem for path in (ROOT / "configs" / "experiment").glob("*.yaml")} == {*PLANS}


@pytest.mark.parametrize("name", PLANS)
def test_a_published_experiment_keeps_its_size_its_points_and_its_seeds(name, options):
    plan = spec_of_words(composer(options), [f"+experiment={name}"], ROOT).plan
    registration = (ROOT / "experiments" / FOLDERS.get(name, name) / "README.md").read_text(encoding="utf-8")
    assert f"{plan.runs}" in re.sub(r"[\s,]", "", registration)
    assert digest_of(plan) == PLANS[name]


def digest_of(plan) -> str:
    """What a plan is, but for the draws of the sampler's library: factors, design, treatments, samples, seeds."""
    step = max(1, plan.runs // 200)
    seeds = [plan.run(number).seed for number in (*range(0, plan.runs, step), plan.runs - 1)]
    content = [
        plan.name, knob_values(plan.design), [vars(factor) for factor in plan.factors], plan.tables, plan.blocks,
        plan.treatments, plan.samples, seeds,
        [[value for value, factor in zip(point, plan.factors, strict=True) if factor.levels] for point in plan.values],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def test_uncertainties_of_the_published_experiments_serve_any_comparison():
    words = ["+uncertainties=ten_territories", "facilitation=none,busy", "design.samples=2", "agenda=short"]
    plan = spec_of_words(composer(), words, ROOT).plan
    assert plan.keys[-1] == "facilitation"
    assert (plan.design.sampler, plan.runs) == ("latin_hypercube", 2 * 10 * 2)
    assert len(plan.factors[0].levels) == 10
    assert sum(factor.is_sampled for factor in plan.factors) == 12


def test_a_factor_that_is_compared_is_no_longer_uncertain(tmp_path):
    path = tmp_path / "experiment" / "own.yaml"
    path.parent.mkdir()
    path.write_text(
        "# @package _global_\ndefaults: [/uncertainties: ten_territories, _self_]\n"
        "design: {samples: 2, factors: {governance.bureau: null, context.decline: [0.0, 0.05]}}", encoding="utf-8",
    )  # fmt: skip
    words = ["+experiment=own", "agenda=short", "territory=243900354,200000172"]
    plan = spec_of_words(composer(tmp_path), words, ROOT).plan
    assert plan.keys[:4] == ("governance.bureau", "context.decline", "territory", "context.scarcity")
    assert [factor.levels for factor in plan.factors[1:3]] == [(0.0, 0.05), ("243900354", "200000172")]
    assert plan.runs == 2 * 2 * 2 * 2


def test_the_key_under_which_a_factor_is_wrong_is_named():
    problems = []
    factors_of({"context.hours": "much"}, "design.uncertainties", (), problems)
    assert str(UserError(*problems)).startswith("design.uncertainties : context.hours vaut « much »")
