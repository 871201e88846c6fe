"""How far each calibrated constant moves the targets: one constant at a time, on the fitted territories and seeds."""

from __future__ import annotations

import pandas as pd
import tables
from cells import play
from territories import FITTED, MIXTURE, cells_of

COSTS = {
    "governance_pact": (0.015, 0.045),
    "financial_pact": (0.0, 0.015),
    "land_use_plan": (0.10, 0.14),
    "seat_agreement": (0.05, 0.09),
}
BEHAVIOUR = {
    "premium_mean": (0.19, 0.23),
    "ideal_common_sd": (0.25, 0.35),
    "ideal_group_sd": (0.0, 0.14),
    "ideal_own_sd": (0.10, 0.20),
    "programme_share": (0.30, 0.50),
    "norm": (0.08, 0.10),
    "contagion": (0.0, 0.02),
}
CUSHION = (0.20, 0.30)


def changes() -> dict[str, tuple[str, ...]]:
    """Every change of one constant, by its words."""
    result: dict[str, tuple[str, ...]] = {"as calibrated": ()}
    for name, values in BEHAVIOUR.items():
        result |= {f"{name} {value:g}": (f"behaviour.{name}={value}",) for value in values}
    result |= {f"cushion {value:g}": (f"governance.cushion={value}",) for value in CUSHION}
    for kind, values in COSTS.items():
        result |= {f"cost of {kind} {value:g}": (f"+agenda.dossiers.{kind}.default_cost={value}",) for value in values}
    return result


def play_sensitivity(seeds: range, processes: int) -> pd.DataFrame:
    """The strategies of the mixture under every change."""
    named = {
        f"{change}/{strategy}": (f"facilitation={strategy}", *overrides)
        for change, overrides in changes().items()
        for strategy in MIXTURE
    }
    frame = play(cells_of(named, FITTED, seeds), processes)
    split = frame["cell"].str.split("/", expand=True)
    return frame.assign(change=split[0], cell=split[1])


def targets(frame: pd.DataFrame) -> dict[str, object]:
    """The targets of the calibration in one set of mandates."""
    base = frame[frame["cell"] == "none"]
    sizes = tables.by_size(frame)["distance"]
    unanimous = base[base["n"] <= 30].groupby("territory")["unanimous"].mean().round(2)
    kinds = tables.by_kind(frame, MIXTURE).set_index("kind")["adopted"]
    return {
        "adopted": round(base["adopted"].mean(), 3),
        "size classes": f"{sizes.min():+.3f} to {sizes.max():+.3f}",
        "unanimous, N <= 30": f"{unanimous.min():.2f} to {unanimous.max():.2f}",
        "engagement": f"{base.groupby('territory')['engagement'].mean().min():.2f}",
        **{f"{kind}, mixture": kinds[kind] for kind in ("governance_pact", "financial_pact", "land_use_plan",
                                                        "seat_agreement")},
    }  # fmt: skip


def sensitivity_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Targets under each change."""
    rows = [{"change": change} | targets(part) for change, part in frame.groupby("change", sort=False)]
    return pd.DataFrame(rows)
