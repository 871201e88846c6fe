"""Shares of the variance of adoption by kind of dossier: place, seed, rest.

    python experiments/variance/run.py [--places 60] [--seeds 30] [--facilitation process]

Every place plays every seed. For each kind, adoption (0 or 1, the mean where a mandate has several dossiers of the
kind) is split into a part of the place, a part of the seed, which all places would share, and the rest, by the two-way
analysis of variance without repetition; negative components are 0. The intervals (95 %) are over places, from
500 random halves of them. Writes results/tables.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from negosim.api import job_of
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import ADOPTED
from negosim.territory.tables import table

HERE = Path(__file__).resolve().parent
DRAWS = 500


def places_of(count: int) -> list[str]:
    """`count` intercommunalities of CC and CA, evenly spaced by number of communes, then by SIREN."""
    epci, communes = table("epci").to_pandas(), table("communes").to_pandas()
    sizes = communes[communes["population_2022"] > 0].groupby("siren").size()
    codes = [siren for siren, category in zip(epci["siren"], epci["category"], strict=True) if category in ("CC", "CA")]
    ordered = sorted(codes, key=lambda siren: (int(sizes[siren]), siren))
    return [ordered[int((rank + 0.5) * len(ordered) / count)] for rank in range(count)]


def adoption_of(facilitation: str, seeds: int, siren: str) -> dict[str, list[float]]:
    """Adoption of each kind by seed in one place."""
    setting = job_of(siren, facilitation, 0, ["competences.held=none"], None, None).setting
    kinds = [line.kind.name for line, _ in dossiers_of(setting)]
    rows: dict[str, list[float]] = {kind: [] for kind in kinds}
    for seed in range(seeds):
        is_adopted = run(setting, seed).state.dossiers["outcome"] == ADOPTED
        for kind, values in rows.items():
            values.append(float(np.mean([is_adopted[d] for d, name in enumerate(kinds) if name == kind])))
    return rows


def shares(values: np.ndarray) -> tuple[float, float, float]:
    """Shares of place, seed and rest in the variance of `values` float64[places, seeds]; they sum to 1."""
    places, seeds = values.shape
    mean = values.mean()
    by_place, by_seed = values.mean(axis=1), values.mean(axis=0)
    rest = values - by_place[:, None] - by_seed[None, :] + mean
    square_rest = (rest**2).sum() / ((places - 1) * (seeds - 1))
    square_place = seeds * ((by_place - mean) ** 2).sum() / (places - 1)
    square_seed = places * ((by_seed - mean) ** 2).sum() / (seeds - 1)
    parts = np.array([max((square_place - square_rest) / seeds, 0.0), max((square_seed - square_rest) / places, 0.0),
                      square_rest])  # fmt: skip
    total = parts.sum()
    return tuple((parts / total).tolist()) if total > 0 else (0.0, 0.0, 1.0)


def interval(values: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Bounds of 95 % of the shares, from random halves of the places: float64[2, 3].

    A half without repetition, since a place drawn twice would look like a draw that two places share; its deviations
    are divided by the square root of 2.
    """
    whole, half = np.array(shares(values)), len(values) // 2
    draws = np.array([shares(values[generator.permutation(len(values))[:half]]) for _ in range(DRAWS)])
    return np.clip(whole + (np.percentile(draws, [2.5, 97.5], axis=0) - draws.mean(axis=0)) / np.sqrt(2.0), 0.0, 1.0)


def table_of(adoption: Sequence[dict[str, list[float]]]) -> list[str]:
    """The lines of the table: one for each kind that every place negotiates."""
    lines = ["| kind | places | adopted | place | seed | rest |", "|---|---|---|---|---|---|"]
    for kind in dict.fromkeys(kind for row in adoption for kind in row):
        values = np.array([row[kind] for row in adoption if kind in row])
        low, high = interval(values, np.random.default_rng(0))
        cells = [f"{part:.3f} [{a:.3f}, {b:.3f}]" for part, a, b in zip(shares(values), low, high, strict=True)]
        lines.append(f"| {kind} | {len(values)} | {values.mean():.3f} | {' | '.join(cells)} |")
    return lines


def main() -> None:
    """Play, print the table and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--facilitation", default="process")
    options = parser.parse_args()
    with ProcessPoolExecutor(2) as pool:
        adoption = list(pool.map(partial(adoption_of, options.facilitation, options.seeds), places_of(options.places)))
    head = f"{options.places} places, seeds 0-{options.seeds - 1}, facilitation {options.facilitation}, nothing held."
    text = "\n".join(["# Shares of the variance of adoption", "", head, "", *table_of(adoption), ""])
    print(text)
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "tables.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
