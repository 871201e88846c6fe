"""Other tools open the same model and the same rows."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

import negosim
from negosim.cli import main
from negosim.ema import ema_model
from negosim.errors import UserError

pytestmark = pytest.mark.compiled_only
BASE = ("territory=243900354", "agenda=short")
ROOT = Path(__file__).resolve().parents[2]


def test_the_ema_workbench_explores_settings_and_choices():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench import SequentialEvaluator

        model = ema_model(
            ["context.scarcity", "context.hours"], {"facilitation": ["none", "busy"]}, base=BASE, seeds=(1,)
        )
        with SequentialEvaluator(model) as evaluator:
            experiments, outcomes = evaluator.perform_experiments(scenarios=3, policies=2)
    assert len(experiments) == 6
    assert experiments["context__scarcity"].between(0, 1).all()
    row = experiments.iloc[-1]
    words = ["agenda=short", *(f"context.{key}={row[f'context__{key}']}" for key in ("scarcity", "hours"))]
    own = negosim.play("243900354", facilitation=str(row["facilitation"]), seed=1, overrides=words)
    assert outcomes["shared"][-1] == own.summary["shared"]


def test_what_the_workbench_may_not_vary_is_named():
    with pytest.raises(UserError, match=r"context\.scarcety"):
        ema_model(["context.scarcety"], {})
    with pytest.raises(UserError, match="partagé"):
        ema_model([], {}, outcomes=["partagé"])


def test_a_row_is_played_again_by_its_seed_and_columns(tmp_path):
    words = [*BASE, "facilitation=none,busy", "context.scarcity=0.3,0.6", "design.replicates=2", "engine=serial"]
    assert main(["sweep", *words, f"output={tmp_path / 'rows'}"]) == 0
    row = pd.read_parquet(tmp_path / "rows").iloc[-1]
    again = negosim.play("243900354", facilitation=row["facilitation"], seed=int(row["seed"]),
                         overrides=["agenda=short", f"context.scarcity={row['context.scarcity']}"])  # fmt: skip
    assert again.summary["shared"] == row["shared"]
    assert again.summary["welfare"] == row["welfare"]


def test_pandas_polars_and_duckdb_read_one_dataset(tmp_path):
    words = [*BASE, "facilitation=none,busy", "design.replicates=400", "engine.workers=1"]
    assert main(["sweep", *words, f"output={tmp_path / 'rows'}"]) == 0
    shards = f"{tmp_path / 'rows'}/*.parquet"
    wanted = pd.read_parquet(tmp_path / "rows").sort_values(["point", "replicate"], ignore_index=True)
    assert len(list((tmp_path / "rows").glob("runs-*.parquet"))) > 1
    found = pl.read_parquet(shards).sort(["point", "replicate"])
    assert found.columns == list(wanted.columns)
    assert found["seed"].to_list() == wanted["seed"].tolist()
    assert found["welfare"].to_list() == wanted["welfare"].tolist()
    asked = duckdb.read_parquet(shards).aggregate("facilitation, avg(shared)", "facilitation").fetchall()
    assert dict(asked) == pytest.approx(wanted.groupby("facilitation")["shared"].mean().to_dict())


def test_a_setting_without_bounds_is_no_uncertainty():
    with pytest.raises(UserError, match=r"levers\.method n'a pas de bornes"):
        ema_model(["levers.method"], {})


def test_every_shipped_experiment_composes_and_says_its_size(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    from negosim.config.compose import composer
    from negosim.config.experiment import spec_of_words

    names = sorted(path.stem for path in (ROOT / "configs" / "experiment").glob("*.yaml"))
    for name in names:
        if name.startswith(("learning_order", "learning_follow", "learning_voice")):
            continue  # their arms and agendas stand in experiments/learning
        plan = spec_of_words(composer(), [f"+experiment={name}"], Path.cwd()).plan
        registered = re.sub(r"[\s,]", "", (ROOT / "experiments" / folder_of(name) / "README.md").read_text())
        assert f"{plan.runs}" in registered, name


def folder_of(name: str) -> str:
    """The folder of an experiment, where its parts are registered."""
    return {"no_pressure": "strategies_compared", "joint_levers_added": "joint_levers"}.get(name, name)
