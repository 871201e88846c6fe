"""The steps of a month, in order, and what each does (déroulement du mois).

`schedule.order_of_month` writes the steps of a month; `is_due` says whether one has anything to do when its turn
comes; `perform` does it for all rows. Steps whose name ends in `_ROWS` ask each commune (or official) for
its own behaviour: the Mesa model replaces just those by its agents' methods.
"""

from __future__ import annotations

from negosim.compiled import compiled, inlined
from negosim.law.procedures import COUNCIL_ONLY
from negosim.negotiation.commune import behaviour, diagnosis  # fmt: skip
from negosim.negotiation.conductor import operators, texts  # fmt: skip
from negosim.negotiation.month import (  # fmt: skip
    implementation,
    partners,
    relations,
    rounds,
    transfers,
    vote_call,
    voting,
)
from negosim.negotiation.state.dossier import DRAFT
from negosim.negotiation.state.moves import (
    ALTERNATING,
    BLIND,
    BROKERED,
    CAPACITY,
    EQUAL,
    EXCHANGE,
    FIRST_BROKERED,
    FIRST_DRAFT,
    PACKAGED,
    SMALL,
)  # fmt: skip

__all__ = ["is_due", "operator_of", "perform", "settle", "voice_of"]

STEPS = (
    "prepare", "listen", "attend", "speak", "weigh", "rank", "react", "settle", "clear", "claim", "share", "opine",
    "adopt_opinions", "relate", "adopt_relations", "headcount", "explain", "call", "vote", "ballot", "count", "ratify",
    "conclude", "feel", "keep", "bear", "judge",
)  # fmt: skip
(
    PREPARE, LISTEN_ROWS, ATTEND_ROWS, SPEAK, WEIGH_ROWS, RANK, REACT_ROWS, SETTLE, CLEAR, CLAIM_ROWS, SHARE,
    OPINE_ROWS, ADOPT_OPINIONS, RELATE_ROWS, ADOPT_RELATIONS, HEADCOUNT_ROWS, EXPLAIN_ROWS, CALL, VOTE_ROWS,
    BALLOT_ROWS, COUNT, RATIFY_ROWS, CONCLUDE, FEEL_ROWS, KEEP_ROWS, BEAR, JUDGE,
) = range(len(STEPS))  # fmt: skip


SETTLED = (
    PREPARE, RANK, SETTLE, CLEAR, SHARE, ADOPT_OPINIONS, ADOPT_RELATIONS, CALL, COUNT, CONCLUDE, BEAR, JUDGE,
)  # fmt: skip
"""Steps that belong to nobody's behaviour."""


@compiled
def is_due(s, step, d):
    """Whether a step has anything to do on dossier d when its turn comes."""
    if step in (VOTE_ROWS, BALLOT_ROWS, COUNT):
        return voting.is_voted(s, d)
    if step in (HEADCOUNT_ROWS, EXPLAIN_ROWS):
        return vote_call.is_negotiated(s, d)
    if step in (CONCLUDE, RATIFY_ROWS):
        asked = s.dossiers[d].municipal != COUNCIL_ONLY and voting.is_asked(s, d)
        return voting.is_decided(s, d) and (step == CONCLUDE or asked)
    if step == FEEL_ROWS:
        return s.dossiers[d].closed == s.clock.month
    if step in (KEEP_ROWS, BEAR, JUDGE):
        return implementation.is_in_force(s, d)
    return True


@compiled
def operator_of(s, slot):
    """Who writes in a slot: the move's operator in paid drafting rounds, what was paid for beyond, a commune before."""
    if slot < FIRST_DRAFT:
        return ALTERNATING
    if slot < FIRST_BROKERED:
        return s.move.operator
    return BROKERED if slot < PACKAGED else EXCHANGE


@compiled
def voice_of(s, slot):
    """How voices weigh in a slot: by the move in what it pays for, by seats otherwise.

    Under a counterweight small communes speak first in all that is paid for.
    """
    if slot == 0:
        return CAPACITY
    voice = s.move.meeting if slot < FIRST_DRAFT else s.move.voice
    if slot >= FIRST_BROKERED:
        voice = max(EQUAL, min(BLIND, s.move.voice))
    return SMALL if s.move.counterweight and voice < BLIND else voice


@compiled
def is_private(s, slot):
    """Whether the communes are asked one by one, in private, whether they could live with the draft of a slot."""
    return voice_of(s, slot) >= BLIND


@inlined
def speaker(s, d, slot):
    """The commune that writes the draft of a slot; -1 when nobody is there, -2 when the DGS writes."""
    if operator_of(s, slot) != ALTERNATING:
        return texts.DGS
    return rounds.proposer(s, d, slot, voice_of(s, slot))


@inlined
def speak(s, d, slot):
    """The draft of a slot is written."""
    s.dossiers[d].proposer = speaker(s, d, slot)
    if s.dossiers[d].proposer >= 0:
        rounds.propose(s, d, s.dossiers[d].proposer, slot)
    elif s.dossiers[d].proposer == texts.DGS:
        operators.draft(s, d, slot, operator_of(s, slot))
    else:
        texts.start_draft(s, d)


@inlined
def perform_rows(s, step, d, slot):
    """Ask every commune (or official) for its own behaviour, and write the answers."""
    common = behaviour.common_gain(s, d, DRAFT) if step == WEIGH_ROWS else 0.0
    for i in range(s.communes.shape[0]):
        if step == LISTEN_ROWS:
            relations.listen(s, i)
        elif step == ATTEND_ROWS:
            relations.meet(s, d, i, slot, behaviour.attend(s, d, i, slot))
        elif step == WEIGH_ROWS:
            s.stakes[d, i].gain_draft = behaviour.gain_beside(s, d, i, DRAFT, common)
        elif step == REACT_ROWS:
            s.stakes[d, i].reaction = behaviour.react(s, d, i, slot)
            if is_private(s, slot):
                s.stakes[d, i].tolerance = behaviour.tolerate(s, d, i, DRAFT)
        elif step == CLAIM_ROWS:
            s.stakes[d, i].claim = behaviour.claim(s, d, i)
            s.stakes[d, i].consent = behaviour.consent(s, d, i)
        elif step == OPINE_ROWS:
            relations.opine(s, d, i)
        elif step == RELATE_ROWS:
            relations.relate(s, i)
        elif step == HEADCOUNT_ROWS:
            s.stakes[d, i].headcount = behaviour.headcount(s, d, i)
        elif step == EXPLAIN_ROWS:
            s.stakes[d, i].reason = diagnosis.explain(s, d, i)
        elif step == VOTE_ROWS:
            s.stakes[d, i].stance = voting.vote(s, d, i)
        elif step == RATIFY_ROWS:
            s.stakes[d, i].answer = voting.ratify(s, d, i)
        elif step == FEEL_ROWS:
            implementation.feel(s, d, i)
        else:  # KEEP_ROWS
            s.stakes[d, i].leaves = not implementation.keep(s, d, i)


@inlined
def settle(s, step, d, slot):
    """Do a step that belongs to nobody's behaviour: texts, sums, the law."""
    if step == PREPARE:
        partners.prepare(s)
    elif step == RANK:
        behaviour.compare_offers(s, d, DRAFT)
    elif step == SETTLE:
        rounds.settle_text(s, d, operator_of(s, slot), voice_of(s, slot), s.dossiers[d].proposer)
    elif step == CLEAR:
        transfers.withdraw_transfers(s, d)
    elif step == SHARE:
        transfers.share_out(s, d)
    elif step == ADOPT_OPINIONS:
        relations.adopt_opinions(s, d)
    elif step == ADOPT_RELATIONS:
        relations.adopt_relations(s)
    elif step == CALL:
        vote_call.call_vote(s, d)
    elif step == COUNT:
        voting.count_votes(s, d)
    elif step == CONCLUDE:
        voting.conclude(s, d)
    elif step == BEAR:
        implementation.bear(s, d)
    else:  # JUDGE
        implementation.judge(s, d)


@inlined
def perform(s, step, d, slot):
    """Do one step of the month for all rows."""
    if not is_due(s, step, d):
        return
    if step == SPEAK:
        speak(s, d, slot)
    elif step == BALLOT_ROWS:
        for e in range(s.officials.shape[0]):
            s.ballots[d, e].sits = voting.sits(s, d, e)
            s.ballots[d, e].vote = voting.ballot(s, d, e, s.stakes[d, s.officials[e].commune].stance)
    elif step in SETTLED:
        settle(s, step, d, slot)
    else:
        perform_rows(s, step, d, slot)
