"""Elections, vice-presidents, conference, pact, development council: both sides of each number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.governance import (
    FULL_COUNCIL_MATTERS,
    PACT_EVENTS,
    PACT_OPTIONS,
    development_council_problems,
    elect,
    may_be_delegated,
    may_require_inquiry,
    mayors_may_convene,
    must_debate_pact,
    needs_development_council,
    needs_mayors_conference,
    vice_president_cap,
)

pytestmark = pytest.mark.interpreted

BORN = [date(1960, 5, 1), date(1955, 2, 2), date(1970, 7, 7)]


@pytest.mark.parametrize(
    ("seats", "category", "two_thirds_vote", "cap"),
    [
        (31, "CC", False, 7), (31, "CC", True, 9), (16, "CC", False, 4), (16, "CC", True, 4),
        (15, "CC", False, 4), (20, "CC", False, 4), (21, "CC", False, 5), (98, "CA", False, 15),
        (232, "CA", False, 15), (70, "CA", False, 14), (71, "CA", False, 15), (49, "CC", True, 14),
        (50, "CC", True, 15), (98, "CA", True, 15), (81, "METROPOLE", False, 20), (81, "METROPOLE", True, 20),
    ],
)  # fmt: skip
def test_the_cap_on_vice_presidents_at_its_boundaries(seats, category, two_thirds_vote, cap):
    assert vice_president_cap(seats, category, two_thirds_vote=two_thirds_vote) == cap


def test_impossible_councils_are_refused():
    with pytest.raises(UserError, match="seats vaut 0"):
        vice_president_cap(0, "CC")
    with pytest.raises(UserError, match="CC, CA, CU, METROPOLE"):
        vice_president_cap(31, "SIVU")


@pytest.mark.parametrize(
    ("round_number", "votes", "winner"),
    [
        (1, [16, 15, 0], 0), (1, [15, 15, 0], None), (2, [15, 16, 0], 1), (2, [10, 11, 10], None),
        (3, [10, 11, 10], 1), (3, [10, 5, 10], 0), (3, [10, 10, 10], 1), (3, [0, 0, 1], 2),
    ],
)  # fmt: skip
def test_each_round_elects_by_its_majority_then_by_age(round_number, votes, winner):
    election = elect(round_number, votes, BORN)
    assert (election.winner, election.article) == (winner, "L.2122-7")
    assert str(election.reason)


def test_the_reason_of_an_election():
    assert (
        str(elect(1, [16, 15, 0], BORN).reason) == "16 voix sur 31 suffrages exprimés : la majorité absolue est de 16."
    )
    assert "il en fallait 16" in str(elect(2, [15, 15, 0], BORN).reason)
    assert "le plus âgé" in str(elect(3, [10, 5, 10], BORN).reason)


@given(st.integers(1, 3), st.lists(st.integers(0, 40), min_size=3, max_size=3), st.integers(0, 2))
@settings(deadline=None)
def test_one_more_vote_never_defeats_a_winner(round_number, votes, lucky):
    if not any(votes) or elect(round_number, votes, BORN).winner != lucky:
        return
    more = [count + (rank == lucky) for rank, count in enumerate(votes)]
    assert elect(round_number, more, BORN).winner == lucky


def test_an_election_that_cannot_be_is_refused():
    with pytest.raises(UserError) as caught:
        elect(4, [-1, 0], BORN)
    assert len(caught.value.problems) == 3
    with pytest.raises(UserError, match="Aucun suffrage"):
        elect(1, [0, 0, 0], BORN)
    with pytest.raises(UserError, match="même âge"):
        elect(3, [5, 5], [BORN[0], BORN[0]])


def test_the_bureau_decides_everything_but_what_the_law_keeps():
    assert not any(may_be_delegated(matter.key) for matter in FULL_COUNCIL_MATTERS)
    assert may_be_delegated("contracts")
    assert [matter.key for matter in FULL_COUNCIL_MATTERS if not matter.read] == ["guidelines"]


def test_a_third_of_the_mayors_convenes_them_four_times_a_year():
    assert [mayors_may_convene(requests, 7) for requests in (2, 3)] == [False, True]
    assert [mayors_may_convene(4, 12, already) for already in (3, 4)] == [True, False]
    assert not mayors_may_convene(0, 7)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: mayors_may_convene(9, 7), "requests vaut 9 ; au plus mayors = 7"),
        (lambda: mayors_may_convene(0, 0), "mayors vaut 0"),
        (lambda: mayors_may_convene(3, 7, -1), "already vaut -1"),
        (lambda: needs_mayors_conference(8, 7), "mayors_in_bureau vaut 8"),
        (lambda: may_require_inquiry(37, 36, 20_000), "requests vaut 37"),
        (lambda: may_require_inquiry(6, 36, 0), "population vaut 0"),
        (lambda: vice_president_cap(float("nan"), "CC"), "seats vaut nan"),
        (lambda: vice_president_cap(0, "CC"), "seats vaut 0 ; un entier de 1 ou plus"),
        (lambda: needs_development_council(-5), "population vaut -5"),
        (lambda: development_council_problems(3, -1, 0, 0), "men vaut -1"),
        (lambda: elect(1, [float("nan"), 1], [date(1970, 1, 1), date(1980, 1, 1)]), r"votes\[0\] vaut nan"),
    ],
)
def test_impossible_counts_are_named(call, words):
    with pytest.raises(UserError, match=words):
        call()


def test_parity_allows_a_gap_of_one():
    assert not development_council_problems(10, 11, 0, 0)
    (problem,) = development_council_problems(10, 12, 0, 0)
    assert str(problem) == "10 femmes et 12 hommes : un écart de 1 au plus est permis."


def test_the_conference_is_due_unless_the_bureau_has_all_mayors():
    assert [needs_mayors_conference(inside, 7) for inside in (6, 7)] == [True, False]


def test_development_council_above_a_threshold_that_moved():
    assert [needs_development_council(people) for people in (50_000, 50_001)] == [False, True]
    before = date(2019, 12, 28)
    assert [needs_development_council(people, before) for people in (20_000, 20_001)] == [False, True]
    assert not needs_development_council(20_001, date(2019, 12, 29))


def test_who_sits_in_a_development_council():
    assert development_council_problems(10, 11, 0, 0) == []
    assert development_council_problems(11, 10, 0, 0) == []
    assert len(development_council_problems(9, 11, 1, 1)) == 3


def test_the_pact_is_debated_after_three_events():
    assert all(must_debate_pact(event) for event in PACT_EVENTS)
    assert not must_debate_pact("mid_mandate")
    assert len({option.key for option in PACT_OPTIONS}) == len(PACT_OPTIONS) == 10
    assert all(option.title_fr and option.title_en for option in PACT_OPTIONS)


@pytest.mark.parametrize(
    ("requests", "members", "people", "obtained"),
    [(6, 36, 20_000, True), (5, 36, 20_000, False), (6, 36, 19_999, False), (0, 36, 30_000, False)],
)
def test_a_sixth_of_the_members_obtains_a_mission(requests, members, people, obtained):
    assert may_require_inquiry(requests, members, people) is obtained
