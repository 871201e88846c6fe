"""Amounts to the cent, and everything wrong with them named."""

from __future__ import annotations

from fractions import Fraction

import pytest

from negosim.errors import UserError
from negosim.law.amounts import amount_problems, cents, commune_amounts, count_problems, criteria_problems, refuse

pytestmark = pytest.mark.interpreted


def test_amounts_are_rounded_to_the_nearest_cent():
    assert [cents(value) for value in (0.1, 2.675, Fraction(1, 3), -0.01)] == [10, 267, 33, -1]


def test_every_wrong_amount_or_criterion_is_named():
    assert amount_problems({"a": 0.0, "b": -1.0}, signed=True) == []
    assert [str(one)[0] for one in amount_problems({"a": 0.0, "b": -1.0, "c": float("nan")})] == ["b", "c"]
    assert len(criteria_problems({"a": [1, 0, -1, float("inf")]})) == 3
    refuse([])
    with pytest.raises(UserError, match=r"a\[1\]"):
        commune_amounts({"a": [1.0, -1.0]})
    assert commune_amounts({"a": [1.0, -1.0]}, signed=True)[0].tolist() == [1, -1]


def test_counts_that_are_not_whole_are_named():
    assert count_problems({"a": 0, "b": 3, "c": 2.0}) == []
    odd = {"a": -1, "b": 2.5, "c": float("nan"), "d": True}
    assert [str(one) for one in count_problems(odd)] == [
        "a vaut -1 ; un entier de 0 ou plus est attendu.",
        "b vaut 2.5 ; un entier de 0 ou plus est attendu.",
        "c vaut nan ; un entier de 0 ou plus est attendu.",
        "d vaut True ; un entier de 0 ou plus est attendu.",
    ]
    assert len(count_problems({"a": 0}, least=1)) == 1
