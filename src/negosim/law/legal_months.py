"""When the law lets a procedure run, in months of the mandate (fenêtre légale)."""

from __future__ import annotations

from negosim.law.calendar import calendar, month_of
from negosim.law.procedures import procedure_of

__all__ = ["legal_months"]


def legal_months(procedure: int, year: int = 2026) -> tuple[int | None, int | None]:
    """The first and the last month of the mandate in which the law opens `procedure`; None where it says nothing.

    Month 1 is April of `year`. Raises UserError: unknown procedure, a year that `calendar` refuses.

    Source: the article of each date of `calendar` (L.5211-11-2, ALUR 136 II).
    """
    line, dates = procedure_of(procedure), calendar(year)
    first = month_of(getattr(dates, line.opens), year) if line.opens else None
    return first, month_of(getattr(dates, line.closes), year) if line.closes else None
