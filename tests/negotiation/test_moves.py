"""What a move costs and what is refused; what the view shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.negotiation.conductor.view import View
from negosim.negotiation.guard import MoveError, enter
from negosim.negotiation.mandate import advance, begin, run
from negosim.negotiation.state.moves import BEST_TRUE, CODES, DECREE, MOVES, Action, Move

REFUSED = {
    "too many hours": (Move((Action("draft", 0),) * 11), "66 heures dépensées ; 60 au plus"),
    "unknown name": (Move((Action("vist", 0),)), "« vist » inconnue ; actions : convene, draft, visit, .* → visit ?"),
    "no such commune": (Move((Action("visit", 7),)), "« visit » sur « 7 » ; une cible de 0 à 6"),
    "below zero": (Move((Action("visit", -1),)), "« visit » sur « -1 » ; une cible de 0 à 6"),
    "no such area": (Move((Action("workshop", 50),)), "« workshop » sur « 50 » ; une cible de 0 à "),
    "no such dossier": (Move((Action("draft", 99),)), "« draft » sur « 99 » ; une cible de 0 à 5"),
    "dossier not open": (Move((Action("draft", 3),)), "« draft » sur le dossier 3, qui n'est pas négocié .* : 0[.]"),
    "too often": (Move((Action("convene", 0),) * 3), "« convene » 3 fois sur la cible 0 ; 2 par mois au plus"),
    "half a commune": (Move((Action("visit", 0.5),)), "« visit » sur « 0.5 » ; une cible est un nombre entier"),
    "yes": (Move((Action("visit", True),)), "« visit » sur « True » ; une cible est un nombre entier"),
    "operator": (Move(operator=99), "opérateur « 99 » inconnu ; opérateurs : alternating, random"),
    "voice": (Move(voice=-1), "voix « -1 » inconnue ; voix : capacity, equal"),
    "meeting": (Move(meeting=6), "voix « 6 » inconnue ; voix : capacity, equal"),
    "acceptance": (Move(acceptance=0.4), "acceptance vaut 0,4 ; bornes permises : de 0,5 à 1"),
    "acceptance that is no number": (Move(acceptance=float("nan")), "acceptance vaut nan"),
    "acceptance of 400 digits": (Move(acceptance=10**400), "acceptance vaut « 1000.* un nombre entre 0,5 et 1"),
    "bound": (Move(operator=BEST_TRUE), "réservés aux bornes"),
    "decree": (Move(meeting=DECREE), "réservés aux bornes"),
    "no action": (Move(("visit", 0)), "« 'visit' » ne se lit pas ; Action"),
    "no move": ("visit", "« 'visit' » ne se lit pas ; un Move"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_move_against_the_rules_is_refused_with_its_month_its_limit_and_the_alternatives(name, setting_of):
    move, words = REFUSED[name]
    s = begin(setting_of(), 0)
    before = s.move_counts.copy(), s.hours.copy(), s.move.tobytes()
    with pytest.raises(MoveError, match=f"^mois 1 : .*{words}"):
        enter(s, move)
    assert np.array_equal(s.move_counts, before[0])
    assert np.array_equal(s.hours, before[1])
    assert s.move.tobytes() == before[2]


FAULTY = Move((Action("visit", 7),))


def play_it(setting):
    run(setting, 0, {5: FAULTY})


def open_it_in_mesa(setting):
    from negosim.mesa_model import NegotiationModel

    NegotiationModel(setting, 0, {5: FAULTY}).run()


def advance_by_hand(setting):
    s = begin(setting, 0)
    for _ in range(4):
        advance(s, Move())
    advance(s, FAULTY)


@pytest.mark.parametrize("road", [play_it, open_it_in_mesa, advance_by_hand], ids=lambda road: road.__name__)
def test_every_road_refuses_the_same_move_in_the_same_words(road, setting_of):
    with pytest.raises(MoveError, match="mois 5 : action « visit » sur « 7 » ; une cible de 0 à 6 est attendue"):
        road(setting_of())


@pytest.mark.parametrize("actions", ["words", 2**70, [Move()]])
def test_actions_that_are_no_dictionary_are_refused(actions, setting_of):
    with pytest.raises(UserError, match="un dictionnaire de Move par mois est attendu"):
        run(setting_of(), 0, actions)


@pytest.mark.parametrize("month", [0, 73, -1, True])
def test_actions_of_a_month_that_is_not_of_the_mandate_are_refused(month, setting_of):
    with pytest.raises(UserError, match=f"mois {month} ; des mois de 1 à 72 sont attendus"):
        run(setting_of(), 0, {month: Move()})


def test_a_bound_may_read_gains(setting_of):
    s = begin(setting_of(), 0)
    enter(s, Move(operator=BEST_TRUE, voice=DECREE), is_bound=True)
    assert (int(s.move.operator), int(s.move.voice)) == (BEST_TRUE, DECREE)


def test_the_price_list_has_these_hours():
    prices = {kind.name: kind.hours for kind in MOVES}
    assert prices == {
        "convene": 8, "draft": 6, "visit": 4, "workshop": 10, "circulate": 4, "follow_up": 1, "recognition": 0.5,
        "broker": 8, "counterweight": 12, "diagnosis": 8, "codir": 8, "pressure": 4, "package": 10, "partners": 8,
        "neighbours": 10,
    }  # fmt: skip


def test_a_move_is_counted_and_its_hours_are_charged(setting_of):
    s = begin(setting_of(), 0)
    enter(s, Move((Action("visit", 3), Action("draft", 0), Action("draft", 0))))
    assert s.move_counts[CODES["draft"], 0] == 2
    assert s.move_counts[CODES["visit"], 3] == 1
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


def test_on_month_is_called_with_each_month_in_turn(setting_of):
    months = []
    run(setting_of("none", "200050532"), 0, on_month=months.append)
    assert months == list(range(1, 73))


def test_officials_are_seats_and_opposition_sits_only_in_larger_communes(setting_of):
    s = begin(setting_of(), 0)
    assert np.bincount(s.officials["commune"]).tolist() == s.communes["seats"].tolist() == [15, 7, 2, 2, 2, 2, 1]
    opposition = s.officials["commune"][~s.officials["in_majority"]]
    assert np.bincount(opposition, minlength=7).tolist() == [2, 1, 0, 0, 0, 0, 0]
    assert (s.officials["role"] == 3).sum() == 1
    assert (s.officials["role"] == 2).sum() == 6
