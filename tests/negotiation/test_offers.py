"""Offers in order: what each commune reads of the others, against sums over all of them."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.negotiation.commune import behaviour, offers
from negosim.negotiation.state.dossier import DRAFT, TEXT


@pytest.fixture
def five(quiet_state):
    """Five communes of different characters before a charter."""
    s = quiet_state(5, "charter")
    s.communes["envy"] = [0.5, 0.0, 0.9, 0.2, 0.4]
    s.communes["guilt"] = [0.3, 0.6, 0.0, 0.1, 0.2]
    s.communes["culture"] = [0.1, 0.0, 0.5, 0.2, 0.8]
    return s


def test_an_offer_is_the_gain_and_the_transfer(five):
    five.p["transfer_weight"] = 2.0
    five.stakes["gain_text"][0, 1], five.stakes["gain_draft"][0, 1] = 0.3, 0.5
    five.stakes["transfer"][0, 1] = -0.1
    assert offers.offer_to(five, 0, 1, TEXT) == pytest.approx(0.1)
    assert offers.offer_to(five, 0, 1, DRAFT) == pytest.approx(0.3)


@pytest.mark.parametrize("is_draft", [TEXT, DRAFT])
def test_communes_are_ranked_and_summed_from_the_least(five, is_draft):
    field, mean = ("gain_draft", "draft_mean") if is_draft else ("gain_text", "text_mean")
    five.stakes[field][0] = [0.3, -0.1, 0.2, 0.3, 0.0]
    offers.rank_offers(five, 0, is_draft)
    ranks = five.offer_order[0, int(is_draft)]
    assert ranks[:3].tolist() == [1, 4, 2]
    assert set(ranks[3:].tolist()) == {0, 3}
    assert five.offer_sums[0, int(is_draft)].tolist() == pytest.approx([0.0, -0.1, -0.1, 0.1, 0.4, 0.7])
    assert float(five.dossiers[mean][0]) == pytest.approx(0.14)


@pytest.mark.parametrize("own", [-1.0, -0.1, 0.05, 0.3, 2.0])
def test_ahead_and_behind_are_sums_over_the_others(five, own):
    values = np.array([0.3, -0.1, 0.2, 0.3, 0.0])
    five.stakes["gain_text"][0] = values
    offers.rank_offers(five, 0, TEXT)
    ahead, behind = offers.ahead_and_behind(five, 0, TEXT, own)
    assert ahead == pytest.approx(np.maximum(own - values, 0.0).sum(), abs=1e-12)
    assert behind == pytest.approx(np.maximum(values - own, 0.0).sum(), abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("is_draft", [TEXT, DRAFT])
def test_what_an_offer_is_worth_is_the_formula_of_fehr_and_schmidt(five, is_draft, seed):
    values = np.random.default_rng(seed).integers(-3, 4, 5) / 10.0  # with equals
    five.stakes["gain_draft" if is_draft else "gain_text"][0] = values
    behaviour.compare_offers(five, 0, is_draft)
    for i, commune in enumerate(five.communes):
        envied, pitied = np.maximum(values - values[i], 0.0).sum() / 4, np.maximum(values[i] - values, 0.0).sum() / 4
        culture = commune["culture"]
        expected = (1 - culture) * values[i] + culture * values.mean()
        expected -= commune["envy"] * envied + commune["guilt"] * pitied
        assert five.stakes["value_draft" if is_draft else "value_text"][0, i] == pytest.approx(expected)
        assert behaviour.social_value(five, 0, i, is_draft, 1.0) == pytest.approx(expected)


def test_a_draft_that_becomes_the_text_leaves_its_order(five):
    five.stakes["gain_draft"][0] = [0.1, 0.5, 0.2, 0.0, 0.4]
    behaviour.compare_offers(five, 0, DRAFT)
    offers.adopt_offers(five, 0)
    before = {name: five.stakes[name][0].copy() for name in ("gain_text", "value_text")}
    order, sums, mean = (
        five.offer_order[0, 0].tolist(),
        five.offer_sums[0, 0].copy(),
        float(five.dossiers["text_mean"][0]),
    )
    behaviour.compare_offers(five, 0, TEXT)
    assert order == five.offer_order[0, 0].tolist() == [3, 0, 2, 4, 1]
    assert np.array_equal(sums, five.offer_sums[0, 0])
    assert mean == float(five.dossiers["text_mean"][0]) == pytest.approx(0.24)
    assert np.array_equal(before["value_text"], five.stakes["value_text"][0])
    assert before["gain_text"].tolist() == [0.1, 0.5, 0.2, 0.0, 0.4]
