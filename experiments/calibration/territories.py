"""The twenty real intercommunalities of the calibration: ten to fit, ten to report on; the cells that are played."""

from __future__ import annotations

from itertools import product

from cells import Cell

FITTED = (
    "243900354",  # CC, 4 communes
    "200096675",  # CC, 6
    "200040384",  # CC, 9
    "200027027",  # CC, 12
    "246200844",  # CC, 15
    "200068864",  # CC, 24
    "200070753",  # CA, 31
    "243000643",  # CA, 39
    "200066124",  # CA, 56
    "200070407",  # CA, 87
)
REPORTED = (
    "243900479",  # CC, 4
    "248400236",  # CC, 5
    "242900314",  # metropolis, 8
    "248500662",  # CC, 11
    "200066975",  # CC, 17
    "245614433",  # CC, 24
    "200049484",  # CC, 32
    "200071843",  # CC, 39
    "242504447",  # CC, 58
    "200067940",  # CC, 94
)
FITTED_SEEDS = range(200)
REPORTED_SEEDS = range(1000, 1200)
SIZE_CLASSES = ((2, 7), (8, 14), (15, 29), (30, 59), (60, 158))

STRATEGIES = (
    "none", "busy", "chair", "directive", "process", "single_text", "interest_based", "counterweight", "drivers_first",
    "adaptive",
)  # fmt: skip
BOUNDS = ("oracle_est", "oracle_true")
MIXTURE = ("none", "process", "interest_based")
"""The strategies whose equal mixture stands for the DGS of real intercommunalities; a choice, not an observation."""

LEVERS = ("regulatory", "method", "human")


def cells_of(named: dict[str, tuple[str, ...]], territories: tuple[str, ...], seeds: range) -> list[Cell]:
    """A cell for each name and territory."""
    return [Cell(name, overrides, place, seeds) for name, overrides in named.items() for place in territories]


def lever_cells(hours_share: float) -> dict[str, tuple[str, ...]]:
    """The eight cells of the factorial of levers, off or full, beside a DGS who is only busy."""
    cells = {}
    for levels in product(("off", "full"), repeat=3):
        name = "".join("1" if level == "full" else "0" for level in levels)
        selection = tuple(f"levers.{lever}='{level}'" for lever, level in zip(LEVERS, levels, strict=True))
        cells[name] = ("facilitation=busy", f"levers.hours_share={hours_share}", *selection)
    return cells


def additive_cells() -> dict[str, tuple[str, ...]]:
    """The same levers, each bringing twenty hours of its own, without any other work of the DGS."""
    cells = {}
    for name, overrides in lever_cells(1.0).items():
        hours = 20 * name.count("1")
        cells[name] = ("facilitation=none", *overrides[1:], f"context.hours={hours}")
    return cells


BATTERY = {
    "pressure": ("behaviour.trust_dgs_pressure=0", "behaviour.engagement_pressure=0"),
    "culture": ("behaviour.culture_start=0", "behaviour.culture_success=0", "behaviour.culture_defection=0"),
    "follow-up": ("behaviour.engagement_follow_up=0",),
    "contact": ("behaviour.trust_contact=0", "behaviour.trust_workshop=0"),
    "pressure in votes": ("behaviour.vote_pressure=0.05",),
    "pressure in defection": ("behaviour.defection_pressure=1",),
}
"""Coefficients that might decide a conclusion by themselves: each set to zero; the two that stand at zero, raised."""

OPERATORS = ("random", "annealed", "majority", "joint", "exchange", "zeuthen")
INFORMATION, HOURS = (0.15, 0.5, 0.85), (30, 60, 120)
