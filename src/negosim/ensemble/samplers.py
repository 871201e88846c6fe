"""Points of an experiment: levels crossed with the samples of a sampler between bounds (plans de sondage).

Samplers come from libraries: pyDOE3 (fractional factorial), SciPy (Latin hypercube), SALib (Morris, Sobol).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import numpy as np

from negosim.ensemble.design import MOST_POINTS, Design, Factor
from negosim.errors import Message, UserError, message

__all__ = ["csv_points", "design_points", "problem_of"]

MORRIS_LEVELS = 4
TWO = 2
TERRITORY = "territory"
"""Never in a fraction: its effect would be confounded with interactions of treatments."""


def design_points(
    factors: Sequence[Factor], design: Design
) -> tuple[tuple[tuple[Any, ...], ...], tuple[int, ...], tuple[int, ...]]:
    """The values of every point, its treatment and its sample; `UserError` where the design cannot be made."""
    with_levels = [factor for factor in factors if not factor.is_sampled]
    with_bounds = [factor for factor in factors if factor.is_sampled]
    _check(with_levels, with_bounds, design)
    if design.sampler == "fractional":
        combinations = _fraction_by_territory(with_levels, design.resolution)
    else:
        combinations = list(product(*(factor.levels for factor in with_levels)))
    sample_rows = _samples(with_bounds, design) if with_bounds else [()]
    if len(combinations) * len(sample_rows) > MOST_POINTS:
        raise UserError(message("Le plan aurait {count} points ; {most} au plus.",
                                count=len(combinations) * len(sample_rows), most=MOST_POINTS))  # fmt: skip
    values, treatments, samples = [], [], []
    for t, levels in enumerate(combinations):
        for s, sample in enumerate(sample_rows):
            by_key = {f.key: v for f, v in zip(with_levels, levels, strict=True)}
            by_key |= {f.key: v for f, v in zip(with_bounds, sample, strict=True)}
            values.append(tuple(by_key[factor.key] for factor in factors))
            treatments.append(t)
            samples.append(s)
    return tuple(values), tuple(treatments), tuple(samples)


def _check(with_levels: Sequence[Factor], with_bounds: Sequence[Factor], design: Design) -> None:
    """`UserError` for factors that the sampler cannot use."""
    problems: list[Message] = []
    if design.sampler in ("full", "fractional"):
        problems += [
            message("{key} varie de {low} à {high} sans niveaux : donnez-en la liste, ou un plan de sondage "
                    "(design.sampler=latin_hypercube, morris ou sobol).", key=f.key, low=f.low, high=f.high)
            for f in with_bounds
        ]  # fmt: skip
    elif not with_bounds:
        problems.append(
            message("design.sampler vaut « {sampler} », mais aucun facteur n'a de bornes : écrivez par exemple "
                    "context.scarcity=interval(0,1) ou design.factors=[context.scarcity].", sampler=design.sampler)
        )  # fmt: skip
    if design.sampler == "fractional":
        with_levels = [f for f in with_levels if f.key != TERRITORY]
        problems += [
            message("{key} a {count} niveaux ; un plan fractionnaire en attend {two}.",
                    key=f.key, count=len(f.levels), two=TWO)
            for f in with_levels if len(f.levels) != TWO
        ]  # fmt: skip
        if len(with_levels) < design.resolution:
            problems.append(
                message("design.resolution vaut {value} ; un plan fractionnaire de {count} facteurs ne l'atteint pas.",
                        value=design.resolution, count=len(with_levels))
            )  # fmt: skip
    if design.sampler == "sobol" and math.log2(design.samples) % 1:
        problems.append(message("design.samples vaut {value} ; Sobol attend une puissance de deux.",
                                value=design.samples))  # fmt: skip
    if design.sampler == "morris" and design.samples < TWO:
        problems.append(message("design.samples vaut {value} ; Morris attend {low} trajectoires au moins.",
                                value=design.samples, low=TWO))  # fmt: skip
    if problems:
        raise UserError(*problems)


def _fraction_by_territory(with_levels: Sequence[Factor], resolution: int) -> list[tuple[Any, ...]]:
    """The fraction of the factors, whole in each territory."""
    inside = [f for f in with_levels if f.key != TERRITORY]
    territories = [f.levels for f in with_levels if f.key == TERRITORY]
    at = [f.key for f in with_levels].index(TERRITORY) if territories else 0
    return [(*row[:at], *where, *row[at:]) for where in product(*territories) for row in _fraction(inside, resolution)]


def _fraction(with_levels: Sequence[Factor], resolution: int) -> list[tuple[Any, ...]]:
    """A two-level fraction of the full factorial. Source: Box, Hunter and Hunter 2005."""
    from pyDOE3 import fracfact, fracfact_by_res  # noqa: PLC0415 -- slow to load, only for this design

    if len(with_levels) == resolution:  # the half fraction, which pyDOE3 lacks: last factor = product of others
        others = ascii_lowercase[: resolution - 1]
        signs = fracfact(" ".join([*others, others]))
    else:
        signs = fracfact_by_res(len(with_levels), resolution)
    return [tuple(f.levels[int(sign > 0)] for f, sign in zip(with_levels, row, strict=True)) for row in signs]


def problem_of(with_bounds: Sequence[Factor]) -> dict[str, Any]:
    """The factors as SALib names them, on shares of the way between bounds."""
    count = len(with_bounds)
    return {"num_vars": count, "names": [f.key for f in with_bounds], "bounds": [[0.0, 1.0]] * count}


def _samples(with_bounds: Sequence[Factor], design: Design) -> list[tuple[Any, ...]]:
    """The samples of the sampler: a value for each factor."""
    shares = SHARES_OF[design.sampler](with_bounds, design)
    return [tuple(f.value(float(share)) for f, share in zip(with_bounds, row, strict=True)) for row in shares]


def _latin(with_bounds: Sequence[Factor], design: Design) -> np.ndarray:
    """A Latin hypercube. Source: McKay, Beckman and Conover 1979."""
    from scipy.stats import qmc  # noqa: PLC0415 -- slow to load, only for this design

    return qmc.LatinHypercube(len(with_bounds), rng=np.random.default_rng(design.seed)).random(design.samples)


def _morris(with_bounds: Sequence[Factor], design: Design) -> np.ndarray:
    """Trajectories of one factor at a time. Source: Morris 1991."""
    from SALib.sample import morris  # noqa: PLC0415 -- slow to load, only for this design

    return morris.sample(problem_of(with_bounds), design.samples, num_levels=MORRIS_LEVELS, seed=design.seed)


def _sobol(with_bounds: Sequence[Factor], design: Design) -> np.ndarray:
    """Saltelli's extension of a Sobol sequence, samples x (factors + 2) rows. Source: Saltelli et al. 2010."""
    from SALib.sample import sobol  # noqa: PLC0415 -- slow to load, only for this design

    return sobol.sample(problem_of(with_bounds), design.samples, calc_second_order=False, seed=design.seed)


SHARES_OF: dict[str, Callable[[Sequence[Factor], Design], np.ndarray]] = {
    "latin_hypercube": _latin, "morris": _morris, "sobol": _sobol,
}  # fmt: skip


def csv_points(file: Path) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The keys (first line) and the values (other lines) of a file of points; `UserError` names what is wrong."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = [row for row in csv.reader(stream) if any(cell.strip() for cell in row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(message("design.file : « {file} » ne se lit pas ({reason}).",
                                file=str(file), reason=str(error))) from error  # fmt: skip
    if len(rows) < TWO:
        raise UserError(message("design.file : « {file} » n'a pas de points ; la première ligne nomme les réglages, "
                                "les suivantes donnent leurs valeurs.", file=str(file)))  # fmt: skip
    keys = tuple(cell.strip() for cell in rows[0])
    problems = [message("design.file, ligne {line} : {count} valeurs pour {keys} réglages.",
                        line=line, count=len(row), keys=len(keys))
                for line, row in enumerate(rows[1:], start=2) if len(row) != len(keys)]  # fmt: skip
    problems += [message("design.file : le réglage « {key} » est nommé deux fois.", key=key)
                 for key in dict.fromkeys(keys) if keys.count(key) > 1]  # fmt: skip
    first: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(rows[1:], start=2):
        at = first.setdefault(tuple(cell.strip() for cell in row), line)
        if at != line:
            problems.append(message("design.file, ligne {line} : ce point est déjà à la ligne {at}.", line=line, at=at))
    if problems:
        raise UserError(*problems)
    return keys, [tuple(cell.strip() for cell in row) for row in rows[1:]]
