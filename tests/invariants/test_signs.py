"""Properties 5 to 7 and 12: size, signs, bounds and durability, on means over seeds."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from negosim.errors import Message, message
from negosim.facilitation import STRATEGIES
from negosim.facilitation.hour_budget import HourBudget, by_deadline
from negosim.metrics import METRICS
from negosim.negotiation.mandate import run
from negosim.negotiation.state.moves import BEST_TRUE, BLIND, OPERATORS, Move

SEEDS = range(60)


def mean(setting, metric, seeds=SEEDS):
    """Mean of a metric over seeds, mandates that do not define it left out."""
    values = [METRICS[metric].measure(run(setting, seed)) for seed in seeds]
    return float(np.mean([value for value in values if value is not None]))


def test_adoption_without_facilitation_does_not_depend_on_size(setting_of, equals_of):
    rates = {n: mean(setting_of("none", equals_of(n), "whole"), "adopted") for n in (4, 12, 30, 60, 90)}
    assert max(rates.values()) - min(rates.values()) <= 0.10, rates


def test_adoption_rises_with_the_budget(setting_of):
    rich, poor = (mean(setting_of("none", "200027027", scarcity=s, refusal_loss=0), "adopted") for s in (0.1, 0.95))
    assert rich > poor


def test_adoption_falls_with_the_premium(setting_of):
    low, high = (mean(setting_of("none", "200027027", premium_mean=p), "adopted") for p in (0.12, 0.22))
    assert low > high


def test_trust_does_not_lower_adoption_and_raises_durability(setting_of):
    low, high = (setting_of("none", "200027027", trust_start=t, trust_floor=t, trust_sd=0.02) for t in (0.2, 0.7))
    assert mean(high, "adopted") >= mean(low, "adopted") - 0.01
    # durability through trust alone: the reference level of the hazard is fixed
    assert mean(setting_of("none", "200027027", trust_floor=0.7, trust_decay=0.2), "defection_share") < mean(
        setting_of("none", "200027027", trust_floor=0.0, trust_decay=0.2), "defection_share"
    )


@pytest.mark.parametrize("territory", ["200000172", "200027027"])
def test_every_strategy_lies_between_none_and_the_true_bound(territory, setting_of):
    bound = mean(setting_of("oracle_true", territory, "whole"), "welfare")
    floor = mean(setting_of("none", territory, "whole"), "welfare")
    for name in STRATEGIES.names():
        assert floor <= mean(setting_of(name, territory, "whole"), "welfare") <= bound, name


@dataclasses.dataclass(frozen=True)
class DraftingOnly:
    """All the hours on drafting rounds with one operator, answered in private."""

    operator: int
    name: str = "drafting_only"
    label: Message = message("rédaction seule")

    @property
    def is_bound(self):
        return self.operator == BEST_TRUE

    def choose(self, view):
        budget = HourBudget(view.hours)
        budget.spend("draft", view.hours, by_deadline(view))
        return Move(tuple(budget.actions), operator=self.operator, voice=BLIND, acceptance=0.6)


@pytest.mark.parametrize("territory", ["200000172", "200027027"])
def test_chance_every_operator_and_the_true_bound_stand_in_this_order(territory, setting_of):
    """At equal hours spent in the same way: random drafting <= every operator <= climbing the true surplus."""
    welfares = {name: mean(setting_of(DraftingOnly(code), territory, "whole"), "welfare")
               for code, name in enumerate(OPERATORS) if name != "alternating"}  # fmt: skip
    for name, welfare in welfares.items():
        assert welfares["random"] <= welfare <= welfares["best_true"], (name, welfares)


def test_a_late_decision_is_followed_for_two_years(setting_of):
    from negosim.agenda import KINDS
    from negosim.negotiation.state.dossier import PlannedDossier

    agenda = (PlannedDossier("late", KINDS["governance_pact"], 52, 60),)
    states = [run(setting_of("none", agenda=agenda, discussion_months=8), seed).state for seed in range(20)]
    adopted = [s for s in states if s.dossiers[0].outcome == 2]
    assert adopted
    assert {int(s.dossiers[0].closing_month) for s in adopted} == {60}
    assert all(bool(s.dossiers[0].is_judged) for s in adopted)
    months = np.concatenate([s.stakes["defection_month"][0] for s in adopted])
    assert months.max() <= 84
    assert months[months > 0].min() > 60
