"""A person conducts: a class, a trainee, a DGS who explores (à la main).

Source: reference design.
"""

from __future__ import annotations

from dataclasses import dataclass

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import Move

__all__ = ["ByHand"]


@dataclass(frozen=True)
class ByHand:
    """Months that the person has not filled (the `actions` of a mandate) stay empty, as under `none`."""

    name: str = "by_hand"
    label: Message = message("à la main")

    def choose(self, view: View) -> Move:  # noqa: ARG002 -- the person looks, not the strategy
        """Nothing: what the person chose stands in the actions of the mandate."""
        return Move()


STRATEGIES.add("by_hand", ByHand())
