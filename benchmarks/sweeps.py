"""What a sweep costs beside its model: `python benchmarks/sweeps.py` (`--part`, `--runs`, `--many`).

Overhead: a sweep in one process beside the same mandates played and measured in a loop. Workers: one beside two, and
the loop shared between two processes that write nothing, which is what the two cores of the machine can give.
Memory: the most that the sweep and its workers hold, at 10,000 mandates and at `--many`. Medians of three rounds; leave
the machine alone.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import psutil

from negosim.config.compose import composer
from negosim.config.experiment import spec_of_words
from negosim.metrics import summary
from negosim.negotiation.mandate import run

PLACE = ("territory=200000172", "facilitation=none,busy,process,single_text")
SMALL = ("territory=synthetic", "synthetic.n_communes=3", "agenda=short", "facilitation=none,busy")
TIMES = 3


def loop(words: list[str], part: int = 0, parts: int = 1) -> float:
    """Seconds of the mandates alone (one in `parts` of them), played and measured one after another."""
    result = spec_of_words(composer(), words, Path.cwd())
    plan, settings = result.plan, result.settings
    todo = [plan.run(number) for number in range(part, plan.runs, parts)]
    remaining = {}
    for point, values in enumerate(plan.values):
        remaining[point] = settings(values, todo[0].seed)
    summary(run(remaining[0], 1))
    begun = time.perf_counter()
    for one in todo:
        summary(run(remaining[one.point], one.seed))
    return time.perf_counter() - begun


def shared(words: list[str]) -> float:
    """Seconds of the same loop shared between two processes, each timed from its first mandate."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        return max(pool.map(loop, [words, words], (0, 1), (2, 2)))


def sweep(words: list[str], *, watch: bool = False) -> tuple[float, float]:
    """Seconds of a sweep in a process of its own, and the most megabytes that it held with its workers."""
    folder = Path(tempfile.mkdtemp()) / "sweep"
    begun = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "negosim", "sweep", *words, f"output={folder}"],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    peak = [0.0]
    watcher = threading.Thread(target=measured_run, args=(child, peak), daemon=True)
    if watch:
        watcher.start()
    if child.wait():
        raise SystemExit("the sweep failed")
    spent = time.perf_counter() - begun
    shutil.rmtree(folder.parent)
    return spent, peak[0]


def prepared(words: list[str]) -> tuple[int, int, int, float]:
    """The rows of a sweep, their files, their bytes, and the median seconds in which pandas reads them."""
    folder = Path(tempfile.mkdtemp()) / "sweep"
    subprocess.run([sys.executable, "-m", "negosim", "sweep", *words, f"output={folder}"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    files, rows, spent = list(folder.glob("runs-*.parquet")), len(pd.read_parquet(folder)), []
    for _ in range(TIMES):
        begun = time.perf_counter()
        pd.read_parquet(folder)
        spent.append(time.perf_counter() - begun)
    size = sum(file.stat().st_size for file in files)
    shutil.rmtree(folder.parent)
    return rows, len(files), size, statistics.median(spent)


def measured_run(child: subprocess.Popen, peak: list[float]) -> None:
    """Note every half second what a process and those under it hold."""
    while child.poll() is None:
        try:
            family = [psutil.Process(child.pid), *psutil.Process(child.pid).children(recursive=True)]
            peak[0] = max(peak[0], sum(one.memory_full_info().pss for one in family) / 1e6)
        except psutil.Error:
            pass
        time.sleep(0.5)


def timed(runs: int) -> None:
    """The loop, one process, one worker and two, in turn, so that what the machine does else weighs on all alike."""
    words = [*PLACE, f"design.replicates={runs // 4}"]
    start = statistics.median(sweep([*PLACE, "design.replicates=1", "engine=serial"])[0] for _ in range(TIMES))
    rounds = []
    for number in range(1, TIMES + 1):
        alone = loop(words)
        one, single, double = (sweep([*words, *engine])[0] for engine in
                               (["engine=serial"], ["engine.workers=1"], ["engine.workers=2"]))  # fmt: skip
        halves = shared(words)
        rounds.append((alone, one, single, double, halves))
        print(f"round {number}: loop {alone:.1f} s, one process {one:.1f}, one worker {single:.1f}, two {double:.1f}, "
              f"loop in two {halves:.1f}", flush=True)  # fmt: skip
    alone, one, single, double, halves = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"{runs} mandates of Faucigny-Glieres, medians: loop {alone:.1f} s; sweep, one process {one:.1f} s")
    print(f"of which start (Python, configuration, a few mandates) {start:.1f} s")
    print(f"overhead {one / alone - 1:+.1%}, without the start {(one - start) / alone - 1:+.1%}")
    print(f"processes: one worker {single:.1f} s, two {double:.1f} s, ratio {single / double:.2f}")
    print(f"the loop shared between two processes {halves:.1f} s, ratio {alone / halves:.2f}", flush=True)


def extrapolated(runs: int) -> None:
    """The store of a sweep, and that of a million mandates by its measure."""
    rows, files, size, seconds = prepared([*PLACE, f"design.replicates={runs // 4}"])
    each = 1_000_000 / rows
    print(f"{rows} rows: {files} files, {size / rows:.0f} bytes a row, read in {seconds:.2f} s")
    print(f"a million, by extrapolation: {size * each / 1e6:.0f} MB, read in {seconds * each:.0f} s", flush=True)


def held(many: int) -> None:
    """The most memory of a small sweep and of a large one."""
    for runs in (10_000, many):
        spent, peak = sweep([*SMALL, f"design.replicates={runs // 2}", "engine.workers=2"], watch=True)
        print(f"{runs} small mandates: {spent:.0f} s, at most {peak:.0f} MB", flush=True)


def main() -> int:
    """Time, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", nargs="+", choices=("time", "store", "memory"), default=["time", "store", "memory"])
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--many", type=int, default=200_000)
    options = parser.parse_args()
    for part in options.part:
        {"time": timed, "store": extrapolated, "memory": held}[part](options.many if part == "memory" else options.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
