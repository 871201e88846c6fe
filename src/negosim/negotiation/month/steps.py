"""The steps of a month, and what each does (déroulement du mois).

`schedule.schedule_month` writes the steps of a month; `is_due` says whether a step has anything to do when its turn
comes; `perform` does it for all rows. Steps whose name ends in `_ROWS` are the behaviour of each commune (or official):
the Mesa model performs them through its agents' methods.
"""

from __future__ import annotations

from negosim.compiled import compiled, inlined
from negosim.law.procedures import COUNCIL_ONLY
from negosim.negotiation.commune import behaviour, reasons
from negosim.negotiation.conductor import operators, texts  # fmt: skip
from negosim.negotiation.month import (  # fmt: skip
    deliveries,
    implementation,
    partners,
    relations,
    rounds,
    transfers,
    vote_call,
    voting,
)
from negosim.negotiation.state.arrays import State
from negosim.negotiation.state.dossier import DRAFT
from negosim.negotiation.state.moves import (
    ALTERNATING,
    BLIND,
    BROKERED,
    CAPACITY,
    DECREE,
    EQUAL,
    EXCHANGE,
    ORDINARY,
    PACKAGE_SLOT,
    SMALL,
    is_drafting,
    is_meeting,
    is_private,
)  # fmt: skip

__all__ = ["is_due", "operator_of", "perform", "perform_for_all", "voice_of"]

STEPS: list[str] = []
"""The steps of a month; a name's index in the list is its code."""

ROW_STEPS: list[int] = []
"""Steps that are the behaviour of each commune, or of each official."""


def step_kind(name: str, *, each_row: bool = False) -> int:
    """Declare a step and return its code. `each_row`: whether it is the behaviour of each commune or official."""
    STEPS.append(name)
    if each_row:
        ROW_STEPS.append(len(STEPS) - 1)
    return len(STEPS) - 1


PREPARE = step_kind("prepare")
LISTEN_ROWS = step_kind("listen", each_row=True)
ATTEND_ROWS = step_kind("attend", each_row=True)
SPEAK = step_kind("speak")
WEIGH_ROWS = step_kind("weigh", each_row=True)
RANK = step_kind("rank")
REACT_ROWS = step_kind("react", each_row=True)
SETTLE = step_kind("settle")
CLEAR = step_kind("clear")
CLAIM_ROWS = step_kind("claim", each_row=True)
SHARE = step_kind("share")
FORM_OPINIONS_ROWS = step_kind("form_opinions", each_row=True)
ADOPT_OPINIONS = step_kind("adopt_opinions")
UPDATE_RELATIONS_ROWS = step_kind("update_relations", each_row=True)
ADOPT_RELATIONS = step_kind("adopt_relations")
HEADCOUNT_ROWS = step_kind("headcount", each_row=True)
EXPLAIN_ROWS = step_kind("explain", each_row=True)
CALL = step_kind("call")
VOTE_ROWS = step_kind("vote", each_row=True)
BALLOT_ROWS = step_kind("ballot", each_row=True)
COUNT = step_kind("count")
RATIFY_ROWS = step_kind("ratify", each_row=True)
CONCLUDE = step_kind("conclude")
REMEMBER_ROWS = step_kind("remember", each_row=True)
KEEP_WORD_ROWS = step_kind("keep_word", each_row=True)
REGISTER_DEFECTIONS = step_kind("register_defections")
JUDGE = step_kind("judge")
DELIVER = step_kind("deliver")

ROWS = tuple(ROW_STEPS)


@compiled
def is_due(s: State, step: int, d: int) -> bool:
    """Whether `step` has anything to do on dossier d when its turn comes."""
    if step in (VOTE_ROWS, BALLOT_ROWS, COUNT):
        return voting.is_vote_due(s, d)
    if step in (HEADCOUNT_ROWS, EXPLAIN_ROWS):
        return vote_call.is_negotiated(s, d)
    if step in (CONCLUDE, RATIFY_ROWS):
        asks_councils = s.dossiers[d].municipal != COUNCIL_ONLY and voting.asks_municipal_councils(s, d)
        return voting.is_decision_due(s, d) and (step == CONCLUDE or asks_councils)
    if step == REMEMBER_ROWS:
        return s.dossiers[d].closing_month == s.clock.month
    if step in (KEEP_WORD_ROWS, REGISTER_DEFECTIONS, JUDGE, DELIVER):
        return implementation.is_in_force(s, d) and (step != DELIVER or deliveries.has_deliveries(s, d))
    return True


@compiled
def operator_of(s: State, slot: int) -> int:
    """Operator of a slot.

    A commune writes in meetings; the move's operator in drafting rounds; EXCHANGE in a package, BROKERED otherwise.
    """
    if is_meeting(slot):
        return ALTERNATING
    if is_drafting(slot):
        return s.move.operator
    return EXCHANGE if slot == PACKAGE_SLOT else BROKERED


@compiled
def voice_of(s: State, slot: int) -> int:
    """Voice of a slot: seats count in the ordinary meeting; the move sets the voice of what it pays for.

    In good offices and packages CAPACITY becomes EQUAL, and DECREE becomes BLIND. Under a counterweight,
    small communes speak first in every paid round that is not private.
    """
    if slot == ORDINARY:
        return CAPACITY
    voice = s.move.meeting if is_meeting(slot) else s.move.voice
    if not is_meeting(slot) and not is_drafting(slot):
        voice = EQUAL if voice == CAPACITY else BLIND if voice == DECREE else voice
    return SMALL if s.move.counterweight and not is_private(voice) else voice


@compiled
def asks_privately(s: State, slot: int) -> bool:
    """Whether the communes answer in private in a slot, and also say whether they could live with the draft."""
    return is_private(voice_of(s, slot))


@inlined
def speaker(s: State, d: int, slot: int) -> int:
    """The commune that writes the draft of a slot; -1 where nobody is present, -2 where the DGS writes."""
    if operator_of(s, slot) != ALTERNATING:
        return texts.DGS
    return rounds.proposer(s, d, slot, voice_of(s, slot))


@inlined
def speak(s: State, d: int, slot: int) -> None:
    """Write the draft of a slot: by a commune, by the DGS, or as a copy of the text where nobody is present."""
    s.dossiers[d].proposer = speaker(s, d, slot)
    if texts.is_commune(s.dossiers[d].proposer):
        rounds.propose(s, d, s.dossiers[d].proposer, slot)
    elif s.dossiers[d].proposer == texts.DGS:
        operators.draft(s, d, slot, operator_of(s, slot))
    else:
        texts.start_draft(s, d)


@inlined
def perform_rows(s: State, step: int, d: int, slot: int) -> None:
    """Do a step of behaviour for every commune, and write the results."""
    common = behaviour.common_gain(s, d, DRAFT) if step == WEIGH_ROWS else 0.0
    for i in range(s.communes.shape[0]):
        if step == LISTEN_ROWS:
            relations.listen(s, i)
        elif step == ATTEND_ROWS:
            relations.meet(s, d, i, slot, behaviour.attend(s, d, i, slot))
        elif step == WEIGH_ROWS:
            s.stakes[d, i].gain_draft = behaviour.gain_with_common(s, d, i, DRAFT, common)
        elif step == REACT_ROWS:
            s.stakes[d, i].reaction = behaviour.react(s, d, i, slot)
            if asks_privately(s, slot):
                s.stakes[d, i].tolerance = behaviour.tolerate(s, d, i, DRAFT)
        elif step == CLAIM_ROWS:
            s.stakes[d, i].claim = behaviour.claim(s, d, i)
            s.stakes[d, i].consents = behaviour.consent(s, d, i)
        elif step == FORM_OPINIONS_ROWS:
            relations.form_opinions(s, d, i)
        elif step == UPDATE_RELATIONS_ROWS:
            relations.update_relations(s, i)
        elif step == HEADCOUNT_ROWS:
            s.stakes[d, i].headcount_yes = behaviour.headcount(s, d, i)
        elif step == EXPLAIN_ROWS:
            s.stakes[d, i].reason = reasons.explain(s, d, i)
        elif step == VOTE_ROWS:
            s.stakes[d, i].stance = voting.vote(s, d, i)
        elif step == RATIFY_ROWS:
            s.stakes[d, i].answer = voting.ratify(s, d, i)
        elif step == REMEMBER_ROWS:
            implementation.remember(s, d, i)
        else:  # KEEP_WORD_ROWS
            s.stakes[d, i].defects = not implementation.keep_word(s, d, i)


@inlined
def perform_for_all(s: State, step: int, d: int, slot: int) -> None:
    """Do a step that is nobody's behaviour: texts, sums, the law."""
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
    elif step == REGISTER_DEFECTIONS:
        implementation.register_defections(s, d)
    elif step == JUDGE:
        implementation.judge(s, d)
    else:  # DELIVER
        deliveries.deliver(s, d)


@inlined
def perform(s: State, step: int, d: int, slot: int) -> None:
    """Do one step of the month on dossier d, for all rows, if it is due."""
    if not is_due(s, step, d):
        return
    if step == SPEAK:
        speak(s, d, slot)
    elif step == BALLOT_ROWS:
        for e in range(s.officials.shape[0]):
            s.ballots[d, e].present = voting.attend_council(s, d, e)
            s.ballots[d, e].vote = voting.ballot(s, d, e, s.stakes[d, s.officials[e].commune].stance)
    elif step in ROWS:
        perform_rows(s, step, d, slot)
    else:
        perform_for_all(s, step, d, slot)
