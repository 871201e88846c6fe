"""The split of the equalisation fund (FPIC) between an intercommunality and its communes: its three regimes.

The levy and the receipt have two separate decisions. Since the finance law for 2024 (II bis), a split decided by vote
is renewed tacitly every year until it is repealed, contested within two months, or the perimeter changes (exfilo.fr,
2024). Amounts are in euros, and compared to the cent.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.law.amounts import (
    Amounts,
    BoundViolation,
    amount_problems,
    cents,
    commune_amounts,
    count_problems,
    criteria_problems,
    refuse,
)
from negosim.law.answers import checked_answers
from negosim.law.calendar import after_months
from negosim.law.constants import ratio, whole
from negosim.law.decisions import Ballot, municipal_decision
from negosim.law.majorities import RULE_UNANIMOUS_CAST, Decision, two_thirds_rule
from negosim.law.procedures import FPIC_FREE

__all__ = [
    "FPIC_MARGIN",
    "contributes", "equalisation_default", "equalisation_vote_before", "free_decision", "late_decision", "receives",
    "two_thirds_decision", "two_thirds_violations",
]  # fmt: skip

MARGIN = Fraction(*ratio("fpic_margin"))
FPIC_MARGIN = float(MARGIN)
"""Largest deviation from ordinary law that two thirds of the council may decide, as a share (L.2336-3 II)."""

PERCENT = int(100 * MARGIN)
CONTRIBUTOR_SHARE = Fraction(*ratio("fpic_contributor"))
RECIPIENTS, RECIPIENTS_OF = ratio("fpic_beneficiaries")
MONTHS = whole("fpic_months")
ARTICLES_OF = {True: "L.2336-3", False: "L.2336-5"}
"""The article of a levy (True), of a receipt (False)."""


def contributes(potential_eur: float, mean_eur: float) -> bool:
    """Tests only: whether a territory contributes: its aggregate potential per inhabitant exceeds 0.9 of the national
    mean.

    Args: `potential_eur` of the territory and `mean_eur` of the country, in euros per inhabitant.
    Raises UserError: values that are not above zero.
    Source: L.2336-3 I, in force since 2012-01-01, as read in 2024.
    """
    refuse(criteria_problems({"potential_eur": [potential_eur], "mean_eur": [mean_eur]}))
    return Fraction(potential_eur) > CONTRIBUTOR_SHARE * Fraction(mean_eur)


def receives(rank: int, territories: int) -> bool:
    """Tests only: whether a territory receives: it is among the first 60 % of the national index.

    The index combines income, aggregate potential and fiscal effort.
    Args: `rank` of the territory on the index, 1 for the first; `territories`, their number.
    Raises UserError: numbers that are not whole, a rank that is not from 1 to `territories`.
    Source: L.2336-5 I, in force since 2012-01-01, as read in 2024.
    """
    refuse(count_problems({"territories": territories, "rank": rank}, least=1))
    if rank > territories:
        raise UserError(message("{key} vaut {value} ; bornes permises : de {low} à {high}.",
                                key="rank", value=rank, low=1, high=territories))  # fmt: skip
    return RECIPIENTS_OF * rank <= RECIPIENTS * territories


def equalisation_default(
    amount_eur: float, integration: float, population: np.ndarray, potential: np.ndarray, *, levy: bool
) -> tuple[float, np.ndarray]:
    """Tests only: the FPIC under ordinary law, in euros: the share of the intercommunality, and those of the communes,
    float64[N].

    The communes share by population times financial potential per inhabitant for a levy, by population over financial
    potential per inhabitant for a receipt.

    Args: `amount_eur` to split; `integration`, the fiscal integration coefficient (CIF) in [0, 1], which is the share
    of the intercommunality; `population` and `potential` float64[N], inhabitants and financial potential in euros per
    inhabitant; `levy`, whether it is a levy or a receipt.
    Raises UserError: negative amount, integration out of bounds, sizes that differ, zero population or potential.
    Source: L.2336-3, L.2336-5, R.2336-2, R.2336-4, in force since 2012-01-01, as read in 2024.
    """
    problems = amount_problems({"amount_eur": amount_eur})
    if not 0 <= integration <= 1:
        problems.append(
            message("{key} vaut {value} ; bornes permises : de {low} à {high}.",
                    key="integration", value=integration, low=0, high=1)
        )  # fmt: skip
    refuse(problems + criteria_problems({"population": population, "potential": potential}))
    people, wealth = np.asarray(population, dtype=np.float64), np.asarray(potential, dtype=np.float64)
    own = amount_eur * integration
    weights = people * wealth if levy else people / wealth
    return own, (amount_eur - own) * weights / weights.sum()


def two_thirds_violations(
    own_default_eur: float, communes_default_eur: Amounts, own_eur: float, communes_eur: Amounts, *, levy: bool
) -> list[BoundViolation]:
    """Tests only: every bound that a split breaks under the two-thirds regime; an empty list means that the council may
    vote it.

    "sum": the same total as under ordinary law, to one cent a share. "own": the intercommunality within 30 % of
    ordinary law, in both directions. "commune": no commune that pays 30 % more, or receives 30 % less, than under
    ordinary law (one direction only, from memory). The criteria are free, beside population, income and potential.

    Args: `own_default_eur` and `communes_default_eur` float64[N], the shares of ordinary law in euros; `own_eur` and
    `communes_eur` float64[N], those of the split; `levy`, whether it is a levy or a receipt.
    Raises UserError: sizes that differ, negative amounts.
    Source: L.2336-3 II 1°, L.2336-5 II 1°, in force since 2012-01-01, as read in 2024.
    """
    refuse(amount_problems({"own_default_eur": own_default_eur, "own_eur": own_eur}))
    series = commune_amounts({"communes_default_eur": communes_default_eur, "communes_eur": communes_eur})
    default, split = series[0].tolist(), series[1].tolist()
    violations = []
    total, due = sum(map(cents, [own_eur, *split])), sum(map(cents, [own_default_eur, *default]))
    if abs(total - due) > len(split) + 1:
        reason = message("La répartition totalise {value_eur} pour {limit_eur} à répartir.",
                         value_eur=total / 100, limit_eur=due / 100)  # fmt: skip
        violations.append(BoundViolation("sum", None, total / 100, due / 100, reason))
    for sign in (-1, 1):
        violations += _beyond("own", None, own_eur, own_default_eur, sign)
    for i, (value, base) in enumerate(zip(split, default, strict=True)):
        violations += _beyond("commune", i, value, base, 1 if levy else -1)
    return violations


def two_thirds_decision(
    ballot: Ballot, violations: list[BoundViolation], *, levy: bool, base: str = "cast"
) -> Decision:
    """Tests only: what the council decides by two thirds on a split; one that breaks a bound is refused for the first
    of them.

    Args: `ballot` of the council; `violations` of the split, from `two_thirds_violations`; `levy`; `base` of the two
    thirds, the votes "cast" (circulars, from memory) or all the "members".
    Raises UserError: unknown base, impossible counts.
    Source: L.2336-3 II 1°, L.2336-5 II 1°, in force since 2012-01-01, as read in 2024.
    """
    rule = two_thirds_rule(base)
    if violations:
        return Decision(passes=False, reason=violations[0].reason, article=ARTICLES_OF[levy])
    return ballot.decide(rule, ARTICLES_OF[levy])


def free_decision(
    ballot: Ballot, answers: np.ndarray, population: np.ndarray, *, levy: bool, base: str = "cast"
) -> Decision:
    """Tests only: whether a free split is adopted: by a unanimous council, or by two thirds of it and every municipal
    council.

    One refusal of a commune within its two months is enough to reject it; a silence is an agreement.

    Args: `ballot` of the council; `answers` int8[N] of YES, NO, SILENT; `population` int64[N]; `levy`; `base` as
    `two_thirds_decision`, where "members" also counts unanimity on the members in office.
    Raises UserError: unknown base, impossible counts or answers.
    Source: L.2336-3 II 2°, L.2336-5 II 2°, in force since 2012-01-01, as read in 2024.
    """
    replies = checked_answers(answers)
    article, rule = ARTICLES_OF[levy], two_thirds_rule(base)
    unanimous = ballot.decide(RULE_UNANIMOUS_CAST, article)
    if unanimous and (base == "cast" or ballot.yes == ballot.in_office):
        return unanimous
    council = ballot.decide(rule, article)
    if not council:
        return council
    communes = municipal_decision(FPIC_FREE, replies, population)
    assert communes is not None  # noqa: S101 -- each commune is asked
    return replace(communes, article=article)


def equalisation_vote_before(notified: date) -> date:
    """Tests only: the last day for the council to vote a split: two months after the prefect's notification, on day
    `notified`.

    For a free split, the communes then have two months from the notification of that vote.
    Source: L.2336-3 II, in force since 2012-01-01, as read in 2024.
    """
    return after_months(notified, MONTHS)


def late_decision(notified: date, voted: date, *, levy: bool) -> Decision | None:
    """Tests only: the refusal of a vote that comes after the two months; None for a vote in time.

    Args: `notified` and `voted`, days of the notification and of the vote; `levy`.
    Raises UserError: a vote before the notification.
    Source: L.2336-3 II, L.2336-5 II, in force since 2012-01-01, as read in 2024.
    """
    if voted < notified:
        raise UserError(message("voted vaut {value} ; au plus tôt la notification, {low}.",
                                value=voted.isoformat(), low=notified.isoformat()))  # fmt: skip
    last = equalisation_vote_before(notified)
    if voted <= last:
        return None
    reason = message(
        "Délibération du {voted} : le délai de {months} mois expirait le {until}, le droit commun s'applique.",
        voted=voted.isoformat(), until=last.isoformat(), months=MONTHS,
    )  # fmt: skip
    return Decision(passes=False, reason=reason, article=ARTICLES_OF[levy])


def _beyond(bound: str, commune: int | None, value_eur: float, default_eur: float, sign: int) -> list[BoundViolation]:
    """The violation of an amount above (`sign` 1) or below (-1) ordinary law and its margin, if any."""
    limit = cents(Fraction(default_eur) * (1 + sign * MARGIN))
    if sign * (cents(value_eur) - limit) <= 0:
        return []
    return [BoundViolation(bound, commune, value_eur, limit / 100, _bound_reason(value_eur, limit / 100, sign))]


def _bound_reason(value_eur: float, limit_eur: float, sign: int) -> Message:
    """Why a share is outside the margin around ordinary law."""
    if sign > 0:
        return message("Part de {value_eur}, au-dessus de {limit_eur} : {percent} % de plus que le droit commun.",
                       value_eur=value_eur, limit_eur=limit_eur, percent=PERCENT)  # fmt: skip
    return message("Part de {value_eur}, au-dessous de {limit_eur} : {percent} % de moins que le droit commun.",
                   value_eur=value_eur, limit_eur=limit_eur, percent=PERCENT)  # fmt: skip
