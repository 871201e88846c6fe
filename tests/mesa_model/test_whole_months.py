"""A month is played in one compiled call exactly where no agent has a rule of its own."""

from __future__ import annotations

import pytest

from negosim.mesa_model import Commune, Conductor, ElectedOfficial, Intercommunality, NegotiationModel
from negosim.mesa_model import agents as participants
from negosim.mesa_model.model import STEP_METHODS
from negosim.negotiation import mandate
from negosim.negotiation.month import steps

SEED = 3


class Whole(NegotiationModel):
    """A model that asks agents only where it has to."""

    always_asks = False


class Asking(NegotiationModel):
    """A model that always asks its agents."""

    always_asks = True


def counted(model):
    """The model, and the months in which it asks its agents."""
    months, ask = [], model.ask_agents

    def ask_agents():
        months.append(model.month)
        ask()

    model.ask_agents = ask_agents
    return model, months


@pytest.mark.parametrize("strategy", ["single_text", "adaptive", "chair"])
def test_both_ways_end_with_the_same_bytes_and_the_same_data(setting_of, strategy):
    setting = setting_of(strategy, human="half")
    whole, asking = Whole(setting, SEED), Asking(setting, SEED)
    core = mandate.run(setting, SEED).state
    for model in (whole, asking):
        model.run()
        for name, array in core.arrays.items():
            assert model.state.arrays[name].tobytes() == array.tobytes(), name
    tables = [model.datacollector.get_model_vars_dataframe() for model in (whole, asking)]
    assert tables[0].equals(tables[1])
    rows = [model.datacollector.get_agenttype_vars_dataframe(Commune) for model in (whole, asking)]
    assert rows[0].equals(rows[1])


def test_agents_with_the_rules_of_the_package_are_not_asked(setting):
    model, months = counted(Whole(setting, SEED))
    model.run()
    assert months == []


CLASSES = {"commune_class": Commune, "official_class": ElectedOfficial,
           "intercommunality_class": Intercommunality, "conductor_class": Conductor}  # fmt: skip
METHODS = [(attribute, name) for attribute, agent in CLASSES.items() for name in participants.RULES_OF_AGENTS[agent]]


@pytest.mark.parametrize(("attribute", "name"), METHODS, ids=[f"{a}.{n}" for a, n in METHODS])
def test_a_class_with_one_method_of_its_own_is_asked_every_month(setting, attribute, name):
    own = CLASSES[attribute]

    def method(agent, *args):
        return getattr(own, name)(agent, *args)

    subclass = type("Own", (own,), {name: method})
    model, months = counted(type("Subclass", (Whole,), {attribute: subclass})(setting, SEED))
    model.step()
    assert months == [1]


def test_one_agent_with_a_method_of_its_own_is_enough(setting):
    model, months = counted(Whole(setting, SEED))
    model.step()
    commune = model.commune(2)
    commune.vote = lambda _d: -1
    model.step()
    del commune.vote
    model.step()
    assert months == [2]


def test_a_method_replaced_in_the_class_of_the_package_is_asked(setting, monkeypatch):
    monkeypatch.setattr(Commune, "ratify", lambda *_: -1)
    model, months = counted(Whole(setting, SEED))
    model.step()
    assert months == [1]


def test_a_model_with_a_question_of_its_own_asks(setting):
    class Own(Whole):
        def speak(self, d, slot):
            super().speak(d, slot)

    model, months = counted(Own(setting, SEED))
    model.step()
    assert months == [1]


def test_another_way_to_perform_a_step_is_taken(setting, monkeypatch):
    monkeypatch.setitem(STEP_METHODS, steps.JUDGE, lambda *_: None)
    model, months = counted(Whole(setting, SEED))
    model.step()
    assert months == [1]


def test_a_model_without_one_of_its_agents_asks_the_others(setting):
    model, months = counted(Whole(setting, SEED))
    model.officials.remove(next(iter(model.officials)))
    model.step()
    assert months == [1]


def test_a_strategy_of_one_s_own_is_no_reason_to_ask(setting):
    class Idle(Conductor):
        def choose(self):
            return super().choose()

    model, months = counted(type("Subclass", (Whole,), {"conductor_class": Idle})(setting, SEED))
    model.step()
    assert months == []
