"""Strategies and kinds of dossier from outside the package: their faults are named, whatever plays them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from negosim.agenda import KINDS
from negosim.errors import UserError, message
from negosim.facilitation import STRATEGIES
from negosim.negotiation.conductor.view import View
from negosim.negotiation.guard import MoveError, guarded
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import begin, run
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.clause import Clause
from negosim.negotiation.state.dossier import OPTIONS, PlannedDossier, Shape
from negosim.negotiation.state.moves import Action, Move
from negosim.plugins import forget_plugins, is_foreign, load_plugin


@dataclass(frozen=True)
class Own:
    """A strategy of a user's own that answers with `moves`, one after the other, then with none."""

    moves: list
    name: str = "own"

    def choose(self, _view):
        return self.moves.pop(0) if self.moves else Move()


@dataclass(frozen=True)
class Failing:
    name: str = "failing"

    def choose(self, view):
        return 1 // (view.month - 3)


def played_by(strategy, setting_of):
    return run(replace(setting_of(), strategy=strategy), 0)


def test_a_strategy_of_the_package_is_not_wrapped(setting_of):
    strategy = setting_of("process").strategy
    assert not is_foreign(strategy)
    assert guarded(strategy) is strategy
    assert is_foreign(Own([]))


def test_a_move_against_the_rules_names_the_strategy_and_the_month(setting_of):
    with pytest.raises(MoveError, match=r"^Stratégie « own », mois 1 : action « visit » sur « 7 »"):
        played_by(Own([Move((Action("visit", 7),))] * 2), setting_of)


def test_what_is_no_move_is_named(setting_of):
    with pytest.raises(MoveError, match=r"^Stratégie « own », mois 1 : « None » ne se lit pas"):
        played_by(Own([None, None]), setting_of)


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Move((Action("visit", np.arange(2)),)), "une cible est un nombre entier"),
        (Move((Action("visit", 10**5000),)), "action « visit » sur « int… »"),
        (Move(acceptance=float("nan")), "acceptance vaut nan"),
        (np.arange(3), r"« array\(\[0, 1, 2\]\) » ne se lit pas"),
    ],
)
def test_a_value_that_cannot_be_compared_or_written_is_named(move, words, setting_of):
    with pytest.raises(MoveError, match=rf"^Stratégie « own », mois 1 : .*{words}"):
        played_by(Own([move, move]), setting_of)


@pytest.mark.parametrize("field", ["operator", "voice", "meeting"])
def test_a_choice_that_is_no_number_is_named(field, setting_of):
    move = Move(**{field: "joint"})
    with pytest.raises(MoveError, match=r"(opérateur|voix) « joint » inconnue?"):
        played_by(Own([move, move]), setting_of)


def test_an_error_of_a_strategy_names_its_month(setting_of):
    with pytest.raises(UserError, match=r"^Stratégie « failing », mois 1 : « -1 » ne se lit pas"):
        played_by(Failing(), setting_of)


def test_an_error_raised_in_a_strategy_names_its_month(setting_of):
    @dataclass(frozen=True)
    class Broken:
        name: str = "broken"

        def choose(self, view):
            return Move() if view.month < 3 else {}["nowhere"]

    with pytest.raises(UserError, match=r"^Stratégie « broken », mois 3 : KeyError: 'nowhere'"):
        played_by(Broken(), setting_of)


FROM_A_FILE = """from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES


@dataclass(frozen=True)
class Late:
    name: str = "late"
    label: Message = message("late")

    def choose(self, view):
        return view.nothing


STRATEGIES.add("late", Late())
"""


def test_an_error_raised_in_a_plugin_names_its_file_and_its_line(setting_of, tmp_path):
    file = tmp_path / "late.py"
    file.write_text(FROM_A_FILE, encoding="utf-8")
    other = tmp_path / "other.py"
    other.write_text(FROM_A_FILE.replace("late", "other"), encoding="utf-8")
    load_plugin(other)
    load_plugin(file)
    try:
        with pytest.raises(UserError, match=r"« late », mois 1 : AttributeError: .*late\.py », ligne 13"):
            played_by(STRATEGIES["late"], setting_of)
    finally:
        forget_plugins()


def test_a_strategy_that_chooses_otherwise_on_the_same_view_is_refused(setting_of):
    with pytest.raises(UserError, match=r"mois 1 : deux appels .* view\.dice"):
        played_by(Own([Move(), Move((Action("visit", 0),))]), setting_of)


@pytest.mark.compiled_only
def test_an_idle_strategy_of_a_user_s_own_is_none(setting_of, bytes_of):
    mandate = played_by(Own([]), setting_of)
    assert mandate.setting.strategy == Own([])
    assert bytes_of(mandate.state) == bytes_of(run(setting_of(), 0).state)


@dataclass(frozen=True)
class Opening:
    """A kind of dossier that opens whatever it is given."""

    shape: object
    name: str = "own_kind"
    title: str = "own kind"
    clauses: tuple = (message("a clause"),)
    recurrent: bool = False
    procedure: int = KINDS["charter"].procedure

    def open(self, _territory):
        return self.shape


RIGHT = Shape((0.0,), (0.0,), 0, 0.0, KINDS["charter"].procedure)
WRONG = {
    "no shape": ("a shape", "open a renvoyé « 'a shape' » ; un Shape"),
    "two values": (replace(RIGHT, status_quo=(0.0, 0.0)), "status_quo vaut « [(]0.0, 0.0[)] » ; 1 nombre"),
    "beyond one": (replace(RIGHT, fallback=(1.5,)), "fallback vaut"),
    "half an item": (replace(RIGHT, n_items=0.5), "n_items vaut « 0.5 » ; un nombre entier"),
    "fewer than no item": (replace(RIGHT, n_items=-1), "n_items vaut « -1 »"),
    "bound below zero": (replace(RIGHT, bound=-0.1), "bound vaut « -0.1 » ; un nombre positif ou nul"),
    "bound of 400 digits": (replace(RIGHT, bound=10**400), "bound vaut « 1000"),
    "a million items": (replace(RIGHT, n_items=10**12), "n_items vaut .* de 0 à 1\u202f000"),
    "words for a truth": (replace(RIGHT, exclusive="words"), "exclusive vaut « words »"),
    "options of two communes": (
        replace(RIGHT, n_items=1, item_kind=OPTIONS, options=((1.0, 2.0),)), "1 ligne.*, de 7 nombres, un par commune"
    ),
    "options of projects": (replace(RIGHT, options="x"), "options doit avoir 0 ligne"),
    "one number": (replace(RIGHT, status_quo=0.0), "status_quo vaut « 0.0 »"),
    "no such item kind": (replace(RIGHT, item_kind=9), "item_kind vaut « 9 » ; un nombre entier de 0 à 3"),
    "a weight in words": (replace(RIGHT, weight="x"), "weight vaut « x »"),
    "a truth for an amount": (replace(RIGHT, saving=True), "saving vaut « True »"),
    "several procedures": (replace(RIGHT, procedure=np.array([1, 2])), r"procedure vaut « \[1 2\] »"),
    "another procedure": (replace(RIGHT, procedure=RIGHT.procedure + 1), "procedure vaut"),
    "worth of two communes": (replace(RIGHT, worth=(0.1, 0.2)), "worth vaut .* 7 nombres, un par commune, ou rien"),
    "worth in words": (replace(RIGHT, worth="x"), "worth vaut « x »"),
    "a premium below zero": (replace(RIGHT, premium=-1.0), "premium vaut « -1.0 »"),
    "a word for breakable": (replace(RIGHT, breakable="no"), "breakable vaut « no »"),
    "an article that does not exist": (replace(RIGHT, instrument="L.9999"), "instrument vaut « L.9999 »"),
    "an article that is no word": (replace(RIGHT, instrument=np.array([1, 2])), "instrument vaut"),
    "no procedure": (replace(RIGHT, procedure=99), "procedure vaut « 99 »"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_kind_that_opens_no_lawful_shape_is_named(name, setting_of):
    shape, words = WRONG[name]
    setting = setting_of(agenda=(PlannedDossier("own", Opening(shape), 1, 12),))
    with pytest.raises(UserError, match=f"« own_kind » : .*{words}"):
        begin(setting, 0)


@pytest.mark.parametrize("wrong", [3, "", None, ("a", "b")])
def test_a_clause_that_is_no_sentence_is_named(wrong, setting_of):
    kind = replace(Opening(RIGHT), clauses=(wrong,))
    with pytest.raises(UserError, match="n'est ni une Clause ni une phrase"):
        begin(setting_of(agenda=(PlannedDossier("own", kind, 1, 12),)), 0)


SCALE = Clause("pool", message("the pool"), 2, 12, "percent", 2, "law", "solidarity")
WRONG_SCALES = {
    "no such unit": (replace(SCALE, unit="miles"), "unit vaut « miles » ; valeurs possibles : percent"),
    "no such source": (replace(SCALE, source="me"), "source vaut « me »"),
    "no such theme": (replace(SCALE, theme=""), "theme vaut"),
    "a question in plain words": (replace(SCALE, question="the pool"), "question vaut « the pool »"),
    "braces that nobody fills": (replace(SCALE, raising=message("{after} {x}")), "raising : les accolades « x »"),
    "no value after": (replace(SCALE, lowering=message("less")), r"lowering : \{after\} est attendu"),
    "steps of a percentage": (replace(SCALE, steps=(message("one"),)), "steps : un"),
    "no steps of a level": (replace(SCALE, unit="level"), "steps : un"),
    "steps in plain words": (replace(SCALE, unit="level", steps=("one", "two")), "steps : un"),
    "no scale": (replace(SCALE, high=2), "low et high valent tous deux 2"),
    "no number": (replace(SCALE, high=float("nan")), "high vaut « nan »"),
    "another day": (replace(SCALE, today=7), "today vaut 7, mais status_quo 0 y correspond à 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_SCALES)
def test_a_clause_that_cannot_be_read_is_named(name, setting_of):
    clause, words = WRONG_SCALES[name]
    kind = replace(Opening(RIGHT), clauses=(clause,))
    with pytest.raises(UserError, match=f"« own_kind » : clause « pool » : {words}"):
        begin(setting_of(agenda=(PlannedDossier("own", kind, 1, 12),)), 0)


@pytest.mark.parametrize("names", ["a hall", ("a hall",), [], None])
def test_names_of_items_that_are_none_are_named(names, setting_of):
    kind = Opening(RIGHT)
    object.__setattr__(kind, "item_names", names)
    with pytest.raises(UserError, match=r"item_names vaut .* un tuple d'ItemName"):
        begin(setting_of(agenda=(PlannedDossier("own", kind, 1, 12),)), 0)


@pytest.mark.parametrize("clause", [SCALE, replace(SCALE, high=lambda place: place.n), "plain words", message("words")])
def test_a_clause_may_have_a_scale_or_plain_words(clause, setting_of):
    kind = replace(Opening(RIGHT), clauses=(clause,))
    assert begin(setting_of(agenda=(PlannedDossier("own", kind, 1, 12),)), 0).dossiers["clauses"][0] == 1


def test_a_kind_without_a_clause_is_named(setting_of):
    kind = replace(Opening(RIGHT), clauses=())
    with pytest.raises(UserError, match="il faut au moins une clause"):
        begin(setting_of(agenda=(PlannedDossier("own", kind, 1, 12),)), 0)


def test_communes_are_not_ordered_by_what_is_undefined(setting_of):
    view = View(begin(setting_of(), 0))
    with pytest.raises(ValueError, match="a value is nan"):
        view.fewest_first(np.full(view.n, np.nan))


@pytest.mark.parametrize(("shape", "count"), [(RIGHT, 1), (None, 0)])
def test_a_lawful_shape_opens_a_dossier_and_none_opens_nothing(shape, count, setting_of):
    setting = setting_of(agenda=(PlannedDossier("own", Opening(shape), 1, 12),))
    assert len(dossiers_of(setting)) == count


def test_the_arrays_of_a_state_are_all_there_and_never_replaced(setting_of):
    s = begin(setting_of(), 0)
    with pytest.raises(AttributeError, match="communes: the arrays of a state are written in place"):
        s.communes = np.zeros(1)
    with pytest.raises(TypeError, match=r"arrays .* are expected, in this order"):
        State(communes=s.communes)
