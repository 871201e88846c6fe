"""What a move costs and what is refused; what the view shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negosim.negotiation.conductor.view import View
from negosim.negotiation.mandate import begin, run
from negosim.negotiation.state.moves import CODES, MOVES, Action, Move, MoveError, enter


@pytest.mark.parametrize(
    "actions",
    [
        [Action("draft", 0)] * 11,
        [Action("dance", 0)],
        [Action("visit", 7)],
        [Action("visit", -1)],
        [Action("convene", 0)] * 3,
        [Action("draft", 99)],
    ],
)
def test_a_move_against_the_rules_is_refused(actions, setting_of):
    s = begin(setting_of(), 0)
    before = s.orders.copy(), s.hours.copy()
    with pytest.raises(MoveError):
        enter(s, Move(tuple(actions)))
    assert np.array_equal(s.orders, before[0])
    assert np.array_equal(s.hours, before[1])


def test_the_price_list():
    prices = {kind.name: kind.hours for kind in MOVES}
    assert prices == {
        "convene": 8, "draft": 6, "visit": 4, "workshop": 10, "circulate": 4, "follow_up": 1, "recognition": 0.5,
        "broker": 8, "counterweight": 12, "diagnosis": 8, "codir": 8, "pressure": 4, "package": 10, "partners": 8,
        "neighbours": 10,
    }  # fmt: skip


def test_a_move_is_entered_in_the_orders_and_the_ledger(setting_of):
    s = begin(setting_of(), 0)
    enter(s, Move((Action("visit", 3), Action("draft", 0), Action("draft", 0))))
    assert s.orders[CODES["draft"], 0] == 2
    assert s.orders[CODES["visit"], 3] == 1
    assert s.hours[0].tolist() == [0, 12, 4] + [0] * 12
    assert Move((Action("visit", 3), Action("draft", 0))).hours == 10


def test_the_view_shows_answers_but_not_how_strongly(setting_of):
    s = begin(setting_of(), 0)
    s.stakes["reaction"][0] = [-0.2, 0.2, 0.0, -1e-9, 1.0, -1.0, 0.1]
    assert View(s).reaction[0].tolist() == [False, True, True, False, True, False, True]
    assert View(s).open_dossiers == [0]
    assert len(set(View(s).fair_order.tolist())) == 7


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_who_presides_can_be_fixed(chance, setting_of):
    chairs = [int(begin(setting_of(core_president=chance), seed).council["president_commune"]) for seed in range(10)]
    assert (set(chairs) == {0}) == (chance == 1.0)
    assert chance == 1.0 or 0 not in chairs


def test_the_president_of_a_users_file_presides(setting_of):
    setting = setting_of()
    chaired = replace(setting, territory=replace(setting.territory, president=3))
    for seed in range(3):
        s = begin(chaired, seed)
        assert int(s.council["president_commune"]) == 3
        assert int(s.officials["commune"][int(s.council["president"])]) == 3


def test_months_are_told_one_by_one(setting_of):
    told = []
    run(setting_of("none", "200050532"), 0, on_month=told.append)
    assert told == list(range(1, 73))


def test_officials_are_seats_and_opposition_sits_only_in_larger_communes(setting_of):
    s = begin(setting_of(), 0)
    assert np.bincount(s.officials["commune"]).tolist() == s.communes["seats"].tolist() == [15, 7, 2, 2, 2, 2, 1]
    opposition = s.officials["commune"][~s.officials["majority"]]
    assert np.bincount(opposition, minlength=7).tolist() == [2, 1, 0, 0, 0, 0, 0]
    assert (s.officials["role"] == 3).sum() == 1
    assert (s.officials["role"] == 2).sum() == 6
