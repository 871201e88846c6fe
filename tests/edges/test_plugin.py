"""A user's own strategy, kind of dossier or metric: loaded because its user names it, its faults named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import negosim as package
from negosim.agenda import KINDS
from negosim.errors import UserError
from negosim.facilitation import STRATEGIES
from negosim.metrics import METRICS
from negosim.negotiation.guard import MoveError
from negosim.negotiation.state.moves import Action, Move
from negosim.plugins import forget_plugins, loaded_plugins

SMALL = ["territory=synthetic", "synthetic.n_communes=4", "agenda=short"]
HEAD = '''"""A strategy of the user's own."""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.negotiation.state.moves import *
from negosim.negotiation.state.moves import MOVES, Action, Move


@dataclass(frozen=True)
class Mine:
    """What the user wants."""

    name: str = "mine"
    label: Message = message("la mienne")
    is_bound: bool = False

    def choose(self, view):
        if view.month < 3:
            return Move((Action("visit", 0),))
        return MOVE


STRATEGIES.add("mine", Mine())
'''
GOOD = HEAD.replace("MOVE\n", 'Move((Action("visit", 1), Action("convene", view.open_dossiers[0]))[: 1])\n')
GOOD = GOOD.replace("view.open_dossiers[0]", "0")
METRIC = '''
from negosim.metrics import METRICS


@dataclass(frozen=True)
class Count:
    """One."""

    name: str = "one"
    label: Message = message("un")
    unit: str = ""
    low: float = 0
    high: float = 2

    def measure(self, mandate):
        return 1.0


METRICS.add("one", Count())
'''
KIND = '''
from negosim.agenda import KINDS
from negosim.law.procedures import COUNCIL_DELIBERATION
from negosim.negotiation.state.dossier import Shape


@dataclass(frozen=True)
class Charter:
    """A charter."""

    name: str = "mine_charter"
    title: Message = message("Charte")
    recurrent: bool = False
    procedure: int = COUNCIL_DELIBERATION
    clauses: tuple[Message, ...] = (message("ambition"),)

    def open(self, territory):
        return Shape((0.0,), (0.0,), 0, 0.0, self.procedure)


KINDS.add("mine_charter", Charter())
'''


@pytest.fixture(autouse=True)
def nothing_left():
    """No plugin of a test stays for the next."""
    yield
    forget_plugins()


@pytest.fixture
def mine(here):
    """Writes the file `mine.py` in the current folder."""

    def write(text: str, name: str = "mine.py") -> Path:
        path = here / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_strategy_of_one_s_own_is_played_from_the_command_line(command, mine, here):
    mine(GOOD + METRIC + KIND)
    ended = command("run", "--plugin", "mine.py", *SMALL, "facilitation=mine", "output=out",
                    "+agenda.dossiers.own={kind: mine_charter, opens: 2, deadline: 12}")  # fmt: skip
    assert ended.code == 0, ended.err
    assert "la mienne" in ended.out
    assert "Charte" in ended.out
    summary = json.loads((here / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["metrics"]["one"] == 1.0
    assert summary["metrics"]["hours_visit"] == 4 * 72
    assert summary["config"]["facilitation"] == {"name": "mine"}
    [plugin] = summary["plugins"]
    assert plugin["source"] == str((here / "mine.py").resolve())
    assert len(plugin["sha256"]) == 64
    assert sorted(path.name for path in here.iterdir()) == ["mine.py", "out"]


def test_a_sweep_takes_several_plugins(command, mine):
    mine(GOOD)
    mine(GOOD.replace('"mine"', '"other"'), "other.py")
    ended = command("run", "-m", *SMALL, "--plugin=mine.py", "facilitation=none,mine,other", "--plugin", "other.py",
                    "output=out")  # fmt: skip
    assert ended.code == 0, ended.err
    assert ended.out.count("la mienne") >= 2


def test_the_catalogue_shows_a_plugin(negosim, mine, here):
    mine(GOOD + METRIC + KIND)
    for section, words in (("strategies", "la mienne"), ("metrics", "one"), ("dossiers", "Charte")):
        shown = negosim("catalogue", section, "--plugin", "mine.py")
        assert shown.code == 0
        assert words in shown.out
    assert negosim("catalogue", "strategies", "--plugin", "mine.py", "--csv", "all.csv").code == 0
    assert "mine,la mienne,stratégie,A strategy of the user's own. What the user wants." in (
        here / "all.csv"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["plugin=mine.py"], ["+plugin=mine.py"], ["+facilitation.plugin=mine.py"]])
def test_nothing_in_a_configuration_names_code(words, negosim, mine):
    mine("raise SystemError('was run')")
    ended = negosim("run", *SMALL, *words)
    assert ended.code == 2
    assert "plugin" in ended.err
    assert "was run" not in ended.err


def test_a_configuration_file_cannot_name_code(negosim, mine, here):
    mine("raise SystemError('was run')")
    (here / "mine" / "context").mkdir(parents=True)
    (here / "mine" / "context" / "own.yaml").write_text("plugin: mine.py\n_target_: mine.Mine\n", encoding="utf-8")
    ended = negosim("run", "--config-dir", "mine", "context=own")
    assert ended.code == 2
    assert "context.plugin" in ended.err
    assert "was run" not in ended.err


LOADING = {
    "missing": (None, ["« mine.py »", "n'existe pas"]),
    "syntax": ("x = 1\ny = = 2\n", ["mine.py", "ligne 2", "SyntaxError"]),
    "indentation": ("def f():\nreturn 1\n", ["mine.py", "ligne 2", "IndentationError"]),
    "nul": ("x = 1\n\0", ["mine.py"]),
    "raises": ("x = 1\n\n1 / 0\n", ["mine.py", "ligne 3", "ZeroDivisionError"]),
    "raises_deeper": ("import json\n\n\njson.loads('{')\n", ["mine.py", "ligne 4", "JSONDecodeError"]),
    "exits": ("import sys\nsys.exit(3)\n", ["mine.py", "ligne 2", "SystemExit"]),
    "imports": ("import nowhere_at_all\n", ["mine.py", "ligne 1", "nowhere_at_all"]),
    "nothing": ("x = 1\n", ["mine.py", "rien n'y est enregistré", "STRATEGIES.add"]),
    "empty": ("", ["mine.py", "rien n'y est enregistré"]),
    "taken": (GOOD.replace('"mine"', '"busy"'), ["mine.py", "ligne 27", "« busy » est pris", "process"]),
    "another_name": (GOOD.replace('add("mine"', 'add("my"'), ["« my »", "« name » vaut « mine »"]),
    "class": (GOOD.replace("Mine())", "Mine)"), ["« mine »", "instance de dataclass figée", "Mine()"]),
    "not_frozen": (GOOD.replace("frozen=True", "frozen=False"), ["« mine »", "figée"]),
    "not_a_dataclass": (GOOD.replace("@dataclass(frozen=True)", ""), ["« mine »", "figée"]),
    "no_verb": (GOOD.replace("def choose", "def decide"), ["« mine »", "il manque « choose »"]),
    "no_view": (GOOD.replace("choose(self, view)", "choose(self)"), ["« mine »", "choose(self, view)"]),
    "not_a_verb": (GOOD.replace("def choose(self, view):", "choose = 3\n\n    def f(self, view):"),
                   ["« choose » n'est pas une méthode"]),
    "label": (GOOD.replace('label: Message = message("la mienne")', 'label: str = "la mienne"'),
              ["« label » est un str", 'message("…") est attendu']),
    "metric_bounds": (GOOD + METRIC.replace("low: float = 0", 'low: str = "zero"'), ["« one »", "« low » est un str"]),
    "kind": (GOOD + KIND.replace('clauses: tuple[Message, ...] = (message("ambition"),)', "clauses: int = 3"),
             ["« mine_charter »", "« clauses » est un int"]),
}  # fmt: skip


@pytest.mark.parametrize("command_name", ["run", "catalogue"])
@pytest.mark.parametrize("name", LOADING)
def test_a_file_that_cannot_be_loaded_is_named_with_its_line(name, command_name, negosim, mine, here):
    text, words = LOADING[name]
    if text is not None:
        mine(text)
    before = [registry.names() for registry in (STRATEGIES, KINDS, METRICS)]
    ended = negosim(command_name, "--plugin", "mine.py")
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    for word in words:
        assert word in ended.err
    assert "Traceback" not in ended.err
    assert [registry.names() for registry in (STRATEGIES, KINDS, METRICS)] == before
    assert loaded_plugins() == ()
    assert [path.name for path in here.iterdir()] == ([] if text is None else ["mine.py"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--plugin"], ["--plugin", "fichier Python"]),
        (["--plugin="], ["--plugin", "fichier Python"]),
        (["--plugin", "--cfg", "job"], ["--plugin", "fichier Python"]),
        (["--plugin", "mine.txt"], ["« mine.txt »", ".py"]),
        (["--plugin", "folder.py"], ["« folder.py »"]),
        (["--plugin", "a.py", "--plugin", "b.py"], ["« a.py »", "« b.py »"]),
    ],
)
def test_an_option_that_names_no_file(arguments, words, negosim, here):
    (here / "mine.txt").write_text(GOOD, encoding="utf-8")
    (here / "folder.py").mkdir()
    ended = negosim("run", *arguments)
    assert ended.code == 2
    for word in words:
        assert word in ended.err


FAULTS = {
    "over_hours": ('Move((Action("draft", 0),) * 10 + (Action("follow_up", 0),))', ["61", "60 au plus"]),
    "nothing": ("None", ["« None »", "Move"]),
    "another_type": ('"visit"', ["Move"]),
    "raises": ("1 / 0", ["ZeroDivisionError", "mine.py", "ligne 24"]),
    "unknown_move": ('Move((Action("vist", 0),))', ["« vist »", "→ visit ?"]),
    "no_such_commune": ('Move((Action("visit", 4),))', ["« 4 »", "0 à 3"]),
    "negative": ('Move((Action("visit", -1),))', ["« -1 »"]),
    "half_a_commune": ('Move((Action("visit", 0.5),))', ["« 0.5 »"]),
    "name_of_a_commune": ('Move((Action("visit", "Bonneville"),))', ["Bonneville"]),
    "no_such_dossier": ('Move((Action("convene", 3),))', ["« 3 »", "0 à 2"]),
    "dossier_not_open": ('Move((Action("convene", 2),))', ["dossier 2", "n'est pas négocié"]),
    "too_often": ('Move((Action("circulate", 0),) * 2)', ["circulate", "2", "1"]),
    "not_actions": ('Move(("visit", 0))', ["Action"]),
    "a_generator": ("Move(a for a in ())", ["Action"]),
    "operator": ("Move(operator=99)", ["« 99 »", "alternating"]),
    "voice": ("Move(voice=99)", ["« 99 »", "equal"]),
    "acceptance": ("Move(acceptance=0.0)", ["acceptance", "0,5"]),
    "acceptance_of_nothing": ("Move(acceptance=None)", ["acceptance", "« None »"]),
    "acceptance_in_words": ('Move(acceptance="half")', ["acceptance", "« half »"]),
    "target_beyond_all": ('Move((Action("visit", 2**70),))', ["0 à 3"]),
    "no_name": ('Move((Action(["visit"], 0),))', ["visit"]),
    "operator_beyond_all": ("Move(operator=2**70)", ["alternating"]),
    "voice_beyond_all": ("Move(voice=2**70)", ["equal"]),
    "array_for_a_target": ('Move((Action("visit", view.fair_order[:2]),))', ["visit", "nombre entier"]),
    "array_for_acceptance": ("Move(acceptance=view.fair_order)", ["acceptance"]),
    "an_array": ("view.fair_order", ["Move"]),
    "undefined_acceptance": ('Move(acceptance=float("nan"))', ["acceptance", "nan"]),
    "number_without_a_text": ('Move((Action("visit", 10**5000),))', ["visit", "int"]),
    "reads_gains": ("Move(operator=BEST)", ["bornes", "best_true"]),
    "overrides": ("Move(voice=DECREE)", ["bornes"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_strategy_is_named_with_its_month(name, negosim, mine):
    move, words = FAULTS[name]
    text = HEAD.replace("return MOVE", f"return {move}")
    mine(text.replace("import *", "import BEST_TRUE as BEST, DECREE"))
    with pytest.raises(UserError) as caught:
        package.play("synthetic", facilitation="mine", overrides=SMALL[1:], plugins=["mine.py"])
    [output_text] = str(caught.value).splitlines()
    for word in ("« mine »", "mois 3", *words):
        assert word in output_text


def test_a_fault_ends_the_command_in_one_line(command, mine):
    mine(HEAD.replace("MOVE\n", "1 / 0\n").replace("from negosim.negotiation.state.moves import *\n", ""))
    ended = command("run", "--plugin", "mine.py", *SMALL, "facilitation=mine", "lang=en", "output=out")
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1
    for word in ("Strategy “mine”, month 3: ZeroDivisionError: division by zero", "mine.py”, line 23"):
        assert word in ended.err


def test_chance_that_is_not_the_view_s_is_refused(mine):
    text = HEAD.replace('Action("visit", 0)', 'Action("visit", next(NUMBERS))')
    mine(text.replace("@dataclass", "NUMBERS = iter(range(4))\n\n\n@dataclass"))
    with pytest.raises(UserError, match=r"mois 1.*view\.dice"):
        package.play("synthetic", facilitation="mine", overrides=SMALL[1:], plugins=["mine.py"])


def test_a_bound_may_read_gains(mine):
    text = HEAD.replace("return MOVE", "return Move(operator=BEST, voice=DECREE)").replace(
        "bool = False", "bool = True"
    )
    mine(text.replace("import *", "import BEST_TRUE as BEST, DECREE"))
    assert package.play("synthetic", facilitation="mine", overrides=SMALL[1:], plugins="mine.py").summary["hours"] == 8


def test_a_move_that_a_person_chose_is_not_blamed_on_the_strategy(mine):
    mine(GOOD)
    with pytest.raises(MoveError, match=r"^Actions du mois 5 : action « visit » sur « 99 »"):
        package.play("synthetic", facilitation="mine", overrides=SMALL[1:], plugins=["mine.py"],
                     actions={5: Move((Action("visit", 99),))})  # fmt: skip


def test_a_fault_of_a_strategy_is_named_in_mesa_too(mine):
    mine(HEAD.replace("return MOVE", 'return Move((Action("visit", 99),))'))
    with pytest.raises(UserError, match="« mine », mois 3 : action « visit » sur « 99 »"):
        package.Model("synthetic", facilitation="mine", overrides=SMALL[1:], plugins=["mine.py"]).run()


SHAPES = {
    "nothing": ("return 3", "Shape"),
    "length": ("return Shape((0.0, 0.0), (0.0,), 0, 0.0, self.procedure)", "status_quo"),
    "range": ("return Shape((0.0,), (2.0,), 0, 0.0, self.procedure)", "fallback"),
    "items": ("return Shape((0.0,), (0.0,), -1, 0.0, self.procedure)", "n_items"),
    "procedure": ("return Shape((0.0,), (0.0,), 0, 0.0, 99)", "procedure"),
    "one number": ("return Shape(0.0, (0.0,), 0, 0.0, self.procedure)", "status_quo"),
    "words": ('return Shape(("a",), (0.0,), 0, 0.0, self.procedure)', "status_quo"),
    "item kind": ("return Shape((0.0,), (0.0,), 0, 0.0, self.procedure, item_kind=9)", "item_kind"),
    "effect": ("return Shape((0.0,), (0.0,), 0, 0.0, self.procedure, effect=99)", "effect"),
    "weight": ('return Shape((0.0,), (0.0,), 0, 0.0, self.procedure, weight="x")', "weight"),
    "bound": ('return Shape((0.0,), (0.0,), 0, float("nan"), self.procedure)', "bound"),
    "options": ("return Shape((0.0,), (0.0,), 2, 0.0, self.procedure, item_kind=2)", "options"),
    "raises": ("return territory.nowhere", "nowhere"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_kind_that_opens_no_lawful_shape_is_named(name, negosim, mine):
    body, word = SHAPES[name]
    mine(GOOD + KIND.replace("return Shape((0.0,), (0.0,), 0, 0.0, self.procedure)", body))
    own = "+agenda.dossiers.own={kind: mine_charter, opens: 2, deadline: 12}"
    ended = negosim("run", "--plugin", "mine.py", *SMALL, own, "output=out")
    assert ended.code == 2
    assert word in ended.err
    assert "mine_charter" in ended.err or "mine.py" in ended.err
    assert "Traceback" not in ended.err


def test_a_metric_that_fails_is_named_with_its_line(negosim, mine):
    mine(GOOD + METRIC.replace("return 1.0", "return 1 / 0"))
    ended = negosim("run", "--plugin", "mine.py", *SMALL, "output=out")
    assert ended.code == 2
    assert "ZeroDivisionError" in ended.err
    assert "mine.py" in ended.err
    assert "Traceback" not in ended.err


def test_a_file_is_loaded_once_and_again_when_it_changes(mine):
    path = mine(GOOD)
    assert package.load_plugin(path) == package.load_plugin("mine.py") == ("mine",)
    first = STRATEGIES["mine"]
    assert STRATEGIES["mine"] is first
    mine(GOOD.replace("la mienne", "la mienne, changée"))
    assert package.load_plugin(path) == ("mine",)
    assert str(STRATEGIES["mine"].label) == "la mienne, changée"
    mine("x = 1")
    with pytest.raises(UserError, match="rien"):
        package.load_plugin(path)
    assert "mine" not in STRATEGIES.names()


def test_the_hash_of_a_job_follows_the_plugin(mine):
    def played() -> str:
        return package.play("synthetic", facilitation="mine", overrides=SMALL[1:], plugins=["mine.py"]).job.hash

    mine(GOOD)
    first = played()
    mine(GOOD + "\n# changed\n")
    assert played() != first
    mine(GOOD)
    assert played() == first


def test_a_variant_of_the_package_s_own_strategy_may_be_registered(mine):
    mine("from dataclasses import replace\n\nfrom negosim.facilitation import STRATEGIES\n"
         "from negosim.facilitation.process import Process\n\n"
         'STRATEGIES.add("meetings", replace(Process(), name="meetings", convene=0.9))\n')  # fmt: skip
    assert package.load_plugin("mine.py") == ("meetings",)
    assert STRATEGIES["meetings"].convene == 0.9
    assert STRATEGIES["process"].convene != 0.9


def test_a_model_in_mesa_takes_a_plugin(mine):
    mine(GOOD)
    model = package.Model("synthetic", facilitation="mine", overrides=SMALL[1:], plugins=["mine.py"])
    model.step()
    assert model.state.hours[0].sum() == 4
