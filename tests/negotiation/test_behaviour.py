"""Known answers of the equations of behaviour, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from negosim.negotiation.commune import behaviour, reasons
from negosim.negotiation.conductor import beliefs, texts
from negosim.negotiation.mandate import begin
from negosim.negotiation.month import implementation, relations, rounds, voting
from negosim.negotiation.state.dossier import DRAFT, TEXT
from negosim.negotiation.state.moves import BLIND, CAPACITY, DECREE, EQUAL, VOICES


@pytest.fixture
def s(two_communes):
    """Two communes before one governance pact."""
    return two_communes


def put(s, d, gains):
    s.stakes["gain_text"][d] = gains
    behaviour.compare_offers(s, d, TEXT)


def test_gain_is_distance_saved_weighted_by_salience(s):
    s.opinions["ideal"][0, 0] = [1.0, 0.5, 0.0, 0.25]
    s.opinions["salience"][0, 0] = [0.4, 0.3, 0.2, 0.1]
    s.clauses["text"][0] = [0.5, 0.5, 0.5, 0.0]
    # saved: .5, .5, -.5, 0
    assert behaviour.gain(s, 0, 0, TEXT) == pytest.approx(0.45 * (0.4 * 0.5 + 0.3 * 0.5 - 0.2 * 0.5))
    s.clauses["draft"][0] = 0.0
    assert behaviour.gain(s, 0, 0, DRAFT) == 0.0
    s.p["curvature"] = 2.0
    expected = 0.45 * (0.4 * (1 - 0.25) + 0.3 * 0.25 - 0.2 * 0.25)
    assert behaviour.gain(s, 0, 0, TEXT) == pytest.approx(expected)


def test_linked_clauses_reward_moving_together(s):
    s.opinions["salience"][0, 0] = 0.0
    s.clauses["interdependence"][0] = [9.0, 0.1, 0.0, -0.2]
    s.clauses["text"][0] = [0.5, 0.4, 1.0, 0.5]
    assert behaviour.gain(s, 0, 0, TEXT) == pytest.approx(0.1 * 0.5 * 0.4 - 0.2 * 1.0 * 0.5)


def test_a_project_is_paid_in_part_by_communes(s):
    s.dossiers[0].items = 1
    s.item_values["benefit"][0, 0, 0] = 0.2
    s.items["cost"][0, 0] = 0.4
    s.communes["cost_share"][0] = 0.5
    assert behaviour.item_gain(s, 0, 0, 0) == pytest.approx(0.2 - 0.35 * 0.5 * 0.4)


def test_social_value_is_fehr_and_schmidt_with_a_common_good(s):
    s.communes["envy"], s.communes["guilt"] = [0.5, 0.4], [0.2, 0.25]
    put(s, 0, [0.1, 0.3])
    assert behaviour.social_value(s, 0, 0, TEXT, 1.0) == pytest.approx(0.1 - 0.5 * 0.2)
    assert behaviour.social_value(s, 0, 1, TEXT, 1.0) == pytest.approx(0.3 - 0.25 * 0.2)
    s.communes["culture"] = 0.5
    assert behaviour.social_value(s, 0, 0, TEXT, 1.0) == pytest.approx(0.05 + 0.5 * 0.2 - 0.1)


def test_a_grant_is_believed_as_far_as_one_trusts(s):
    s.stakes["transfer"][0] = [0.1, -0.1]
    put(s, 0, [0.0, 0.0])
    s.stakes["understanding"][0] = 1.0
    s.communes["premium"] = 0.0
    s.communes["trust"] = 0.3
    assert behaviour.perceived_surplus(s, 0, 0) == pytest.approx(0.03)
    assert behaviour.perceived_surplus(s, 0, 1) == pytest.approx(-0.1)
    assert behaviour.surplus(s, 0, 0) == pytest.approx(0.1)


def test_scarcity_lowers_the_status_quo_too(s):
    s.p["refusal_loss"] = 0.02
    assert behaviour.missing_budget_share(s) == pytest.approx(0.5)
    assert behaviour.reservation(s, 0, 0) == pytest.approx(0.1 - 0.01)
    s.clock["month"] = 25
    s.p["grant_cut"], s.p["grant_cut_month"] = 0.5, 20
    assert behaviour.missing_budget_share(s) == pytest.approx(1 - 0.5 * 0.97 * 0.97 * 0.5)


def test_what_is_not_understood_is_feared_and_misjudged(s):
    put(s, 0, [0.2, 0.2])
    s.stakes["understanding"][0] = [1.0, 0.5]
    s.stakes["understanding_error"][0] = 1.0
    assert behaviour.perceived_surplus(s, 0, 0) == pytest.approx(behaviour.surplus(s, 0, 0))
    assert behaviour.perceived_surplus(s, 0, 1) == pytest.approx(behaviour.surplus(s, 0, 1) + 0.5 * (0.04 - 0.02))


def test_a_candid_answer_is_the_improvement_and_posture_asks_for_more(s):
    put(s, 0, [0.1, 0.1])
    s.stakes["gain_draft"][0] = [0.11, 0.09]
    behaviour.compare_offers(s, 0, DRAFT)
    s.stakes["candid"][0] = True
    assert behaviour.react(s, 0, 0, 3) == pytest.approx(0.01)
    assert behaviour.react(s, 0, 1, 3) == pytest.approx(-0.01)
    assert behaviour.tolerate(s, 0, 0, DRAFT) == pytest.approx(0.11 - 0.1)
    assert behaviour.tolerate(s, 0, 0, TEXT) == pytest.approx(0.0, abs=1e-12)
    s.stakes["candid"][0] = False
    assert behaviour.react(s, 0, 0, 3) == pytest.approx(0.01 - 0.05 * 0.3)
    assert behaviour.tolerate(s, 0, 0, DRAFT) == pytest.approx(0.01 - 0.05 * 0.3)
    s.clock["month"] = int(s.dossiers["deadline"][0])  # at the deadline .3 of the margin has been given up
    waiting_cost = 0.003 * (int(s.clock["month"]) - 1)
    assert behaviour.react(s, 0, 0, 3) == pytest.approx(0.01 - 0.05 * 0.3 * 0.7)
    assert behaviour.tolerate(s, 0, 0, DRAFT) == pytest.approx(0.01 + waiting_cost - 0.05 * 0.3 * 0.7)


def test_claims_understate_gains(s):
    put(s, 0, [0.2, 0.2])
    s.communes["trust_dgs"] = 1.0
    assert behaviour.claim(s, 0, 0) == pytest.approx(behaviour.perceived_surplus(s, 0, 0) - 0.015)


def test_votes_follow_the_norm(s):
    s.p["vote_temperature"] = 1e-4
    s.stakes["understanding"][0] = 1.0
    for gain, allowed in ((0.2, {1}), (-0.1, {-1}), (0.05, {1, 0})):
        put(s, 0, [gain, gain])
        assert voting.vote(s, 0, 0) in allowed
    s.p["norm"] = 0.3
    votes = set()
    for key in range(60):
        s.communes["key"][0] = key
        put(s, 0, [-0.05, -0.05])
        votes.add(int(voting.vote(s, 0, 0)))
    assert votes == {0, 1}


def test_officials_follow_their_mayor_or_see_for_themselves(s):
    s.p["loyalty"], s.p["loyalty_opposition"] = 1.0, 1.0
    s.stakes["understanding"][0] = 1.0
    put(s, 0, [0.5, 0.5])
    s.p["vote_temperature"] = 1e-4
    councillor = int(np.flatnonzero(s.officials["rank"] > 0)[0])
    assert voting.ballot(s, 0, councillor, -1) == -1
    s.p["loyalty"] = s.p["loyalty_opposition"] = 0.0
    assert voting.ballot(s, 0, councillor, -1) == 1
    assert voting.ballot(s, 0, 0, -1) == -1  # a mayor follows the mayor


def test_a_municipal_council_is_silent_or_looks_at_its_gain(s):
    put(s, 0, [0.5, -0.5])
    s.p["municipal_silence"] = 0.0
    s.stakes["understanding"][0] = 1.0
    assert [voting.ratify(s, 0, i) for i in (0, 1)] == [1, -1]
    s.p["municipal_silence"] = 1.0
    s.communes["engagement"] = 0.0
    assert [voting.ratify(s, 0, i) for i in (0, 1)] == [0, 0]


def test_the_hazard_adds_up_to_the_chance_within_two_years(s):
    s.stakes["surplus"][0] = -0.05
    s.communes["culture"] = 0.2
    s.communes["trust"] = 0.4
    s.stakes["overruled"][0] = True
    score = -2.2 + 25 * 0.05 - 1.5 * 0.2 + 0.8
    expected = 1 / (1 + math.exp(-score))
    n_defections = 0
    for key in range(1500):
        s.communes["key"][0] = key
        keeps_word = True
        for month in range(2, 26):
            s.clock["month"] = month
            keeps_word = keeps_word and bool(implementation.keep_word(s, 0, 0))
        n_defections += not keeps_word
    assert n_defections / 1500 == pytest.approx(expected, abs=0.04)
    s.stakes["defection_month"][0, 0] = 5
    assert implementation.keep_word(s, 0, 0)


def test_at_most_15_percent_and_at_least_one_may_leave_a_durable_decision():
    assert [int(implementation.durable_limit(n)) for n in (2, 7, 13, 14, 20, 158)] == [1, 1, 1, 2, 3, 23]


def test_posture_exaggerates_away_from_the_middle():
    assert behaviour.posture(0.5, 0.3) == 0.5
    assert behaviour.posture(0.7, 0.3) == pytest.approx(0.76)
    assert behaviour.posture(0.95, 0.3) == 1.0
    assert behaviour.posture(0.05, 0.3) == 0.0


def test_listening_teaches_the_dgs_and_estimates_become_true(s):
    s.move_counts[:] = 0
    s.move_counts[2, 0] = 1
    s.communes["trust_dgs"] = 1.0
    relations.listen(s, 0)
    assert s.stakes["dgs_information"][0, 0] == pytest.approx(0.15 + 0.5 * 0.85)
    assert s.stakes["understanding"][0, 0] == pytest.approx(0.2 + 0.1 * 0.8)
    assert s.stakes["dgs_information"][0, 1] == 0.15
    assert s.communes["visits"].tolist() == [1, 0]
    s.stakes["dgs_information"][0, 0] = 1.0
    beliefs.learn_from_listening(s, 0, 0)
    assert np.allclose(s.opinions["estimated_ideal"][0, 0], s.opinions["ideal"][0, 0])
    assert np.allclose(s.opinions["estimated_salience"][0, 0], s.opinions["salience"][0, 0])


def test_the_bureau_and_an_informed_municipality_understand_by_themselves(s):
    s.move_counts[:] = 0
    s.communes["in_bureau"] = [True, False]
    for i in (0, 1):
        relations.listen(s, i)
    assert s.stakes["understanding"][0].tolist() == pytest.approx([0.2 + s.p["understanding_bureau"] * 0.8, 0.2])
    s.council["councillor_information"] = 0.5
    relations.listen(s, 1)
    assert s.stakes["understanding"][0, 1] == pytest.approx(0.2 + 0.5 * s.p["understanding_informed"] * 0.8)


def test_a_third_recognition_in_a_quarter_costs_trust(s):
    s.move_counts[:] = 0
    s.move_counts[6, 0] = 3
    s.communes["fatigue"] = 0.5
    s.communes["recognitions"] = 9
    relations.recognise(s, 0)
    assert s.communes["fatigue"][0] == pytest.approx(0.41)
    assert s.communes["trust_dgs"][0] == pytest.approx(0.49)
    s.move_counts[5, 0] = 2
    s.communes["engagement"] = 0.5
    relations.listen(s, 0)
    assert s.communes["engagement"][0] == pytest.approx(0.58)


def test_workshops_inform_and_bring_together(s):
    s.move_counts[:] = 0
    s.move_counts[3, 0] = 1
    s.move_counts[4, 0] = 1
    s.communes["area"] = 0
    before = s.commune_pairs["trust"][0, 1]
    relations.listen(s, 0)
    relations.update_relations(s, 0)
    assert s.stakes["dgs_information"][0, 0] == pytest.approx(0.15 + 0.05 * 0.85)
    expected = before + 0.05 * (1 - before) - 0.02 * (before - 0.3)
    assert s.commune_pairs["next_trust"][0, 1] == pytest.approx(expected)
    assert s.stakes["understanding"][0, 0] == pytest.approx(1 - 0.8 * 0.96 * 0.93)


def test_trust_grows_with_two_meetings_at_most(s):
    s.stakes["meetings"][0] = [3, 4]
    s.communes["meetings"] = 3
    s.commune_pairs["trust"][:] = 0.4
    relations.update_relations(s, 0)
    assert s.commune_pairs["next_trust"][0, 1] == pytest.approx(0.4 + 0.012 * 2 * 0.6 - 0.02 * 0.1)


def test_opinions_are_anchored_and_hear_only_the_near(s):
    s.stakes["meetings"][0] = 1
    s.opinions["ideal"][0, 0], s.opinions["anchor"][0, 0] = 0.5, 0.4
    s.opinions["stated"][0, 1] = [0.7, 0.9, 0.5, 0.5]
    relations.form_opinions(s, 0, 0)
    # reach .25: the first clause is heard (+.2), the second is not
    assert s.opinions["next_ideal"][0, 0, 0] == pytest.approx(0.5 + 0.05 * 0.2 - 0.05 * 0.1)
    assert s.opinions["next_ideal"][0, 0, 1] == pytest.approx(0.5 - 0.05 * 0.1)


def test_items_leave_to_hold_the_budget(setting_of):
    s = begin(setting_of("none", "200027027"), 1)
    d = 3
    s.items["cost"][d, :3] = [1.0, 1.0, 1.5]
    s.dossiers[d].budget = 2.0
    s.items["draft"][d, :2] = True
    s.item_values["benefit"][d, 0, :3] = [5.0, 1.0, 9.0]
    texts.add_item(s, d, 2, 0)
    assert s.items["draft"][d, :3].tolist() == [False, False, True]
    s.items["draft"][d, :3] = [True, True, False]
    s.items["cost"][d, 2] = 1.0
    texts.add_item(s, d, 2, 0)
    assert s.items["draft"][d, :3].tolist() == [True, False, True]
    s.items["cost"][d, 1] = 2.5
    texts.add_item(s, d, 1, texts.DGS)
    assert s.items["draft"][d, :3].tolist() == [True, False, True]


def test_the_voices_accept_by_seats_by_communes_or_by_share(s):
    s.communes["seats"] = [9, 2]
    s.stakes["present"][0] = True
    s.stakes["reaction"][0] = [0.1, -0.1]
    s.stakes["candid"][0] = True
    put(s, 0, [0.5, 0.0])
    s.stakes["tolerance"][0] = [0.1, -0.1]
    s.move["acceptance"] = 0.5
    accepted = [bool(rounds.is_accepted(s, 0, voice, False)[0]) for voice in range(len(VOICES))]
    assert accepted == [True, False, False, False, True, True]
    s.move["acceptance"] = 0.6
    assert not rounds.is_accepted(s, 0, BLIND, False)[0]
    assert rounds.is_accepted(s, 0, DECREE, False)[0]
    s.stakes["tolerance"][0] = [0.1, 0.1]  # worse than the text for the second, but it could live with it
    assert rounds.is_accepted(s, 0, BLIND, False)[0]
    assert not rounds.is_accepted(s, 0, EQUAL, False)[0]
    s.move["counterweight"] = True  # half of those asked, whatever their seats
    assert rounds.is_accepted(s, 0, CAPACITY, False)[0]
    s.stakes["present"][0] = [False, True]
    assert not rounds.is_accepted(s, 0, CAPACITY, False)[0]


def test_a_private_yes_leaves_nobody_behind(s):
    s.stakes["reaction"][0] = [0.1, 0.1]
    s.stakes["candid"][0] = True
    put(s, 0, [0.5, 0.5])  # both can live with the text
    s.move["acceptance"] = 0.5
    s.stakes["tolerance"][0] = [0.1, -0.1]
    assert not rounds.is_accepted(s, 0, BLIND, False)[0]
    s.stakes["tolerance"][0] = 0.0
    assert rounds.is_accepted(s, 0, BLIND, False)[0]


def test_nobody_present_means_no_speaker_and_no_change(s):
    s.stakes["present"][0] = False
    assert rounds.proposer(s, 0, 0, 0) == -1


@pytest.fixture
def refusing(s):
    """One commune asked, indifferent to everything until a test says otherwise."""
    s.stakes["present"][0] = [True, False]
    s.opinions["salience"][0, 0] = 0.25
    s.opinions["ideal"][0, 0] = 0.0
    s.clauses["text"][0] = s.clauses["draft"][0] = 0.0
    s.stakes["gain_text"][0], s.stakes["gain_draft"][0] = 0.0, -0.2
    s.stakes["reaction"][0] = -0.2
    s.dossiers["items"][0] = 2
    s.items["cost"][0] = 0.0
    s.items["text"][0] = s.items["draft"][0] = False
    s.item_values["benefit"][0, 0] = 0.0
    return s


def test_a_clause_that_moves_away_is_the_reason(refusing):
    refusing.clauses["draft"][0, 1] = 0.5
    assert reasons.main_refuser(refusing, 0, 1) == (0, reasons.REFUSES_CLAUSE)


def test_a_project_that_costs_or_one_that_leaves_is_the_reason(refusing):
    refusing.items["draft"][0, 0] = True
    refusing.item_values["benefit"][0, 0, 0] = -0.3
    assert reasons.main_refuser(refusing, 0, 1) == (0, reasons.REFUSES_PROJECT)
    refusing.item_values["benefit"][0, 0, :2] = [0.1, 0.4]
    refusing.items["text"][0, 1] = True  # the project added is welcome, the one that leaves was worth more
    assert reasons.main_refuser(refusing, 0, 1) == (0, reasons.REFUSES_LOSS)


def test_clauses_that_no_longer_fit_together_are_the_reason(refusing):
    refusing.opinions["ideal"][0, 0] = 1.0
    refusing.clauses["draft"][0, :2] = 0.1
    refusing.clauses["interdependence"][0, 1] = -0.9 / 0.01
    assert reasons.main_refuser(refusing, 0, 1) == (0, reasons.REFUSES_WHOLE)


def test_refusals_without_a_loss_are_posture_or_fairness(refusing):
    refusing.stakes["gain_draft"][0] = 0.1
    refusing.stakes["reaction"][0] = -0.01
    refusing.stakes["candid"][0] = True  # it means what it says
    assert reasons.main_refuser(refusing, 0, 1) == (0, reasons.REFUSES_SHARING)
    refusing.stakes["candid"][0] = False  # it asks for .015 more
    assert reasons.main_refuser(refusing, 0, 1) == (0, reasons.POSTURES)
    refusing.stakes["reaction"][0] = -0.2  # more than posture explains
    assert reasons.main_refuser(refusing, 0, 1) == (0, reasons.REFUSES_SHARING)
    refusing.stakes["reaction"][0] = 0.1
    assert reasons.main_refuser(refusing, 0, 1) == (-1, 0)


def test_a_commune_that_has_what_it_wants_proposes_no_clause(s):
    s.opinions["ideal"][0, 0] = s.clauses["text"][0]
    rounds.propose(s, 0, 0, 0)
    assert np.array_equal(s.clauses["draft"][0], s.clauses["text"][0])


def test_a_proposal_moves_the_clause_that_matters_most_half_way(s):
    s.clauses["text"][0] = 0.0
    s.opinions["ideal"][0, 0] = [0.2, 0.8, 0.6, 0.1]
    s.opinions["salience"][0, 0] = [0.1, 0.3, 0.5, 0.1]
    rounds.propose(s, 0, 0, 0)
    assert s.clauses["draft"][0].tolist() == [0.0, 0.0, 0.3, 0.0]
