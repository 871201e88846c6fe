"""The table of competences, the community interest after two years, police powers after six months."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.law.competences import (
    COMPETENCES,
    POLICE_POWERS,
    competence_status,
    holds_by_law,
    interest_before,
    interest_decision,
    interest_state,
    may_be_returned,
    police_objection_before,
    police_passes,
    police_transfer_from,
    president_may_waive,
)
from negosim.law.decisions import Ballot

pytestmark = pytest.mark.interpreted

CATEGORIES = ("CC", "CA", "CU", "METROPOLE")
ELECTED = date(2026, 4, 24)
LAST = date(2026, 10, 24)


@pytest.mark.parametrize(
    ("competence", "held"),
    [
        ("business", [True, True, True, True]), ("waste", [True, True, True, True]),
        ("flood_prevention", [True, True, True, True]), ("mobility", [False, True, True, True]),
        ("housing", [False, True, True, True]), ("city_policy", [False, True, True, True]),
        ("water", [False, True, True, True]), ("rainwater", [False, True, True, True]),
        ("roads", [False, False, True, True]), ("facilities", [False, False, True, True]),
        ("climate", [False, False, False, True]), ("land_use_plan", [True, True, True, True]),
        ("commerce", [True, True, True, True]),
    ],
)  # fmt: skip
def test_the_law_gives_each_category_its_competences(competence, held):
    assert [holds_by_law(category, competence) for category in CATEGORIES] == held


def test_each_line_of_the_table_is_complete_and_unique():
    keys = [line.key for line in COMPETENCES]
    assert len(set(keys)) == len(keys)
    for line in COMPETENCES:
        assert len(line.status) == 4
        assert set(line.read) <= set(CATEGORIES)
        assert line.title_fr
        assert line.title_en
    assert {power.competence for power in POLICE_POWERS} <= set(keys)


def test_a_minority_keeps_the_land_use_plan_where_it_may():
    assert [holds_by_law(category, "land_use_plan", opposed=True) for category in CATEGORIES] == [
        False, False, True, True,
    ]  # fmt: skip
    assert holds_by_law("CC", "land_use_plan", opposed=True, already_held=True)


def test_a_cc_keeps_water_but_no_longer_receives_it():
    assert not holds_by_law("CC", "water")
    assert holds_by_law("CC", "water", already_held=True)
    assert not may_be_returned("CC", "water")
    assert not holds_by_law("CC", "individual_sewerage")


def test_only_supplementary_competences_are_returned():
    assert may_be_returned("CC", "facilities")
    assert may_be_returned("CC", "mobility")
    assert not may_be_returned("CA", "mobility")
    assert not may_be_returned("CC", "waste")


def test_unknown_names_are_refused():
    with pytest.raises(UserError, match="CC, CA, CU, METROPOLE"):
        competence_status("SIVOM", "water")
    with pytest.raises(UserError, match=r"« wine » .* waste"):
        holds_by_law("CC", "wine")


@pytest.mark.parametrize(
    ("ballot", "base", "passes"),
    [
        (Ballot(20, 10, 1, 31, 31), "cast", True), (Ballot(20, 11, 0, 31, 31), "cast", False),
        (Ballot(20, 0, 11, 31, 31), "members", False), (Ballot(21, 10, 0, 31, 31), "members", True),
    ],
)  # fmt: skip
def test_the_community_interest_is_defined_by_two_thirds(ballot, base, passes):
    decision = interest_decision(ballot, "CA", base)
    assert (decision.passes, decision.article) == (passes, "L.5216-5")


def test_the_base_of_the_two_thirds_is_one_of_two():
    with pytest.raises(UserError, match="cast, members"):
        interest_decision(Ballot(20, 10, 1, 31, 31), "CC", "present")
    with pytest.raises(UserError, match="METROPOLE"):
        interest_decision(Ballot(20, 10, 1, 31, 31), "PETR")
    assert interest_decision(Ballot(5, 0, 0, 5, 31), "CC").article == "L.2121-17"


def test_after_two_years_the_whole_competence_is_transferred():
    transfer = date(2027, 1, 1)
    assert interest_before(transfer) == date(2029, 1, 1)
    assert interest_state(transfer, date(2029, 1, 1)) == "pending"
    assert interest_state(transfer, date(2029, 1, 2)) == "whole"
    assert interest_state(transfer, date(2029, 1, 2), date(2028, 6, 1)) == "defined"
    assert interest_state(transfer, date(2028, 5, 31), date(2028, 6, 1)) == "pending"


def test_mayors_object_within_six_months():
    assert police_objection_before(ELECTED) == LAST
    objections = [LAST, date(2026, 10, 25), None, date(2026, 4, 23), ELECTED]
    assert police_passes(objections, ELECTED).tolist() == [False, True, True, True, False]


def test_powers_pass_at_once_where_the_predecessor_had_them():
    assert police_transfer_from(ELECTED, exercised_before=True) == ELECTED
    assert police_transfer_from(ELECTED, exercised_before=False) == LAST + timedelta(days=1)


@pytest.mark.parametrize(
    ("power", "objections", "on", "allowed"),
    [
        ("waste", [None] * 4, LAST, False), ("waste", [LAST, None, None, None], LAST, True),
        ("waste", [LAST, None, None, None], date(2026, 11, 24), True),
        ("waste", [LAST, None, None, None], date(2026, 11, 25), False),
        ("waste", [LAST, None, None, None], date(2026, 10, 23), False),
        ("housing", [LAST, None, None, None], LAST, True), ("housing", [None, LAST, None, None], LAST, False),
        ("housing", [None, LAST, LAST, None], LAST, True),
    ],
)  # fmt: skip
def test_the_president_may_waive_a_power_for_all(power, objections, on, allowed):
    people = np.array([500, 300, 100, 100])
    assert president_may_waive(power, objections, people, ELECTED, on) is allowed


def test_an_unknown_police_power_is_refused_with_the_known_ones():
    with pytest.raises(UserError, match="sewerage, waste"):
        president_may_waive("noise", [None], np.array([1]), ELECTED, LAST)
