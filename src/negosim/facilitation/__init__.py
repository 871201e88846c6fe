"""How the DGS conducts the mandate: one file for each strategy, in plain Python (stratégies de facilitation).

A strategy reads a `View` and returns a `Move`; it acts only through moves that its hours pay for.
"""

from __future__ import annotations

from typing import Any, Protocol

from negosim.errors import Message, message
from negosim.knobs import DESIGN, knob
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import Move
from negosim.registry import Registry

__all__ = ["STRATEGIES", "Strategy", "acceptance_knob"]


class Strategy(Protocol):
    """A strategy: one frozen dataclass with one verb, `choose`."""

    @property
    def name(self) -> str:
        """The name in a configuration."""
        ...

    @property
    def label(self) -> Message:
        """The name in French."""
        ...

    def choose(self, view: View) -> Move:
        """What the DGS does this month."""
        ...


STRATEGIES: Registry[Strategy] = Registry(
    message("Stratégie « {name} » inconnue. Stratégies connues : {names}.{near}"), "negosim.facilitation"
)


def acceptance_knob() -> Any:
    """The parameter of a strategy that keeps a change of the text when enough communes accept it."""
    meaning, label = "share of communes that must accept a change", "Part des communes qui doivent accepter"
    return knob(0.60, 0.5, 1, meaning, "share", label, DESIGN)
