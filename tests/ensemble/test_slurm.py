"""The Slurm engine with stand-ins for `sbatch` and `scancel`: real jobs, real Dask, no cluster."""

from __future__ import annotations

import os

import pandas as pd
import pytest

from negosim.cli import main
from negosim.ensemble.engines import slurm as engine

pytestmark = pytest.mark.compiled_only
WORDS = ("territory=243900354", "agenda=short", "facilitation=none,busy", "design.replicates=4")

SBATCH = """#!/usr/bin/env bash
copy="$KEPT/job.sh"  # the script is removed as soon as sbatch returns
cp "${@: -1}" "$copy"
bash "$copy" > "$LOG" 2>&1 &
echo $! >> "$JOBS"
echo "Submitted batch job $!"
"""
SCANCEL = """#!/usr/bin/env bash
for job in "$@"; do pkill -P "$job"; kill "$job" 2> /dev/null; done
exit 0
"""
SQUEUE = """#!/usr/bin/env bash
cat "$QUEUE" 2> /dev/null
rm -f "$QUEUE"
"""
DEAD = """#!/usr/bin/env bash
echo "42" > "$QUEUE"
echo "Submitted batch job 42"
"""


@pytest.fixture
def slurm(tmp_path, monkeypatch):
    """The folder of the two commands, first on the path; `jobs` lists what was submitted."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, text in {"sbatch": SBATCH, "scancel": SCANCEL, "squeue": SQUEUE}.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("LOG", str(tmp_path / "job.log"))
    monkeypatch.setenv("JOBS", str(tmp_path / "jobs"))
    monkeypatch.setenv("QUEUE", str(tmp_path / "queue"))
    monkeypatch.setenv("KEPT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_jobs_give_the_rows_of_one_process(slurm):
    assert main(["sweep", *WORDS, "engine=serial", f"output={slurm / 'calm'}"]) == 0
    options = ["engine=slurm", "engine.jobs=1", "engine.cores=1", "engine.memory=4GB"]
    assert main(["sweep", *WORDS, *options, f"output={slurm / 'jobs_rows'}"]) == 0
    assert len((slurm / "jobs").read_text().split()) == 1
    result, wanted = (
        pd.read_parquet(slurm / name).sort_values(["point", "replicate"], ignore_index=True)
        for name in ("jobs_rows", "calm")
    )
    pd.testing.assert_frame_equal(result, wanted, check_exact=True)


def test_jobs_that_end_without_joining_are_announced(slurm, monkeypatch, capsys):
    (slurm / "bin" / "sbatch").write_text(DEAD)
    monkeypatch.setattr(engine, "LINE_SECONDS", 5)
    options = ["engine=slurm", "engine.jobs=1", "engine.cores=1", "engine.memory=4GB", "--lang", "fr"]
    assert main(["sweep", *WORDS, *options, f"output={slurm / 'rows'}"]) == 2
    out, err = capsys.readouterr()
    assert "En attente d'un travail Slurm" in out
    assert "Les travaux Slurm (42)" in err


def test_a_queue_that_refuses_every_job_is_announced(slurm, monkeypatch, capsys):
    (slurm / "bin" / "sbatch").write_text("#!/usr/bin/env bash\necho 'no such partition' >&2\nexit 1\n")
    monkeypatch.setattr(engine, "LINE_SECONDS", 5)
    options = ["engine=slurm", "engine.jobs=1", "engine.cores=1", "engine.memory=4GB", "--lang", "fr"]
    assert main(["sweep", *WORDS, *options, f"output={slurm / 'rows'}"]) == 2
    assert "Slurm n'a pris aucun travail" in capsys.readouterr().err
