"""The command `negosim` from outside: what it prints, what it writes, how it ends."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml

from negosim.negotiation.state.events import EVENTS

FILES = {
    "dossiers.parquet", "clauses.parquet", "items.parquet", "months.parquet", "communes.parquet", "officials.parquet",
    "meetings.parquet", "answers.parquet", "transfers.parquet", "blockages.parquet",
    *(f"{name}.parquet" for name in EVENTS),
    "summary.json", "journal.md", "trust.png", "dossiers.png", "contents.png", "power.png",
}  # fmt: skip
SOURCES = Path(__file__).resolve().parents[2] / "src"
SMALL = ["territory=synthetic", "synthetic.n_communes=4", "agenda=short"]


def decoded(folder) -> str:
    """The SHA-256 of the decoded tables of a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.parquet")):
        digest.update(pd.read_parquet(path).to_csv(index=False).encode())
    return digest.hexdigest()


def test_help_is_light(command):
    heavy = ("numpy", "hydra", "omegaconf", "mesa", "numba", "pandas", "matplotlib", "babel", "rich")
    before = (
        f"import atexit\natexit.register(lambda: print(*[m for m in {heavy!r} if m in sys.modules], file=sys.stderr))"
    )
    ended = command("--help", before=before)
    assert ended.code == 0
    assert "run" in ended.out
    assert "territory" in ended.out
    assert ended.err.strip() == ""


def test_no_command_shows_the_help(negosim):
    assert negosim().out == negosim("--help").out


def test_the_version_is_printed(negosim):
    assert negosim("--version").out.startswith("negosim ")


def test_an_unknown_command_is_named_with_the_nearest(negosim):
    ended = negosim("ruun")
    assert ended.code == 2
    assert "« ruun »" in ended.err
    assert "Commandes : run, sweep, analyse, territory, " in ended.err
    assert ended.err.rstrip().endswith("→ run ?")


def test_the_help_speaks_the_language_of_the_environment(negosim, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "play a mandate" in negosim("--help").out


def test_a_defect_keeps_its_traceback_and_ends_with_one(command):
    before = (
        "import negosim.negotiation.mandate as m\ndef broken(*a): raise ZeroDivisionError('defect')\nm.begin = broken"
    )
    ended = command("run", *SMALL, before=before)
    assert ended.code == 1
    assert "Traceback" in ended.err
    assert "ZeroDivisionError: defect" in ended.err


def test_an_interruption_ends_with_130(command):
    before = "import negosim.negotiation.mandate as m\ndef stop(*a): raise KeyboardInterrupt\nm.begin = stop"
    ended = command("run", *SMALL, before=before)
    assert ended.code == 130
    assert "Traceback" not in ended.err


def test_a_closed_pipe_is_no_defect(command):
    before = (
        "class Closed:\n"
        "    def write(self, text): raise BrokenPipeError\n"
        "    def flush(self): pass\n"
        "    def fileno(self): return 1\n"
    )
    ended = command("--version", before=before + "sys.stdout = Closed()")
    assert ended.code == 141
    assert ended.err == ""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_output_that_is_not_utf_8_has_plain_characters(here, encoding):
    text = in_bytes(["seats", "faucigny"], here, PYTHONIOENCODING=encoding)
    assert text.returncode == 0, text.stderr
    words = text.stdout.decode(encoding)
    assert "28 363" in words.replace("\xa0", " ")
    assert "?" not in words
    refused = in_bytes(["seats", "Œuvré–"], here, PYTHONIOENCODING=encoding)
    assert refused.returncode == 2
    assert b"Traceback" not in refused.stderr


def test_a_pipe_closed_before_the_end_and_a_full_disk(here):
    line = f"{sys.executable} -m negosim seats all | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    piped = subprocess.run(["bash", "-c", line], check=False, capture_output=True, env=environment(), cwd=here)
    assert piped.stdout.split() in ([b"141"], [b"0"])
    assert piped.stderr == b""
    with Path("/dev/full").open("wb") as full:
        ended = in_bytes(["seats", "faucigny"], here, stdout=full)
    assert ended.returncode == 2
    assert b"Traceback" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def environment(**more):
    paths = os.pathsep.join([str(SOURCES), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": paths, **more}


def in_bytes(arguments, folder, stdout=subprocess.PIPE, **more):
    return subprocess.run([sys.executable, "-m", "negosim", *arguments], check=False, stdout=stdout,
                          stderr=subprocess.PIPE, env=environment(**more), cwd=folder)  # fmt: skip


def test_the_language_may_come_before_the_command(negosim):
    assert "inhabitants" in negosim("--lang", "en", "seats", "faucigny").out
    assert "inhabitants" in negosim("--lang=en", "seats", "faucigny").out
    refused = negosim("--lang", "de", "seats", "faucigny")
    assert refused.code == 2
    assert "« de »" in refused.err
    assert "options :" in negosim("--help").out


def test_a_run_prints_a_line_a_year_and_a_table_and_leaves_its_files(command, here):
    ended = command("run", *SMALL, "seed=0", "output=mes résultats", "lang=fr")
    assert ended.code == 0, ended.err
    assert ended.out.count("année ") == 6
    assert "Pacte de gouvernance" in ended.out
    folder = here / "mes résultats"
    assert {path.name for path in folder.iterdir()} == FILES | {".hydra"}
    assert {path.name for path in here.iterdir()} == {"mes résultats"}
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["seed"] == 0
    assert set(summary) >= {"metrics", "versions", "config_hash", "data_hash", "config", "territory"}
    assert set(summary["versions"]) >= {"negosim", "python", "numpy", "numba"}
    assert len(pd.read_parquet(folder / "dossiers.parquet")) == 3
    overrides = yaml.safe_load((folder / ".hydra" / "overrides.yaml").read_text(encoding="utf-8"))
    assert "seed=0" in overrides
    for name in ("trust", "dossiers", "power"):
        assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_the_same_line_gives_the_same_bytes_and_english_changes_words_only(command, here):
    for folder, lang in (("a", "fr"), ("b", "en")):
        assert command("run", *SMALL, f"hydra.run.dir={folder}", f"lang={lang}").code == 0
    assert decoded(here / "a") == decoded(here / "b")
    first, second = (json.loads((here / name / "summary.json").read_text(encoding="utf-8")) for name in "ab")
    assert first["metrics"] == second["metrics"]
    assert first["config_hash"] == second["config_hash"]
    assert (here / "a" / "journal.md").read_text("utf-8") != (here / "b" / "journal.md").read_text("utf-8")


def test_cfg_job_prints_the_configuration_and_writes_nothing(command, here):
    ended = command("run", "--cfg", "job", "territory=faucigny", "context.scarcity=0.4", "facilitation=process")
    assert ended.code == 0, ended.err
    shown = yaml.safe_load(ended.out)
    assert shown["territory"] == "faucigny"
    assert shown["context"]["scarcity"] == 0.4
    assert shown["facilitation"]["name"] == "process"
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("--help", ["context.scarcity=0.4", "single_text", "scarcity:"]),
        ("--hydra-help", ["Hydra"]),
        ("--info=defaults", ["mandate_2026"]),
    ],
)
def test_each_page_of_help_is_printed_and_writes_nothing(flag, words, command, here):
    ended = command("run", flag)
    assert ended.code == 0, ended.err
    for word in words:
        assert word in ended.out
    assert list(here.iterdir()) == []


def test_a_sweep_leaves_a_folder_for_each_job(command, here):
    ended = command("run", *SMALL, "-m", "facilitation=none,single_text", "seed=1,2", "output=sweep")
    assert ended.code == 0, ended.err
    assert {path.name for path in (here / "sweep").iterdir()} == {"0", "1", "2", "3", "multirun.yaml"}
    for number in "0123":
        assert {path.name for path in (here / "sweep" / number).iterdir()} == FILES | {".hydra"}
    assert decoded(here / "sweep" / "0") != decoded(here / "sweep" / "1")


def test_a_place_of_the_user_s_own_is_found_when_hydra_changes_folder(command, here):
    (here / "mine.csv").write_text("insee;name;population\n01001;A;700\n01002;B;300\n", encoding="utf-8")
    ended = command("run", "territory=mine.csv", "agenda=short", "hydra.job.chdir=True", "output=out")
    assert ended.code == 0, ended.err
    assert json.loads((here / "out" / "summary.json").read_text("utf-8"))["territory"]["n_communes"] == 2


def test_the_first_compilation_is_announced(command, here):
    before = "import negosim.api as a, negosim.negotiation.mandate as m\na.is_first_run = lambda: True"
    ended = command("run", *SMALL, "output=out", before=before)
    assert ended.code == 0
    assert "une minute" in ended.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["faucigny"], ["200000172", "Bonneville", "13 320", "ville-centre", "CC, FPU", "15", "Bassins de vie"]),
        (["faucigny"], ["Compétences exercées (* : supposé)", "Déchets des ménages *", "Petite enfance *", "Voirie"]),
        (
            ["200000172", "--lang", "en"],
            [
                "200000172",
                "13,320",
                "core city",
                "Living areas",
                "Seats by ordinary law",
                "Competences held (*: assumed)",
                "Household waste *",
            ],
        ),
        (["l'ouest"], ["200040566", "249730037", "3 réponses"]),
    ],
)
def test_the_card_of_a_territory(arguments, words, negosim):
    ended = negosim("territory", *arguments)
    assert ended.code == 0
    for word in words:
        assert word in ended.out.replace("\u202f", " ").replace("\xa0", " ")


def test_the_card_of_a_special_council_gives_no_seats(negosim):
    ended = negosim("territory", "200054807")
    assert "son propre conseil" in ended.out
    assert "–" in ended.out


def test_the_card_of_a_file(negosim, here):
    (here / "mine.txt").write_text("insee;name;population\n01001;A[b];700\n01002;B;300\n", encoding="utf-8")
    ended = negosim("territory", "./mine.txt")
    assert ended.code == 0
    assert "A[b] *" in ended.out


def test_a_territory_that_does_not_exist(negosim):
    ended = negosim("territory", "--lang", "en", "Atlantide")
    assert ended.code == 2
    assert "No intercommunality" in ended.err
