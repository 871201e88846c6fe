"""A mandate as a Mesa model: the schedule of each month, performed through the agents' methods (modèle Mesa).

Nothing is computed here. `STEP_METHODS` says which methods perform a step of the month; each applies a rule of
`negosim.negotiation`, or the one of a subclass, and the model writes the answers where the core writes them. A model of
the classes below ends with the same bytes as `negosim.negotiation.mandate.run`. In a month in which no agent has a
method of its own, the rules are applied to all rows in one compiled call, as in the core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import mesa
import numpy as np
from mesa.agent import AgentSet

from negosim.errors import UserError, message
from negosim.law.silence import NO, SILENT, YES
from negosim.locale import mistakes_in
from negosim.mesa_model.agents import RULES_OF_AGENTS, Commune, Conductor, ElectedOfficial, Intercommunality
from negosim.negotiation.conductor.texts import DGS, is_commune
from negosim.negotiation.guard import checked_actions, enter_month
from negosim.negotiation.initial_state import dossiers_of
from negosim.negotiation.mandate import STAYS, Mandate, begin, perform_month
from negosim.negotiation.month import steps
from negosim.negotiation.month.environment import close_month, open_month
from negosim.negotiation.month.schedule import schedule_month
from negosim.negotiation.state.arrays import FOLLOW_UP_MONTHS, MONTHS
from negosim.negotiation.state.moves import Move
from negosim.negotiation.state.setting import Setting

__all__ = ["NegotiationModel"]


class NegotiationModel(mesa.Model):
    """One mandate in Mesa; `step()` is one month.

    `communes` and `officials` are AgentSets, `intercommunality` and `conductor` single agents. `dossiers` are the names
    of the dossiers; their indices are the numbers `d` of the agents' methods. To change a behaviour, subclass an agent
    and name the class in a subclass of the model: `commune_class = MyCommune`.

    All randomness is addressed by `seed` inside the rules. Mesa's own `random` and `rng` are seeded for your use, and
    the model never draws from them; the order of agents changes nothing. Mesa 3.3 keeps every model in memory: for many
    mandates use `negosim.negotiation.mandate.run`.
    """

    commune_class: type[Commune] = Commune
    official_class: type[ElectedOfficial] = ElectedOfficial
    intercommunality_class: type[Intercommunality] = Intercommunality
    conductor_class: type[Conductor] = Conductor
    lang: str | None = None
    """The language of mistakes, fr or en; that of the machine where it is None."""

    always_asks: bool = False
    """Whether agents are asked even in a month in which every one of them applies the rules of the package."""

    def __init__(self, setting: Setting, seed: int = 0, actions: Mapping[int, Move] | None = None) -> None:
        check_seed(seed)
        super().__init__(rng=int(seed))
        self.setting, self.seed, self.actions = setting, int(seed), checked_actions(actions)
        self.state = begin(setting, self.seed)
        self.dossiers = tuple(planned.name for planned, _ in dossiers_of(setting))
        rows = list(range(setting.territory.n))
        self.communes = self.commune_class.create_agents(self, len(rows), row=rows)
        self._by_row = tuple(self.communes)
        seats = [self.commune(i) for i in self.state.officials["commune"].tolist()]
        self.officials = self.official_class.create_agents(self, len(seats), row=list(range(len(seats))), commune=seats)
        self.intercommunality = self.intercommunality_class(self)
        self.conductor = self.conductor_class(self)
        self.datacollector = mesa.DataCollector(
            model_reporters=dict(MODEL_REPORTERS),
            agenttype_reporters={self.commune_class: {name: name for name in COMMUNE_REPORTERS}},
        )

    @property
    def month(self) -> int:
        """The month being played or, between two steps, the next to play; 1 is April 2026."""
        return int(self.state.clock.month)

    def commune(self, row: int) -> Commune:
        """The commune of that row; rows are by population, the largest first."""
        return self._by_row[row]

    @property
    def mandate(self) -> Mandate:
        """The mandate as the core represents it, for tables and metrics; it is finished after `run()`."""
        return Mandate(self.setting, self.seed, self.state, self.actions)

    def step(self) -> None:
        """Play one month and collect its data.

        `running` becomes false after month 72. Further steps play the 24 months of follow-up, in which
        decisions are kept or broken; after month 96 a step does nothing.
        """
        s = self.state
        if self.month > MONTHS + FOLLOW_UP_MONTHS:
            return
        if self.month <= MONTHS:
            with mistakes_in(self.lang):
                enter_month(s, self.setting, self.conductor.choose, self.actions)
        if self.always_asks or not self.follows_the_rules():
            self.ask_agents()
        else:
            perform_month(s, STAYS)
        self.datacollector.collect(self)
        open_month(s)
        self.running = self.month <= MONTHS

    def ask_agents(self) -> None:
        """Perform the steps of the month through the agents' methods, and close the month."""
        s = self.state
        schedule_month(s)
        for step, d, slot in s.steps[: s.clock.n_steps].tolist():
            if steps.is_due(s, step, d):
                STEP_METHODS[step](self, d, slot)
        close_month(s)

    def follows_the_rules(self) -> bool:
        """Whether every agent is there and has the methods of the package, which apply the rules to its row."""
        if any(getattr(type(self), name) is not method for name, method in QUESTIONS.items()) or STEP_METHODS != USUAL:
            return False
        groups = (self.communes, self.officials, (self.intercommunality,), (self.conductor,))
        if [len(group) for group in groups[:2]] != [len(self.state.communes), len(self.state.officials)]:
            return False
        return all(
            applies_rules(group, methods) for group, methods in zip(groups, RULES_OF_AGENTS.values(), strict=True)
        )

    def run(self) -> Mandate:
        """Play all the remaining months, follow-up included, and return the finished mandate."""
        while self.month <= MONTHS + FOLLOW_UP_MONTHS:
            self.step()
        return self.mandate

    def hold_meeting(self, d: int, slot: int) -> None:
        """Ask every commune whether it attends a meeting on dossier d, then record who comes."""
        answers = self.communes.map("attend", d, slot)
        for commune, comes in zip(self.communes, answers, strict=True):
            commune.meet(d, slot, bool(comes))

    def speak(self, d: int, slot: int) -> None:
        """Have the draft of dossier d written in a slot: by a commune, by the DGS, or as a copy of the text."""
        writer = steps.speaker(self.state, d, slot)
        self.state.dossiers["proposer"][d] = writer
        if is_commune(writer):
            self.commune(writer).propose(d, slot)
        elif writer == DGS:
            self.conductor.draft(d, slot)
        else:
            self.intercommunality.repeat_text(d)

    def ask(self, question: str, field: str, d: int, *slot: int) -> None:
        """Call the method `question` of every commune on dossier d; write the answers into `field` of the stakes."""
        record_answers(self.communes, question, self.state.stakes[field][d], d, *slot)

    def ask_for_reactions(self, d: int, slot: int) -> None:
        """Ask every commune whether it prefers the draft of dossier d and, in private, whether it tolerates it."""
        self.ask("react", "reaction", d, slot)
        if steps.asks_privately(self.state, slot):
            self.ask("tolerate", "tolerance", d)

    def ask_for_claims(self, d: int) -> None:
        """Ask every commune what it claims on dossier d, and whether it consents to a transfer."""
        self.ask("claim", "claim", d)
        self.ask("consent", "consents", d)

    def ask_for_defections(self, d: int) -> None:
        """Ask every commune whether it keeps its word on dossier d, and write which ones defect."""
        self.ask("keep_word", "defects", d)
        self.state.stakes["defects"][d] ^= True

    def ask_for_ballots(self, d: int) -> None:
        """Ask every official whether they attend the vote on dossier d, and how they vote."""
        record_answers(self.officials, "attend", self.state.ballots["present"][d], d)
        record_answers(self.officials, "vote", self.state.ballots["vote"][d], d)


STEP_METHODS: dict[int, Callable[[NegotiationModel, int, int], object]] = {
    steps.PREPARE: lambda model, _d, _slot: model.intercommunality.prepare(),
    steps.LISTEN_ROWS: lambda model, _d, _slot: model.communes.do("listen"),
    steps.ATTEND_ROWS: lambda model, d, slot: model.hold_meeting(d, slot),
    steps.SPEAK: lambda model, d, slot: model.speak(d, slot),
    steps.WEIGH_ROWS: lambda model, d, _slot: model.ask("weigh", "gain_draft", d),
    steps.RANK: lambda model, d, _slot: model.intercommunality.rank_offers(d),
    steps.REACT_ROWS: lambda model, d, slot: model.ask_for_reactions(d, slot),
    steps.SETTLE: lambda model, d, slot: model.intercommunality.settle_text(d, slot),
    steps.CLEAR: lambda model, d, _slot: model.intercommunality.withdraw_transfers(d),
    steps.CLAIM_ROWS: lambda model, d, _slot: model.ask_for_claims(d),
    steps.SHARE: lambda model, d, _slot: model.intercommunality.share_out(d),
    steps.FORM_OPINIONS_ROWS: lambda model, d, _slot: model.communes.do("form_opinions", d),
    steps.ADOPT_OPINIONS: lambda model, d, _slot: model.intercommunality.adopt_opinions(d),
    steps.UPDATE_RELATIONS_ROWS: lambda model, _d, _slot: model.communes.do("update_relations"),
    steps.ADOPT_RELATIONS: lambda model, _d, _slot: model.intercommunality.adopt_relations(),
    steps.HEADCOUNT_ROWS: lambda model, d, _slot: model.ask("headcount", "headcount_yes", d),
    steps.EXPLAIN_ROWS: lambda model, d, _slot: model.ask("explain", "reason", d),
    steps.CALL: lambda model, d, _slot: model.intercommunality.call_vote(d),
    steps.VOTE_ROWS: lambda model, d, _slot: model.ask("vote", "stance", d),
    steps.BALLOT_ROWS: lambda model, d, _slot: model.ask_for_ballots(d),
    steps.COUNT: lambda model, d, _slot: model.intercommunality.count_votes(d),
    steps.RATIFY_ROWS: lambda model, d, _slot: model.ask("ratify", "answer", d),
    steps.CONCLUDE: lambda model, d, _slot: model.intercommunality.conclude(d),
    steps.REMEMBER_ROWS: lambda model, d, _slot: model.communes.do("remember", d),
    steps.KEEP_WORD_ROWS: lambda model, d, _slot: model.ask_for_defections(d),
    steps.REGISTER_DEFECTIONS: lambda model, d, _slot: model.intercommunality.register_defections(d),
    steps.JUDGE: lambda model, d, _slot: model.intercommunality.judge(d),
    steps.DELIVER: lambda model, d, _slot: model.intercommunality.deliver(d),
}
"""What performs each step of a month."""


USUAL = dict(STEP_METHODS)
"""The same, kept to see whether somebody changed it."""

QUESTIONS = {
    name: method for name, method in vars(NegotiationModel).items() if name.startswith(("ask", "hold", "speak"))
}
"""How the model puts its questions to agents."""


def applies_rules(agents: Iterable[mesa.Agent], methods: Mapping[str, Callable[..., Any]]) -> bool:
    """Whether no agent has another method of one of these names, in its class or of its own."""
    for agent_class in {type(agent) for agent in agents}:
        if any(getattr(agent_class, name) is not method for name, method in methods.items()):
            return False
    return all(methods.keys().isdisjoint(vars(agent)) for agent in agents)


def of_month(field: str) -> Callable[[NegotiationModel], float]:
    """A model reporter: the `field` of the month's record in the history."""
    return lambda model: float(model.state.history[field][model.month - 1])


MODEL_REPORTERS: dict[str, Callable[[NegotiationModel], float]] = {
    "month": lambda model: model.month,
    "trust": of_month("trust"),
    "engagement": of_month("engagement"),
    "culture": of_month("culture"),
    "open_dossiers": lambda model: int(model.state.history["open_dossiers"][model.month - 1]),
    "hours_spent": lambda model: float(model.state.hours[model.month - 1].sum()),
}
COMMUNE_REPORTERS = ("insee", "trust_dgs", "engagement", "fatigue", "culture", "satisfaction")


def record_answers(agents: AgentSet, question: str, column: np.ndarray, *args: int) -> None:
    """Call the method `question` of all agents, then write each answer into its own row of `column`.

    Raises ValueError: a vote that is not 1, -1 or 0.
    """
    answers = agents.map(question, *args)
    if question in ("vote", "ratify") and not set(answers) <= {YES, SILENT, NO}:
        raise ValueError(f"{question}() returned {answers}: a vote is 1 (yes), -1 (no) or 0 (abstention)")
    column[agents.get("row")] = answers


def check_seed(seed: object) -> None:
    """Check a seed. Raises UserError: it is no whole number from 0 to 2^64 - 1; Mesa's batch_run may pass None."""
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed < 2**64:
        problems = [message("seed vaut « {value} » ; un entier de 0 à 2^64 - 1 est attendu.", value=seed)]
        if seed is None:
            problems.append(message("Depuis Mesa 3.5, mesa.batch_run écrase seed : donnez-lui rng=[0, 1]."))
        raise UserError(*problems)
