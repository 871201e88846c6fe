"""Local seat agreements: the worked proposals, each rule alone, the enumeration of Faucigny-Glières."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from negosim.errors import UserError
from negosim.law.local_agreement import check_local_agreement, enumerate_local_agreements, most_agreed_seats
from negosim.law.seats import apportion

pytestmark = pytest.mark.interpreted

FAUCIGNY = [13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465]


@pytest.mark.parametrize(
    ("proposal", "broken"),
    [
        ([15, 7, 2, 2, 2, 2, 1], []), ([18, 9, 3, 3, 2, 2, 1], []), ([19, 8, 3, 3, 2, 2, 1], []),
        ([15, 8, 3, 3, 2, 1, 1], [("e", 5)]), ([17, 8, 4, 4, 2, 2, 1], [("e", 2), ("e", 3)]),
        ([18, 9, 3, 3, 3, 2, 1], [("a", None)]),
        ([13, 8, 4, 4, 3, 3, 3], [("e", i) for i in (0, 2, 3, 4, 5, 6)]),
    ],
)  # fmt: skip
def test_worked_proposals(proposal, broken):
    found = check_local_agreement(FAUCIGNY, proposal, "CC")
    assert [(v.letter, v.commune) for v in found] == broken


def test_each_general_rule():
    letters = {(v.letter, v.commune) for v in check_local_agreement(FAUCIGNY, [20, 9, 2, 3, 2, 2, 0], "CC")}
    assert {("b", 2), ("c", 6), ("d", 0)} <= letters
    assert ("a", None) not in letters


def test_witness_numbers():
    (violation,) = check_local_agreement(FAUCIGNY, [15, 8, 3, 3, 2, 1, 1], "CC")
    assert violation.reason.values["ratio"] == pytest.approx(0.530, abs=5e-4)


def test_enumeration():
    """Forty-five agreements, three of them with the 38 seats allowed; four more in councils below 16."""
    found = list(enumerate_local_agreements(FAUCIGNY, "CC"))
    assert len(found) == len(set(found)) == 45
    assert [sum(seats) for seats in found].count(38) == 3
    assert all(not check_local_agreement(FAUCIGNY, seats, "CC") for seats in found)
    assert len(list(enumerate_local_agreements(FAUCIGNY, "CC", at_least=7))) == 49


def test_the_order_of_the_communes_does_not_matter():
    turned = FAUCIGNY[3:] + FAUCIGNY[:3]
    found = {seats[4:] + seats[:4] for seats in enumerate_local_agreements(turned, "CC")}
    assert found == set(enumerate_local_agreements(FAUCIGNY, "CC"))


def test_enumeration_agrees_with_trying_everything():
    people = [900, 700, 700, 260]
    most = most_agreed_seats(apportion(people, "CC"))
    tried = {
        seats
        for seats in itertools.product(range(1, 11), repeat=4)
        if 16 <= sum(seats) <= most and not check_local_agreement(people, seats, "CC")
    }
    assert tried
    assert set(enumerate_local_agreements(people, "CC")) == tried


def test_a_second_seat_skips_no_equal_or_larger_commune():
    """Communes 2 and 3 are equal and had one seat each: a second seat goes to both or to neither."""
    people = [5_000, 3_000, 360, 360, 100]
    assert apportion(people, "CC").first_seats[2:4] == (1, 1)

    def broken(*seats):
        return [(v.letter, v.commune) for v in check_local_agreement(people, seats, "CC")]

    assert broken(10, 7, 2, 2, 1) == broken(10, 7, 1, 1, 1) == []
    assert broken(10, 7, 2, 1, 1) == [("e", 2)]
    assert broken(10, 7, 1, 2, 1) == [("e", 3)]
    listed = list(enumerate_local_agreements(people, "CC"))
    assert (10, 7, 2, 2, 1) in listed
    assert not {(10, 7, 2, 1, 1), (10, 7, 1, 2, 1)} & set(listed)


def test_a_wide_intercommunality_is_enumerated():
    """Laval Agglomération, 34 communes: every agreement listed is valid."""
    case = json.loads((Path(__file__).resolve().parents[1] / "data" / "seat_fixtures.json").read_text("utf-8"))
    people = list(case["200083392"]["pops"].values())
    found = list(itertools.islice(enumerate_local_agreements(people, "CA"), 20))
    assert found
    assert all(not check_local_agreement(people, seats, "CA") for seats in found)


@pytest.mark.parametrize(("proposal", "category"), [([1] * 6, "CC"), ([1] * 7, "CU")])
def test_mistakes_are_named(proposal, category):
    with pytest.raises(UserError):
        check_local_agreement(FAUCIGNY, proposal, category)
