"""What an experiment varies, read from the command line and from `design.factors` (facteurs)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_type_hints

import yaml
from hydra.core.override_parser.types import IntervalSweep, Override

from negosim.config.groups import RECORDS
from negosim.config.records import not_a_group, shown, unknown_key
from negosim.ensemble.design import Factor
from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.knobs import Knob, knobs_of

__all__ = ["factor_of_override", "factors_of", "knob_of"]

BOUNDS = ("low", "high")
PLAIN, CHOSEN = ("territory",), ("facilitation", "levers", "governance", "agenda")
"""Keys without a dot: no group, and the groups whose options are compared most."""


def knob_of(key: str) -> tuple[Knob | None, bool]:
    """The declared knob of a dotted key, and whether its values are whole numbers; None where there is none."""
    group, _, name = key.partition(".")
    records = [RECORDS[group]] if group in RECORDS else []
    if group == "facilitation":
        records = [STRATEGIES[strategy] for strategy in STRATEGIES.names()]
    for record in records:
        found = knobs_of(record).get(name)
        if found is not None:
            return found, get_type_hints(type(record)).get(name) is int
    return None, False


def factors_of(values: Any, groups: Sequence[str], problems: list[Message]) -> list[Factor]:
    """The factors of `design.factors`: a list of keys, or keys with their levels or bounds."""
    if values is None:
        return []
    if isinstance(values, list | tuple):
        values = dict.fromkeys(map(str, values))
    if not isinstance(values, Mapping):
        problems.append(not_a_group("design.factors", values, ("context.scarcity", "levers.method", "…")))
        return []
    return [f for key, asked in _flat(values) if (f := _factor(key, asked, groups, problems)) is not None]


def _flat(values: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted keys, whether they are written with dots or as nested groups."""
    for key, value in values.items():
        if isinstance(value, Mapping) and not set(value) <= set(BOUNDS):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _factor(key: str, asked: Any, groups: Sequence[str], problems: list[Message]) -> Factor | None:
    """One factor: a list of levels, `{low, high}`, or nothing for the bounds of its knob."""
    if key == "seed":
        problems.append(_seed_is_no_factor())
        return None
    declared, whole = knob_of(key)
    group, dot, _ = key.partition(".")
    known = [f"{group}.{name}" for name in knobs_of(RECORDS[group])] if group in RECORDS else []
    if (dot and known and declared is None) or (not dot and key not in (*groups, *PLAIN)):
        problems.append(unknown_key(key, known or [*PLAIN, *CHOSEN, *(f"{name}.…" for name in RECORDS)]))
        return None
    if isinstance(asked, list | tuple) and asked:
        return Factor(key, tuple(word(value, declared) for value in asked), choice=key in groups)
    if declared is not None and asked is None and declared.options:
        return Factor(key, declared.options)
    if declared is not None and declared.low is not None and (asked is None or isinstance(asked, Mapping)):
        bounds = dict(zip(BOUNDS, (declared.low, declared.high), strict=True)) | dict(asked or {})
        return between(key, bounds["low"], bounds["high"], (declared, whole), problems)
    problems.append(
        message("design.factors : {key} vaut « {value} » ; une liste de valeurs est attendue, ou {{low: …, high: …}} "
                "pour un réglage numérique (rien pour ses bornes).", key=key, value=str(shown(asked)))
    )  # fmt: skip
    return None


def word(value: Any, declared: Knob | None) -> Any:
    """A level as it is written: YAML's booleans are the words off and on."""
    if isinstance(value, bool) and (declared is None or declared.options):
        return "on" if value else "off"
    return value


def between(
    key: str, low: Any, high: Any, declared: tuple[Knob | None, bool], problems: list[Message]
) -> Factor | None:
    """A factor with bounds, which must be numbers within those of its knob."""
    knob, whole = declared
    numbers = all(isinstance(bound, int | float) and not isinstance(bound, bool) for bound in (low, high))
    if not numbers or not low < high:
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


def factor_of_override(one: Override, groups: Sequence[str], problems: list[Message]) -> Factor | None:
    """The factor of a word of the command line that gives several values, or an interval."""
    key = str(one.key_or_group)
    if key == "seed":
        problems.append(_seed_is_no_factor())
        return None
    sweep = one.value()
    if isinstance(sweep, IntervalSweep):
        return between(key, sweep.start, sweep.end, knob_of(key), problems)
    declared, _ = knob_of(key)
    texts = list(one.sweep_string_iterator())
    if key in groups or key == "territory":
        levels = tuple(yaml.safe_load(text) if text.startswith(("'", '"')) else text for text in texts)
        return Factor(key, tuple(map(str, levels)), choice=key in groups)
    return Factor(key, tuple(word(yaml.safe_load(text), declared) for text in texts))


def _seed_is_no_factor() -> Message:
    """Why seeds are not given one by one."""
    return message("seed n'est pas un facteur : la graine de chaque mandat est tirée de design.seed, du point et de la "
                   "répétition (design.replicates).")  # fmt: skip
