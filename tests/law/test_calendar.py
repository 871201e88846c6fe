"""The calendar of the mandate 2026-2032."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from negosim.errors import UserError
from negosim.law.articles import ARTICLES
from negosim.law.calendar import calendar, month_of

pytestmark = pytest.mark.interpreted


def test_dates_of_2026():
    dates = calendar()
    assert (dates.seat_agreement_before, dates.seat_order_before) == (date(2025, 8, 31), date(2025, 10, 31))
    assert (dates.first_round, dates.second_round) == (date(2026, 3, 15), date(2026, 3, 22))
    assert (dates.first_round.weekday(), dates.first_council_before.weekday()) == (6, 4)
    assert dates.governance_pact_before == date(2026, 12, 22)
    assert (dates.plui_window_opens, dates.plui_window_closes) == (date(2026, 10, 1), date(2026, 12, 31))
    assert dates.plui_transfer == date(2027, 1, 1)


def test_budget_is_later_in_the_year_of_the_elections():
    assert [calendar().budget_before(year) for year in (2026, 2027)] == [date(2026, 4, 30), date(2027, 4, 15)]


def test_clect_report_nine_months_after_the_transfer():
    assert calendar().clect_report_before(date(2028, 1, 1)) == date(2028, 10, 1)
    assert calendar().clect_report_before(date(2028, 6, 1)) == date(2029, 3, 1)


def test_dates_follow_one_another():
    dates = [value for value in dataclasses.astuple(calendar()) if isinstance(value, date)]
    opening = [d for d in dates if d <= date(2026, 4, 30)]
    assert opening == sorted(opening)


def test_months_of_the_mandate():
    assert [month_of(day) for day in (date(2026, 4, 1), date(2026, 12, 31), date(2027, 1, 1))] == [1, 9, 10]


def test_unknown_year():
    with pytest.raises(UserError, match="2026"):
        calendar(2025)


def test_articles_have_two_titles_and_a_year():
    for code, article in ARTICLES.items():
        assert article.code == code
        assert article.title_fr
        assert article.title_en
        assert article.in_force.isdigit()
