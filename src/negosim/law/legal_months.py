"""When the law lets a procedure run, in months of the mandate (fenêtre légale)."""

from __future__ import annotations

from datetime import date

from negosim.law.calendar import Calendar, calendar, month_of
from negosim.law.procedures import procedure_of

__all__ = ["legal_months"]


def legal_months(procedure: int, year: int = 2026) -> tuple[int | None, int | None]:
    """The first and the last month of the mandate in which the law opens `procedure`; None where it says nothing.

    Month 1 is April of `year`. A date that precedes the elections is that of the next ones.
    Raises UserError: unknown procedure, a year that `calendar` refuses.

    Source: the article of each date of `calendar` (L.5211-11-2, ALUR 136 II, L.5211-6-1).
    """
    line, dates = procedure_of(procedure), calendar(year)
    first, last = (month_of(_upcoming(dates, name), year) if name else None for name in (line.opens, line.closes))
    return first, last


def _upcoming(dates: Calendar, name: str) -> date:
    """A date of the calendar; where it comes before the elections, the same one before the next elections.

    Source: L.5211-6-1 VII, whose date is that of the year before each general renewal.
    """
    day = getattr(dates, name)
    if day >= dates.first_round:
        return day
    return day.replace(year=day.year + dates.next_elections.year - dates.first_round.year)
