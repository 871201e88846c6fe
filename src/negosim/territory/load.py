"""An intercommunality from the national tables, from a user's file, or synthetic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from negosim.errors import TerritoryError, message
from negosim.territory.assembly import Identity, assemble, local_km
from negosim.territory.competences import holdings
from negosim.territory.insee_areas import areas_of, read_living_areas
from negosim.territory.model import Territory
from negosim.territory.search import SearchResult, find, find_one
from negosim.territory.surroundings import outside_share
from negosim.territory.synthetic import SyntheticSettings, synthesise
from negosim.territory.tables import IMPUTED_BITS, data_hash, hash_of, rows_of
from negosim.territory.user_csv import read_territory

__all__ = ["SearchResult", "data_hash", "find", "load"]

SYNTHETIC = "synthetic"
SOURCE = "tables 2026"


def load(
    query: str,
    *,
    synthetic: SyntheticSettings | None = None,
    seed: int = 0,
    living_areas_file: str | Path | None = None,
) -> Territory:
    """The intercommunality of a SIREN, of a name, of a .csv file, or a synthetic one.

    Args: `query`, a SIREN, a name, a path to a .csv or the word "synthetic"; `synthetic` and `seed`, settings and seed
    of a synthetic one; `living_areas_file`, the table of INSEE (`read_living_areas`), which replaces the living areas.
    Raises TerritoryError: every problem of the query or of the files. Raises UserError: wrong settings.
    """
    text = str(query).strip()
    areas = read_living_areas(Path(living_areas_file)) if living_areas_file is not None else None
    if text == SYNTHETIC:
        if areas is not None:
            raise TerritoryError(
                message("Un territoire synthétique n'a pas de bassins de vie de l'INSEE : retirez le fichier.")
            )
        return synthesise(synthetic or SyntheticSettings(), seed)
    if text.casefold().endswith(".csv"):
        return read_territory(Path(text), areas)
    return _from_tables(find_one(text).siren, areas)


def _from_tables(siren: str, areas: dict[str, str] | None) -> Territory:
    """An intercommunality of the national tables, without its uninhabited communes."""
    [group] = _records(rows_of("epci", siren))
    communes = [row for row in _records(rows_of("communes", siren)) if row["population_2022"] > 0]
    x_km, y_km = local_km([row["lon"] for row in communes], [row["lat"] for row in communes])
    codes = [row["insee"] for row in communes]
    columns: dict[str, Any] = {
        "insee": codes,
        "names": [row["name"] for row in communes],
        "outside": outside_share(siren, [row["lon"] for row in communes], [row["lat"] for row in communes]),
        "population": [row["population_2022"] for row in communes],
        "population_2023": [row["population_2023"] for row in communes],
        "potential_per_head": [row["financial_potential_eur"] / row["population_dgf"] for row in communes],
        "fiscal_potential_per_head": [row["fiscal_potential_eur"] / row["population_dgf"] for row in communes],
        "income_per_head": [row["income_per_head"] for row in communes],
        "fiscal_effort": [row["fiscal_effort"] for row in communes],
        "compensation_allocation_eur": [row["compensation_allocation_eur"] for row in communes],
        "area_km2": [row["area_km2"] for row in communes],
        "x_km": x_km,
        "y_km": y_km,
    }
    columns["living_area"] = [row["living_centre"] for row in communes] if areas is None else areas_of(areas, codes)
    return assemble(
        columns,
        borders(codes, rows_of("contiguity", siren)),
        {field: [bool(row["imputed"] & bit) for row in communes] for field, bit in IMPUTED_BITS.items()},
        Identity(
            siren=siren,
            name=group["name"],
            category=group["category"],
            tax_regime=group["tax_regime"],
            source=SOURCE,
            data_hash=data_hash() if areas is None else hash_of(data_hash(), *columns["living_area"]),
            competences=holdings(group["category"], siren),
        ),
    )


def _records(columns: dict[str, list]) -> list[dict]:
    """The rows of a table of columns."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def borders(codes: list[str], pairs: dict[str, list[str]]) -> np.ndarray:
    """The contiguity of the communes `codes`, bool[N, N], from the columns `a` and `b` of pairs of neighbours."""
    index = {code: position for position, code in enumerate(codes)}
    contiguity = np.zeros((len(codes), len(codes)), np.bool_)
    for a, b in zip(pairs["a"], pairs["b"], strict=True):
        if a in index and b in index:
            contiguity[index[a], index[b]] = contiguity[index[b], index[a]] = True
    return contiguity
