"""From headcount to outcome: the president's cushion, the council, the municipal councils, the legal clock."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.negotiation.mandate import OPENS_NEXT, begin, perform_month, run
from negosim.negotiation.month import implementation, vote_call, voting
from negosim.negotiation.state.dossier import ADOPTED, DEFAULTED, OPEN, OUTCOMES, REJECTED, WITHDRAWN
from negosim.negotiation.state.events import EVENTS

PACT, PLUI, FINANCE, PLAN, TRANSFER = range(5)


@pytest.fixture
def s(setting_of):
    """Faucigny-Glières at month 20, every dossier of interest open with a text, the communes answering at once."""
    s = begin(setting_of("none"), 1)
    s.clock["month"] = 20
    s.dossiers["outcome"] = OPEN
    s.dossiers["opens"] = 10
    s.dossiers["deadline"] = 30
    s.dossiers["delay"] = 0
    s.clauses["text"][:] = 0.5
    s.stakes["headcount_yes"] = True
    s.ballots["present"] = True
    s.ballots["vote"] = 1
    s.stakes["answer"] = 1
    return s


def close(s, d):
    """What the steps call, vote count and conclusion make of dossier d."""
    vote_call.call_vote(s, d)
    if voting.is_vote_due(s, d):
        voting.count_votes(s, d)
    if voting.is_decision_due(s, d):
        voting.conclude(s, d)
    return int(s.dossiers[d].outcome)


def reopen(s, d):
    """Put dossier d back on the table, as if nothing had been called."""
    s.dossiers["outcome"][d] = OPEN
    s.dossiers["due_month"][d] = 0
    s.dossiers["vote_called"][d] = s.dossiers["council_voted"][d] = False


def test_everybody_in_favour_adopts(s):
    s.dossiers["deadline"][PLUI] = 20
    assert [close(s, d) for d in range(6)] == [ADOPTED] * 6
    assert s.dossiers["closing_month"].tolist() == [20] * 6


def test_the_president_waits_for_the_cushion_then_withdraws(s):
    # seats 15 7 2 2 2 2 1 of 31: three quarters are 23.25
    s.stakes["headcount_yes"][PACT] = [True, True, False, False, False, False, True]  # 23 seats
    assert close(s, PACT) == OPEN
    s.stakes["headcount_yes"][PACT, 6] = False
    s.stakes["headcount_yes"][PACT, 5] = True  # 24 seats
    assert close(s, PACT) == ADOPTED
    s.stakes["headcount_yes"][PLAN] = [True, True, False, False, False, False, True]
    s.clock["month"] = 30
    assert close(s, PLAN) == WITHDRAWN
    assert not s.dossiers[PLAN].council_voted


def test_a_text_is_discussed_for_some_months_first(s):
    s.clock["month"] = 12
    assert close(s, PACT) == OPEN
    s.clock["month"] = 13
    assert close(s, PACT) == ADOPTED


def test_two_thirds_of_votes_cast_for_the_financial_pact(s):
    votes = np.repeat([1, -1], [20, 11])
    s.ballots["vote"][FINANCE] = votes  # 20 of 31 is not two thirds
    assert close(s, FINANCE) == REJECTED
    reopen(s, FINANCE)
    s.ballots["vote"][FINANCE] = np.repeat([1, -1], [21, 10])
    assert close(s, FINANCE) == ADOPTED
    assert (int(s.dossiers[FINANCE].yes), int(s.dossiers[FINANCE].no)) == (21, 10)


def test_abstentions_are_not_votes_cast_and_absents_do_not_vote(s):
    s.ballots["vote"][PACT] = np.repeat([1, -1, 0], [4, 3, 24])
    assert close(s, PACT) == ADOPTED
    s.ballots["vote"][PLAN] = np.repeat([1, -1, 0], [4, 3, 24])
    s.ballots["present"][PLAN, :2] = False
    assert close(s, PLAN) == REJECTED
    assert int(s.dossiers[PLAN].present) == 29


def test_a_tie_follows_the_president_if_present(s):
    chair = int(s.council["president"])
    votes = np.zeros(31, dtype=np.int64)
    votes[[chair, chair - 1]] = [1, -1]
    s.ballots["vote"][PACT] = votes
    assert close(s, PACT) == ADOPTED
    assert (int(s.dossiers[PACT].yes), int(s.dossiers[PACT].no)) == (1, 1)
    s.ballots["vote"][PLAN] = -votes
    assert close(s, PLAN) == REJECTED


def test_a_transfer_needs_the_communes_and_the_largest_has_a_veto(s):
    s.stakes["answer"][TRANSFER] = [-1, 1, 1, 1, 1, 1, 1]
    assert close(s, TRANSFER) == REJECTED  # Bonneville has more than a quarter of the population
    reopen(s, TRANSFER)
    s.stakes["answer"][TRANSFER] = [0, 1, -1, 1, -1, 1, 1]  # silence is a yes: 5 of 7
    assert close(s, TRANSFER) == ADOPTED


def test_the_communes_have_three_months_after_a_favourable_vote(s):
    s.dossiers["delay"][TRANSFER] = 3
    assert close(s, TRANSFER) == OPEN
    assert (int(s.dossiers[TRANSFER].vote_month), int(s.dossiers[TRANSFER].due_month)) == (20, 23)
    assert not vote_call.is_negotiated(s, TRANSFER)
    for month in (21, 22):
        s.clock["month"] = month
        assert close(s, TRANSFER) == OPEN
    s.clock["month"] = 23
    assert close(s, TRANSFER) == ADOPTED
    assert (int(s.dossiers[TRANSFER].vote_month), int(s.dossiers[TRANSFER].closing_month)) == (20, 23)


def test_a_transfer_that_the_council_refuses_is_not_sent_to_the_communes(s):
    s.dossiers["delay"][TRANSFER] = 3
    s.ballots["vote"][TRANSFER] = -1
    assert close(s, TRANSFER) == REJECTED
    assert int(s.dossiers[TRANSFER].closing_month) == 20
    assert not voting.asks_municipal_councils(s, TRANSFER)


def test_the_opinion_of_the_communes_comes_before_the_vote(s):
    s.dossiers["delay"][PACT] = 2
    assert close(s, PACT) == OPEN
    assert not s.dossiers[PACT].council_voted
    s.clock["month"] = 22
    assert voting.asks_municipal_councils(s, PACT)
    assert close(s, PACT) == ADOPTED
    assert int(s.dossiers[PACT].vote_month) == 22


@pytest.mark.parametrize(("month", "outcome"), [(27, OPEN), (28, WITHDRAWN)])
def test_an_opinion_must_be_asked_in_time(s, month, outcome):
    s.dossiers["delay"][PACT] = 2
    s.stakes["headcount_yes"][PACT] = False
    s.clock["month"] = month
    assert close(s, PACT) == outcome


def test_the_clock_of_the_law_runs_to_its_end(s):
    assert close(s, PLUI) == OPEN
    assert int(s.dossiers[PLUI].due_month) == 30


def test_the_president_does_not_call_a_hopeless_ratification(s):
    s.stakes["headcount_yes"][TRANSFER] = [True, True, True, False, False, False, False]  # 3 councils of 7
    s.stakes["headcount_yes"][PACT] = s.stakes["headcount_yes"][TRANSFER]
    assert close(s, PACT) == ADOPTED  # 24 seats, an opinion only
    assert close(s, TRANSFER) == OPEN


@pytest.mark.parametrize(
    ("opposed", "outcome"),
    [((1, 6), REJECTED), ((0,), ADOPTED), ((2, 3, 6), ADOPTED), ((2, 3, 5), REJECTED)],
)
def test_the_plui_is_blocked_by_a_quarter_with_a_fifth(s, opposed, outcome):
    s.clock["month"] = 30
    for i in opposed:
        s.stakes["answer"][PLUI, i] = -1
    assert close(s, PLUI) == outcome


def test_without_agreement_the_plui_passes_on_the_terms_of_the_law(s):
    s.stakes["headcount_yes"][PLUI] = False
    s.clock["month"] = 30
    assert close(s, PLUI) == DEFAULTED
    assert np.array_equal(s.clauses["text"][PLUI], s.clauses["fallback"][PLUI])
    reopen(s, PLUI)
    s.stakes["answer"][PLUI, [1, 6]] = -1
    assert close(s, PLUI) == REJECTED


def test_a_charter_that_the_council_refuses_leaves_the_legal_terms(s):
    s.clock["month"] = 30
    s.ballots["vote"][PLUI] = -1
    assert close(s, PLUI) == DEFAULTED


def test_a_text_that_says_nothing_new_is_not_an_adoption(s):
    s.clauses["text"][PACT] = 0.019
    assert close(s, PACT) == OPEN  # it is not put to the vote
    reopen(s, PLAN)
    s.clauses["text"][PLAN] = 0.0
    s.items["text"][PLAN, 0] = True
    assert close(s, PLAN) == ADOPTED


def test_what_is_not_spent_is_carried_over(s):
    s.dossiers["budget"] = 1.0
    s.items["cost"][PLAN, :2] = 0.3
    s.items["text"][PLAN, :2] = True
    s.finance["unspent_budget"] = 0.0
    close(s, PLAN)
    assert float(s.finance["unspent_budget"]) == pytest.approx(0.4)
    s.ballots["vote"][FINANCE] = -1
    close(s, FINANCE)
    assert float(s.finance["unspent_budget"]) == pytest.approx(1.4)


def test_the_overruled_lose_trust_and_engagement(s):
    s.stakes["stance"][PACT] = [1, -1, 1, 1, 1, 1, 1]
    trust, engagement = s.commune_pairs["trust"][1, 0], s.communes["engagement"][1]
    close(s, PACT)
    for i in range(7):
        implementation.remember(s, PACT, i)
    assert s.stakes["overruled"][PACT].tolist() == [False, True, False, False, False, False, False]
    assert s.commune_pairs["trust"][1, 0] == pytest.approx(trust - 0.04)
    assert s.communes["engagement"][1] == pytest.approx(engagement - 0.08)


def test_a_failure_tires_everybody(s):
    engagement = s.communes["engagement"].copy()
    s.ballots["vote"][PACT] = -1
    close(s, PACT)
    for i in range(7):
        implementation.remember(s, PACT, i)
    assert np.allclose(s.communes["engagement"], engagement - 0.04)


def test_defections_are_remembered_and_promises_judged(s):
    close(s, PACT)
    s.stakes["defects"][PACT, [2, 4]] = True
    trust, culture = s.commune_pairs["trust"].copy(), s.communes["culture"].copy()
    s.clock["month"] = 25
    implementation.register_defections(s, PACT)
    assert np.allclose(s.commune_pairs["trust"][0, 2], max(0.0, trust[0, 2] - 0.15))
    assert s.commune_pairs["trust"][0, 1] == trust[0, 1]
    assert np.allclose(s.communes["broken_promises"], 2 / 7)
    assert np.allclose(s.communes["culture"], culture - 0.03)
    assert s.stakes["defection_month"][PACT].tolist() == [0, 0, 25, 0, 25, 0, 0]
    s.clock["month"] = 44
    engagement = s.communes["engagement"].copy()
    implementation.judge(s, PACT)
    assert s.dossiers[PACT].is_judged
    assert np.array_equal(s.communes["engagement"], engagement)  # two of seven have left: not durable
    s.stakes["defection_month"][PACT, 4] = 0
    s.stakes["surplus"][PACT] = 0.1
    implementation.judge(s, PACT)
    assert np.allclose(s.communes["engagement"], np.minimum(1.0, engagement + 0.08))


@pytest.mark.parametrize("name", ["none", "busy", "chair", "process", "single_text", "oracle_true", "oracle_est"])
def test_a_whole_mandate_keeps_every_quantity_in_bounds(name, setting_of):
    s = run(setting_of(name, "200050532", regulatory="full", consequences=0), 4).state
    assert int(s.clock["month"]) == 97
    assert all(OUTCOMES[int(code)] not in ("waiting", "open") for code in s.dossiers["outcome"])
    for field in ("trust_dgs", "engagement", "fatigue", "culture"):
        assert np.all((s.communes[field] >= 0.0) & (s.communes[field] <= 1.0))
    assert np.all((s.commune_pairs["trust"] >= 0.0) & (s.commune_pairs["trust"] <= 1.0))
    for field in ("ideal", "stated"):
        assert np.all((s.opinions[field] >= 0.0) & (s.opinions[field] <= 1.0))
    for d in range(len(s.dossiers)):
        cost = s.items["cost"][d][s.items["text"][d]].sum()
        pays = s.clauses["text"][d, 0] >= s.p["cofinancing_condition"]
        assert cost <= s.dossiers[d].budget + pays * s.dossiers[d].cofinancing + 1e-9
    assert np.all(s.history["envelope"][:12] == 0.5)
    assert np.allclose(s.history["envelope"][12:24], 0.5 * 0.97)
    assert all(int(s.log_sizes[name]) <= len(getattr(s, name)) for name in EVENTS)


def test_a_grant_cut_lowers_the_envelope_from_its_month(setting_of):
    s = run(setting_of("none", "200050532", grant_cut=0.5, grant_cut_month=37), 0).state
    assert s.history["envelope"][36] == pytest.approx(s.history["envelope"][35] * 0.97 * 0.5)


def test_nothing_opens_after_the_mandate(setting_of):
    s = run(setting_of("single_text", "200050532"), 0).state
    assert np.all(s.history["open_dossiers"][72:] == 0)
    assert s.hours[72:].sum() == 0.0
    before = int(s.clock["month"])
    perform_month(s, OPENS_NEXT) if before < 96 else None
    assert before == 97


def test_an_open_dossier_at_the_end_stays_open(setting_of):
    from negosim.agenda import KINDS
    from negosim.metrics.decisions import verdict_of
    from negosim.negotiation.state.dossier import PlannedDossier

    agenda = (PlannedDossier("late", KINDS["governance_pact"], 71, 90),)
    mandate = run(setting_of("none", agenda=agenda), 0)
    assert int(mandate.state.dossiers[0].outcome) == OPEN
    verdict = verdict_of(mandate, 0)
    assert (verdict.adopted, verdict.months, verdict.min_gain, verdict.durable) == (False, 1, None, None)


def test_a_legal_default_overrules_and_tires_nobody(s):
    s.stakes["headcount_yes"][PLUI] = False
    s.clock["month"] = 30
    engagement = s.communes["engagement"].copy()
    close(s, PLUI)
    for i in range(7):
        implementation.remember(s, PLUI, i)
    assert np.array_equal(s.communes["engagement"], engagement)
    assert not s.stakes["overruled"][PLUI].any()


def test_a_plan_without_project_or_clause_says_nothing(s):
    s.clauses["text"][PLAN] = 0.0
    s.items["text"][PLAN] = False
    assert close(s, PLAN) == OPEN


def test_a_state_names_its_arrays_in_order(s):
    assert list(s.arrays)[:3] == ["communes", "officials", "dossiers"]
    assert all(value is getattr(s, name) for name, value in s.arrays.items())
