"""The tutorial on strategies: its files are loaded and its example is run, as they are printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from negosim.agenda import KINDS
from negosim.facilitation import STRATEGIES
from negosim.metrics import METRICS
from negosim.plugins import forget_plugins

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial_strategy.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.M | re.S)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files of the tutorial."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_strategy.py").write_text(BLOCKS[0], encoding="utf-8")
    (tmp_path / "my_metric.py").write_text(BLOCKS[2], encoding="utf-8")
    (tmp_path / "my_kind.py").write_text(BLOCKS[3], encoding="utf-8")
    yield tmp_path
    forget_plugins()


def test_the_strategy_is_compared_with_busy_on_paired_seeds(folder, capsys):
    names: dict = {}
    exec(compile(BLOCKS[1], str(PAGE), "exec"), names)  # noqa: S102 -- our own tutorial
    assert len(names["differences"]) == 20
    assert any(names["differences"])
    assert re.fullmatch(r"listener - busy: [+-]0\.\d{3} \[[+-]\d\.\d{3}, [+-]\d\.\d{3}\]\n", capsys.readouterr().out)
    assert len(BLOCKS[1].strip().splitlines()) <= 16


def test_the_strategy_depends_on_what_it_is_announced_and_on_its_knob(folder, setting_of):
    import negosim
    from negosim.config import compose, load

    assert negosim.load_plugin("my_strategy.py") == ("listener",)
    assert load(compose(["facilitation=listener", "facilitation.visits=0.25"])).setting.strategy.visits == 0.25
    hours = {
        visits: negosim.play("synthetic", facilitation="listener", overrides=[f"facilitation.visits={visits}"]).summary
        for visits in (0, 0.5)
    }
    assert hours[0]["hours_visit"] == 0
    assert hours[0.5]["hours_visit"] > 0
    assert hours[0]["hours_convene"] > hours[0.5]["hours_convene"]


def test_the_metric_stands_in_the_summary(folder):
    import negosim

    played = negosim.play("synthetic", overrides=["agenda=short"], plugins="my_metric.py")
    assert played.summary["text_changes"] > 0


def test_the_kind_of_dossier_joins_an_agenda(folder):
    import negosim

    line = "+agenda.dossiers.water={kind: water_charter, opens: 4, deadline: 20}"
    played = negosim.play("synthetic", overrides=["agenda=short", line], plugins="my_kind.py")
    assert "water" in set(played.dossiers["dossier"])


def test_what_a_plugin_brought_can_be_forgotten(folder):
    import negosim

    before = [registry.names() for registry in (STRATEGIES, KINDS, METRICS)]
    negosim.load_plugin("my_strategy.py")
    negosim.load_plugin("my_metric.py")
    assert "listener" in STRATEGIES.names()
    forget_plugins()
    assert [registry.names() for registry in (STRATEGIES, KINDS, METRICS)] == before
