"""Demands in time: the ends, the three temperaments, the same value compiled or not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.science.concession import aspiration

pytestmark = pytest.mark.interpreted

EXPONENTS = st.floats(0.05, 20)
INTERPRETED = getattr(aspiration, "py_func", aspiration)


@pytest.mark.parametrize(
    ("t", "exponent", "demand"),
    [(0.5, 1.0, 0.5), (0.5, 2.0, 0.75), (0.25, 0.5, 0.5), (0.0, 3.0, 1.0), (1.0, 3.0, 0.0), (-1.0, 1.0, 1.0),
     (9.0, 1.0, 0.0)],
)  # fmt: skip
def test_the_demand_at_each_time_by_exponent(t, exponent, demand):
    assert aspiration(t, 0.0, 1.0, exponent) == pytest.approx(demand)


def test_faratin_with_half_the_time_gone():
    """Faratin's alpha(t) = t^(1/beta): Boulware beta = .2 has yielded 1/32, conceder beta = 5 nearly all."""
    assert aspiration(0.5, 20.0, 52.0, 1 / 0.2) == pytest.approx(51.0)
    assert aspiration(0.5, 0.0, 1.0, 1 / 5) == pytest.approx(1 - 0.5**0.2)


@given(st.floats(0.01, 0.99), EXPONENTS)
@settings(deadline=None)
def test_boulware_asks_more_than_linear_and_linear_more_than_conceder(t, exponent):
    linear = aspiration(t, 2.0, 7.0, 1.0)
    demand = aspiration(t, 2.0, 7.0, exponent)
    assert 2 <= demand <= 7
    assert demand >= linear - 1e-9 if exponent >= 1 else demand <= linear + 1e-9
    assert aspiration(t + 0.01, 2.0, 7.0, exponent) <= demand


@given(st.floats(0, 1), EXPONENTS)
@settings(deadline=None)
def test_compiled_and_interpreted_are_the_same(t, exponent):
    assert aspiration(t, 0.1, 0.9, exponent) == INTERPRETED(t, 0.1, 0.9, exponent)
