"""The state of a mandate: arrays of records, and nothing else that changes (état)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from negosim.compiled import SETTINGS
from negosim.negotiation.state.clause import THEMES
from negosim.negotiation.state.events import EVENTS
from negosim.negotiation.state.layout import ARRAYS
from negosim.negotiation.state.moves import MOVES

__all__ = ["FOLLOW_UP_MONTHS", "MONTHS", "State", "allocate"]

MONTHS = 72
"""Months of a mandate."""

FOLLOW_UP_MONTHS = 24
"""Months of follow-up after the mandate, in which decisions are kept or broken and nothing new is negotiated."""

ROUNDS_A_MONTH = 40
"""Rounds that a month may have beside the ordinary meeting of each dossier."""


class State:
    """Every array of a mandate, by the names of `ARRAYS`; nothing else in a mandate changes.

    A field whose name begins with `next_` is written during a month and read from the next.
    """

    def __init__(self, **arrays: Any) -> None:
        names = [array.name for array in ARRAYS]
        if list(arrays) != names:
            raise TypeError(f"arrays {list(arrays)}: {names} are expected, in this order")
        self.__dict__.update(arrays)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name}: the arrays of a state are written in place, never replaced")

    @property
    def arrays(self) -> dict[str, Any]:
        """The arrays by name, in order."""
        return {array.name: self.__dict__[array.name] for array in ARRAYS}

    def events(self, name: str) -> Any:
        """The rows written so far in a log of events, a name of `events.EVENTS`."""
        return getattr(self, name)[: int(self.log_sizes[name])]

    def with_arrays(self, **arrays: Any) -> State:
        """A state that shares its arrays with this one, but for those passed by name."""
        return State(**{name: arrays.pop(name, array) for name, array in self.arrays.items()}, **arrays)

    @cached_property
    def _holder(self) -> Any:  # pragma: no cover -- only where there is a compiler
        """The structure that gives these arrays to compiled code."""
        return hold(tuple(self.arrays.values()))

    @cached_property
    def _meminfo(self) -> Any:  # pragma: no cover -- idem
        """The address that compiled code takes for this state."""
        return self._holder._meminfo  # noqa: SLF001 -- the protocol of Numba's structures


def allocate(n: int, e: int, d: int, k: int, q: int, months: int = MONTHS + FOLLOW_UP_MONTHS) -> State:
    """A state filled with zeros for `n` communes, `e` officials, `d` dossiers, at most `k` clauses and `q` items."""
    sizes = {
        "N": n, "N+1": n + 1, "E": e, "D": d, "K": k, "Q": q, "T": months, "M": len(MOVES), "H": len(THEMES),
        "L": max(n, d),
        "S": 32 + d * 220, **dict.fromkeys(EVENTS, d), "rounds": months * (ROUNDS_A_MONTH + d), "defections": d * n,
        "deliveries": d * q,
    }  # fmt: skip
    s = State(**{array.name: array.zeros(sizes) for array in ARRAYS})
    s.offer_order[:] = range(n)
    return s


if not SETTINGS.DISABLE_JIT:  # pragma: no cover -- idem
    from negosim.negotiation.state.structref import declare, hold  # only where there is a compiler

    declare(State)
