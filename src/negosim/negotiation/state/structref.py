"""How compiled code holds a state: one pointer instead of some twenty arrays.

A function that took all the arrays as arguments would move and count every one of them at each call. Numba's
structure by reference (structref) keeps them behind one pointer: calls are several times cheaper and compile
faster. Python code never sees it: a `State` is passed as it is.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from llvmlite.ir import Constant
from numba.core import types
from numba.experimental import structref
from numba.extending import intrinsic

from negosim.compiled import build
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

__all__ = ["STATE_TYPE", "declare", "hold"]


@structref.register
class StateType(types.StructRef):
    """Numba's type of a state, under a short name: the long one would stand in every symbol."""

    def __init__(self, fields: list[tuple[str, types.Type]]) -> None:
        super().__init__(fields)
        self.name = "negosim.State"


class Holder(structref.StructRefProxy):
    """The Python object that owns the compiled structure of one state."""


structref.define_boxing(StateType, Holder)


def rows(dtype: np.dtype, dimensions: int) -> types.Type:
    """Numba's type of an array of records."""
    return numba.typeof(zeros((1,) * dimensions, dtype))


STATE_TYPE = StateType(
    [
        ("communes", rows(COMMUNE, 1)), ("officials", rows(OFFICIAL, 1)), ("dossiers", rows(DOSSIER, 1)),
        ("p", numba.typeof(zeros((1,), PARAMETERS)[0])), ("clock", numba.typeof(zeros((1,), CLOCK)[0])),
        ("commune_pairs", rows(COMMUNE_PAIR, 2)), ("stakes", rows(STAKE, 2)), ("opinions", rows(OPINION, 3)),
        ("item_values", rows(ITEM_VALUE, 3)), ("clauses", rows(CLAUSE, 2)), ("items", rows(ITEM, 2)),
        ("ballots", rows(BALLOT, 2)), ("orders", types.int64[:, ::1]), ("hours", types.float64[:, ::1]),
        ("steps", types.int64[:, ::1]), ("events", types.int64[:, ::1]),
        ("attendance", types.boolean[:, :, ::1]), ("history", rows(HISTORY, 1)),
        ("commune_history", rows(COMMUNE_HISTORY, 2)), ("offers", types.float64[:, :, ::1]), ("sums", types.float64[:, :, ::1]),
        ("ranks", types.int64[:, :, ::1]),
        ("hearing", types.float64[:, ::1]), ("docket", types.int64[::1]),
    ]
)  # fmt: skip


@intrinsic
def lend(_typing, array):
    """The same array, not counted: the state keeps it alive, so that compiled code need not count each look at it."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        """The array with no owner; counting a reference to it then does nothing."""
        view = context.make_array(signature.return_type)(context, builder, value=args[0])
        view.meminfo = Constant(view.meminfo.type, None)
        return view._getvalue()  # noqa: SLF001 -- the protocol of Numba's code generation

    return array(array), generate


def hold_arrays(
    communes, officials, dossiers, p, clock, commune_pairs, stakes, opinions, item_values, clauses, items, ballots, orders,
    hours, steps, events, attendance, history, commune_history, offers, sums, ranks, hearing, docket,
):  # fmt: skip
    """Put the arrays of a state, in order, behind one pointer; the state must outlive it."""
    held = structref.new(STATE_TYPE)  # pyright: ignore[reportCallIssue]
    held.p, held.clock = p, clock
    held.communes, held.officials, held.dossiers = lend(communes), lend(officials), lend(dossiers)
    held.commune_pairs, held.stakes, held.opinions = lend(commune_pairs), lend(stakes), lend(opinions)
    held.item_values, held.clauses, held.items, held.ballots = (
        lend(item_values),
        lend(clauses),
        lend(items),
        lend(ballots),
    )
    held.orders, held.hours, held.steps, held.events = lend(orders), lend(hours), lend(steps), lend(events)
    held.attendance, held.history, held.commune_history = lend(attendance), lend(history), lend(commune_history)
    held.offers, held.sums, held.ranks = lend(offers), lend(sums), lend(ranks)
    held.hearing, held.docket = lend(hearing), lend(docket)
    return held


hold = build(hold_arrays)


def declare(state_class: type) -> None:
    """Let compiled code take instances of `state_class`, which show the `_meminfo` of their holder."""
    state_class._numba_type_ = STATE_TYPE  # type: ignore[attr-defined]
