"""How fast mandates are played: `python benchmarks/speed.py`.

Default agenda, `single_text`, all metrics, one core. Prints a table (median of repetitions) and, as its last
line, one JSON object with `n23_per_second`, `n158_per_second`, `first_run_seconds` and `jit_ratio`.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

from negosim.config import compose, load
from negosim.metrics import summary
from negosim.negotiation.mandate import run

TERRITORIES = {7: "200000172", 23: "200035111", 158: "200067106"}
MANDATES = {7: 200, 23: 150, 158: 12}
INTERPRETED_MANDATES = 2
REPETITIONS = 5


def seconds_per_mandate(territory: str, mandates: int, repetitions: int) -> float:
    """Median over repetitions of the mean time of a mandate with all its metrics."""
    setting = load(compose([f"territory={territory}"])).setting
    summary(run(setting, 0))
    times = []
    for repetition in range(repetitions):
        begun = time.perf_counter()
        for number in range(mandates):
            summary(run(setting, 1 + repetition * mandates + number))
        times.append((time.perf_counter() - begun) / mandates)
    return statistics.median(times)


def interpreted_seconds(n: int) -> float:
    """The same, compiler off, in another process."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import speed; "
        f"print(speed.seconds_per_mandate({TERRITORIES[n]!r}, {INTERPRETED_MANDATES}, 1))"
    )
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 -- a plain string for the command line
    done = subprocess.run(
        [sys.executable, "-c", code, here], env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def first_run() -> tuple[float, float]:
    """Seconds and peak megabytes of the very first `negosim run`, compilation included."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"NEGOSIM_CACHE": f"{folder}/cache"}
        command = [sys.executable, "-m", "negosim", "run", f"hydra.run.dir={folder}/out"]
        begun = time.perf_counter()
        subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=True)
        elapsed = time.perf_counter() - begun
    return elapsed, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    first, peak = first_run()
    result = {n: seconds_per_mandate(code, MANDATES[n], REPETITIONS) for n, code in TERRITORIES.items()}
    ratio = interpreted_seconds(23) / result[23]
    print(f"{'communes':>9} {'mandates/s':>11} {'ms/mandate':>11}")
    for n, seconds in result.items():
        print(f"{n:>9} {1 / seconds:>11.1f} {1000 * seconds:>11.2f}")
    print(f"first run of all, compilation included: {first:.1f} s, peak memory {peak:.0f} MB")
    print(f"compiler off, 23 communes: {ratio:.0f} times slower")
    record = {
        "n23_per_second": round(1 / result[23], 1),
        "n158_per_second": round(1 / result[158], 1),
        "first_run_seconds": round(first, 1),
        "jit_ratio": round(ratio, 1),
        "peak_memory_mb": round(peak),
    }
    print(json.dumps(record))


if __name__ == "__main__":
    main()
