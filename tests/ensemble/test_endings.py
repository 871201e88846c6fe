"""How a sweep ends before its time: asked to, or because something beneath it has died."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from negosim.cli import main
from negosim.config.compose import composer
from negosim.config.experiment import spec_of_words
from negosim.config.records import absent
from negosim.ensemble.store import MANIFEST, Store
from negosim.ensemble.worker import piece_of, play_piece
from negosim.errors import UserError
from negosim.locale import translate
from negosim.sweeps.opening import task_of

WORDS = ("territory=243900354", "agenda=short", "facilitation=none,busy")
pytestmark = pytest.mark.compiled_only

DEADLY = """
import os
from dataclasses import dataclass, field
from negosim.facilitation import STRATEGIES
from negosim.facilitation.busy import Busy


@dataclass(frozen=True)
class Deadly(Busy):
    name: str = field(default="deadly", init=False)

    def choose(self, view):
        os._exit(9)


STRATEGIES.add("deadly", Deadly())
"""


def rows_of(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder).sort_values(["point", "replicate"], ignore_index=True)


def begun(folder: Path, *words: str) -> subprocess.Popen:
    """A sweep of 4,000 mandates in a group of processes of its own, with one file written."""
    command = [sys.executable, "-m", "negosim", "sweep", *WORDS, "design.replicates=2000", *words, f"output={folder}"]
    sweep = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not list(folder.glob("runs-*.parquet")):
        assert sweep.poll() is None
        time.sleep(0.1)
    return sweep


@pytest.mark.parametrize("engine", ["processes", "dask"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_sweep_that_is_asked_to_end_tells_how_to_go_on(engine, number, code, tmp_path):
    folder = tmp_path / "asked"
    sweep = begun(folder, f"engine={engine}", "engine.workers=1", "lang=en")
    if number == signal.SIGINT:
        os.killpg(sweep.pid, number)  # as a terminal does: the workers get it too
    else:
        sweep.send_signal(number)
    out, err = sweep.communicate(timeout=120)
    assert sweep.returncode == code
    assert f"resume={folder}" in out.replace("\n", "")
    assert "Traceback" not in out + err
    assert "WARNING" not in err


def test_a_scheduler_that_dies_is_announced_and_loses_nothing(tmp_path):
    port = str(free_port())
    scheduler = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", port,
                                  "--no-dashboard"], stderr=subprocess.DEVNULL)  # fmt: skip
    worker = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}",
                               "--nthreads", "1", "--no-dashboard", "--death-timeout", "60"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    folder = tmp_path / "dask"
    sweep = begun(folder, "engine=dask", f"engine.address=tcp://127.0.0.1:{port}")
    try:
        scheduler.kill()
        output_text = sweep.communicate(timeout=200)[1]
    finally:
        for one in (sweep, worker, scheduler):
            one.kill()
            one.wait()
    assert sweep.returncode == 2
    assert "Traceback" not in output_text
    assert "Dask" in output_text
    assert main(["sweep", f"resume={folder}", "engine=processes"]) == 0
    assert len(rows_of(folder)) == 4000


def free_port() -> int:
    """A port of this machine that nobody holds."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_a_run_that_kills_its_process_kills_neither_the_runner_nor_its_neighbours(tmp_path):
    plugin = tmp_path / "deadly.py"
    plugin.write_text(DEADLY)
    words = ["territory=243900354", "agenda=short", "facilitation=none,deadly", "design.replicates=2"]
    command = [sys.executable, "-m", "negosim", "sweep", *words, "--plugin", str(plugin), "--lang", "en"]
    dry = subprocess.run([*command, "--dry-run"], capture_output=True, text=True, check=False)
    assert dry.returncode == 0
    assert re.search(r"killed\s+its\s+process", dry.stdout)
    folder = tmp_path / "rows"
    done = subprocess.run([*command, f"output={folder}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    rows = rows_of(folder)
    assert rows["error"].notna().tolist() == [False, False, True, True]
    assert "process died" in done.stdout


def refused(_values, _seed):
    raise UserError(absent("context.scarcity"))


def test_a_failure_is_written_in_the_language_of_the_reader_and_kept_in_one():
    outcome = spec_of_words(composer(), [*WORDS, "design.replicates=1"], Path.cwd())
    result = play_piece(replace(task_of(outcome), setting_of=refused), piece_of(outcome.plan, 0, 1))
    assert translate(result.failures[0][1], "en") == "The setting “context.scarcity” is missing."
    assert "Le réglage" in pq.read_table(io.BytesIO(result.files[""]))["error"][0].as_py()


@pytest.mark.parametrize("command", ["analyse", "sweep"])
def test_a_manifest_that_is_not_whole_or_was_changed_is_refused(command, tmp_path, capsys):
    folder = tmp_path / "one"
    assert main(["sweep", *WORDS, "design.replicates=2", "engine=serial", f"output={folder}"]) == 0
    whole = json.loads((folder / MANIFEST).read_text())
    line = [command, str(folder)] if command == "analyse" else [command, f"resume={folder}"]
    for key in whole:
        (folder / MANIFEST).write_text(json.dumps({name: value for name, value in whole.items() if name != key}))
        capsys.readouterr()
        assert main([*line, "--lang", "fr"]) == 2
        assert f"il y manque {key}" in capsys.readouterr().err
    (folder / MANIFEST).write_text("[]")
    assert main(line) == 2
    whole["configuration"]["bases"][0]["values"]["context"]["scarcity"] = 0.9
    (folder / MANIFEST).write_text(json.dumps(whole))
    capsys.readouterr()
    assert main(["sweep", f"resume={folder}", "--lang", "fr"]) == 2
    assert "a été modifié" in capsys.readouterr().err


def test_resuming_shows_only_what_the_words_change(tmp_path, capsys):
    folder = tmp_path / "one"
    assert main(["sweep", *WORDS, "design.replicates=2", "engine=serial", f"output={folder}"]) == 0
    capsys.readouterr()
    assert main(["sweep", f"resume={folder}", "facilitation=none", "design.replicates=3", "--lang", "fr"]) == 2
    output_text = capsys.readouterr().err.splitlines()
    assert [line.strip() for line in output_text[1:]] == [
        "facilitation : none, busy → none",
        "design.replicates : 2 → 3",
    ]
    assert main(["sweep", f"resume={folder}", "facilitation=none,busy", "agenda=short"]) == 0


BOOM = """
from dataclasses import dataclass, field
from negosim.facilitation import STRATEGIES
from negosim.facilitation.busy import Busy


@dataclass(frozen=True)
class Boom(Busy):
    name: str = field(default="boom", init=False)

    def choose(self, view):
        raise ValueError("boom")


STRATEGIES.add("boom", Boom())
"""


def test_a_piece_of_failures_leaves_the_tables_beside_the_rows_readable(tmp_path):
    plugin, folder = tmp_path / "boom.py", tmp_path / "rows"
    plugin.write_text(BOOM)
    words = ["territory=243900354", "agenda=short", "facilitation=boom,busy", "design.replicates=8", "engine=serial"]
    tables = "design.tables=[dossiers,months]"
    command = [sys.executable, "-m", "negosim", "sweep", *words, tables, "--plugin", str(plugin), f"output={folder}"]
    subprocess.run(command, check=True, capture_output=True)
    rows = rows_of(folder)
    assert rows["error"].notna().sum() == 8
    (folder / "_dossiers" / "_runs-000000016-000000017.none").touch()  # what a file of failures alone leaves
    remaining = pd.read_parquet(folder / "_dossiers")
    assert set(remaining["seed"]) == set(rows["seed"])
    assert "adopted" in remaining
    assert len(pd.read_parquet(folder / "_months")) == 8 * 96
    (folder / "_dossiers" / "_runs-000000016-000000017.none").unlink()
    before = {path: path.read_bytes() for path in folder.rglob("*runs-*")}
    assert len(pl.read_parquet(f"{folder}/_dossiers/*.parquet")) == len(remaining)
    subprocess.run([sys.executable, "-m", "negosim", "sweep", f"resume={folder}", "--plugin", str(plugin)], check=True,
                   capture_output=True)  # fmt: skip
    assert {path: path.read_bytes() for path in folder.rglob("*runs-*")} == before
    losses = tmp_path / "lost"
    words[2] = "facilitation=boom"
    command = [sys.executable, "-m", "negosim", "sweep", *words, tables, "--plugin", str(plugin), f"output={losses}"]
    subprocess.run(command, check=True, capture_output=True)
    assert {path.suffix for path in (losses / "_dossiers").iterdir()} == {".none"}
    done = subprocess.run([sys.executable, "-m", "negosim", "sweep", f"resume={losses}", "--plugin", str(plugin)],
                          check=True, capture_output=True, text=True)  # fmt: skip
    assert "_broken" not in done.stdout


def test_two_sweeps_never_begin_in_one_folder(tmp_path, capsys):
    folder = tmp_path / "new" / "race"
    outcome = Store(folder, 2)
    with outcome.locked():
        assert main(["sweep", *WORDS, "design.replicates=2", "engine=serial", f"output={folder}", "--lang", "fr"]) == 2
    assert "un autre balayage" in capsys.readouterr().err
    assert not folder.parent.exists()  # nothing was begun: nothing is left
    assert main(["sweep", *WORDS, "design.replicates=2", "engine=serial", f"output={folder}"]) == 0


def test_points_of_a_file_refuse_factors_beside_them(tmp_path, capsys):
    points = tmp_path / "points.csv"
    points.write_text("context.scarcity\n0.2\n0.5\n")
    options = ["design.sampler=csv", f"design.file={points}", "--dry-run", "--lang", "fr"]
    assert main(["sweep", *WORDS, *options]) == 2
    assert "facilitation varie aussi" in capsys.readouterr().err
    assert main(["sweep", "agenda=short", "design.territories=3", *options]) == 2
    assert "territory varie aussi" in capsys.readouterr().err


def test_a_point_given_twice_is_refused(tmp_path, capsys):
    points = tmp_path / "points.csv"
    points.write_text("context.scarcity\n0.2\n0.5\n0.2\n")
    options = ["design.sampler=csv", f"design.file={points}", "--dry-run", "--lang", "fr"]
    assert main(["sweep", "agenda=short", *options]) == 2
    assert "ligne 4 : ce point est déjà à la ligne 2" in capsys.readouterr().err


def test_a_fraction_is_whole_in_each_territory_and_a_hypercube_has_seeds_of_its_own():
    places = "territory=243900354,200000172"
    levers = ["levers.method=off,full", "levers.human=off,full", "levers.regulatory=off,full"]
    plan = spec_of_words(composer(), [places, *levers, "design.sampler=fractional"], Path.cwd()).plan
    assert plan.points == 8
    at = plan.keys.index("territory")
    halves = [{value[:at] + value[at + 1 :] for value in plan.values if value[at] == place}
              for place in ("243900354", "200000172")]  # fmt: skip
    assert halves[0] == halves[1]
    assert len(halves[0]) == 4
    words = [
        "context.scarcity=interval(0,0.7)",
        "design.sampler=latin_hypercube",
        "design.samples=5",
        "facilitation=none,busy",
    ]
    plan = spec_of_words(composer(), [*words, "design.replicates=1"], Path.cwd()).plan
    assert len({plan.run(number).seed for number in range(plan.runs)}) == 5


def test_what_a_kill_leaves_before_the_manifest_hinders_nobody(tmp_path):
    folder = tmp_path / "begun"
    (folder / "_dossiers").mkdir(parents=True)
    for name in ("_lock", "_points.pq", ".part-12-_manifest.json"):
        (folder / name).touch()
    assert main(["sweep", *WORDS, "design.replicates=2", "engine=serial", f"output={folder}"]) == 0
    assert len(rows_of(folder)) == 4
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").touch()
    assert main(["sweep", *WORDS, "design.replicates=2", f"output={tmp_path / 'mine'}"]) == 2
