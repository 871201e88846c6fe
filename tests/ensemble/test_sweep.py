"""A sweep survives, and gives the same rows whatever plays it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from negosim.cli import main
from negosim.config.compose import composer
from negosim.config.experiment import spec_of_words
from negosim.ensemble import store
from negosim.ensemble.design import Design, Factor, missing_ranges, seed_of
from negosim.ensemble.engines import processes
from negosim.ensemble.samplers import design_points
from negosim.ensemble.store import Store
from negosim.ensemble.worker import piece_of, play_piece
from negosim.errors import UserError
from negosim.sweeps.opening import task_of

WORDS = ("territory=243900354", "agenda=short", "facilitation=none,busy")
pytestmark = pytest.mark.compiled_only


def swept(folder: Path, *words: str) -> pd.DataFrame:
    """The rows of a sweep, sorted by run."""
    assert main(["sweep", *WORDS, *words, f"output={folder}"]) == 0
    return rows_of(folder)


def rows_of(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder).sort_values(["point", "replicate"], ignore_index=True)


def experiment(*words: str):
    return spec_of_words(composer(), list(words), Path.cwd())


def test_rows_are_the_same_whatever_the_engine_and_the_workers(tmp_path, capsys):
    wanted = swept(tmp_path / "serial", "design.replicates=6", "engine=serial")
    assert list(wanted.columns[:4]) == ["point", "replicate", "seed", "facilitation"]
    assert len(wanted) == 12
    assert wanted["error"].isna().all()
    for name, words in {"two": ("engine.workers=2",), "dask": ("engine=dask", "engine.workers=1")}.items():
        result = swept(tmp_path / name, "design.replicates=6", *words)
        pd.testing.assert_frame_equal(result, wanted, check_exact=True)
    assert "12 mandats" in capsys.readouterr().out


def test_treatments_share_the_seeds_of_a_territory_and_territories_do_not():
    plan = experiment("facilitation=none,busy", "territory=243900354,200000172", "design.replicates=3").plan
    seeds = {}
    for number in range(plan.runs):
        run = plan.run(number)
        values = dict(zip(plan.keys, plan.values[run.point], strict=True))
        seeds.setdefault((values["territory"], run.replicate), set()).add(run.seed)
    assert all(len(result) == 1 for result in seeds.values())
    assert len({seed for result in seeds.values() for seed in result}) == 6


def test_the_confirmatory_seeds_are_others():
    words = ("facilitation=none,busy", "design.replicates=3")
    exploratory, confirmatory = experiment(*words).plan, experiment(*words, "design.stage=confirmatory").plan
    assert {exploratory.run(k).seed for k in range(6)}.isdisjoint(confirmatory.run(k).seed for k in range(6))
    assert 0 <= seed_of(1, 2, 3) < 2**63


def test_what_is_missing_is_played_again_and_only_that(tmp_path):
    wanted = swept(tmp_path / "whole", "design.replicates=40", "engine=serial")
    folder = tmp_path / "torn"
    swept(folder, "design.replicates=40", "engine=serial")
    shards = sorted(folder.glob("runs-*.parquet"))
    shards[0].write_bytes(shards[0].read_bytes()[:-400])
    remaining = {path.name: path.stat().st_mtime_ns for path in shards[1:]}
    assert main(["sweep", f"resume={folder}"]) == 0
    pd.testing.assert_frame_equal(rows_of(folder), wanted, check_exact=True)
    assert all((folder / name).stat().st_mtime_ns == when for name, when in remaining.items())
    assert (folder / "_broken" / shards[0].name).exists()


def test_another_configuration_is_refused_with_the_difference(tmp_path, capsys):
    swept(tmp_path / "one", "design.replicates=2", "engine=serial")
    assert main(["sweep", *WORDS, "design.replicates=3", f"resume={tmp_path / 'one'}", "lang=en"]) == 2
    assert "design.replicates: 2 → 3" in capsys.readouterr().err
    assert main(["sweep", *WORDS, f"output={tmp_path / 'one'}"]) == 2


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("seed=1,2",), "seed n'est pas un facteur"),
        (("context.scarcity=0.2,5",), "context.scarcity vaut 5"),
        (("context.scarcty=0.1,0.2",), "context.scarcity ?"),
        (("context.scarcity=interval(0,1)",), "design.sampler"),
        (("context.scarcity=interval(0,3)", "design.sampler=sobol"), "bornes permises"),
        (("design.sampler=sobol", "design.factors=[context.scarcity]", "design.samples=60"), "puissance de deux"),
        (("facilitation=none,bussy",), "busy"),
        (("facilitation=none,none",), "donnée deux fois"),
        (("design.factors=[zzz]",), "facilitation"),
        (("engine=procesess",), "processes"),
        (("design.tables=[rows]",), "dossiers"),
    ],
)
def test_each_mistake_is_named_before_anything_starts(words, text, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["sweep", *words, "--lang", "fr"]) == 2
    assert text in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_dry_run_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["sweep", *WORDS, "design.replicates=5000", "--dry-run", "lang=en"]) == 0
    assert "10,000 mandates" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_stretches_are_what_is_missing():
    assert missing_ranges([(2, 4), (6, 9)], 10) == [(0, 2), (4, 6), (9, 10)]
    assert missing_ranges([(0, 10)], 10) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_killed_parent_is_resumed_to_the_same_rows(tmp_path):
    wanted = swept(tmp_path / "calm", "design.replicates=400", "engine=serial")
    folder = tmp_path / "killed"
    command = [sys.executable, "-m", "negosim", "sweep", *WORDS, "design.replicates=400", f"output={folder}"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ})
    while running.poll() is None and not list(folder.glob("runs-*.parquet")):
        time.sleep(0.1)
    running.kill()
    running.wait()
    assert Store(folder, 800).present()
    assert main(["sweep", f"resume={folder}"]) == 0
    pd.testing.assert_frame_equal(rows_of(folder), wanted, check_exact=True)


def test_a_pool_that_will_never_answer_is_left():
    """What was submitted while a pool broke may never be answered; it is played again, not waited for."""
    ended = threading.Thread(target=lambda: None)
    ended.start()
    ended.join()
    pool = SimpleNamespace(_executor_manager_thread=ended)
    losses, remaining = Future(), Future()
    assert processes.finished_pieces(pool, {losses: None}) == set()
    remaining.set_result(1)
    assert processes.finished_pieces(pool, {losses: None, remaining: None}) == {remaining}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="workers are found by /proc")
def test_a_killed_worker_costs_the_piece_that_it_played(tmp_path):
    wanted = swept(tmp_path / "calm", "design.replicates=400", "engine=serial")
    folder = tmp_path / "killed"
    command = [sys.executable, "-m", "negosim", "sweep", *WORDS, "design.replicates=400", f"output={folder}"]
    running = subprocess.Popen([*command, "engine.workers=2"], stdout=subprocess.DEVNULL, env={**os.environ})
    while not list(folder.glob("runs-*.parquet")):
        assert running.poll() is None
        time.sleep(0.1)
    os.kill(worker_of(running.pid), signal.SIGKILL)
    assert running.wait() == 0
    pd.testing.assert_frame_equal(rows_of(folder), wanted, check_exact=True)


def worker_of(parent: int) -> int:
    """A worker process of a sweep, by its command line (Linux)."""
    for task in Path(f"/proc/{parent}/task").iterdir():
        for child in (task / "children").read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
    raise AssertionError("no worker")


def test_a_half_fraction_confounds_the_last_factor_with_the_product_of_the_others():
    for count in (3, 4, 5):
        factors = [Factor(f"levers.{name}", (-1, 1)) for name in "abcde"[:count]]
        values, _, _ = design_points(factors, replace(Design(), sampler="fractional", resolution=count))
        signs = np.array(values)
        assert signs.shape == (2 ** (count - 1), count)
        assert set(signs.prod(axis=1)) == {signs.prod(axis=1)[0]}
        assert len(set(values)) == len(values)


def test_rows_of_another_model_are_refused_by_the_worker():
    outcome = experiment("facilitation=none", "design.replicates=2")
    task = task_of(outcome)
    piece = piece_of(outcome.plan, 0, 2)
    assert play_piece(task, piece).failures == ()
    with pytest.raises(UserError, match="un autre modèle"):
        play_piece(replace(task, model=("0", "0" * 64, "0" * 64)), piece)


def test_a_torn_shard_is_named_by_the_analysis(tmp_path, capsys):
    swept(tmp_path / "torn", "design.replicates=5", "engine=serial")
    shard = next((tmp_path / "torn").glob("runs-*.parquet"))
    whole = shard.read_bytes()
    for bad in (whole[:-400], whole[:300] + bytes(200) + whole[500:]):
        shard.write_bytes(bad)
        assert main(["analyse", str(tmp_path / "torn")]) == 2
        assert "resume=" in capsys.readouterr().err


def test_a_disk_that_fills_is_named_although_the_manifest_cannot_be_written_either(tmp_path, monkeypatch, capsys):
    full = iter(range(10**6))

    def write(path, content):
        if next(full) >= 3:  # points, manifest, then one shard
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return whole(path, content)

    whole = store.write_whole
    monkeypatch.setattr(store, "write_whole", write)
    assert main(["sweep", *WORDS, "design.replicates=400", "engine=serial", f"output={tmp_path / 'x'}"]) == 2
    text = capsys.readouterr().err
    assert "resume=" in text
    assert str(tmp_path / "x") in text
    monkeypatch.setattr(store, "write_whole", whole)
    assert main(["sweep", f"resume={tmp_path / 'x'}"]) == 0
    assert len(rows_of(tmp_path / "x")) == 800


def test_slurm_without_its_command_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["sweep", *WORDS, "design.replicates=2", "engine=slurm", f"output={tmp_path / 'x'}"]) == 2
    assert "sbatch" in capsys.readouterr().err


def test_an_analysis_writes_its_tables(tmp_path, capsys):
    swept(tmp_path / "one", "design.replicates=8", "engine=serial", "design.tables=[dossiers]")
    assert main(["analyse", str(tmp_path / "one"), "--outcome", "shared"]) == 0
    table = pd.read_csv(tmp_path / "one" / "_analysis" / "effects.csv")
    rows = rows_of(tmp_path / "one").pivot_table(index="replicate", columns="facilitation", values="shared")
    assert table["control"].unique().tolist() == ["busy"]
    assert table["difference"].iloc[0] == pytest.approx((rows["none"] - rows["busy"]).mean(), abs=1e-4)
    assert main(["analyse", str(tmp_path)]) == 2
