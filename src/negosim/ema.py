"""The simulator as a model of the EMA Workbench, for exploratory modelling. Needs the extra `ema`.

Source: Kwakkel 2017, The Exploratory Modeling Workbench, Environmental Modelling & Software 96.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from negosim.config import compose, load, quote_free_text
from negosim.config.factors import knob_of
from negosim.config.records import unknown_key, wrong_choice
from negosim.ensemble.engines.dask import require_extra
from negosim.errors import UserError, message
from negosim.metrics import METRICS, summary
from negosim.negotiation.mandate import run

if TYPE_CHECKING:
    from ema_workbench import Model

__all__ = ["Player", "ema_model"]

DOT = "__"
"""Replaces the dot of a key, since the workbench wants names that are identifiers."""


@dataclass(frozen=True)
class Player:
    """The function of the workbench: settings by name in, means of metrics over the seeds out.

    The seeds are the same for every scenario and policy: policies are compared on common random numbers. A metric that
    no mandate defines is NaN.
    """

    base: tuple[str, ...]
    outcomes: tuple[str, ...]
    seeds: tuple[int, ...]

    def __call__(self, **values: Any) -> dict[str, float]:
        """Play one mandate for each seed under these values."""
        words = [*self.base, *(f"{name.replace(DOT, '.')}={value}" for name, value in values.items())]
        setting = load(compose(quote_free_text(words))).setting
        rows = [summary(run(setting, seed)) for seed in self.seeds]
        return {name: mean_of([row[name] for row in rows]) for name in self.outcomes}


def mean_of(values: Sequence[float | None]) -> float:
    """The mean of the values that are defined; NaN where none is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else math.nan


def ema_model(
    uncertainties: Sequence[str],
    levers: Mapping[str, Sequence[str]],
    outcomes: Sequence[str] = ("shared", "adopted", "durable"),
    base: Sequence[str] = (),
    seeds: Sequence[int] = (0, 1, 2, 3),
) -> Model:
    """A model whose uncertainties are settings between their declared bounds, and whose levers are choices.

    `uncertainties`: keys such as "context.scarcity"; `levers`: groups and their options, such as {"facilitation":
    ("busy", "interest_based")}; `base`: further words of a command line, such as "territory=243900354". In the
    workbench the dot of a key is written "__". Raises UserError: the extra is absent, an unknown setting or metric.
    """
    require_extra("ema", "ema_workbench")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the workbench says of its own optional parts
        import ema_workbench as ema  # noqa: PLC0415 -- an extra
    knobs = {key: knob_of(key) for key in uncertainties}
    problems = [
        unknown_key(key, ("context.scarcity", "behaviour.trust_contact", "…")) for key in knobs if not knobs[key][0]
    ]
    problems += [message("{key} n'a pas de bornes : donnez-en les valeurs parmi les leviers (levers).", key=key)
                 for key, (one, _) in knobs.items() if one is not None and one.low is None]  # fmt: skip
    problems += [wrong_choice("outcomes", name, METRICS.names()) for name in outcomes if name not in METRICS.names()]
    if problems:
        raise UserError(*problems)
    model = ema.Model("negosim", function=Player(tuple(base), tuple(outcomes), tuple(seeds)))
    parameters = []
    for key, (one, is_whole) in knobs.items():
        kind = ema.IntegerParameter if is_whole else ema.RealParameter
        parameters.append(kind(key.replace(".", DOT), one.low, one.high))  # pyright: ignore[reportOptionalMemberAccess]
    model.uncertainties = parameters
    model.levers = [ema.CategoricalParameter(key.replace(".", DOT), list(options)) for key, options in levers.items()]
    model.outcomes = [ema.ScalarOutcome(name) for name in outcomes]
    return model
