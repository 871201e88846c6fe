"""What a transferred competence costs: the assessment committee (CLECT) and, failing it, the prefect.

The council creates the committee at two thirds (`procedures.CLECT_CREATION`); the communes approve its report
by the qualified majority without veto (`procedures.CLECT_REPORT`). The report prepares: the council may depart
from it by a free revision.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from negosim.errors import UserError, message
from negosim.law.amounts import Amounts, commune_amounts, count_problems, criteria_problems, refuse
from negosim.law.answers import checked_answers
from negosim.law.constants import whole
from negosim.law.decisions import municipal_decision
from negosim.law.majorities import Decision
from negosim.law.procedures import CLECT_REPORT

__all__ = ["charge_by_default", "communes_without_member", "report_decision", "retained_charges"]

OPERATING_YEARS = whole("prefect_operating_years")
INVESTMENT_YEARS = whole("prefect_investment_years")
MEMBERS = whole("clect_members")


def communes_without_member(members: Sequence[int]) -> list[int]:
    """The communes (indices) without a municipal councillor in the CLECT: the law asks for one at least.

    Raises UserError: a negative number.
    Source: CGI 1609 nonies C, IV, in force since 2017-01-01, as read in 2025.
    """
    refuse(count_problems({f"members[{i}]": count for i, count in enumerate(members)}))
    return [i for i, count in enumerate(members) if count < MEMBERS]


def report_decision(answers: np.ndarray, population: np.ndarray) -> Decision:
    """Whether the communes approve the report of the CLECT within three months; silence is no agreement.

    Args: `answers` int8[N] of YES, NO, SILENT; `population` int64[N] of every member commune. Raises UserError: an
    answer that is none of the three, sizes that differ, no inhabitants.
    Source: CGI 1609 nonies C, IV, in force since 2017-01-01, as read in 2025.
    """
    decision = municipal_decision(CLECT_REPORT, checked_answers(answers), population)
    assert decision is not None  # noqa: S101 -- the communes always vote on this report
    return decision


def charge_by_default(
    operating_eur: Amounts,
    investment_eur: Amounts,
    operating_index: Amounts | None = None,
    investment_index: Amounts | None = None,
) -> float:
    """The charge that the prefect fixes where there is no report, or no approval of it, in euros a year.

    The mean of the operating costs of the three years before the transfer, each times its index (consumer
    prices without tobacco; 1 by default), plus that of the investments of seven years (that number and its
    index from memory).

    Raises UserError: another number of years, a negative amount, an index that is not positive.

    Source: CGI 1609 nonies C, IV, in force since 2017-01-01, as read in 2017.
    """
    operating = _indexed("operating_eur", operating_eur, operating_index, OPERATING_YEARS)
    return operating + _indexed("investment_eur", investment_eur, investment_index, INVESTMENT_YEARS)


def retained_charges(report: Decision | None, clect_eur: Amounts, prefect_eur: Amounts) -> np.ndarray:
    """The charges float64[N] taken off the compensations: the report's if approved, else the prefect's.

    `report` is None where the CLECT gave none in nine months.
    Source: CGI 1609 nonies C, IV, in force since 2017-01-01, as read in 2025.
    """
    assessed, fixed = commune_amounts({"clect_eur": clect_eur, "prefect_eur": prefect_eur})
    return assessed if report is not None and report.passes else fixed


def _indexed(key: str, costs: Amounts, index: Amounts | None, years: int) -> float:
    """The mean of the costs of so many years, each times its index."""
    if len(costs) != years:
        raise UserError(
            message("{key} compte {value} année(s) ; il en faut {count}.", key=key, value=len(costs), count=years)
        )
    factors = np.ones(years) if index is None else np.asarray(index, dtype=np.float64)
    (amounts,) = commune_amounts({key: costs})
    refuse(criteria_problems({key: np.ones(years), f"index({key})": factors}))
    return float((amounts * factors).sum()) / years
