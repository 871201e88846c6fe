"""A mandate read back from its folder is the one that was played: from its files, or replayed by the same model."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import negosim
from negosim.errors import UserError
from negosim.negotiation.state.moves import Action, Move
from negosim.output import FILES, TABLES

SMALL = ("synthetic.n_communes=5", "agenda=short")
NAMES = [table.__name__ for table in TABLES]
ACTIONS = {2: Move((Action("visit", 0), Action("circulate", 0))), 5: Move((), voice=1, acceptance=0.75)}


@pytest.fixture(scope="module")
def played():
    return negosim.play("synthetic", facilitation="process", seed=7, overrides=SMALL, lang="fr", actions=ACTIONS)


@pytest.fixture
def folder(played, tmp_path):
    """The files of the mandate, in English."""
    played.save(tmp_path / "mandate", lang="en")
    return tmp_path / "mandate"


@pytest.fixture
def never(monkeypatch):
    """No mandate can be played."""

    def refuse(*_):
        raise AssertionError("nothing has to be replayed")

    monkeypatch.setattr("negosim.saved_mandate.run", refuse)


def changed(folder, **values):
    """The summary with other values."""
    record = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    (folder / "summary.json").write_text(json.dumps(record | values), encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("never")
def test_every_table_is_that_of_the_mandate(name, played, folder):
    pd.testing.assert_frame_equal(getattr(negosim.read_mandate(folder), name), getattr(played, name))


@pytest.mark.usefixtures("never")
def test_metrics_and_the_journal_of_the_file_need_no_replay(played, folder):
    mandate = negosim.read_mandate(folder)
    assert mandate.summary == played.summary
    assert list(mandate.summary) == list(played.summary)
    assert mandate.journal() == played.journal("en")
    assert repr(mandate).startswith("<mandate 2026-2032: ")
    assert repr(negosim.read_mandate(folder, lang="fr")) == repr(played)


def test_the_rest_is_replayed_with_what_a_person_chose(played, folder, tmp_path):
    mandate = negosim.read_mandate(folder, lang="fr")
    assert mandate.journal() == played.journal("fr")
    assert mandate.job.hash == played.job.hash
    assert mandate.mandate.actions == ACTIONS
    for name, array in played.mandate.state.arrays.items():
        assert mandate.mandate.state.arrays[name].tobytes() == array.tobytes()
    assert list(mandate.figures) == list(played.figures) == ["trust", "dossiers", "contents", "power"]
    mandate.save(tmp_path / "again", lang="en")
    for file in FILES:
        assert (tmp_path / "again" / file).read_bytes() == (folder / file).read_bytes(), file


def test_a_mandate_of_the_command_is_read_back(tmp_path, monkeypatch):
    from negosim.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["run", "territory=synthetic", "facilitation=busy", "seed=3", *SMALL, "output=out", "lang=en"]) == 0
    mandate = negosim.read_mandate("out")
    again = negosim.play("synthetic", facilitation="busy", seed=3, overrides=SMALL, lang="en")
    pd.testing.assert_frame_equal(mandate.dossiers, again.dossiers)
    assert mandate.journal() == again.journal()
    assert mandate.journal("fr") == again.journal("fr")
    assert mandate.job.hash == again.job.hash


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"sources": "0" * 64}, "sources : 000000000000 → "),
        ({"sources": None}, "sources : None → "),
        ({"versions": {"negosim": "0.0"}}, "negosim : 0.0 → "),
        ({"data_hash": "f" * 64}, "data : ffffffffffff → "),
        ({"plugins": [{"source": "mine.py", "sha256": "a" * 64}]}, "plugins : mine.py aaaaaaaaaaaa → -"),
        ({"config_hash": "0" * 64}, "n'est pas celui de ses fichiers"),
        ({"actions": {}}, "n'est pas celui de ses fichiers"),
    ],
)
def test_another_model_is_never_replayed(values, words, played, folder):
    changed(folder, **values)
    mandate = negosim.read_mandate(folder)
    pd.testing.assert_frame_equal(mandate.dossiers, played.dossiers)
    for replay in (lambda: mandate.journal("fr"), lambda: mandate.figures, lambda: mandate.mandate):
        with pytest.raises(UserError, match=words):
            replay()


def test_a_territory_of_ones_own_must_be_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "mine.csv"
    file.write_text("insee;name;population\n01001;A;700\n01002;B;300\n", encoding="utf-8")
    negosim.play("mine.csv", overrides=["agenda=short"], lang="fr").save("out")
    assert negosim.read_mandate("out").journal("en")
    file.write_text("insee;name;population\n01001;A;700\n01002;B;301\n", encoding="utf-8")
    with pytest.raises(UserError, match="data : "):
        negosim.read_mandate("out").journal("en")
    file.unlink()
    with pytest.raises(UserError, match=r"mine\.csv"):
        negosim.read_mandate("out").journal("en")
    assert len(negosim.read_mandate("out").dossiers) == 3


def test_a_folder_that_holds_no_mandate_is_refused(folder, tmp_path):
    with pytest.raises(UserError, match=r"n'est pas le dossier d'un mandat : summary\.json y manque"):
        negosim.read_mandate(tmp_path)
    with pytest.raises(UserError, match="fr, en"):
        negosim.read_mandate(folder, lang="de")
    with pytest.raises(UserError, match=r"absent\.py"):
        negosim.read_mandate(folder, plugins=["absent.py"])
    (folder / "summary.json").write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match=r"summary\.json ne se lit pas"):
        negosim.read_mandate(folder)
    for text in ("[]", '{"seed": 7}'):
        (folder / "summary.json").write_text(text, encoding="utf-8")
        with pytest.raises(UserError, match="il y manque"):
            negosim.read_mandate(folder)


def test_a_file_that_cannot_be_read_is_named(folder):
    (folder / "months.parquet").write_bytes(b"PAR1")
    (folder / "journal.md").unlink()
    mandate = negosim.read_mandate(folder)
    with pytest.raises(UserError, match=r"months\.parquet ne se lit pas"):
        _ = mandate.months
    with pytest.raises(UserError, match=r"journal\.md ne se lit pas"):
        mandate.journal("en")


PLUGIN = """
from dataclasses import dataclass, field
from negosim.facilitation import STRATEGIES
from negosim.facilitation.busy import Busy


@dataclass(frozen=True)
class Mine(Busy):
    name: str = field(default="mine", init=False)


STRATEGIES.add("mine", Mine())
"""


def test_a_plugin_is_named_again_to_replay_its_mandate(tmp_path):
    from negosim.plugins import forget_plugins

    (tmp_path / "mine.py").write_text(PLUGIN, encoding="utf-8")
    try:
        own = negosim.play("synthetic", facilitation="mine", overrides=SMALL, plugins=[tmp_path / "mine.py"], lang="fr")
        own.save(tmp_path / "out")
        forget_plugins()
        mandate = negosim.read_mandate(tmp_path / "out")
        assert ", mine, seed=7" in repr(mandate)
        with pytest.raises(UserError, match=r"plugins : .*mine\.py"):
            mandate.journal("en")
        again = negosim.read_mandate(tmp_path / "out", plugins=[tmp_path / "mine.py"])
        assert again.journal("en") == own.journal("en")
    finally:
        forget_plugins()
