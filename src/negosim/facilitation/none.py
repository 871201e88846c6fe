"""The baseline: the DGS keeps the calendar and does nothing else (aucune facilitation).

Source: baseline; reference design.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.negotiation.conductor.view import View
from negosim.negotiation.state.moves import Move

__all__ = ["NoFacilitation"]


@dataclass(frozen=True)
class NoFacilitation:
    """Communes propose by themselves, the larger ones more often; no hour is spent."""

    name: str = "none"
    label: Message = message("aucune facilitation")
    stands_for_real_dgs: ClassVar[bool] = True

    def choose(self, view: View) -> Move:  # noqa: ARG002 -- nothing is looked at
        """No move."""
        return Move()


STRATEGIES.add("none", NoFacilitation())
