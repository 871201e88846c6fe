"""Settings that kinds of dossier share, each declared once; an agenda may change them for one dossier (réglages)."""

from __future__ import annotations

from typing import Any

from negosim.knobs import DESIGN, knob

__all__ = ["count_of", "default_cost_of", "saving_of", "transfer_bound_of", "weight_of"]

FITTED = "calibration, docs/decisions/calibration.md"


def default_cost_of(default: float) -> Any:
    """What having no decision costs every commune (coût de l'absence de décision), in units of value."""
    return knob(
        default, 0, 1, "what having no decision costs every commune", "value", "Coût de l'absence de décision", FITTED
    )


def weight_of(default: float) -> Any:
    """Size of the stakes beside those of an ordinary dossier (poids de l'enjeu)."""
    return knob(default, 0, 3, "size of the stakes beside an ordinary dossier", "", "Poids de l'enjeu", DESIGN)


def transfer_bound_of(default: float) -> Any:
    """Most that one commune may pay or receive by this dossier (plafond des transferts), in units of value."""
    return knob(default, 0, 1, "most that a commune pays or receives", "value", "Plafond des transferts", DESIGN)


def saving_of(default: float) -> Any:
    """What pooling saves at full extent beside the saving of the model (économie de la mutualisation)."""
    return knob(default, 0, 3, "saving at full extent", "", "Économie à plein", DESIGN)


def count_of(default: int, low: int, high: int, meaning: str, label_fr: str) -> Any:
    """A whole number of projects, posts, options or sites."""
    return knob(default, low, high, meaning, "number", label_fr, DESIGN)
