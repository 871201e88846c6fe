"""Each question asked of a mandate, on states made by hand whose answer is known."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from negosim.metrics import METRICS, summary
from negosim.metrics.appropriation import entropy, pieces_by_author
from negosim.metrics.decisions import headline_dossiers
from negosim.metrics.gains import low_decile, shortfall
from negosim.metrics.learning import slope
from negosim.metrics.solidarity import correlation
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import ADOPTED, DEFAULTED, OPEN, REJECTED, WAITING, WITHDRAWN
from negosim.negotiation.state.moves import MOVES

HEADLINE = (
    "governance_pact", "vice_presidencies", "land_use_plan", "charter", "financial_pact", "investment_plan", "pooling",
    "transfer_a", "facility", "transfer_b", "mid_term_review", "seat_agreement",
)  # fmt: skip


@pytest.fixture
def mandate(whole_of):
    """Nothing adopted, then what each test writes; seven communes, twelve headline dossiers of twenty-three."""
    mandate = run(whole_of("none", consequences=0), 2)
    mandate.state.dossiers["outcome"] = WITHDRAWN
    return mandate


def measure(name, mandate):
    return METRICS[name].measure(mandate)


def adopt(mandate, *dossiers):
    mandate.state.dossiers["outcome"][list(dossiers)] = ADOPTED


def test_shares_of_outcomes_sum_to_one(mandate, number):
    outcomes = [ADOPTED, DEFAULTED, REJECTED, REJECTED, OPEN, WAITING]
    mandate.state.dossiers["outcome"][number(mandate, *HEADLINE)] = outcomes * 2
    shares = {name: measure(name, mandate) for name in ("adopted", "defaulted", "rejected", "withdrawn", "open")}
    assert shares == pytest.approx(
        {"adopted": 1 / 6, "defaulted": 1 / 6, "rejected": 2 / 6, "withdrawn": 0.0, "open": 2 / 6}
    )
    assert headline_dossiers(mandate.setting) == tuple(number(mandate, *HEADLINE))
    assert measure("adopted_recurrent", mandate) == 0.0  # six splits of the FPIC and five budgets, all withdrawn
    adopt(mandate, *number(mandate, "fpic", "budget_3"))
    assert measure("adopted_recurrent", mandate) == pytest.approx(2 / 11)
    assert measure("adopted", mandate) == pytest.approx(1 / 6)


def test_an_agenda_without_yearly_dossiers_has_no_yearly_rate(whole_of):
    agenda = tuple(line for line in whole_of("none").agenda if not line.kind.recurrent)
    assert measure("adopted_recurrent", run(whole_of("none", agenda=agenda), 0)) is None


def test_headline_figures_leave_yearly_dossiers_out(mandate, number):
    yearly = [d for d in range(23) if d not in number(mandate, *HEADLINE)]
    before = summary(mandate, costly=True)
    mandate.state.dossiers["outcome"][yearly] = ADOPTED
    after = summary(dataclasses.replace(mandate), costly=True)
    changes = {name for name in before if before[name] != after[name]}
    assert changes <= {
        "adopted_recurrent",
        "welfare",
        "gini",
        "nash_ratio",
        "atkinson",
        *(n for n in before if "success" in n),
    }
    assert {"adopted_recurrent", "welfare"} <= changes


def test_yearly_dossiers_are_reported_apart(whole_of):
    from negosim.agenda import KINDS
    from negosim.negotiation.state.dossier import PlannedDossier

    yearly = dataclasses.replace(KINDS["financial_pact"], recurrent=True)
    agenda = (PlannedDossier("pact", KINDS["governance_pact"], 1, 9),
              PlannedDossier("split_1", yearly, 2, 8), PlannedDossier("split_2", yearly, 14, 20))  # fmt: skip
    mandate = run(whole_of("none", agenda=agenda), 0)
    mandate.state.dossiers["outcome"] = [WITHDRAWN, ADOPTED, DEFAULTED]
    assert measure("adopted_recurrent", mandate) == 0.5
    assert (measure("adopted", mandate), measure("withdrawn", mandate), measure("defaulted", mandate)) == (
        0.0,
        1.0,
        0.0,
    )


def test_shortfall_and_low_decile_are_those_of_the_gains(mandate, number):
    assert measure("mean_shortfall", mandate) is None
    d = number(mandate, "investment_plan")
    adopt(mandate, 0, d)
    mandate.state.stakes["surplus"][0] = [0.1, -0.07, 0.1, 0.1, 0.1, 0.1, -0.07]
    mandate.state.stakes["surplus"][d] = 0.2
    assert measure("mean_shortfall", mandate) == pytest.approx(0.01)
    low = np.percentile(mandate.state.stakes["surplus"][0], 10)
    assert measure("gain_p10", mandate) == pytest.approx((low + 0.2) / 2)
    draw = np.random.default_rng(1).normal(size=(5, 23))
    assert low_decile(draw) == pytest.approx(np.percentile(draw, 10, axis=1))
    assert shortfall(np.array([[-1.0, 1.0]])).tolist() == [0.5]


def test_nothing_adopted_was_written_by_nobody(mandate):
    assert measure("authors", mandate) is None


def test_who_wrote_what_was_adopted(mandate, number):
    d, s = number(mandate, "investment_plan"), mandate.state
    adopt(mandate, 0, d, number(mandate, "fpic"))
    s.clauses["author"][number(mandate, "fpic"), :2] = 3  # a yearly dossier
    s.clauses["author"][0, :4] = [2, 2, -2, -1]
    s.clauses["author"][d, :2] = [5, -1]
    s.items["author"][d], s.items["text"][d] = -1, False
    s.items["author"][d, :2], s.items["text"][d, :2] = [5, 6], [True, False]
    assert pieces_by_author(mandate).tolist() == [0, 0, 2, 0, 0, 2, 0, 1]
    assert measure("authors", mandate) == pytest.approx(2 / 7)
    assert measure("written_by_dgs", mandate) == pytest.approx(1 / 5)
    expected = -(2 * 0.4 * math.log(0.4) + 0.2 * math.log(0.2)) / math.log(8)
    assert measure("authorship_entropy", mandate) == pytest.approx(expected)
    assert entropy(np.array([1, 1, 1, 1])) == pytest.approx(1.0)
    assert entropy(np.array([0, 3, 0])) == 0.0


def test_agreements_that_come_faster_have_a_negative_slope(mandate, number):
    dossiers, s = number(mandate, "governance_pact", "investment_plan", "transfer_b"), mandate.state
    adopt(mandate, *dossiers[:2])
    assert measure("learning_slope", mandate) is None
    adopt(mandate, dossiers[2])
    s.dossiers["opens"][dossiers], s.dossiers["closing_month"][dossiers] = [10, 1, 20], [14, 7, 22]  # 6, 4, 2 months
    assert measure("learning_slope", mandate) == pytest.approx(-2.0)
    values = np.array([3.0, 1.0, 4.0, 1.0, 5.0])
    assert slope(values) == pytest.approx(np.polyfit(np.arange(5), values, 1)[0])


def test_transfers_to_the_poor_are_solidarity(mandate, number):
    d = number(mandate, "investment_plan")
    adopt(mandate, 0, d)
    assert measure("solidarity", mandate) is None
    wealth = mandate.setting.territory.potential_per_head
    mandate.state.stakes["transfer"][0] = 0.001 * (wealth.mean() - wealth)
    assert measure("solidarity", mandate) == pytest.approx(1.0)
    mandate.state.stakes["transfer"][d] = 0.001 * (wealth - wealth.mean())
    assert measure("solidarity", mandate) == pytest.approx(0.0, abs=1e-9)
    draw = np.random.default_rng(0).normal(size=(2, 9))
    assert correlation(*draw) == pytest.approx(np.corrcoef(*draw)[0, 1])
    assert correlation(draw[0], np.full(9, 0.3)) is None


def test_equal_communes_have_no_solidarity(whole_of, equals_of):
    mandate = run(whole_of("none", equals_of(7)), 0)
    mandate.state.dossiers["outcome"][0] = ADOPTED
    mandate.state.stakes["transfer"][0] = [0.1, -0.1, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert measure("solidarity", mandate) is None


def test_hours_for_a_shared_decision(whole_of):
    mandate = run(whole_of("busy"), 2)
    mandate.state.dossiers["outcome"] = [ADOPTED] * 2 + [WITHDRAWN] * 21
    mandate.state.stakes["surplus"][:2], mandate.state.stakes["defection_month"] = 0.1, 0
    assert measure("overhead", mandate) == pytest.approx(mandate.state.hours.sum() / 2)
    assert measure("hours", mandate) == pytest.approx(sum(measure(f"hours_{kind.name}", mandate) for kind in MOVES))
    assert measure("hours", mandate) + measure("hours_unspent", mandate) == pytest.approx(60 * 72)
    for kind in MOVES:
        hours = measure(f"hours_{kind.name}", mandate)
        assert hours % kind.hours == 0.0
        assert hours > 0.0 or kind.name == "pressure"  # chance never forces a vote


def test_no_shared_decision_no_overhead(mandate):
    assert measure("overhead", mandate) is None


def test_culture_gained_is_counted_from_the_first_day(mandate):
    change = mandate.state.history["culture"][71] - 0.10
    assert measure("culture_gained", mandate) == pytest.approx(change)


def test_a_sweep_leaves_out_what_is_costly(mandate):
    quick, full = summary(mandate), summary(mandate, costly=True)
    assert {name for name in full if METRICS[name].costly} == set(full) - set(quick) != set()
