"""What is asked of a finished mandate: one file for each question (mesures).

A metric is a frozen dataclass with one verb, `measure`, its unit, its bounds and its formula. The unit of
analysis is the mandate. Headline rates leave out recurrent (yearly) dossiers. None is what a mandate does
not define. Metrics that search or replay are `costly`: a sweep leaves them out.
"""

from __future__ import annotations

from typing import Protocol

from negosim.errors import Message, message
from negosim.negotiation.mandate import Mandate
from negosim.registry import Registry

__all__ = ["LESS", "METRICS", "MORE", "NEITHER", "Metric", "direction_of", "is_share", "summary"]

MORE, LESS, NEITHER = 1, -1, 0
"""Directions of a metric: more is better, less is better, neither is (`months`, `hours`, a rank correlation...)."""


class Metric(Protocol):
    """One number about one mandate; one whose attribute `costly` is true searches or replays, on request only.

    `direction` tells whether more (1) or less (-1) is better; NEITHER (0) for one without this attribute.
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


METRICS: Registry[Metric] = Registry(
    message("Mesure « {name} » inconnue. Mesures connues : {names}.{near}"), "negosim.metrics"
)


def summary(mandate: Mandate, *, costly: bool = False) -> dict[str, float | None]:
    """Every registered metric of a mandate, by name; those that take milliseconds only where `costly`."""
    names, entries = METRICS.names(), METRICS.entries()
    selected = [entries[name] for name in names if costly or not getattr(entries[name], "costly", False)]
    return {metric.name: metric.measure(mandate) for metric in selected}


def direction_of(name: str) -> int:
    """The direction of the metric of that name: MORE, LESS or NEITHER; NEITHER for what is no metric."""
    return int(getattr(METRICS.entries()[name], "direction", NEITHER)) if name in METRICS.names() else NEITHER


def is_share(name: str) -> bool:
    """Whether a metric is a share, written in percentage points."""
    return name in METRICS.names() and METRICS[name].unit == "share"
