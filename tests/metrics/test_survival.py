"""Promises and agreements, with what was not seen to the end: on calendars written by hand."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.metrics import METRICS
from negosim.metrics.survival import agreements, promises
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import ADOPTED, DEFAULTED, OPEN, REJECTED, WAITING, WITHDRAWN


@pytest.fixture
def mandate(setting_of):
    """Seven communes and six dossiers that failed, then what each test writes."""
    mandate = run(setting_of("none"), 2)
    mandate.state.dossiers["outcome"] = WITHDRAWN
    mandate.state.stakes["defection_month"] = 0
    return mandate


def measure(name, mandate):
    return METRICS[name].measure(mandate)


def test_without_decision_there_is_no_promise(mandate):
    assert measure("promises_kept", mandate) is None


def test_promises_seen_to_the_end_are_counted(mandate):
    s = mandate.state
    s.dossiers["outcome"][:2], s.dossiers["closing_month"][:2] = ADOPTED, [10, 40]
    assert measure("promises_kept", mandate) == 1.0
    s.stakes["defection_month"][0, 3], s.stakes["defection_month"][1, :2] = 34, [41, 60]
    assert measure("promises_kept", mandate) == pytest.approx(11 / 14)
    assert measure("promises_kept", mandate) == pytest.approx(1 - measure("defection_share", mandate))
    s.stakes["defection_month"][2] = 50  # what was never decided cannot be broken
    assert measure("promises_kept", mandate) == pytest.approx(11 / 14)


def test_a_promise_of_after_the_mandate_is_followed_until_month_96(mandate):
    """Seven promises watched for 24 months, one of them broken in the last; seven for 20, one broken in the 20th."""
    s = mandate.state
    s.dossiers["outcome"][:2], s.dossiers["closing_month"][:2] = ADOPTED, [10, 76]
    s.stakes["defection_month"][0, 0], s.stakes["defection_month"][1, 6] = 34, 96
    months, broken = promises(mandate)
    assert months.tolist() == [24] * 7 + [20] * 7
    assert broken.tolist() == [True] + [False] * 12 + [True]
    assert measure("promises_kept", mandate) == pytest.approx(13 / 14 * 6 / 7)


def test_months_to_agreement_of_what_failed_is_the_horizon(mandate):
    s = mandate.state
    assert measure("months_to_agreement", mandate) == 24.0
    s.dossiers["outcome"] = [ADOPTED, ADOPTED, REJECTED, DEFAULTED, WITHDRAWN, WAITING]
    s.dossiers["opens"], s.dossiers["closing_month"] = [1, 10, 5, 5, 5, 80], [9, 16, 7, 7, 7, 0]
    months, agreed = agreements(mandate)
    assert months.tolist() == [8, 6, 24, 24, 24]
    assert agreed.tolist() == [True, True, False, False, False]
    assert measure("months_to_agreement", mandate) == pytest.approx((8 + 6 + 3 * 24) / 5)


def test_a_dossier_open_at_the_end_is_censored(mandate):
    """Agreements after 4 and 12 months, one dossier open for 10 months and one, opened long ago, for 24 and more."""
    s = mandate.state
    s.dossiers["outcome"] = [ADOPTED, ADOPTED, OPEN, OPEN, WAITING, WAITING]
    s.dossiers["opens"], s.dossiers["closing_month"] = [1, 1, 62, 12, 80, 80], [5, 13, 0, 0, 0, 0]
    months, _ = agreements(mandate)
    assert months.tolist() == [4, 12, 10, 24]
    expected = 4 + 8 * 3 / 4 + 12 * 3 / 4 * 1 / 2  # 4 at risk, then 2 when the second agreement comes
    assert measure("months_to_agreement", mandate) == pytest.approx(expected)


def test_dossiers_that_never_opened_have_no_months(mandate):
    mandate.state.dossiers["outcome"] = WAITING
    assert measure("months_to_agreement", mandate) is None


@pytest.mark.parametrize("seed", range(3))
def test_a_real_mandate_has_no_months_outside_the_calendar(seed, setting_of):
    mandate = run(setting_of("process"), seed)
    months, broken = promises(mandate)
    assert ((months >= 1) & (months <= 24)).all()
    assert broken.sum() == np.count_nonzero(mandate.state.stakes["defection_month"])
    months, agreed = agreements(mandate)
    assert ((months >= 0) & (months <= 24)).all()
    assert agreed.mean() == pytest.approx(measure("adopted", mandate))
