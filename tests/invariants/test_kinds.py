"""The properties that concern a decision, for every kind of dossier, alone in an agenda."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.agenda import KINDS
from negosim.facilitation import STRATEGIES
from negosim.metrics.decisions import verdict_of
from negosim.negotiation.conductor.texts import spending, spending_limit, start_draft
from negosim.negotiation.mandate import run
from negosim.negotiation.state.dossier import ADOPTED, DEFAULTED, OUTCOMES, REJECTED, WITHDRAWN, PlannedDossier
from negosim.negotiation.state.events import EVENTS

CC = "200027027"


def alone(kind, opens=10, deadline=24):
    """An agenda of one dossier of this kind."""
    return (PlannedDossier(kind, KINDS[kind], opens, deadline),)


@pytest.mark.parametrize("strategy", STRATEGIES.names())
@pytest.mark.parametrize("kind", KINDS.names())
def test_a_kind_ends_lawfully_under_every_strategy(kind, strategy, setting_of):
    for seed in range(2):
        mandate = run(setting_of(strategy, CC, alone(kind), regulatory="half", hours_share=0.2), seed)
        s = mandate.state
        assert OUTCOMES[int(s.dossiers[0].outcome)] in ("adopted", "defaulted", "rejected", "withdrawn")
        assert np.all((s.clauses["text"][0] >= 0.0) & (s.clauses["text"][0] <= 1.0))
        assert s.stakes["transfer"][0].sum() == 0.0
        assert np.all(np.abs(s.stakes["transfer"][0]) <= s.dossiers["bound"][0])
        start_draft(s, 0)
        assert spending(s, 0, False) <= spending_limit(s, 0) + 1e-9
        assert not s.dossiers["exclusive"][0] or s.items["text"][0].sum() <= 1
        verdict = verdict_of(mandate, 0)
        assert verdict.adopted == (int(s.dossiers[0].outcome) == ADOPTED)
        assert (verdict.unanimous is None) == (not s.dossiers[0].council_voted)


@pytest.mark.parametrize("kind", KINDS.names())
def test_zero_hours_equal_none_on_every_kind(kind, setting_of):
    plain = run(setting_of("none", CC, alone(kind), hours=0), 5).state
    for strategy in STRATEGIES.names():
        other = run(setting_of(strategy, CC, alone(kind), hours=0), 5).state
        for name in ("dossiers", "stakes", "communes", "clauses", "items", "commune_pairs", *EVENTS):
            assert plain.arrays[name].tobytes() == other.arrays[name].tobytes(), (strategy, name)


@pytest.mark.parametrize("kind", KINDS.names())
def test_the_premium_never_helps_a_kind(kind, setting_of):
    def adopted(premium):
        setting = setting_of("none", CC, alone(kind), premium_mean=premium)
        return sum(int(run(setting, seed).state.dossiers[0].outcome) == ADOPTED for seed in range(30))

    assert adopted(0.05) >= adopted(0.21) >= adopted(0.45)


@pytest.mark.parametrize("kind", KINDS.names())
def test_every_kind_can_be_adopted_and_can_fail(kind, setting_of):
    ends = {
        int(run(setting_of("none", CC, alone(kind), premium_mean=premium), seed).state.dossiers[0].outcome)
        for premium in (-0.1, 0.5)
        for seed in range(20)
    }
    assert ADOPTED in ends
    assert ends & {DEFAULTED, REJECTED, WITHDRAWN}


@pytest.mark.parametrize("kind", KINDS.names())
def test_a_kind_adopted_at_the_end_is_followed_for_two_years(kind, setting_of):
    setting = setting_of("none", CC, alone(kind, 58, 70), premium_mean=-0.1)
    states = [run(setting, seed).state for seed in range(12)]
    adopted = [s for s in states if int(s.dossiers[0].outcome) == ADOPTED]
    assert adopted
    assert all(bool(s.dossiers[0].is_judged) for s in adopted)
