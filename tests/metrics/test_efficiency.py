"""The best feasible texts, against linear programming where that is exact and against chance elsewhere."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from negosim.metrics import METRICS
from negosim.metrics.decisions import adopted_dossiers
from negosim.metrics.efficiency import frontier_of, kalai_smorodinsky_distance
from negosim.metrics.feasible import CLOSE, LEAST, MEAN, best_text, fits, groups_of, value_of_text
from negosim.metrics.hindsight import as_decided
from negosim.negotiation import behaviour
from negosim.negotiation.dossier import TEXT
from negosim.negotiation.mandate import run

LINEAR = {"envy": 0.0, "guilt": 0.0, "interdependence_sd": 0.0, "premium_mean": 0.1}


def program(s, d, items, floor, mean):
    """Exact optimum over the clauses, with these items: the most of t (or of the mean) with U_i >= floor_i + t."""
    dossier, n = s.dossiers[d], len(s.communes)
    clauses, weight = int(dossier.clauses), float(s.p.spatial_weight)
    ideal, salience = s.opinions.ideal[d, :, :clauses], s.opinions.salience[d, :, :clauses]
    now = s.clauses.status_quo[d, :clauses]
    constant = weight * (salience * np.abs(now - ideal)).sum(axis=1) + s.p.transfer_weight * s.stakes.transfer[d]
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
    lost = np.zeros((n, width))
    for i in range(n):
        lost[i, clauses + i * clauses : clauses + (i + 1) * clauses] = weight * salience[i]
    value = mix @ constant
    if mean:
        goal = (mix @ lost).mean(axis=0)
    else:
        goal = np.zeros(width)
        goal[-1] = -1.0
        for i, row in enumerate(mix @ lost):
            row[-1] = 1.0
            rows.append(row)
            bounds.append(value[i] - floor[i])
    limits = [(0.0, 1.0)] * clauses + [(0.0, None)] * (n * clauses) + [(None, None)]
    solved = linprog(goal, A_ub=np.array(rows), b_ub=np.array(bounds), bounds=limits)
    assert solved.status == 0
    return (value - floor).mean() - solved.fun if mean else -solved.fun


def subsets(s, d):
    """Every set of items that fits the budget."""
    count, cost = int(s.dossiers[d].items), s.items.cost[d]
    for size in range(count + 1):
        for items in itertools.combinations(range(count), size):
            if cost[list(items)].sum() <= s.dossiers[d].budget:
                yield items


def decided(mandate):
    return [d for d in range(len(mandate.state.dossiers)) if mandate.state.dossiers[d].outcome > 1]


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("aim", [LEAST, MEAN])
def test_the_search_of_clauses_is_exact_where_a_linear_program_is(seed, aim, setting_of):
    mandate = run(setting_of("process", regulatory="full", **LINEAR), seed)
    compared = 0
    for d in decided(mandate):
        s = as_decided(mandate, d)
        if s.dossiers[d].items == 0:
            worth = np.empty(7)
            value_of_text(s, d, worth)
            found = best_text(s, d, groups_of(s.items[d]), aim, worth, np.ones(7), np.empty(7))
            assert abs(found - program(s, d, (), worth, aim == MEAN)) <= CLOSE
            compared += 1
    assert compared >= 1


def test_with_items_the_search_is_a_feasible_lower_bound_close_to_the_best(setting_of):
    shortfalls = []
    for seed in range(2):
        mandate = run(setting_of("process", **LINEAR), seed)
        for d in decided(mandate):
            s = as_decided(mandate, d)
            if 0 < s.dossiers[d].items <= 5:
                worth = np.empty(7)
                value_of_text(s, d, worth)
                found = best_text(s, d, groups_of(s.items[d]), LEAST, worth, np.ones(7), np.empty(7))
                here = program(s, d, np.flatnonzero(s.items.text[d]).tolist(), worth, False)
                best = max(program(s, d, items, worth, False) for items in subsets(s, d))
                assert here - CLOSE <= found <= best + 1e-9
                shortfalls.append(best - found)
    assert len(shortfalls) >= 3
    assert np.mean(shortfalls) <= 0.005


def test_chance_never_finds_a_better_text_by_much(setting_of):
    mandate, tried = run(setting_of("single_text", premium_mean=0.12), 0), 0
    for d in adopted_dossiers(mandate):
        frontier, s = frontier_of(mandate, d), as_decided(mandate, d)
        clauses, draw = int(s.dossiers[d].clauses), np.random.default_rng(d)
        for _ in range(300):
            s.clauses["text"][d, :clauses] = draw.random(clauses)
            values = np.empty(7)
            value_of_text(s, d, values)
            gains = values - [behaviour.reservation(s, d, i) for i in range(7)]
            assert (gains - frontier.gains).min() <= frontier.common_gain + CLOSE
            assert gains.min() <= frontier.least + CLOSE
            assert gains.mean() <= frontier.mean + CLOSE
            tried += 1
    assert tried > 0


def test_hindsight_finds_the_surplus_of_the_decision_again(setting_of):
    for seed in range(3):
        mandate = run(setting_of("process", regulatory="full", premium_mean=0.12), seed)
        for d in decided(mandate):
            s, values = as_decided(mandate, d), np.empty(7)
            assert [behaviour.surplus(s, d, i) for i in range(7)] == mandate.state.stakes.surplus[d].tolist()
            value_of_text(s, d, values)
            model = [behaviour.social_value(s, d, i, TEXT, 1.0) for i in range(7)]
            assert np.abs(values - model).max() < 1e-12


def test_the_search_leaves_the_mandate_as_it_was(setting_of, bytes_of):
    mandate = run(setting_of("single_text", premium_mean=0.12), 0)
    before = bytes_of(mandate.state)
    assert METRICS["pareto_inefficiency"].measure(mandate) is not None
    assert bytes_of(mandate.state) == before


def test_one_option_a_group_and_the_budget(setting_of):
    mandate = run(setting_of("none"), 0)
    d = max(range(len(mandate.state.dossiers)), key=lambda d: mandate.state.dossiers[d].items)
    s, count = as_decided(mandate, d), int(mandate.state.dossiers[d].items)
    assert groups_of(s.items[d]).tolist() == [-1] * s.items.shape[1]
    s.dossiers["budget"][d], s.items["cost"][d] = 1.0, 0.4
    s.items["draft"][d] = [True, True, *[False] * (s.items.shape[1] - 2)]
    assert fits(s, d, np.full(s.items.shape[1], -1))
    assert not fits(s, d, np.array([2, 2, *[-1] * (s.items.shape[1] - 2)]))
    s.items["draft"][d, 2] = True
    assert count >= 3
    assert not fits(s, d, np.full(s.items.shape[1], -1))


def test_where_nobody_has_anything_to_gain_there_is_no_distance(setting_of):
    mandate = run(setting_of("single_text", premium_mean=0.12), 0)
    d = adopted_dossiers(mandate)[0]
    mandate.state.stakes["surplus"][d] -= 50.0
    assert np.isnan(kalai_smorodinsky_distance(frontier_of(mandate, d)))
    assert METRICS["egalitarian_ratio"].measure(run(setting_of("none", premium_mean=0.5), 0)) is None
