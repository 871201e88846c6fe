"""Why a commune says no: the terms sum to what it sees, causes and refusals are groups of terms."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.negotiation.commune import behaviour, reasons
from negosim.negotiation.conductor.view import View
from negosim.negotiation.mandate import advance, begin
from negosim.negotiation.state.randomness import CANDOUR


def test_the_terms_sum_to_the_perceived_surplus(setting_of):
    setting = setting_of("process", regulatory="full", premium_mean=0.15)
    s, terms = begin(setting, 1), np.zeros(len(reasons.TERMS))
    view = View(s)
    for _ in range(6):
        advance(s, setting.strategy.choose(view))
    for d in view.open_dossiers:
        for i in range(len(s.communes)):
            reasons.perceived_terms(s, d, i, behaviour.package_value(s, d, i), terms)
            assert terms.sum() == pytest.approx(behaviour.perceived_surplus(s, d, i), abs=1e-12)


def test_a_commune_holds_back_its_posture_unless_it_is_candid(setting_of):
    s = begin(setting_of(), 0)
    stances = set()
    for i in range(len(s.communes)):
        candid = bool(behaviour.is_candid(s, CANDOUR, 0, i, int(s.clock.month) * 64 + 63))
        stances.add(candid)
        assert reasons.headcount_posture(s, 0, i) == (0.0 if candid else pytest.approx(-0.05 * 0.30))
    assert stances == {True, False}
