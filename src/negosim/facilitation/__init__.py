"""How the DGS conducts the mandate: one file for each strategy, in plain Python (stratégies de facilitation).

A strategy reads a `View` and returns a `Move`; it acts only through moves that its hours pay for.
"""

from __future__ import annotations

from typing import Protocol

from negosim.errors import Message, message
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import Move
from negosim.registry import Registry

__all__ = ["STRATEGIES", "Strategy"]


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
