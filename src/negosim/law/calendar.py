"""The legal dates of a mandate, counted from the municipal elections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from negosim.errors import UserError, message

__all__ = ["Calendar", "calendar", "month_of"]

ELECTIONS = {2026: (date(2026, 3, 15), date(2026, 3, 22))}


@dataclass(frozen=True)
class Calendar:
    """The dates by which, or from which, the law asks something during the mandate that starts in `year`.

    Source: L.5211-6-1 VII (seats), L.5211-6 (first council), L.1612-2 (budget), L.5211-11-2 (pact),
    L.5211-9-2 (police), ALUR 136 II (PLUi window, inferred for 2026), L.5211-39-1 (pooling).
    """

    year: int
    seat_agreement_before: date
    seat_order_before: date
    first_round: date
    second_round: date
    first_council_before: date
    first_budget_before: date
    police_objection_before: date
    plui_window_opens: date
    plui_window_closes: date
    plui_transfer: date
    governance_pact_before: date
    pooling_scheme_before: date
    next_elections: date

    def budget_before(self, year: int) -> date:
        """The last day to vote the budget of a year: 15 April, 30 April in the year of the elections."""
        return self.first_budget_before if year == self.year else date(year, 4, 15)

    def clect_report_before(self, transfer: date) -> date:
        """The last day for the CLECT to assess a transfer: nine months after it."""
        months = transfer.month + 8
        return date(transfer.year + months // 12, months % 12 + 1, min(transfer.day, 28))


def calendar(year: int = 2026) -> Calendar:
    """The calendar of the mandate that starts with the municipal elections of `year`.

    Raises UserError for a year whose election days are not known here.
    """
    if year not in ELECTIONS:
        known = ", ".join(map(str, ELECTIONS))
        raise UserError(message("year vaut {value} ; calendriers connus : {options}.", value=year, options=known))
    first, second = ELECTIONS[year]
    return Calendar(
        year=year,
        seat_agreement_before=date(year - 1, 8, 31),
        seat_order_before=date(year - 1, 10, 31),
        first_round=first,
        second_round=second,
        first_council_before=date(year, 4, 24),
        first_budget_before=date(year, 4, 30),
        police_objection_before=date(year, 10, 24),
        plui_window_opens=date(year, 10, 1),
        plui_window_closes=date(year, 12, 31),
        plui_transfer=date(year + 1, 1, 1),
        governance_pact_before=date(year, 12, 22),
        pooling_scheme_before=date(year + 1, 3, 22),
        next_elections=date(year + 6, 3, 1),
    )


def month_of(day: date, year: int = 2026) -> int:
    """The month of the mandate of a day: 1 is April of the year of the elections."""
    return 12 * (day.year - year) + day.month - 3
