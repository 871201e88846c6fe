"""The table of dated constants: read by key and by day, and nothing else decides."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from negosim.errors import UserError
from negosim.law import constants
from negosim.law.articles import ARTICLES
from negosim.law.constants import (
    CONSTANTS,
    STATE_OF_LAW,
    DatedConstant,
    MonthDay,
    constant,
    one_day,
    ratio,
    series,
    whole,
    yearly,
)


def test_every_row_has_its_article_and_its_words():
    for row in CONSTANTS:
        assert row.article in ARTICLES, row.key
        assert row.meaning_fr
        assert row.meaning_en
        assert isinstance(row.value, int | Fraction | tuple | MonthDay | date)
    assert len({(row.key, row.since) for row in CONSTANTS}) == len(CONSTANTS)


def test_a_threshold_that_changed_has_its_value_of_the_day():
    assert constant("development_council", date(2019, 12, 28)) == 20_000
    assert constant("development_council", date(2019, 12, 29)) == 50_000
    assert whole("development_council") == 50_000
    assert constant("council_marseille", date(2025, 1, 1)) == 101
    assert whole("council_marseille") == 111


def test_shares_are_exact_and_tables_have_one_value_more_than_bounds():
    assert ratio("grant_criteria") == (7, 20)
    assert len(series("table_bounds")) + 1 == len(series("table_seats"))
    assert len(series("council_bounds")) + 1 == len(series("council_sizes"))


def test_an_unknown_key_day_or_kind_is_named():
    with pytest.raises(UserError, match="quorom"):
        constant("quorom")
    with pytest.raises(UserError, match="2015-08-09"):
        constant("development_council", date(2000, 1, 1))
    for reader, key in (
        (whole, "quorum"), (ratio, "pact_months"), (series, "quorum"), (yearly, "quorum"), (one_day, "budget_day"),
    ):  # fmt: skip
        with pytest.raises(TypeError, match=key):
            reader(key)


def test_days_of_the_year_and_dates():
    assert yearly("seat_agreement_day") == MonthDay(8, 31)
    assert yearly("seat_agreement_day").of(2025) == date(2025, 8, 31)
    assert one_day("first_round") == date(2026, 3, 15)


def test_a_row_that_is_yet_to_come_is_not_applied(monkeypatch):
    coming = DatedConstant("pact_months", 3, "L.5211-11-2", STATE_OF_LAW + timedelta(days=1), "mois", "months")
    monkeypatch.setattr(constants, "CONSTANTS", (*CONSTANTS, coming))
    assert whole("pact_months") == 2
    assert constant("pact_months", STATE_OF_LAW + timedelta(days=1)) == 3


def test_no_row_is_later_than_the_state_of_the_law():
    assert all(row.since <= STATE_OF_LAW for row in CONSTANTS)
