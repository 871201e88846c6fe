"""A person chooses the moves: a class, a trainee, a DGS who explores (à la main).

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
    """The person's moves are the `actions` of the mandate; a month without one spends no hour, as under `none`."""

    name: str = "by_hand"
    label: Message = message("à la main")

    def choose(self, view: View) -> Move:  # noqa: ARG002 -- the person looks, not the strategy
        """No move: the person's moves are the actions of the mandate."""
        return Move()


STRATEGIES.add("by_hand", ByHand())
