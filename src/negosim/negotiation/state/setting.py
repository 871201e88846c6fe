"""What a mandate is played with: a frozen record of everything but the seed (réglage)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from negosim.knobs import DESIGN, choice, knob
from negosim.negotiation.state.dossier import PlannedDossier
from negosim.negotiation.state.parameters import Behaviour
from negosim.territory.model import Territory

__all__ = ["Context", "Governance", "Levers", "Setting"]

LEVELS = ("off", "half", "full")


# fmt: off
@dataclass(frozen=True)
class Context:
    """What the intercommunality cannot choose (contexte)."""

    scarcity: float = knob(0.5, 0, 1, "share of the investment budget that is missing", "share", "Part du budget qui manque", "seed texts, 002")
    decline: float = knob(0.03, 0, 0.2, "yearly decline of the investment budget", "per year", "Baisse annuelle du budget", DESIGN)
    hours: float = knob(60, 0, 160, "hours of facilitation that the DGS may spend in a month", "hours", "Heures de facilitation par mois", DESIGN)
    meetings: float = knob(4, 1, 20, "dossiers that may have an ordinary meeting in a month, the nearest deadlines first", "meetings a month", "Réunions ordinaires par mois", DESIGN)
    grant_cut: float = knob(0.0, 0, 0.9, "share of the budget that a cut of State grants takes away", "share", "Baisse soudaine des dotations", DESIGN)
    grant_cut_month: float = knob(36, 1, 72, "month of that cut (1 is April 2026)", "month", "Mois de cette baisse", DESIGN)
    investment_per_head_eur: float = knob(
        90, 1, 2000, "yearly investment per inhabitant when nothing is scarce; it sets the scale of amounts in euros",
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
        "margin above the quota that a president wants at the headcount before calling the vote",
        "share",
        "Marge de sécurité de la présidence",
        "calibration, docs/decisions/calibration.md",
    )
    core_president: float = knob(
        -1.0,
        -1,
        1,
        "chance that the core city's mayor presides; -1 takes the chance observed for the category",
        "probability",
        "Présidence par la ville-centre",
        "AdCF 2020: 53 % urban, 27 % CC",
    )
    discussion_months: float = knob(
        3,
        0,
        24,
        "months during which a text is discussed before it may be put to the vote",
        "months",
        "Durée minimale de discussion",
        DESIGN,
    )
    bureau: str = choice(
        "by_cap",
        ("by_cap", "all_mayors"),
        "who sits in the bureau: the president and vice-presidents that the law caps, or every mayor",
        "Composition du bureau",
        "AdCF 2019: all mayors in 39 % of bureaux",
    )
    conference: str = choice(
        "informed",
        ("informed", "consent"),
        "mayors' conference: informed as the law asks, or asked for its consent before a vote, one voice for each mayor",
        "Conférence des maires",
        "L.5211-11-3; AdCF 2019",
    )
    territorial: str = choice(
        "off",
        ("off", "quarterly"),
        "territorial conferences: each living area meets by itself every quarter, which tires its communes",
        "Conférences territoriales",
        "L.5211-11-2",
    )
    charter_veto: str = choice(
        "off",
        ("off", "on"),
        "veto by charter: no vote is called while a commune says no and sees a large loss",
        "Veto de la charte",
        "Desage and Guéranger 2011",
    )
    commitment: str = choice(
        "law",
        ("law", "two_thirds", "unanimity"),
        "majority that the president promises to reach before calling a vote, beyond the law's",
        "Majorité promise par la présidence",
        "charters of governance",
    )

    @property
    def codes(self) -> dict[str, float]:
        """The choices of this group as the numbers that compiled rules read, by name."""
        return {
            "all_mayors": float(self.bureau == "all_mayors"),
            "conference": float(self.conference == "consent"),
            "territorial": float(self.territorial == "quarterly"),
            "charter_veto": float(self.charter_veto == "on"),
            "commitment": {"law": 0.0, "two_thirds": 2.0 / 3.0, "unanimity": 1.0}[self.commitment],
        }


SHARES = {"off": 0.0, "half": 0.5, "full": 1.0}


@dataclass(frozen=True)
class Levers:
    """Levers of cooperation beside the strategy of the DGS (leviers).

    Active levers share `hours_share` of the DGS's hours equally; a lever at half spends half of its part.
    """

    regulatory: str = choice(
        "off",
        LEVELS,
        "solidarity by legal criteria, compensation adjustments (0, 12.5 or 25 % of claimed gains), larger pooling savings",
        "Levier réglementaire",
        "seed texts, 003",
    )
    method: str = choice(
        "off",
        LEVELS,
        "frequency and form of meetings, communication between them, shared follow-up",
        "Levier méthodologique",
        "seed texts, 003",
    )
    human: str = choice(
        "off",
        LEVELS,
        "listening, brokering, counterweight, recognition",
        "Levier humain",
        "seed texts, 003",
    )
    hours_share: float = knob(
        0.5,
        0,
        1,
        "share of the DGS's hours that active levers take from the strategy",
        "share",
        "Part des heures consacrée aux leviers",
        "normalisation; 1 in the factorial of levers",
    )

    @property
    def pact_share(self) -> float:
        """Share of the claimed positive surplus that the pact moves."""
        return 0.25 * SHARES[self.regulatory]

    @property
    def pooling_bonus(self) -> float:
        """What the regulatory lever adds to the saving of pooled services, as a share of it."""
        return SHARES[self.regulatory]

    @property
    def numbers(self) -> dict[str, float]:
        """What the levers change besides hours, as the numbers that compiled rules read, by name."""
        return {"pact_share": self.pact_share, "pooling_bonus": self.pooling_bonus}


@dataclass(frozen=True, eq=False)
class Setting:
    """Everything that a mandate needs but its seed: `(setting, seed, actions)` replays it bit for bit."""

    territory: Territory
    strategy: Any
    agenda: tuple[PlannedDossier, ...]
    levers: Levers = field(default_factory=Levers)
    governance: Governance = field(default_factory=Governance)
    context: Context = field(default_factory=Context)
    behaviour: Behaviour = field(default_factory=Behaviour)
