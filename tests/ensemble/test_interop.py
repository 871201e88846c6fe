"""Other tools open the same model and the same rows."""

from __future__ import annotations

import warnings

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
    result = pl.read_parquet(shards).sort(["point", "replicate"])
    assert result.columns == list(wanted.columns)
    assert result["seed"].to_list() == wanted["seed"].tolist()
    assert result["welfare"].to_list() == wanted["welfare"].tolist()
    options = duckdb.read_parquet(shards).aggregate("facilitation, avg(shared)", "facilitation").fetchall()
    assert dict(options) == pytest.approx(wanted.groupby("facilitation")["shared"].mean().to_dict())


def test_a_setting_without_bounds_is_no_uncertainty():
    with pytest.raises(UserError, match=r"levers\.method n'a pas de bornes"):
        ema_model(["levers.method"], {})
