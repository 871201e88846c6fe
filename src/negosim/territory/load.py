"""An intercommunality read by its SIREN or name, from a user's file, or made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from negosim.errors import TerritoryError, message
from negosim.territory.assembly import Identity, assemble, local_km
from negosim.territory.insee_areas import chosen_areas, read_living_areas
from negosim.territory.model import Territory
from negosim.territory.search import Found, find, only_one
from negosim.territory.surroundings import outside_share
from negosim.territory.synthetic import SyntheticSettings, synthesise
from negosim.territory.tables import IMPUTED_BITS, data_hash, hash_of, rows_of
from negosim.territory.user_csv import read_territory

__all__ = ["Found", "data_hash", "find", "load"]

SYNTHETIC = "synthetic"
YEAR = "tables 2026"


def load(
    query: str,
    *,
    synthetic: SyntheticSettings | None = None,
    seed: int = 0,
    living_areas_file: str | Path | None = None,
) -> Territory:
    """The intercommunality that `query` means: a SIREN, a name, a path to a .csv, or the word "synthetic".

    `living_areas_file` is INSEE's own table of living areas (CSV with DEPCOM or CODGEO, and BV2022), which
    then replaces the computed ones. `TerritoryError` lists every problem.
    """
    asked = str(query).strip()
    areas = read_living_areas(Path(living_areas_file)) if living_areas_file is not None else None
    if asked == SYNTHETIC:
        if areas is not None:
            raise TerritoryError(
                message("Un territoire synthétique n'a pas de bassins de vie de l'INSEE : retirez le fichier.")
            )
        return synthesise(synthetic or SyntheticSettings(), seed)
    if asked.casefold().endswith(".csv"):
        return read_territory(Path(asked), areas)
    return _from_tables(only_one(asked).siren, areas)


def _from_tables(siren: str, areas: dict[str, str] | None) -> Territory:
    """One intercommunality of the national tables; communes without inhabitants are left out."""
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
    columns["living_area"] = [row["living_centre"] for row in communes] if areas is None else chosen_areas(areas, codes)
    return assemble(
        columns,
        borders(codes, rows_of("contiguity", siren)),
        {field: [bool(row["imputed"] & bit) for row in communes] for field, bit in IMPUTED_BITS.items()},
        Identity(
            siren=siren,
            name=group["name"],
            category=group["category"],
            tax_regime=group["tax_regime"],
            source=YEAR,
            data_hash=data_hash() if areas is None else hash_of(data_hash(), *columns["living_area"]),
        ),
    )


def _records(columns: dict[str, list]) -> list[dict]:
    """Rows of a table given by columns."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def borders(codes: list[str], pairs: dict[str, list[str]]) -> np.ndarray:
    """The contiguity of communes, bool [N, N], from the pairs of neighbours `a`, `b` of the table."""
    place = {code: position for position, code in enumerate(codes)}
    found = np.zeros((len(codes), len(codes)), np.bool_)
    for a, b in zip(pairs["a"], pairs["b"], strict=True):
        if a in place and b in place:
            found[place[a], place[b]] = found[place[b], place[a]] = True
    return found
