"""A single table: any problem of clauses, items and transfers, negotiated outside a mandate (table).

The user describes the parties, what they want and what they keep without an agreement; all the rest is the model's own.
Values may be in any unit: they are divided by `scale` on the way in, and multiplied by it on the way out.

Index letters: i parties (N), k clauses (K), q items (Q).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from negosim.compiled import compiled
from negosim.errors import Message, UserError, message
from negosim.negotiation.commune.behaviour import compare_offers, gain, posture
from negosim.negotiation.commune.preferences import draw_priors
from negosim.negotiation.conductor.beliefs import form_first_beliefs, learn_from_listening
from negosim.negotiation.state.arrays import State, allocate
from negosim.negotiation.state.dossier import ALONE, OPEN, TEXT
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.state.randomness import key_of, seed_words
from negosim.science.games import deal_of, scorable_game

__all__ = ["Table", "game_table", "table_state"]

SIZES = {
    "reservations": "N", "ideals": "NK", "saliences": "NK", "stated": "NK", "status_quo": "K", "clauses": "K",
    "benefits": "NQ", "costs": "Q", "cost_shares": "N", "groups": "Q", "items": "Q", "weights": "N",
}  # fmt: skip
WITHIN_ONE = ("ideals", "stated", "status_quo", "clauses")
AT_LEAST_ZERO = ("saliences", "costs", "cost_shares", "groups", "weights")


@dataclass(frozen=True, eq=False)
class Table:
    """A problem (x, z, y): clauses x float64[K] in [0, 1], items z bool[Q], transfers y float64[N] of sum 0.

    Party i gains over the status quo: sum_k saliences_ik (|status_quo_k - ideals_ik| - |x_k - ideals_ik|)
    + sum_q z_q (benefits_iq - cost_shares_i costs_q) + y_i. It can live with a text that gains `reservations`
    float64[N] at least. The items of a text cost no more than `budget`; items of the same `groups` int64[Q] (from 1 on)
    are the options of one issue, of which exactly one stands, at no cost. `clauses` and `items` are the first text;
    `stated` the positions in public; `weights` int64[N] the seats; `chair` the party that presides. A transfer is at
    most `bound`, and moves the share `pact` of claimed surpluses. `envy`, in [0, 2], and `guilt`, in [0, 1], are those
    of all parties. `scale` is the value of what is at stake for a party, the mean of `best_gains` by default. Raises
    UserError: it names every mistake.
    """

    reservations: Any
    ideals: Any = None
    saliences: Any = None
    status_quo: Any = None
    clauses: Any = None
    stated: Any = None
    benefits: Any = None
    costs: Any = None
    cost_shares: Any = None
    budget: float | None = None
    groups: Any = None
    items: Any = None
    weights: Any = None
    chair: int = 0
    bound: float = 0.0
    pact: float = 0.0
    envy: float = 0.0
    guilt: float = 0.0
    scale: float | None = None

    def __post_init__(self) -> None:
        """Fill in what was omitted, then check every array."""
        n = np.atleast_1d(np.asarray(self.reservations)).shape[0]
        k = 0 if self.ideals is None else np.atleast_2d(np.asarray(self.ideals)).shape[1]
        q = 0 if self.benefits is None else np.atleast_2d(np.asarray(self.benefits)).shape[1]
        shapes = {name: tuple({"N": n, "K": k, "Q": q}[letter] for letter in size) for name, size in SIZES.items()}
        for name, start in (("saliences", 1.0 / max(k, 1)), ("status_quo", 0.0), ("weights", 1.0)):
            self._fill(name, shapes, start)
        self._fill("clauses", shapes, self.status_quo)
        for name in SIZES:
            if name != "stated":
                self._fill(name, shapes, 0.0)
        problems = [problem for name, shape in shapes.items() for problem in self._problems(name, shape)]
        if not problems:
            problems = self._mistakes(n, q)
        if problems:
            raise UserError(*problems)

    def _fill(self, name: str, shapes: Mapping[str, tuple[int, ...]], start: Any) -> None:
        """Make the field `name` an array; one that was omitted is filled with `start`."""
        value = getattr(self, name)
        if value is None:
            value = np.broadcast_to(np.asarray(start, np.float64), shapes[name])
        object.__setattr__(self, name, np.array(value, np.float64))

    def _problems(self, name: str, shape: tuple[int, ...]) -> list[Message]:
        """What is wrong with one array."""
        value = getattr(self, name)
        if value is None:
            return []
        array = np.asarray(value, np.float64)
        low, high = 0.0 if name in (*AT_LEAST_ZERO, *WITHIN_ONE) else -np.inf, 1.0 if name in WITHIN_ONE else np.inf
        if array.shape != shape:
            return [message("{name} a la forme {value} ; {expected} est attendue.",
                            name=name, value=str(array.shape), expected=str(shape))]  # fmt: skip
        if not (np.isfinite(array).all() and (array >= low).all() and (array <= high).all()):
            return [message("{name} : des nombres de {low} à {high} sont attendus.",
                            name=name, low=low, high=high)]  # fmt: skip
        return []

    def _mistakes(self, n: int, q: int) -> list[Message]:
        """What is wrong between arrays that are each right by themselves."""
        problems: list[Message] = []
        if n < 2 or not 0 <= self.chair < n:
            problems.append(message("deux parties au moins, dont celle qui préside (chair), sont attendues."))
        for group in np.unique(self.groups[self.groups > 0]):
            options = self.groups == group
            if self.items[options].sum() != 1 or self.costs[options].any():
                problems.append(message("groupe {group} : une option et une seule au départ, sans coût, est attendue.",
                                     group=int(group)))  # fmt: skip
        if q and self.budget is not None and float(self.items @ self.costs) > self.budget:
            problems.append(message("les projets du texte de départ dépassent le budget."))
        if self.unit <= 0.0:
            problems.append(message("rien n'est en jeu : aucune partie n'a quoi que ce soit à gagner."))
        return problems

    @cached_property
    def unit(self) -> float:
        """Value of what is at stake for a party: `scale`, or the mean of `best_gains`."""
        return float(np.mean(self.best_gains)) if self.scale is None else float(self.scale)

    @cached_property
    def best_gains(self) -> np.ndarray:
        """Gain of each party, were every clause at its ideal and every item that it likes in the text, float64[N]."""
        clause_gains = self.saliences * np.maximum(self.ideals, 1.0 - self.ideals)
        worth = np.maximum(self.benefits - np.outer(self.cost_shares, self.costs), 0.0)
        alone = worth[:, self.groups == 0].sum(axis=1)
        best = [worth[:, self.groups == group].max(axis=1) for group in np.unique(self.groups[self.groups > 0])]
        return clause_gains.sum(axis=1) + alone + sum(best, np.zeros(len(self.reservations)))

    @cached_property
    def shape(self) -> tuple[int, int, int]:
        """Parties, clauses, items: (N, K, Q)."""
        return len(self.reservations), self.ideals.shape[1], self.benefits.shape[1]


def game_table(document: Mapping[str, Any]) -> Table:
    """The table of a scorable game: one group of items for each issue; the first text is the initial deal.

    The party of role `p1` presides. Source: Abdelnabi et al. 2024.
    """
    game = scorable_game(document)
    start = deal_of(document["initial_deal"])
    groups = np.repeat(np.arange(1, len(game.options) + 1), game.options)
    options = np.concatenate([np.arange(int(count)) for count in game.options])
    roles = [player.get("role") for player in document["players"]]
    return Table(
        reservations=game.thresholds, benefits=game.scores[:, groups - 1, options], groups=groups,
        items=options == start[groups - 1], chair=roles.index("p1") if "p1" in roles else 0,
    )  # fmt: skip


def table_state(table: Table, seed: int, rounds: int, information: float, trust: float, constants: Behaviour) -> State:
    """The state of a single table before its first round; a round is one month.

    The facilitator first believes that every party has the mean reservation, then learns the share `information` of
    what each wants and keeps. `trust` is that between parties and in the facilitator.
    """
    n, k, q = table.shape
    s = allocate(n, n, 1, max(k, 1), max(q, 1), rounds + 1)
    s.clock["seed_low"], s.clock["seed_high"] = seed_words(seed)
    set_constants(s, table, constants)
    set_parties(s, table, trust)
    set_dossier(s, table, rounds)
    set_wishes(s, table, constants)
    open_table(s, information)
    return s


def set_constants(s: State, table: Table, constants: Behaviour) -> None:
    """Write the model's constants, replaced where the table itself sets them."""
    for field in dataclasses.fields(constants):
        s.p[field.name] = getattr(constants, field.name)
    floors = table.reservations / table.unit
    own = {
        "spatial_weight": 1.0, "curvature": 1.0, "transfer_weight": 1.0, "communal_cost_share": 1.0,
        "culture_start": 0.0, "delay_cost": 0.0, "refusal_loss": 0.0, "unknown_loss": 0.0, "unknown_noise": 0.0,
        "adjustment_part": 1.0, "premium_mean": float(floors.mean()), "reserve_doubt": float(floors.std()),
        "pact_share": table.pact, "grant_cut_month": 1.0,
    }  # fmt: skip
    for name, value in own.items():
        s.p[name] = value


def set_parties(s: State, table: Table, trust: float) -> None:
    """Write the parties: their seats, reservations, costs, character and trust."""
    s.communes.key = [key_of(f"party {i}") for i in range(table.shape[0])]
    s.communes.seats, s.communes.capacity = table.weights, table.weights / table.weights.mean()
    s.communes.cost_share, s.communes.premium = table.cost_shares, table.reservations / table.unit
    s.communes.envy, s.communes.guilt = table.envy, table.guilt
    s.communes.trust = s.communes.trust_dgs = trust
    s.council.president_commune, s.council.total_seats = table.chair, int(table.weights.sum())
    s.partners.service_acceptance, s.finance.envelope = float(s.p.services_start), 1.0


def set_dossier(s: State, table: Table, rounds: int) -> None:
    """Write the dossier, open from the first round to the last, and its text."""
    dossier, (_, k, q) = s.dossiers[0], table.shape
    dossier.key, dossier.opens, dossier.deadline, dossier.outcome = key_of("table"), 1, max(rounds, 1), OPEN
    dossier.clauses, dossier.items, dossier.weight, dossier.linked_dossier = k, q, 1.0, ALONE
    dossier.premium = dossier.comparison = 1.0
    dossier.bound = table.bound / table.unit
    costs = table.costs / table.unit
    dossier.budget = dossier.full_budget = float(costs.sum()) if table.budget is None else table.budget / table.unit
    s.clauses.status_quo[0, :k] = s.clauses.fallback[0, :k] = table.status_quo
    s.clauses.text[0, :k], s.items.text[0, :q] = table.clauses, table.items
    s.items.full_cost[0, :q] = s.items.cost[0, :q] = costs
    s.items.group[0, :q] = table.groups
    s.clauses.author, s.items.author = -1, -1
    s.stakes.present = True
    s.clock.open_dossiers = 1


def set_wishes(s: State, table: Table, constants: Behaviour) -> None:
    """Write what each party wants, and what it states in public."""
    _, k, q = table.shape
    s.opinions.ideal[0, :, :k] = s.opinions.anchor[0, :, :k] = table.ideals
    s.opinions.salience[0, :, :k] = table.saliences / table.unit
    stated = [[posture(float(ideal), constants.posturing) for ideal in row] for row in table.ideals]
    s.opinions.stated[0, :, :k] = stated if table.stated is None else table.stated
    s.item_values.benefit[0, :, :q] = table.benefits / table.unit
    s.stakes.understanding = 1.0


@compiled
def open_table(s: State, information: float) -> None:
    """Write what the facilitator believes at the start, and what the first text is worth to each party."""
    for i in range(s.communes.shape[0]):
        draw_priors(s, 0, i)
        total = 0.0
        for k in range(s.dossiers[0].clauses):
            total += s.opinions[0, i, k].salience
        for k in range(s.dossiers[0].clauses):
            s.opinions[0, i, k].prior_salience *= total
        s.stakes[0, i].dgs_information = 0.0
        form_first_beliefs(s, 0, i)
        s.stakes[0, i].dgs_information = information
        learn_from_listening(s, 0, i)
        s.stakes[0, i].gain_text = gain(s, 0, i, TEXT)
    compare_offers(s, 0, TEXT)
