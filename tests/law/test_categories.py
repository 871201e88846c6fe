"""Categories and tax regimes of intercommunalities: those that exist, and what is said of the others."""

from __future__ import annotations

import pytest

from negosim.errors import UserError
from negosim.law.categories import CATEGORIES, check_category, has_compensation

pytestmark = pytest.mark.interpreted


def test_only_the_single_business_tax_pays_a_compensation():
    assert [has_compensation(regime) for regime in ("FPU", "FA")] == [True, False]
    with pytest.raises(UserError, match="FPU, FA"):
        has_compensation("FPZ")


def test_a_category_that_does_not_exist_is_refused_with_those_that_do():
    for category in CATEGORIES:
        check_category(category)
    with pytest.raises(UserError, match="CC, CA, CU, METROPOLE"):
        check_category("SIVOM")
