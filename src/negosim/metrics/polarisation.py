"""Do the communes form opposed camps, and are these camps living areas or roles? (polarisation)."""

# pyright: strict

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from negosim.compiled import Floats, Integers, compiled
from negosim.errors import message
from negosim.metrics import LESS, METRICS, BaseMetric
from negosim.metrics.decisions import headline_dossiers
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.state.dossier import WAITING
from negosim.science.polarisation import opposed_camps, variance_ratio

__all__ = ["ALPHA", "CAMPS", "Polarisation", "between_areas", "between_roles", "camps_of", "positions_of"]

ALPHA = 1.3
"""Identification within a camp, in the middle of [1, 1.6]: what the axioms of Esteban and Ray (1994) allow."""

CAMPS = 5
"""Number of equal intervals of [0, 1]: communes whose ideals are in the same interval are one camp."""


def positions_of(mandate: Mandate, moment: str) -> np.ndarray:
    """Ideals of the communes on each clause of the headline dossiers that were opened: float64[C, N].

    `moment` is "anchor" for the first day, "ideal" for the end.
    """
    dossiers, opinions = np.asarray(mandate.state.dossiers), np.asarray(mandate.state.opinions)
    outcomes, clauses = dossiers["outcome"].tolist(), dossiers["clauses"].tolist()
    opened = [d for d in headline_dossiers(mandate.setting) if outcomes[d] != WAITING]
    pairs = [(d, k) for d in opened for k in range(clauses[d])]
    rows, columns = np.array(pairs, np.int64).reshape(-1, 2).T
    return opinions[moment][rows, :, columns]


@compiled
def mean_camps(positions: Floats, camps: int, alpha: float) -> float:
    """Mean over the clauses of `positions` [C, N] of their polarisation; nan without a clause."""
    total = 0.0
    for clause in range(positions.shape[0]):
        total += opposed_camps(positions[clause], camps, alpha)
    return total / positions.shape[0] if positions.shape[0] > 0 else math.nan


@compiled
def mean_ratio(positions: Floats, groups: Integers) -> float:
    """Mean share of variance between `groups`, over the clauses of `positions` [C, N] that vary; nan without any."""
    total, known = 0.0, 0
    for clause in range(positions.shape[0]):
        ratio = variance_ratio(positions[clause], groups)
        if not math.isnan(ratio):
            total += ratio
            known += 1
    return total / known if known > 0 else math.nan


def camps_of(positions: np.ndarray, mandate: Mandate) -> float:  # noqa: ARG001 -- the groups are the camps themselves
    """Mean over clauses of 2^(1 + a) sum over pairs of camps of m_g^(1 + a) m_h |y_g - y_h|, with a = 1.3, m the
    share of the communes in each fifth of [0, 1] and y their mean ideal; 1 is half the communes at each end.
    """
    return float(mean_camps(positions, CAMPS, ALPHA))


def between(positions: np.ndarray, groups: np.ndarray) -> float:
    """Mean share of the variance of a clause that lies between `groups` int64[N]; nan where all are in one group."""
    labels = np.ascontiguousarray(groups)
    return float(mean_ratio(positions, labels)) if (labels != labels[0]).any() else math.nan


def between_areas(positions: np.ndarray, mandate: Mandate) -> float:
    """Mean over clauses of the variance of ideals between living areas / their variance over communes; None with
    one living area. M random areas give (M - 1) / (N - 1).
    """
    return between(positions, mandate.state.communes["area"])


def between_roles(positions: np.ndarray, mandate: Mandate) -> float:
    """Mean over clauses of the variance of ideals between roles (core city, secondary town, peri-urban, rural) /
    their variance over communes; None with one role. M random roles give (M - 1) / (N - 1).
    """
    return between(positions, mandate.state.communes["role"])


@dataclass(frozen=True, kw_only=True)
class Polarisation(BaseMetric):
    """One figure of the ideals on the clauses of opened dossiers: at the end, or the change since the first day.

    None where no dossier was opened, or where the figure is not defined.

    Source: Esteban and Ray 1994 (camps); Fisher 1925 (variance between and within groups).
    """

    figure: Callable[[np.ndarray, Mandate], float]
    is_change: bool = False

    def measure(self, mandate: Mandate) -> float | None:
        """The figure of the ideals at the end, less that of the first day for a change."""
        figure = self.figure(positions_of(mandate, "ideal"), mandate)
        if self.is_change:
            figure -= self.figure(positions_of(mandate, "anchor"), mandate)
        return None if math.isnan(figure) else figure


for metric in (
    Polarisation(
        name="esteban_ray",
        figure=camps_of,
        label=message("polarisation des positions en fin de mandat"),
        unit="",
        direction=LESS,
    ),
    Polarisation(
        name="esteban_ray_gained",
        figure=camps_of,
        label=message("polarisation gagnée pendant le mandat"),
        is_change=True,
        unit="",
        low=-1.0,
        direction=LESS,
    ),
    Polarisation(
        name="variance_ratio", figure=between_areas, label=message("part des bassins de vie dans les désaccords")
    ),
    Polarisation(
        name="variance_ratio_gained",
        figure=between_areas,
        label=message("part des bassins de vie dans les désaccords, gagnée pendant le mandat"),
        is_change=True,
        low=-1.0,
    ),
    Polarisation(
        name="variance_ratio_roles",
        figure=between_roles,
        label=message("part des rôles des communes dans les désaccords"),
    ),
    Polarisation(
        name="variance_ratio_roles_gained",
        figure=between_roles,
        label=message("part des rôles des communes dans les désaccords, gagnée pendant le mandat"),
        is_change=True,
        low=-1.0,
    ),
):
    METRICS.add(metric.name, metric)
