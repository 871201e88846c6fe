"""Plain values read into a dataclass of knobs, every mistake named (lecture des groupes)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_type_hints

from negosim.errors import Message, message
from negosim.knobs import Knob, knobs_of, problems_of

__all__ = ["absent", "not_a_group", "plain", "read_record", "shown", "unknown_key", "whole", "wrong_choice"]

T = TypeVar("T")
MOST_LISTED = 16
YAML_BOOLEANS = {False: ("off", "no"), True: ("on", "yes")}


def shown(value: Any) -> Any:
    """A value as it is written in YAML, for a message; numbers are left to the reader's language."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value) if isinstance(value, list | Mapping) else value


def alternatives(name: str, known: Iterable[str]) -> str:
    """The known names, and the nearest to `name` if one is near."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    listed = names if len(names) <= MOST_LISTED else [*difflib.get_close_matches(name, names, n=5, cutoff=0.3), "…"]
    return ", ".join(listed) + (f" → {near[0]} ?" if near else "")


def wrong_choice(key: str, value: Any, known: Iterable[str]) -> Message:
    """The problem of a name that is not one of the known ones."""
    return message(
        "{key} vaut « {value} » ; valeurs possibles : {options}",
        key=key, value=str(shown(value)), options=alternatives(str(value), known),
    )  # fmt: skip


def unknown_key(key: str, known: Iterable[str]) -> Message:
    """The problem of a key that does not exist, beside known ones."""
    return message(
        "« {key} » n'est pas un réglage connu. Réglages possibles : {options}",
        key=key, options=alternatives(key, known),
    )  # fmt: skip


def absent(key: str) -> Message:
    """The problem of a key that is not given."""
    return message("Le réglage « {key} » manque.", key=key)


def not_a_group(key: str, value: Any, known: Iterable[str]) -> Message:
    """The problem of a single value where a group of settings stands."""
    return message(
        "{key} vaut « {value} » ; un groupe de réglages est attendu : {known}.",
        key=key, value=str(shown(value)), known=", ".join(known),
    )  # fmt: skip


def whole(key: str, value: Any, low: int, high: int) -> int | Message:
    """A whole number in `[low, high]`, or the problem."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        return message(
            "{key} vaut « {value} » ; un entier de {low} à {high} est attendu.",
            key=key, value=shown(value), low=low, high=high,
        )  # fmt: skip
    return value


def read_record(pattern: T, values: Any, prefix: str, problems: list[Message]) -> T:
    """`pattern` with the knobs of `values`; what is wrong goes to `problems`, and its knob stays as it was.

    `pattern` is an instance of a dataclass of knobs, `prefix` its path ("context." for example).
    """
    declared = knobs_of(pattern)
    if not isinstance(values, Mapping):
        problems.append(not_a_group(prefix[:-1], values, declared))
        return pattern
    paths = [prefix + name for name in declared]
    problems += [unknown_key(f"{prefix}{name}", paths) for name in values if name not in declared]
    problems += [absent(f"{prefix}{name}") for name in declared if name not in values]
    kinds, read = get_type_hints(type(pattern)), {}
    for name in (name for name in declared if name in values):
        value = _converted(values[name], kinds[name], declared[name])
        if kinds[name] is int and isinstance(value, float):
            checked = whole(prefix + name, value, int(declared[name].low or 0), int(declared[name].high or 0))
            problems += [checked] if isinstance(checked, Message) else []
            value = getattr(pattern, name) if isinstance(checked, Message) else checked
        read[name] = value
    record = replace(pattern, **read)  # type: ignore[type-var]
    wrong = problems_of(record, prefix)
    problems += wrong
    return pattern if wrong else record


def _converted(value: Any, kind: type, declared: Knob) -> Any:
    """A value in the knob's own type where nothing is lost; YAML's off and yes are words where words are asked."""
    if declared.options and isinstance(value, bool):
        return next((word for word in YAML_BOOLEANS[value] if word in declared.options), shown(value))
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return shown(value)


def plain(record: Any) -> dict[str, Any]:
    """The knobs of a dataclass and their values."""
    return {name: getattr(record, name) for name in knobs_of(record)}
