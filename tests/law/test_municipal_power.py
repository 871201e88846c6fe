"""Power under the municipal majority: Bonneville's 37.5 %, symmetry, the estimate against the exact value."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.law import municipal_power
from negosim.law.municipal_majorities import MAJORITY_CREATION, MAJORITY_FIRST_PARAGRAPH
from negosim.law.municipal_power import qualified_majority_power

pytestmark = pytest.mark.interpreted

FAUCIGNY = [13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465]


def test_bonneville():
    power = qualified_majority_power(FAUCIGNY)
    assert power.shares == pytest.approx([3 / 8, 1 / 6, *[5 / 48] * 4, 1 / 24])
    assert power.draws == 0
    assert not power.standard_errors.any()


def test_equal_communes_hold_equal_power():
    assert qualified_majority_power([100] * 6).shares == pytest.approx([1 / 6] * 6)


def test_the_veto_is_power():
    with_veto = qualified_majority_power(FAUCIGNY, MAJORITY_CREATION).shares[0]
    assert with_veto > qualified_majority_power(FAUCIGNY, MAJORITY_FIRST_PARAGRAPH).shares[0]


def test_the_estimate_falls_around_the_exact_value(monkeypatch):
    exact = qualified_majority_power(FAUCIGNY).shares
    monkeypatch.setattr(municipal_power, "EXACT_UP_TO", 0)
    drawn = qualified_majority_power(FAUCIGNY, draws=20_000, seed=0)
    assert drawn.draws == 20_000
    assert np.all(np.abs(drawn.shares - exact) < 4 * drawn.standard_errors)
    assert np.all(drawn.standard_errors < 0.01)


def test_the_seed_decides_and_zero_is_a_seed():
    people = list(range(500, 530))
    first, again, other = (qualified_majority_power(people, draws=500, seed=seed).shares for seed in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_no_inhabitant():
    with pytest.raises(UserError):
        qualified_majority_power([0, 0])
