"""The table of dated constants: read by key and by day, and nothing else decides."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from negosim.errors import UserError
from negosim.law.articles import ARTICLES
from negosim.law.constants import CONSTANTS, constant, ratio, series, whole


def test_every_row_has_its_article_and_its_words():
    for row in CONSTANTS:
        assert row.article in ARTICLES, row.key
        assert row.meaning_fr
        assert row.meaning_en
        assert isinstance(row.value, int | Fraction | tuple)
    assert len({(row.key, row.since) for row in CONSTANTS}) == len(CONSTANTS)


def test_a_threshold_that_changed():
    assert constant("development_council", date(2019, 12, 28)) == 20_000
    assert constant("development_council", date(2019, 12, 29)) == 50_000
    assert whole("development_council") == 50_000
    assert constant("council_marseille", date(2025, 1, 1)) == 101
    assert whole("council_marseille") == 111


def test_shares_are_exact():
    assert ratio("grant_criteria") == (7, 20)
    assert len(series("table_bounds")) + 1 == len(series("table_seats"))
    assert len(series("council_bounds")) + 1 == len(series("council_sizes"))


def test_mistakes_are_named():
    with pytest.raises(UserError, match="quorom"):
        constant("quorom")
    with pytest.raises(UserError, match="2015-08-09"):
        constant("development_council", date(2000, 1, 1))
    for reader, key in ((whole, "quorum"), (ratio, "pact_months"), (series, "quorum")):
        with pytest.raises(TypeError, match=key):
            reader(key)
