"""Does a sweep survive kills? `python benchmarks/kills.py` (`--engine`, `--runs`, `--kills`, `--folder`).

A sweep is played undisturbed. The same sweep is then played with each engine while workers, and
sometimes the parent, are killed (SIGKILL) at random moments; a sweep whose parent died is resumed. The rows of both
folders, sorted by run, must be the same bytes, and all the kills that were asked must have been made.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import psutil

from negosim.ensemble.store import Store, read_manifest

POINTS = ("territory=243900354", "agenda=short", "facilitation=none,busy,process,single_text", "levers=default,full")
POINTS_COUNT = 8


def digest_of(folder: Path) -> tuple[int, str]:
    """The number of rows of a dataset, and the hash of the file of its rows sorted by run."""
    rows = pd.read_parquet(folder).sort_values(["point", "replicate"], ignore_index=True)
    file = io.BytesIO()
    rows.to_parquet(file, index=False)
    return len(rows), hashlib.sha256(file.getvalue()).hexdigest()


def started(words: list[str]) -> subprocess.Popen:
    """A sweep in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "negosim", "sweep", *words], stdout=subprocess.DEVNULL)


def workers_of(parent: subprocess.Popen) -> list[psutil.Process]:
    """The processes under a sweep that play: those that have used some time of a core."""
    try:
        under = psutil.Process(parent.pid).children(recursive=True)
        return [one for one in under if "resource_tracker" not in " ".join(one.cmdline()) and one.cpu_times().user > 1]
    except psutil.NoSuchProcess:
        return []


def disturbed(words: list[str], folder: Path, kills: int, dice: random.Random) -> dict[str, int]:
    """Play a sweep under kills; how many of each sort were made, and how many times it was resumed."""
    counts = {"workers": 0, "parents": 0, "resumed": 0}
    running = started([*words, f"output={folder}"])
    while True:
        time.sleep(dice.uniform(1.0, 4.0))
        if running.poll() is not None:
            if running.returncode == 0 and not missing(folder):
                return counts
            counts["resumed"] += 1
            running = started(resumed(words, folder))
            continue
        if counts["workers"] + counts["parents"] >= kills:
            continue
        result = workers_of(running)
        if result and dice.random() < 2 / 3:
            dice.choice(result).send_signal(signal.SIGKILL)
            counts["workers"] += 1
        elif result and (folder / "_manifest.json").exists():
            running.send_signal(signal.SIGKILL)
            running.wait()
            counts["parents"] += 1


def resumed(words: list[str], folder: Path) -> list[str]:
    """The words that finish a sweep; that begin it again where the kill came before the manifest."""
    if (folder / "_manifest.json").exists():
        return [f"resume={folder}"]
    shutil.rmtree(folder, ignore_errors=True)
    return [*words, f"output={folder}"]


def missing(folder: Path) -> bool:
    """Whether runs are missing."""
    return bool(Store(folder, read_manifest(folder)["runs"]).missing())


def main() -> int:
    """Play, kill, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", nargs="+", default=["processes", "dask"])
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("kills"))
    options = parser.parse_args()
    replicates = options.runs // POINTS_COUNT
    words = [*POINTS, f"design.replicates={replicates}"]
    shutil.rmtree(options.folder, ignore_errors=True)
    calm = options.folder / "calm"
    begun = time.perf_counter()
    started([*words, "engine=processes", f"output={calm}"]).wait()
    wanted = digest_of(calm)
    print(f"undisturbed: {wanted[0]} rows, {wanted[1][:16]}, {time.perf_counter() - begun:.0f} s")
    good = wanted[0] == replicates * POINTS_COUNT
    for engine in options.engine:
        folder = options.folder / engine
        begun, dice = time.perf_counter(), random.Random(options.seed)  # noqa: S311 -- moments, not secrets
        counts = disturbed([*words, f"engine={engine}"], folder, options.kills, dice)
        result = digest_of(folder)
        same = result == wanted
        outcome = counts["workers"] + counts["parents"]
        good = good and same and outcome == options.kills
        print(f"{engine}: {outcome} kills of {options.kills}, {counts}, {result[0]} rows, {result[1][:16]}, "
              f"{'same bytes' if same else 'DIFFERENT'}, "
              f"{time.perf_counter() - begun:.0f} s")  # fmt: skip
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
