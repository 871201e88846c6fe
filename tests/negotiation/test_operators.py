"""What the DGS writes, and when a vote is called: small tables worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.negotiation.commune import behaviour, reasons
from negosim.negotiation.conductor import ascent, beliefs, exchange, improvement, operators, texts  # fmt: skip
from negosim.negotiation.guard import enter
from negosim.negotiation.mandate import OPENS_NEXT, perform_month
from negosim.negotiation.month import (  # fmt: skip
    rounds,
    schedule,
)
from negosim.negotiation.state.dossier import DRAFT, OPEN, TEXT
from negosim.negotiation.state.moves import (
    BEST_TRUE,
    BLIND,
    BROKERED,
    CODES,
    EXCHANGE,
    IMPROVING,
    JOINT,
    MAJORITY,
    PACKAGE_SLOT,
    ZEUTHEN,
    Action,
    Move,
)  # fmt: skip

TRANSFER, CHARTER = 0, 1


def believe(s, d, i, ideals, saliences):
    """What the DGS believes that commune i wants of the clauses of dossier d; the DGS is right."""
    s.opinions["estimated_ideal"][d, i] = s.opinions["ideal"][d, i] = ideals
    s.opinions["estimated_salience"][d, i] = s.opinions["salience"][d, i] = saliences


def weigh(s, d):
    """Gains of the text and of the draft of dossier d, compared."""
    for i in range(len(s.communes)):
        s.stakes["gain_text"][d, i] = behaviour.gain(s, d, i, TEXT)
        s.stakes["gain_draft"][d, i] = behaviour.gain(s, d, i, DRAFT)
    behaviour.compare_offers(s, d, TEXT)
    behaviour.compare_offers(s, d, DRAFT)


# --- exchange


def opposed(s):
    """The first cares for clause 0 and wants it at 1, the second for clause 1; the third for nothing here."""
    believe(s, CHARTER, 0, [1.0, 0.0, 0.0, 0.0], [0.8, 0.2, 0.0, 0.0])
    believe(s, CHARTER, 1, [0.0, 1.0, 0.0, 0.0], [0.2, 0.8, 0.0, 0.0])
    believe(s, CHARTER, 2, [1.0, 1.0, 0.0, 0.0], [0.5, 0.5, 0.0, 0.0])


def test_an_exchange_helps_both_who_trade(s):
    opposed(s)
    for address in range(40):
        exchange.draft_exchange(s, CHARTER, address)
        change = s.clauses["draft"][CHARTER] - s.clauses["text"][CHARTER]
        if change.any():
            gains = [beliefs.estimated_gain(s, CHARTER, i, DRAFT) for i in range(3)]
            assert exchange.pair_welfare(s, CHARTER, -1, DRAFT) > exchange.pair_welfare(s, CHARTER, -1, TEXT)
            assert gains[0] > 0.0
            assert gains[1] > 0.0
            break
    else:
        pytest.fail("no exchange was found")


def test_an_exchange_gives_as_much_as_it_takes(s):
    """Stokman and Van Oosten: the steps are in the inverse ratio of what the clauses weigh for the two who trade."""
    opposed(s)
    n_exchanges = 0
    for address in range(1000):
        i, j = (exchange.draw_trader(s, CHARTER, 2 * address + side) for side in (0, 1))
        exchange.write_exchange(s, CHARTER, CHARTER, address)
        clauses = np.flatnonzero(s.clauses["draft"][CHARTER] != s.clauses["text"][CHARTER])
        if {i, j} == {0, 1} and clauses.tolist() == [0, 1]:
            steps = s.clauses["draft"][CHARTER, :2] - s.clauses["text"][CHARTER, :2]
            assert abs(steps[0]) == pytest.approx(abs(steps[1]))  # both weigh .8 + .2
            n_exchanges += 1
        if i == j:
            assert clauses.size == 0
    assert n_exchanges > 0


def test_nothing_to_exchange_leaves_the_texts(s):
    partners_of(s)
    exchange.draft_exchange(s, TRANSFER, 0)
    for d in (TRANSFER, CHARTER):
        assert np.array_equal(s.clauses["draft"][d], s.clauses["text"][d])


def partners_of(s):
    """The two dossiers form a package."""
    s.dossiers["linked_dossier"] = [CHARTER, TRANSFER]


def test_a_package_trades_a_clause_of_one_dossier_for_one_of_the_other(s):
    partners_of(s)
    believe(s, TRANSFER, 0, [1.0, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0])
    believe(s, CHARTER, 1, [1.0, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0])
    believe(s, TRANSFER, 1, [0.0] * 4, [0.1, 0.3, 0.3, 0.3])
    believe(s, CHARTER, 0, [0.0] * 4, [0.1, 0.3, 0.3, 0.3])
    for d in (TRANSFER, CHARTER):
        believe(s, d, 2, [0.0] * 4, [0.0, 0.3, 0.3, 0.4])
    both_change = False
    for address in range(300):
        exchange.draft_exchange(s, TRANSFER, address)
        both_change |= all(np.any(s.clauses["draft"][d] != s.clauses["text"][d]) for d in (TRANSFER, CHARTER))
    assert both_change


def test_in_the_round_of_a_package_both_halves_count(s):
    partners_of(s)
    s.stakes["candid"] = True
    believe(s, TRANSFER, 0, [1.0, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0])
    s.clauses["draft"][CHARTER, 0] = 0.4  # a loss for all
    s.clauses["draft"][TRANSFER, 0] = 0.6
    weigh(s, TRANSFER)
    weigh(s, CHARTER)
    alone = behaviour.react(s, TRANSFER, 0, 3)
    other = s.stakes["value_draft"][CHARTER, 0] - s.stakes["value_text"][CHARTER, 0]
    assert behaviour.react(s, TRANSFER, 0, PACKAGE_SLOT) == pytest.approx(alone + other)
    assert other < 0.0


# --- the other operators


def test_zeuthen_asks_the_one_with_least_to_lose(s):
    operators.draft_concession(s, CHARTER)  # nobody hopes for anything
    assert np.array_equal(s.clauses["draft"][CHARTER], s.clauses["text"][CHARTER])
    believe(s, CHARTER, 0, [1.0, 1.0, 0.0, 0.0], [0.5, 0.5, 0.0, 0.0])  # has nothing yet of what it could have
    for i in (1, 2):
        believe(s, CHARTER, i, [0.0, 0.0, 1.0, 0.0], [0.3, 0.1, 0.3, 0.3])
    s.clauses["text"][CHARTER] = [0.0, 0.0, 0.5, 0.0]
    operators.draft_concession(s, CHARTER)
    # half of the way on the clause that matters least to those who have half of their hope already
    assert s.clauses["draft"][CHARTER].tolist() == pytest.approx([0.0, 0.5, 0.5, 0.0])


def test_what_one_could_hope_for_is_every_clause_and_the_projects_it_likes(s):
    believe(s, TRANSFER, 0, [1.0, 0.5, 0.0, 0.0], [0.4, 0.4, 0.1, 0.1])
    s.item_values["estimated_benefit"][TRANSFER, 0, :2] = [0.3, 0.01]
    cost = 0.35 * s.communes["cost_share"][0] * 0.4
    expected = 0.45 * (0.4 + 0.2) + (0.3 - cost)
    assert operators.best_possible_gain(s, TRANSFER, 0) == pytest.approx(expected)


def test_brokering_without_a_helpful_change_leaves_the_text(s):
    s.item_values["estimated_benefit"][TRANSFER] = -1.0
    operators.draft_for_worst_off(s, TRANSFER)
    assert np.array_equal(s.clauses["draft"][TRANSFER], s.clauses["text"][TRANSFER])
    assert not s.items["draft"][TRANSFER].any()


@pytest.mark.parametrize("operator", [MAJORITY, JOINT, BROKERED, EXCHANGE, ZEUTHEN, IMPROVING, BEST_TRUE])
def test_every_operator_of_the_dgs_writes_a_draft_within_the_rules(operator, s):
    rng = np.random.default_rng(3)
    for d in (TRANSFER, CHARTER):
        s.opinions["ideal"][d] = s.opinions["estimated_ideal"][d] = rng.random(s.opinions["ideal"][d].shape)
        s.item_values["benefit"][d] = s.item_values["estimated_benefit"][d] = 0.2 * rng.random(
            s.item_values["benefit"][d].shape
        )
    any_change = False
    for slot in range(3, 20):
        operators.draft(s, TRANSFER, slot, operator)
        clauses = s.clauses["draft"][TRANSFER]
        assert np.all((clauses >= 0.0) & (clauses <= 1.0))
        assert texts.spending(s, TRANSFER, DRAFT) <= texts.spending_limit(s, TRANSFER) + 1e-12
        any_change |= not texts.draft_is_text(s, TRANSFER)
    assert any_change or operator in (BROKERED, IMPROVING)  # which may find that no change would help


def test_brokering_helps_the_one_worst_off_where_it_costs_the_others_nothing(s):
    s.stakes["estimated_reservation"][CHARTER] = [0.2, 0.0, 0.0]
    believe(s, CHARTER, 0, [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0])
    for i in (1, 2):
        believe(s, CHARTER, i, [0.0] * 4, [0.5, 0.5, 0.0, 0.0])
    operators.draft_for_worst_off(s, CHARTER)
    assert s.clauses["draft"][CHARTER].tolist() == [0.0, 0.0, 0.0, 0.5]


def test_climbing_what_is_true_or_believed_never_lowers_it(s):
    rng = np.random.default_rng(4)
    s.opinions["ideal"][CHARTER] = rng.random(s.opinions["ideal"][CHARTER].shape)
    s.opinions["estimated_ideal"][CHARTER] = rng.random(s.opinions["ideal"][CHARTER].shape)
    for aim in (ascent.TRUE_WELFARE, ascent.WELFARE):
        for address in range(10):
            ascent.draft_best(s, CHARTER, address, aim, False)
            assert ascent.score(s, CHARTER, DRAFT, aim) >= ascent.score(s, CHARTER, TEXT, aim)


def test_private_answers_teach_the_operators_that_read_beliefs(s):
    s.move["acceptance"] = 0.9
    s.opinions["salience_variance"] = 0.04
    s.clauses["draft"][CHARTER, 0] = 0.5
    s.stakes["tolerance"][CHARTER], s.stakes["reaction"][CHARTER] = -0.1, -0.1
    before = s.opinions["estimated_salience"][CHARTER].copy()
    rounds.settle_text(s, CHARTER, EXCHANGE, BLIND, texts.DGS)
    assert not np.array_equal(before, s.opinions["estimated_salience"][CHARTER])


# --- partners' money


def test_a_text_less_ambitious_loses_what_partners_paid_for(s):
    s.dossiers["cofinancing"][TRANSFER] = 0.4
    s.clauses["text"][TRANSFER, 0] = 0.6
    s.items["text"][TRANSFER, :3] = True
    texts.start_draft(s, TRANSFER)
    texts.move_clause(s, TRANSFER, 0, 0.7)
    assert s.items["draft"][TRANSFER, :3].tolist() == [True, True, True]
    texts.move_clause(s, TRANSFER, 0, 0.4)
    assert s.items["draft"][TRANSFER, :3].tolist() == [False, True, True]


def test_an_item_that_alone_exceeds_the_budget_after_the_partners_left_goes_too(s):
    s.dossiers["cofinancing"][TRANSFER], s.dossiers["budget"][TRANSFER] = 0.4, 0.1
    s.clauses["draft"][TRANSFER, 0] = 0.6
    texts.add_item(s, TRANSFER, 1, texts.DGS)
    assert s.items["draft"][TRANSFER].tolist()[:3] == [False, True, False]
    s.clauses["draft"][TRANSFER, 0] = 0.1
    texts.fit_budget(s, TRANSFER, 1, texts.DGS)
    assert not s.items["draft"][TRANSFER].any()


def test_a_dossier_without_clauses_changes_its_items(s):
    s.dossiers["clauses"][TRANSFER] = 0
    texts.mutate(s, TRANSFER, 5, 0.3)
    assert s.items["draft"][TRANSFER].sum() == 1


# --- what communes tell


@pytest.mark.parametrize(("change", "cause"), [
    ("clauses", reasons.CAUSE_CLAUSES), ("projects", reasons.CAUSE_PROJECTS), ("fairness", reasons.CAUSE_FAIRNESS),
    ("attachment", reasons.CAUSE_ATTACHMENT), ("misread", reasons.CAUSE_MISUNDERSTANDING),
])  # fmt: skip
def test_the_main_cause_is_the_term_that_takes_the_most(change, cause, s):
    if change == "clauses":
        s.clauses["text"][TRANSFER, 0] = 0.9
    elif change == "projects":
        s.items["text"][TRANSFER, 0], s.item_values["benefit"][TRANSFER, 0, 0] = True, -0.4
    elif change == "fairness":
        s.communes["envy"] = 1.0
        s.stakes["transfer"][TRANSFER] = [0.0, 0.4, -0.4]
    elif change == "attachment":
        s.communes["premium"] = 0.3
    else:
        s.stakes["understanding"][TRANSFER], s.p["unknown_loss"] = 0.0, 0.2
    weigh(s, TRANSFER)
    assert reasons.main_cause(s, TRANSFER, 0) == cause
    s.stakes["headcount_yes"][TRANSFER] = [False, True, False]
    s.communes["trust_dgs"] = 1.0
    assert reasons.explain(s, TRANSFER, 0) == cause
    assert reasons.explain(s, TRANSFER, 1) == 0


def test_a_diagnosis_is_written_in_its_month(s):
    enter(s, Move((Action("diagnosis"),)))
    s.communes["trust_dgs"] = 1.0
    s.communes["premium"] = 0.4
    perform_month(s, OPENS_NEXT)
    assert (s.stakes["reason"] > 0).any()
    assert s.hours[0, CODES["diagnosis"]] == 8.0


# --- improving directions, items of an issue, exchanges without clauses


def test_an_improvement_moves_the_clauses_the_way_that_all_want(s):
    for i in range(3):
        believe(s, CHARTER, i, [0.6 + 0.1 * i, 0.0, 0.0, 0.0], [0.5, 0.1, 0.0, 0.0])
    improvement.draft_improvement(s, CHARTER)
    assert s.clauses["draft"][CHARTER].tolist() == [0.5, 0.0, 0.0, 0.0]
    assert improvement.hurts_nobody(s, CHARTER)


def test_where_no_direction_pleases_all_the_item_that_hurts_nobody_comes_in(s):
    believe(s, TRANSFER, 0, [1.0] * s.opinions["ideal"].shape[2], [0.0] * s.opinions["ideal"].shape[2])
    d = int(np.flatnonzero(s.dossiers["items"] > 0)[0])
    s.p["communal_cost_share"] = 0.0
    s.items["cost"][d] = 0.0
    s.opinions["estimated_salience"][d] = 0.0
    s.item_values["estimated_benefit"][d] = -0.1
    s.item_values["estimated_benefit"][d, :, 1] = [0.0, 0.1, 0.2]
    improvement.draft_improvement(s, d)
    assert np.flatnonzero(s.items["draft"][d]).tolist() == [1]
    s.item_values["estimated_benefit"][d, 0, 1] = -0.01
    improvement.draft_improvement(s, d)
    assert texts.draft_is_text(s, d)


def test_a_step_too_long_for_somebody_is_not_taken(s):
    for i, ideal in enumerate([0.05, 0.9, 0.9]):
        believe(s, CHARTER, i, [ideal, 0.0, 0.0, 0.0], [0.5, 0.0, 0.0, 0.0])
    improvement.draft_improvement(s, CHARTER)
    assert texts.draft_is_text(s, CHARTER)


def test_a_dossier_of_items_alone_exchanges_items(s):
    d = int(np.flatnonzero(s.dossiers["items"] > 0)[0])
    s.dossiers["clauses"][d] = 0
    s.items["cost"][d] = 0.0
    s.item_values["estimated_benefit"][d] = 0.3
    exchange.draft_exchange(s, d, 1)
    assert 1 <= s.items["draft"][d].sum() <= 2


def test_a_package_of_clauses_and_items_moves_both(s):
    d = int(np.flatnonzero(s.dossiers["items"] > 0)[0])
    other = CHARTER if d != CHARTER else TRANSFER
    s.dossiers["clauses"][d] = 0
    s.items["cost"][d] = 0.0
    s.opinions["estimated_ideal"][other], s.clauses["text"][other] = 1.0, 0.0
    exchange.write_exchange(s, d, other, 3)
    assert not texts.draft_is_text(s, d)
    assert not texts.draft_is_text(s, other)
    s.dossiers["items"][d] = 0
    exchange.write_exchange(s, d, other, 3)
    assert not texts.draft_is_text(s, other)


def test_the_best_of_the_package_stays_when_no_exchange_is_better(s):
    s.opinions["estimated_salience"] = 0.0
    s.item_values["estimated_benefit"] = 0.0
    exchange.draft_exchange(s, CHARTER, 2)
    assert texts.draft_is_text(s, CHARTER)


def test_in_an_issue_the_next_option_takes_the_place_of_the_last(s):
    d = int(np.flatnonzero(s.dossiers["items"] >= 3)[0])
    s.items["cost"][d], s.items["group"][d], s.items["text"][d] = 0.0, 1, False
    s.items["text"][d, 0] = True
    texts.start_draft(s, d)
    options = []
    for _ in range(int(s.dossiers["items"][d])):
        option = np.flatnonzero(s.items["draft"][d, : s.dossiers["items"][d]])
        assert len(option) == 1
        options.append(int(option[0]))
        texts.swap_item(s, d, int(option[0]))
    assert options == list(range(int(s.dossiers["items"][d])))
    assert s.items["draft"][d, 0]


def test_chance_of_assent_is_climbed_while_somebody_refuses(s):
    s.stakes["value_text"][CHARTER] = -1.0
    s.opinions["estimated_ideal"][CHARTER], s.opinions["estimated_salience"][CHARTER] = 1.0, 0.5
    assert ascent.somebody_refuses(s, CHARTER)
    ascent.draft_best(s, CHARTER, 5, ascent.WELFARE, True)
    before, after = (ascent.score(s, CHARTER, side, ascent.ASSENT) for side in (TEXT, DRAFT))
    assert after > before
    s.stakes["value_text"][CHARTER], s.stakes["candid"][CHARTER] = 1.0, True
    assert not ascent.somebody_refuses(s, CHARTER)
    ascent.draft_best(s, CHARTER, 5, ascent.WELFARE, True)
    assert not texts.draft_is_text(s, CHARTER)


def test_a_concession_that_helps_nobody_is_not_written(s):
    s.opinions["estimated_salience"][TRANSFER] = 0.0
    s.item_values["estimated_benefit"][TRANSFER] = 0.0
    s.item_values["estimated_benefit"][TRANSFER, 0, 0] = 1.0
    s.items["cost"][TRANSFER], s.items["text"][TRANSFER, 0] = 0.0, True
    operators.draft_concession(s, TRANSFER)
    assert texts.draft_is_text(s, TRANSFER)


def test_a_package_has_one_round_for_its_two_dossiers(s):
    s.dossiers["outcome"][[TRANSFER, CHARTER]] = OPEN
    s.dossiers["linked_dossier"][TRANSFER], s.dossiers["linked_dossier"][CHARTER] = CHARTER, TRANSFER
    s.move_counts[CODES["package"], [TRANSFER, CHARTER]] = 1
    s.clock["month"], s.clock["n_steps"] = 1, 0
    s.dossiers["opens"], s.dossiers["deadline"] = 1, 60
    schedule.append_dossier(s, TRANSFER, False)
    steps = int(s.clock["n_steps"])
    schedule.append_dossier(s, CHARTER, False)
    assert steps == int(s.clock["n_steps"]) > 0
    assert set(s.steps[:steps, 2].tolist()) == {PACKAGE_SLOT}
