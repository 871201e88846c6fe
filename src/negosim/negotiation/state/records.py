"""The records that a state is made of: one row for a commune, an official, a dossier… (enregistrements).

Index letters: i, j communes (N); e officials (E); k clauses (K); p items (P); d dossiers (D); t months.
In [0, 1] unless said.
"""

from __future__ import annotations

import numpy as np

from negosim.knobs import knobs_of
from negosim.negotiation.state.parameters import Behaviour

__all__ = [
    "BALLOT",
    "CLAUSE",
    "CLOCK",
    "COMMUNE",
    "COMMUNE_HISTORY",
    "COMMUNE_PAIR",
    "DOSSIER",
    "HISTORY",
    "ITEM",
    "ITEM_VALUE",
    "OFFICIAL",
    "OPINION",
    "PARAMETERS",
    "STAKE",
    "zeros",
]  # fmt: skip

COMMUNE = np.dtype(
    [
        ("key", "i8"), ("role", "i8"), ("area", "i8"), ("population", "i8"), ("seats", "i8"),
        ("capacity", "f8"), ("cost_share", "f8"), ("premium", "f8"), ("envy", "f8"), ("guilt", "f8"),
        ("threshold", "f8"), ("trust", "f8"), ("engagement_own", "f8"), ("trust_dgs", "f8"), ("engagement", "f8"),
        ("fatigue", "f8"), ("culture", "f8"), ("satisfaction", "f8"), ("broken", "f8"), ("favours", "f8"),
        ("next_engagement", "f8"), ("wealth_gap", "f8"), ("outside", "f8"), ("met", "i8"), ("workshops", "i8"),
        ("recognised", "i8"), ("visits", "i8"), ("invited", "i8"), ("came", "i8"), ("bureau", "b1"),
    ],
    align=True,
)  # fmt: skip
"""One commune. `trust` is its mean trust in the others, kept with the ties; `broken` counts promises broken by
others, `favours` promises kept by others;
`satisfaction` is the mean true surplus of what is in force; `met` and `workshops` those of this month;
`recognised` the recognitions of the current quarter, `visits` all those of the DGS; `invited` and `came` the
ordinary meetings; `bureau` whether its mayor sits there; `wealth_gap` what solidarity by legal criteria would give
it (negative: take), in [-1, 1], before its scale; the sum over communes is exactly 0;
`outside` the share of the people within reach who live beyond the perimeter."""

OFFICIAL = np.dtype([("commune", "i8"), ("rank", "i8"), ("role", "i8"), ("majority", "b1")], align=True)
"""One community councillor (conseiller communautaire); rank 0 of a commune is its mayor."""

DOSSIER = np.dtype(
    [
        ("key", "i8"), ("opens", "i8"), ("deadline", "i8"), ("clauses", "i8"), ("items", "i8"),
        ("delay", "i8"), ("due", "i8"), ("voted", "i8"),
        ("council_rule", "i8"), ("municipal", "i8"), ("procedure", "i8"), ("legal_clock", "b1"),
        ("bound", "f8"), ("own_budget", "f8"), ("budget", "f8"), ("spent", "f8"),
        ("outcome", "i8"), ("closed", "i8"), ("called", "b1"), ("council_passed", "b1"), ("held", "b1"),
        ("yes", "i8"), ("no", "i8"), ("abstained", "i8"), ("sitting", "i8"), ("rounds", "i8"),
        ("proposer", "i8"), ("judged", "b1"), ("text_changes", "i8"), ("headcount_share", "f8"),
        ("item_kind", "i8"), ("weight", "f8"), ("saving", "f8"), ("default_cost", "f8"), ("cofinanced", "f8"),
        ("linked", "i8"), ("exclusive", "b1"), ("pressed", "b1"), ("recurrent", "b1"), ("effect", "i8"),
        ("text_mean", "f8"), ("draft_mean", "f8"),
    ],
    align=True,
)  # fmt: skip
"""One dossier. `delay`: months that the law gives the communes; `due`: when the next legal step falls, 0 while
it is negotiated; `voted`: month of the council's vote, `held`; `judged`: its 24 months of follow-up are over.
`item_kind`: how its items are valued (`dossier.ITEM_KINDS`), of which at most one when `exclusive`; `weight`: size of its
stakes; `saving`: what pooling services saves at full extent and acceptance; `default_cost`: what having no decision
costs; `cofinanced`: what partners add to the budget, under their condition; `linked`: the dossier of its package, -1
for none; `pressed`: tabled by force; `effect`: what its adoption changes in the rules (`dossier.EFFECTS`);
`text_mean`, `draft_mean`: mean offer to the communes."""

PARAMETERS = np.dtype(
    [(name, "f8") for name in knobs_of(Behaviour)]
    + [(name, "f8") for name in ("scarcity", "decline", "hours", "grant_cut", "grant_cut_month",
                                 "cushion", "discussion_months", "meetings", "pact_share", "acceptance",
                                 "pooling_bonus", "all_mayors", "conference", "territorial", "charter_veto",
                                 "commitment")],
    align=True,
)  # fmt: skip

CLOCK = np.dtype(
    [
        ("month", "i8"), ("left", "i8"), ("right", "i8"), ("president", "i8"), ("president_commune", "i8"),
        ("total_seats", "i8"), ("purse", "f8"), ("envelope", "f8"), ("events", "i8"), ("steps", "i8"),
        ("operator", "i8"), ("voice", "i8"), ("meeting", "i8"), ("open", "i8"), ("population", "i8"), ("areas", "i8"),
        ("services", "f8"), ("neighbours", "f8"), ("small_voice", "f8"), ("informed", "f8"), ("counter", "b1"),
    ],
    align=True,
)  # fmt: skip
"""The moment, the words of the seed, the presidency and the purse. `voice`, `meeting` and `operator` are those of
this month's move, `counter` whether it pays for a counterweight; `envelope` is the year's investment budget in units
of value. Partners: `services` how far they accept pooling, `neighbours` how far the neighbouring intercommunality
takes its share. `small_voice` and `informed` are what an adopted governance pact grants."""

OPINION = np.dtype(
    [(name, "f8") for name in ("ideal", "anchor", "next_ideal", "stated", "next_stated", "salience",
                               "est_ideal", "est_salience", "est_var", "guess_salience")],
    align=True,
)  # fmt: skip
"""A commune on one clause: what it wants (now, at first, next month), what it states, how much it matters
(saliences sum to 1), and what the DGS believes of it (`guess_`: before he has listened; `est_var`:
variance of his belief about the salience)."""

ITEM_VALUE = np.dtype([(name, "f8") for name in ("benefit", "est_benefit", "est_var", "guess_log")], align=True)
"""A commune on one item: its benefit, and what the DGS believes of it."""

STAKE = np.dtype(
    [
        ("gain_text", "f8"), ("gain_draft", "f8"), ("value_text", "f8"), ("value_draft", "f8"), ("transfer", "f8"),
        ("dgs_information", "f8"), ("understanding", "f8"), ("misread", "f8"), ("reaction", "f8"), ("claim", "f8"), ("surplus", "f8"),
        ("perceived", "f8"), ("trusted", "f8"), ("tolerance", "f8"), ("last_information", "f8"), ("est_reserve", "f8"),
        ("reserve_var", "f8"), ("reason", "i8"), ("attended", "i8"), ("stance", "i8"), ("answer", "i8"),
        ("defected", "i8"), ("candid", "b1"), ("present", "b1"), ("consent", "b1"), ("headcount", "b1"),
        ("overruled", "b1"), ("leaves", "b1"),
    ],
    align=True,
)  # fmt: skip
"""A commune in one dossier. Gains are over the status quo, transfers apart; values are what the whole
offer is worth to it, transfers and the others included (U); `reaction` is the margin of its
answer to the last draft (yes when not negative), `candid` whether it says what it
thinks this month; `tolerance` the margin by which it could live
with it, as it says in private; `est_reserve` the reservation that the DGS imagines, with its variance, `last_information` the iota
of his last update; `reason` why it says no, as it told a diagnosis; `dgs_information` what the DGS has been told, `understanding` what it
understands, `misread` its standardised error; `attended` the meetings of this month; `stance` its mayor's
vote and `answer` its council's (1 yes, -1 no, 0 abstention or silence); `surplus`, `perceived` and
`trusted`, its mean trust in the others, stand as at the decision; `defected` is a month, 0 for never."""

CLAUSE = np.dtype(
    [
        ("status_quo", "f8"),
        ("fallback", "f8"),
        ("link", "f8"),
        ("text", "f8"),
        ("draft", "f8"),
        ("kept", "f8"),
        ("author", "i8"),
    ],
    align=True,
)
"""A clause: what stands today, what the law would apply, its link to the clause before it, what is on the
table and in the draft; `author` is a commune, -1 for nobody, -2 for the DGS."""

ITEM = np.dtype(
    [
        ("cost", "f8"), ("full_cost", "f8"), ("spill", "f8"), ("host", "i8"), ("author", "i8"), ("group", "i8"),
        ("text", "b1"), ("draft", "b1"), ("kept", "b1"),
    ],
    align=True,
)  # fmt: skip
"""A local project (or post, seat agreement, site), and whether the text and the draft hold it. `spill`: share of its
reach that lies outside the perimeter; `cost` is `full_cost` less what the neighbours pay. Items of the same `group`
are the options of one issue: exactly one of them stands, at no cost; 0 for an item of its own."""

COMMUNE_PAIR = np.dtype([("trust", "f8"), ("next_trust", "f8"), ("kernel", "f8")], align=True)
"""Commune i towards commune j: trust, and closeness of their territories."""

BALLOT = np.dtype([("vote", "i8"), ("sits", "b1")], align=True)
"""An official at one vote: 1 yes, -1 no, 0 abstention; whether he sits."""

HISTORY = np.dtype(
    [(name, "f8") for name in ("trust", "engagement", "culture", "open_dossiers", "envelope", "services")]
)
"""Means over communes at the end of a month, the year's envelope, and how far services accept pooling."""

COMMUNE_HISTORY = np.dtype([(name, "f8") for name in ("trust_dgs", "engagement", "fatigue", "culture", "satisfaction")])
"""One commune at the end of a month."""


def zeros(shape: tuple[int, ...], dtype: np.dtype) -> np.recarray:
    """A zeroed array of records whose fields are attributes."""
    return np.zeros(shape, dtype).view(np.recarray)
