"""Adaptive facilitation: diagnose each month, then act on the reasons of the refusals (posture adaptative).

Source: seed texts (posture); reference design.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES, acceptance_knob
from negosim.facilitation.hour_budget import HourBudget, areas_by_turns, by_deadline, refusers, with_projects
from negosim.knobs import DESIGN, knob
from negosim.negotiation.commune.reasons import (
    CAUSE_ATTACHMENT,
    CAUSE_CLAUSES,
    CAUSE_FAIRNESS,
    CAUSE_MISUNDERSTANDING,
    CAUSE_PROJECTS,
)  # fmt: skip
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import BLIND, JOINT, Move

__all__ = ["Adaptive"]


@dataclass(frozen=True)
class Adaptive:
    """The DGS answers misunderstanding with documents, clauses with drafting, and money with partners and packages.

    The rules are fixed: the share of refusals that must give a reason before it decides the month, and what each reason
    calls for.
    """

    name: str = "adaptive"
    label: Message = message("posture adaptative")
    misread: float = knob(
        0.34,
        0,
        1,
        "share of the refusals of known reason from which misunderstanding decides the month",
        "share",
        "Part d'incompréhension qui décide du mois",
        DESIGN,
    )
    visit: float = knob(
        0.34,
        0,
        1,
        "share of the hours on visits to the communes that refuse",
        "share",
        "Visites aux réticents",
        DESIGN,
    )
    acceptance: float = acceptance_knob()

    def choose(self, view: View) -> Move:
        """The diagnosis, what its reasons call for, and joint drafting with the remaining hours."""
        budget, hours, dossiers = HourBudget(view.hours), view.hours, view.open_dossiers
        if not dossiers:
            budget.spend("workshop", hours, areas_by_turns(view), most=1)
            budget.spend("visit", budget.remaining, refusers(view), most=1)
            return Move(tuple(budget.actions), operator=JOINT, voice=BLIND, acceptance=self.acceptance)
        budget.spend("diagnosis", hours)
        reasons = Counter(int(code) for code in np.ravel(view.reason[dossiers]) if code)
        n_reasons = max(1, sum(reasons.values()))
        if reasons[CAUSE_MISUNDERSTANDING] >= self.misread * n_reasons:
            budget.spend("circulate", hours, by_deadline(view))
        if reasons[CAUSE_PROJECTS] + reasons[CAUSE_FAIRNESS] > reasons[CAUSE_CLAUSES] + reasons[CAUSE_ATTACHMENT]:
            budget.spend("partners", 0.25 * hours, with_projects(view), most=1)
            if len(dossiers) >= 2:
                budget.spend("package", 20.0, dossiers[:2])
        budget.spend("visit", self.visit * hours, refusers(view), most=1)
        budget.spend("broker", 0.5 * budget.remaining, by_deadline(view))
        budget.spend("draft", budget.remaining, by_deadline(view))
        return Move(tuple(budget.actions), operator=JOINT, voice=BLIND, acceptance=self.acceptance)


STRATEGIES.add("adaptive", Adaptive())
