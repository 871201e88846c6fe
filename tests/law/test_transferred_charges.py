"""The CLECT and the prefect: members, report without veto, averages of so many years."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.law.decisions import Ballot, council_decision
from negosim.law.procedures import CLECT_CREATION
from negosim.law.silence import NO, SILENT, YES
from negosim.law.transferred_charges import (
    charge_by_default,
    communes_without_member,
    report_decision,
    retained_charges,
)

pytestmark = pytest.mark.interpreted

FAUCIGNY = np.array([13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465])


def test_every_commune_has_a_member_of_the_committee():
    assert communes_without_member([3, 1, 1]) == []
    assert communes_without_member([3, 0, 1, 0]) == [1, 3]
    with pytest.raises(UserError, match=r"members\[1\]"):
        communes_without_member([1, -1])


@pytest.mark.parametrize(("yes", "no", "passes"), [(21, 10, True), (20, 11, False)])
def test_the_committee_is_created_at_two_thirds(yes, no, passes):
    decision = council_decision(CLECT_CREATION, Ballot(yes, no, 0, 31, 31))
    assert (decision.passes, decision.article) == (passes, "CGI 1609 nonies C")


def test_the_report_knows_no_veto_and_silence_is_no_agreement():
    without_the_city = np.array([NO, YES, YES, YES, YES, YES, YES])
    assert report_decision(without_the_city, FAUCIGNY)
    assert not report_decision(np.array([YES, YES, YES, SILENT, SILENT, SILENT, SILENT]), FAUCIGNY)
    assert report_decision(np.array([YES, YES, YES, YES, SILENT, SILENT, SILENT]), FAUCIGNY)


@pytest.mark.parametrize("odd", [9, 300, float("nan")])
def test_an_answer_that_is_none_is_named(odd):
    with pytest.raises(UserError, match=rf"(answers\[2\] vaut|commune 3 :) {odd} ;"):
        report_decision([YES, YES, odd], FAUCIGNY[:3])


def test_the_prefect_takes_three_years_of_costs_and_seven_of_investment():
    assert charge_by_default([90, 100, 110], [70] * 7) == pytest.approx(170)
    assert charge_by_default([100, 100, 100], [0] * 7, [1.2, 1.1, 1.0]) == pytest.approx(110)
    assert charge_by_default([0, 0, 0], [100] * 7, None, [2.0] * 7) == pytest.approx(200)


@pytest.mark.parametrize(
    ("operating", "investment", "index", "words"),
    [
        ([1, 2], [0] * 7, None, r"operating_eur compte 2 .* il en faut 3"),
        ([1, 2, 3], [0] * 6, None, r"investment_eur compte 6 .* il en faut 7"),
        ([1, -2, 3], [0] * 7, None, r"operating_eur\[1\]"),
        ([1, 2, 3], [0] * 7, [1, 0, 1], r"index\(operating_eur\)\[1\]"),
        ([1, 2, 3], [0] * 7, [1, 1], r"index\(operating_eur\) 2"),
    ],
)
def test_impossible_years_are_named(operating, investment, index, words):
    with pytest.raises(UserError, match=words):
        charge_by_default(operating, investment, index)


def test_the_prefect_decides_without_an_approved_report():
    approved = report_decision(np.full(7, YES), FAUCIGNY)
    refused = report_decision(np.full(7, NO), FAUCIGNY)
    assert retained_charges(approved, [10.0, 20.0], [11.0, 22.0]).tolist() == [10, 20]
    assert retained_charges(refused, [10.0, 20.0], [11.0, 22.0]).tolist() == [11, 22]
    assert retained_charges(None, [10.0, 20.0], [11.0, 22.0]).tolist() == [11, 22]
