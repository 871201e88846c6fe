"""Parameters that kinds of dossier share, each declared once; an agenda may change them for one dossier (réglages)."""

from __future__ import annotations

from typing import Any

from negosim.knobs import DESIGN, knob

__all__ = ["count_of", "default_cost_of", "premium_of", "saving_of", "transfer_bound_of", "weight_of"]

CALIBRATED = "calibration, docs/decisions/calibration.md"


def default_cost_of(default: float) -> Any:
    """The parameter: what having no decision costs every commune (coût de l'absence de décision), in units of value."""
    return knob(
        default,
        0,
        1,
        "what having no decision costs every commune",
        "value",
        "Coût de l'absence de décision",
        CALIBRATED,
    )


def weight_of(default: float) -> Any:
    """The parameter: size of the stakes compared with an ordinary dossier (poids de l'enjeu)."""
    return knob(default, 0, 3, "size of the stakes compared with an ordinary dossier", "", "Poids de l'enjeu", DESIGN)


def premium_of(default: float) -> Any:
    """The parameter: attachment to what exists compared with an ordinary dossier (attachement à l'existant)."""
    return knob(
        default, 0, 3, "attachment to what exists, compared with an ordinary dossier", "", "Attachement à l'existant",
        DESIGN,
    )  # fmt: skip


def transfer_bound_of(default: float) -> Any:
    """The parameter: most that one commune may pay or receive (plafond des transferts), in units of value."""
    return knob(default, 0, 1, "most that one commune may pay or receive", "value", "Plafond des transferts", DESIGN)


def saving_of(default: float) -> Any:
    """The parameter: saving of full pooling, as a multiple of `behaviour.pooling_saving` (économie à plein)."""
    return knob(
        default, 0, 3, "saving of full pooling, as a multiple of `behaviour.pooling_saving`", "",
        "Économie d'une mutualisation complète", DESIGN,
    )  # fmt: skip


def count_of(default: int, low: int, high: int, meaning: str, label_fr: str) -> Any:
    """The parameter: a whole number of projects, posts, options or sites."""
    return knob(default, low, high, meaning, "number", label_fr, DESIGN)
