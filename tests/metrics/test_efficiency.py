"""The best feasible texts, against linear programming where that is exact and against chance elsewhere."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from negosim.metrics import METRICS
from negosim.metrics.clause_search import PRECISION
from negosim.metrics.decisions import adopted_dossiers
from negosim.metrics.efficiency import frontier_of, kalai_smorodinsky_distance
from negosim.metrics.feasible import LEAST, MEAN, best_text, fits, utopia, value_of_text, write_wish
from negosim.metrics.hindsight import state_at_decision
from negosim.negotiation.commune import behaviour
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import DRAFT, TEXT

LINEAR = {"envy": 0.0, "guilt": 0.0, "interdependence_sd": 0.0, "premium_mean": 0.1}


def program(s, d, items, floor, mean, first=0.0):
    """Exact optimum over the clauses, with these items: the most of t (or of the mean) with U_i >= floor_i + t.

    The first clause is at least `first`.
    """
    dossier, n = s.dossiers[d], len(s.communes)
    clauses, weight = int(dossier.clauses), float(s.p.spatial_weight) * float(dossier.weight)
    saving = float(dossier.saving * (1.0 + s.p.pooling_bonus) * s.partners.service_acceptance)
    ideal, salience = s.opinions.ideal[d, :, :clauses], s.opinions.salience[d, :, :clauses]
    now = s.clauses.status_quo[d, :clauses]
    constant = weight * (salience * np.abs(now - ideal)).sum(axis=1) + s.p.transfer_weight * s.stakes.transfer[d]
    if clauses:
        constant = constant - saving * now[0]
    for q in items:
        constant = constant + [behaviour.item_gain(s, d, i, q) for i in range(n)]
    culture = s.communes.culture
    mix = np.diag(1.0 - culture) + np.outer(culture, np.full(n, 1.0 / n))
    # variables: x [clauses], distances [n, clauses], t
    width = clauses + n * clauses + 1
    rows, bounds = [], []
    for i, k in itertools.product(range(n), range(clauses)):
        for sign in (1.0, -1.0):
            row = np.zeros(width)
            row[k], row[clauses + i * clauses + k] = sign, -1.0
            rows.append(row)
            bounds.append(sign * ideal[i, k])
    losses = np.zeros((n, width))
    for i in range(n):
        losses[i, clauses + i * clauses : clauses + (i + 1) * clauses] = weight * salience[i]
        if clauses:
            losses[i, 0] = -saving
    value = mix @ constant
    if mean:
        goal = (mix @ losses).mean(axis=0)
    else:
        goal = np.zeros(width)
        goal[-1] = -1.0
        for i, row in enumerate(mix @ losses):
            row[-1] = 1.0
            rows.append(row)
            bounds.append(value[i] - floor[i])
    limits = (
        [(first, 1.0)] * min(clauses, 1) + [(0.0, 1.0)] * (clauses - 1) + [(0.0, None)] * (n * clauses) + [(None, None)]
    )
    optimum = linprog(goal, A_ub=np.array(rows), b_ub=np.array(bounds), bounds=limits)
    assert optimum.status == 0
    return (value - floor).mean() - optimum.fun if mean else -optimum.fun


def subsets(s, d, most=np.inf):
    """Every set of items of dossier d, of `most` at most, and the least first clause with which it may be paid for."""
    count, cost = int(s.dossiers[d].items), s.items.cost[d]
    own, partners = float(s.dossiers[d].budget), float(s.dossiers[d].cofinancing)
    for size in range(min(count, most) + 1):
        for items in itertools.combinations(range(count), size):
            if cost[list(items)].sum() <= own + 1e-12:
                yield items, 0.0
            elif cost[list(items)].sum() <= own + partners + 1e-12:
                yield items, float(s.p.cofinancing_condition)


def search(s, d, aim, worth):
    """Best value found of an aim over what the communes have."""
    n = len(worth)
    return best_text(s, d, aim, worth, np.ones(n), np.empty(n))


def worth_of(s, d):
    """What the text is worth to each commune."""
    worth = np.empty(len(s.communes))
    value_of_text(s, d, worth)
    return worth


def decided_dossiers(mandate):
    return [d for d in range(len(mandate.state.dossiers)) if mandate.state.dossiers[d].outcome > 1]


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("aim", [LEAST, MEAN])
def test_the_search_of_clauses_is_exact_where_a_linear_program_is(seed, aim, whole_of, number):
    mandate = run(whole_of("process", regulatory="full", **LINEAR), seed)
    dossiers = set()
    for d in decided_dossiers(mandate):
        s = state_at_decision(mandate, d)
        if s.dossiers[d].items == 0:
            worth = worth_of(s, d)
            assert abs(search(s, d, aim, worth) - program(s, d, (), worth, aim == MEAN)) <= PRECISION
            dossiers.add(d)
    assert set(number(mandate, "governance_pact", "pooling", "fpic", "budget")) <= dossiers


def shortfall(s, d, most=np.inf):
    """By how much the search misses the best least gain, found by a linear program for each feasible set of items."""
    worth, items_in_text = worth_of(s, d), np.flatnonzero(s.items.text[d]).tolist()
    value = search(s, d, LEAST, worth)
    here = program(s, d, items_in_text, worth, False, dict(subsets(s, d, most))[tuple(items_in_text)])
    best = max(program(s, d, items, worth, False, first) for items, first in subsets(s, d, most))
    assert here - PRECISION <= value <= best + 1e-9
    return best - value


def test_with_items_the_search_is_a_feasible_lower_bound_close_to_the_best(whole_of):
    shortfalls = []
    for seed in range(2):
        mandate = run(whole_of("process", **LINEAR), seed)
        for d in decided_dossiers(mandate):
            s = state_at_decision(mandate, d)
            if 0 < s.dossiers[d].items <= 5 and not s.dossiers[d].exclusive:
                shortfalls.append(shortfall(s, d))
    assert len(shortfalls) >= 3
    assert np.mean(shortfalls) <= 0.005


def test_of_exclusive_items_the_search_takes_the_best_one_or_none(whole_of, number):
    shortfalls = []
    for seed in range(3):
        mandate = run(whole_of("process", **LINEAR), seed)
        for d in number(mandate, "facility", "seat_agreement"):
            s = state_at_decision(mandate, d)
            assert s.dossiers[d].exclusive
            shortfalls.append(shortfall(s, d, 1))
    assert np.mean(shortfalls) <= 0.005


def test_partners_pay_for_more_where_the_text_meets_their_condition(whole_of, number):
    shortfalls, n_gains = [], 0
    for seed in range(4):
        mandate = run(whole_of("process", **LINEAR), seed)
        for d in number(mandate, "investment_plan", "mid_term_review"):
            s = state_at_decision(mandate, d)
            s.dossiers["cofinancing"][d] = 0.0
            alone = search(s, d, MEAN, worth_of(s, d))
            s.dossiers["cofinancing"][d] = 0.5
            together = search(s, d, MEAN, worth_of(s, d))
            assert together >= alone - 1e-12
            n_gains += together > alone + PRECISION
            shortfalls.append(shortfall(s, d))
            s.p["cofinancing_condition"] = 2.0  # no text can meet it
            assert search(s, d, MEAN, worth_of(s, d)) == pytest.approx(alone, abs=PRECISION)
            s.p["cofinancing_condition"] = 0.5
    assert n_gains >= 3
    assert np.mean(shortfalls) <= 0.005


def test_no_more_posts_than_the_law_allows(whole_of, number):
    from negosim.territory.synthetic import SyntheticSettings, synthesise

    mandate = run(whole_of("process", synthesise(SyntheticSettings(n_communes=23), 1), **LINEAR), 0)
    d = number(mandate, "vice_presidencies")
    s, cap = state_at_decision(mandate, d), dossiers_of(mandate.setting)[d][1].posts
    assert 0 < cap < s.dossiers[d].items
    s.items["draft"][d] = np.arange(s.items.shape[1]) < cap
    assert fits(s, d)
    s.items["draft"][d, cap] = True
    assert not fits(s, d)
    search(s, d, MEAN, worth_of(s, d))
    assert s.items["draft"][d].sum() <= cap


def test_chance_never_finds_a_better_text_by_much(whole_of):
    mandate, n_texts = run(whole_of("single_text", premium_mean=0.12), 0), 0
    for d in adopted_dossiers(mandate):
        frontier, s = frontier_of(mandate, d), state_at_decision(mandate, d)
        clauses, draw = int(s.dossiers[d].clauses), np.random.default_rng(d)
        for _ in range(300):
            s.clauses["text"][d, :clauses] = draw.random(clauses)
            values = np.empty(7)
            value_of_text(s, d, values)
            gains = values - [behaviour.reservation(s, d, i) for i in range(7)]
            assert (gains - frontier.gains).min() <= frontier.common_gain + PRECISION
            assert gains.min() <= frontier.least + PRECISION
            assert gains.mean() <= frontier.mean + PRECISION
            n_texts += 1
    assert n_texts > 0


def test_hindsight_finds_the_surplus_of_the_decision_again(whole_of):
    for seed in range(3):
        mandate = run(whole_of("process", regulatory="full", premium_mean=0.12), seed)
        for d in decided_dossiers(mandate):
            s, values = state_at_decision(mandate, d), np.empty(7)
            assert [behaviour.surplus(s, d, i) for i in range(7)] == mandate.state.stakes.surplus[d].tolist()
            value_of_text(s, d, values)
            model = [behaviour.social_value(s, d, i, TEXT, 1.0) for i in range(7)]
            assert np.abs(values - model).max() < 1e-12


def test_the_search_leaves_the_mandate_as_it_was(whole_of, bytes_of):
    mandate = run(whole_of("single_text", premium_mean=0.12), 0)
    before = bytes_of(mandate.state)
    assert METRICS["pareto_inefficiency"].measure(mandate) is not None
    assert bytes_of(mandate.state) == before


def test_one_exclusive_item_and_the_budget(whole_of, number):
    mandate = run(whole_of("none"), 0)
    d = number(mandate, "investment_plan")
    s, count = state_at_decision(mandate, d), int(mandate.state.dossiers[d].items)
    s.dossiers["budget"][d], s.items["cost"][d] = 1.0, 0.4
    s.items["draft"][d] = [True, True, *[False] * (s.items.shape[1] - 2)]
    assert fits(s, d)
    s.dossiers["exclusive"][d] = True
    assert not fits(s, d)
    s.dossiers["exclusive"][d] = False
    s.items["draft"][d, 2] = True
    assert count >= 3
    assert not fits(s, d)
    s.dossiers["cofinancing"][d], s.clauses["draft"][d, 0] = 0.2, 0.5
    assert fits(s, d)
    s.clauses["draft"][d, 0] = 0.49
    assert not fits(s, d)


def test_a_commune_s_wish_is_the_text_it_prefers(whole_of, number):
    mandate = run(whole_of("process", **LINEAR), 0)
    d = number(mandate, "pooling")
    s, draw = state_at_decision(mandate, d), np.random.default_rng(0)
    drafts = [*itertools.product((0.0, 1.0), repeat=4), *draw.random((300, 4))]
    for j, saving in itertools.product(range(7), (0.0, 0.4, 2.0)):
        s.dossiers["saving"][d] = saving
        write_wish(s, d, j, False)
        wish = behaviour.gain(s, d, j, DRAFT)
        assert (s.clauses["draft"][d, 0] == 1.0) or saving < 2.0
        for clauses in drafts:
            s.clauses["draft"][d, :4] = clauses
            assert behaviour.gain(s, d, j, DRAFT) <= wish + 1e-12


def test_a_wish_takes_the_partners_money(whole_of, number):
    mandate = run(whole_of("process", **LINEAR), 0)
    d = number(mandate, "investment_plan")
    s, values = state_at_decision(mandate, d), np.empty(7)
    s.dossiers["cofinancing"][d] = 0.0
    alone = utopia(s, d, values)
    s.dossiers["cofinancing"][d] = 1.0
    assert (utopia(s, d, values) >= alone).all()
    write_wish(s, d, 0, True)
    assert s.clauses["draft"][d, 0] >= 0.5
    assert fits(s, d)


def test_where_nobody_has_anything_to_gain_there_is_no_distance(whole_of):
    mandate = run(whole_of("single_text", premium_mean=0.12), 0)
    d = adopted_dossiers(mandate)[0]
    mandate.state.stakes["surplus"][d] -= 50.0
    assert np.isnan(kalai_smorodinsky_distance(frontier_of(mandate, d)))
    assert METRICS["egalitarian_ratio"].measure(run(whole_of("none", premium_mean=0.5), 0)) is None
