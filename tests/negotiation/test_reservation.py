"""What a commune wants at least: its reservation, what it insists on as time goes, what it never forgets."""

from __future__ import annotations

import pytest

from negosim.negotiation.commune import behaviour


def test_waiting_lowers_what_a_commune_insists_on_and_nothing_else(two_communes):
    s = two_communes
    s.stakes["understanding"][0] = 1.0
    perceived, tolerance = behaviour.perceived_surplus(s, 0, 0), behaviour.tolerate(s, 0, 0, True)
    surplus = behaviour.surplus(s, 0, 0)
    s.clock["month"] = 11
    assert behaviour.reservation(s, 0, 0) == pytest.approx(0.1)
    assert behaviour.surplus(s, 0, 0) == pytest.approx(surplus)
    assert behaviour.perceived_surplus(s, 0, 0) == pytest.approx(perceived + 0.003 * 10)
    assert behaviour.tolerate(s, 0, 0, True) >= tolerance + 0.003 * 10 - 1e-12


def test_reservation_rises_with_broken_promises_and_falls_with_culture_and_worth(two_communes):
    s = two_communes
    assert behaviour.reservation(s, 0, 0) == pytest.approx(0.1)
    s.communes["broken_promises"] = 2.0
    assert behaviour.reservation(s, 0, 0) == pytest.approx(0.1 + 0.04)
    s.communes["culture"] = 0.5
    assert behaviour.reservation(s, 0, 0) == pytest.approx(0.05 + 0.04)
    s.stakes["worth"][0] = 0.03
    assert behaviour.reservation(s, 0, 0) == pytest.approx(0.05 + 0.04 - 0.03)
    s.dossiers["premium"][0] = 0.4
    assert behaviour.reservation(s, 0, 0) == pytest.approx(0.02 + 0.04 - 0.03)
