"""What amounts in euros and criteria of a split may be, and how they are compared: exactly, to the cent."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from negosim.errors import Message, UserError, message
from negosim.science.counts import is_whole

__all__ = [
    "BrokenBound", "amount_problems", "cents", "commune_amounts", "count_problems", "criteria_problems", "refuse",
]  # fmt: skip

Amounts = Sequence[float] | np.ndarray


@dataclass(frozen=True)
class BrokenBound:
    """One bound that a split breaks: which, for which commune (index, None for no commune), value and limit."""

    bound: str
    commune: int | None
    value_eur: float
    limit_eur: float
    reason: Message


def refuse(problems: Sequence[Message]) -> None:
    """Raise UserError with all the problems, if there is one."""
    if problems:
        raise UserError(*problems)


def cents(amount_eur: float | Fraction) -> int:
    """A finite amount in whole cents, to the nearest."""
    return round(100 * Fraction(amount_eur))


def amount_problems(amounts: Mapping[str, float], *, signed: bool = False) -> list[Message]:
    """Every amount that is not a finite number of euros, or is negative where the sign is not `signed`."""
    return [
        message("{key} vaut {value} ; un nombre fini d'euros est attendu.", key=key, value=str(value))
        if not math.isfinite(value)
        else message("{key} vaut {value} ; un montant positif ou nul est attendu.", key=key, value=float(value))
        for key, value in amounts.items()
        if not math.isfinite(value) or (value < 0 and not signed)
    ]


def count_problems(counts: Mapping[str, int | float], *, least: int = 0) -> list[Message]:
    """Every count that is not a whole number of `least` or more: a population, members, votes, a rank."""
    return [
        message("{key} vaut {value} ; un entier de {low} ou plus est attendu.", key=key, value=str(value), low=least)
        for key, value in counts.items()
        if not is_whole(value, least)
    ]


def commune_amounts(amounts: Mapping[str, Amounts], *, signed: bool = False) -> list[np.ndarray]:
    """The float64[N] arrays of several amounts, one per commune.

    Raises UserError: no commune, sizes that differ, an amount that is not finite, or negative unless `signed`.
    """
    refuse(_size_problems(amounts))
    named = {f"{key}[{i}]": float(value) for key, values in amounts.items() for i, value in enumerate(values)}
    refuse(amount_problems(named, signed=signed))
    return [np.asarray(values, dtype=np.float64) for values in amounts.values()]


def criteria_problems(criteria: Mapping[str, Amounts]) -> list[Message]:
    """Every criterion of a split (population, income, potential) that is not above zero in each commune."""
    return _size_problems(criteria) + [
        message("{key} vaut {value} ; un nombre strictement positif est attendu.", key=f"{key}[{i}]", value=str(value))
        for key, values in criteria.items()
        for i, value in enumerate(values)
        if not (math.isfinite(value) and value > 0)
    ]


def _size_problems(series: Mapping[str, Amounts]) -> list[Message]:
    """What is wrong with the sizes of series that should hold one value per commune."""
    sizes = {key: len(values) for key, values in series.items()}
    if len(set(sizes.values())) == 1 and all(sizes.values()):
        return []
    told = ", ".join(f"{key} {size}" for key, size in sizes.items())
    return [message("Une valeur par commune est attendue dans chaque série ; reçues : {sizes}.", sizes=told)]
