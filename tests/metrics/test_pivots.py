"""Decisive communes and power, realised and on paper, on states made by hand and by brute force."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from scipy.stats import spearmanr

from negosim.law.council_power import council_power
from negosim.law.majorities import RULES, council_majority_passes
from negosim.law.procedures import EVERY, FPIC_FREE, PROCEDURES, municipal_passes
from negosim.metrics import METRICS
from negosim.metrics.blockages import pivotal_communes
from negosim.metrics.pivots import decisive_communes, realised_power
from negosim.metrics.power import average_ranks, power_on_paper, rank_correlation
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import ADOPTED, REJECTED


def vote(mandate, d, stances, outcome):
    """Dossier d was voted by officials who all follow these stances, and ended so."""
    s = mandate.state
    s.dossiers["council_voted"][d], s.dossiers["vote_called"][d], s.dossiers["outcome"][d] = True, True, outcome
    s.dossiers["council_passed"][d] = outcome == ADOPTED
    s.stakes["stance"][d], s.stakes["answer"][d] = stances, stances
    s.ballots["present"][d] = True
    s.ballots["vote"][d] = np.array(stances)[s.officials["commune"]]


def test_the_delegation_with_most_seats_decides_alone(mandate, number):
    d = number(mandate, "investment_plan")
    # seats 15 7 2 2 2 2 1: 16 votes of 31 pass
    vote(mandate, d, [1, -1, -1, -1, -1, -1, 1], ADOPTED)
    assert decisive_communes(mandate.state, d).tolist() == [True, False, False, False, False, False, True]
    vote(mandate, d, [1, 1, -1, -1, -1, -1, -1], ADOPTED)
    assert decisive_communes(mandate.state, d).tolist() == [
        True,
        True,
        False,
        False,
        False,
        False,
        False,
    ]  # 22 - 7 < 16
    vote(mandate, d, [-1, 1, 1, 1, 1, 1, 1], ADOPTED)
    assert decisive_communes(mandate.state, d).tolist() == [False, True, True, True, True, True, True]


def passes_if(s, d, i, answer):
    """Whether dossier d passes when commune i, its officials and its council say so: written again, in NumPy."""
    dossier, sits = s.dossiers[d], s.ballots["present"][d]
    votes, answers = s.ballots["vote"][d].copy(), s.stakes["answer"][d].astype(np.int8)
    if i >= 0:
        votes[s.officials["commune"] == i], answers[i] = answer, answer
    votes_cast, president = votes[sits], int(s.council.president)
    chair = bool(sits[president]) and votes[president] == 1
    yes, no = int((votes_cast == 1).sum()), int((votes_cast == -1).sum())
    rule, key = int(dossier.council_rule), PROCEDURES[int(dossier.procedure)].key
    if key == "single_commune" and any(answers[s.items["host"][d][s.items["text"][d]]] == -1):
        rule = RULES["two_thirds_members"]
    council = council_majority_passes(rule, yes, no, len(votes), chair, False)
    communes = municipal_passes(int(dossier.procedure), answers, s.communes["population"].copy())
    far = np.abs(s.clauses["text"][d] - s.clauses["fallback"][d]).max()
    return council and (communes or (key == "fpic_free" and far <= 0.30))


@pytest.mark.parametrize("territory", ["200000172", "200027027"])
def test_decisive_is_what_a_contrary_stance_changes(territory, whole_of, number):
    n_compared, n_decisive, procedures = 0, 0, set()
    for seed in range(12):
        mandate = run(whole_of("process", territory), seed)
        s = mandate.state
        procedures.update(
            PROCEDURES[int(s.dossiers[d].procedure)].key for d in np.flatnonzero(s.dossiers["council_voted"])
        )
        for d in np.flatnonzero(s.dossiers["council_voted"]):
            is_decisive = decisive_communes(s, int(d))
            now = passes_if(s, d, -1, 0)
            for i in range(len(s.communes)):
                contrary = -1 if s.stakes["stance"][d, i] == 1 else 1
                assert is_decisive[i] == (passes_if(s, d, i, contrary) != now)
                n_compared += 1
                n_decisive += is_decisive[i]
    assert n_compared > 50
    assert n_decisive > 0
    assert {"fpic_two_thirds", "transfer", "council_deliberation"} <= procedures


def test_the_host_of_a_site_decides_under_which_majority(mandate, number):
    d, s = number(mandate, "facility"), mandate.state
    vote(mandate, d, [1, -1, 1, -1, -1, -1, 1], ADOPTED)  # 18 of 31
    s.items["text"][d], s.items["host"][d, 0] = False, 2
    s.items["text"][d, 0] = True
    assert decisive_communes(s, d).tolist() == [True, False, True, False, False, False, False]
    s.stakes["answer"][d, 2] = -1  # its council says no: 21 needed, and 18 were not enough
    assert decisive_communes(s, d).tolist() == [False, True, False, False, False, False, False]


def test_within_thirty_percent_the_split_of_the_fpic_is_the_council_s(mandate, number):
    d, s = number(mandate, "fpic"), mandate.state
    s.dossiers["procedure"][d], s.dossiers["municipal"][d] = FPIC_FREE, EVERY
    s.clauses["text"][d, :2] = [0.2, 0.0]
    vote(mandate, d, [1, 1, 1, -1, -1, -1, 1], ADOPTED)  # 25 of 31, 21 needed
    assert decisive_communes(s, d).tolist() == [True, True, False, False, False, False, False]
    s.clauses["text"][d, :2] = [0.4, 0.0]  # every commune must agree: three do not
    assert not decisive_communes(s, d).any()
    vote(mandate, d, [1, 1, 1, 1, 1, 1, -1], REJECTED)
    assert decisive_communes(s, d).tolist() == [False] * 6 + [True]


def test_an_absent_president_has_no_casting_vote(mandate, number):
    d, s = number(mandate, "investment_plan"), mandate.state
    s.council.president_commune, s.council.president = 3, np.flatnonzero(s.officials["commune"] == 3)[0]
    vote(mandate, d, [1, -1, -1, -1, -1, -1, -1], REJECTED)
    s.ballots["present"][d, :2] = False  # 13 for, 16 against
    assert decisive_communes(s, d).tolist() == [False, True, True, True, True, True, False]
    s.ballots["present"][d, int(s.council.president)] = False  # 13 for, 15 against
    assert decisive_communes(s, d).tolist() == [False, True, True, False, True, True, False]  # 14 for, 14 against


def test_counting_who_is_decisive_leaves_the_mandate_as_it_was(whole_of, bytes_of):
    mandate = run(whole_of("busy"), 1)
    before = bytes_of(mandate.state)
    assert realised_power(mandate).votes > 0
    for d in np.flatnonzero(mandate.state.dossiers["outcome"] >= REJECTED):
        pivotal_communes(mandate, int(d))
    assert bytes_of(mandate.state) == before


def test_success_and_decisiveness_are_shares_of_the_votes(mandate, number):
    d = number(mandate, "investment_plan")
    mandate.state.dossiers["council_voted"] = False
    vote(mandate, d, [1, -1, -1, -1, -1, -1, 1], ADOPTED)
    vote(mandate, 0, [1, 0, -1, -1, -1, -1, -1], REJECTED)
    realised = realised_power(mandate)
    assert realised.votes == 2
    assert realised.success.tolist() == [0.5, 0.0, 0.5, 0.5, 0.5, 0.5, 1.0]
    times_decisive = decisive_communes(mandate.state, 0).astype(float) + decisive_communes(mandate.state, d)
    assert realised.decisiveness.tolist() == (times_decisive / 2).tolist()
    assert METRICS["decisiveness"].measure(mandate) == pytest.approx(float(times_decisive.mean()) / 2)
    # below 1 / 7 of Banzhaf power: all but the largest commune
    assert METRICS["success_of_the_weak"].measure(mandate) == pytest.approx((0.0 + 4 * 0.5 + 1.0) / 6)


def test_no_vote_no_realised_power(mandate):
    mandate.state.dossiers["council_voted"] = False
    for name in ("success_rank_banzhaf", "decisive_rank_banzhaf", "success_of_the_weak", "decisiveness_gini"):
        assert METRICS[name].measure(mandate) is None


def test_power_on_paper_is_that_of_the_seats(mandate):
    seats = mandate.state.communes["seats"].tolist()
    assert seats == [15, 7, 2, 2, 2, 2, 1]
    paper, exact = power_on_paper(mandate), council_power(seats)
    assert paper.banzhaf.tolist() == exact.banzhaf.shares.tolist()
    assert paper.shapley_shubik.tolist() == exact.shapley_shubik.shares.tolist()
    shares = np.array([62, 2, 2, 2, 2, 2, 2]) / 74
    assert METRICS["banzhaf_gini"].measure(mandate) == pytest.approx(np.abs(shares[:, None] - shares).sum() / 14)


def test_equal_communes_have_no_rank_correlation(whole_of, equals_of):
    mandate = run(whole_of("process", equals_of(7)), 0)
    assert METRICS["success_rank_banzhaf"].measure(mandate) is None
    assert METRICS["success_of_the_weak"].measure(mandate) is None
    assert METRICS["banzhaf_gini"].measure(mandate) == pytest.approx(0.0, abs=1e-12)


def test_ranks_share_their_ties():
    assert average_ranks(np.array([0.3, 0.1, 0.3, 0.2])).tolist() == [3.5, 1.0, 3.5, 2.0]
    draw = np.random.default_rng(0)
    for _ in range(20):
        first, second = draw.integers(0, 5, 9).astype(float), draw.normal(size=9)
        if np.ptp(first) > 0:
            assert rank_correlation(first, second) == pytest.approx(spearmanr(first, second).statistic)
    assert rank_correlation(np.array([1.0, math.nan, 2.0]), np.array([2.0, 5.0, 1.0])) == pytest.approx(-1.0)
    assert rank_correlation(np.array([1.0, math.nan]), np.array([2.0, 5.0])) is None


def test_a_new_mandate_is_measured_anew(mandate):
    other = dataclasses.replace(mandate)
    assert realised_power(mandate) is realised_power(mandate)
    assert realised_power(other).success.tolist() == pytest.approx(
        realised_power(mandate).success.tolist(), nan_ok=True
    )
