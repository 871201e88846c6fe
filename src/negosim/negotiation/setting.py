"""What a mandate is played with: one frozen record that fixes everything but the seed (réglage)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from negosim.knobs import choice, knob
from negosim.negotiation.dossier import PlannedDossier
from negosim.negotiation.parameters import Behaviour
from negosim.territory.model import Territory

__all__ = ["Context", "Governance", "Levers", "Setting"]

LEVELS = ("off", "half", "full")


# fmt: off
@dataclass(frozen=True)
class Context:
    """What the intercommunality cannot choose (contexte)."""

    scarcity: float = knob(0.5, 0, 1, "share of the investment budget that is missing", "share", "Rareté", "seed texts, 002")
    decline: float = knob(0.03, 0, 0.2, "yearly decline of the budget", "per year", "Baisse annuelle", "reference design")
    hours: float = knob(60, 0, 160, "hours of facilitation a month", "hours", "Heures de facilitation par mois", "reference design")
    grant_cut: float = knob(0.0, 0, 0.9, "share of the budget cut by a shock", "share", "Choc sur les dotations", "reference design")
    grant_cut_month: float = knob(36, 1, 72, "month of that shock (1 is April 2026)", "month", "Mois du choc", "reference design")
    investment_per_head_eur: float = knob(
        90, 1, 2000, "yearly investment a head when nothing is scarce; sets the scale of euros",
        "EUR per inhabitant and year", "Investissement par habitant", "order of magnitude, illustrative",
    )


# fmt: on
@dataclass(frozen=True)
class Governance:
    """How the council and its bureau work (gouvernance)."""

    cushion: float = knob(
        0.25,
        0,
        0.5,
        "majority above the quota that a president wants before he puts a text to the vote",
        "share",
        "Marge de sécurité du président",
        "first calibration, docs/decisions/calibration_start.md",
    )
    core_president: float = knob(
        -1.0,
        -1,
        1,
        "chance that the core city's mayor presides; -1 takes the observed one for the category",
        "probability",
        "Présidence par la ville-centre",
        "AdCF 2020: 53 % urban, 27 % CC",
    )
    discussion_months: float = knob(
        3,
        0,
        24,
        "months that a text is discussed before it may be put to the vote",
        "months",
        "Durée minimale de discussion",
        "reference design",
    )


@dataclass(frozen=True)
class Levers:
    """Levers of cooperation beside facilitation itself (leviers)."""

    regulatory: str = choice(
        "off",
        LEVELS,
        "solidarity through compensation adjustments: 0, 12.5 or 25 % of claimed gains",
        "Levier réglementaire",
    )

    @property
    def pact_share(self) -> float:
        """Share of the claimed positive surplus that the pact moves."""
        return {"off": 0.0, "half": 0.125, "full": 0.25}[self.regulatory]


@dataclass(frozen=True, eq=False)
class Setting:
    """Everything a mandate needs but its seed: `(setting, seed, actions)` replays it bit for bit."""

    territory: Territory
    strategy: Any
    agenda: tuple[PlannedDossier, ...]
    levers: Levers = field(default_factory=Levers)
    governance: Governance = field(default_factory=Governance)
    context: Context = field(default_factory=Context)
    behaviour: Behaviour = field(default_factory=Behaviour)
