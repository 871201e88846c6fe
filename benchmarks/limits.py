"""Seconds of what a user waits for: `python benchmarks/limits.py`. Medians of three; leave the machine alone.

A territory is to load in a tenth of a second, all 1,253 in twenty, the power of the 232 seats and 158 communes of the
Pays Basque is to be exact in two.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from negosim.law.council_power import council_power
from negosim.law.seats import apportion
from negosim.science.voting_power import banzhaf, shapley_shubik
from negosim.territory.load import load
from negosim.territory.tables import table

PAYS_BASQUE, QUOTA = "200067106", 117
SMALL = 10_000
TIMES = 3


def council() -> list[int]:
    """The seats of the Pays Basque by ordinary law, the largest commune first."""
    return [int(seats) for seats in apportion(load(PAYS_BASQUE).population, "CA").seats]


def powers() -> None:
    """Banzhaf and Shapley-Shubik of the council, communes as blocks."""
    seats = council()
    banzhaf(seats, QUOTA)
    shapley_shubik(seats, QUOTA)


def councils() -> None:
    """All blocks, all free, the small ones free; with the casting vote."""
    people = load(PAYS_BASQUE).population
    for blocks in (None, [False] * len(people), [count < SMALL for count in people]):
        council_power(council(), blocks=blocks, president=0)


def everything() -> None:
    """Load the whole country."""
    for siren in table("epci")["siren"].to_pylist():
        load(siren)


WAITS: dict[str, tuple[Callable[[], object], float]] = {
    "one territory (158 communes)": (lambda: load(PAYS_BASQUE), 0.1),
    "the whole country": (everything, 20.0),
    "power in a council of 232": (powers, 2.0),
    "three readings of that council": (councils, 2.0),
}


def main() -> int:
    """Time each, beside its limit."""
    for name, (wait, limit) in WAITS.items():
        wait()
        spent = []
        for _ in range(TIMES):
            begun = time.perf_counter()
            wait()
            spent.append(time.perf_counter() - begun)
        print(f"{name}: {statistics.median(spent):.3f} s, limit {limit} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
