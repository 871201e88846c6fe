"""Manipulation check: what each strategy did with its hours, and what that changed on the way to decisions.

A strategy must act through its own mechanism. None of these columns is an outcome of the comparison.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from cells import Cell
from territories import BOUNDS

from negosim.config import compose, load
from negosim.negotiation.mandate import run
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import ADOPTED
from negosim.negotiation.state.moves import CODES

MONTHS = 72


def signs_of(state: State) -> dict[str, float]:
    """What the month-by-month mechanisms left behind in one mandate."""
    rounds = state.events("rounds")
    authors = rounds["proposer"][rounds["proposer"] >= 0]
    adopted = state.dossiers["outcome"] == ADOPTED
    surplus = state.stakes["surplus"][adopted]
    used = state.opinions["salience"] > 0
    president = int(state.council.president_commune)
    size = state.communes["population"].astype(float)
    return {
        "drafts": len(rounds) / len(state.dossiers),
        "smaller_authors": float((size[authors] < np.median(size)).mean()) if len(authors) else np.nan,
        "dgs informed": float(state.stakes["dgs_information"].mean()),
        "belief_error": float(np.abs(state.opinions["estimated_salience"] - state.opinions["salience"])[used].mean()),
        "understood": float(state.stakes["understanding"].mean()),
        "engaged": float(state.history["engagement"][:MONTHS].mean()),
        "president_ahead": float((surplus[:, president] - surplus.mean(axis=1)).mean()) if adopted.any() else np.nan,
        "overruled": float((state.stakes["overruled"][adopted] > 0).mean()) if adopted.any() else np.nan,
    }


def rows_of(cell: Cell) -> list[dict]:
    """One row for each mandate: hours a month on each move, and the signs."""
    setting = load(compose([f"territory={cell.territory}", *cell.overrides])).setting
    rows = []
    for seed in cell.seeds:
        state = run(setting, seed).state
        spent = {move: float(state.hours[:, code].sum()) / MONTHS for move, code in CODES.items()}
        rows.append({"cell": cell.name, "territory": cell.territory, "seed": seed} | spent | signs_of(state))
    return rows


def labelled(frame: pd.DataFrame) -> pd.DataFrame:
    """Bounds marked as such."""
    names = [f"{name} (bound)" if name in BOUNDS else name for name in frame["cell"]]
    return frame.assign(cell=names).rename(columns={"cell": "strategy"})


def hours_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Mean hours a month on each move, by strategy."""
    means = frame.groupby("cell", sort=False)[list(CODES)].mean().round(1)
    return labelled(means.rename(columns=lambda move: move.replace("_", " ")).reset_index())


def signs_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Mean of each sign, by strategy."""
    signs = [name for name in frame.columns if name not in {"cell", "territory", "seed", *CODES}]
    means = frame.groupby("cell", sort=False)[signs].mean().round(3)
    return labelled(means.rename(columns=lambda sign: sign.replace("_", " ")).reset_index())
