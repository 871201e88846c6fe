"""What each operator reaches on the three scorable games, beside what NegMAS reaches.

    python benchmarks/games.py --games ../shared/data/games
    python benchmarks/games.py --negmas venv-negmas/bin/python     (also runs games_negmas.py, in its own environment)

Shares of runs in which every party, and every party but one, gets at least its threshold after the last round; mean
over runs of the product of surpluses over the best product; milliseconds per negotiation. `visits` is how many
parties the facilitator visits a round: it then hears more than the answers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from pathlib import Path

import numpy as np

from negosim import Table, game_table, negotiate
from negosim.science.games import all_deals, deal_scores, scorable_game

GAMES = ("base", "base_7players", "base_rewritten")
CASES = (
    ("joint, one visit a round", {"operator": "joint", "visits": 1.0}),
    ("joint, one visit, trust .5", {"operator": "joint", "visits": 1.0, "trust": 0.5}),
    ("joint, answers only", {"operator": "joint"}),
    ("brokered, one visit", {"operator": "brokered", "visits": 1.0}),
    ("exchange, one visit", {"operator": "exchange", "visits": 1.0}),
    ("zeuthen, one visit", {"operator": "zeuthen", "visits": 1.0}),
    ("improving, one visit", {"operator": "improving", "visits": 1.0}),
    ("single text, 24 rounds", {"operator": "annealed"}),
    ("single text, 100 rounds", {"operator": "annealed", "rounds": 100}),
    ("single text, 200 rounds", {"operator": "annealed", "rounds": 200}),
    ("none (alternating offers)", {"operator": "alternating", "voice": "equal"}),
    ("chair, by seats", {"operator": "majority", "voice": "capacity"}),
    ("chair, by decree", {"operator": "majority", "voice": "decree"}),
    ("true utilities (bound)", {"operator": "best_true", "voice": "decree"}),
)


def read(path: Path) -> tuple[Table, float]:
    """A game as a table, and its best product of surpluses."""
    document = json.loads(path.read_text(encoding="utf-8"))
    game = scorable_game(document)
    surplus = deal_scores(game.scores, all_deals(game.options)) - game.thresholds
    return game_table(document), float(np.where((surplus >= 0).all(axis=1), surplus.prod(axis=1), 0.0).max())


def measure(table: Table, best: float, seeds: range, **how: object) -> tuple[float, float, float, float]:
    """Share feasible, share with all but one, mean product ratio, milliseconds per negotiation."""
    negotiate(table, seed=seeds[0], **how)  # type: ignore[arg-type]
    begun = time.perf_counter()
    held = [negotiate(table, seed=seed, **how) for seed in seeds]  # type: ignore[arg-type]
    spent = 1000.0 * (time.perf_counter() - begun) / len(seeds)
    nearly = np.mean([negotiation.accepts[-1].sum() >= len(table.weights) - 1 for negotiation in held])
    return (
        float(np.mean([negotiation.is_agreement for negotiation in held])), float(nearly),
        float(np.mean([negotiation.product / best for negotiation in held])), spent,
    )  # fmt: skip


def main() -> None:
    """Print one row for each case, then what NegMAS does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--games", type=Path, default=Path("../shared/data/games"), help="folder of the games")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--negmas", default="", help="a Python in which NegMAS is installed")
    options = parser.parse_args()
    games = [read(options.games / f"{name}.json") for name in GAMES]
    seeds = range(options.first_seed, options.first_seed + options.runs)
    print(
        f"{options.runs} runs from seed {seeds[0]}, information .5;"
        f" feasible / n-1 / product ratio / ms: {', '.join(GAMES)}"
    )
    for label, how in CASES:
        cells = (measure(table, best, seeds, **how) for table, best in games)
        print(f"{label:27}" + "   ".join("{:.3f} {:.3f} {:.3f} {:.2f}".format(*cell) for cell in cells), flush=True)
    if options.negmas:
        script = Path(__file__).with_name("games_negmas.py")
        subprocess.run(
            [options.negmas, str(script), "--games", str(options.games), "--runs", str(options.runs)], check=True
        )


if __name__ == "__main__":
    main()
