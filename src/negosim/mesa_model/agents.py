"""Who takes part in a mandate, as Mesa agents: what each is, and what each does (agents).

A method is the behaviour itself: it calls the rule of `negosim.negotiation` for this agent's own row, and a
subclass that overrides it changes what the model does. Properties, and methods marked `reading`, only tell what the
state holds: the model never calls them. `d` is the number of a dossier in the order of the
agenda, `slot` the number of a meeting or drafting round in the month. Values are in units of value, shares
and levels from 0 to 1. Votes are 1 for yes, -1 for no, 0 for abstention or silence.
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

__all__ = ["Commune", "Conductor", "ElectedOfficial", "Intercommunality"]


F = TypeVar("F", bound=Callable[..., Any])


def reading(method: F) -> F:
    """Mark a method as a reading: it tells what the state holds, and the model never calls it."""
    method.is_reading = True  # type: ignore[attr-defined]
    return method


def state_field(field: str, meaning: str) -> Any:
    """A read-only property: the `field` of this commune's row of the state, as it stands now. It is a reading."""

    def read(commune: Commune) -> Any:
        return commune.state.communes[field][commune.row].item()

    return property(read, doc=meaning)


class Commune(mesa.Agent):
    """A commune and its mayor: what it wants, believes and answers; `row` is its place in every array [N]."""

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
        """What it wants of each clause of dossier d, a copy [clauses]."""
        return self.state.opinions["ideal"][d, self.row, : self.state.dossiers["clauses"][d]].copy()

    @reading
    def stated(self, d: int) -> np.ndarray:
        """The position it states on each clause of dossier d, a copy [clauses]."""
        return self.state.opinions["stated"][d, self.row, : self.state.dossiers["clauses"][d]].copy()

    @reading
    def surplus(self, d: int) -> float:
        """What the text of dossier d truly brings it beyond its reservation, transfers included."""
        return behaviour.surplus(self.state, d, self.row)

    @reading
    def perceived_surplus(self, d: int) -> float:
        """The same as it sees it: what it does not understand it fears and misjudges."""
        return behaviour.perceived_surplus(self.state, d, self.row)

    def listen(self) -> None:
        """Take in this month's visits, workshops and documents; the DGS learns from them too."""
        relations.listen(self.state, self.row)

    def attend(self, d: int, slot: int) -> bool:
        """Whether it comes to the meeting `slot` of this month on dossier d."""
        return behaviour.attend(self.state, d, self.row, slot)

    def meet(self, d: int, slot: int, comes: bool) -> None:  # noqa: FBT001 -- the answer of `attend`
        """Sit at the meeting `slot` on dossier d if it `comes`: it understands more and tells a little."""
        relations.meet(self.state, d, self.row, slot, comes)

    def propose(self, d: int, slot: int) -> None:
        """Write its own draft of dossier d: the clause that matters most to it moves towards what it asks for."""
        rounds.propose(self.state, d, self.row, slot)

    def weigh(self, d: int) -> float:
        """What the draft of dossier d brings it over the status quo, transfers apart."""
        return behaviour.gain(self.state, d, self.row, DRAFT)

    def react(self, d: int, slot: int) -> float:
        """Its private answer to the draft of dossier d: yes when not negative, and by what margin."""
        return behaviour.react(self.state, d, self.row, slot)

    def tolerate(self, d: int) -> float:
        """By how much it could live with the draft of dossier d, as it says in private: yes when not negative."""
        return behaviour.tolerate(self.state, d, self.row, DRAFT)

    def claim(self, d: int) -> float:
        """The surplus it claims on dossier d when money is to be shared: less than it sees."""
        return behaviour.claim(self.state, d, self.row)

    def consent(self, d: int) -> bool:
        """Whether it lets its compensation be adjusted for dossier d."""
        return behaviour.consent(self.state, d, self.row)

    def form_opinions(self, d: int) -> None:
        """Prepare its next opinions on dossier d from what it heard at the table."""
        relations.form_opinions(self.state, d, self.row)

    def update_relations(self) -> None:
        """Prepare its next trust in the others and its next engagement."""
        relations.update_relations(self.state, self.row)

    def headcount(self, d: int) -> bool:
        """Whether it says yes when the president counts heads before a vote on dossier d."""
        return behaviour.headcount(self.state, d, self.row)

    def explain(self, d: int) -> int:
        """Why it says no to dossier d, as it tells a DGS who asks: a code of `reasons.CAUSES`, 0 when it does not."""
        return reasons.explain(self.state, d, self.row)

    def vote(self, d: int) -> int:
        """The vote its mayor leads it to on dossier d: 1 yes, -1 no, 0 abstention."""
        return voting.vote(self.state, d, self.row)

    def ratify(self, d: int) -> int:
        """Answer of its municipal council on dossier d: 1 yes, -1 no, 0 silence."""
        return voting.ratify(self.state, d, self.row)

    def remember(self, d: int) -> None:
        """Remember how dossier d was closed: what it gets, and whether it was overruled."""
        implementation.remember(self.state, d, self.row)

    def keep_word(self, d: int) -> bool:
        """Whether it keeps its word on the adopted dossier d this month; otherwise it defects."""
        return implementation.keep_word(self.state, d, self.row)


class ElectedOfficial(mesa.Agent):
    """A community councillor (conseiller communautaire) of a `commune`; `row` is its place in arrays [E]."""

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
        """Whether the official is present when dossier d is voted."""
        return voting.attend_council(self.state, d, self.row)

    def vote(self, d: int) -> int:
        """Vote on dossier d, 1, -1 or 0: the stance of the commune, or the official's own view of its interest."""
        return voting.ballot(self.state, d, self.row, int(self.state.stakes["stance"][d, self.commune.row]))


class Intercommunality(mesa.Agent):
    """The intercommunality (EPCI): texts, sums and the law, which belong to no commune's behaviour."""

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
        """Where dossier d stands: waiting, open, adopted, defaulted, rejected or withdrawn."""
        return OUTCOMES[self.state.dossiers["outcome"][d]]

    @reading
    def text(self, d: int) -> np.ndarray:
        """The value of each clause of dossier d on the table, a copy [clauses]."""
        return self.state.clauses["text"][d, : self.state.dossiers["clauses"][d]].copy()

    def prepare(self) -> None:
        """Set up what the DGS's month pays for: partners, packages, pressure, the counterweight; and who is candid."""
        partners.prepare(self.state)

    def rank_offers(self, d: int) -> None:
        """Put the offers of the draft of dossier d in order for those who compare, before a round is answered."""
        behaviour.compare_offers(self.state, d, DRAFT)

    def repeat_text(self, d: int) -> None:
        """Nobody speaks: the draft of dossier d repeats its text."""
        texts.start_draft(self.state, d)

    def settle_text(self, d: int, slot: int) -> None:
        """Replace the text of dossier d by the draft if the answers allow it."""
        s = self.state
        author = int(s.dossiers["proposer"][d])
        rounds.settle_text(s, d, steps.operator_of(s, slot), steps.voice_of(s, slot), author)

    def withdraw_transfers(self, d: int) -> None:
        """Withdraw the transfers of dossier d until this month's claims are known."""
        transfers.withdraw_transfers(self.state, d)

    def share_out(self, d: int) -> None:
        """Set the transfers of dossier d from the communes' claims and consents."""
        transfers.share_out(self.state, d)

    def adopt_opinions(self, d: int) -> None:
        """Next opinions on dossier d become opinions."""
        relations.adopt_opinions(self.state, d)

    def adopt_relations(self) -> None:
        """Next trust and engagement become trust and engagement; meetings tire."""
        relations.adopt_relations(self.state)

    def call_vote(self, d: int) -> None:
        """Put dossier d on the council's agenda when the headcount leaves the president his margin."""
        vote_call.call_vote(self.state, d)

    def count_votes(self, d: int) -> None:
        """Count the ballots on dossier d under its rule of majority and the quorum."""
        voting.count_votes(self.state, d)

    def conclude(self, d: int) -> None:
        """Close dossier d, if it is decided this month, as the law says."""
        voting.conclude(self.state, d)

    def register_defections(self, d: int) -> None:
        """Draw the consequences of this month's defections from dossier d."""
        implementation.register_defections(self.state, d)

    def judge(self, d: int) -> None:
        """After 24 months, judge whether the decision on dossier d is durable."""
        implementation.judge(self.state, d)


class Conductor(mesa.Agent):
    """The director general of services (DGS): what they do in a month, from what `view` lets them know."""

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
        """What the DGS does this month, and how the drafting rounds that they pay for are held."""
        return self.strategy.choose(self.view)

    def draft(self, d: int, slot: int) -> None:
        """Write the draft of dossier d in a round where the DGS holds the pen."""
        operators.draft(self.state, d, slot, steps.operator_of(self.state, slot))
