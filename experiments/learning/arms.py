"""Two arms that no strategy of the package is: drivers without follow-up, and busy with an equal voice (plugin)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.busy import Busy
from negosim.facilitation.hour_budget import HourBudget, by_deadline, most_engaged
from negosim.knobs import knob
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import ALTERNATING, DRIVING, EQUAL, Move


@dataclass(frozen=True)
class DriversAlone:
    """Drivers first, the hours of follow-up spent on visits to drivers instead."""

    name: str = "drivers_alone"
    label: Message = message("moteurs seuls")
    visit: float = knob(0.47, 0, 1, "share of the hours on visits to drivers", "share", "Visites aux moteurs")
    convene: float = knob(0.40, 0, 1, "share of the hours on convened meetings", "share", "Réunions")

    def choose(self, view: View) -> Move:
        """Meetings, visits to those who come, documents, and more visits with what is left."""
        budget, hours = HourBudget(view.hours), view.hours
        budget.spend("convene", self.convene * hours, by_deadline(view))
        budget.spend("visit", self.visit * hours, most_engaged(view), most=1)
        budget.spend("circulate", budget.remaining, by_deadline(view))
        budget.spend("visit", budget.remaining, most_engaged(view))
        return Move(tuple(budget.actions), operator=ALTERNATING, voice=DRIVING, meeting=DRIVING)


@dataclass(frozen=True)
class BusyEqualVoice(Busy):
    """The same moves at random; in meetings and paid rounds each commune counts one."""

    name: str = "busy_equal_voice"
    label: Message = message("activité sans stratégie, voix égales")

    def choose(self, view: View) -> Move:
        """The moves of the other arm, with an equal voice."""
        return replace(super().choose(view), voice=EQUAL, meeting=EQUAL)


STRATEGIES.add("drivers_alone", DriversAlone())
STRATEGIES.add("busy_equal_voice", BusyEqualVoice())
