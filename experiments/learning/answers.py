"""H5, H7 and H8, as registered."""

from __future__ import annotations

import pandas as pd
from evidence import Frame, changes, line, mean, slope, with_verdict

from negosim.ensemble.analysis.dataset import Dataset

CULTURE = "behaviour.culture_success"
FIRST, APART = 6, 6
"""The month in which the first dossier opens, and months from one to the next (agenda/turn_*.yaml)."""


def answers(data: dict[str, Dataset]) -> pd.DataFrame:
    """The table of answers."""
    rows = [*follow_up(data["learning_follow_up"]), *order(data["learning_order"]), *voice(data["learning_voice"])]
    return pd.DataFrame(rows)


def follow_up(data: Dataset) -> list[dict]:
    """H5: drivers first with follow-up, beside the same hours on visits."""
    with_it, without = "drivers_first", "drivers_alone"
    rows = [with_verdict(mean("H5", f"{outcome}, {with_it} - {without}",
                          changes(data, outcome, "facilitation", with_it, without)), 1)
            for outcome in ("shared", "durable")]  # fmt: skip
    return rows + [mean("", f"shared, {level} - busy", changes(data, "shared", "facilitation", level, "busy"))
                   for level in (with_it, without)]  # fmt: skip


def order(data: Dataset) -> list[dict]:
    """H7: months to agreement along the mandate, without and with culture by success."""
    table = data.table("dossiers").merge(
        data.rows[["point", "replicate", "draw", "siren", CULTURE]], on=["point", "replicate"]
    )
    table = table.assign(x=(table["opened"] - FIRST) // APART)
    rows = []
    for level in sorted(table[CULTURE].unique()):
        own = table[table[CULTURE] == level]
        months = own[own["adopted"].astype(bool)].assign(value=lambda part: part["months"].astype(float))
        name = f"slope of months to agreement on the place (0 to 6), culture by success {level}"
        result = slope("H7" if level == 0 else "", name, months)
        rows.append(with_verdict(result, -1) if level == 0 else result)
        rows += _shares(own, level)
    return rows


def _shares(table: Frame, level: float) -> list[dict]:
    """The share adopted by place, and its slope."""
    values = table.assign(value=table["adopted"].astype(float))
    shares = [line("", f"share adopted at place {place}, culture by success {level}", part["value"].mean())
              for place, part in values.groupby("x")]  # fmt: skip
    return [slope("", f"slope of the share adopted on the place, culture by success {level}", values), *shares]


def voice(data: Dataset) -> list[dict]:
    """H8: meetings in which each commune counts one instead of its seats."""
    result = {outcome: changes(data, outcome, "facilitation", "busy_equal_voice", "busy")
             for outcome in ("trust", "hours_convene", "shared")}  # fmt: skip
    return [with_verdict(mean("H8", "trust, equal voice - voice by seats", result["trust"]), 1),
            mean("", "hours_convene, equal voice - voice by seats", result["hours_convene"]),
            mean("", "shared, equal voice - voice by seats", result["shared"])]  # fmt: skip
