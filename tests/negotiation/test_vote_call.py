"""When a vote is called, what shields a text from it, what pressure costs: small tables worked out by hand."""

from __future__ import annotations

import pytest

from negosim.law.procedures import FPIC_FREE
from negosim.negotiation.guard import enter
from negosim.negotiation.month import implementation, partners, relations, vote_call, voting
from negosim.negotiation.state.dossier import ADOPTED
from negosim.negotiation.state.moves import Action, Move

TRANSFER, CHARTER = 0, 1


def test_the_fpic_beyond_thirty_percent_needs_every_commune(quiet_state):
    s = quiet_state(3, "fpic_split", "charter")
    s.dossiers["procedure"][0] = FPIC_FREE
    s.clauses["text"][0] = 0.2
    assert vote_call.is_within_two_thirds(s, 0)
    s.clauses["text"][0, 1] = 0.4
    assert not vote_call.is_within_two_thirds(s, 0)
    assert not vote_call.is_within_two_thirds(s, 1)


def test_a_charter_s_veto_shields_and_a_conference_counts_mayors(s):
    s.stakes["headcount_yes"][CHARTER] = [True, True, False]
    s.stakes["value_text"][CHARTER] = [0.1, 0.1, -0.2]
    assert not vote_call.is_shielded(s, CHARTER)
    s.p["charter_veto"] = 1.0
    assert vote_call.is_shielded(s, CHARTER)
    s.stakes["value_text"][CHARTER, 2] = -0.01  # too small a loss for the veto
    assert not vote_call.is_shielded(s, CHARTER)
    s.p["conference"] = 1.0
    assert not vote_call.is_shielded(s, CHARTER)
    s.stakes["headcount_yes"][CHARTER] = [True, False, False]
    assert vote_call.is_shielded(s, CHARTER)


def test_pressure_calls_the_vote_and_costs_trust_of_those_who_lose(s):
    s.stakes["headcount_yes"][CHARTER] = False
    s.stakes["value_text"][CHARTER] = [0.1, 0.1, -0.2]
    s.communes["trust_dgs"], s.communes["engagement"] = 0.5, 0.5
    s.dossiers["vote_forced"][CHARTER] = True
    vote_call.call_vote(s, CHARTER)
    assert s.dossiers["vote_called"][CHARTER]
    assert s.communes["trust_dgs"].tolist() == pytest.approx([0.5, 0.5, 0.4])
    assert s.communes["engagement"].tolist() == pytest.approx([0.5, 0.5, 0.42])


def test_pressure_weighs_on_a_vote_or_a_promise_only_where_it_is_swept(s):
    s.stakes["value_text"][CHARTER] = -0.05
    s.p["vote_temperature"], s.p["norm"] = 1e-4, 1e-6
    s.dossiers["vote_forced"][CHARTER] = True
    assert voting.vote(s, CHARTER, 0) == -1
    s.p["vote_pressure"] = 0.2
    assert voting.vote(s, CHARTER, 0) == 1
    s.dossiers["outcome"][CHARTER], s.stakes["surplus"][CHARTER] = ADOPTED, 0.3
    assert implementation.keep_word(s, CHARTER, 0)
    s.p["defection_pressure"] = 60.0
    assert not implementation.keep_word(s, CHARTER, 0)


def test_a_pressed_dossier_stays_pressed_until_its_vote(s):
    enter(s, Move((Action("pressure", CHARTER),)))
    partners.prepare(s)
    assert s.dossiers["vote_forced"].tolist() == [False, True]
    s.dossiers["due_month"][CHARTER] = 4
    s.move_counts[:] = 0
    partners.prepare(s)
    assert s.dossiers["vote_forced"].tolist() == [False, True]


def test_a_territorial_conference_meets_once_a_quarter(s):
    s.p["territorial"] = 1.0
    s.move_counts[:] = 0
    for month, workshops in ((1, 0), (3, 1), (6, 1), (7, 0)):
        s.clock["month"] = month
        fatigue = float(s.communes["fatigue"][0])
        relations.listen(s, 0)
        assert s.communes["workshops"][0] == workshops
        assert s.communes["fatigue"][0] == pytest.approx(fatigue + 0.01 * workshops)
