"""The log of a mandate: one row for each thing that a journal tells (événements)."""

from __future__ import annotations

from negosim.compiled import compiled

__all__ = ["COLUMNS", "EVENTS", "log"]

COLUMNS = (
    "month", "event", "dossier", "actor", "operator", "accepted", "yes", "asked", "clause", "item", "refuser", "reason",
)  # fmt: skip

EVENTS = ("opened", "round", "withdrawn", "voted", "ratified", "concluded", "defected", "judged")
OPENED, ROUND, WITHDRAWN_TEXT, VOTED, RATIFIED, CONCLUDED, DEFECTED, JUDGED = range(len(EVENTS))

REASONS = ("", "clause", "project", "fairness", "posture", "dropped", "whole")


@compiled
def log(s, event, d, actor, operator, accepted, yes, asked, clause, item, refuser, reason):
    """Append one row to the log; -1 stands for nobody and nothing."""
    row = s.clock.events
    s.events[row, 0] = s.clock.month
    s.events[row, 1] = event
    s.events[row, 2] = d
    s.events[row, 3] = actor
    s.events[row, 4] = operator
    s.events[row, 5] = accepted
    s.events[row, 6] = yes
    s.events[row, 7] = asked
    s.events[row, 8] = clause
    s.events[row, 9] = item
    s.events[row, 10] = refuser
    s.events[row, 11] = reason
    s.clock.events = row + 1
