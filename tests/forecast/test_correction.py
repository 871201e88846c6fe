"""The level of a renewed window, the interval of a place, and the draws of parameters: answers known by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, logit

from negosim.errors import UserError
from negosim.forecast.correction import bounds, moved, shift_to
from negosim.forecast.draws import RANGES, ParameterRange, Schedule, parameter_draws
from negosim.forecast.window import AFTER, BASE_RATE, BEFORE, CLOSES, OPENS, TRANSFER, Z_90, candidates, concerned
from negosim.territory.load import load
from negosim.validation.hindcast import lone_setting


def test_equal_probabilities_are_moved_to_the_rate_itself():
    assert shift_to(0.2, np.full(4, 0.5)) == pytest.approx(logit(0.2))
    assert moved(0.2, np.full(4, 0.7)) == pytest.approx(np.full(4, 0.2))


def test_the_order_is_kept_and_the_mean_is_the_rate():
    chances = np.array([0.9, 0.3, 0.6, 0.05])
    new = moved(0.0625, chances)
    assert new.mean() == pytest.approx(0.0625)
    assert list(np.argsort(new)) == list(np.argsort(chances))
    odds = logit(new) - logit(chances)
    assert odds == pytest.approx(np.full(4, odds[0]))


def test_an_interval_without_draws_adds_the_rate_and_the_seeds():
    low, high = bounds(0.2, 0.6, np.full(3, 0.5), 100, np.empty((0, 3)), 10)
    deviation = np.sqrt(0.6**2 + 1 / (100 * 0.25))
    assert low == pytest.approx(np.full(3, expit(logit(0.2) - Z_90 * deviation)))
    assert high == pytest.approx(np.full(3, expit(logit(0.2) + Z_90 * deviation)))


def test_draws_that_only_move_the_level_add_nothing_and_others_widen():
    centre, many = np.array([0.4, 0.6]), 10**9
    alone = bounds(0.2, 0.0, centre, many, np.empty((0, 2)), many)
    level = np.array([expit(logit(centre) + move) for move in (-1.0, 0.0, 1.0)])
    assert bounds(0.2, 0.0, centre, many, level, many)[1] == pytest.approx(alone[1], abs=1e-4)
    order = np.array([expit(logit(centre) + np.array([move, -move])) for move in (-1.0, 0.0, 1.0)])
    assert np.all(bounds(0.2, 0.0, centre, many, order, many)[1] > alone[1] + 0.1)


def test_noise_of_the_draws_is_not_taken_for_parameters():
    centre = np.array([0.4, 0.6])
    draws = np.array([[0.4, 0.6], [0.5, 0.5], [0.45, 0.55]])
    alone = bounds(0.2, 0.6, centre, 50, np.empty((0, 2)), 10)
    assert np.array(bounds(0.2, 0.6, centre, 50, draws, 10)) == pytest.approx(np.array(alone))


def test_the_base_rate_is_that_of_the_counts():
    assert (BASE_RATE.gained, BASE_RATE.concerned) == (AFTER.held - BEFORE.held, BEFORE.of - BEFORE.held) == (39, 624)
    assert BASE_RATE.rate == 0.0625
    assert BASE_RATE.bounds == pytest.approx((0.0242, 0.1517), abs=1e-4)
    assert BASE_RATE.counting_spread < BASE_RATE.spread
    assert [day.isoformat() for day in (OPENS, CLOSES, TRANSFER)] == ["2026-10-01", "2026-12-31", "2027-01-01"]


def test_places_are_cc_and_ca_that_do_not_hold_planning():
    everyone = candidates()
    places = concerned(everyone)
    assert set(everyone["category"]) == {"CC", "CA"}
    assert list(everyone["siren"]) == sorted(everyone["siren"])
    assert len(places) == int((~everyone["held"]).sum())
    for siren, assumed in zip(places["siren"][:20], places["assumed"][:20], strict=True):
        place = load(siren)
        assert not place.holds("planning")
        assert assumed == any(one.assumed for one in place.competences if one.name == "planning")


def test_each_part_of_a_range_serves_once():
    setting, factors = lone_setting("land_use_plan"), {one.name: [] for one in RANGES}
    for words in parameter_draws(setting, 5):
        for one, word in zip(RANGES, words, strict=True):
            path, value = word.split("=")
            assert path.endswith(f".{one.name}")
            today = getattr(setting.agenda[0].kind if one.of_kind else setting.behaviour, one.name)
            factors[one.name].append(float(value) / today)
    for one in RANGES:
        middles = [one.low + (one.high - one.low) * (rank + 0.5) / 5 for rank in range(5)]
        assert sorted(factors[one.name]) == pytest.approx(middles, abs=1e-3)
    assert len({tuple(np.argsort(values)) for values in factors.values()}) > 1


def test_a_draw_is_a_setting_of_the_model():
    setting = lone_setting("land_use_plan")
    words = parameter_draws(setting, 2)[1]
    played = lone_setting("land_use_plan", words)
    assert f"behaviour.premium_mean={played.behaviour.premium_mean}" in words
    assert f"+agenda.dossiers.land_use_plan.default_cost={played.agenda[0].kind.default_cost}" in words
    assert played.governance == setting.governance
    assert played.context == setting.context


def test_a_parameter_that_left_the_model_is_named():
    gone = ParameterRange("no_such_size", 0.5, 1.5, RANGES[0].reason)
    with pytest.raises(UserError, match="no_such_size"):
        gone.override(lone_setting("land_use_plan"), 0, 5)


def test_no_two_sets_of_mandates_share_a_seed():
    plan = Schedule(seeds=200, draws=20)
    sets = [range(plan.seeds), *(plan.seeds_in(draw) for draw in range(plan.draws))]
    assert len(set().union(*sets)) == sum(map(len, sets)) == 200 + 20 * 40
    assert plan.mandates == 2 * 200 + 20 * 40
    assert Schedule(seeds=1).seeds_of_a_draw == 1
