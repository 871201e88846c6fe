"""Sessions: notice, quorum and second convening, ballots, proxies; both sides of each number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.decisions import Ballot
from negosim.law.sessions import (
    BALLOTS,
    ballot_kind,
    concordant_deliberations,
    has_rules_and_groups,
    latest_notice,
    may_require_public_ballot,
    may_require_secret_ballot,
    notice_days,
    proxy_problems,
    quarters_without_session,
    quorum_decision,
    reconvening_from,
)

pytestmark = pytest.mark.interpreted


@pytest.mark.parametrize(
    ("population", "intercommunality", "urgent", "days"),
    [
        (3_499, False, False, 3), (3_500, False, False, 5), (900, True, False, 5), (3_499, False, True, 1),
        (50_000, False, True, 1), (50_000, True, True, 1),
    ],
)  # fmt: skip
def test_the_clear_days_of_notice_by_population_and_emergency(population, intercommunality, urgent, days):
    assert notice_days(population, intercommunality=intercommunality, urgent=urgent) == days


def test_clear_days_leave_out_both_ends():
    assert latest_notice(date(2026, 4, 10), 5) == date(2026, 4, 4)
    assert latest_notice(date(2026, 3, 1), 3) == date(2026, 2, 25)
    assert latest_notice(date(2026, 4, 10), 1) == date(2026, 4, 8)
    with pytest.raises(UserError, match="days vaut -1"):
        latest_notice(date(2026, 4, 10), -1)
    with pytest.raises(UserError, match="population vaut -1"):
        notice_days(-1)


def test_a_second_session_three_days_later():
    assert reconvening_from(date(2026, 4, 10)) == date(2026, 4, 14)
    assert reconvening_from(date(2026, 4, 10), clear=False) == date(2026, 4, 13)


@pytest.mark.parametrize(
    ("present", "in_office", "reconvened", "opens"),
    [(15, 31, False, False), (16, 31, False, True), (16, 32, False, False), (17, 32, False, True), (1, 31, True, True)],
)
def test_a_council_deliberates_with_a_quorum_or_in_a_second_session(present, in_office, reconvened, opens):
    decision = quorum_decision(present, in_office, reconvened=reconvened)
    assert (decision.passes, decision.article) == (opens, "L.2121-17")
    assert str(decision.reason)


def test_impossible_attendance_is_named():
    with pytest.raises(UserError, match="in_office = 31"):
        quorum_decision(32, 31)
    with pytest.raises(UserError, match="present vaut -1"):
        quorum_decision(-1, 31)


def test_a_quarter_obtains_a_public_ballot_and_a_third_a_secret_one():
    assert [may_require_public_ballot(requests, 20) for requests in (4, 5)] == [False, True]
    assert [may_require_public_ballot(requests, 21) for requests in (5, 6)] == [False, True]
    assert [may_require_secret_ballot(requests, 21) for requests in (6, 7)] == [False, True]
    assert [may_require_secret_ballot(requests, 22) for requests in (7, 8)] == [False, True]
    assert not may_require_public_ballot(0, 0)
    assert not may_require_secret_ballot(0, 0)


@pytest.mark.parametrize(
    ("public", "secret", "options", "kind"),
    [
        (0, 0, {}, "ordinary"), (7, 0, {}, "public"), (7, 10, {}, "secret"), (0, 10, {}, "secret"),
        (0, 0, {"nomination": True}, "secret"), (0, 0, {"nomination": True, "unanimous_waiver": True}, "ordinary"),
        (0, 0, {"videoconference": True}, "public"), (0, 10, {"videoconference": True}, "postponed"),
        (0, 0, {"videoconference": True, "nomination": True}, "postponed"),
    ],
)  # fmt: skip
def test_the_kind_of_ballot_follows_the_requests_and_the_matter(public, secret, options, kind):
    assert ballot_kind(28, public, secret, **options) == kind
    assert kind in BALLOTS


def test_requests_come_from_members_present():
    with pytest.raises(UserError) as caught:
        ballot_kind(5, 6, 7)
    assert len(caught.value.problems) == 2
    with pytest.raises(UserError, match="secret_requests vaut -1"):
        ballot_kind(5, 0, -1)


def test_proxies_are_one_each_and_last_three_sessions():
    present = {1, 2, 3}
    assert proxy_problems({4: 1, 5: 2}, present) == []
    assert len(proxy_problems({4: 1, 5: 1}, present)) == 1
    assert len(proxy_problems({2: 1}, present)) == 1
    assert len(proxy_problems({4: 5}, present)) == 1
    assert proxy_problems({4: 1}, present, {4: 3, 9: 8}) == []
    assert "4 séances" in str(proxy_problems({4: 1}, present, {4: 4})[0])


def test_a_council_meets_every_quarter():
    days = [date(2026, 1, 15), date(2026, 6, 30), date(2026, 7, 1), date(2025, 12, 1)]
    assert quarters_without_session(days, 2026) == [4]
    assert quarters_without_session(days, 2025) == [1, 2, 3]


def test_rules_of_procedure_from_1000_inhabitants_and_in_every_intercommunality():
    assert [has_rules_and_groups(people) for people in (999, 1_000)] == [False, True]
    assert has_rules_and_groups(500, intercommunality=True)


def test_concordant_councils_all_agree():
    yes, no, empty = Ballot(16, 15, 0, 31, 31), Ballot(7, 8, 0, 15, 15), Ballot(5, 0, 0, 5, 15)
    assert concordant_deliberations("L.5214-16", yes, yes)
    refused = concordant_deliberations("L.5214-16", yes, no, yes)
    assert (refused.passes, refused.article) == (False, "L.5214-16")
    assert concordant_deliberations("L.5214-16", yes, empty).article == "L.2121-17"


@given(st.integers(1, 100), st.data())
def test_one_more_request_never_loses_a_ballot(present, data):
    requests = data.draw(st.integers(0, present - 1))
    for obtained in (may_require_public_ballot, may_require_secret_ballot):
        assert not obtained(requests, present) or obtained(requests + 1, present)


def test_more_requests_than_members_are_refused():
    for obtained in (may_require_public_ballot, may_require_secret_ballot):
        with pytest.raises(UserError, match="requests vaut 6 ; au plus present = 5"):
            obtained(6, 5)
