"""Sweeps and analyses from Python: the same bytes as the commands, the same refusals, in three lines."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import negosim
from negosim.cli import main
from negosim.ensemble.manifest import environment
from negosim.ensemble.store import MANIFEST
from negosim.ensemble.worker import parquet_bytes
from negosim.errors import UserError
from negosim.facilitation import STRATEGIES
from negosim.facilitation.busy import Busy

pytestmark = pytest.mark.compiled_only

PLACES = ["243900354", "200000172"]
SMALL = ("agenda=short", "design.replicates=4", "design.tables=[dossiers]", "engine=serial")
WORDS = ("territory=243900354,200000172", "facilitation=busy,none", *SMALL)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path, but for the manifest and the shards, which are cut by measured time."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and path.name not in (MANIFEST, "_lock") and "runs-" not in path.name}  # fmt: skip


def rows_of(folder: Path) -> bytes:
    """The shards of a folder, joined and in order, as one file."""
    files = sorted(folder.glob("runs-*.parquet"))
    return parquet_bytes(pa.concat_tables([pq.ParquetFile(path).read() for path in files]))


def manifest_of(folder: Path) -> dict:
    """The manifest without its clock times."""
    manifest = json.loads((folder / MANIFEST).read_text())
    return manifest | {"sessions": len(manifest["sessions"])}


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """The folder of the command, analysed in English."""
    folder = tmp_path_factory.mktemp("command") / "rows"
    assert main(["sweep", *WORDS, f"output={folder}"]) == 0
    assert main(["analyse", str(folder), "--lang", "en", "--output", str(folder.parent / "analysis")]) == 0
    return folder


@pytest.fixture(scope="module")
def experiment(tmp_path_factory):
    """The same from Python."""
    folder = tmp_path_factory.mktemp("python") / "rows"
    return negosim.sweep(PLACES, facilitation=["busy", "none"], overrides=SMALL, output=folder, lang="en")


def test_a_sweep_from_python_writes_the_bytes_of_the_command(command, experiment):
    assert rows_of(experiment.folder) == rows_of(command)
    assert rows_of(experiment.folder / "_dossiers") == rows_of(command / "_dossiers")
    assert contents(experiment.folder) == contents(command)
    assert manifest_of(experiment.folder) == manifest_of(command)


def test_an_analysis_from_python_writes_the_bytes_of_the_command(command, experiment, tmp_path):
    analysis = negosim.analyse(experiment.folder, lang="en")
    assert list(analysis.tables) == ["effects", "means_facilitation", "survival", "stability", "replicates"]
    files = analysis.save(tmp_path / "analysis")
    assert contents(tmp_path / "analysis") == contents(command.parent / "analysis")
    assert {path.suffix for path in files} == {".csv", ".tex", ".png", ".svg", ".html"}
    assert set(analysis.figures) == {"effects_facilitation", "survival", "regret"}
    table = pd.read_csv(tmp_path / "analysis" / "effects.csv")
    pd.testing.assert_frame_equal(table, analysis.tables["effects"].round(4), check_dtype=False)


def test_the_analysis_of_an_experiment_takes_the_same_arguments(experiment, tmp_path):
    options = ["--outcome", "months", "--control", "none", "--sesoi", "months=2", "--lang", "fr"]
    assert main(["analyse", str(experiment.folder), *options, "--output", str(tmp_path / "a")]) == 0
    analysis = experiment.analyse("months", control="none", sesoi={"months": 2}, output=tmp_path / "b", lang="fr")
    assert contents(tmp_path / "b") == contents(tmp_path / "a")
    assert repr(analysis).startswith("<analyse « sweep » : 16 mandats, 0 échec(s) ; tableaux : effects, ")
    analysis.save(tmp_path / "c", lang="en")
    assert '<html lang="en">' in (tmp_path / "c" / "summary.html").read_text()


def test_an_experiment_holds_its_rows_its_points_and_what_it_took(experiment):
    rows = pd.read_parquet(experiment.folder).sort_values(["point", "replicate"], ignore_index=True)
    pd.testing.assert_frame_equal(experiment.rows, rows)
    assert experiment.runs == len(experiment.rows) == 16
    assert len(experiment.failures) == 0
    assert experiment.points[["territory", "facilitation"]].to_numpy().tolist() == [
        [place, level] for place in PLACES for level in ("busy", "none")
    ]
    assert experiment.manifest["environment"] == environment()
    assert experiment.table("dossiers").groupby(["point", "replicate"]).ngroups == 16
    assert (experiment.estimate.points, experiment.estimate.runs, experiment.estimate.remaining) == (4, 16, 16)
    assert experiment.estimate.seconds > 0 < experiment.estimate.bytes
    assert repr(experiment).startswith("<experiment “sweep”: 16 of 16 mandates played (4 points), 0 failure(s), in ")


def test_one_mandate_of_an_experiment_is_played_again_as_its_row(experiment):
    row = experiment.rows[(experiment.rows["point"] == 2) & (experiment.rows["replicate"] == 3)].iloc[0]
    mandate = experiment.mandate(2, 3)
    assert mandate.mandate.seed == row["seed"]
    assert mandate.summary["welfare"] == row["welfare"]
    assert mandate.dossiers["dossier"].tolist() == experiment.table("dossiers")["dossier"].iloc[:3].tolist()
    with pytest.raises(UserError, match="point vaut « 4 »"):
        experiment.mandate(4, 0)
    with pytest.raises(UserError, match="replicate vaut « -1 »"):
        experiment.mandate(0, -1)


def test_settings_that_vary_are_those_of_the_mandate_played_again(tmp_path):
    words = ["agenda=short", "context.scarcity=interval(0,0.7)", "design.sampler=latin_hypercube",
             "design.samples=3", "levers.method=off,full", "design.replicates=2", "engine=serial"]  # fmt: skip
    swept = negosim.sweep("243900354", overrides=words, output=tmp_path / "rows")
    for point in range(swept.runs // 2):
        row = swept.rows[swept.rows["point"] == point].iloc[1]
        again = swept.mandate(point, 1)
        assert again.job.resolved["context"]["scarcity"] == row["context.scarcity"]
        assert again.summary["shared"] == row["shared"]
        assert again.summary["welfare"] == row["welfare"]


def test_a_dry_run_estimates_and_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    dry = negosim.sweep(PLACES, overrides=[*SMALL, "design.replicates=500"], dry_run=True, output="rows", lang="fr")
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().out == ""
    assert (dry.folder, dry.runs, dry.estimate.remaining) == (Path("rows"), 1000, 1000)
    assert repr(dry).startswith("<expérience « sweep » : 1\u202f000 mandats (2 points) à jouer, environ ")
    with pytest.raises(UserError, match="n'est pas le dossier d'une expérience"):
        _ = dry.rows


def test_an_interrupted_sweep_is_resumed_from_python(command, tmp_path):
    folder = tmp_path / "rows"

    class Interrupted(Exception):  # noqa: N818 -- what a notebook raises in the middle
        pass

    def stop(done: int, _failed: int) -> None:
        if done > 0:
            raise Interrupted

    with pytest.raises(Interrupted):
        negosim.sweep(PLACES, facilitation=["busy", "none"], overrides=SMALL, output=folder, progress=stop)
    calls = []
    done = negosim.sweep(resume=folder, engine="serial", progress=lambda *counts: calls.append(counts))
    assert rows_of(done.folder) == rows_of(command)
    assert contents(done.folder) == contents(command)
    assert all(failed == 0 for _, failed in calls)
    assert manifest_of(folder)["sessions"] == 2


def test_progress_counts_mandates_and_true_prints_what_the_command_prints(tmp_path, capsys):
    calls = []
    words = ["agenda=short", "design.replicates=40", "engine=serial"]
    negosim.sweep("243900354", overrides=words, output=tmp_path / "a", progress=lambda *counts: calls.append(counts))
    assert calls[-1] == (40, 0)
    assert [done for done, _ in calls] == sorted({done for done, _ in calls})
    assert capsys.readouterr().out == ""
    negosim.sweep("243900354", overrides=words, output=tmp_path / "b", progress=True, lang="en")
    printed = capsys.readouterr().out
    assert "1 points × 40 replicates = 40 mandates" in printed
    assert "Analysis: negosim analyse" in printed


def test_an_experiment_file_of_ones_own(tmp_path):
    (tmp_path / "mine" / "experiment").mkdir(parents=True)
    (tmp_path / "mine" / "experiment" / "two.yaml").write_text(
        "# @package _global_\ndefaults: [{override /agenda: short}]\nterritory: '243900354'\n"
        "design: {name: two, replicates: 2, factors: {facilitation: [none, busy]}}\n"
    )
    swept = negosim.sweep(experiment="two", config_dir=tmp_path / "mine", engine="serial", output=tmp_path / "rows")
    assert swept.name == "two"
    assert swept.rows["facilitation"].tolist() == ["none", "none", "busy", "busy"]


def test_a_folder_is_read_back_finished_or_not(experiment, tmp_path):
    again = negosim.read_experiment(experiment.folder, lang="en")
    pd.testing.assert_frame_equal(again.rows, experiment.rows)
    pd.testing.assert_frame_equal(again.points, experiment.points)
    assert again.estimate is None
    assert repr(again) == repr(experiment)

    def stop(_done: int, _failed: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        negosim.sweep("243900354", overrides=SMALL, output=tmp_path / "rows", progress=stop)
    unfinished = negosim.read_experiment(tmp_path / "rows", lang="fr")
    assert "4 mandats joués sur 4" in repr(unfinished)
    for shard in unfinished.folder.glob("runs-*"):
        shard.unlink()
    assert "0 mandats joués sur 4" in repr(unfinished)
    with pytest.raises(UserError, match="ne tient encore aucun mandat"):
        _ = unfinished.rows
    with pytest.raises(UserError, match=r"design\.tables"):
        unfinished.table("months")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"facilitation": ["none", "bussy"]}, "busy"),
        ({"facilitation": ["none", "none"]}, "donnée deux fois"),
        ({"facilitation": []}, "facilitation ne nomme rien"),
        ({"territory": "Atlantide"}, "Atlantide"),
        ({"experiment": "nowhere"}, "nowhere"),
        ({"engine": "procesess"}, "processes"),
        ({"lang": "de"}, "fr, en"),
        ({"output": ""}, "output attend le chemin"),
        ({"output": "a", "resume": "b"}, "resume= reprend un dossier"),
        ({"output": "a", "overrides": ["output=b"]}, "output est donnée deux fois"),
        ({"resume": "nowhere"}, "n'est pas le dossier d'une expérience"),
        ({"config_dir": "nowhere"}, "ce dossier n'existe pas"),
        ({"plugins": ["absent.py"]}, "absent.py"),
        ({"overrides": "context.scarcty=0.1,0.2"}, "context.scarcity"),
        ({"overrides": ["seed=1,2"]}, "seed n'est pas un facteur"),
        ({"overrides": ["context.scarcity=0.2,5", "design.tables=[rows]"]}, "design.tables"),
        ({"overrides": ["design.sampler=csv"]}, "design.file"),
        ({"output": "/dev/null/x"}, "Impossible d'écrire"),
    ],
)
def test_each_mistake_is_named_and_nothing_is_written(arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=words):
        negosim.sweep(**{"progress": True, **arguments})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_or_of_another_configuration_is_refused(experiment, tmp_path):
    with pytest.raises(UserError, match="tient déjà une expérience"):
        negosim.sweep("243900354", overrides=SMALL, output=experiment.folder)
    with pytest.raises(UserError, match=r"design\.replicates : 4 → 5"):
        negosim.sweep(resume=experiment.folder, overrides=["design.replicates=5"])
    (tmp_path / "letter.txt").touch()
    with pytest.raises(UserError, match="n'est pas un dossier vide"):
        negosim.sweep("243900354", overrides=SMALL, output=tmp_path)


def test_rows_of_another_model_are_neither_finished_nor_played_again(experiment, monkeypatch):
    monkeypatch.setattr("negosim.sweeps.opening.environment", lambda: environment() | {"sources": "0" * 64})
    for refused in (lambda: negosim.sweep(resume=experiment.folder), lambda: experiment.mandate(0, 0)):
        with pytest.raises(UserError, match="joué par un autre modèle"):
            refused()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"outcomes": ["shared", "wishes"]}, "outcomes vaut « wishes »"),
        ({"outcomes": "wishes"}, "outcomes vaut « wishes »"),
        ({"control": "loud"}, "control vaut « loud »"),
        ({"sesoi": 2}, "sesoi vaut « 2 »"),
        ({"sesoi": True}, "sesoi vaut « True »"),
        ({"sesoi": {"months": -1}, "outcomes": "months"}, "sesoi vaut « -1 »"),
        ({"sesoi": {"welfare": 1}, "outcomes": "months"}, "sesoi vaut « welfare »"),
        ({"lang": "de"}, "fr, en"),
        ({"output": "/dev/null/x"}, "Impossible d'écrire"),
    ],
)
def test_each_mistake_of_an_analysis_is_named(arguments, words, experiment):
    with pytest.raises(UserError, match=words):
        negosim.analyse(experiment.folder, **arguments)


def test_an_unfinished_experiment_has_no_analysis(tmp_path):
    with pytest.raises(UserError, match="n'est pas le dossier d'une expérience"):
        negosim.analyse(tmp_path)


def test_mistakes_of_the_command_name_its_options(experiment, capsys):
    for option, value in (("--outcome", "wishes"), ("--control", "loud"), ("--sesoi", "x")):
        assert main(["analyse", str(experiment.folder), option, value, "--lang", "fr"]) == 2
        assert f"{option} vaut « {value} »" in capsys.readouterr().err


SCRIPT = """
import negosim
experiment = negosim.sweep("243900354", overrides=["agenda=short", "design.replicates=30"], output="rows")
print(len(experiment.rows), len(experiment.failures))
"""


def test_a_script_without_a_guard_sweeps_in_processes(tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, "script.py"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.stdout.split() == ["30", "0"], ended.stderr


@dataclass(frozen=True)
class OfThisProgram(Busy):
    """A strategy that only this process knows."""

    name: str = field(default="of_this_program", init=False)


def test_a_strategy_of_the_program_is_played_in_this_process_alone(tmp_path):
    STRATEGIES.add("of_this_program", OfThisProgram())
    try:
        arguments = {"facilitation": ["busy", "of_this_program"], "overrides": SMALL[:2]}
        with pytest.raises(UserError, match="« of_this_program » est défini dans ce programme"):
            negosim.sweep("243900354", **arguments, output=tmp_path / "a")
        rows = negosim.sweep("243900354", **arguments, engine="serial", output=tmp_path / "b").rows
    finally:
        STRATEGIES.withdraw("of_this_program")
    assert rows["error"].isna().all()
    assert rows["welfare"][:4].tolist() == rows["welfare"][4:].tolist()


FAILING = """
from dataclasses import dataclass, field
from negosim.facilitation import STRATEGIES
from negosim.facilitation.busy import Busy


@dataclass(frozen=True)
class Failing(Busy):
    name: str = field(default="failing", init=False)

    def choose(self, view):
        raise ValueError("not today")


STRATEGIES.add("failing", Failing())
"""


def test_mandates_that_fail_are_rows_with_their_error(tmp_path):
    (tmp_path / "failing.py").write_text(FAILING)
    code = (
        "import negosim\n"
        "swept = negosim.sweep('243900354', facilitation=['busy', 'failing'], plugins=['failing.py'], output='rows',\n"
        "                      overrides=['agenda=short', 'design.replicates=2', 'engine.workers=1'])\n"
        "print(swept.failures['facilitation'].tolist(), 'not today' in swept.failures['error'].iloc[0], swept)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.stdout.startswith("['failing', 'failing'] True"), ended.stderr
