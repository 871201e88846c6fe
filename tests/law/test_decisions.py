"""Whole procedures: the council, then the communes, with the reason of each step."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.law.articles import ARTICLES
from negosim.law.decisions import Ballot, council_decision, meaning_of_silence, municipal_decision, outcome
from negosim.law.procedures import (
    CLECT_CREATION,
    CLECT_REPORT,
    COMMUNITY_INTEREST,
    COUNCIL_DELIBERATION,
    FPIC_FREE,
    FREE_COMPENSATION,
    GOVERNANCE_PACT,
    MATCHING_GRANT,
    PLUI,
    PROCEDURES,
    RESTITUTION,
    SEAT_AGREEMENT,
    SINGLE_COMMUNE,
    SOLIDARITY_GRANT,
    TRANSFER,
)
from negosim.law.silence import NO, SILENT, YES

pytestmark = pytest.mark.interpreted

FAUCIGNY = np.array([13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465])
SILENCE = np.zeros(7, dtype=np.int8)


def answers(yes=(), no=()):
    given = np.full(7, SILENT, dtype=np.int8)
    given[list(yes)], given[list(no)] = YES, NO
    return given


def ballot(yes, no, abstentions=0, members=31, **how):
    return Ballot(yes, no, abstentions, yes + no + abstentions, members, **how)


def test_a_transfer_takes_the_council_and_the_communes():
    done = outcome(TRANSFER, ballot(18, 13), answers(no=(6,)), FAUCIGNY)
    assert done
    assert str(done.decisions[0].reason).startswith("18 voix pour sur 31 suffrages exprimés")
    assert [step.article for step in done.decisions] == ["L.2121-20", "L.5211-5 II"]
    refused = outcome(TRANSFER, ballot(15, 16), answers(), FAUCIGNY)
    assert not refused.adopted
    assert [step.passes for step in refused.decisions] == [False, True]
    assert not outcome(TRANSFER, ballot(31, 0), answers(no=(0,)), FAUCIGNY)


def test_communes_that_fall_short_are_told_what_was_missing():
    decision = municipal_decision(RESTITUTION, answers(yes=(0, 4, 5, 6)), FAUCIGNY)
    assert not decision
    values = decision.reason.values
    assert (values["count"], values["members"], values["many"], values["half"]) == (4, 7, 5, 4)
    assert round(values["population_share"], 3) == 0.608
    assert decision.article == "L.5211-5 II"


def test_no_council_votes_on_seats_or_on_the_report_of_the_clect():
    assert outcome(SEAT_AGREEMENT, None, answers(yes=range(7)), FAUCIGNY).decisions[0].article == "L.5211-6-1"
    report = outcome(CLECT_REPORT, None, answers(yes=range(1, 7), no=(0,)), FAUCIGNY)
    assert report
    assert report.decisions[0].article == "CGI 1609 nonies C"
    assert not outcome(CLECT_REPORT, None, SILENCE, FAUCIGNY)


def test_the_law_transfers_the_plui_whatever_the_council_votes():
    assert outcome(PLUI, None, SILENCE, FAUCIGNY)
    assert outcome(PLUI, ballot(0, 31), SILENCE, FAUCIGNY)
    assert not outcome(PLUI, None, answers(no=(1, 6)), FAUCIGNY)


def test_an_opinion_binds_nobody():
    assert municipal_decision(GOVERNANCE_PACT, answers(no=range(7)), FAUCIGNY) is None
    assert municipal_decision(COUNCIL_DELIBERATION, SILENCE, FAUCIGNY) is None
    assert len(outcome(GOVERNANCE_PACT, ballot(16, 15), answers(no=range(7)), FAUCIGNY).decisions) == 1


@pytest.mark.parametrize(
    ("yes", "opinion", "passes"), [(20, NO, False), (21, NO, True), (13, YES, True), (13, SILENT, True)]
)
def test_the_shield_of_a_single_commune(yes, opinion, passes):
    """law.md 2.8: 31 members, 25 present; an unfavourable opinion asks for 21, two thirds of the members."""
    given = answers(yes=range(7))
    given[3] = opinion
    concerned = np.arange(7) == 3
    done = outcome(SINGLE_COMMUNE, ballot(yes, 25 - yes), given, FAUCIGNY, concerned=concerned)
    assert done.adopted is passes
    assert done.decisions[0].article == ("L.5211-57" if opinion == NO else "L.2121-20")


@pytest.mark.parametrize(("yes", "no", "passes"), [(21, 10, True), (20, 11, False), (2, 1, True), (3, 2, False)])
@pytest.mark.parametrize("procedure", [SOLIDARITY_GRANT, COMMUNITY_INTEREST, CLECT_CREATION])
def test_two_thirds_of_the_votes_cast(procedure, yes, no, passes):
    decided = council_decision(procedure, ballot(yes, no, 31 - yes - no))
    assert decided.passes is passes
    assert decided.article == PROCEDURES[procedure].article


def test_the_community_interest_on_the_members():
    cast = outcome(COMMUNITY_INTEREST, ballot(14, 6, 11), SILENCE, FAUCIGNY)
    members = outcome(COMMUNITY_INTEREST, ballot(14, 6, 11), SILENCE, FAUCIGNY, interest_members=True)
    assert (cast.adopted, members.adopted) == (True, False)
    assert outcome(COMMUNITY_INTEREST, ballot(21, 6, 4), SILENCE, FAUCIGNY, interest_members=True)


def test_a_free_split_of_the_fpic():
    alone = outcome(FPIC_FREE, ballot(31, 0), answers(no=range(7)), FAUCIGNY)  # unanimous: the council alone
    assert alone
    assert [step.article for step in alone.decisions] == ["L.2336-3"]
    assert outcome(FPIC_FREE, ballot(21, 10), SILENCE, FAUCIGNY)
    assert not outcome(FPIC_FREE, ballot(21, 10), answers(no=(6,)), FAUCIGNY)
    assert not outcome(FPIC_FREE, ballot(20, 11), SILENCE, FAUCIGNY)


def test_each_commune_decides_for_its_own_compensation():
    concerned = np.arange(7) < 2
    done = outcome(FREE_COMPENSATION, ballot(21, 10), answers(yes=(0,), no=(1,)), FAUCIGNY, concerned=concerned)
    assert done
    assert str(done.decisions[1].reason).startswith("Communes concernées qui acceptent leur nouveau montant : 1 sur 2")
    assert not outcome(FREE_COMPENSATION, ballot(21, 10), answers(no=(0, 1)), FAUCIGNY, concerned=concerned)
    assert not outcome(FREE_COMPENSATION, ballot(20, 11), answers(yes=(0, 1)), FAUCIGNY, concerned=concerned)


def test_a_matching_grant_takes_the_commune_concerned():
    concerned = np.arange(7) == 2
    assert outcome(MATCHING_GRANT, ballot(16, 15), answers(yes=(2,), no=(0,)), FAUCIGNY, concerned=concerned)
    assert not outcome(MATCHING_GRANT, ballot(16, 15), answers(yes=(0,)), FAUCIGNY, concerned=concerned)


def test_a_missing_quorum_is_told_as_such():
    decided = council_decision(SOLIDARITY_GRANT, Ballot(15, 0, 0, 15, 31))
    assert (decided.passes, decided.article) == (False, "L.2121-17")
    assert council_decision(SOLIDARITY_GRANT, Ballot(15, 0, 0, 15, 31, reconvened=True))
    assert council_decision(TRANSFER, ballot(10, 10, 11, president_yes=True))
    assert not council_decision(TRANSFER, ballot(10, 10, 11, president_yes=True, secret=True))


@pytest.mark.parametrize("code", range(len(PROCEDURES)))
def test_every_procedure_has_its_words(code):
    assert str(meaning_of_silence(code)).endswith(".")
    done = outcome(code, ballot(31, 0), answers(yes=range(7)), FAUCIGNY)
    assert done
    assert all(step.article in ARTICLES and str(step.reason) for step in done.decisions)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"procedure": 99}, "procedure vaut 99"),
        ({"procedure": -1}, "procedure vaut -1"),
        ({"ballot": None}, "transfer : le vote du conseil"),
        ({"answers": SILENCE[:6]}, "Une réponse par commune"),
        ({"population": FAUCIGNY * 0}, "commune 1 : 0"),
        ({"procedure": MATCHING_GRANT, "concerned": np.ones(3, dtype=bool)}, "3 réponse"),
    ],
)
def test_mistakes_are_named(given, named):
    base = {"procedure": TRANSFER, "ballot": ballot(16, 15), "answers": SILENCE, "population": FAUCIGNY} | given
    with pytest.raises(UserError, match=named):
        outcome(**base)
