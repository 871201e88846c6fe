"""The simulator from Python: three lines in a notebook."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import negosim
from negosim.errors import UserError
from negosim.negotiation.state.events import EVENTS
from negosim.negotiation.state.moves import Action, Move

SMALL = ("synthetic.n_communes=4", "agenda=short")


@pytest.fixture(scope="module")
def played():
    return negosim.play("synthetic", facilitation="single_text", seed=7, overrides=SMALL, lang="fr")


def test_three_lines_are_enough(played):
    assert list(played.dossiers["dossier"]) == ["governance_pact", "investment_plan", "transfer_a"]
    assert list(played.months["month"].head(3)) == [1, 2, 3]
    assert played.communes["insee"].nunique() == 4
    assert set(played.officials["role"]) <= {"councillor", "mayor", "vice_president", "president"}
    assert all(isinstance(getattr(played, name), pd.DataFrame) for name in EVENTS)
    assert isinstance(played.summary, dict)
    assert played.dossiers is played.dossiers


def test_the_journal_in_both_languages(played):
    assert "Pacte de gouvernance" in played.journal()
    assert "Governance pact" in played.journal("en")


def test_a_result_is_shown_in_one_readable_line(played):
    assert repr(played).startswith("<mandat 2026-2032 : Territoire synthétique (4 communes), texte unique, seed=7")
    assert "\n" not in repr(played)


def test_the_arguments_are_those_of_the_command_line():
    explicit = negosim.play("synthetic", facilitation="none", seed=0, overrides=[*SMALL, "context.scarcity=0.4"])
    written = negosim.play(
        overrides=["territory=synthetic", "facilitation=none", "seed=0", "context.scarcity=0.4", *SMALL]
    )
    assert explicit.job.hash == written.job.hash
    assert explicit.mandate.seed == 0
    pd.testing.assert_frame_equal(explicit.months, written.months)


def test_one_override_may_be_a_text():
    assert negosim.play("synthetic", overrides="agenda=short").job.resolved["agenda"]["dossiers"].keys() == {
        "governance_pact", "investment_plan", "transfer_a",
    }  # fmt: skip


def test_what_a_person_chose_is_replayed():
    actions = {1: Move((Action("visit", 0),))}
    acted = negosim.play("synthetic", facilitation="none", overrides=SMALL, actions=actions)
    again = negosim.play("synthetic", facilitation="none", overrides=SMALL, actions=actions)
    left = negosim.play("synthetic", facilitation="none", overrides=SMALL)
    assert acted.months.loc[0, "hours_visit"] == 4
    pd.testing.assert_frame_equal(acted.months, again.months)
    assert left.months.loc[0, "hours_visit"] == 0


def test_mistakes_are_named_together():
    with pytest.raises(UserError) as caught:
        negosim.play("Atlantide", seed=-1, overrides=["context.hours=900"])
    words = str(caught.value)
    for word in ("Atlantide", "seed", "context.hours"):
        assert word in words
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"facilitation": "proces"}, "process"),
        ({"lang": "de"}, "fr, en"),
        ({"seed": True}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"config_dir": "/nowhere"}, "/nowhere"),
        ({"overrides": ["context.scarcty=1"]}, "context.scarcity"),
        ({"territory": Path("absent.csv")}, "absent.csv"),
    ],
)
def test_each_mistake_is_named(arguments, word):
    with pytest.raises(UserError, match=word):
        negosim.play(**arguments)


def test_saving_writes_everything_and_returns_the_paths(played, tmp_path):
    paths = played.save(tmp_path / "new" / "folder", lang="en")
    assert sorted(path.name for path in paths) == sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "new" / "folder" / "months.parquet"), played.months)
    summary = json.loads((tmp_path / "new" / "folder" / "summary.json").read_text(encoding="utf-8"))
    assert summary["config_hash"] == played.job.hash
    assert summary["data_hash"] == played.mandate.setting.territory.data_hash
    assert summary["metrics"] == pytest.approx(played.summary, nan_ok=True)


def test_a_folder_that_cannot_be_written(played):
    with pytest.raises(UserError, match="/dev/null/x"):
        played.save("/dev/null/x")


def test_a_failure_leaves_the_folder_as_it_was(played, tmp_path, monkeypatch):
    from negosim import output

    (tmp_path / "journal.md").write_text("before", encoding="utf-8")
    monkeypatch.setattr(output.narrate, "journal", broken)
    with pytest.raises(ZeroDivisionError):
        played.save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["journal.md"]
    assert (tmp_path / "journal.md").read_text(encoding="utf-8") == "before"


def broken(*_):
    raise ZeroDivisionError


def test_the_same_mandate_opened_in_mesa():
    code = (
        "import negosim\n"
        "model = negosim.Model('synthetic', facilitation='none', seed=3, overrides=['synthetic.n_communes=4'])\n"
        "model.step()\n"
        "print(len(model.communes), model.seed)"
    )
    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert ended.stdout.split() == ["4", "3"], ended.stderr


def test_importing_the_package_is_light():
    code = "import negosim, sys; print(*[m for m in ('numpy', 'hydra', 'mesa', 'pandas', 'babel') if m in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ended.stdout.strip() == ""
    with pytest.raises(AttributeError, match="replay"):
        negosim.replay  # noqa: B018


def test_every_public_name_is_found_in_its_room():
    assert set(negosim.__all__) == {
        "Analysis", "Experiment", "MandateResult", "Model", "NegotiationResult", "Table", "__version__", "analyse",
        "game_table", "law", "load_plugin", "negotiate", "play", "read_experiment", "read_mandate", "sweep",
    }  # fmt: skip
    assert set(negosim.__all__) <= set(dir(negosim))
    for name in negosim.__all__:
        value = getattr(negosim, name)
        assert getattr(value, "__name__", name).rpartition(".")[2] == name


def test_a_sweep_and_its_analysis_are_three_lines(tmp_path):
    experiment = negosim.sweep("synthetic", facilitation=["none", "busy"], engine="serial", output=tmp_path / "rows",
                               overrides=["synthetic.n_communes=4", "agenda=short", "design.replicates=3"])  # fmt: skip
    analysis = experiment.analyse("shared")
    assert analysis.tables["effects"][["level", "control", "outcome"]].to_numpy().tolist() == [
        ["none", "busy", "shared"]
    ]
    assert negosim.analyse(tmp_path / "rows", "shared").tables["effects"].equals(analysis.tables["effects"])


def test_a_mandate_has_its_figures_by_name(played):
    assert list(played.figures) == ["trust", "dossiers", "contents", "power"]
    assert played.figures is played.figures


def test_a_language_that_is_not_spoken_is_refused_by_name(played):
    with pytest.raises(UserError, match=r"lang vaut « de » .*(fr, en|en, fr)"):
        played.journal("de")
