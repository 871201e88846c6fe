"""The participants of a mandate as Mesa agents (agents).

A method is the behaviour itself: it calls the rule of `negosim.negotiation` for this agent's own row, and a subclass
that overrides it changes what the model does. Properties, and methods marked `reading`, only read the state: the model
never calls them. `d` is the number of a dossier in the order of the agenda, `slot` the number of a meeting or round in
the month. Amounts are in units of value; shares and levels are from 0 to 1. Votes are 1 for yes, -1 for no, 0 for
abstention or silence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import mesa
import numpy as np

from negosim.negotiation.commune import behaviour, reasons
from negosim.negotiation.conductor import operators, texts  # fmt: skip
from negosim.negotiation.conductor.view import View
from negosim.negotiation.guard import guarded
from negosim.negotiation.month import (
    deliveries,
    implementation,
    partners,
    relations,
    rounds,
    steps,
    transfers,
    vote_call,
    voting,
)  # fmt: skip
from negosim.negotiation.state.dossier import DRAFT, OPEN, OUTCOMES
from negosim.negotiation.state.moves import Move
from negosim.negotiation.state.records import COMMUNE_ROLES, OFFICIAL_ROLES

if TYPE_CHECKING:
    from negosim.mesa_model.model import NegotiationModel

__all__ = ["RULES_OF_AGENTS", "Commune", "Conductor", "ElectedOfficial", "Intercommunality"]


F = TypeVar("F", bound=Callable[..., Any])


def reading(method: F) -> F:
    """Mark a method as a reading: it only reads the state, and the model never calls it."""
    method.is_reading = True  # type: ignore[attr-defined]
    return method


def behaviours_of(agent_class: type[mesa.Agent]) -> dict[str, Callable[..., Any]]:
    """The methods of a class of agents that the model calls, by name: neither readings nor Python's own."""
    return {
        name: method for name, method in vars(agent_class).items()
        if callable(method) and not name.startswith("_") and not hasattr(method, "is_reading")
    }  # fmt: skip


def state_field(field: str, meaning: str) -> Any:
    """A read-only property of a commune: the current value of `field` in its row of the state."""

    def read(commune: Commune) -> Any:
        return commune.rows[field][commune.row].item()

    return property(read, doc=meaning)


class Commune(mesa.Agent):
    """A commune and its mayor: what it wants, perceives and answers; `row` is its index in every array [N]."""

    population = state_field("population", "Municipal population, the legal base of the seats.")
    seats = state_field("seats", "Seats in the community council.")
    area = state_field("area", "Number of its living area (bassin de vie).")
    trust_dgs = state_field("trust_dgs", "Trust in the DGS.")
    engagement = state_field("engagement", "Engagement in the intercommunality.")
    fatigue = state_field("fatigue", "Fatigue of meetings.")
    culture = state_field("culture", "Community culture: weight of the common good in what it wants.")
    satisfaction = state_field("satisfaction", "Mean true surplus over the decisions in force, 0 without any.")

    def __init__(self, model: NegotiationModel, row: int) -> None:
        super().__init__(model)
        self.row, self.state = row, model.state
        self.rows = model.state.communes.view(np.ndarray)  # the same bytes, quicker to read
        self.insee = model.setting.territory.insee[row]
        self.name = model.setting.territory.names[row]
        self.officials: list[ElectedOfficial] = []

    @property
    def role(self) -> str:
        """Its role in the territory: core, secondary, periurban or rural."""
        return COMMUNE_ROLES[self.state.communes["role"][self.row]]

    @property
    def mayor(self) -> ElectedOfficial:
        """Its mayor, the first of its `officials`."""
        return self.officials[0]

    @property
    def trust(self) -> float:
        """Mean trust in the other communes."""
        return behaviour.mean_trust(self.state, self.row)

    @reading
    def ideal(self, d: int) -> np.ndarray:
        """Its ideal on each clause of dossier d, a copy [clauses]."""
        return self.state.opinions["ideal"][d, self.row, : self.state.dossiers["clauses"][d]].copy()

    @reading
    def stated(self, d: int) -> np.ndarray:
        """The position that it states on each clause of dossier d, a copy [clauses]."""
        return self.state.opinions["stated"][d, self.row, : self.state.dossiers["clauses"][d]].copy()

    @reading
    def surplus(self, d: int) -> float:
        """Its true surplus on the text of dossier d, transfers included."""
        return behaviour.surplus(self.state, d, self.row)

    @reading
    def perceived_surplus(self, d: int) -> float:
        """The surplus that it perceives on dossier d: it fears and misjudges what it does not understand."""
        return behaviour.perceived_surplus(self.state, d, self.row)

    def listen(self) -> None:
        """Learn from this month's visits, workshops and documents, from which the DGS learns too."""
        relations.listen(self.state, self.row)

    def attend(self, d: int, slot: int) -> bool:
        """Whether it attends the meeting `slot` of this month on dossier d."""
        return behaviour.attend(self.state, d, self.row, slot)

    def meet(self, d: int, slot: int, comes: bool) -> None:  # noqa: FBT001 -- the answer of `attend`
        """Record whether it `comes` to the meeting `slot` on dossier d; by coming it learns, and informs the DGS."""
        relations.meet(self.state, d, self.row, slot, comes)

    def propose(self, d: int, slot: int) -> None:
        """Write its draft of dossier d: the clause that matters most to it moves towards its demand."""
        rounds.propose(self.state, d, self.row, slot)

    def weigh(self, d: int) -> float:
        """Its gain from the draft of dossier d over the status quo, without transfers."""
        return behaviour.gain(self.state, d, self.row, DRAFT)

    def react(self, d: int, slot: int) -> float:
        """Margin by which it prefers the draft of dossier d to its text: it says yes when not negative."""
        return behaviour.react(self.state, d, self.row, slot)

    def tolerate(self, d: int) -> float:
        """Margin above its reservation that it states in private on the draft of dossier d: yes when not negative."""
        return behaviour.tolerate(self.state, d, self.row, DRAFT)

    def claim(self, d: int) -> float:
        """The surplus that it claims on dossier d when money is shared: less than it perceives."""
        return behaviour.claim(self.state, d, self.row)

    def consent(self, d: int) -> bool:
        """Whether it lets its compensation be adjusted for dossier d."""
        return behaviour.consent(self.state, d, self.row)

    def form_opinions(self, d: int) -> None:
        """Write its next opinions on dossier d, from what it heard at the table."""
        relations.form_opinions(self.state, d, self.row)

    def update_relations(self) -> None:
        """Write its next trust in the others, and its next engagement."""
        relations.update_relations(self.state, self.row)

    def headcount(self, d: int) -> bool:
        """Whether it says yes when the president counts heads before a vote on dossier d."""
        return behaviour.headcount(self.state, d, self.row)

    def explain(self, d: int) -> int:
        """The cause that it gives the DGS for its no to dossier d: a code of `reasons.CAUSES`, 0 for none."""
        return reasons.explain(self.state, d, self.row)

    def vote(self, d: int) -> int:
        """Vote of its mayor on dossier d: 1 yes, -1 no, 0 abstention."""
        return voting.vote(self.state, d, self.row)

    def ratify(self, d: int) -> int:
        """Answer of its municipal council on dossier d: 1 yes, -1 no, 0 silence."""
        return voting.ratify(self.state, d, self.row)

    def remember(self, d: int) -> None:
        """Write what it remembers of dossier d at its close: its surplus, and whether it was overruled."""
        implementation.remember(self.state, d, self.row)

    def keep_word(self, d: int) -> bool:
        """Whether it keeps its word on the adopted dossier d this month; otherwise it defects."""
        return implementation.keep_word(self.state, d, self.row)


class ElectedOfficial(mesa.Agent):
    """A community councillor (conseiller communautaire) of a `commune`; `row` is the index in arrays [E]."""

    def __init__(self, model: NegotiationModel, row: int, commune: Commune) -> None:
        super().__init__(model)
        self.row, self.state, self.commune = row, model.state, commune
        commune.officials.append(self)

    @property
    def role(self) -> str:
        """Role: councillor, mayor, vice_president or president."""
        return OFFICIAL_ROLES[self.state.officials["role"][self.row]]

    @property
    def in_majority(self) -> bool:
        """Whether the official belongs to the municipal majority of the mayor."""
        return bool(self.state.officials["in_majority"][self.row])

    def attend(self, d: int) -> bool:
        """Whether the official is present at the vote on dossier d."""
        return voting.attend_council(self.state, d, self.row)

    def vote(self, d: int) -> int:
        """Vote on dossier d, 1, -1 or 0: that of the commune's mayor, or the official's own view."""
        return voting.ballot(self.state, d, self.row, int(self.state.stakes["stance"][d, self.commune.row]))


class Intercommunality(mesa.Agent):
    """The intercommunality (EPCI): texts, sums and the law, which are no commune's behaviour."""

    def __init__(self, model: NegotiationModel) -> None:
        super().__init__(model)
        self.state = model.state
        territory = model.setting.territory
        self.siren, self.name, self.category = territory.siren, territory.name, territory.category

    @property
    def envelope(self) -> float:
        """This year's investment budget, as a share of the full one."""
        return float(self.state.finance.envelope)

    @property
    def open_dossiers(self) -> list[int]:
        """Numbers of the dossiers that are negotiated."""
        dossiers = self.state.dossiers
        return np.flatnonzero((dossiers["outcome"] == OPEN) & (dossiers["due_month"] == 0)).tolist()

    @reading
    def outcome(self, d: int) -> str:
        """The outcome of dossier d so far: waiting, open, adopted, defaulted, rejected or withdrawn."""
        return OUTCOMES[self.state.dossiers["outcome"][d]]

    @reading
    def text(self, d: int) -> np.ndarray:
        """The level of each clause of the text of dossier d, a copy [clauses]."""
        return self.state.clauses["text"][d, : self.state.dossiers["clauses"][d]].copy()

    def prepare(self) -> None:
        """Prepare the month: partners, packages, forced votes, the counterweight, and which communes are candid."""
        partners.prepare(self.state)

    def rank_offers(self, d: int) -> None:
        """Sort the offers of the draft of dossier d, before communes compare them and answer."""
        behaviour.compare_offers(self.state, d, DRAFT)

    def repeat_text(self, d: int) -> None:
        """Make the draft of dossier d a copy of its text, where nobody proposes."""
        texts.start_draft(self.state, d)

    def settle_text(self, d: int, slot: int) -> None:
        """Replace the text of dossier d by the draft if the answers allow it."""
        s = self.state
        author = int(s.dossiers["proposer"][d])
        rounds.settle_text(s, d, steps.operator_of(s, slot), steps.voice_of(s, slot), author)

    def withdraw_transfers(self, d: int) -> None:
        """Set the transfers of dossier d to 0 until this month's claims are known."""
        transfers.withdraw_transfers(self.state, d)

    def share_out(self, d: int) -> None:
        """Set the transfers of dossier d from the communes' claims and consents."""
        transfers.share_out(self.state, d)

    def adopt_opinions(self, d: int) -> None:
        """Make the next opinions on dossier d the current ones."""
        relations.adopt_opinions(self.state, d)

    def adopt_relations(self) -> None:
        """Make the next trust and engagement the current ones, and update fatigue."""
        relations.adopt_relations(self.state)

    def call_vote(self, d: int) -> None:
        """Call the vote on dossier d where it is expected to pass with the cushion; withdraw it in the last month."""
        vote_call.call_vote(self.state, d)

    def count_votes(self, d: int) -> None:
        """Count the ballots on dossier d, under its majority and the quorum."""
        voting.count_votes(self.state, d)

    def conclude(self, d: int) -> None:
        """Close dossier d as the law says."""
        voting.conclude(self.state, d)

    def register_defections(self, d: int) -> None:
        """Apply the effects of this month's defections from dossier d."""
        implementation.register_defections(self.state, d)

    def judge(self, d: int) -> None:
        """Judge, 24 months after its adoption, whether the decision on dossier d is durable."""
        implementation.judge(self.state, d)

    def deliver(self, d: int) -> None:
        """Follow the projects of dossier d: those whose fate is known this month are delivered, late or dropped."""
        deliveries.deliver(self.state, d)


class Conductor(mesa.Agent):
    """The director general of services (DGS), who chooses the moves of a month from what `view` shows."""

    def __init__(self, model: NegotiationModel) -> None:
        super().__init__(model)
        self.state = model.state
        self.strategy = guarded(model.setting.strategy)
        self.view = View(model.state)

    @property
    def hours(self) -> float:
        """Hours that the DGS may spend in a month."""
        return self.view.hours

    def choose(self) -> Move:
        """The DGS's move this month."""
        return self.strategy.choose(self.view)

    def draft(self, d: int, slot: int) -> None:
        """Write the draft of dossier d in a round in which the DGS writes."""
        operators.draft(self.state, d, slot, steps.operator_of(self.state, slot))


RULES_OF_AGENTS: dict[type[mesa.Agent], dict[str, Callable[..., Any]]] = {
    agent_class: behaviours_of(agent_class) for agent_class in (Commune, ElectedOfficial, Intercommunality, Conductor)
}
"""The methods by which agents of the package apply the rules, by class; a strategy's own choice is none of them."""

del RULES_OF_AGENTS[Conductor]["choose"]
