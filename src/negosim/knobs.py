"""Parameters, each declared once: default, bounds, unit, meaning, French label and source (paramètres)."""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple

from negosim.errors import Message, message

__all__ = ["DESIGN", "Knob", "choice", "knob", "knobs_of", "problems_of", "words"]

DESIGN = "reference design"
"""Source of a value that comes with the model's design, without a figure in the literature."""


class Knob(NamedTuple):
    """The declaration of one parameter, for the schema, the validation, the sliders and the tables.

    A number has bounds `low` and `high`; a choice has `options`; free text has neither.
    """

    low: float | None
    high: float | None
    options: tuple[str, ...]
    meaning: str
    unit: str
    label_fr: str
    source: str


def knob(
    default: float, low: float, high: float, meaning: str, unit: str = "", label_fr: str = "", source: str = ""
) -> Any:
    """A dataclass field for a number in [`low`, `high`]; `label_fr` is its name for a DGS."""
    return dataclasses.field(default=default, metadata={"knob": Knob(low, high, (), meaning, unit, label_fr, source)})


def choice(default: str, options: tuple[str, ...], meaning: str, label_fr: str = "", source: str = "") -> Any:
    """A dataclass field for one of the words `options`."""
    return dataclasses.field(
        default=default, metadata={"knob": Knob(None, None, options, meaning, "", label_fr, source)}
    )


def words(default: str, meaning: str, label_fr: str = "", source: str = "") -> Any:
    """A dataclass field for free text, a name or an address."""
    return dataclasses.field(default=default, metadata={"knob": Knob(None, None, (), meaning, "", label_fr, source)})


def knobs_of(record: Any) -> dict[str, Knob]:
    """The knobs of a dataclass, or of an instance of it, by field name; empty for anything else."""
    if not dataclasses.is_dataclass(record):
        return {}
    return {f.name: f.metadata["knob"] for f in dataclasses.fields(record) if "knob" in f.metadata}


def problems_of(record: Any, prefix: str) -> list[Message]:
    """One message for each value of `record` that its knob does not allow, with key, value and bounds.

    `prefix` is the path of the record in the configuration, such as "context.".
    """
    problems = []
    for name, spec in knobs_of(record).items():
        value, key = getattr(record, name), prefix + name
        if spec.options:
            if value not in spec.options:
                options = ", ".join(spec.options)
                problems.append(
                    message("{key} vaut « {value} » ; valeurs possibles : {options}.",
                            key=key, value=value, options=options)
                )  # fmt: skip
        elif spec.low is None:
            if not isinstance(value, str):
                problems.append(message("{key} vaut « {value} » ; un texte est attendu.", key=key, value=str(value)))
        elif isinstance(value, bool) or not isinstance(value, int | float):
            problems.append(
                message(
                    "{key} vaut « {value} » ; un nombre entre {low} et {high} est attendu.",
                    key=key,
                    value=value,
                    low=spec.low,
                    high=spec.high,
                )
            )
        elif not spec.low <= value <= spec.high:  # type: ignore[operator]
            problems.append(
                message(
                    "{key} vaut {value} ; bornes permises : de {low} à {high}.",
                    key=key,
                    value=value,
                    low=spec.low,
                    high=spec.high,
                )
            )
    return problems
