"""Scorable games against their published counts (row 29 of the known answers)."""

from __future__ import annotations

import json

import numpy as np
import pytest

from negosim.science.games import (
    acceptances,
    all_deals,
    deal_label,
    deal_of,
    deal_scores,
    fair_deal,
    scorable_game,
)


@pytest.mark.parametrize(
    ("name", "deals", "unanimous"), [("base", 720, 12), ("base_rewritten", 720, 12), ("base_7players", 2880, 52)]
)
def test_the_deals_that_all_accept_are_counted(name, deals, unanimous, shared):
    game = scorable_game(json.loads((shared / "data" / "games" / f"{name}.json").read_text(encoding="utf-8")))
    listed = all_deals(game.options)
    yes = acceptances(deal_scores(game.scores, listed), game.thresholds)
    assert len(listed) == deals
    assert int((yes == len(game.thresholds)).sum()) == unanimous


def test_the_base_game_has_its_fair_deal_and_its_133_nearly_unanimous_ones(shared):
    game = scorable_game(json.loads((shared / "data" / "games" / "base.json").read_text(encoding="utf-8")))
    yes = acceptances(deal_scores(game.scores, all_deals(game.options)), game.thresholds)
    assert int((yes >= 5).sum()) == 133
    assert deal_label(fair_deal(game)) == "A2,B3,C3,D2,E3"


def test_a_game_that_nobody_can_agree_on_has_no_fair_deal():
    document = {"players": [{"scores": [[1, 0]], "threshold": 1}, {"scores": [[0, 1]], "threshold": 1}]}
    assert fair_deal(scorable_game(document)) is None


def test_an_issue_with_fewer_options_has_no_score_there():
    game = scorable_game({"players": [{"scores": [[1, 2], [3]], "threshold": 1}]})
    assert np.isnan(game.scores[0, 1, 1])
    assert all_deals(game.options).tolist() == [[0, 0], [1, 0]]


def test_a_deal_is_read_from_its_label():
    for deal in all_deals(np.array([3, 2, 4])):
        assert deal_of(deal_label(deal)).tolist() == deal.tolist()
