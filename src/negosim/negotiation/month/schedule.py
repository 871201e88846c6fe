"""The schedule of a month: which steps, in which order, on which dossiers (programme du mois)."""

from __future__ import annotations

from negosim.compiled import compiled
from negosim.law.procedures import CONSULTED
from negosim.negotiation.month import implementation, vote_call
from negosim.negotiation.month.steps import (
    ADOPT_OPINIONS,
    ADOPT_RELATIONS,
    ATTEND_ROWS,
    BALLOT_ROWS,
    CALL,
    CLAIM_ROWS,
    CLEAR,
    CONCLUDE,
    COUNT,
    DELIVER,
    EXPLAIN_ROWS,
    FORM_OPINIONS_ROWS,
    HEADCOUNT_ROWS,
    JUDGE,
    KEEP_WORD_ROWS,
    LISTEN_ROWS,
    PREPARE,
    RANK,
    RATIFY_ROWS,
    REACT_ROWS,
    REGISTER_DEFECTIONS,
    REMEMBER_ROWS,
    SETTLE,
    SHARE,
    SPEAK,
    UPDATE_RELATIONS_ROWS,
    VOTE_ROWS,
    WEIGH_ROWS,
)
from negosim.negotiation.state.arrays import MONTHS, State
from negosim.negotiation.state.dossier import ALONE, OPEN, is_packaged
from negosim.negotiation.state.moves import (
    BROKER,
    CONVENE,
    DIAGNOSIS,
    DRAFTING,
    FIRST_BROKERED,
    FIRST_DRAFT,
    PACKAGE,
    PACKAGE_SLOT,
)

__all__ = ["schedule_month"]


@compiled
def append_step(s: State, step: int, d: int, slot: int) -> None:
    """Append one step to the schedule of the month."""
    row = s.clock.n_steps
    s.steps[row, 0] = step
    s.steps[row, 1] = d
    s.steps[row, 2] = slot
    s.clock.n_steps = row + 1


@compiled
def append_round(s: State, d: int, slot: int) -> None:
    """Append a round: a draft is written, communes weigh it and answer, the text is settled."""
    other = s.dossiers[d].linked_dossier if slot == PACKAGE_SLOT else ALONE
    append_step(s, SPEAK, d, slot)
    for side in (d, other):
        if is_packaged(side):
            append_step(s, WEIGH_ROWS, side, slot)
            append_step(s, RANK, side, slot)
    append_step(s, REACT_ROWS, d, slot)
    append_step(s, SETTLE, d, slot)


@compiled
def append_dossier(s: State, d: int, ordinary: bool) -> None:
    """Append the ordinary meeting of dossier d and its spontaneous proposal, then what the DGS's hours paid for."""
    if ordinary:
        append_step(s, ATTEND_ROWS, d, 0)
        append_round(s, d, 0)
    for meeting in range(s.move_counts[CONVENE, d]):
        append_step(s, ATTEND_ROWS, d, 1 + meeting)
        append_round(s, d, 1 + meeting)
    for session in range(s.move_counts[DRAFTING, d]):
        append_round(s, d, FIRST_DRAFT + session)
    for session in range(s.move_counts[BROKER, d]):
        append_round(s, d, FIRST_BROKERED + session)
    other = s.dossiers[d].linked_dossier
    if s.move_counts[PACKAGE, d] > 0 and other > d and vote_call.is_negotiated(s, other):
        append_round(s, d, PACKAGE_SLOT)


@compiled
def append_transfers(s: State, d: int) -> None:
    """Append the transfers of dossier d: they are withdrawn, claimed and shared out again."""
    append_step(s, CLEAR, d, 0)
    append_step(s, CLAIM_ROWS, d, 0)
    append_step(s, SHARE, d, 0)


@compiled
def append_decision(s: State, d: int) -> None:
    """Append the decision on dossier d: headcount, call, vote, answers of the communes, outcome.

    Where the communes give an opinion, it comes before the vote.
    """
    append_step(s, HEADCOUNT_ROWS, d, 0)
    if s.move_counts[DIAGNOSIS, 0] > 0:
        append_step(s, EXPLAIN_ROWS, d, 0)
    append_step(s, CALL, d, 0)
    opinion_first = s.dossiers[d].municipal == CONSULTED
    if opinion_first:
        append_step(s, RATIFY_ROWS, d, 0)
    for step in (VOTE_ROWS, BALLOT_ROWS, COUNT):
        append_step(s, step, d, 0)
    if not opinion_first:
        append_step(s, RATIFY_ROWS, d, 0)
    append_step(s, CONCLUDE, d, 0)
    append_step(s, REMEMBER_ROWS, d, 0)


@compiled
def schedule_month(s: State) -> None:
    """Write the schedule of the month: listening, meetings, influence, relations, votes, implementation.

    During the follow-up only relations and implementation go on.
    """
    s.clock.n_steps = 0
    count = s.dossiers.shape[0]
    in_mandate = s.clock.month <= MONTHS
    if in_mandate:
        append_step(s, PREPARE, -1, 0)
        append_step(s, LISTEN_ROWS, -1, 0)
    for rank in range(s.clock.open_dossiers):
        append_dossier(s, s.docket[rank], rank < s.p.meetings)
    for rank in range(s.clock.open_dossiers):
        append_transfers(s, s.docket[rank])
    for d in range(count):
        if in_mandate and s.dossiers[d].outcome == OPEN:
            append_step(s, FORM_OPINIONS_ROWS, d, 0)
            append_step(s, ADOPT_OPINIONS, d, 0)
    append_step(s, UPDATE_RELATIONS_ROWS, -1, 0)
    append_step(s, ADOPT_RELATIONS, -1, 0)
    for d in range(count):
        if in_mandate and s.dossiers[d].outcome == OPEN:
            append_decision(s, d)
    for d in range(count):
        if implementation.is_in_force(s, d):
            for step in (KEEP_WORD_ROWS, REGISTER_DEFECTIONS, JUDGE, DELIVER):
                append_step(s, step, d, 0)
