"""What happens in a mandate, one log for each kind of event (événements).

Each event has its month, its dossier and its `order` among all the events of the mandate. A commune is given by its row
number; -1 stands for nobody or nothing, -2 for the DGS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from negosim.compiled import compiled
from negosim.law.majorities import RULES
from negosim.negotiation.state.dossier import OUTCOMES
from negosim.negotiation.state.fields import Field, Record
from negosim.negotiation.state.moves import OPERATORS

if TYPE_CHECKING:
    from negosim.negotiation.state.arrays import State

__all__ = [
    "BUDGET_EFFECT", "CHARGES", "CONCLUSION", "DEFECTION", "DIRECTION_EFFECT", "DROPPED", "EVENTS", "JUDGEMENT",
    "LATE", "LOG_SIZES", "ON_TIME", "OPENING", "RATIFICATION", "REFUSAL_REASONS", "ROUND", "RULES_EFFECT", "SAVING",
    "SOLIDARITY_POOL", "VOTE", "WITHDRAWAL", "log_conclusion", "log_consequence", "log_defection", "log_delivery",
    "log_judgement", "log_opening", "log_ratification", "log_round", "log_vote", "log_withdrawal",
]  # fmt: skip

REFUSAL_REASONS = ("", "clause", "project", "fairness", "posture", "dropped", "whole")

PLACE = (
    Field("order", int, "rank among the events of the mandate, from 0"),
    Field("month", int, "month of the event", "month"),
    Field("dossier", int, "dossier concerned", row_of="dossier"),
)
"""The fields of every event."""

OPENING = Record("OPENING", "A dossier comes onto the table.", *PLACE)

ROUND = Record(
    "ROUND",
    "A round: a draft is written, the communes answer, the text is replaced or not.",
    *PLACE,
    Field("proposer", int, "who wrote the draft", row_of="commune"),
    Field("operator", int, "how it was written", codes=tuple(OPERATORS)),
    Field("accepted", bool, "whether the answers let it replace the text"),
    Field("yes", int, "communes that said yes", "communes"),
    Field("answers", int, "communes that answered", "communes"),
    Field("clause", int, "last clause that the draft changes", row_of="clause"),
    Field("item", int, "last item that the draft adds", row_of="item"),
    Field("refuser", int, "commune whose answer is the most negative", row_of="commune"),
    Field("reason", int, "why that commune refuses the draft", codes=REFUSAL_REASONS),
    Field("level_before", float, "level of that clause in the text, 0 for none"),
    Field("level_after", float, "level of that clause in the draft, 0 for none"),
)

WITHDRAWAL = Record(
    "WITHDRAWAL",
    "The president decides not to put a text to the vote.",
    *PLACE,
    Field("president", int, "commune that presides", row_of="commune"),
    Field("share_for", float, "share of the seats whose commune says yes at the headcount"),
)

VOTE = Record(
    "VOTE",
    "The vote of the community council.",
    *PLACE,
    Field("president", int, "commune that presides", row_of="commune"),
    Field("rule", int, "majority that the law requires", codes=tuple(RULES)),
    Field("passed", bool, "whether the council passed the text"),
    Field("yes", int, "votes for", "votes"),
    Field("no", int, "votes against", "votes"),
    Field("abstained", int, "abstentions", "votes"),
    Field("present", int, "councillors present", "councillors"),
    Field("reconvened", bool, "whether the quorum was missed: the vote is then that of a second session"),
)

RATIFICATION = Record(
    "RATIFICATION",
    "The municipal councils answer.",
    *PLACE,
    Field("passed", bool, "whether their answers let the text pass (an opinion always does)"),
    Field("yes", int, "councils for", "communes"),
    Field("no", int, "councils against", "communes"),
    Field("silent", int, "councils that do not answer", "communes"),
)

CONCLUSION = Record(
    "CONCLUSION",
    "A dossier is closed.",
    *PLACE,
    Field("adopted", bool, "whether a negotiated text is adopted"),
    Field("outcome", int, "outcome of the dossier", codes=OUTCOMES),
)

DEFECTION = Record(
    "DEFECTION",
    "A commune breaks a decision.",
    *PLACE,
    Field("commune", int, "commune that breaks it", row_of="commune"),
)

JUDGEMENT = Record(
    "JUDGEMENT",
    "Two years after its adoption, a decision is durable or not.",
    *PLACE,
    Field("durable", bool, "whether almost no commune has broken it"),
    Field("defections", int, "communes that have broken it", "communes"),
    Field("communes", int, "communes that had to keep it", "communes"),
)

CONSEQUENCES = ("rules", "direction", "solidarity_pool", "saving", "budget", "charges")
RULES_EFFECT, DIRECTION_EFFECT, SOLIDARITY_POOL, SAVING, BUDGET_EFFECT, CHARGES = range(len(CONSEQUENCES))

CONSEQUENCE = Record(
    "CONSEQUENCE",
    "An adopted text changes what comes after.",
    *PLACE,
    Field("effect", int, "what it changes", codes=CONSEQUENCES),
    Field("size", float, "how much: a share, or euros a year for transferred charges"),
)

FATES = ("on_time", "late", "dropped")
ON_TIME, LATE, DROPPED = range(len(FATES))
"""What becomes of a project."""

DELIVERY_EVENT = Record(
    "DELIVERY",
    "What becomes of a project of an adopted programme.",
    *PLACE,
    Field("item", int, "project concerned", row_of="item"),
    Field("commune", int, "commune that hosts it", row_of="commune"),
    Field("fate", int, "whether it is delivered on time, late, or dropped", codes=FATES),
)

EVENTS: dict[str, Record] = {
    "openings": OPENING, "rounds": ROUND, "withdrawals": WITHDRAWAL, "votes": VOTE, "ratifications": RATIFICATION,
    "conclusions": CONCLUSION, "defections": DEFECTION, "judgements": JUDGEMENT,
    "consequences": CONSEQUENCE, "deliveries": DELIVERY_EVENT,
}  # fmt: skip
"""The logs, each with the record of its rows."""

LOG_SIZES = Record(
    "LOG_SIZES",
    "How many rows each log holds.",
    Field("total", int, "events of all kinds"),
    *(Field(name, int, f"rows of `{name}`") for name in EVENTS),
)


@compiled
def next_order(s: State) -> int:
    """The rank of a new event among those of the mandate."""
    order = s.log_sizes.total
    s.log_sizes.total = order + 1
    return order


@compiled
def log_opening(s: State, d: int) -> None:
    """Log that dossier d comes onto the table."""
    event = s.openings[s.log_sizes.openings]
    event.order, event.month, event.dossier = next_order(s), s.clock.month, d
    s.log_sizes.openings += 1


@compiled
def log_round(
    s: State,
    d: int,
    proposer: int,
    operator: int,
    accepted: bool,
    yes: int,
    answers: int,
    clause: int,
    item: int,
    refuser: int,
    reason: int,
    level_before: float,
    level_after: float,
) -> None:
    """Log a round on dossier d; the arguments are the fields of `ROUND`."""
    event = s.rounds[s.log_sizes.rounds]
    event.order, event.month, event.dossier = next_order(s), s.clock.month, d
    event.proposer, event.operator, event.accepted = proposer, operator, accepted
    event.yes, event.answers, event.clause, event.item = yes, answers, clause, item
    event.refuser, event.reason = refuser, reason
    event.level_before, event.level_after = level_before, level_after
    s.log_sizes.rounds += 1


@compiled
def log_withdrawal(s: State, d: int, share_for: float) -> None:
    """Log that the president does not put dossier d to the vote; `share_for` of the seats said yes at the headcount."""
    event = s.withdrawals[s.log_sizes.withdrawals]
    event.order, event.month, event.dossier = next_order(s), s.clock.month, d
    event.president, event.share_for = s.council.president_commune, share_for
    s.log_sizes.withdrawals += 1


@compiled
def log_vote(s: State, d: int, rule: int, reconvened: bool) -> None:
    """Log the vote of the council on dossier d; its counts stand in the dossier."""
    event, dossier = s.votes[s.log_sizes.votes], s.dossiers[d]
    event.order, event.month, event.dossier = next_order(s), s.clock.month, d
    event.president, event.rule, event.passed = s.council.president_commune, rule, dossier.council_passed
    event.yes, event.no, event.abstained = dossier.yes, dossier.no, dossier.abstentions
    event.present, event.reconvened = dossier.present, reconvened
    s.log_sizes.votes += 1


@compiled
def log_ratification(s: State, d: int, passed: bool, yes: int, no: int, silent: int) -> None:
    """Log the answers of the municipal councils on dossier d."""
    event = s.ratifications[s.log_sizes.ratifications]
    event.order, event.month, event.dossier = next_order(s), s.clock.month, d
    event.passed, event.yes, event.no, event.silent = passed, yes, no, silent
    s.log_sizes.ratifications += 1


@compiled
def log_conclusion(s: State, d: int, adopted: bool) -> None:
    """Log that dossier d is closed; its outcome stands in the dossier."""
    event = s.conclusions[s.log_sizes.conclusions]
    event.order, event.month, event.dossier = next_order(s), s.clock.month, d
    event.adopted, event.outcome = adopted, s.dossiers[d].outcome
    s.log_sizes.conclusions += 1


@compiled
def log_defection(s: State, d: int, i: int) -> None:
    """Log that commune i breaks the decision on dossier d."""
    event = s.defections[s.log_sizes.defections]
    event.order, event.month, event.dossier = next_order(s), s.clock.month, d
    event.commune = i
    s.log_sizes.defections += 1


@compiled
def log_judgement(s: State, d: int, durable: bool, defections: int) -> None:
    """Log whether the decision on dossier d is `durable`, and how many communes broke it within two years."""
    event = s.judgements[s.log_sizes.judgements]
    event.order, event.month, event.dossier = next_order(s), s.clock.month, d
    event.durable, event.defections, event.communes = durable, defections, s.communes.shape[0]
    s.log_sizes.judgements += 1


@compiled
def log_consequence(s: State, d: int, effect: int, size: float) -> None:
    """Log what adopted dossier d changes, a code of `CONSEQUENCES`, and how much."""
    event = s.consequences[s.log_sizes.consequences]
    event.order, event.month, event.dossier = next_order(s), s.clock.month, d
    event.effect, event.size = effect, size
    s.log_sizes.consequences += 1


@compiled
def log_delivery(s: State, d: int, q: int, i: int, fate: int) -> None:
    """Log what becomes of item q of dossier d, hosted by commune i; `fate` is a code of `FATES`."""
    event = s.deliveries[s.log_sizes.deliveries]
    event.order, event.month, event.dossier = next_order(s), s.clock.month, d
    event.item, event.commune, event.fate = q, i, fate
    s.log_sizes.deliveries += 1
