"""A dossier alone at a table: scorable games, log-rolling, money, mistakes."""

from __future__ import annotations

import json

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.negotiation.single_table import negotiate
from negosim.negotiation.state.moves import OPERATORS, VOICES
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.table import Table, game_table
from negosim.science.games import deal_scores, scorable_game

GAMES = ("base", "base_7players", "base_rewritten")


def duel(**changes):
    """Two parties, two clauses: each cares for one of them."""
    return Table(**{"reservations": [0.3, 0.3], "ideals": np.eye(2), "saliences": [[0.8, 0.2], [0.2, 0.8]], **changes})


@pytest.fixture(params=GAMES)
def document(request, shared):
    return json.loads((shared / "data" / "games" / f"{request.param}.json").read_text())


def deal_at(items, options):
    """The deal that a row of items stands for."""
    return np.array([block.argmax() for block in np.split(items, np.cumsum(options)[:-1])])


@pytest.mark.parametrize("operator", ["random", "alternating"])
def test_the_surplus_of_a_game_is_points_over_thresholds(document, operator):
    game, table = scorable_game(document), game_table(document)
    negotiation = negotiate(table, operator, rounds=12, seed=3)
    for row in range(13):
        items = negotiation.items[row]
        assert items.sum() == len(game.options)
        points = deal_scores(game.scores, deal_at(items, game.options)[None])[0]
        np.testing.assert_allclose(negotiation.surplus[row], points - game.thresholds, atol=1e-9)


@pytest.mark.compiled_only
def test_who_reads_what_parties_want_agrees_more_often_than_who_does_not(document):
    table = game_table(document)
    informed, blind, by_parties = (
        np.mean([negotiate(table, operator, voice, visits=visits, seed=seed).is_agreement for seed in range(12)])
        for operator, voice, visits in (
            ("joint", "blind", 1.0),
            ("annealed", "blind", 0.0),
            ("alternating", "equal", 0.0),
        )
    )
    assert informed == 1.0
    assert informed > blind >= by_parties
    assert by_parties == 0.0


@pytest.mark.compiled_only
def test_a_greedy_chair_leaves_more_parties_behind(document):
    table = game_table(document)
    chairs = [negotiate(table, "majority", "capacity", seed=seed).accepts[-1].sum() for seed in range(8)]
    joint = [negotiate(table, "joint", seed=seed).accepts[-1].sum() for seed in range(8)]
    assert np.mean(chairs) < np.mean(joint)
    assert max(chairs) < len(table.weights) - 1


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_negotiates_any_problem(operator):
    rng = np.random.default_rng(5)
    table = Table(
        reservations=[1.0, 2.0, 1.0], ideals=rng.random((3, 2)), saliences=rng.random((3, 2)) * 10,
        benefits=rng.random((3, 3)) * 8, costs=[2.0, 3.0, 4.0], cost_shares=[0.3, 0.3, 0.4], budget=6.0,
        bound=3.0, pact=0.5, scale=10.0,
    )  # fmt: skip
    negotiation = negotiate(table, operator, rounds=8, visits=1.5, seed=2)
    assert negotiation.rounds == 8
    assert ((negotiation.clauses >= 0.0) & (negotiation.clauses <= 1.0)).all()
    assert (negotiation.items @ table.costs <= 6.0 + 1e-9).all()
    np.testing.assert_allclose(negotiation.transfers.sum(axis=1), 0.0, atol=1e-9)
    assert (np.abs(negotiation.transfers) <= 3.0 + 1e-9).all()
    clause_gains = (table.saliences * (table.ideals - np.abs(negotiation.clauses[-1] - table.ideals))).sum(axis=1)
    item_gains = (table.benefits - np.outer(table.cost_shares, table.costs)) @ negotiation.items[-1]
    gains = clause_gains + item_gains + negotiation.transfers[-1]
    np.testing.assert_allclose(negotiation.surplus[-1], gains - table.reservations, atol=1e-9)


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_answers(voice):
    negotiation = negotiate(duel(), "annealed", voice, rounds=5, seed=1)
    assert negotiation.prefers.shape == negotiation.tolerates.shape == (5, 2)


def test_a_package_is_better_than_a_split_for_both():
    negotiation = negotiate(duel(), "joint", rounds=40, information=1.0, constants=Behaviour(mutation_sd=0.3))
    assert negotiation.is_agreement
    assert negotiation.first_agreement > 0
    assert negotiation.product == pytest.approx((0.8 - 0.2 - 0.3) ** 2)  # each has what it cares for


def test_an_unbearable_dossier_has_no_agreement():
    negotiation = negotiate(duel(reservations=[5.0, 5.0]), rounds=3)
    assert negotiation.first_agreement is None
    assert negotiation.product == 0.0


def test_the_unit_of_values_changes_nothing():
    small, large = duel(), duel(reservations=[30.0, 30.0], saliences=[[80.0, 20.0], [20.0, 80.0]])
    a, b = negotiate(small, rounds=6, seed=4), negotiate(large, rounds=6, seed=4)
    np.testing.assert_allclose(a.clauses, b.clauses, atol=1e-9)
    np.testing.assert_allclose(100.0 * a.surplus, b.surplus, atol=1e-7)


def test_more_seats_than_half_decide_by_capacity():
    lone = duel(weights=[9, 1], reservations=[0.0, 0.0])
    negotiation = negotiate(lone, "majority", "capacity", rounds=20, information=1.0)
    assert negotiation.surplus[-1, 0] > negotiation.surplus[-1, 1]


def test_every_mistake_in_a_table_is_named():
    with pytest.raises(UserError) as caught:
        Table(
            reservations=[0.1, 0.2],
            ideals=[[2.0], [0.0]],
            saliences=[[-1.0], [1.0]],
            benefits=[[1.0], [1.0]],
            costs=[1, 2],
        )
    text = str(caught.value)
    for name in ("ideals", "saliences", "costs"):
        assert name in text
    for changes, word in (
        ({"chair": 2}, "chair"),
        ({"benefits": np.ones((2, 2)), "groups": [1, 1]}, "groupe 1"),
        ({"benefits": np.ones((2, 1)), "costs": [2.0], "items": [1], "budget": 1.0}, "budget"),
        ({"saliences": np.zeros((2, 2))}, "rien n'est en jeu"),
    ):
        with pytest.raises(UserError, match=word):
            duel(**changes)


def test_every_mistake_in_the_arguments_is_named():
    with pytest.raises(UserError) as caught:
        negotiate(duel(), "prayer", "silence", rounds=0, information=2.0, acceptance=-1.0, trust=3.0, visits=9.0)
    text = str(caught.value)
    for word in ("prayer", "silence", "rounds", "information", "acceptance", "trust", "visits"):
        assert word in text


def test_what_is_no_table_or_no_record_of_constants_is_named():
    with pytest.raises(UserError, match="une Table est attendue"):
        negotiate("x")
    with pytest.raises(UserError, match="un Behaviour est attendu"):
        negotiate(duel(), constants={})
    with pytest.raises(UserError, match="opérateur"):
        negotiate(duel(), operator=np.array(["joint"]))


@pytest.mark.parametrize(
    ("key", "value"),
    [("rounds", 2.5), ("rounds", "x"), ("rounds", 0), ("acceptance", None), ("acceptance", True), ("trust", "y"),
     ("visits", "x"), ("visits", 3), ("seed", -1), ("seed", "x"), ("information", float("nan"))],
)  # fmt: skip
def test_an_argument_that_is_no_number_within_its_bounds_is_named(key, value):
    with pytest.raises(UserError, match=f"{key} vaut « .* » ; un (entier|nombre)"):
        negotiate(duel(), **{key: value})
