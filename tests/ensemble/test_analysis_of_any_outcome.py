"""Outcomes of which less is better, that are no shares, or that go by dossier."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from negosim.cli import main
from negosim.ensemble.analysis.dataset import Dataset
from negosim.ensemble.analysis.durations import over_draws
from negosim.ensemble.analysis.interactions import joint
from negosim.ensemble.analysis.replicates import required_replicates
from negosim.ensemble.analysis.stability import ranks, regret
from negosim.ensemble.design import Factor
from negosim.locale import translate
from negosim.metrics import METRICS, direction_of
from negosim.plots.forest import best_combination

pytestmark = pytest.mark.compiled_only

MONTHS = {"busy": 9.0, "none": 12.0}


@pytest.fixture(scope="module")
def slow():
    """`none` takes three months more than `busy`, in both places, in every draw."""
    rows = pd.DataFrame([
        {"facilitation": name, "siren": siren, "draw": draw, "months": months,
         "months_to_agreement": months + 0.1 * draw, "shared": 0.5 + 0.1 * (draw % 2)}
        for name, months in MONTHS.items() for siren in "ab" for draw in range(20)
    ])  # fmt: skip
    return Dataset(Path(), rows, rows, (Factor(key="facilitation", levels=tuple(MONTHS)),), {"tables": []}, 0)


def test_a_direction_is_more_less_or_neither():
    assert {direction_of(name) for name in METRICS.names()} == {1, -1, 0}
    assert [direction_of(name) for name in ("shared", "overhead", "months", "no_metric")] == [1, -1, 0, 0]


def test_the_best_has_least_where_less_is_better(slow):
    assert ranks(slow, "months_to_agreement")["treatment"].tolist() == ["busy", "none"]
    assert regret(slow, "months_to_agreement")["none"].tolist() == pytest.approx([3.0, 3.0])
    assert regret(slow, "months") is None


def test_b_is_taken_against_the_lever_that_is_best_in_the_direction_of_the_metric():
    keys = ("levers.regulatory", "levers.method")
    effect = {("off", "off"): 12.0, ("full", "off"): 10.0, ("off", "full"): 11.0, ("full", "full"): 9.0}
    rows = pd.DataFrame([
        {**dict(zip(keys, levels, strict=True)), "siren": "a", "draw": draw, "months": months + 0.1 * draw,
         "months_to_agreement": months + 0.1 * draw}
        for levels, months in effect.items() for draw in range(10)
    ])  # fmt: skip
    data = Dataset(
        Path(), rows, rows, tuple(Factor(key=key, levels=("off", "full")) for key in keys), {"tables": []}, 0
    )
    result = joint(data, ["months", "months_to_agreement"]).set_index(["outcome", "quantity"])
    assert result.loc[("months_to_agreement", "B"), "best single"] == "10"
    assert result.loc[("months_to_agreement", "B"), "value"] == pytest.approx(-1.0)
    assert ("months", "B") not in result.index


def test_a_half_width_is_asked_of_shares_alone(slow):
    result = (
        required_replicates(slow, ["shared", "months_to_agreement"]).groupby("outcome")["for_half_width_.01"].first()
    )
    assert result["shared"] == pytest.approx(np.ceil((1.96 * np.std([0.5, 0.6] * 10, ddof=1) / 0.01) ** 2))
    assert "months_to_agreement" not in result.dropna()


def test_dossiers_of_one_draw_count_as_one():
    """Copies of the dossiers of each draw change nothing; one month, one dossier a draw: the binomial interval."""
    rng = np.random.default_rng(3)
    draws, adopted = np.arange(400), (rng.random(400) < 0.3).astype(int)
    one = over_draws(np.full(400, 2.0), adopted, draws, np.array([2.0]))
    many = over_draws(np.full(4000, 2.0), np.repeat(adopted, 10), np.repeat(draws, 10), np.array([2.0]))
    assert many == pytest.approx(one)
    share = 1 - adopted.mean()
    half = 1.96 * np.sqrt(share * (1 - share) / 400)
    assert one[:, 0] == pytest.approx([share - half, share + half], abs=0.005)
    assert np.isnan(over_draws(np.ones(2), np.ones(2, int), np.arange(2), np.array([1.0]))).all()


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Forty mandates with their dossiers."""
    folder = tmp_path_factory.mktemp("sweep") / "s"
    words = ["territory=243900354,200000172", "agenda=short", "facilitation=none,busy", "design.replicates=4"]
    assert main(["sweep", *words, "design.tables=[dossiers]", "engine=serial", f"output={folder}"]) == 0
    return folder


def test_an_effect_of_interest_in_the_unit_of_the_outcome(played, tmp_path, capsys):
    options = ["analyse", str(played), "--outcome", "shared", "--outcome", "months", "--output", str(tmp_path)]
    assert main([*options, "--sesoi", "months=2.5", "--sesoi", "0.03"]) == 0
    effects = pd.read_csv(tmp_path / "effects.csv").set_index("outcome")
    assert effects["sesoi"].to_dict() == {"shared": 0.03, "months": 2.5}
    assert main(options) == 0
    assert pd.read_csv(tmp_path / "effects.csv").set_index("outcome")["sesoi"].isna().to_dict() == {
        "shared": False, "months": True}  # fmt: skip
    for wrong in ("2.5", "shared=2.5", "months=-1"):
        assert main(["analyse", str(played), "--sesoi", wrong, "--lang", "en"]) == 2
        assert "--sesoi is “" in capsys.readouterr().err
    assert main(["analyse", str(played), "--sesoi", "wishes=1", "--lang", "en"]) == 2
    assert "wishes" in capsys.readouterr().err


def test_the_best_combination_is_that_of_the_direction():
    rows = {"cell": ["00", "10", "01", "11"], "mean": [12.0, 10.0, 11.0, 9.0]}
    for outcome, text in (("months_to_agreement", "tous les leviers"), ("months", "de 9 à 12")):
        table = pd.DataFrame(rows).assign(outcome=outcome)
        assert text in translate(best_combination(table, ["method", "human"], "fr"), "fr")


def test_a_lost_file_of_a_kept_table_is_no_finished_experiment(played, tmp_path, capsys):
    folder = shutil.copytree(played, tmp_path / "s")
    next((folder / "_dossiers").glob("runs-*.parquet")).unlink()
    assert main(["analyse", str(folder), "--lang", "en"]) == 2
    assert "is not finished" in capsys.readouterr().err
