"""Each method of an agent, overridden alone, changes what the model does."""

from __future__ import annotations

import pytest

from negosim.mesa_model import Commune, Conductor, ElectedOfficial, Intercommunality, NegotiationModel
from negosim.negotiation.commune.reasons import CAUSE_FAIRNESS
from negosim.negotiation.state.moves import Move

SEED = 2

READINGS = {"ideal", "stated", "surplus", "perceived_surplus", "outcome", "text"}
"""Methods that only read; nothing in a month calls them."""


def constant(value):
    """A method that answers the same whatever it is asked."""
    return lambda _agent, *_args: value


nothing = constant(None)

OVERRIDES = {
    Commune: {
        "listen": nothing, "attend": constant(True), "meet": nothing, "propose": nothing, "weigh": constant(0.3),
        "react": constant(-1.0), "tolerate": constant(-1.0), "claim": constant(0.2), "consent": constant(False),
        "form_opinions": nothing, "update_relations": nothing, "headcount": constant(True),
        "explain": constant(CAUSE_FAIRNESS), "vote": constant(1), "ratify": constant(-1), "remember": nothing,
        "keep_word": constant(True),
    },
    ElectedOfficial: {"attend": constant(True), "vote": constant(0)},
    Conductor: {"choose": constant(Move()), "draft": nothing},
    Intercommunality: dict.fromkeys(
        ("prepare", "rank_offers", "repeat_text", "settle_text", "withdraw_transfers", "share_out", "adopt_opinions",
         "adopt_relations", "call_vote", "count_votes", "conclude", "register_defections", "judge", "deliver"),
        nothing,
    ),
}  # fmt: skip
"""Another answer for each method; `nothing` leaves the work undone."""

ATTRIBUTES = {
    Commune: "commune_class",
    ElectedOfficial: "official_class",
    Conductor: "conductor_class",
    Intercommunality: "intercommunality_class",
}

CASES = [(agent, name) for agent, methods in OVERRIDES.items() for name in methods]


@pytest.fixture(scope="module")
def busy_setting(setting_of):
    """A mandate in which every method has its turn: diagnosis, transfers, meetings that nobody attends, defections."""
    return setting_of(
        "adaptive", "synthetic", regulatory="full", method="half", human="half", premium_mean=0.12, cushion=0.05,
        attendance_base=0.0, attendance_engagement=0.2, defection_base=1.0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def usual(busy_setting):
    return NegotiationModel(busy_setting, SEED).run().state


def changed_by(setting, usual, agent, name):
    """The arrays that differ when `name` of `agent` is overridden alone."""
    subclass = type("Changed", (agent,), {name: OVERRIDES[agent][name]})
    model = type("Subclass", (NegotiationModel,), {ATTRIBUTES[agent]: subclass})(setting, SEED)
    state = model.run().state
    return [field for field, array in usual.arrays.items() if array.tobytes() != state.arrays[field].tobytes()]


@pytest.mark.parametrize(("agent", "name"), CASES, ids=[f"{agent.__name__}.{name}" for agent, name in CASES])
def test_a_method_overridden_alone_changes_the_mandate(busy_setting, usual, agent, name):
    assert changed_by(busy_setting, usual, agent, name)


@pytest.mark.parametrize("agent", OVERRIDES, ids=lambda agent: agent.__name__)
def test_no_method_is_forgotten(agent):
    methods = {name for name, value in vars(agent).items() if callable(value) and not name.startswith("_")}
    assert set(OVERRIDES[agent]) == methods - READINGS


def test_calling_the_method_above_changes_nothing(busy_setting, usual):
    def through(name):
        return lambda self, *args: getattr(super(type(self), self), name)(*args)

    classes = {
        ATTRIBUTES[agent]: type("Same", (agent,), {name: through(name) for name in methods})
        for agent, methods in OVERRIDES.items()
    }
    state = type("Subclass", (NegotiationModel,), classes)(busy_setting, SEED).run().state
    assert [field for field, array in usual.arrays.items() if array.tobytes() != state.arrays[field].tobytes()] == []
