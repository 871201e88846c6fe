"""What an experiment varies and how often it is repeated (plan d'expérience)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from negosim.knobs import DESIGN, choice, knob

__all__ = ["STAGES", "Design", "Factor", "Plan", "Run", "entropy_of", "factors_in", "missing_ranges", "seed_of"]

SAMPLERS = ("full", "fractional", "latin_hypercube", "morris", "sobol", "csv")
STAGES = ("exploratory", "confirmatory")
SAMPLE = "sample"
"""The word of `blocks` that gives each sample of a sampler seeds of its own, beside the territory."""
MOST_POINTS = 10**6
MOST_REPLICATES = 10**6


@dataclass(frozen=True)
class Design:
    """The settings of an experiment that are words and numbers (plan)."""

    replicates: int = knob(
        100, 1, MOST_REPLICATES, "mandates of each point", "mandates", "Répétitions par point", DESIGN
    )
    sampler: str = choice(
        "full", SAMPLERS, "how points are chosen among the values of the factors", "Plan de sondage",
        "Saltelli et al. 2008; Morris 1991; McKay et al. 1979",
    )  # fmt: skip
    samples: int = knob(
        64, 1, MOST_POINTS,
        "points of a Latin hypercube, trajectories of Morris, base sample of Sobol (a power of two)", "points",
        "Taille du sondage", DESIGN,
    )  # fmt: skip
    resolution: int = knob(
        3, 3, 8, "resolution of the two-level fractional factorial", "", "Résolution", "Box, Hunter and Hunter 2005",
    )  # fmt: skip
    territories: int = knob(
        0, 0, 1253, "real intercommunalities drawn at random, stratified by category and size; 0 draws none",
        "intercommunalities", "Territoires tirés", DESIGN,
    )  # fmt: skip
    seed: int = knob(
        0, 0, 2**31, "seed of the samplers, of the territories drawn and of the runs", "", "Graine", DESIGN
    )
    stage: str = choice(
        "exploratory", STAGES, "seeds for exploring, or those kept for the confirmatory run", "Étape",
        "registered hypotheses",
    )  # fmt: skip
    common: str = choice(
        "on", ("on", "off"), "common random numbers: treatments share the seeds of a territory", "Aléas communs",
        "common random numbers (Law 2015)",
    )  # fmt: skip
    stop: str = choice(
        "off", ("off", "on"), "whether the first run that fails stops the sweep", "Arrêt au premier échec", DESIGN,
    )  # fmt: skip


@dataclass(frozen=True)
class Factor:
    """One parameter that varies: a key of the configuration with its levels, or with bounds to sample between.

    `choice`: the key is a group, and its levels are options (`facilitation`, `levers`, `agenda`).
    """

    key: str
    levels: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None
    choice: bool = False
    whole: bool = False

    @property
    def is_sampled(self) -> bool:
        """Whether a sampler varies it between bounds."""
        return not self.levels

    def value(self, share: float) -> float | int:
        """The value at a share of the way from the low bound to the high one."""
        value = float(self.low or 0.0) + share * (float(self.high or 0.0) - float(self.low or 0.0))
        return round(value) if self.whole else value


@dataclass(frozen=True)
class Run:
    """One mandate of an experiment."""

    point: int
    replicate: int
    seed: int


@dataclass(frozen=True, eq=False)
class Plan:
    """All the points of an experiment, and how its runs are numbered and seeded.

    `values[p]` are the values of the factors `keys` in point p; `samples[p]` is the number of its sample (the values of
    a sampler) and `treatments[p]` that of the combination of levels that the sample is crossed with.
    """

    name: str
    design: Design
    factors: tuple[Factor, ...]
    values: tuple[tuple[Any, ...], ...]
    treatments: tuple[int, ...]
    samples: tuple[int, ...]
    tables: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ("territory",)
    _blocks: dict[int, int] = field(default_factory=dict, repr=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the factors, in the order of the columns."""
        return tuple(factor.key for factor in self.factors)

    @property
    def points(self) -> int:
        """The number of points."""
        return len(self.values)

    @property
    def runs(self) -> int:
        """The number of mandates."""
        return self.points * self.design.replicates

    def run(self, number: int) -> Run:
        """The run of that number, with its seed."""
        point, replicate = divmod(number, self.design.replicates)
        if point not in self._blocks:
            self._blocks[point] = block_number(self, point)
        return Run(point, replicate, seed_of(entropy_of(self), self._blocks[point], replicate))


def factors_in(resolved: Mapping[str, Any]) -> tuple[Factor, ...]:
    """The factors of the configuration of a manifest."""
    return tuple(Factor(**{**line, "levels": tuple(line["levels"])}) for line in resolved["factors"])


def entropy_of(plan: Plan) -> int:
    """The entropy of an experiment, 128 bits: its name, its stage and the seed of its design."""
    text = f"{plan.name}|{plan.design.stage}|{plan.design.seed}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")


def block_number(plan: Plan, point: int) -> int:
    """The block of a point as 32 bits: points of one block share the seeds of their replicates.

    With common random numbers a block is one value of the territory (and of the other `blocks`), by its content
    and not by its rank, so that adding a treatment or a territory leaves the other runs as they were.
    """
    if plan.design.common == "on":
        content = [plan.values[point][column] for column, key in enumerate(plan.keys) if key in plan.blocks]
        content += [plan.samples[point]] if SAMPLE in plan.blocks else []
    else:
        content = [point]
    text = json.dumps(content, ensure_ascii=False, default=str)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def seed_of(entropy: int, block: int, replicate: int) -> int:
    """The seed of a run, a whole number below 2**63."""
    sequence = np.random.SeedSequence(entropy, spawn_key=(block, replicate))
    return int(sequence.generate_state(1, np.uint64)[0] >> np.uint64(1))


def missing_ranges(present: Sequence[tuple[int, int]], total: int) -> list[tuple[int, int]]:
    """The half-open ranges of 0..total that no range of `present` covers."""
    missing, at = [], 0
    for first, last in sorted(present):
        if first > at:
            missing.append((at, first))
        at = max(at, last)
    return [*missing, (at, total)] if at < total else missing
