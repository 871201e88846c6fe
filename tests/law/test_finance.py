"""Money: the worked examples, the bounds on both sides, sums that are kept, impossible input named."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.decisions import Ballot
from negosim.law.finance import (
    compensation_after_transfer,
    compensation_cut,
    cut_violations,
    deferred_levy_repayments,
    initial_compensation,
    matching_grant_max_eur,
    revised_compensation,
    solidarity_grant,
    solidarity_grant_floor_eur,
    solidarity_grant_is_mandatory,
    wealthy_communes,
)

pytestmark = pytest.mark.interpreted

POPULATION = np.array([10_000, 4_000, 1_500, 500])
INCOME = np.array([14_000.0, 16_000.0, 13_000.0, 12_500.0])
POTENTIAL = np.array([1_100.0, 900.0, 700.0, 600.0])
TWO_THIRDS = Ballot(21, 10, 0, 31, 31)
SHORT = Ballot(20, 11, 0, 31, 31)


def test_the_solidarity_grant_of_the_worked_example():
    grants = solidarity_grant(100_000, POPULATION, INCOME, POTENTIAL)
    assert grants == pytest.approx([37_049.13, 24_867.91, 20_324.55, 17_758.40], abs=0.005)


@pytest.mark.parametrize("weights", [(0.17, 0.17), (0.1, 0.24), (0.8, 0.3), (-0.1, 0.6), (0.175, 0.174999)])
def test_legal_criteria_weigh_thirty_five_per_cent_and_no_more_than_all(weights):
    with pytest.raises(UserError, match=r"income_weight .*de 0(,35)? à 1"):
        solidarity_grant(100_000, POPULATION, INCOME, POTENTIAL, *weights)


def test_weights_that_are_no_numbers_are_named():
    with pytest.raises(UserError, match="income_weight vaut nan"):
        solidarity_grant(100_000, POPULATION, INCOME, POTENTIAL, math.nan, 0.5)
    with pytest.raises(UserError, match="potential_weight vaut inf"):
        solidarity_grant(100_000, POPULATION, INCOME, POTENTIAL, 0.2, math.inf)


@pytest.mark.parametrize("weights", [(0.175, 0.175), (0.1, 0.25), (0.17, 0.18), (0.0, 0.35), (0.7, 0.3), (1.0, 0.0)])
def test_exactly_thirty_five_per_cent_is_enough(weights):
    assert solidarity_grant(100.0, POPULATION, INCOME, POTENTIAL, *weights).sum() == pytest.approx(100)


@given(st.floats(0.175, 0.5), st.floats(0.175, 0.5), st.floats(1, 1e7))
@settings(deadline=None)
def test_solidarity_grants_add_up_and_follow_their_communes(income_weight, potential_weight, amount):
    free, order = np.array([0.1, 0.2, 0.3, 0.4]), np.array([2, 0, 3, 1])
    weights = (income_weight, potential_weight)
    grants = solidarity_grant(amount, POPULATION, INCOME, POTENTIAL, *weights, free)
    assert grants.sum() == pytest.approx(amount)
    moved = solidarity_grant(amount, POPULATION[order], INCOME[order], POTENTIAL[order], *weights, free[order])
    assert moved == pytest.approx(grants[order])
    doubled = solidarity_grant(amount, 2 * POPULATION, INCOME, POTENTIAL, *weights, free)
    assert doubled == pytest.approx(grants)


@pytest.mark.parametrize("free", [[0.5, 0.5], [0.5, 0.5, 0.5, -0.5], [0.3, 0.3, 0.3, 0.3], [math.nan] * 4])
def test_free_shares_are_one_per_commune_and_add_up(free):
    with pytest.raises(UserError, match="free_shares"):
        solidarity_grant(1.0, POPULATION, INCOME, POTENTIAL, free_shares=np.array(free))


def test_every_bad_criterion_is_named():
    income, potential = INCOME.copy(), POTENTIAL.copy()
    income[1], potential[2] = 0.0, math.nan
    with pytest.raises(UserError) as caught:
        solidarity_grant(-1.0, POPULATION, income, potential)
    assert [str(problem).split()[0] for problem in caught.value.problems] == ["amount_eur", "income[1]", "potential[2]"]
    with pytest.raises(UserError, match="population 4, income 3"):
        solidarity_grant(1.0, POPULATION, INCOME[:3], POTENTIAL)
    with pytest.raises(UserError, match="population 0"):
        solidarity_grant(1.0, POPULATION[:0], INCOME[:0], POTENTIAL[:0])


def test_who_owes_a_solidarity_grant():
    assert [solidarity_grant_is_mandatory(category) for category in ("CC", "CA", "CU", "METROPOLE")] == [
        False, False, True, True,
    ]  # fmt: skip
    assert solidarity_grant_is_mandatory("CC", city_contract=True)
    assert not solidarity_grant_is_mandatory("CC", city_contract=True, pact=True)
    assert not solidarity_grant_is_mandatory("CC", pact=True)
    assert [solidarity_grant_floor_eur(growth) for growth in (1_000.0, -1_000.0)] == [500, 0]
    with pytest.raises(UserError, match="CC, CA, CU, METROPOLE"):
        solidarity_grant_is_mandatory("EPT")


def test_free_revision_each_commune_decides_for_itself():
    """At 21 votes to 10, A agrees and changes, B refuses and does not; at 20 to 11 nothing changes."""
    current, proposed, answers = [100.0, 50.0], [80.0, 70.0], [True, False]
    adopted = revised_compensation(current, proposed, answers, TWO_THIRDS)
    assert adopted.amounts_eur.tolist() == [80.0, 50.0]
    assert (adopted.changes.tolist(), adopted.decision.article) == ([True, False], "CGI 1609 nonies C")
    assert str(adopted.decision.reason) == "21 voix pour sur 31 suffrages exprimés ; il en fallait 21."
    failed = revised_compensation(current, proposed, answers, SHORT)
    assert (failed.amounts_eur.tolist(), failed.changes.any(), bool(failed.decision)) == (current, False, False)
    no_quorum = revised_compensation(current, proposed, answers, Ballot(15, 0, 0, 15, 31))
    assert no_quorum.decision.article == "L.2121-17"


@pytest.mark.parametrize(
    ("current", "proposed", "answers", "words"),
    [
        ([1.0, 2.0], [1.0], [True, True], "current_eur 2, proposed_eur 1"),
        ([1.0], [2.0], [True, True], r"2 réponse\(s\) pour 1"),
        ([1.0], [math.inf], [True], r"proposed_eur\[0\] vaut inf"),
    ],
)
def test_a_revision_that_cannot_be_is_refused(current, proposed, answers, words):
    with pytest.raises(UserError, match=words):
        revised_compensation(current, proposed, answers, TWO_THIRDS)


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.data())
@settings(deadline=None, max_examples=50)
def test_one_more_commune_that_agrees_moves_nobody_else(answers, data):
    members = len(answers)
    current, proposed = np.arange(members) * 10.0, np.arange(members) * 10.0 - 5
    i = data.draw(st.integers(0, members - 1))
    before = revised_compensation(current, proposed, answers, TWO_THIRDS).amounts_eur
    more = [answer or rank == i for rank, answer in enumerate(answers)]
    after = revised_compensation(current, proposed, more, TWO_THIRDS).amounts_eur
    assert after[i] == proposed[i]
    assert np.delete(after, i).tolist() == np.delete(before, i).tolist()


def test_compensations_may_become_negative():
    assert compensation_after_transfer(100.0, 250.0) == -150.0
    assert compensation_after_transfer(-150.0, -250.0) == 100.0
    assert initial_compensation(100.0, 130.0) == -30.0
    with pytest.raises(UserError, match=r"charge_eur vaut nan"):
        compensation_after_transfer(1.0, math.nan)
    with pytest.raises(UserError, match=r"business_tax_eur vaut -1 .* positif"):
        initial_compensation(-1.0, 0.0)


def test_wealthy_means_strictly_more_than_a_fifth_above_the_mean():
    people = np.array([100, 100, 100])
    assert wealthy_communes(people, [1_200, 900, 900]).tolist() == [False] * 3
    assert wealthy_communes(people, [1_201, 900, 899]).tolist() == [True, False, False]


CURRENT, PEOPLE, WEALTH = [1_000.0, 400.0, -100.0, 50.0], [100, 100, 100, 100], [1_500, 800, 1_500, 200]


@pytest.mark.parametrize(
    ("proposed", "broken"),
    [
        ([950, 400, -100, 50], []), ([949.99, 400, -100, 50], [("wealthy", 0)]),
        ([1_000, 399, -100, 50], [("poor", 1)]),
        ([1_000, 400, -101, 50], [("wealthy", 2)]), ([1_001, 400, -100, 49], [("wealthy", 0), ("poor", 3)]),
    ],
)  # fmt: skip
def test_a_cut_without_consent_keeps_to_five_per_cent_of_wealthy_communes(proposed, broken):
    result = cut_violations(CURRENT, proposed, PEOPLE, WEALTH)
    assert [(one.bound, one.commune) for one in result] == broken
    assert all(one.value_eur == proposed[one.commune] and str(one.reason) for one in result)


def test_a_cut_is_voted_by_the_council_and_by_the_communes_without_veto():
    proposed, three = [950, 400, -100, 50], [False, True, True, True]
    for_it, against = Ballot(16, 15, 0, 31, 31), Ballot(15, 16, 0, 31, 31)
    adopted = compensation_cut(CURRENT, proposed, [400, 100, 100, 200], [1_500, 100, 100, 100], three, for_it)
    assert adopted.decision.article == "L.5211-5 II"
    assert not adopted.decision  # three councils of four, but exactly half of the people
    passed = compensation_cut(CURRENT, proposed, [399, 100, 100, 200], [1_500, 100, 100, 100], three, for_it)
    assert passed.decision
    assert (passed.amounts_eur.tolist(), passed.changes.tolist()) == (proposed, [True, False, False, False])
    refused = compensation_cut(CURRENT, proposed, [399, 100, 100, 200], [1_500, 100, 100, 100], three, against)
    assert (refused.decision.passes, refused.decision.article) == (False, "L.2121-20")
    assert refused.amounts_eur.tolist() == CURRENT
    invalid = compensation_cut(CURRENT, [900, 400, -100, 50], PEOPLE, WEALTH, [True] * 4, for_it)
    assert (invalid.decision.article, invalid.amounts_eur.tolist()) == ("CGI 1609 nonies C", CURRENT)


@pytest.mark.parametrize(
    ("cost", "subsidies", "most"),
    [(1e6, 4e5, 3e5), (1e6, 7e5, 1e5), (1e6, 8e5, 0), (1e6, 9e5, 0), (1e6, 0, 5e5), (1e6, 6e5, 2e5), (0, 0, 0)],
)
def test_a_matching_grant_obeys_the_stricter_of_two_limits(cost, subsidies, most):
    assert matching_grant_max_eur(float(cost), float(subsidies)) == most


def test_running_costs_have_no_own_share():
    assert matching_grant_max_eur(1e6, 7e5, investment=False) == 1.5e5
    assert matching_grant_max_eur(1e6, 8e5, investment=False) == 1e5


@given(st.integers(0, 10**7), st.integers(0, 10**7))
@settings(deadline=None)
def test_the_owner_never_pays_less_than_the_grant_nor_than_a_fifth(cost, subsidies):
    if subsidies > cost:
        with pytest.raises(UserError, match="subsidies_eur"):
            matching_grant_max_eur(cost, subsidies)
        return
    grant = matching_grant_max_eur(cost, subsidies)
    own = cost - subsidies - grant
    assert grant >= 0
    assert own >= grant - 1e-6
    assert grant == 0 or own >= cost / 5 - 1e-6


def test_the_forced_saving_comes_back_by_thirds():
    assert deferred_levy_repayments(250.0) == ((75.0, 75.0, 75.0), 25.0)
    with pytest.raises(UserError, match="levied_eur"):
        deferred_levy_repayments(-1.0)
