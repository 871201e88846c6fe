"""What the DGS believes: estimates, doubts, and what a visit or a private answer changes in them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from negosim.negotiation.commune import behaviour
from negosim.negotiation.conductor import beliefs
from negosim.negotiation.state.dossier import DRAFT, TEXT

LEAST = 0.005


def test_the_estimated_gain_is_that_of_the_believed_wishes(s):
    s.opinions["estimated_ideal"][0, 0] = [1.0, 0.5, 0.0, 0.0]
    s.opinions["estimated_salience"][0, 0] = [0.4, 0.3, 0.2, 0.1]
    s.clauses["text"][0] = [0.5, 0.5, 0.5, 0.0]
    s.items["text"][0, 0] = True
    s.item_values["estimated_benefit"][0, 0, 0] = 0.2
    spatial = 0.45 * (0.4 * 0.5 + 0.3 * 0.5 - 0.2 * 0.5)
    cost = 0.35 / 3 * 0.4
    assert beliefs.estimated_gain(s, 0, 0, TEXT) == pytest.approx(spatial + 0.2 - cost)
    assert beliefs.clause_weight(s, 0, 0, 0, 0.5) == pytest.approx(0.45 * 0.5)
    assert beliefs.estimated_gain(s, 0, 0, DRAFT) == 0.0
    s.dossiers["weight"][0] = 2.0
    assert beliefs.estimated_gain(s, 0, 0, TEXT) == pytest.approx(2 * spatial + 0.2 - cost)


def test_the_saving_of_pooled_services_is_known_to_all(quiet_state):
    s = quiet_state(3, "pooling_scheme")
    s.opinions["estimated_salience"] = s.opinions["salience"] = 0.0
    s.partners["service_acceptance"], s.p["pooling_bonus"] = 0.5, 0.5
    s.clauses["text"][0, 0], s.clauses["draft"][0, 0] = 0.4, 1.0
    assert beliefs.estimated_gain(s, 0, 0, TEXT) == pytest.approx(0.15 * 1.5 * 0.5 * 0.4)
    assert beliefs.estimated_gain(s, 0, 0, DRAFT) == pytest.approx(0.15 * 1.5 * 0.5)
    assert behaviour.gain(s, 0, 0, DRAFT) == pytest.approx(0.15 * 1.5 * 0.5)


def test_a_believed_surplus_counts_the_grant_the_reservation_and_the_cost_of_waiting(s):
    s.p["delay_cost"], s.p["transfer_weight"] = 0.003, 2.0
    s.clock["month"] = 5
    s.dossiers["default_cost"][0] = 0.05
    s.stakes["estimated_reservation"][0, 0] = 0.2
    s.stakes["transfer"][0, 0] = 0.01
    assert beliefs.estimated_surplus(s, 0, 0, TEXT) == pytest.approx(0.02 - 0.2 + 0.012 + 0.05)


def test_the_variance_of_a_surplus_adds_up_those_of_its_parts(s):
    s.opinions["estimated_ideal"][0, 0] = 1.0
    s.opinions["salience_variance"][0, 0] = [0.04, 0.01, 0.0, 0.0]
    s.clauses["text"][0], s.clauses["draft"][0] = [0.5, 0.5, 0.0, 0.0], 0.0
    s.items["text"][0, 1] = True
    s.item_values["benefit_variance"][0, 0, 1] = 0.003
    s.stakes["reservation_variance"][0, 0] = 0.002
    expected = LEAST**2 + 0.002 + (0.45 * 0.5) ** 2 * (0.04 + 0.01) + 0.003
    assert beliefs.surplus_variance(s, 0, 0, TEXT) == pytest.approx(expected)
    assert beliefs.surplus_variance(s, 0, 0, DRAFT) == pytest.approx(LEAST**2 + 0.002)


def test_the_probability_of_assent_is_the_logistic_law_nearest_to_the_normal_one():
    assert beliefs.assent_probability(0.0, 0.1) == 0.5
    assert beliefs.assent_probability(0.1, 0.1) == pytest.approx(1 / (1 + math.exp(-1.702)))
    for margin in (0.01, 0.2, 3.0):
        assert beliefs.assent_probability(margin, 0.1) + beliefs.assent_probability(-margin, 0.1) == pytest.approx(1.0)
    assert (beliefs.assent_probability(1e6, 1.0), beliefs.assent_probability(-1e6, 1.0)) == (1.0, 0.0)
    z = np.linspace(-4, 4, 81)
    assert max(abs(beliefs.assent_probability(x, 1.0) - stats.norm.cdf(x)) for x in z) < 0.0096


def test_the_soft_logarithm_is_that_of_a_sure_surplus_and_linear_far_below_zero():
    assert beliefs.soft_log_surplus(2.0, 0.01) == pytest.approx(math.log(2.0))
    assert beliefs.soft_log_surplus(0.0, 0.1) == pytest.approx(math.log(0.1 / 1.702) + math.log(math.log(2.0)))
    steps = [beliefs.soft_log_surplus(-x, 0.1) - beliefs.soft_log_surplus(-x - 0.1, 0.1) for x in (3.0, 10.0)]
    assert steps == pytest.approx([1.702, 1.702])
    for edge in (-17.0, 30.0):  # where another formula takes over
        near = [beliefs.soft_log_surplus((edge + side) * 0.1 / 1.702, 0.1) for side in (-1e-9, 1e-9)]
        assert near[0] == pytest.approx(near[1], abs=1e-7)
    values = [beliefs.soft_log_surplus(x, 0.1) for x in np.linspace(-5, 5, 201)]
    assert np.all(np.diff(values) > 0)
    assert np.all(np.diff(values, n=2) < 1e-9)  # concave


def test_the_worst_off_is_the_least_likely_to_live_with_the_text_whatever_the_order(s):
    s.stakes["estimated_reservation"][0] = [0.1, 0.2, 0.2]
    s.communes["key"] = [5, 9, 3]
    assert beliefs.worst_off(s, 0) == 2
    s.communes["key"] = [5, 3, 9]
    assert beliefs.worst_off(s, 0) == 1
    s.stakes["reservation_variance"][0, 1] = 0.05  # further from sure, so less unlikely
    assert beliefs.worst_off(s, 0) == 2


def test_first_beliefs_mix_information_with_stated_positions_and_priors(s):
    s.p["culture_start"], s.p["premium_mean"] = 0.1, 0.2
    s.stakes["dgs_information"][0, 0] = 0.25
    s.opinions["ideal"][0, 0], s.opinions["stated"][0, 0] = 0.4, 0.8
    s.opinions["salience"][0, 0], s.opinions["prior_salience"][0, 0] = 0.3, 0.7
    s.item_values["benefit"][0, 0], s.item_values["prior_log_error"][0, 0] = 0.2, math.log(2.0)
    s.dossiers["weight"][0] = 2.0
    beliefs.form_first_beliefs(s, 0, 0)
    assert np.allclose(s.opinions["estimated_ideal"][0, 0], 0.25 * 0.4 + 0.75 * 0.8)
    assert np.allclose(s.opinions["estimated_salience"][0, 0], 0.25 * 0.3 + 0.75 * 0.7)
    assert np.allclose(s.opinions["salience_variance"][0, 0], (0.75 * 0.2) ** 2)
    guess = 0.2 * 2.0**0.75
    assert np.allclose(s.item_values["estimated_benefit"][0, 0, :3], guess)
    assert np.allclose(s.item_values["benefit_variance"][0, 0, :3], (0.75 * 0.9 * guess) ** 2)
    assert s.stakes["estimated_reservation"][0, 0] == pytest.approx(2.0 * 0.2 * 0.9)
    assert s.stakes["reservation_variance"][0, 0] == pytest.approx((0.75 * 2.0 * 0.06) ** 2)
    assert s.stakes["last_information"][0, 0] == 0.25


def test_a_commune_that_tells_more_halves_the_distance_to_the_truth(s):
    s.stakes["last_information"][0, 0], s.stakes["dgs_information"][0, 0] = 0.2, 0.6  # half of what was left
    s.opinions["ideal"][0, 0], s.opinions["stated"][0, 0] = 0.5, 1.0
    s.opinions["salience"][0, 0], s.opinions["estimated_salience"][0, 0], s.opinions["salience_variance"][0, 0] = (
        0.4,
        0.2,
        0.04,
    )
    s.item_values["benefit"][0, 0, :3], s.item_values["estimated_benefit"][0, 0, :3] = [0.2, -0.2, 0.0], [0.8, 0.2, 0.1]
    s.item_values["benefit_variance"][0, 0] = 0.08
    s.communes["premium"][0], s.communes["culture"][0], s.communes["broken_promises"][0] = 0.1, 0.5, 2.0
    s.stakes["estimated_reservation"][0, 0], s.stakes["reservation_variance"][0, 0] = 0.29, 0.04
    beliefs.learn_from_listening(s, 0, 0)
    assert s.stakes["last_information"][0, 0] == 0.6
    assert np.allclose(s.opinions["estimated_ideal"][0, 0], 0.6 * 0.5 + 0.4)
    assert np.allclose(s.opinions["estimated_salience"][0, 0], 0.3)
    assert np.allclose(s.opinions["salience_variance"][0, 0], 0.01)
    # by ratio where the sign is right, by difference where it is not
    assert s.item_values["estimated_benefit"][0, 0, :3].tolist() == pytest.approx([0.4, 0.0, 0.05])
    assert np.allclose(s.item_values["benefit_variance"][0, 0, :3], 0.02)
    assert s.stakes["estimated_reservation"][0, 0] == pytest.approx(0.09 + 0.5 * 0.2)
    assert s.stakes["reservation_variance"][0, 0] == pytest.approx(0.01)


def test_full_information_gives_true_beliefs_without_variance(s):
    s.stakes["last_information"][0, 0] = s.stakes["dgs_information"][0, 0] = 1.0
    s.opinions["salience"][0, 0] = [0.1, 0.2, 0.3, 0.4]
    s.item_values["benefit"][0, 0] = 0.3
    s.opinions["salience_variance"][0, 0] = 0.04
    beliefs.learn_from_listening(s, 0, 0)
    assert np.allclose(s.opinions["estimated_salience"][0, 0], [0.1, 0.2, 0.3, 0.4])
    assert np.allclose(s.item_values["estimated_benefit"][0, 0, :3], 0.3)
    assert not s.opinions["salience_variance"][0, 0].any()


@pytest.fixture
def unsure(s):
    """A commune that would gain from clause 0, of unsure salience, and from item 0, of unsure benefit."""
    s.opinions["estimated_ideal"][0, 0, 0] = 1.0
    s.opinions["estimated_salience"][0, 0] = [0.4, 0.2, 0.2, 0.2]
    s.opinions["salience_variance"][0, 0, 0] = 0.04
    s.clauses["draft"][0, 0] = 1.0
    s.items["draft"][0, 0] = True
    s.item_values["estimated_benefit"][0, 0, 0], s.item_values["benefit_variance"][0, 0, 0] = 0.1, 0.01
    s.stakes["estimated_reservation"][0, 0], s.stakes["reservation_variance"][0, 0] = 0.2, 0.0036
    return s


def expected_lesson(margin, variance, sign):
    """How far a unit of variance moves, and by which part each unit of it shrinks."""
    surprise = 1 - 1 / (1 + math.exp(-1.702 * sign * margin / math.sqrt(variance)))
    return sign * 1.702 * surprise / math.sqrt(variance), 1.702**2 * surprise * (1 - surprise) / variance


@pytest.mark.parametrize("yes", [True, False])
def test_a_private_answer_moves_each_uncertain_part_by_its_share_of_the_doubt(unsure, yes):
    margin = 0.45 * 0.4 + 0.1 - 0.35 / 3 * 0.4 - 0.2
    variance = LEAST**2 + 0.45**2 * 0.04 + 0.01 + 0.0036
    move, sure = expected_lesson(margin, variance, 1 if yes else -1)
    beliefs.revise(unsure, 0, 0, yes, False)
    assert unsure.opinions["estimated_salience"][0, 0].tolist() == pytest.approx(
        [0.4 + move * 0.45 * 0.04, 0.2, 0.2, 0.2]
    )
    assert unsure.opinions["salience_variance"][0, 0, 0] == pytest.approx(0.04 * (1 - sure * 0.45**2 * 0.04))
    assert unsure.item_values["estimated_benefit"][0, 0, 0] == pytest.approx(0.1 + move * 0.01)
    assert unsure.item_values["benefit_variance"][0, 0, 0] == pytest.approx(0.01 * (1 - sure * 0.01))
    assert unsure.stakes["estimated_reservation"][0, 0] == pytest.approx(0.2 - move * 0.0036)
    assert unsure.stakes["reservation_variance"][0, 0] == pytest.approx(0.0036 * (1 - sure * 0.0036))
    assert not unsure.item_values["estimated_benefit"][0, 0, 1:].any()  # no item that is not in the draft


def test_better_than_the_text_teaches_the_difference_and_not_the_reservation(unsure):
    unsure.clauses["text"][0, 0] = 0.5
    unsure.items["text"][0, 1] = True
    unsure.item_values["estimated_benefit"][0, 0, 1], unsure.item_values["benefit_variance"][0, 0, 1] = 0.3, 0.02
    margin = 0.45 * 0.5 * 0.4 + 0.1 - 0.3
    variance = LEAST**2 + (0.45 * 0.5) ** 2 * 0.04 + 0.01 + 0.02
    assert beliefs.change_variance(unsure, 0, 0) == pytest.approx(variance - LEAST**2)
    move, _ = expected_lesson(margin, variance, 1)
    beliefs.revise(unsure, 0, 0, True, True)
    assert unsure.opinions["estimated_salience"][0, 0, 0] == pytest.approx(0.4 + move * 0.45 * 0.5 * 0.04)
    assert unsure.item_values["estimated_benefit"][0, 0, :2].tolist() == pytest.approx(
        [0.1 + move * 0.01, 0.3 - move * 0.02]
    )
    assert (unsure.stakes["estimated_reservation"][0, 0], unsure.stakes["reservation_variance"][0, 0]) == (0.2, 0.0036)


def test_an_item_in_both_versions_teaches_nothing_of_itself(unsure):
    unsure.items["text"][0, 0] = True
    beliefs.revise(unsure, 0, 0, True, True)
    assert unsure.item_values["estimated_benefit"][0, 0, 0] == 0.1


def test_a_salience_is_never_believed_negative(unsure):
    unsure.opinions["estimated_salience"][0, 0, 0], unsure.opinions["salience_variance"][0, 0, 0] = 0.01, 1.0
    unsure.stakes["estimated_reservation"][0, 0] = -0.5  # sure of a yes
    beliefs.revise(unsure, 0, 0, False, False)
    assert unsure.opinions["estimated_salience"][0, 0, 0] == 0.0


@pytest.mark.parametrize("standing", [-1.0, 0.0, 1.0])
def test_one_answer_moves_a_belief_about_as_far_as_the_exact_rule(s, standing):
    """Exact: the mean and variance of a normal law cut at zero. The logistic law is the more careful of the two."""
    s.stakes["reservation_variance"][0, 0] = 0.01
    deviation = math.sqrt(0.01 + LEAST**2)
    s.stakes["estimated_reservation"][0, 0] = -standing * deviation
    beliefs.revise(s, 0, 0, True, False)
    ratio = stats.norm.pdf(standing) / stats.norm.cdf(standing)
    shift = -standing * deviation - s.stakes["estimated_reservation"][0, 0]
    assert shift == pytest.approx(0.01 / deviation * ratio, rel=0.10)
    remaining = 1 - 0.01 / deviation**2 * ratio * (ratio + standing)
    assert remaining - 0.11 < s.stakes["reservation_variance"][0, 0] / 0.01 < 1.0


def test_private_answers_teach_where_the_limit_of_a_commune_lies(s):
    """Thirty drafts, asked whether it could live with each: the true reservation is found from .06 away."""
    s.communes["premium"], s.stakes["estimated_reservation"], s.stakes["reservation_variance"] = 0.12, 0.18, 0.0036
    s.opinions["ideal"] = s.opinions["estimated_ideal"] = 1.0
    s.stakes["candid"] = True
    for x in np.random.default_rng(0).uniform(0.1, 0.5, 30):
        s.clauses["draft"][0] = x
        s.stakes["gain_draft"][0] = 0.45 * x
        behaviour.compare_offers(s, 0, DRAFT)
        for i in range(3):
            s.stakes["tolerance"][0, i] = behaviour.tolerate(s, 0, i, DRAFT)
            s.stakes["reaction"][0, i] = behaviour.react(s, 0, i, 3)
        beliefs.learn_from_answers(s, 0)
    assert s.stakes["estimated_reservation"][0].tolist() == pytest.approx([0.12] * 3, abs=0.02)
    assert np.all(s.stakes["reservation_variance"][0] < 0.0006)
