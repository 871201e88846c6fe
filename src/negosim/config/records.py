"""Plain values read into a dataclass of knobs, every mistake named (lecture des groupes)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_type_hints

from negosim.errors import Message, message
from negosim.knobs import Knob, knobs_of, problems_of

__all__ = [
    "absent", "as_yaml", "knob_values", "not_a_group", "read_record", "unknown_key", "whole_number", "wrong_choice",
]  # fmt: skip

T = TypeVar("T")
MOST_LISTED = 16
YAML_BOOLEANS = {False: ("off", "no"), True: ("on", "yes")}


def as_yaml(value: Any) -> Any:
    """A value as YAML writes it, for a message; numbers are left to the reader's language."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value) if isinstance(value, list | Mapping) else value


def alternatives(name: str, names: Iterable[str]) -> str:
    """The names that exist, and the nearest to `name` if one is near."""
    names = list(names)
    near = difflib.get_close_matches(name, names, n=1)
    listed = names if len(names) <= MOST_LISTED else [*difflib.get_close_matches(name, names, n=5, cutoff=0.3), "…"]
    return ", ".join(listed) + (f" → {near[0]} ?" if near else "")


def wrong_choice(key: str, value: Any, options: Iterable[str]) -> Message:
    """The problem of a name that is not one of the options."""
    return message(
        "{key} vaut « {value} » ; valeurs possibles : {options}",
        key=key, value=str(as_yaml(value)), options=alternatives(str(value), options),
    )  # fmt: skip


def unknown_key(key: str, keys: Iterable[str]) -> Message:
    """The problem of a key that does not exist, beside those that do."""
    return message(
        "« {key} » n'est pas un réglage connu. Réglages possibles : {options}",
        key=key, options=alternatives(key, keys),
    )  # fmt: skip


def absent(key: str) -> Message:
    """The problem of a key without a value."""
    return message("Le réglage « {key} » manque.", key=key)


def not_a_group(key: str, value: Any, keys: Iterable[str]) -> Message:
    """The problem of a single value where a group of settings stands."""
    return message(
        "{key} vaut « {value} » ; un groupe de réglages est attendu : {known}.",
        key=key, value=str(as_yaml(value)), known=", ".join(keys),
    )  # fmt: skip


def whole_number(key: str, value: Any, low: int, high: int) -> int | Message:
    """A whole number in `[low, high]`, or the problem."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        return message(
            "{key} vaut « {value} » ; un entier de {low} à {high} est attendu.",
            key=key, value=as_yaml(value), low=low, high=high,
        )  # fmt: skip
    return value


def read_record(default: T, values: Any, prefix: str, problems: list[Message]) -> T:
    """`default` with the knobs of `values`; what is wrong goes to `problems`, and its knob stays at its default.

    `default` is an instance of a dataclass of knobs, `prefix` its path ("context." for example).
    """
    knobs = knobs_of(default)
    if not isinstance(values, Mapping):
        problems.append(not_a_group(prefix[:-1], values, knobs))
        return default
    keys = [prefix + name for name in knobs]
    problems += [unknown_key(f"{prefix}{name}", keys) for name in values if name not in knobs]
    problems += [absent(f"{prefix}{name}") for name in knobs if name not in values]
    types, changes = get_type_hints(type(default)), {}
    for name in (name for name in knobs if name in values):
        value = _convert(values[name], types[name], knobs[name])
        if types[name] is int and isinstance(value, float):
            number = whole_number(prefix + name, value, int(knobs[name].low or 0), int(knobs[name].high or 0))
            problems += [number] if isinstance(number, Message) else []
            value = getattr(default, name) if isinstance(number, Message) else number
        changes[name] = value
    record = replace(default, **changes)  # type: ignore[type-var]
    wrong = problems_of(record, prefix)
    problems += wrong
    return default if wrong else record


def _convert(value: Any, kind: type, knob: Knob) -> Any:
    """A value in the knob's own type where nothing is lost; YAML's off and yes are words where words are expected."""
    if knob.options and isinstance(value, bool):
        return next((word for word in YAML_BOOLEANS[value] if word in knob.options), as_yaml(value))
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return as_yaml(value)


def knob_values(record: Any) -> dict[str, Any]:
    """The knobs of a dataclass and their values."""
    return {name: getattr(record, name) for name in knobs_of(record)}
