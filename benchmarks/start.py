"""How soon one may begin: `python benchmarks/start.py [--beside SOURCES] [--part first|interpreted|mesa]`.

`first`: a fresh cache, then `negosim run` (seconds to the table, to the end), the compilation alone (seconds, peak in
MB) and a second `negosim run`; `--beside` measures the `src` folder of another checkout in turn. `interpreted`: a
mandate without the compiler, by number of communes. `mesa`: the Mesa model beside the loop. Medians of three.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROUNDS = 3
LAST_LINE_OF_THE_TABLE = "└"
INTERPRETED = ("200000172", "200026573", "200070324", "200068229", "200067106")
BESIDE_MESA = ("200000172", "200026573")
SOURCES = Path(__file__).resolve().parents[1] / "src"


def environment(sources: Path, cache: str) -> dict[str, str]:
    """The environment of a process that runs these sources with this cache."""
    return os.environ | {"PYTHONPATH": str(sources), "NEGOSIM_CACHE": cache, "PYTHONUNBUFFERED": "1", "COLUMNS": "120"}


def timed_run(sources: Path, cache: str) -> tuple[float, float]:
    """Seconds of `negosim run` to the end of its table, and to its own end."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "negosim", "run", f"hydra.run.dir={folder}/out"]
        begun, table = time.perf_counter(), float("nan")
        with subprocess.Popen(command, env=environment(sources, cache), stdout=subprocess.PIPE, text=True,
                              stderr=subprocess.DEVNULL, encoding="utf-8") as process:  # fmt: skip
            for line in process.stdout or ():
                if line.startswith(LAST_LINE_OF_THE_TABLE):
                    table = time.perf_counter() - begun
        return table, time.perf_counter() - begun


def timed_compilation(sources: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of `python -m negosim.first_run` on an empty cache."""
    with tempfile.TemporaryDirectory() as cache:
        begun = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", "negosim.first_run"], env=environment(sources, cache))
        _, _, usage = os.wait4(process.pid, 0)
        return time.perf_counter() - begun, usage.ru_maxrss / 1e3


def first(beside: list[Path]) -> None:
    """Print what a fresh installation waits for, these sources and the others in turn."""
    rows: dict[Path, list[tuple[float, ...]]] = {sources: [] for sources in (SOURCES, *beside)}
    for _ in range(ROUNDS):
        for sources, measured in rows.items():
            with tempfile.TemporaryDirectory() as cache:
                table, end = timed_run(sources, cache)
                _, second = timed_run(sources, cache)
            measured.append((table, end, *timed_compilation(sources), second))
    for sources, measured in rows.items():
        table, end, compilation, peak, second = map(statistics.median, zip(*measured, strict=True))
        print(f"{sources}: table {table:.1f} s, end {end:.1f} s; compilation {compilation:.1f} s, {peak:.0f} MB; "
              f"second run {second:.1f} s")  # fmt: skip


def median_seconds(play: Callable[[int], object]) -> float:
    """Median time of `play`, called with other seeds."""
    times = []
    for seed in range(1, ROUNDS + 1):
        begun = time.perf_counter()
        play(seed)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def interpreted() -> None:
    """Print the seconds of a mandate whose kernels are not compiled."""
    from negosim.api import job_of  # noqa: PLC0415 -- only where it is measured
    from negosim.compiled import Mode  # noqa: PLC0415
    from negosim.negotiation.mandate import run  # noqa: PLC0415

    for siren in INTERPRETED:
        setting = job_of(siren, None, 0, [], None, None).setting
        Mode.interpreted = True
        print(f"{setting.territory.n} communes: {median_seconds(partial(run, setting)):.1f} s", flush=True)
        Mode.interpreted = False


def play_in_mesa(model: Callable[..., Any], setting: object, seed: int) -> None:
    """Play a whole mandate of a class of models."""
    model(setting, seed).run()


def mesa() -> None:
    """Print how much longer a mandate takes in Mesa than in the loop, whole months and every agent asked."""
    from negosim.api import job_of  # noqa: PLC0415 -- only where it is measured
    from negosim.mesa_model import NegotiationModel  # noqa: PLC0415
    from negosim.negotiation.mandate import run  # noqa: PLC0415

    class Asking(NegotiationModel):
        """A model that asks every agent."""

        always_asks = True

    for siren in BESIDE_MESA:
        setting = job_of(siren, None, 0, [], None, None).setting
        models = {"Mesa": NegotiationModel, "every agent asked": Asking}
        ways = {name: partial(play_in_mesa, model, setting) for name, model in models.items()}
        ways = {"loop": partial(run, setting), **ways}
        for play in ways.values():
            play(0)
        seconds = {name: median_seconds(play) for name, play in ways.items()}
        print(f"{setting.territory.n} communes:", *(f"{name} {1e3 * value:.1f} ms ({value / seconds['loop']:.1f})"
                                                    for name, value in seconds.items()))  # fmt: skip


def main() -> None:
    """Measure and print the parts that are asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beside", type=Path, action="append", default=[])
    parser.add_argument("--part", choices=("first", "interpreted", "mesa"), action="append")
    options = parser.parse_args()
    parts = {"first": lambda: first(options.beside), "interpreted": interpreted, "mesa": mesa}
    for name in options.part or parts:
        parts[name]()


if __name__ == "__main__":
    main()
