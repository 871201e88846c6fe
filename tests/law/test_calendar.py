"""The calendar of the mandate 2026-2032, and delays in whole months."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law.articles import ARTICLES
from negosim.law.calendar import (
    MILESTONES,
    after_months,
    calendar,
    deadline,
    draft_budget_before,
    first_council_before,
    legal_months,
    month_of,
    needs_detailed_report,
    needs_orientation_debate,
    orientation_debate_from,
)
from negosim.law.procedures import GOVERNANCE_PACT, SEAT_AGREEMENT, TRANSFER

pytestmark = pytest.mark.interpreted

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_the_dates_of_the_mandate_of_2026():
    dates = calendar()
    assert (dates.seat_agreement_before, dates.seat_order_before) == (date(2025, 8, 31), date(2025, 10, 31))
    assert (dates.first_round, dates.second_round) == (date(2026, 3, 15), date(2026, 3, 22))
    assert (dates.first_round.weekday(), dates.first_council_before.weekday()) == (6, 4)
    assert (dates.first_council_early, dates.first_council_before) == (date(2026, 4, 17), date(2026, 4, 24))
    assert dates.governance_pact_before == date(2026, 12, 22)
    assert (dates.plui_window_opens, dates.plui_window_closes) == (date(2026, 10, 1), date(2026, 12, 31))
    assert dates.plui_transfer == dates.usual_transfer == date(2027, 1, 1)
    assert dates.pooling_scheme_before == date(2027, 3, 22)
    assert dates.water_debate_before == date(2026, 9, 22)
    assert (dates.clect_usage_before, dates.clect_approval_before) == (date(2027, 9, 30), date(2027, 12, 31))


def test_the_mayors_have_six_months_from_the_president_s_election():
    assert calendar().police_objection_before == date(2026, 10, 24)
    assert calendar(president_elected=date(2026, 4, 10)).police_objection_before == date(2026, 10, 10)


def test_every_date_has_its_meaning_and_its_article():
    fields = [field.name for field in dataclasses.fields(calendar()) if field.name != "year"]
    assert [milestone.key for milestone in MILESTONES] == fields
    assert {milestone.article for milestone in MILESTONES} <= ARTICLES.keys()
    words = calendar().dates()
    assert len(words) == len(MILESTONES)
    assert [row.day for row in words] == sorted(row.day for row in words)
    assert {row.milestone.key for row in words if not row.milestone.read} == {
        "rates_before", "plui_window_opens", "plui_window_closes", "plui_transfer",
    }  # fmt: skip


def test_budget_is_later_in_the_year_of_the_elections():
    assert [calendar().budget_before(year) for year in (2026, 2027)] == [date(2026, 4, 30), date(2027, 4, 15)]


def test_clect_report_nine_months_after_the_transfer():
    assert calendar().clect_report_before(date(2028, 1, 1)) == date(2028, 10, 1)
    assert calendar().clect_report_before(date(2028, 6, 1)) == date(2029, 3, 1)
    assert calendar().clect_report_before(date(2028, 3, 31)) == date(2028, 12, 31)
    assert calendar().clect_report_before(date(2028, 5, 31)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 11, 30), 3, date(2028, 2, 29)), (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)), (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 1, 1), -3, date(2026, 10, 1)), (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 6, 15), 0, date(2026, 6, 15)), (date(2026, 6, 15), 24, date(2028, 6, 15)),
    ],
)  # fmt: skip
def test_a_delay_in_months_runs_from_day_to_day(day, months, later):
    assert after_months(day, months) == later


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_months_add_up_but_for_month_ends(day, first, second):
    once, twice = after_months(day, first + second), after_months(after_months(day, first), second)
    assert (once.year, once.month) == (twice.year, twice.month)
    assert once >= twice
    assert day.day > 28 or once == twice


@given(DAYS, st.integers(1, 60))
def test_a_later_notification_never_ends_sooner(day, months):
    assert deadline(months, day) <= deadline(months, day + timedelta(days=1))


def test_a_delay_has_a_month_at_least():
    assert deadline(1, date(2026, 1, 31)) == date(2026, 2, 28)
    with pytest.raises(UserError, match="months vaut 0"):
        deadline(0, date(2026, 1, 1))


@given(DAYS)
def test_the_first_council_is_a_friday_within_four_weeks(elected):
    last = first_council_before(elected)
    assert last.weekday() == 4
    assert 25 - 4 < (last - elected).days <= 32


def test_what_no_text_sets_is_said_to_be_usage():
    assert {milestone.key for milestone in MILESTONES if milestone.article == "usage"} == {
        "fpic_notification_from", "usual_transfer", "clect_usage_before", "clect_approval_before",
    }  # fmt: skip


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2026, 3, 14), date(2032, 3, 1)])
def test_a_president_is_elected_within_the_mandate(day):
    with pytest.raises(UserError, match=f"president_elected vaut {day.isoformat()}.*2026-03-15.*2032-03-01"):
        calendar(president_elected=day)


def test_a_president_may_be_elected_late():
    assert calendar(president_elected=date(2032, 2, 29)).police_objection_before == date(2032, 8, 29)


def test_impossible_populations_are_named():
    with pytest.raises(UserError, match="population vaut -5"):
        needs_detailed_report(-5)
    with pytest.raises(UserError, match="populations est vide"):
        needs_orientation_debate([])
    with pytest.raises(UserError, match=r"populations\[1\] vaut 0"):
        needs_orientation_debate([3_500, 0])


def test_thresholds_and_delays_of_the_orientation_debate():
    assert [needs_orientation_debate([500, largest]) for largest in (3_499, 3_500)] == [False, True]
    assert [needs_detailed_report(people) for people in (10_000, 10_001)] == [False, True]
    assert orientation_debate_from(date(2027, 4, 15)) == date(2027, 2, 15)
    assert orientation_debate_from(date(2027, 4, 15), m57=True) == date(2027, 2, 4)
    assert draft_budget_before(date(2027, 4, 15)) == date(2027, 4, 3)


def test_month_one_of_the_mandate_is_april():
    assert [month_of(day) for day in (date(2026, 4, 1), date(2026, 12, 31), date(2027, 1, 1))] == [1, 9, 10]


def test_an_unknown_year_is_refused_with_the_known_ones():
    with pytest.raises(UserError, match="2026"):
        calendar(2025)


def test_articles_have_two_titles_and_a_year():
    for code, article in ARTICLES.items():
        assert article.code == code
        assert article.title_fr
        assert article.title_en
        assert article.in_force.isdigit()


def test_a_date_before_the_elections_is_that_of_the_next_ones():
    assert legal_months(GOVERNANCE_PACT) == (None, 9)
    assert legal_months(SEAT_AGREEMENT) == (None, month_of(date(2031, 8, 31)))
    assert legal_months(TRANSFER) == (None, None)
