"""What a user's file leaves out, estimated and marked, so that a territory can be made of it."""

from __future__ import annotations

import math
from statistics import fmean
from typing import Any

from negosim.science.spatial import weighted_median
from negosim.territory.assembly import Identity, assemble, local_km
from negosim.territory.layout import gabriel, sunflower
from negosim.territory.model import Floats, Territory
from negosim.territory.tables import category_medians

__all__ = ["completed"]

PER_HEAD = {
    "financial_potential": "financial_potential_per_head",
    "fiscal_potential": "fiscal_potential_per_head",
    "income": "income_per_head",
    "fiscal_effort": "fiscal_effort",
}

Cells = list[Any]


def completed(columns: dict[str, Cells], identity: Identity) -> Territory:
    """The territory of a file's columns (`None` where a cell is empty), the rest estimated and marked.

    A value per inhabitant takes the population-weighted median of the file's other communes, or of the
    intercommunalities of that category when the file has none; the population of 2023 is that of 2022.
    Without places the communes are laid out on a spiral by size, in one living area; borders follow the
    Gabriel graph.
    """
    people = columns["population"]
    usual = category_medians(identity.category)
    flags, values = {}, {}
    for field, name in PER_HEAD.items():
        values[field], flags[field] = filled(columns.get(name), people, usual[field])
    area, flags["area"] = filled(columns.get("area_km2"), [1] * len(people), usual["area_km2"])
    allocation, flags["compensation_allocation"] = _allocations(columns, identity, usual)
    later = columns.get("population_2023", [None] * len(people))
    flags["population_2023"] = [value is None for value in later]
    x_km, y_km, flags["shape"] = _places(columns, people, area)
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
            **_living_areas(columns, unplaced=all(flags["shape"])),
            **({"president": columns["president"]} if "president" in columns else {}),
        },
        gabriel(x_km, y_km),
        flags,
        identity,
    )


def _living_areas(columns: dict[str, Cells], *, unplaced: bool) -> dict[str, Cells]:
    """The file's own areas; one area for all without places; nothing when they are to be computed."""
    if "living_area" in columns:
        return {"living_area": columns["living_area"]}
    return {"living_area": [0] * len(columns["insee"])} if unplaced else {}


def filled(cells: Cells | None, weights: Cells, usual: float) -> tuple[list[float], list[bool]]:
    """The cells, gaps filled by the weighted median of the others or else by `usual`, and the gaps."""
    given = cells if cells is not None else [None] * len(weights)
    known = [(value, weight) for value, weight in zip(given, weights, strict=True) if value is not None]
    middle = weighted_median([v for v, _ in known], [w for _, w in known]) if known else usual
    return [middle if value is None else value for value in given], [value is None for value in given]


def _allocations(columns: dict[str, Cells], identity: Identity, usual: dict[str, float]) -> tuple[Cells, Cells]:
    """The compensation allocations (none under additional taxes, FA), and which are estimated."""
    people = columns["population"]
    given = columns.get("compensation_allocation_eur", [None] * len(people))
    shares = [None if euros is None else euros / heads for euros, heads in zip(given, people, strict=True)]
    pooled = usual["compensation_allocation"] if identity.tax_regime == "FPU" else 0.0
    per_head, gaps = filled(shares, people, pooled)
    guesses = [float(round(share * heads)) for share, heads in zip(per_head, people, strict=True)]
    return [guess if euros is None else euros for guess, euros in zip(guesses, given, strict=True)], gaps


def _places(columns: dict[str, Cells], people: Cells, area: Cells) -> tuple[Floats, Floats, list[bool]]:
    """Where the communes are, in km, and which places are estimated."""
    n = len(people)
    lon, lat = columns.get("lon", [None] * n), columns.get("lat", [None] * n)
    gaps = [east is None or north is None for east, north in zip(lon, lat, strict=True)]
    known = [i for i in range(n) if not gaps[i]]
    if known:
        east, north = fmean(lon[i] for i in known), fmean(lat[i] for i in known)
        x_km, y_km = local_km(
            [east if gaps[i] else lon[i] for i in range(n)], [north if gaps[i] else lat[i] for i in range(n)]
        )
        return x_km, y_km, gaps
    x_km, y_km = sunflower(n, math.sqrt(math.fsum(area) / math.pi))
    order = sorted(range(n), key=lambda i: (-people[i], columns["insee"][i]))
    rank = [order.index(i) for i in range(n)]
    return x_km[rank], y_km[rank], gaps
