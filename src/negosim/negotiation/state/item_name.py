"""The name of an item of a dossier: what is built or opened, chosen by what it costs (intitulé d'un élément)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from negosim.errors import Message

__all__ = ["ItemName", "item_name"]


@dataclass(frozen=True)
class ItemName:
    """What an item may be: `label` with its article, and a range of usual costs in euros (orders of magnitude)."""

    name: str
    label: Message
    low_eur: float
    high_eur: float

    def distance(self, cost_eur: float) -> float:
        """How far a cost is from the range, as a logarithm; 0 inside, and where nothing is paid."""
        if cost_eur <= 0.0:
            return 0.0
        return max(math.log(self.low_eur / cost_eur), math.log(cost_eur / self.high_eur), 0.0)


def item_name(names: Sequence[ItemName], address: int, cost_eur: float) -> ItemName | None:
    """The name at an `address` among those whose range is the nearest to the cost; None without names."""
    if not names:
        return None
    nearest = min(name.distance(cost_eur) for name in names)
    fitting = [name for name in names if name.distance(cost_eur) == nearest]
    return fitting[address % len(fitting)]
