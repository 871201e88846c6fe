"""The levers of cooperation as plans of moves, beside the strategy of the DGS (leviers).

Each active lever takes an equal part of the hours that levers may use; at half it spends half of its part. The strategy
has the remaining hours. Levers act through moves alone, except that the regulatory lever also moves money by law.
Source: seed texts, 003.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from negosim.errors import Message
from negosim.facilitation import Strategy
from negosim.facilitation.hour_budget import (
    HourBudget,
    areas_by_turns,
    by_deadline,
    least_engaged,
    refusers,
    with_projects,
)
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import CODES, EQUAL, MOVES, Action, Move
from negosim.negotiation.state.setting import SHARES, Levers

__all__ = ["LEVER_ACTIONS", "WithLevers", "with_levers"]


def regulate(view: View, hours: float) -> list[Action]:
    """Moves that prepare the pooling scheme and the financial pact: services, partners, documents, follow-up."""
    budget = HourBudget(hours)
    if any(view.pools[d] for d in view.open_dossiers):
        budget.spend("codir", 0.5 * hours)
    budget.spend("partners", 0.3 * hours, with_projects(view))
    budget.spend("circulate", 0.5 * budget.remaining, by_deadline(view))
    budget.spend("follow_up", budget.remaining, least_engaged(view))
    return budget.actions


def organise(view: View, hours: float) -> list[Action]:
    """Moves on the form and frequency of meetings, on communication between them, and on shared follow-up."""
    budget = HourBudget(hours)
    budget.spend("convene", 0.45 * hours, by_deadline(view))
    budget.spend("workshop", 0.25 * hours, areas_by_turns(view))
    budget.spend("circulate", 0.2 * hours, by_deadline(view))
    budget.spend("follow_up", budget.remaining, least_engaged(view))
    return budget.actions


def relate(view: View, hours: float) -> list[Action]:
    """Moves of listening to those who refuse, good offices, recognition, and a counterweight once a quarter."""
    budget = HourBudget(hours)
    if view.open_dossiers and view.month % 3 == 0:
        budget.spend("counterweight", 0.5 * hours)
    budget.spend("recognition", 0.05 * hours, least_engaged(view), most=1)
    budget.spend("broker", 0.4 * budget.remaining, by_deadline(view))
    budget.spend("visit", budget.remaining, refusers(view), most=1)
    return budget.actions


LEVER_ACTIONS: dict[str, Callable[[View, float], list[Action]]] = {
    "regulatory": regulate,
    "method": organise,
    "human": relate,
}


@dataclass(frozen=True)
class WithLevers:
    """A strategy whose hours are shared with the plans of the active levers."""

    strategy: Strategy
    levers: Levers

    @property
    def name(self) -> str:
        """The name of the strategy."""
        return self.strategy.name

    @property
    def label(self) -> Message:
        """The name of the strategy in French."""
        return self.strategy.label

    def choose(self, view: View) -> Move:
        """The moves of the levers' plans within their part of the hours, then those of the strategy with the rest."""
        levels = {lever: SHARES[getattr(self.levers, lever)] for lever in LEVER_ACTIONS}
        active = [lever for lever, level in levels.items() if level > 0.0]
        part = self.levers.hours_share * view.hours / len(active)
        actions: list[Action] = []
        for lever in active:
            actions += LEVER_ACTIONS[lever](view, levels[lever] * part)
        allowed = within_limits(actions)
        remaining = view.hours - Move(tuple(allowed)).hours
        own = self.strategy.choose(view.with_hours(remaining))
        meeting = EQUAL if levels["method"] > 0.0 else own.meeting
        return replace(own, actions=tuple(within_limits([*allowed, *own.actions])), meeting=meeting)


def within_limits(actions: list[Action]) -> list[Action]:
    """The `actions` without those beyond the monthly limit of their target, as when two plans share a target."""
    allowed: list[Action] = []
    counts: dict[Action, int] = {}
    for action in actions:
        counts[action] = counts.get(action, 0) + 1
        if counts[action] <= MOVES[CODES[action.kind]].limit:
            allowed.append(action)
    return allowed


def with_levers(strategy: Strategy, levers: Levers) -> Strategy:
    """`strategy` itself where no lever takes hours, else the strategy beside the plans of the active levers."""
    idle = all(getattr(levers, lever) == "off" for lever in LEVER_ACTIONS)
    return strategy if idle or levers.hours_share == 0.0 else WithLevers(strategy, levers)
