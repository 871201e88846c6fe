"""The rows of an experiment with its factors and its manifest (jeu de résultats)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from negosim.ensemble.design import SAMPLE, Factor, factors_in
from negosim.ensemble.store import Store, read_manifest, read_points, readable
from negosim.ensemble.worker import Frame
from negosim.errors import UserError, message
from negosim.facilitation.busy import Busy

__all__ = ["CONTROLS", "HEADLINE_METRICS", "Dataset", "Frame", "matched_pairs", "open_dataset"]

HEADLINE_METRICS = ("shared", "adopted", "shared_strict", "durable", "welfare", "min_gain", "months", "hours")
"""The outcomes of an analysis by default."""

CONTROLS = (Busy().name, "none", "off", "default")
"""The levels that serve as control: the first of these that a factor has, else its first level."""

RATES = ("shared", "adopted", "shared_strict", "durable", "unanimous")
"""Outcomes that are probabilities, so that log-odds make sense."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """Rows (one a mandate, failures left out), factors, manifest, and the tables beside the rows.

    The column `draw` numbers the random draws: the replicate, and the sample where samples have seeds of their own. It
    is the unit of the intervals; a draw is played in every territory and under every treatment.
    """

    folder: Path
    rows: Frame
    points: Frame
    factors: tuple[Factor, ...]
    manifest: Mapping[str, Any]
    failures: int

    @property
    def factors_with_levels(self) -> list[Factor]:
        """The factors with two levels or more, the territory excluded."""
        return [f for f in self.factors if len(f.levels) > 1 and f.key != "territory"]

    @property
    def factors_with_bounds(self) -> list[Factor]:
        """The factors that a sampler varies between bounds."""
        return [f for f in self.factors if f.is_sampled]

    @property
    def levers(self) -> list[Factor]:
        """The levers that are factors."""
        return [f for f in self.factors_with_levels if f.key.startswith("levers.") and f.key != "levers.hours_share"]

    @property
    def territory_column(self) -> list[str]:
        """The column of territories, in a list; an empty list where there is one territory."""
        return ["siren"] if self.rows["siren"].nunique() > 1 else []

    def table(self, name: str) -> Frame | None:
        """A table beside the rows, or None."""
        if name not in self.manifest["tables"] or not any((self.folder / f"_{name}").glob("runs-*.parquet")):
            return None
        with readable(self.folder):
            return pd.read_parquet(self.folder / f"_{name}")

    def others(self, *keys: str) -> list[str]:
        """The keys of the factors that are neither these, nor the territory."""
        return [f.key for f in self.factors if f.key not in (*keys, "territory")]


def open_dataset(folder: Path) -> Dataset:
    """The dataset of a folder. Raises UserError: no experiment, an unfinished one, or one whose runs all failed."""
    manifest = read_manifest(folder)
    factors = factors_in(manifest["configuration"])
    missing = sum(last - first for first, last in Store(folder, manifest["runs"], tuple(manifest["tables"])).missing())
    if missing:
        raise UserError(message("« {folder} » n'est pas fini : il manque {missing} mandats sur {runs} ; "
                                "negosim sweep resume={folder} les jouera.",
                                folder=str(folder), missing=missing, runs=manifest["runs"]))  # fmt: skip
    with readable(folder):
        rows = pd.read_parquet(folder)
    finished = rows[rows["error"].isna()].drop(columns="error").reset_index(drop=True)
    if finished.empty:
        raise UserError(message("« {folder} » : tous les mandats ont échoué ; la colonne error dit pourquoi.",
                                folder=str(folder)))  # fmt: skip
    points = read_points(folder).to_pandas()
    finished = finished.assign(draw=draws_of(finished, points, manifest))
    return Dataset(folder, finished, points, factors, manifest, len(rows) - len(finished))


def draws_of(rows: Frame, points: Frame, manifest: Mapping[str, Any]) -> Frame:
    """The number of the draw of each row: samples that share their seeds are one draw, whatever their parameters."""
    design = manifest["configuration"]["design"]
    if SAMPLE not in design["blocks"] and design["common"] == "on":
        return rows["replicate"]
    sample = points.set_index("point")["sample"].reindex(rows["point"]).to_numpy()
    return sample * int(manifest["replicates"]) + rows["replicate"]


def control_of(factor: Factor, control: str | None = None) -> Any:
    """The level of `factor` that serves as control: `control` if it has it, else the usual one."""
    for level in (control, *CONTROLS):
        for own in factor.levels:
            if level is not None and str(own) == level:
                return own
    return factor.levels[0]


def matched_pairs(data: Dataset, outcome: str, key: str, level: Any, control: Any, by: Sequence[str] = ()) -> Frame:
    """The outcome under a level and under the control, one row a pair: same territory, seed and other factors.

    Columns `treated`, `control`, `draw`, and those of `by` and of the territory.
    """
    same = [*data.others(key), "siren", "draw", "seed"]
    rows = data.rows[[*dict.fromkeys([*same, key]), outcome]]
    one = rows[rows[key] == level].set_index(same)[outcome].rename("treated")
    other = rows[rows[key] == control].set_index(same)[outcome].rename("control")
    pairs = pd.concat([one, other], axis=1, join="inner").dropna().reset_index()
    return pairs[[*dict.fromkeys([*by, "siren", "draw"]), "treated", "control"]]


def logit(share: Any) -> Any:
    """The log-odds of a probability, clipped off 0 and 1."""
    clipped = np.clip(share, 1e-6, 1 - 1e-6)
    return np.log(clipped / (1 - clipped))
