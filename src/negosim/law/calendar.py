"""The legal dates of a mandate (échéances), delays in whole months, and the months open to each procedure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from negosim.errors import Message, UserError, message
from negosim.law.amounts import count_problems, refuse
from negosim.law.constants import one_day, whole, yearly
from negosim.law.procedures import procedure_of

__all__ = [
    "MILESTONES", "Calendar", "LegalDate", "Milestone", "after_months", "calendar", "deadline", "draft_budget_before",
    "first_council_before", "legal_months", "month_of", "needs_detailed_report", "needs_orientation_debate",
    "orientation_debate_from",
]  # fmt: skip

ELECTIONS = {one_day("first_round").year: (one_day("first_round"), one_day("second_round"))}
WEEKDAY = whole("first_council_weekday")
MAYORS = timedelta(days=whole("mayors_election_days"))
FPIC_MONTHS = whole("fpic_months")
ORIENTATION_POPULATION = whole("orientation_population")
DETAILED_POPULATION = whole("detailed_report_population")


def after_months(day: date, months: int) -> date:
    """The same day of the month, `months` later (earlier if negative), or the last day of a shorter month.

    >>> after_months(date(2027, 11, 30), 3), after_months(date(2027, 1, 31), -2)
    (datetime.date(2028, 2, 29), datetime.date(2026, 11, 30))

    Source: code de procédure civile, article 641, in force since 1976-01-01, from memory: the courts follow it.
    """
    count = 12 * day.year + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def deadline(months: int, notified: date) -> date:
    """Tests only: the last day to answer a notification, `months` after it, counted from day to day.

    Args: `months`, the delay of the procedure (`Procedure.months`); `notified`, the day of the notification.
    Raises UserError: less than one month, as for a procedure that has a date or no delay.
    Source: L.5211-17, in force since 1996-02-24, as read in 2023, and the article of each procedure.
    """
    if months < 1:
        raise UserError(message("months vaut {value} ; un délai d'un mois au moins est attendu.", value=months))
    return after_months(notified, months)


def first_council_before(mayors_elected: date) -> date:
    """The last day for the first community council: Friday of the fourth week after the mayors' election.

    Args: `mayors_elected`, the last day on which they may be elected.
    Source: L.5211-6, in force since 1996-02-24, as read in 2023.
    """
    sunday = mayors_elected - timedelta(days=mayors_elected.isoweekday())
    return sunday + timedelta(weeks=whole("first_council_weeks"), days=WEEKDAY)


def needs_orientation_debate(populations: Sequence[int]) -> bool:
    """Tests only: whether an EPCI debates its budget orientations (DOB): one of its communes has 3,500 inhabitants at
    least.

    Args: `populations` int[N], one per commune.
    Raises UserError: no commune, a population that is not a whole number of one or more.
    Source: L.5211-36, in force since 1996-02-24, as read in 2023; L.2312-1, in force since 1996-02-24, as read in 2015.
    """
    if not len(populations):
        raise UserError(message("populations est vide ; une population par commune est attendue."))
    refuse(count_problems({f"populations[{i}]": people for i, people in enumerate(populations)}, least=1))
    return max(populations) >= ORIENTATION_POPULATION


def needs_detailed_report(population: int) -> bool:
    """Tests only: whether the report on budget orientations details staff and debt: more than 10,000 inhabitants.

    Raises UserError: a population that is not a whole number of one or more.
    Source: L.2312-1, in force since 1996-02-24, as read in 2015; L.5211-36, in force since 1996-02-24, as read in 2023.
    """
    refuse(count_problems({"population": population}, least=1))
    return population > DETAILED_POPULATION


def orientation_debate_from(vote: date, *, m57: bool = False) -> date:
    """Tests only: the first day for the orientation debate of a budget voted on `vote`: two months before it.

    `m57`: the accounting rules M57 give ten weeks instead (from memory).

    Source: L.2312-1, in force since 1996-02-24, as read in 2015; L.5211-36, in force since 1996-02-24, as read in 2023;
    L.5217-10-4, in force since 2024-01-01, from memory.
    """
    if m57:
        return vote - timedelta(weeks=whole("orientation_weeks"))
    return after_months(vote, -whole("orientation_months"))


@dataclass(frozen=True)
class Milestone:
    """What a date of the calendar means (échéance).

    `key`: field of `Calendar`; `article`: key of `ARTICLES`; `title`: meaning; `read`: whether the date was read in a
    text, rather than inferred or quoted from memory.
    """

    key: str
    article: str
    title: Message
    read: bool = True


@dataclass(frozen=True)
class LegalDate:
    """One date of a mandate and what it means."""

    day: date
    milestone: Milestone


MILESTONES = (
    Milestone("seat_agreement_before", "L.5211-6-1", message("Dernier jour pour un accord local sur les sièges")),
    Milestone("seat_order_before", "L.5211-6-1", message("Arrêté du préfet sur les sièges")),
    Milestone("first_round", "code électoral L.227", message("Premier tour des élections municipales")),
    Milestone("second_round", "code électoral L.227", message("Second tour des élections municipales")),
    Milestone("first_council_early", "L.5211-6",
          message("Dernier jour du premier conseil, si tous les maires sont élus après le premier tour")),
    Milestone("first_council_before", "L.5211-6", message("Dernier jour du premier conseil communautaire")),
    Milestone("first_budget_before", "L.1612-2",
              message("Dernier jour pour voter le budget, sinon le préfet le règle")),
    Milestone("rates_before", "CGI 1639 A", message("Dernier jour pour voter les taux"), read=False),
    Milestone("fpic_notification_from", "usage",
          message("Premières notifications du FPIC ; {months} mois ensuite pour voter", months=FPIC_MONTHS)),
    Milestone("water_debate_before", "law 2025-327", message("Débat départemental sur l'eau et l'assainissement")),
    Milestone("plui_window_opens", "ALUR 136 II", message("Ouverture de la fenêtre d'opposition au PLUi"), read=False),
    Milestone("police_objection_before", "L.5211-9-2",
          message("Dernier jour pour qu'un maire refuse de transférer sa police spéciale")),
    Milestone("governance_pact_before", "L.5211-11-2", message("Dernier jour pour adopter le pacte de gouvernance")),
    Milestone("plui_window_closes", "ALUR 136 II", message("Clôture de la fenêtre d'opposition au PLUi"), read=False),
    Milestone("plui_transfer", "ALUR 136 II", message("Transfert de plein droit du PLUi"), read=False),
    Milestone("usual_transfer", "usage", message("Date usuelle des transferts de compétences")),
    Milestone("pooling_scheme_before", "L.5211-39-1",
          message("Dernier jour du rapport facultatif sur la mutualisation")),
    Milestone("clect_usage_before", "usage",
          message("Rapport de la CLECT sur les transferts faits à la date usuelle")),
    Milestone("clect_approval_before", "usage",
          message("Approbation de ce rapport par les communes, selon l'usage")),
    Milestone("next_elections", "code électoral L.227", message("Élections suivantes")),
)  # fmt: skip


@dataclass(frozen=True)
class Calendar:
    """The legal dates of the mandate that starts in `year`; a name in `_before` is the last day, in `_from` the first.

    `MILESTONES` gives the meaning and the article of each; `dates()` sorts them.
    """

    year: int
    seat_agreement_before: date
    seat_order_before: date
    first_round: date
    second_round: date
    first_council_early: date
    first_council_before: date
    first_budget_before: date
    rates_before: date
    fpic_notification_from: date
    water_debate_before: date
    plui_window_opens: date
    police_objection_before: date
    governance_pact_before: date
    plui_window_closes: date
    plui_transfer: date
    usual_transfer: date
    pooling_scheme_before: date
    clect_usage_before: date
    clect_approval_before: date
    next_elections: date

    def dates(self) -> tuple[LegalDate, ...]:
        """Every date with its meaning, the earliest first."""
        dates = [LegalDate(getattr(self, milestone.key), milestone) for milestone in MILESTONES]
        return tuple(sorted(dates, key=lambda row: row.day))

    def budget_before(self, year: int) -> date:
        """The last day to vote the budget of `year`: 15 April, 30 April in the year of the elections.

        Source: L.1612-2, in force since 2013-01-01, as read in 2015.
        """
        return self.first_budget_before if year == self.year else yearly("budget_day").of(year)

    def clect_report_before(self, transfer: date) -> date:
        """The last day for the CLECT to assess the charges of a transfer of that day: nine months after it.

        Source: CGI 1609 nonies C, in force since 2017-01-01, as read in 2025.
        """
        return after_months(transfer, whole("clect_report_months"))


def calendar(year: int = 2026, president_elected: date | None = None) -> Calendar:
    """The calendar of the mandate that starts with the municipal elections of `year`.

    Args: `year` of the elections; `president_elected`, day of the president's election, from which the mayors have six
    months on police powers (by default the last legal day).
    Raises UserError: a year whose election days are not known here; a president elected before the first round or
    after the next elections.

    Source: L.5211-6, in force since 1996-02-24, as read in 2023, and the article of each of `MILESTONES`.
    """
    first, second, following = _elections(year, president_elected)
    transfer = yearly("plui_transfer_day").of(year + 1)
    council = first_council_before(second + MAYORS)
    return Calendar(
        year=year,
        seat_agreement_before=yearly("seat_agreement_day").of(year - 1),
        seat_order_before=yearly("seat_order_day").of(year - 1),
        first_round=first,
        second_round=second,
        first_council_early=first_council_before(first + MAYORS),
        first_council_before=council,
        first_budget_before=yearly("budget_day_renewal").of(year),
        rates_before=yearly("rates_day_renewal").of(year),
        fpic_notification_from=yearly("fpic_notification_day").of(year),
        water_debate_before=after_months(second, whole("water_debate_months")),
        clect_usage_before=yearly("clect_usage_day").of(year + 1),
        plui_window_opens=after_months(transfer, -whole("plui_months")),
        police_objection_before=after_months(president_elected or council, whole("police_months")),
        governance_pact_before=after_months(second, whole("pact_adoption_months")),
        clect_approval_before=yearly("clect_approval_day").of(year + 1),
        plui_window_closes=transfer - timedelta(days=1),
        plui_transfer=transfer,
        usual_transfer=yearly("usual_transfer_day").of(year + 1),
        pooling_scheme_before=after_months(second, whole("pooling_report_months")),
        next_elections=following,
    )


def _elections(year: int, president_elected: date | None) -> tuple[date, date, date]:
    """The days of both rounds and of the next elections. Raises UserError as `calendar`."""
    if year not in ELECTIONS:
        years = ", ".join(map(str, ELECTIONS))
        raise UserError(message("year vaut {value} ; calendriers connus : {options}.", value=year, options=years))
    first, second = ELECTIONS[year]
    following = yearly("renewal_month").of(year + whole("mandate_years"))
    if president_elected is not None and not first <= president_elected < following:
        raise UserError(
            message(
                "president_elected vaut {value} ; dates permises : du {low} au {high} exclu.",
                value=president_elected.isoformat(), low=first.isoformat(), high=following.isoformat(),
            )
        )  # fmt: skip
    return first, second, following


def draft_budget_before(vote: date) -> date:
    """Tests only: the last day to send the draft budget to councillors under M57: twelve days before the vote (from
    memory).

    Source: L.5217-10-4, in force since 2024-01-01, from memory.
    """
    return vote - timedelta(days=whole("draft_budget_days"))


def month_of(day: date, year: int = 2026) -> int:
    """The month of the mandate in which `day` falls: 1 is April of `year`, the year of the elections.

    Source: code électoral L.227, in force since 1964-10-28, as read in April 2026 (March); counting from April is ours.
    """
    return 12 * (day.year - year) + day.month - 3


def legal_months(procedure: int, year: int = 2026) -> tuple[int | None, int | None]:
    """The first and last months of the mandate in which a procedure is open (fenêtre légale); None without a limit.

    Month 1 is April of `year`. A date before the elections is that of the next elections.
    Args: `procedure`, a code of `PROCEDURES`; `year` of the elections.
    Raises UserError: unknown procedure, and as `calendar`.

    Source: the article of each date of `calendar` (L.5211-11-2, ALUR 136 II, L.5211-6-1).
    """
    line, dates = procedure_of(procedure), calendar(year)
    first, last = (month_of(_upcoming(dates, name), year) if name else None for name in (line.opens, line.closes))
    return first, last


def _upcoming(dates: Calendar, name: str) -> date:
    """The date of that name; where it falls before the elections, the same date before the next elections.

    Source: L.5211-6-1 VII, whose date is that of the year before each general renewal.
    """
    day = getattr(dates, name)
    if day >= dates.first_round:
        return day
    return day.replace(year=day.year + dates.next_elections.year - dates.first_round.year)
