"""The programme of a month: which steps, in which order, on which dossiers (déroulement du mois)."""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.law.procedures import CONSULTED
from negosim.negotiation.month import implementation, vote_call
from negosim.negotiation.month.steps import (
    ADOPT_OPINIONS,
    ADOPT_RELATIONS,
    ATTEND_ROWS,
    BALLOT_ROWS,
    BEAR,
    CALL,
    CLAIM_ROWS,
    CLEAR,
    CONCLUDE,
    COUNT,
    EXPLAIN_ROWS,
    FEEL_ROWS,
    HEADCOUNT_ROWS,
    JUDGE,
    KEEP_ROWS,
    LISTEN_ROWS,
    OPINE_ROWS,
    PREPARE,
    RANK,
    RATIFY_ROWS,
    REACT_ROWS,
    RELATE_ROWS,
    SETTLE,
    SHARE,
    SPEAK,
    VOTE_ROWS,
    WEIGH_ROWS,
)
from negosim.negotiation.state.arrays import MONTHS, State
from negosim.negotiation.state.dossier import OPEN
from negosim.negotiation.state.moves import (
    BROKER,
    CONVENE,
    DIAGNOSIS,
    DRAFTING,
    FIRST_BROKERED,
    FIRST_DRAFT,
    PACKAGE,
    PACKAGED,
)

__all__ = ["order_of_month"]


@compiled
def put(s: State, step: int, d: int, slot: int) -> None:
    """Append one step to the programme of the month."""
    row = s.clock.n_steps
    s.steps[row, 0] = step
    s.steps[row, 1] = d
    s.steps[row, 2] = slot
    s.clock.n_steps = row + 1


@compiled
def put_round(s: State, d: int, slot: int) -> None:
    """A round: somebody writes a draft, all weigh it, those asked answer, the text is settled."""
    other = s.dossiers[d].linked_dossier if slot == PACKAGED else -1
    put(s, SPEAK, d, slot)
    for side in (d, other):
        if side >= 0:
            put(s, WEIGH_ROWS, side, slot)
            put(s, RANK, side, slot)
    put(s, REACT_ROWS, d, slot)
    put(s, SETTLE, d, slot)


@compiled
def put_dossier(s: State, d: int, ordinary: bool) -> None:
    """The ordinary meeting and its spontaneous proposal, then the meetings and rounds that hours paid for."""
    if ordinary:
        put(s, ATTEND_ROWS, d, 0)
        put_round(s, d, 0)
    for meeting in range(s.orders[CONVENE, d]):
        put(s, ATTEND_ROWS, d, 1 + meeting)
        put_round(s, d, 1 + meeting)
    for sitting in range(s.orders[DRAFTING, d]):
        put_round(s, d, FIRST_DRAFT + sitting)
    for sitting in range(s.orders[BROKER, d]):
        put_round(s, d, FIRST_BROKERED + sitting)
    other = s.dossiers[d].linked_dossier
    if s.orders[PACKAGE, d] > 0 and other > d and vote_call.is_negotiated(s, other):
        put_round(s, d, PACKAGED)


@compiled
def put_transfers(s: State, d: int) -> None:
    """What each claims of dossier d is shared out again."""
    put(s, CLEAR, d, 0)
    put(s, CLAIM_ROWS, d, 0)
    put(s, SHARE, d, 0)


@compiled
def put_decision(s: State, d: int) -> None:
    """The headcount, the call, the vote, what the communes say (an opinion comes before the vote), the outcome."""
    put(s, HEADCOUNT_ROWS, d, 0)
    if s.orders[DIAGNOSIS, 0] > 0:
        put(s, EXPLAIN_ROWS, d, 0)
    put(s, CALL, d, 0)
    consulted = s.dossiers[d].municipal == CONSULTED
    if consulted:
        put(s, RATIFY_ROWS, d, 0)
    for step in (VOTE_ROWS, BALLOT_ROWS, COUNT):
        put(s, step, d, 0)
    if not consulted:
        put(s, RATIFY_ROWS, d, 0)
    put(s, CONCLUDE, d, 0)
    put(s, FEEL_ROWS, d, 0)


@compiled
def order_of_month(s: State) -> None:
    """Write the programme of the month: listening, meetings, influence, relations, votes, implementation."""
    s.clock.n_steps = 0
    count = s.dossiers.shape[0]
    sitting = s.clock.month <= MONTHS
    if sitting:
        put(s, PREPARE, -1, 0)
        put(s, LISTEN_ROWS, -1, 0)
    for rank in range(s.clock.open_dossiers):
        put_dossier(s, s.docket[rank], rank < s.p.meetings)
    for rank in range(s.clock.open_dossiers):
        put_transfers(s, s.docket[rank])
    for d in range(count):
        if sitting and s.dossiers[d].outcome == OPEN:
            put(s, OPINE_ROWS, d, 0)
            put(s, ADOPT_OPINIONS, d, 0)
    put(s, RELATE_ROWS, -1, 0)
    put(s, ADOPT_RELATIONS, -1, 0)
    for d in range(count):
        if sitting and s.dossiers[d].outcome == OPEN:
            put_decision(s, d)
    for d in range(count):
        if implementation.is_in_force(s, d):
            for step in (KEEP_ROWS, BEAR, JUDGE):
                put(s, step, d, 0)
