"""A plugin that an installed package declares by an entry point: seen everywhere, its faults named."""

from __future__ import annotations

import sys

import pytest

import negosim as package
from negosim.facilitation import STRATEGIES
from negosim.metrics import METRICS
from negosim.plugins import forget_plugins, load_installed, loaded_plugins

SMALL = ["territory=synthetic", "synthetic.n_communes=4", "agenda=short"]
STRATEGY = '''"""A strategy that does nothing."""
from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.negotiation.state.moves import Move


@dataclass(frozen=True)
class Tiny:
    """Nothing."""

    name: str = "tiny"
    label: Message = message("la petite")

    def choose(self, view):
        return Move()


STRATEGIES.add("tiny", Tiny())
'''
METRIC = '''
from negosim.metrics import METRICS, BaseMetric


@dataclass(frozen=True, kw_only=True)
class One(BaseMetric):
    """One."""

    name: str = "one"
    label: Message = message("un")
    unit: str = ""

    def measure(self, mandate):
        return 1.0


METRICS.add("one", One())
'''


@pytest.fixture(autouse=True)
def nothing_left():
    """No plugin of a test stays for the next."""
    yield
    forget_plugins()


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Installs a tiny distribution with one entry point, and forgets what was looked up before."""

    def install(text: str, name: str = "tiny") -> None:
        place = tmp_path / "site"
        info = place / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[negosim.plugins]\n{name} = {name}_module\n", encoding="utf-8")
        (place / f"{name}_module.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(str(place))
        monkeypatch.delitem(sys.modules, f"{name}_module", raising=False)
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        forget_plugins()

    yield install
    for name in [name for name in sys.modules if name.endswith("_module")]:
        del sys.modules[name]


def test_an_installed_package_is_seen_by_every_look_up(installed, negosim):
    installed(STRATEGY + METRIC)
    assert "tiny" in STRATEGIES.names()
    assert METRICS["one"].unit == ""
    [plugin] = loaded_plugins()
    assert plugin.source == "tiny: tiny = tiny_module"
    assert set(plugin.names) == {"tiny", "one"}
    assert "la petite" in negosim("catalogue", "strategies").out
    assert package.play("synthetic", facilitation="tiny", overrides=SMALL[1:]).summary["one"] == 1.0


def test_an_installed_package_is_seen_from_the_command_line(installed, command, tmp_path):
    installed(STRATEGY)
    before = f"sys.path.insert(0, {str(tmp_path / 'site')!r})"
    ended = command("run", *SMALL, "facilitation=tiny", "output=out", before=before)
    assert ended.code == 0, ended.err
    assert "la petite" in ended.out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\n1 / 0\n", ["tiny: tiny = tiny_module", "tiny_module.py", "ligne 2", "ZeroDivisionError"]),
        ("x = = 1\n", ["tiny_module.py", "ligne 1", "SyntaxError"]),
        (STRATEGY.replace('"tiny"', '"busy"'), ["tiny_module.py", "« busy » est pris"]),
        ("x = 1\n", ["tiny: tiny = tiny_module", "rien n'y est enregistré"]),
    ],
)
def test_an_installed_package_that_fails_is_named_each_time(text, words, installed, negosim):
    installed(text)
    for _ in range(2):
        ended = negosim("run", *SMALL)
        assert ended.code == 2
        for word in words:
            assert word in ended.err
        assert "Traceback" not in ended.err
        sys.modules.pop("tiny_module", None)


def test_a_module_that_was_imported_before_its_look_up_is_no_mistake(installed):
    import importlib

    installed(STRATEGY)
    importlib.import_module("tiny_module")
    try:
        load_installed()
        assert "tiny" in STRATEGIES.names()
    finally:
        STRATEGIES.withdraw("tiny")
