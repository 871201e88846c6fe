"""The national tables of the package: every intercommunality of 2026 and its communes.

`data/SOURCES.md` gives the producer, the licence, the year and the transformation of each column; `data/MANIFEST.json`
has the hash of the content. `tools/build_territories.py` writes them, and `tools/build_competences.py` the table of
competences.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from negosim.science.spatial import weighted_median

__all__ = [
    "FOLDER", "IMPUTED_BITS", "TABLES",
    "category_medians", "content_hash", "data_hash", "hash_of", "rows_of", "table",
]  # fmt: skip

FOLDER = Path(__file__).parent / "data"
TABLES = ("communes", "contiguity", "epci")

IMPUTED_BITS = {
    "financial_potential": 1,
    "fiscal_potential": 2,
    "income": 4,
    "fiscal_effort": 8,
    "compensation_allocation": 16,
    "population_dgf": 32,
    "shape": 64,
}
"""The field that each bit of the column `imputed` marks as estimated."""


@cache
def table(name: str) -> pa.Table:
    """One of `TABLES`, or "competences", sorted by the column `siren` of the intercommunality; it is read once."""
    with pq.ParquetFile(FOLDER / f"{name}.parquet") as file:
        return file.read().combine_chunks()


def rows_of(name: str, siren: str) -> dict[str, list[Any]]:
    """The rows of one intercommunality in table `name`, as lists by column; empty lists if there are none."""
    rows = table(name)
    sirens = rows["siren"]

    def siren_at(row: int) -> str:
        return sirens[row].as_py()

    start = bisect_left(range(rows.num_rows), siren, key=siren_at)
    stop = bisect_right(range(rows.num_rows), siren, key=siren_at)
    return rows.slice(start, stop - start).to_pydict()


@cache
def data_hash() -> str:
    """The SHA-256 of the content of the tables, that of competences included, in hexadecimal, from the manifest."""
    manifest = json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))
    return hash_of(manifest["data_hash"], manifest["competences"]["data_hash"])


def hash_of(*texts: str) -> str:
    """The SHA-256 of several texts, in hexadecimal."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


@cache
def category_medians(category: str) -> dict[str, float]:
    """The population-weighted medians of the communes of intercommunalities of a category.

    Keys: financial_potential, fiscal_potential, income and compensation_allocation (under FPU), in euros per
    inhabitant; fiscal_effort; area_km2, of a commune, not weighted.
    """
    groups = table("epci").to_pydict()
    regime = {
        siren: kind
        for siren, kind, of in zip(groups["siren"], groups["tax_regime"], groups["category"], strict=True)
        if of == category
    }
    rows = [row for row in table("communes").to_pylist() if row["siren"] in regime and not row["imputed"]]
    people = [row["population_2022"] for row in rows]
    single_tax_rows = [row for row in rows if regime[row["siren"]] == "FPU"]

    def middle(value: Callable[[dict[str, Any]], float]) -> float:
        return weighted_median([value(row) for row in rows], people)

    return {
        "financial_potential": middle(lambda row: row["financial_potential_eur"] / row["population_dgf"]),
        "fiscal_potential": middle(lambda row: row["fiscal_potential_eur"] / row["population_dgf"]),
        "income": middle(lambda row: row["income_per_head"]),
        "fiscal_effort": middle(lambda row: row["fiscal_effort"]),
        "compensation_allocation": weighted_median(
            [row["compensation_allocation_eur"] / row["population_2022"] for row in single_tax_rows],
            [row["population_2022"] for row in single_tax_rows],
        ),
        "area_km2": weighted_median([row["area_km2"] for row in rows], [1] * len(rows)),
    }


def content_hash(tables: Mapping[str, pa.Table]) -> str:
    """The SHA-256 of the names and values of tables, which does not depend on their compression."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        for column in tables[name].column_names:
            values = tables[name][column]
            if values.null_count:
                raise ValueError(f"{name}.{column} holds an empty value")
            digest.update(f"{name}.{column}:{len(values)}\n".encode())
            for value in values.to_pylist():
                digest.update(f"{value!r}\n".encode())
    return digest.hexdigest()
