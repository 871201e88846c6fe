"""Each strategy, lever and arrangement does through its mechanism what it is said to do (manipulation check)."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.agenda import KINDS
from negosim.negotiation.conductor.texts import DGS
from negosim.negotiation.mandate import begin, run
from negosim.negotiation.state.dossier import OPEN, PlannedDossier
from negosim.negotiation.state.moves import CODES

PLACE = "200027027"
SEEDS = range(6)


def states(setting_of, name="none", **changes):
    """Final states of a few mandates."""
    return [run(setting_of(name, PLACE, "whole", **changes), seed).state for seed in SEEDS]


def hours(state, move):
    """Hours spent on a move over the mandate."""
    return float(state.hours[:, CODES[move]].sum())


def final_trust(state):
    """Presences at ordinary and convened meetings, by the trust that contact leaves behind."""
    return float(state.history["trust"][71])


def dgs_information(state):
    """Mean share of what the DGS has been told, over decided dossiers."""
    return float(state.stakes["dgs_information"].mean())


def understanding(state):
    """Mean understanding of the dossiers by the communes."""
    return float(state.stakes["understanding"].mean())


def belief_error(state):
    """Mean distance between what the DGS believes of the ideals and the truth."""
    return float(np.abs(state.opinions["estimated_ideal"] - state.opinions["ideal"]).mean())


def mean(final_states, measure):
    return float(np.mean([measure(state) for state in final_states]))


@pytest.fixture(scope="module")
def plain(setting_of):
    return states(setting_of)


def test_none_and_by_hand_spend_nothing(plain, setting_of):
    for final_states in (plain, states(setting_of, "by_hand")):
        assert all(state.hours.sum() == 0.0 for state in final_states)


def test_busy_spreads_over_every_move_but_pressure(setting_of):
    final_states = states(setting_of, "busy")
    moves = {move for move in CODES if mean(final_states, lambda s, move=move: hours(s, move)) > 0}
    assert moves == set(CODES) - {"pressure"}


def test_process_convenes_informs_and_brings_together(plain, setting_of):
    final_states = states(setting_of, "process")
    assert all(hours(s, move) > 0 for s in final_states for move in ("convene", "workshop", "circulate", "visit"))
    assert mean(final_states, understanding) > mean(plain, understanding)
    assert mean(final_states, final_trust) > mean(plain, final_trust) + 0.02


def test_interest_based_listens_to_those_who_refuse_and_brokers(plain, setting_of):
    final_states = states(setting_of, "interest_based")
    assert all(hours(s, move) > 0 for s in final_states for move in ("visit", "broker"))
    assert mean(final_states, dgs_information) > mean(plain, dgs_information) + 0.1
    assert mean(final_states, belief_error) < mean(plain, belief_error)


def test_single_text_is_written_by_the_dgs_and_answered_by_all(setting_of):
    for s in states(setting_of, "single_text"):
        log = s.events("rounds")
        private = log[log["proposer"] == DGS]
        assert len(private) > 100
        assert set(private["answers"].tolist()) == {len(s.communes)}


def test_chair_serves_the_commune_of_the_president(setting_of):
    def advantage(final_states):
        gains = []
        for s in final_states:
            adopted = s.dossiers["outcome"] == 2
            surplus = s.stakes["surplus"][adopted]
            gains.append((surplus[:, int(s.council.president_commune)] - surplus.mean(axis=1)).mean())
        return float(np.mean(gains))

    by_chair = [run(setting_of("chair", PLACE, "whole"), seed).state for seed in range(20)]
    by_single_text = [run(setting_of("single_text", PLACE, "whole"), seed).state for seed in range(20)]
    assert advantage(by_chair) > advantage(by_single_text)


def test_counterweight_lets_small_communes_write(setting_of):
    def size_of_authors(final_states):
        sizes = []
        for s in final_states:
            proposers = s.events("rounds")["proposer"]
            sizes.extend(s.communes["population"][proposers[proposers >= 0]].tolist())
        return float(np.mean(sizes))

    with_it, without = states(setting_of, "counterweight"), states(setting_of, "process")
    assert all(hours(s, "counterweight") > 0 for s in with_it)
    assert size_of_authors(with_it) < size_of_authors(without)


def test_drivers_first_lets_the_engaged_write_and_follows_up_the_others(plain, setting_of):
    final_states = states(setting_of, "drivers_first")
    assert all(hours(s, "follow_up") > 0 for s in final_states)
    assert mean(final_states, lambda s: float(s.history["engagement"][:72].mean())) > mean(
        plain, lambda s: float(s.history["engagement"][:72].mean())
    )


def test_directive_is_quick_and_overrules(plain, setting_of):
    final_states = states(setting_of, "directive")
    assert all(hours(s, "pressure") > 0 for s in final_states)
    assert mean(final_states, lambda s: float(s.stakes["overruled"].sum())) > mean(
        plain, lambda s: float(s.stakes["overruled"].sum())
    )
    assert mean(final_states, lambda s: float((s.dossiers["closing_month"] - s.dossiers["opens"]).mean())) < mean(
        plain, lambda s: float((s.dossiers["closing_month"] - s.dossiers["opens"]).mean())
    )
    assert mean(final_states, lambda s: float(s.commune_history["trust_dgs"][71].mean())) < mean(
        plain, lambda s: float(s.commune_history["trust_dgs"][71].mean())
    )


def test_adaptive_pays_for_its_diagnosis_and_learns_reasons(setting_of):
    for s in states(setting_of, "adaptive"):
        assert hours(s, "diagnosis") > 0
        assert (s.stakes["reason"] > 0).any()


@pytest.mark.parametrize(("lever", "moves"), [
    ("regulatory", ("codir", "partners", "circulate", "follow_up")),
    ("method", ("convene", "workshop", "circulate", "follow_up")),
    ("human", ("counterweight", "recognition", "broker", "visit")),
])  # fmt: skip
def test_a_lever_is_its_plan_of_moves_and_half_spends_half(lever, moves, setting_of):
    half, full = (states(setting_of, hours_share=1, **{lever: level}) for level in ("half", "full"))
    for s in full:
        assert all(hours(s, move) > 0 for move in moves)
        assert {move for move in CODES if hours(s, move) > 0} == set(moves)
    ratio = mean(half, lambda s: float(s.hours.sum())) / mean(full, lambda s: float(s.hours.sum()))
    assert 0.35 < ratio < 0.6


def test_the_regulatory_lever_moves_money_and_saves_by_pooling(plain, setting_of):
    final_states = states(setting_of, regulatory="full")
    assert all(np.abs(s.stakes["transfer"]).sum() == 0.0 for s in plain)
    assert all(np.abs(s.stakes["transfer"]).sum() > 0.0 for s in final_states)
    assert all(float(s.p["pooling_bonus"]) == 1.0 for s in final_states)
    assert mean(final_states, lambda s: float(s.history["service_acceptance"][23])) > mean(
        plain, lambda s: float(s.history["service_acceptance"][23])
    )


def test_equal_hours_are_shared_between_active_levers(setting_of):
    one = mean(states(setting_of, hours_share=1, human="full"), lambda s: float(s.hours.sum()))
    every = dict.fromkeys(("regulatory", "method", "human"), "full")
    three = mean(states(setting_of, hours_share=1, **every), lambda s: float(s.hours.sum()))
    assert three == pytest.approx(one, rel=0.25)


def test_a_bureau_of_all_mayors_informs_every_commune(setting_of):
    few, all_of_them = begin(setting_of("none", PLACE), 0), begin(setting_of("none", PLACE, bureau="all_mayors"), 0)
    assert all_of_them.communes["in_bureau"].all()
    assert not few.communes["in_bureau"].all()


def test_territorial_conferences_bring_living_areas_together_at_a_price(plain, setting_of):
    final_states = states(setting_of, territorial="quarterly")

    def inside(s):
        same = s.communes["area"][:, None] == s.communes["area"][None, :]
        np.fill_diagonal(same, val=False)
        return float(s.commune_pairs["trust"][same].mean())

    assert mean(final_states, inside) > mean(plain, inside)
    assert mean(final_states, lambda s: float(s.commune_history["fatigue"][:72].mean())) > mean(
        plain, lambda s: float(s.commune_history["fatigue"][:72].mean())
    )


def adopted_with(setting_of, **arrangement):
    """Headline adoptions and refusals overruled over some mandates with a governance arrangement."""
    final_states = [run(setting_of("none", PLACE, premium_mean=0.12, **arrangement), seed).state for seed in range(25)]
    return (
        sum(int((s.dossiers["outcome"] == 2).sum()) for s in final_states),
        sum(int(s.stakes["overruled"].sum()) for s in final_states),
    )


@pytest.mark.parametrize("arrangement", [
    {"conference": "consent"}, {"charter_veto": "on"}, {"commitment": "two_thirds"}, {"commitment": "unanimity"},
], ids=str)  # fmt: skip
def test_an_arrangement_that_protects_overrules_fewer(arrangement, setting_of):
    free, restricted = adopted_with(setting_of), adopted_with(setting_of, **arrangement)
    assert restricted[0] <= free[0]
    assert restricted[1] <= free[1]
    if arrangement not in ({"conference": "consent"}, {"commitment": "two_thirds"}):
        assert restricted[1] < free[1]


def test_under_a_charter_s_veto_one_commune_keeps_a_text_from_the_vote(setting_of):
    agenda = (PlannedDossier("plan", KINDS["investment_plan"], 1, 12),)
    vetoed = free = 0
    for seed in range(20):
        with_it = run(setting_of("none", PLACE, agenda, premium_mean=0.15, charter_veto="on"), seed).state
        without = run(setting_of("none", PLACE, agenda, premium_mean=0.15), seed).state
        vetoed += len(with_it.events("withdrawals"))
        free += len(without.events("withdrawals"))
        assert int(with_it.dossiers[0].outcome) > OPEN
    assert vetoed > free
