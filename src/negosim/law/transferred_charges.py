"""The cost of a transferred competence: assessed by a committee (CLECT) or, without it, by the prefect.

The council creates the committee by two thirds (`procedures.CLECT_CREATION`); the communes approve its report by the
qualified majority without veto (`procedures.CLECT_REPORT`). The council may depart from the report by a free revision
of the compensations.
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
    """Tests only: the indices of the communes without a municipal councillor in the CLECT; the law requires one at
    least.

    Args: `members` int[N], councillors of each commune. Raises UserError: not a whole number from 0.
    Source: CGI 1609 nonies C, IV, in force since 2017-01-01, as read in 2025.
    """
    refuse(count_problems({f"members[{i}]": count for i, count in enumerate(members)}))
    return [i for i, count in enumerate(members) if count < MEMBERS]


def report_decision(answers: np.ndarray, population: np.ndarray) -> Decision:
    """Tests only: whether the communes approve the report of the CLECT within three months; a silence is not an
    agreement.

    Args: `answers` int8[N] of YES, NO, SILENT; `population` int64[N] of every commune.
    Raises UserError: an answer that is none of the three, sizes that differ, no inhabitants.
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
    """Tests only: the charge, in euros a year, that the prefect sets where there is no report of the CLECT or no
    approval of it.

    It is the mean of the operating costs of the three years before the transfer, each times its index, plus the mean
    of the investments of seven years in the same way (seven and its index are from memory).

    Args: `operating_eur` float64[3] and `investment_eur` float64[7], costs of each year in euros; `operating_index`
    and `investment_index`, of the same sizes, 1 by default (consumer prices without tobacco for the first).
    Raises UserError: another number of years, a negative amount, an index that is not positive.

    Source: CGI 1609 nonies C, IV, in force since 2017-01-01, as read in 2017.
    """
    operating = _indexed_mean("operating_eur", operating_eur, operating_index, OPERATING_YEARS)
    return operating + _indexed_mean("investment_eur", investment_eur, investment_index, INVESTMENT_YEARS)


def retained_charges(report: Decision | None, clect_eur: Amounts, prefect_eur: Amounts) -> np.ndarray:
    """Tests only: the charges that reduce the compensations, float64[N] in euros: the report's if approved, else the
    prefect's.

    Args: `report`, the decision on the report, None where the CLECT gives none in nine months; `clect_eur` and
    `prefect_eur` float64[N], the charges of each commune. Raises UserError: sizes that differ, negative amounts.
    Source: CGI 1609 nonies C, IV, in force since 2017-01-01, as read in 2025.
    """
    by_committee, by_prefect = commune_amounts({"clect_eur": clect_eur, "prefect_eur": prefect_eur})
    return by_committee if report is not None and report.passes else by_prefect


def _indexed_mean(key: str, costs: Amounts, index: Amounts | None, years: int) -> float:
    """The mean of the costs of `years` years, each times its index."""
    if len(costs) != years:
        raise UserError(
            message("{key} compte {value} année(s) ; il en faut {count}.", key=key, value=len(costs), count=years)
        )
    factors = np.ones(years) if index is None else np.asarray(index, dtype=np.float64)
    (amounts,) = commune_amounts({key: costs})
    refuse(criteria_problems({key: np.ones(years), f"index({key})": factors}))
    return float((amounts * factors).sum()) / years
