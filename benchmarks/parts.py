"""Where the time of a mandate goes: `python benchmarks/parts.py` (`--territory SIREN`, `--strategy NAME`).

Each part is timed from Python, step by step; what a call costs by itself (that of the cheapest step) is taken off
the steps. Milliseconds per mandate, the least of a few repetitions.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from negosim.config import compose, load
from negosim.metrics import summary
from negosim.negotiation.conductor.view import View
from negosim.negotiation.guard import enter
from negosim.negotiation.mandate import begin, run
from negosim.negotiation.month.environment import close_month, open_month
from negosim.negotiation.month.schedule import schedule_month
from negosim.negotiation.month.steps import STEPS, perform
from negosim.negotiation.state.arrays import FOLLOW_UP_MONTHS, MONTHS
from negosim.negotiation.state.setting import Setting

REPETITIONS = 5


class Watch:
    """Seconds and number of calls by part."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()

    def time(self, part: str, function, *arguments):
        """The result of the call, timed."""
        begun = time.perf_counter()
        result = function(*arguments)
        self.seconds[part] += time.perf_counter() - begun
        self.calls[part] += 1
        return result


def play(setting: Setting, seed: int, watch: Watch) -> None:
    """One mandate, each part timed."""
    s = watch.time("first day", begin, setting, seed)
    view = View(s)
    for month in range(1, MONTHS + FOLLOW_UP_MONTHS + 1):
        if month <= MONTHS:
            move = watch.time("strategy (Python)", setting.strategy.choose, view)
            watch.time("move entered (Python)", enter, s, move)
        watch.time("schedule of the month", schedule_month, s)
        for step, dossier, slot in s.steps[: int(s.clock.n_steps)].tolist():
            watch.time(STEPS[step], perform, s, step, dossier, slot)
        watch.time("month closed and opened", close_month, s)
        watch.time("month closed and opened", open_month, s)


def least_of(setting: Setting, mandates: int) -> tuple[dict[str, float], Counter[str]]:
    """Milliseconds by part and mandate: the least over repetitions; and the calls of one repetition."""
    watches = []
    for _ in range(REPETITIONS):
        watch = Watch()
        for seed in range(mandates):
            play(setting, seed, watch)
            watch.time("metrics", summary, run(setting, seed))
        watches.append(watch)
    match = {part: min(watch.seconds[part] for watch in watches) * 1000 / mandates for part in watches[0].seconds}
    return match, watches[0].calls


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", default="200035111", help="SIREN (23 communes by default)")
    parser.add_argument("--strategy", default="single_text")
    parser.add_argument("--mandates", type=int, default=40)
    options = parser.parse_args()
    setting = load(compose([f"territory={options.territory}", f"facilitation={options.strategy}"])).setting
    summary(run(setting, 0))
    play(setting, 0, Watch())
    match, calls = least_of(setting, options.mandates)
    a_call = min(match[step] / calls[step] for step in STEPS if step in match)
    print(f"{'part':<26} {'ms/mandate':>10} {'calls':>7}")
    for part in match:
        if part in STEPS:
            match[part] -= a_call * calls[part]
    for part, spent in sorted(match.items(), key=lambda line: -line[1]):
        print(f"{part:<26} {spent:>10.3f} {calls[part] / options.mandates:>7.0f}")
    print(f"{'sum':<26} {sum(match.values()):>10.3f}")


if __name__ == "__main__":
    main()
