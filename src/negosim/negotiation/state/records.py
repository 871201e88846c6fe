"""The records that a state is made of: a commune, an official, a dossier… (enregistrements).

Amounts in "value" are in units of value: 1 is what an agreement is worth to a commune for which everything is at
stake in an ordinary dossier. The DGS (directeur général des services) conducts the mandate.
"""

from __future__ import annotations

from negosim.knobs import Knob, knobs_of
from negosim.law.majorities import RULES
from negosim.law.procedures import PROCEDURES
from negosim.negotiation.state.dossier import EFFECTS, ITEM_KINDS, OUTCOMES
from negosim.negotiation.state.fields import Field, Record
from negosim.negotiation.state.moves import OPERATORS, VOICES
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.state.setting import Context, Governance, Levers

__all__ = [
    "BALLOT", "CLAUSE", "CLOCK", "COMMUNE", "COMMUNE_HISTORY", "COMMUNE_PAIR", "COMMUNE_ROLES", "COMMUNE_THEME",
    "COUNCIL", "DOSSIER", "FINANCE", "HISTORY", "ITEM", "ITEM_VALUE", "MOVE", "OFFICIAL", "OFFICIAL_ROLES", "OPINION",
    "PARAMETERS", "PARTNERSHIP", "STAKE", "THEME_DIRECTION",
]  # fmt: skip

COMMUNE_ROLES = ("core", "secondary", "periurban", "rural")
OFFICIAL_ROLES = ("councillor", "mayor", "vice_president", "president")

COMMUNE = Record(
    "COMMUNE",
    "A commune, represented by its mayor.",
    Field("key", int, "address of its random draws, made from its INSEE code"),
    Field("role", int, "role in the territory", codes=COMMUNE_ROLES),
    Field("area", int, "number of its living area (bassin de vie)"),
    Field("population", int, "municipal population", "inhabitants"),
    Field("seats", int, "seats in the community council", "seats"),
    Field("capacity", float, "square root of its population, 1 for a commune of mean population"),
    Field("cost_share", float, "share of the common costs that it bears"),
    Field("premium", float, "gain below which it prefers to keep what it has", "value"),
    Field("envy", float, "aversion to gaining less than the others"),
    Field("guilt", float, "aversion to gaining more than the others"),
    Field("threshold", float, "engagement spreads to it when engaged communes hold more than this share of its trust"),
    Field("trust", float, "mean trust in the other communes"),
    Field("baseline_engagement", float, "level to which its engagement returns"),
    Field("trust_dgs", float, "trust in the DGS"),
    Field("engagement", float, "engagement in the intercommunality"),
    Field("fatigue", float, "fatigue of meetings"),
    Field("culture", float, "weight of the common good in what it wants (culture commune)"),
    Field("satisfaction", float, "mean true surplus of the decisions in force, 0 without any", "value"),
    Field("broken_promises", float, "sum over the broken promises of the share of communes that broke each one"),
    Field("next_engagement", float, "engagement of next month"),
    Field("wealth_gap", float, "transfer by legal criteria before scaling (negative: it pays), in [-1, 1]; sums to 0"),
    Field("appropriation", float, "its part in writing the adopted charter: share of the meetings that it attended"),
    Field("allocation_change", float, "change of its compensation allocation by transferred charges", "EUR per year"),
    Field("outside_share", float, "share of the people within its reach who live beyond the perimeter"),
    Field("meetings", int, "evenings and convened meetings attended this month", "meetings"),
    Field("workshops", int, "workshops of its living area this month", "workshops"),
    Field("recognitions", int, "recognitions received this quarter", "recognitions"),
    Field("visits", int, "visits from the DGS so far", "visits"),
    Field("invitations", int, "ordinary meetings to which it was invited so far", "meetings"),
    Field("attendances", int, "ordinary meetings that it attended so far", "meetings"),
    Field("came_in_the_evening", bool, "whether it came to the ordinary meetings of this month, held on one evening"),
    Field("in_bureau", bool, "whether its mayor sits in the bureau"),
)  # fmt: skip

OFFICIAL = Record(
    "OFFICIAL",
    "A community councillor (conseiller communautaire).",
    Field("commune", int, "commune that the official represents", row_of="commune"),
    Field("rank", int, "rank in the delegation of the commune, 0 for its mayor"),
    Field("role", int, "role in the intercommunality", codes=OFFICIAL_ROLES),
    Field("in_majority", bool, "whether the official belongs to the municipal majority"),
)

DOSSIER = Record(
    "DOSSIER",
    "A dossier of the agenda.",
    Field("key", int, "address of its random draws, made from its name"),
    Field("opens", int, "month in which it opens", "month"),
    Field("deadline", int, "last month to decide", "month"),
    Field("clauses", int, "number of clauses"),
    Field("items", int, "number of items"),
    Field("delay", int, "months that the law gives the communes to answer", "months"),
    Field("due_month", int, "month of the next legal step, 0 while the dossier is negotiated", "month"),
    Field("vote_month", int, "month of the council's vote", "month"),
    Field("council_rule", int, "majority of the council, a code of `law.majorities`", codes=tuple(RULES)),
    Field("municipal", int, "role of the communes in the decision, a code of `law.procedures`"),
    Field("procedure", int, "procedure that governs it", codes=tuple(line.key for line in PROCEDURES)),
    Field("has_legal_clock", bool, "whether the law sets the calendar, so that the communes answer in any case"),
    Field("bound", float, "most that one commune pays or receives", "value"),
    Field("full_budget", float, "what its items may cost when nothing is scarce", "value"),
    Field("budget", float, "what its items may cost, known when it opens", "value"),
    Field("adopted_cost", float, "cost of the items of the adopted text", "value"),
    Field("outcome", int, "what has become of it so far", codes=OUTCOMES),
    Field("closing_month", int, "month of its outcome, 0 before", "month"),
    Field("vote_called", bool, "whether the president has called the vote"),
    Field("council_passed", bool, "whether the council passed it"),
    Field("council_voted", bool, "whether the council has voted"),
    Field("yes", int, "votes for in the council", "votes"),
    Field("no", int, "votes against in the council", "votes"),
    Field("abstentions", int, "abstentions in the council", "votes"),
    Field("present", int, "councillors present at the vote", "councillors"),
    Field("rounds", int, "rounds of drafting so far", "rounds"),
    Field("proposer", int, "who wrote the last draft", row_of="commune"),
    Field("is_judged", bool, "whether its 24 months of follow-up are over"),
    Field("text_changes", int, "changes of its text so far"),
    Field("headcount_share", float, "share of the seats whose commune said yes at the last headcount"),
    Field("item_kind", int, "how its items are valued", codes=ITEM_KINDS),
    Field("weight", float, "size of its stakes compared with an ordinary dossier"),
    Field("saving", float, "what pooled services save each commune at full extent and acceptance", "value"),
    Field("default_cost", float, "what having no decision costs every commune", "value"),
    Field("cofinancing", float, "what partners add to its budget where the text meets their condition", "value"),
    Field("linked_dossier", int, "the other dossier of its package", row_of="dossier"),
    Field("premium", float, "attachment to what exists, compared with an ordinary dossier"),
    Field("comparison", float, "weight of envy and guilt, compared with an ordinary dossier"),
    Field("exclusive", bool, "whether at most one of its items may stand"),
    Field("breakable", bool, "whether a commune can break the decision"),
    Field("charge_eur", float, "cost of the service that is transferred", "EUR per inhabitant and year"),
    Field("presented", bool, "whether the executive presents the first text"),
    Field("settled_by_law", bool, "whether the law decides where nothing is agreed"),
    Field("vote_forced", bool, "whether the DGS has forced its vote"),
    Field("recurrent", bool, "whether it comes back every year"),
    Field("effect", int, "what its adoption changes in how other dossiers are negotiated", codes=EFFECTS),
    Field("text_mean", float, "mean over communes of what the text offers", "value"),
    Field("draft_mean", float, "mean over communes of what the draft offers", "value"),
)


def parameter(name: str, knob: Knob) -> Field:
    """The field of a parameter that a setting declares."""
    return Field(name, float, knob.meaning, knob.unit)


PARAMETERS = Record(
    "PARAMETERS",
    "The constants of a mandate: every number of the groups `behaviour`, `context` and `governance`, and the choices "
    "of governance and of the levers as numbers.",
    *(
        parameter(name, knob)
        for group in (Behaviour, Context, Governance)
        for name, knob in knobs_of(group).items()
        if knob.low is not None
    ),
    *(Field(name, float, f"`governance` as a number: {name}") for name in Governance().codes),
    *(Field(name, float, f"`levers` as a number: {name}") for name in Levers().numbers),
)

CLOCK = Record(
    "CLOCK",
    "The current month, and the seed.",
    Field("month", int, "current month, 1 for April 2026", "month"),
    Field("seed_low", int, "word of the seed from which the low bits of a draw start"),
    Field("seed_high", int, "word of the seed from which the high bits of a draw start"),
    Field("open_dossiers", int, "number of dossiers negotiated this month"),
    Field("n_steps", int, "number of steps of this month"),
)

COUNCIL = Record(
    "COUNCIL",
    "The community council and its presidency.",
    Field("president", int, "official who presides", row_of="official"),
    Field("president_commune", int, "commune that presides", row_of="commune"),
    Field("total_seats", int, "seats of the council", "seats"),
    Field("population", int, "population of all communes", "inhabitants"),
    Field("n_areas", int, "number of living areas"),
    Field("voice_equality", float, "how far an adopted governance pact makes the voices of communes equal"),
    Field("councillor_information", float, "how far an adopted governance pact informs the municipal councillors"),
    Field("small_share", float, "share of the bureau that an adopted governance pact reserves to small communes"),
    Field("veto_scope", float, "how far an adopted governance pact lets a commune keep a text from the vote"),
    Field("conference_rhythm", float, "how much more often an adopted governance pact makes the conference meet"),
)

MOVE = Record(
    "MOVE",
    "How the rounds that the DGS pays for this month are held.",
    Field("operator", int, "who writes in drafting rounds, and how", codes=tuple(OPERATORS)),
    Field("voice", int, "whose answers count in drafting rounds", codes=VOICES),
    Field("meeting", int, "whose answers count in convened meetings", codes=VOICES),
    Field("acceptance", float, "share of the communes that must accept in a private consultation"),
    Field("counterweight", bool, "whether the month pays for a counterweight"),
)

PARTNERSHIP = Record(
    "PARTNERSHIP",
    "The partners, who do not vote.",
    Field("service_acceptance", float, "how far the services accept pooling"),
    Field("neighbour_agreement", float, "how far the neighbouring intercommunality pays its part of projects"),
)

FINANCE = Record(
    "FINANCE",
    "The investment budget.",
    Field("envelope", float, "investment budget of the year, as a share of the full one"),
    Field("unspent_budget", float, "what earlier programmes of projects have not spent", "value"),
    Field("budget_effort", float, "what the budget of the year adds to the envelope, as a share of it"),
    Field("pact_tax", float, "what the taxes of an adopted financial pact add to the envelope, as a share of it"),
    Field("pact_pool", float, "share of the claimed gains that an adopted financial pact moves"),
    Field("matching", float, "share of the communes' part of a project that matching grants pay"),
    Field("criteria", float, "weight that an adopted financial pact gives to legal criteria beyond their minimum"),
    Field("pooling_saving", float, "what pooled services save at the end of their ramp, as a share of the full budget"),
    Field("pooling_month", int, "month in which pooling was adopted, 0 before", "month"),
    Field("pooling_ramp", float, "months until the whole saving is reached", "months"),
    Field("transferred_charges", float, "charges transferred by the communes", "EUR per year"),
)

OPINION = Record(
    "OPINION",
    "A commune on one clause.",
    Field("ideal", float, "what it wants"),
    Field("anchor", float, "what it wanted on the first day"),
    Field("next_ideal", float, "what it will want next month"),
    Field("stated", float, "what it states in public"),
    Field("next_stated", float, "what it will state next month"),
    Field("salience", float, "how much the clause matters to it; the sum over clauses is 1"),
    Field("estimated_ideal", float, "what the DGS believes that it wants"),
    Field("estimated_salience", float, "how much the DGS believes that the clause matters to it"),
    Field("salience_variance", float, "variance of that belief about the salience"),
    Field("prior_salience", float, "what the DGS believes of the salience before listening"),
)

ITEM_VALUE = Record(
    "ITEM_VALUE",
    "What one item is worth to a commune.",
    Field("benefit", float, "its benefit", "value"),
    Field("estimated_benefit", float, "what the DGS believes that its benefit is", "value"),
    Field("benefit_variance", float, "variance of that belief", "value squared"),
    Field("prior_log_error", float, "logarithm of the DGS's relative error before listening", "log"),
)

STAKE = Record(
    "STAKE",
    "A commune in one dossier. Gains are over the status quo, without transfers; a value (U) includes transfers and "
    "the comparison with the other communes.",
    Field("worth", float, "what an agreement is worth to it by the features of the place", "value"),
    Field("gain_text", float, "gain from the text", "value"),
    Field("gain_draft", float, "gain from the draft", "value"),
    Field("value_text", float, "what the text is worth to it", "value"),
    Field("value_draft", float, "what the draft is worth to it", "value"),
    Field("transfer", float, "what it receives, negative where it pays", "value"),
    Field("dgs_information", float, "share of what it wants that the DGS knows"),
    Field("understanding", float, "share of the dossier that it understands"),
    Field("understanding_error", float, "standardised error of what it does not understand"),
    Field("reaction", float, "margin of its answer to the last draft, a yes when not negative", "value"),
    Field("claim", float, "surplus that it claims when money is shared", "value"),
    Field("surplus", float, "true surplus at the decision", "value"),
    Field("perceived_surplus", float, "surplus as the commune perceived it at the decision", "value"),
    Field("trust_at_decision", float, "mean trust in the other communes at the decision"),
    Field("tolerance", float, "margin by which it could live with the draft, as it says in private", "value"),
    Field("last_information", float, "`dgs_information` when the DGS last updated their beliefs"),
    Field("estimated_reservation", float, "what the DGS believes that its reservation is", "value"),
    Field("reservation_variance", float, "variance of that belief", "value squared"),
    Field("reason", int, "why it says no, as it answered the last diagnosis; a code of `commune.reasons.CAUSES`"),
    Field("meetings", int, "meetings on this dossier that it attended this month", "meetings"),
    Field("stance", int, "vote of its mayor: 1 yes, -1 no, 0 abstention"),
    Field("answer", int, "answer of its municipal council: 1 yes, -1 no, 0 silence"),
    Field("defection_month", int, "month of its defection, 0 for never", "month"),
    Field("candid", bool, "whether it says what it thinks this month"),
    Field("present", bool, "whether it attended the last meeting"),
    Field("consents", bool, "whether it lets its compensation be adjusted"),
    Field("headcount_yes", bool, "whether it said yes at the last headcount"),
    Field("overruled", bool, "whether the decision was adopted against its vote or its answer"),
    Field("defects", bool, "whether it defects this month"),
)

CLAUSE = Record(
    "CLAUSE",
    "A clause, on a scale from 0 to 1.",
    Field("status_quo", float, "what stands today"),
    Field("fallback", float, "what the law applies without an agreement"),
    Field("interdependence", float, "value to every commune of this clause and the one before it together", "value"),
    Field("text", float, "its level in the text on the table"),
    Field("draft", float, "its level in the draft"),
    Field("saved_draft", float, "its level in the saved draft, while another is tried"),
    Field("author", int, "who last changed the text", row_of="commune"),
    Field("theme", int, "theme that it serves, a row of `state.clause.THEMES`; -1 for none"),
    Field("serves", float, "1 where its level 1 serves the theme, -1 where its level 0 does"),
)

COMMUNE_THEME = Record(
    "COMMUNE_THEME",
    "A commune on one theme of the clauses.",
    Field("trait", float, "what the features of the place make it want more than the mean commune, in [-1, 1]"),
    Field("position", float, "how far it moves the ideal of a clause that serves the theme", "scale"),
    Field("dgs_information", float, "share of what it wants that the DGS has learnt in earlier dossiers"),
    Field("understanding", float, "share that it has understood in earlier dossiers"),
)

THEME_DIRECTION = Record(
    "THEME_DIRECTION",
    "A theme in the charter of the territorial project.",
    Field("is_set", bool, "whether an adopted charter gives it a direction"),
    Field("direction", float, "distance of the charter from the middle, towards the theme", "scale"),
)

ITEM = Record(
    "ITEM",
    "An item of a dossier: a local project, a post, a seat agreement or a site.",
    Field("cost", float, "cost, less what the neighbours pay", "value"),
    Field("full_cost", float, "cost before the neighbours pay", "value"),
    Field("spillover_share", float, "share of its benefits that fall outside the perimeter"),
    Field("host", int, "commune that hosts it", row_of="commune"),
    Field("author", int, "who put it into the text", row_of="commune"),
    Field(
        "group",
        int,
        "number of the issue of which it is an option (0: none); an issue always has exactly one option, at no cost",
    ),
    Field("text", bool, "whether the text includes it"),
    Field("draft", bool, "whether the draft includes it"),
    Field("saved_draft", bool, "whether the saved draft includes it"),
)

COMMUNE_PAIR = Record(
    "COMMUNE_PAIR",
    "Commune i towards commune j.",
    Field("trust", float, "trust"),
    Field("next_trust", float, "trust of next month"),
    Field("proximity", float, "share of the neighbourhood benefit of a project in j that reaches i"),
)

BALLOT = Record(
    "BALLOT",
    "An official at the vote on one dossier.",
    Field("vote", int, "1 yes, -1 no, 0 abstention"),
    Field("present", bool, "whether the official is present"),
)

HISTORY = Record(
    "HISTORY",
    "One month of the intercommunality, at its end.",
    Field("trust", float, "mean trust between communes"),
    Field("engagement", float, "mean engagement"),
    Field("culture", float, "mean common culture"),
    Field("open_dossiers", float, "dossiers negotiated", "dossiers"),
    Field("envelope", float, "investment budget of the year, as a share of the full one"),
    Field("service_acceptance", float, "how far the services accept pooling"),
)

COMMUNE_HISTORY = Record(
    "COMMUNE_HISTORY",
    "One month of one commune, at its end.",
    Field("trust_dgs", float, "trust in the DGS"),
    Field("engagement", float, "engagement"),
    Field("fatigue", float, "fatigue"),
    Field("culture", float, "common culture"),
    Field("satisfaction", float, "mean true surplus of the decisions in force", "value"),
)
