"""Stratified random samples of intercommunalities of the national tables (sondage stratifié)."""

from __future__ import annotations

import numpy as np

from negosim.law.categories import CATEGORIES
from negosim.territory.model import MIN_COMMUNES
from negosim.territory.tables import table

__all__ = ["SIZE_CLASSES", "sample_territories", "size_class"]

SIZE_CLASSES = ((2, 7), (8, 14), (15, 29), (30, 59), (60, 158))
"""Classes of the number of communes, bounds included."""


def size_class(n: int) -> str:
    """The class of `n` communes, such as "8-14"."""
    low, high = next(bounds for bounds in SIZE_CLASSES if bounds[0] <= n <= bounds[1])
    return f"{low}-{high}"


def sample_territories(count: int, seed: int) -> tuple[str, ...]:
    """The SIREN codes of `count` different intercommunalities, in increasing order.

    The strata are the categories crossed with the size classes. Each has its share of `count` by largest remainders,
    and is sampled without replacement. The seed determines the sample. Source: Cochran 1977, proportional allocation.
    """
    rows = table("epci").select(["siren", "category", "n_communes"]).to_pylist()
    strata: dict[tuple[int, str], list[str]] = {}
    for row in sorted(rows, key=lambda row: row["siren"]):
        if row["n_communes"] >= MIN_COMMUNES:
            name = (CATEGORIES.index(row["category"]), size_class(row["n_communes"]))
            strata.setdefault(name, []).append(row["siren"])
    names = sorted(strata)
    total = sum(len(strata[name]) for name in names)
    exact = [count * len(strata[name]) / total for name in names]
    quota = [int(share) for share in exact]
    by_remainder = sorted(range(len(names)), key=lambda k: (quota[k] - exact[k], k))
    for k in by_remainder[: count - sum(quota)]:
        quota[k] += 1
    generator = np.random.default_rng(seed)
    sirens = [str(siren) for name, many in zip(names, quota, strict=True)
             for siren in generator.choice(strata[name], size=many, replace=False)]  # fmt: skip
    return tuple(sorted(sirens))
