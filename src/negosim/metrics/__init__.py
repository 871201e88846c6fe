"""Metrics: what is measured of a finished mandate, one file for each question (mesures).

A metric is a frozen dataclass with one verb, `measure`, its unit, its bounds and its formula. The unit of analysis is
the mandate. Headline rates leave out recurrent (yearly) dossiers. A metric is None for a mandate that does not define
it. Metrics that search or replay are `costly`: a sweep leaves them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from negosim.errors import Message, message
from negosim.negotiation.mandate import Mandate
from negosim.registry import Registry

__all__ = ["LESS", "METRICS", "MORE", "NEITHER", "BaseMetric", "Metric", "direction_of", "is_share", "summary"]

MORE, LESS, NEITHER = 1, -1, 0
"""Directions of a metric: more is better, less is better, neither is (`months`, `hours`, a rank correlation...)."""


class Metric(Protocol):
    """One number about one mandate.

    Two attributes are optional: `costly`, true for a metric that searches or replays, measured on request only; and
    `direction`, MORE (1) where more is better, LESS (-1) where less is, NEITHER (0) by default.
    """

    @property
    def name(self) -> str:
        """The name of the column."""
        ...

    @property
    def label(self) -> Message:
        """The name in French."""
        ...

    @property
    def unit(self) -> str:
        """The unit."""
        ...

    @property
    def low(self) -> float:
        """The lowest possible value."""
        ...

    @property
    def high(self) -> float:
        """The highest possible value."""
        ...

    def measure(self, mandate: Mandate) -> float | None:
        """The number, or None where the mandate does not define it (no vote was held, for example)."""
        ...


@dataclass(frozen=True, kw_only=True)
class BaseMetric:
    """What most metrics declare, with the values that most of them have; `Metric` says what each attribute means."""

    name: str
    label: Message
    unit: str = "share"
    low: float = 0.0
    high: float = 1.0
    costly: bool = False
    direction: int = NEITHER


METRICS: Registry[Metric] = Registry(
    message("Mesure « {name} » inconnue. Mesures connues : {names}.{near}"), "negosim.metrics"
)


def summary(mandate: Mandate, *, costly: bool = False) -> dict[str, float | None]:
    """The value of every registered metric of a mandate, by name; the costly ones only where `costly`."""
    names, entries = METRICS.names(), METRICS.entries()
    selected = [entries[name] for name in names if costly or not getattr(entries[name], "costly", False)]
    return {metric.name: metric.measure(mandate) for metric in selected}


def direction_of(name: str) -> int:
    """The direction of the metric `name`: MORE, LESS or NEITHER; NEITHER where no metric has that name."""
    return int(getattr(METRICS.entries()[name], "direction", NEITHER)) if name in METRICS.names() else NEITHER


def is_share(name: str) -> bool:
    """Whether the metric `name` is a share, written in percentage points."""
    return name in METRICS.names() and METRICS[name].unit == "share"
