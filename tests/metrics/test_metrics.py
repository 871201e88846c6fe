"""Shared decisions, blockers and tables on states made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from negosim import tables
from negosim.metrics import METRICS
from negosim.metrics.decisions import verdict_of
from negosim.negotiation.mandate import run
from negosim.negotiation.month.transfers import solidarity
from negosim.negotiation.state.dossier import ADOPTED, WITHDRAWN


def adopt(mandate, d, gains):
    s = mandate.state
    s.dossiers["outcome"][d] = ADOPTED
    s.stakes["surplus"][d] = gains
    s.stakes["defection_month"][d] = 0


@pytest.mark.parametrize(
    ("gains", "shared", "strict"),
    [
        ([0.1] * 7, True, True),
        ([0.1] * 5 + [0.0, 0.0], True, True),
        ([0.1] * 4 + [0.0] * 3, False, False),  # 4 of 7 is less than two thirds
        ([0.1] * 5 + [-0.04, -0.04], True, False),
        ([0.1] * 6 + [-0.3], True, False),  # one loser is allowed, whatever it loses
        ([0.1] * 5 + [-0.06, -0.06], False, False),
    ],
)
def test_a_decision_is_shared_when_two_thirds_gain_and_almost_nobody_loses(mandate, gains, shared, strict):
    adopt(mandate, 0, gains)
    verdict = verdict_of(mandate, 0)
    assert (verdict.shared, verdict.shared_strict) == (shared, strict)
    assert verdict.min_gain == min(gains)


def test_a_decision_that_does_not_last_is_not_shared(mandate):
    adopt(mandate, 0, [0.1] * 7)
    mandate.state.stakes["defection_month"][0, :2] = 30
    verdict = verdict_of(mandate, 0)
    assert (verdict.durable, verdict.shared) == (False, False)
    assert verdict.defection_share == pytest.approx(2 / 7)


def test_support_by_communes_seats_and_population(mandate):
    adopt(mandate, 0, [0.1, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1])
    verdict = verdict_of(mandate, 0)
    assert verdict.support_communes == pytest.approx(1 / 7)
    assert verdict.support_seats == pytest.approx(15 / 31)
    assert verdict.support_population == pytest.approx(13_320 / 28_363)


def test_welfare_counts_a_failed_dossier_as_nothing(mandate):
    s = mandate.state
    s.dossiers["outcome"] = WITHDRAWN
    assert METRICS["welfare"].measure(mandate) == 0.0
    assert METRICS["gini"].measure(mandate) is None
    assert METRICS["nash_ratio"].measure(mandate) == 0.0
    assert METRICS["durable"].measure(mandate) is None
    adopt(mandate, 0, [0.06] * 7)
    assert METRICS["welfare"].measure(mandate) == pytest.approx(0.06 / len(s.dossiers))
    assert METRICS["gini"].measure(mandate) == pytest.approx(0.0)
    assert METRICS["nash_ratio"].measure(mandate) == pytest.approx(1.0)
    assert METRICS["atkinson"].measure(mandate) == pytest.approx(0.0, abs=1e-12)


def test_atkinson_counts_a_loser_as_one_that_gains_nothing(mandate):
    mandate.state.dossiers["outcome"] = WITHDRAWN
    assert METRICS["atkinson"].measure(mandate) is None
    adopt(mandate, 0, [0.1, 0.1, 0.1, 0.1, 0.4, 0.4, 0.4])
    assert METRICS["atkinson"].measure(mandate) == pytest.approx(1 - (10 / 7) ** 2 / (16 / 7))
    adopt(mandate, 0, [0.1, 0.1, 0.1, 0.1, 0.0, 0.0, 0.0])
    assert METRICS["atkinson"].measure(mandate) == pytest.approx(3 / 7)
    adopt(mandate, 0, [0.1, 0.1, 0.1, 0.1, -0.1, 0.0, 0.0])
    assert METRICS["atkinson"].measure(mandate) == pytest.approx(3 / 7)
    adopt(mandate, 0, [0.1, -0.1, -0.1, 0.0, 0.0, 0.0, 0.0])
    assert METRICS["atkinson"].measure(mandate) is None


def test_tables_have_their_columns_and_agree(mandate):
    dossiers, months = tables.dossiers(mandate), tables.months(mandate)
    communes, officials = tables.communes(mandate), tables.officials(mandate)
    assert list(dossiers.columns) == [
        "dossier", "kind", "recurrent", "opened", "closed", "months", "outcome", "adopted", "support_communes",
        "support_seats", "support_population", "min_gain", "shared", "shared_strict", "durable", "defection_share",
        "blockers", "article",
    ]  # fmt: skip
    assert list(months.columns)[:6] == ["month", "budget_eur", "trust", "engagement", "culture", "open_dossiers"]
    assert all(name.startswith("hours_") for name in months.columns[6:])
    assert list(communes.columns) == ["month", "insee", "trust_dgs", "engagement", "fatigue", "culture", "satisfaction"]
    assert list(officials.columns) == ["dossier", "month", "official", "commune", "role", "list", "present", "vote"]
    assert len(months) == 96
    assert len(communes) == 96 * 7
    mean = communes.groupby("month")["engagement"].mean().to_numpy()
    assert np.allclose(mean, months["engagement"])
    assert months["budget_eur"][0] == pytest.approx(28_363 * 90 * 0.5)
    present = officials.groupby("dossier")["present"].sum()
    for d, name in enumerate(dossiers["dossier"]):
        if name in present:
            assert present[name] == mandate.state.dossiers[d].present
            votes = officials[(officials["dossier"] == name) & (officials["vote"] == "yes")]
            assert len(votes) == mandate.state.dossiers[d].yes
    assert officials.loc[~officials["present"], "vote"].isna().all()


def test_a_mandate_without_any_vote_has_an_empty_table_of_officials(whole_of):
    charter = tuple(line for line in whole_of("none").agenda if line.name == "charter")
    mandate = run(whole_of("none", agenda=charter, cushion=0.5, premium_mean=0.5), 0)
    empty = tables.officials(mandate)
    assert isinstance(empty, pd.DataFrame)
    assert len(empty) == 0
    assert METRICS["unanimous"].measure(mandate) is None


def test_answers_agree_with_the_log_of_events(mandate):
    answers, ratifications = tables.answers(mandate), tables.ratifications(mandate)
    assert len(ratifications) > 0
    assert set(answers["dossier"]) == set(ratifications["dossier"])
    for _, row in ratifications.iterrows():
        counts = answers.loc[answers["dossier"] == row["dossier"], "answer"].value_counts()
        assert [counts.get(word, 0) for word in ("yes", "no", "silence")] == [row["yes"], row["no"], row["silent"]]
    assert answers.groupby("dossier")["population"].sum().eq(28_363).all()


def test_transfers_are_in_euros_and_sum_to_zero(whole_of):
    mandates = [run(whole_of("none", regulatory="full", consequences=0), seed) for seed in range(12)]
    transfers = pd.concat([tables.transfers(mandate) for mandate in mandates])
    assert len(transfers) > 0
    assert abs(transfers["amount_eur"].sum()) < 1.0
    n_adjusted = 0
    for s in (mandate.state for mandate in mandates):
        for d, i in zip(*np.nonzero(s.stakes["transfer"]), strict=True):
            if s.stakes["transfer"][d, i] > solidarity(s, d, i):  # beyond what legal criteria give
                assert s.stakes["claim"][d, i] < 0.0
                n_adjusted += 1
    assert n_adjusted > 0
    assert len(tables.transfers(run(whole_of("none", consequences=0), 0))) == 0
