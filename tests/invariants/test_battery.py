"""Property 8: with its coefficient at zero a mechanism does nothing, under every strategy."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.facilitation import STRATEGIES
from negosim.metrics import METRICS
from negosim.negotiation.conductor.view import View
from negosim.negotiation.mandate import begin, play_month, run

NAMES = STRATEGIES.names()
MONTHS_PLAYED = 18


def state_after(setting):
    """The state after a year and a half."""
    s = begin(setting, 3)
    view = View(s)
    for _ in range(MONTHS_PLAYED):
        play_month(s, setting, lambda: setting.strategy.choose(view), {})
    return s


@pytest.mark.parametrize("name", NAMES)
def test_without_culture_nobody_learns(name, setting_of):
    setting = setting_of(name, agenda="whole", culture_start=0, culture_success=0, culture_defection=0)
    assert METRICS["culture"].measure(run(setting, 3)) == 0.0


@pytest.mark.parametrize("name", NAMES)
def test_without_follow_up_no_engagement_comes_from_calls(name, setting_of):
    """Calls then change nothing: a commune called every month ends as one that never is."""
    with_it, without = (state_after(setting_of(name, agenda="whole", engagement_follow_up=x)) for x in (0.5, 0.0))
    calls = METRICS["hours_follow_up"].measure(run(setting_of(name, agenda="whole"), 3))
    raised = with_it.communes["engagement"].mean() - without.communes["engagement"].mean()
    assert raised > 0.01 if calls else raised == 0.0


@pytest.mark.parametrize("name", NAMES)
def test_without_contact_meetings_bring_no_trust(name, setting_of):
    still = {"trust_kept": 0, "trust_defection": 0, "trust_overruled": 0, "trust_decay": 0}
    quiet = setting_of(name, agenda="whole", trust_contact=0, trust_workshop=0, **still)
    assert np.array_equal(state_after(quiet).commune_pairs["trust"], begin(quiet, 3).commune_pairs["trust"])
    lively = state_after(setting_of(name, agenda="whole", trust_workshop=0, **still))
    assert lively.commune_pairs["trust"].mean() > begin(quiet, 3).commune_pairs["trust"].mean()


@pytest.mark.parametrize("name", NAMES)
def test_without_its_coefficients_pressure_only_tables(name, setting_of):
    """Nothing else moving trust in the DGS, those pressed keep it; with the coefficient they lose some."""
    calm = setting_of(name, agenda="whole", trust_dgs_visit=0, trust_dgs_show=0, trust_dgs_pressure=0)
    start = begin(calm, 3).communes["trust_dgs"].copy()
    assert np.array_equal(state_after(calm).communes["trust_dgs"], start)
    rough = setting_of(name, agenda="whole", trust_dgs_visit=0, trust_dgs_show=0)
    presses = METRICS["hours_pressure"].measure(run(rough, 3)) > 0
    assert (state_after(rough).communes["trust_dgs"].mean() < start.mean()) == presses
