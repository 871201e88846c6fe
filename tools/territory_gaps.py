"""Gaps of the national tables filled in the open: each filled value sets a bit of the column `imputed`.

A missing value per inhabitant takes the median, weighted by population, of the communes of the same
intercommunality where it is known; when none is known, of all communes in intercommunalities of its category.
A missing shape takes the mean centroid of the other communes of the intercommunality and their median area.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from statistics import fmean, median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
from negosim.science.spatial import weighted_median
from negosim.territory.tables import IMPUTED_BITS

Row = dict[str, Any]

RATIOS = {
    "population_dgf": "population_dgf",
    "financial_potential": "financial_potential_per_head",
    "fiscal_potential": "fiscal_potential_per_head",
    "income": "income_per_head",
    "fiscal_effort": "fiscal_effort",
    "compensation_allocation": "compensation_allocation_per_head",
}


def ratios(total: Row | None) -> Row:
    """The values per inhabitant that can be computed for one commune; `None` where one cannot."""
    if not total or not total["population_dgf"]:
        return dict.fromkeys(RATIOS)
    dgf, insee = total["population_dgf"], total["population_insee"]

    def share(numerator: float, denominator: float) -> float | None:
        return numerator / denominator if numerator > 0 and denominator > 0 else None

    return {
        "population_dgf": share(dgf, insee),
        "financial_potential": share(total["financial_potential_eur"], dgf),
        "fiscal_potential": share(total["fiscal_potential_eur"], dgf),
        "income": share(total["income_eur"], total["population_of_income"]),
        "fiscal_effort": share(total["effort_numerator"], total["effort_denominator"]),
        "compensation_allocation": total["compensation_allocation_eur"] / insee if insee else None,
    }


def typical(rows: list[Row], result: dict[str, Row], name: str) -> float | None:
    """The population-weighted median of one value over the rows where it is known."""
    known = [
        (result[row["insee"]][name], row["population_2022"])
        for row in rows
        if result[row["insee"]][name] is not None and row["population_2022"] > 0
    ]
    return weighted_median([value for value, _ in known], [weight for _, weight in known]) if known else None


def fill_gaps(rows: list[Row], groups: dict[str, Row]) -> list[Row]:
    """The rows of the communes table, in the same order, without a gap."""
    result = {row["insee"]: ratios(row["finance"]) for row in rows}
    by_group: dict[str, list[Row]] = defaultdict(list)
    by_category: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_group[row["siren"]].append(row)
        by_category[groups[row["siren"]]["category"]].append(row)
    national = {key: {name: typical(part, result, name) for name in RATIOS} for key, part in by_category.items()}
    filled = {}
    for siren, part in by_group.items():
        local = {name: typical(part, result, name) for name in RATIOS}
        if groups[siren]["tax_regime"] == "FA":
            local["compensation_allocation"] = 0.0
        category = national[groups[siren]["category"]]
        usual = {name: local[name] if local[name] is not None else category[name] for name in RATIOS}
        for row in part:
            filled[row["insee"]] = completed(row, result[row["insee"]], usual, part)
    return [filled[row["insee"]] for row in rows]


def completed(row: Row, own: Row, usual: Row, part: list[Row]) -> Row:
    """One commune's row with its gaps filled by `usual` values and by the shapes of `part`."""
    bits = sum(IMPUTED_BITS[name] for name in RATIOS if own[name] is None)
    value = {name: own[name] if own[name] is not None else usual[name] for name in RATIOS}
    total = row["finance"] or {}
    people = row["population_2022"]
    dgf = round(total.get("population_dgf") or people * value["population_dgf"])
    shape = row["shape"]
    if shape is None:
        bits |= IMPUTED_BITS["shape"]
        known = [other["shape"] for other in part if other["shape"]]
        shape = (median(s[0] for s in known), fmean(s[1] for s in known), fmean(s[2] for s in known))
    allocation = total.get("compensation_allocation_eur")
    if own["compensation_allocation"] is None:
        allocation = value["compensation_allocation"] * people
    return {
        "insee": row["insee"],
        "siren": row["siren"],
        "name": row["name"],
        "population_2022": people,
        "population_2023": row["population_2023"],
        "population_dgf": dgf,
        "financial_potential_eur": round(value["financial_potential"] * dgf),
        "fiscal_potential_eur": round(value["fiscal_potential"] * dgf),
        "income_per_head": round(value["income"], 1),
        "fiscal_effort": round(value["fiscal_effort"], 4),
        "compensation_allocation_eur": round(allocation),
        "area_km2": round(shape[0], 3),
        "lon": round(shape[1], 5),
        "lat": round(shape[2], 5),
        "imputed": bits,
    }
