"""The identity card."""

from __future__ import annotations

import json

import pytest

from negosim.territory.card import card
from negosim.territory.load import load


def test_the_card_of_faucigny_has_these_facts():
    facts = card(load("200000172"))
    assert facts["category"] == "CC"
    assert facts["tax_regime"] == "FPU"
    assert facts["n_communes"] == 7
    assert facts["population"] == 28_363
    assert facts["largest_commune"] == "Bonneville"
    assert facts["largest_share"] == pytest.approx(13_320 / 28_363)
    assert facts["potential_ratio"] == pytest.approx(1975.61 / 909.08, rel=1e-4)
    assert sum(facts["roles"].values()) == 7
    assert sorted(name for area in facts["living_areas"] for name in area) == sorted(load("200000172").names)
    assert facts["n_imputed"] == 0


def test_a_card_survives_json():
    assert json.loads(json.dumps(card(load("synthetic")))) == card(load("synthetic"))
