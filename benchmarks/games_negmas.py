"""What NegMAS reaches on the three scorable games: an outside comparator, run apart.

NegMAS is AGPL-3.0. It is never imported by the package nor installed with it; this script only calls its public
interface and holds none of its text. It needs an environment of its own:

    python3.11 -m venv venv-negmas && venv-negmas/bin/pip install negmas
    venv-negmas/bin/python benchmarks/games_negmas.py --games ../shared/data/games --runs 200

Every party has its scores and its threshold as reservation value. Stacked alternating offers (SAO) starts with the
parties in a random order; `mixed` draws each party's type at random among the time-based ones. The single text
(VetoST) proposes random deals and keeps what every party prefers to the text; before the first text each party
compares with its threshold. Prints a table and, as its last line, one JSON
object: share of runs feasible for all, share with at least n-1 parties at their threshold, mean over runs of the
product of surpluses over the best product (0 when infeasible), and seconds per negotiation.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
import warnings
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import negmas
import numpy as np
from negmas import LinearAdditiveUtilityFunction, SAOMechanism, make_issue, make_os
from negmas.preferences.value_fun import TableFun
from negmas.sao import negotiators as sao
from negmas.st import VetoSTMechanism

GAMES = ("base", "base_7players", "base_rewritten")
TYPES = {
    "linear": "LinearTBNegotiator",
    "boulware": "BoulwareTBNegotiator",
    "conceder": "ConcederTBNegotiator",
    "aspiration": "AspirationNegotiator",
    "micro": "MiCRONegotiator",
}
MIXED = ("linear", "boulware", "conceder", "aspiration")


@dataclass(frozen=True)
class Game:
    """A scorable game: names, scores per party, issue and option, thresholds, best product, deal at the start."""

    names: tuple[str, ...]
    scores: list[list[list[float]]]
    thresholds: list[float]
    best: float
    start: tuple[int, ...]


def surpluses(scores: list[list[list[float]]], thresholds: list[float], deal: tuple[int, ...]) -> list[float]:
    """Score above the threshold of every party under `deal`, in points."""
    return [
        sum(table[issue][option] for issue, option in enumerate(deal)) - threshold
        for table, threshold in zip(scores, thresholds, strict=True)
    ]


def product_of(values: list[float]) -> float:
    """Product of surpluses; 0 as soon as one party is below its threshold."""
    return float(np.prod(values)) if min(values) >= 0 else 0.0


def read_game(path: Path) -> Game:
    """The game in the file `path`, with its best product over all deals."""
    data = json.loads(path.read_text(encoding="utf-8"))
    scores = [player["scores"] for player in data["players"]]
    thresholds = [player["threshold"] for player in data["players"]]
    deals = itertools.product(*(range(len(options)) for options in scores[0]))
    best = max(product_of(surpluses(scores, thresholds, deal)) for deal in deals)
    start = tuple(int(word[1:]) - 1 for word in data["initial_deal"].split(","))
    return Game(tuple(player["name"] for player in data["players"]), scores, thresholds, best, start)


def utilities(game: Game) -> tuple[object, list[LinearAdditiveUtilityFunction]]:
    """The outcome space, and each party's utility with its threshold as reservation value."""
    issues = [make_issue(len(options), f"issue{number}") for number, options in enumerate(game.scores[0])]
    space = make_os(issues)
    functions = []
    for table, threshold in zip(game.scores, game.thresholds, strict=True):
        values = [TableFun(dict(enumerate(options))) for options in table]
        functions.append(
            LinearAdditiveUtilityFunction(
                values, weights=[1.0] * len(table), outcome_space=space, reserved_value=threshold
            )
        )
    return space, functions


def alternating(game: Game, kind: str, steps: int) -> tuple[int, ...] | None:
    """The deal of one negotiation by stacked alternating offers, or None."""
    space, functions = utilities(game)
    mechanism = SAOMechanism(outcome_space=space, n_steps=steps)
    order = list(range(len(functions)))
    random.shuffle(order)
    for party in order:
        selection = random.choice(MIXED) if kind == "mixed" else kind  # noqa: S311 - not for secrets
        mechanism.add(getattr(sao, TYPES[selection])(name=f"party{party}"), ufun=functions[party])
    return mechanism.run().agreement


def single_text(game: Game, steps: int, start: str) -> tuple[int, ...] | None:
    """The text left by one run of the single-text mechanism with a veto for every party, or None.

    `start` is the text at the start: `nothing` (worth its threshold to each party), the game's own `deal`, or
    one drawn at `random`.
    """
    space, functions = utilities(game)
    first = {"nothing": None, "deal": game.start, "random": space.random_outcome()}[start]
    mechanism = VetoSTMechanism(outcome_space=space, n_steps=steps, initial_outcome=first)
    for party, function in enumerate(functions):
        mechanism.add(negmas.negotiators.BinaryComparatorNegotiator(name=f"party{party}"), ufun=function)
    return mechanism.run().current_offer


def measure(game: Game, negotiate, runs: int) -> dict[str, float]:
    """Shares, mean product ratio and seconds per negotiation over `runs` seeds."""
    feasible = nearly = ratio = 0.0
    begun = time.perf_counter()
    for seed in range(runs):
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002 - the library under test draws from the global generator
        deal = negotiate(game)
        if deal is None:
            continue
        values = surpluses(game.scores, game.thresholds, tuple(deal))
        met = sum(value >= 0 for value in values)
        feasible += met == len(values)
        nearly += met >= len(values) - 1
        ratio += product_of(values) / game.best
    seconds = (time.perf_counter() - begun) / runs
    shares = {"feasible": feasible / runs, "nearly": nearly / runs, "ratio": ratio / runs}
    return {**{name: round(value, 4) for name, value in shares.items()}, "seconds": round(seconds, 5)}


def protocols(steps: int) -> dict[str, object]:
    """Every protocol compared, by name."""
    known = {f"sao_{kind}": partial(alternating, kind=kind, steps=steps) for kind in (*TYPES, "mixed")}
    for rounds in (24, 100, 200, 400):
        known[f"veto_st_{rounds}"] = partial(single_text, steps=rounds, start="nothing")
    known["veto_st_400_from_deal"] = partial(single_text, steps=400, start="deal")
    known["veto_st_400_from_random"] = partial(single_text, steps=400, start="random")
    return known


def main() -> None:
    """Run every protocol on every game; print the table, then the JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--games", type=Path, default=Path("../shared/data/games"), help="folder of the games")
    parser.add_argument("--runs", type=int, default=200, help="negotiations per protocol and game")
    parser.add_argument("--steps", type=int, default=100, help="steps of an alternating-offers negotiation")
    parser.add_argument("--only", default="", help="protocols whose name starts so, as sao or veto_st")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    results: dict[str, dict[str, dict[str, float]]] = {}
    print(f"NegMAS {negmas.__version__}, {options.runs} runs, feasible / n-1 / product ratio / seconds")
    selection = {name: run for name, run in protocols(options.steps).items() if name.startswith(options.only)}
    for name, negotiate in selection.items():
        results[name] = {}
        for label in GAMES:
            results[name][label] = measure(read_game(options.games / f"{label}.json"), negotiate, options.runs)
        row = "{feasible:.3f} {nearly:.3f} {ratio:.3f} {seconds:.4f}"
        cells = [row.format(**cell) for cell in results[name].values()]
        print(f"{name:24}" + "   ".join(cells), flush=True)
    print(json.dumps({"negmas": negmas.__version__, "runs": options.runs, "steps": options.steps, "results": results}))


if __name__ == "__main__":
    main()
