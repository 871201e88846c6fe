"""Estimates of what a user's file does not say, marked as such, so that the file makes a territory."""

from __future__ import annotations

import math
from statistics import fmean
from typing import Any

from negosim.science.spatial import weighted_median
from negosim.territory.assembly import Identity, assemble, local_km
from negosim.territory.layout import gabriel, sunflower
from negosim.territory.model import Floats, Territory
from negosim.territory.tables import category_medians

__all__ = ["complete_territory"]

PER_HEAD = {
    "financial_potential": "financial_potential_per_head",
    "fiscal_potential": "fiscal_potential_per_head",
    "income": "income_per_head",
    "fiscal_effort": "fiscal_effort",
}

Cells = list[Any]


def complete_territory(columns: dict[str, Cells], identity: Identity) -> Territory:
    """The territory of the columns of a file, with estimates of the missing values, marked as such.

    A missing value per inhabitant becomes the population-weighted median of the other communes of the file, or of the
    communes of intercommunalities of the same category if the file has none. The population of 2023 becomes that of
    2022. Without coordinates, the communes are placed on a spiral by size, in one living area; borders are those of the
    Gabriel graph.
    Args: `columns` [N] by name, None in an empty cell; `identity`.
    """
    people = columns["population"]
    usual = category_medians(identity.category)
    flags, values = {}, {}
    for field, name in PER_HEAD.items():
        values[field], flags[field] = fill_gaps(columns.get(name), people, usual[field])
    area, flags["area"] = fill_gaps(columns.get("area_km2"), [1] * len(people), usual["area_km2"])
    allocation, flags["compensation_allocation"] = _allocations(columns, identity, usual)
    later = columns.get("population_2023", [None] * len(people))
    flags["population_2023"] = [value is None for value in later]
    x_km, y_km, flags["shape"] = _positions(columns, people, area)
    return assemble(
        {
            "insee": columns["insee"],
            "names": columns["name"],
            "population": people,
            "population_2023": [now if then is None else then for now, then in zip(people, later, strict=True)],
            "potential_per_head": values["financial_potential"],
            "fiscal_potential_per_head": values["fiscal_potential"],
            "income_per_head": values["income"],
            "fiscal_effort": values["fiscal_effort"],
            "compensation_allocation_eur": allocation,
            "area_km2": area,
            "x_km": x_km,
            "y_km": y_km,
            **_living_areas(columns, without_positions=all(flags["shape"])),
            **({"president": columns["president"]} if "president" in columns else {}),
        },
        gabriel(x_km, y_km),
        flags,
        identity,
    )


def _living_areas(columns: dict[str, Cells], *, without_positions: bool) -> dict[str, Cells]:
    """The living areas of the file; one for all communes without positions; none where they are to be computed."""
    if "living_area" in columns:
        return {"living_area": columns["living_area"]}
    return {"living_area": [0] * len(columns["insee"])} if without_positions else {}


def fill_gaps(cells: Cells | None, weights: Cells, usual: float) -> tuple[list[float], list[bool]]:
    """The cells with their gaps filled, and the gaps, both [N].

    A gap takes the median of the other cells, weighted by `weights` [N], or `usual` where the column is empty.
    """
    values = cells if cells is not None else [None] * len(weights)
    pairs = [(value, weight) for value, weight in zip(values, weights, strict=True) if value is not None]
    middle = weighted_median([v for v, _ in pairs], [w for _, w in pairs]) if pairs else usual
    return [middle if value is None else value for value in values], [value is None for value in values]


def _allocations(columns: dict[str, Cells], identity: Identity, usual: dict[str, float]) -> tuple[Cells, Cells]:
    """The compensation allocations in euros (none under additional taxes, FA), and which are estimated."""
    people = columns["population"]
    values = columns.get("compensation_allocation_eur", [None] * len(people))
    shares = [None if euros is None else euros / heads for euros, heads in zip(values, people, strict=True)]
    usual_share = usual["compensation_allocation"] if identity.tax_regime == "FPU" else 0.0
    per_head, gaps = fill_gaps(shares, people, usual_share)
    guesses = [float(round(share * heads)) for share, heads in zip(per_head, people, strict=True)]
    return [guess if euros is None else euros for guess, euros in zip(guesses, values, strict=True)], gaps


def _positions(columns: dict[str, Cells], people: Cells, area: Cells) -> tuple[Floats, Floats, list[bool]]:
    """The positions of the communes in km, and which are estimated."""
    n = len(people)
    lon, lat = columns.get("lon", [None] * n), columns.get("lat", [None] * n)
    gaps = [east is None or north is None for east, north in zip(lon, lat, strict=True)]
    located = [i for i in range(n) if not gaps[i]]
    if located:
        east, north = fmean(lon[i] for i in located), fmean(lat[i] for i in located)
        x_km, y_km = local_km(
            [east if gaps[i] else lon[i] for i in range(n)], [north if gaps[i] else lat[i] for i in range(n)]
        )
        return x_km, y_km, gaps
    x_km, y_km = sunflower(n, math.sqrt(math.fsum(area) / math.pi))
    order = sorted(range(n), key=lambda i: (-people[i], columns["insee"][i]))
    rank = [order.index(i) for i in range(n)]
    return x_km[rank], y_km[rank], gaps
