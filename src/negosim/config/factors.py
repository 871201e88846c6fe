"""What an experiment varies, read from the command line, `design.factors` and `design.uncertainties` (facteurs)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_type_hints

import yaml
from hydra.core.override_parser.types import IntervalSweep, Override

from negosim.config.groups import RECORDS
from negosim.config.records import as_yaml, not_a_group, unknown_key
from negosim.ensemble.design import Factor
from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.knobs import Knob, knobs_of

__all__ = ["factor_of_override", "factors_of", "knob_of"]

BOUNDS = ("low", "high")
PLACE = "territory"
"""The one key without a dot that is not a group."""

COMPARABLE_GROUPS = ("facilitation", "levers", "governance", "agenda")
"""The groups whose options are compared most."""


def knob_of(key: str) -> tuple[Knob | None, bool]:
    """The knob of a dotted key, and whether its values are whole numbers; None where no dataclass declares it."""
    group, _, name = key.partition(".")
    records = [RECORDS[group]] if group in RECORDS else []
    if group == "facilitation":
        records = [STRATEGIES[strategy] for strategy in STRATEGIES.names()]
    for record in records:
        knob = knobs_of(record).get(name)
        if knob is not None:
            return knob, get_type_hints(type(record)).get(name) is int
    return None, False


def factors_of(values: Any, key: str, groups: Sequence[str], problems: list[Message]) -> list[Factor]:
    """The factors that stand under `key` (`design.factors`, say): a list of keys, or keys with levels or bounds.

    `groups` are those whose options can be compared; what is wrong goes to `problems`.
    """
    if values is None:
        return []
    if isinstance(values, list | tuple):
        values = dict.fromkeys(map(str, values))
    if not isinstance(values, Mapping):
        problems.append(not_a_group(key, values, ("context.scarcity", "levers.method", "…")))
        return []
    factors = [_factor(name, levels, key, groups, problems) for name, levels in _flat(values)]
    return [factor for factor in factors if factor is not None]


def _flat(values: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted keys, whether they are written with dots or as nested groups."""
    for key, value in values.items():
        if isinstance(value, Mapping) and not set(value) <= set(BOUNDS):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _factor(key: str, levels: Any, place: str, groups: Sequence[str], problems: list[Message]) -> Factor | None:
    """The factor of a key: a list of levels, `{low, high}`, or nothing for the bounds of its knob."""
    if key == "seed":
        problems.append(_seed_is_no_factor())
        return None
    knob, whole = knob_of(key)
    group, dot, _ = key.partition(".")
    keys = [f"{group}.{name}" for name in knobs_of(RECORDS[group])] if group in RECORDS else []
    if (dot and keys and knob is None) or (not dot and key not in (*groups, PLACE)):
        problems.append(unknown_key(key, keys or [PLACE, *COMPARABLE_GROUPS, *(f"{name}.…" for name in RECORDS)]))
        return None
    if isinstance(levels, list | tuple) and levels:
        return Factor(key, tuple(level_of(value, knob) for value in levels), choice=key in groups)
    if knob is not None and levels is None and knob.options:
        return Factor(key, knob.options)
    if knob is not None and knob.low is not None and (levels is None or isinstance(levels, Mapping)):
        bounds = dict(zip(BOUNDS, (knob.low, knob.high), strict=True)) | dict(levels or {})
        return range_factor(key, bounds["low"], bounds["high"], (knob, whole), problems)
    problems.append(
        message("{place} : {key} vaut « {value} » ; une liste de valeurs est attendue, ou {{low: …, high: …}} "
                "pour un réglage numérique (rien pour ses bornes).", place=place, key=key, value=str(as_yaml(levels)))
    )  # fmt: skip
    return None


def level_of(value: Any, knob: Knob | None) -> Any:
    """A level as its knob has it: YAML's booleans are the words off and on."""
    if isinstance(value, bool) and (knob is None or knob.options):
        return "on" if value else "off"
    return value


def range_factor(
    key: str, low: Any, high: Any, declaration: tuple[Knob | None, bool], problems: list[Message]
) -> Factor | None:
    """A factor with bounds, which must be numbers within those of its knob.

    `declaration` is what `knob_of` says of the key; what is wrong goes to `problems`.
    """
    knob, whole = declaration
    are_numbers = all(isinstance(bound, int | float) and not isinstance(bound, bool) for bound in (low, high))
    if not are_numbers or not low < high:
        problems.append(message("{key} varie de « {low} » à « {high} » ; deux nombres croissants sont attendus.",
                                key=key, low=str(low), high=str(high)))  # fmt: skip
        return None
    if knob is None or knob.low is None or knob.high is None:
        problems.append(message("{key} ne se tire pas entre des bornes : donnez une liste de valeurs.", key=key))
        return None
    if low < knob.low or high > knob.high:
        problems.append(message("{key} varie de {low} à {high} ; bornes permises : de {least} à {most}.",
                                key=key, low=low, high=high, least=knob.low, most=knob.high))  # fmt: skip
        return None
    return Factor(key, (), float(low), float(high), whole=whole)


def factor_of_override(override: Override, groups: Sequence[str], problems: list[Message]) -> Factor | None:
    """The factor of a word of the command line that gives several values, or an interval."""
    key = str(override.key_or_group)
    if key == "seed":
        problems.append(_seed_is_no_factor())
        return None
    sweep = override.value()
    if isinstance(sweep, IntervalSweep):
        return range_factor(key, sweep.start, sweep.end, knob_of(key), problems)
    knob, _ = knob_of(key)
    texts = list(override.sweep_string_iterator())
    if key in groups or key == PLACE:
        levels = tuple(yaml.safe_load(text) if text.startswith(("'", '"')) else text for text in texts)
        return Factor(key, tuple(map(str, levels)), choice=key in groups)
    return Factor(key, tuple(level_of(yaml.safe_load(text), knob) for text in texts))


def _seed_is_no_factor() -> Message:
    """Why seeds are not listed one by one."""
    return message("seed n'est pas un facteur : la graine de chaque mandat est tirée de design.seed, du point et de la "
                   "répétition (design.replicates).")  # fmt: skip
