"""The state of a mandate: arrays in one typed record, and nothing else that changes (état).

Index letters: i, j communes (N); e officials (E); k clauses (K); p items (P); d dossiers (D); t months.
"""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import Any

import numpy as np

from negosim.compiled import SETTINGS
from negosim.negotiation.state.events import COLUMNS
from negosim.negotiation.state.moves import MOVES
from negosim.negotiation.state.records import (
    BALLOT,
    CLAUSE,
    CLOCK,
    COMMUNE,
    COMMUNE_HISTORY,
    COMMUNE_PAIR,
    DOSSIER,
    HISTORY,
    ITEM,
    ITEM_VALUE,
    OFFICIAL,
    OPINION,
    PARAMETERS,
    STAKE,
    zeros,
)  # fmt: skip

__all__ = ["FOLLOW_UP_MONTHS", "MONTHS", "State", "allocate"]

MONTHS = 72
FOLLOW_UP_MONTHS = 24


@dataclasses.dataclass(frozen=True, eq=False)
class State:
    """Every array of a mandate, indexed by the letters above; nothing else in a mandate changes.

    Prefix `next_` of a field marks what is written during a month and read from the next.
    """

    communes: np.recarray  # [N] COMMUNE
    officials: np.recarray  # [E] OFFICIAL
    dossiers: np.recarray  # [D] DOSSIER
    p: np.record  # PARAMETERS
    clock: np.record  # CLOCK
    commune_pairs: np.recarray  # [N, N] COMMUNE_PAIR
    stakes: np.recarray  # [D, N] STAKE
    opinions: np.recarray  # [D, N, K] OPINION
    item_values: np.recarray  # [D, N, P] ITEM_VALUE
    clauses: np.recarray  # [D, K] CLAUSE
    items: np.recarray  # [D, P] ITEM
    ballots: np.recarray  # [D, E] BALLOT
    orders: np.ndarray  # [moves, max(N, D)] this month's move: how many of each, on whom
    hours: np.ndarray  # [T, moves] spent
    steps: np.ndarray  # [S, 3] this month's programme
    events: np.ndarray  # [V, COLUMNS] log of what happened
    attendance: np.ndarray  # [T, D, N] bool, at the month's ordinary meeting
    history: np.recarray  # [T] HISTORY
    commune_history: np.recarray  # [T, N] COMMUNE_HISTORY
    offers: np.ndarray  # [D, 2, N] what the text and the draft offer each commune
    sums: np.ndarray  # [D, 2, N + 1] running sums of the same, from the least offer
    ranks: np.ndarray  # [D, 2, N] the communes from the least offer to the best
    hearing: np.ndarray  # [2, K] what a commune hears at a table, while it forms its opinion
    docket: np.ndarray  # [D] the dossiers negotiated this month, the nearest deadline first

    @cached_property
    def arrays(self) -> dict[str, Any]:
        """The arrays by name, in order."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    @cached_property
    def _holder(self) -> Any:  # pragma: no cover -- only where there is a compiler
        """What holds these arrays for compiled code."""
        return hold(*self.arrays.values())

    @cached_property
    def _meminfo(self) -> Any:  # pragma: no cover -- idem
        """The address that compiled code takes for this state."""
        return self._holder._meminfo  # noqa: SLF001 -- the protocol of Numba's structures


def allocate(n: int, e: int, d: int, k: int, p: int, months: int = MONTHS + FOLLOW_UP_MONTHS) -> State:
    """A zeroed state for N communes, E officials, D dossiers, K clauses and P items at most."""
    return State(
        communes=zeros((n,), COMMUNE),
        officials=zeros((e,), OFFICIAL),
        dossiers=zeros((d,), DOSSIER),
        p=zeros((1,), PARAMETERS)[0],
        clock=zeros((1,), CLOCK)[0],
        commune_pairs=zeros((n, n), COMMUNE_PAIR),
        stakes=zeros((d, n), STAKE),
        opinions=zeros((d, n, k), OPINION),
        item_values=zeros((d, n, p), ITEM_VALUE),
        clauses=zeros((d, k), CLAUSE),
        items=zeros((d, p), ITEM),
        ballots=zeros((d, e), BALLOT),
        orders=np.zeros((len(MOVES), max(n, d)), np.int64),
        hours=np.zeros((months, len(MOVES))),
        steps=np.zeros((32 + d * 220, 3), np.int64),
        events=np.zeros((months * (40 + d) + d * (n + 12), len(COLUMNS)), np.int64),
        attendance=np.zeros((months, d, n), np.bool_),
        history=zeros((months,), HISTORY),
        commune_history=zeros((months, n), COMMUNE_HISTORY),
        offers=np.zeros((d, 2, n)),
        sums=np.zeros((d, 2, n + 1)),
        ranks=np.zeros((d, 2, n), np.int64) + np.arange(n),
        hearing=np.zeros((2, k)),
        docket=np.zeros(d, np.int64),
    )


if not SETTINGS.DISABLE_JIT:  # pragma: no cover -- idem
    from negosim.negotiation.state.structref import declare, hold  # only where there is a compiler

    declare(State)
