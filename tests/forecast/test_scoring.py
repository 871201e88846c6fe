"""A made-up seal judged by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from negosim.errors import UserError
from negosim.forecast.scoring import judge, read_transfers
from negosim.forecast.verdicts import BETWEEN, FAILURE, SUCCESS, UNDECIDED, chance_below_zero, verdict

pytestmark = pytest.mark.usefixtures("few_resamples")


def transfers_of(table, happened):
    """A table of what happened: 1 at these ranks of the seal, 0 elsewhere."""
    flags = np.isin(np.arange(len(table)), list(happened)).astype(float)
    return pd.DataFrame({"siren": table["siren"], "transferred": flags})


def test_scores_are_those_of_the_hand(prediction):
    happened = (*range(8), *range(20, 22))  # 8 of 20 at .4, 2 of 20 at .1: as forecast
    figures = judge(prediction.table, transfers_of(prediction.table, happened)).figures
    assert (figures["scored"], figures["missing"], figures["strangers"], figures["transferred"]) == (40, 0, 0, 10)
    assert figures["brier"] == pytest.approx((8 * 0.36 + 12 * 0.16 + 2 * 0.81 + 18 * 0.01) / 40)
    assert figures["base_rate_brier"] == pytest.approx((10 * 0.5625 + 30 * 0.0625) / 40)
    logs = 8 * math.log(0.4) + 12 * math.log(0.6) + 2 * math.log(0.1) + 18 * math.log(0.9)
    assert figures["log_score"] == pytest.approx(-logs / 40, rel=1e-5)
    pairs = (8 * 18 + 0.5 * (8 * 12 + 2 * 18)) / 300
    assert figures["auc"] == pytest.approx(pairs, rel=1e-5)
    assert figures["base_rate_auc"] == 0.5
    assert figures["base_rate_brier_difference"] == pytest.approx(
        figures["brier"] - figures["base_rate_brier"], rel=1e-4
    )
    assert figures["calibration_slope"] == pytest.approx(1, abs=0.01)
    assert figures["calibration_intercept"] == pytest.approx(0, abs=0.01)
    assert (figures["rate"], figures["sealed_rate"], figures["level_within"]) == (0.25, 0.25, False)


def test_a_forecast_that_knew_succeeds_and_one_that_did_not_fails(prediction):
    knew = judge(prediction.table, transfers_of(prediction.table, range(12)))
    assert knew.figures["verdict"] == SUCCESS
    assert knew.figures["base_rate_log_score_difference_high"] < 0
    assert list(knew.curve["n"]) == [20, 20]
    wrong = judge(prediction.table, transfers_of(prediction.table, range(30, 40)))
    assert wrong.figures["verdict"] == FAILURE


def test_missing_places_and_strangers_are_counted_and_not_scored(prediction):
    known = transfers_of(prediction.table, range(12))
    known.loc[5, "transferred"] = np.nan
    known = pd.concat([known.iloc[:35], pd.DataFrame({"siren": ["999999999"], "transferred": [1.0]})])
    figures = judge(prediction.table, known).figures
    assert (figures["scored"], figures["missing"], figures["strangers"], figures["transferred"]) == (34, 6, 1, 11)


@pytest.mark.parametrize("happened", [(), range(40)])
def test_one_outcome_everywhere_is_not_judged(prediction, happened):
    judgement = judge(prediction.table, transfers_of(prediction.table, happened))
    assert judgement.figures["verdict"] == UNDECIDED
    assert judgement.scores.isna().to_numpy().all()
    assert judge(prediction.table, transfers_of(prediction.table, (1,)).head(19)).figures["verdict"] == UNDECIDED


@pytest.mark.parametrize(
    ("base", "logistic", "said"),
    [(-0.01, -0.01, SUCCESS), (-0.01, 0.0, BETWEEN), (0.0, -0.01, FAILURE), (None, -0.01, UNDECIDED)],
)
def test_a_verdict_follows_the_two_intervals(base, logistic, said):
    assert verdict({"base_rate": base, "logistic": logistic}) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("siren,passed\n200000172,1\n", "colonnes absentes : transferred"),
        ("siren,transferred\n", "aucune intercommunalité"),
        ("siren,transferred\n200000172,yes\n", "ligne 2 : transferred vaut « yes » ; attendu : 0, 1, ou rien"),
        ("siren,transferred\n20000,1\n", "siren vaut « 20000 » ; attendu : neuf chiffres"),
        ("siren,transferred\n200000172,1\n200000172,0\n", "répétées : 200000172"),
    ],
)
def test_wrong_data_are_named(tmp_path, text, said):
    (tmp_path / "wrong.csv").write_text(text)
    with pytest.raises(UserError, match=said) as caught:
        read_transfers(tmp_path / "wrong.csv")
    assert "wrong.csv" in str(caught.value)


def test_a_forecast_that_says_more_is_likelier_to_show_it():
    assert chance_below_zero(np.full(50, 0.25), 0.25) == 0
    one = np.array([0.5])
    gain, deviation = 0.5 * math.log(0.5 / 0.25) + 0.5 * math.log(0.5 / 0.75), 0.5 * math.log(3)
    expected = 0.5 * math.erfc(-(gain / deviation - 1.959963984540054) / math.sqrt(2))
    assert chance_below_zero(one, 0.25) == pytest.approx(expected)
    wide, narrow = np.tile([0.45, 0.05], 50), np.tile([0.3, 0.2], 50)
    assert chance_below_zero(wide, 0.25) > 0.7 > chance_below_zero(narrow, 0.25)
