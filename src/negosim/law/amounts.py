"""Checks of amounts in euros and of the criteria of a split; amounts are compared exactly, to the cent."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.science.counts import is_whole

__all__ = [
    "BoundViolation", "amount_problems", "cents", "commune_amounts", "count_problems", "criteria_problems", "refuse",
]  # fmt: skip

Amounts = Sequence[float] | np.ndarray


@dataclass(frozen=True)
class BoundViolation:
    """One bound that a split breaks.

    `bound`: its name; `commune`: index of the commune, None for the intercommunality; `value_eur`: the amount of the
    split; `limit_eur`: the limit that it exceeds or does not reach; `reason`: a sentence with both.
    """

    bound: str
    commune: int | None
    value_eur: float
    limit_eur: float
    reason: Message


def refuse(problems: Sequence[Message]) -> None:
    """Raise UserError with all the problems; do nothing when the list is empty."""
    if problems:
        raise UserError(*problems)


def cents(amount_eur: float | Fraction) -> int:
    """Tests only: a finite amount in whole cents, rounded to the nearest."""
    return round(100 * Fraction(amount_eur))


def amount_problems(amounts: Mapping[str, float], *, signed: bool = False) -> list[Message]:
    """Tests only: the amounts, by name, that are not a finite number of euros, or are negative; `signed` permits
    negative ones.
    """
    return [
        message("{key} vaut {value} ; un nombre fini d'euros est attendu.", key=key, value=str(value))
        if not math.isfinite(value)
        else message("{key} vaut {value} ; un montant positif ou nul est attendu.", key=key, value=float(value))
        for key, value in amounts.items()
        if not math.isfinite(value) or (value < 0 and not signed)
    ]


def count_problems(counts: Mapping[str, int | float], *, least: int = 0) -> list[Message]:
    """The counts, by name, that are not a whole number from `least`: a population, members, votes, a rank."""
    return [
        message("{key} vaut {value} ; un entier de {low} ou plus est attendu.", key=key, value=str(value), low=least)
        for key, value in counts.items()
        if not is_whole(value, least)
    ]


def commune_amounts(amounts: Mapping[str, Amounts], *, signed: bool = False) -> list[np.ndarray]:
    """Tests only: the arrays float64[N] of several series of amounts in euros, one value per commune.

    Raises UserError: no commune, sizes that differ, an amount that is not finite, or negative unless `signed`.
    """
    refuse(_size_problems(amounts))
    by_name = {f"{key}[{i}]": float(value) for key, values in amounts.items() for i, value in enumerate(values)}
    refuse(amount_problems(by_name, signed=signed))
    return [np.asarray(values, dtype=np.float64) for values in amounts.values()]


def criteria_problems(criteria: Mapping[str, Amounts]) -> list[Message]:
    """Tests only: the criteria of a split (population, income, potential), by name, that are not above zero in every
    commune.
    """
    return _size_problems(criteria) + [
        message("{key} vaut {value} ; un nombre strictement positif est attendu.", key=f"{key}[{i}]", value=str(value))
        for key, values in criteria.items()
        for i, value in enumerate(values)
        if not (math.isfinite(value) and value > 0)
    ]


def _size_problems(series: Mapping[str, Amounts]) -> list[Message]:
    """What is wrong with the sizes of series that must all have one value per commune."""
    sizes = {key: len(values) for key, values in series.items()}
    if len(set(sizes.values())) == 1 and all(sizes.values()):
        return []
    by_series = ", ".join(f"{key} {size}" for key, size in sizes.items())
    return [message("Une valeur par commune est attendue dans chaque série ; reçues : {sizes}.", sizes=by_series)]
