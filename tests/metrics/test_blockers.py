"""Who blocked a dossier that failed, under each rule of the call, of the council and of the communes; made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.law.procedures import EVERY, FPIC_FREE
from negosim.metrics.blockages import blockers, pivotal_communes, would_pass
from negosim.metrics.hindsight import state_at_decision
from negosim.negotiation.commune import behaviour
from negosim.negotiation.mandate import run
from negosim.negotiation.month import vote_call
from negosim.negotiation.state.dossier import ADOPTED, REJECTED, WITHDRAWN

# seats 15 7 2 2 2 2 1; answers and votes: 1 yes, -1 no, 0 silence


def withdraw(mandate, d, headcount, perceived):
    """Dossier d was withdrawn, so many communes having said yes at the headcount and seen this surplus."""
    s = mandate.state
    s.dossiers["outcome"][d], s.dossiers["council_voted"][d] = WITHDRAWN, False
    s.stakes["headcount_yes"][d], s.stakes["perceived_surplus"][d] = headcount, perceived
    s.stakes["understanding"][d], s.stakes["transfer"][d] = 1.0, 0.0
    past = state_at_decision(mandate, d)
    s.stakes["value_text"][d] = [
        perceived[i] + behaviour.reservation(past, d, i) - behaviour.waiting_cost(past, d) for i in range(7)
    ]


def reject(mandate, d, votes, answers, perceived, *, council_passed):
    """Dossier d was rejected by these votes of whole delegations, or by these answers of the municipal councils."""
    s = mandate.state
    s.dossiers["outcome"][d], s.dossiers["council_voted"][d], s.dossiers["vote_called"][d] = REJECTED, True, True
    s.dossiers["council_passed"][d], s.ballots["present"][d] = council_passed, True
    s.ballots["vote"][d] = np.array(votes)[s.officials["commune"]]
    s.stakes["answer"][d], s.stakes["perceived_surplus"][d] = answers, perceived


def test_a_blocker_is_pivotal_or_else_the_unhappiest(mandate, number):
    s, d = mandate.state, number(mandate, "transfer_a")
    s.dossiers["outcome"][d], s.dossiers["council_voted"][d], s.dossiers["council_passed"][d] = REJECTED, True, True
    s.stakes["perceived_surplus"][d] = [-0.1, 0.1, 0.1, 0.1, 0.1, 0.1, -0.2]
    s.stakes["answer"][d] = [-1, 1, 1, 1, 1, 1, -1]
    assert blockers(mandate, d) == [0]  # the veto of the largest commune
    s.stakes["answer"][d] = [1, -1, -1, -1, -1, -1, -1]
    s.stakes["perceived_surplus"][d] = [0.1, -0.1, -0.1, -0.3, -0.1, -0.1, -0.1]
    assert blockers(mandate, d) == [3]
    s.dossiers["outcome"][d] = ADOPTED
    assert blockers(mandate, d) == []


def test_blockers_of_a_withdrawn_text_would_have_filled_the_cushion(mandate, number):
    s, d = mandate.state, number(mandate, "investment_plan")
    s.dossiers["outcome"][d], s.dossiers["council_voted"][d] = WITHDRAWN, False
    s.stakes["headcount_yes"][d] = [True, False, True, True, True, True, False]  # 23 of 31
    s.stakes["perceived_surplus"][d] = [0.1, -0.1, 0.1, 0.1, 0.1, 0.1, -0.2]
    assert blockers(mandate, d) == [1, 6]


def test_blockers_of_a_council_vote_are_counted_by_their_officials(mandate, number):
    s, d = mandate.state, number(mandate, "investment_plan")
    s.dossiers["outcome"][d], s.dossiers["council_voted"][d], s.dossiers["council_passed"][d] = REJECTED, True, False
    s.dossiers["vote_called"][d] = True
    s.ballots["present"][d] = True
    s.ballots["vote"][d] = np.where(s.officials["commune"] == 0, -1, 1)
    s.ballots["vote"][d, -1:] = -1
    s.stakes["perceived_surplus"][d] = [-0.1, 0.1, 0.1, 0.1, 0.1, -0.1, -0.1]
    assert blockers(mandate, d) == [0, 6]  # the officials of commune 5 voted yes: it blocks nothing


def test_who_would_have_filled_a_promised_majority(mandate, number):
    d = number(mandate, "investment_plan")
    perceived = [0.1, -0.1, 0.1, 0.1, 0.1, 0.1, -0.2]
    withdraw(mandate, d, [True, False, True, True, True, True, False], perceived)  # 23 of 31
    for majority, expected in ((0.0, [1, 6]), (2 / 3, [1]), (1.0, [6])):  # of 24, 26 and 31 seats; no one alone: 6
        mandate.state.p["commitment"] = majority
        assert blockers(mandate, d) == expected
    assert not would_pass(mandate, d, 6)


def test_who_would_have_brought_a_conference_of_mayors_to_consent(mandate, number):
    d = number(mandate, "investment_plan")
    mandate.state.p["conference"] = 1.0
    perceived = [0.1, 0.1, -0.1, -0.1, -0.1, -0.2, 0.1]
    withdraw(mandate, d, [True, True, False, False, False, False, True], perceived)  # three mayors of seven, 23 seats
    assert blockers(mandate, d) == [2, 3, 4, 5]
    perceived[-1] = -0.1
    withdraw(
        mandate, d, [True, True, False, False, False, False, False], perceived
    )  # 24 seats with one more, three mayors
    assert blockers(mandate, d) == [5]
    mandate.state.p["conference"] = 0.0
    assert blockers(mandate, d) == [2, 3, 4, 5]


def test_who_used_the_veto_of_the_charter(mandate, number):
    d = number(mandate, "investment_plan")
    mandate.state.p["charter_veto"] = 1.0
    perceived = [0.1, 0.1, 0.1, 0.1, 0.1, -0.04, -0.06]  # a veto is used from a loss of .05
    withdraw(mandate, d, [True] * 5 + [False] * 2, perceived)
    assert blockers(mandate, d) == [6]
    perceived[5] = -0.055
    withdraw(mandate, d, [True] * 5 + [False] * 2, perceived)
    assert blockers(mandate, d) == [6]  # two vetoes: nobody alone, and 6 sees the least
    assert not pivotal_communes(mandate, d).any()
    d = number(mandate, "transfer_a")  # the law asks the municipal councils: no veto beside
    withdraw(mandate, d, [True] * 5 + [False] * 2, perceived)
    assert pivotal_communes(mandate, d).all()


def test_the_largest_commune_holds_back_a_transfer_before_any_vote(mandate, number):
    d = number(mandate, "transfer_a")
    mandate.state.p["cushion"] = 0.0
    withdraw(mandate, d, [False] + [True] * 6, [-0.01, *[0.1] * 5, -0.2])  # 16 seats of 31
    assert pivotal_communes(mandate, d).tolist() == [True] + [False] * 6
    assert blockers(mandate, d) == [0]


def test_a_split_of_the_fpic_beyond_thirty_percent_needs_every_commune(mandate, number):
    s, d = mandate.state, number(mandate, "fpic")
    s.dossiers["procedure"][d], s.dossiers["municipal"][d] = FPIC_FREE, EVERY
    perceived = [0.1, 0.1, 0.1, 0.1, 0.1, -0.2, -0.1]
    s.clauses["text"][d, :2] = [0.31, 0.0]
    withdraw(mandate, d, [True] * 6 + [False], perceived)
    assert pivotal_communes(mandate, d).tolist() == [False] * 6 + [True]
    assert blockers(mandate, d) == [6]
    reject(mandate, d, [1] * 7, [1] * 6 + [-1], perceived, council_passed=True)
    assert blockers(mandate, d) == [6]
    reject(mandate, d, [1] * 7, [1, 1, 1, 1, 1, -1, -1], perceived, council_passed=True)
    assert not pivotal_communes(mandate, d).any()
    s.clauses["text"][d, :2] = [0.30, 0.0]  # two thirds of the council are enough
    assert vote_call.is_within_two_thirds(s, d)
    assert pivotal_communes(mandate, d).all()


def test_two_thirds_of_the_votes_are_missing_for_the_fpic(mandate, number):
    s, d = mandate.state, number(mandate, "fpic")
    s.clauses["text"][d, :2] = [0.2, 0.2]
    perceived = [0.1, -0.1, 0.1, 0.1, -0.1, -0.1, -0.3]
    reject(mandate, d, [1, -1, 1, 1, -1, -1, -1], [0] * 7, perceived, council_passed=False)  # 19 of 31, 21 needed
    assert blockers(mandate, d) == [1, 4, 5]


def test_where_the_law_s_clock_runs_the_municipal_councils_block(mandate, number):
    d = number(mandate, "land_use_plan")
    perceived = [-0.1, -0.1, 0.1, 0.1, 0.1, 0.1, -0.1]
    reject(mandate, d, [-1, -1, 1, 1, 1, 1, -1], [1, -1, 1, 0, 1, 1, -1], perceived, council_passed=False)
    # two of seven communes and 24 % of the people oppose; the vote of the council, lost by 0, changes nothing
    assert blockers(mandate, d) == [1, 6]


def test_the_agreement_on_seats_is_refused_by_the_municipal_councils(mandate, number):
    s, d = mandate.state, number(mandate, "seat_agreement")
    reject(mandate, d, [0] * 7, [-1, 1, 1, 1, 1, 1, 0], [-0.1, *[0.1] * 5, -0.2], council_passed=False)
    s.dossiers["council_voted"][d] = False  # the council is not asked
    assert blockers(mandate, d) == [0]


def test_the_host_of_a_site_that_says_no_asks_for_two_thirds(mandate, number):
    s, d = mandate.state, number(mandate, "facility")
    s.items["text"][d], s.items["host"][d, 0] = False, 6
    s.items["text"][d, 0] = True
    perceived = [0.1, -0.1, 0.1, -0.1, -0.1, -0.1, -0.3]
    reject(mandate, d, [1, -1, 1, -1, -1, -1, -1], [1, 1, 1, 1, 1, 1, -1], perceived, council_passed=False)  # 17 of 31
    assert blockers(mandate, d) == [1, 6]  # 24 of 31; or 18 and the host's own yes
    s.items["host"][d, 0] = 5  # the host said yes: 17 of 31 are enough
    assert pivotal_communes(mandate, d).all()


@pytest.mark.parametrize("governance", [
    {}, {"commitment": "two_thirds"}, {"commitment": "unanimity"}, {"conference": "consent"}, {"charter_veto": "on"},
])  # fmt: skip
def test_a_withdrawn_text_was_hopeless_and_its_pivotal_communes_would_have_saved_it(governance, whole_of):
    """In a mandate as played, the headcount that was stored is what the model's own rule refused."""
    n_withdrawn = 0
    for seed in range(4):
        mandate = run(whole_of("busy", regulatory="full", **governance), seed)
        for d in np.flatnonzero(mandate.state.dossiers["outcome"] == WITHDRAWN):
            past = state_at_decision(mandate, d)
            assert not vote_call.is_expected_to_pass(past, d, vote_call.headcount_share(past, d))
            assert past.dossiers["headcount_share"][d] == vote_call.headcount_share(past, d)
            headcount_yes = past.stakes["headcount_yes"][d].copy()
            for i in range(7):
                past.stakes["headcount_yes"][d, i] = True
                assert vote_call.is_expected_to_pass(past, d, vote_call.headcount_share(past, d)) == would_pass(
                    mandate, int(d), i
                )
                past.stakes["headcount_yes"][d] = headcount_yes
            assert not pivotal_communes(mandate, int(d))[headcount_yes].any()
            n_withdrawn += 1
    assert n_withdrawn >= 8
