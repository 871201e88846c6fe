"""Whole procedures: the council, then the communes, with the reason of each step."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.law.articles import ARTICLES
from negosim.law.categories import CATEGORIES
from negosim.law.decisions import (
    Ballot,
    council_decision,
    council_rule,
    meaning_of_silence,
    municipal_decision,
    outcome,
)
from negosim.law.extra_seats import extra_seats_allowed
from negosim.law.majorities import RULE_TWO_THIRDS_MEMBERS, RULES
from negosim.law.openings import article_of, procedure_problem
from negosim.law.procedures import (
    CLECT_CREATION,
    CLECT_REPORT,
    COMMUNITY_INTEREST,
    COUNCIL_DELIBERATION,
    EXTRA_SEATS,
    FPIC_FREE,
    FPIC_TWO_THIRDS,
    FREE_COMPENSATION,
    GOVERNANCE_PACT,
    MATCHING_GRANT,
    NO_COUNCIL,
    PLUI,
    PLUI_VOTED,
    PROCEDURES,
    RESTITUTION,
    SEAT_AGREEMENT,
    SINGLE_COMMUNE,
    SOLIDARITY_GRANT,
    TRANSFER,
    WATER_2018,
    WITHDRAWAL,
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


def test_communes_that_fall_short_see_what_was_missing():
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


def test_the_law_of_2018_transfers_water_whatever_the_council_votes_in_communautes_de_communes_only():
    assert outcome(WATER_2018, None, SILENCE, FAUCIGNY, category="CC")
    assert outcome(WATER_2018, ballot(0, 31), answers(no=(0,)), FAUCIGNY, category="CC")
    refused = outcome(WATER_2018, ballot(31, 0), answers(no=(1, 6)), FAUCIGNY, category="CC")
    assert not refused
    for category in ("CA", "CU", "METROPOLE"):
        with pytest.raises(UserError, match="CC seulement"):
            outcome(WATER_2018, None, SILENCE, FAUCIGNY, category=category)


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


def test_a_free_split_needs_a_unanimous_council_or_every_commune():
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


def test_a_missing_quorum_is_named_as_such():
    decided = council_decision(SOLIDARITY_GRANT, Ballot(15, 0, 0, 15, 31))
    assert (decided.passes, decided.article) == (False, "L.2121-17")
    assert council_decision(SOLIDARITY_GRANT, Ballot(15, 0, 0, 15, 31, reconvened=True))
    assert council_decision(TRANSFER, ballot(10, 10, 11, president_yes=True))
    assert not council_decision(TRANSFER, ballot(10, 10, 11, president_yes=True, secret=True))


ANY = ballot(31, 0)


@pytest.mark.parametrize(
    ("procedure", "category", "regime", "words"),
    [
        (WITHDRAWAL, "CU", "FPU", "L.5211-19"), (WITHDRAWAL, "METROPOLE", "FPU", "ne se retire ni d'une CU"),
        (SEAT_AGREEMENT, "CU", None, "CC, CA seulement"), (SEAT_AGREEMENT, "METROPOLE", None, "L.5211-6-1"),
        (PLUI, "CU", None, "déjà cette compétence"), (PLUI_VOTED, "METROPOLE", None, "déjà cette compétence"),
        (CLECT_CREATION, "CC", "FA", "qu'en FPU"), (CLECT_REPORT, "CC", "FA", "qu'en FPU"),
        (FREE_COMPENSATION, None, "FA", "CGI 1609 nonies C"),
    ],
)  # fmt: skip
def test_what_the_law_does_not_open_is_refused_with_its_reason(procedure, category, regime, words):
    with pytest.raises(UserError, match=words):
        outcome(procedure, ANY, answers(yes=range(7)), FAUCIGNY, category=category, tax_regime=regime)
    for other, fiscal in (("CC", "FPU"), ("CA", "FPU"), (None, None)):
        assert outcome(procedure, ANY, answers(yes=range(7)), FAUCIGNY, category=other, tax_regime=fiscal)


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_other_procedures_are_open_to_all(category):
    local = {WITHDRAWAL, SEAT_AGREEMENT, PLUI, PLUI_VOTED}
    water = set() if category == "CC" else {WATER_2018}
    closed = {code for code in range(len(PROCEDURES)) if procedure_problem(code, category, "FPU", FAUCIGNY.tolist())}
    assert closed - {WATER_2018} == (set() if category in {"CC", "CA"} else local)
    assert closed & {WATER_2018} == water


def test_extra_seats_are_closed_where_v_gives_some():
    """A town and twenty hamlets, left out by highest averages: V applies to the CC, not to the métropole."""
    people = [12_000, *[100] * 20]
    assert extra_seats_allowed(people, "CC") == 0
    assert "V donne déjà" in str(procedure_problem(EXTRA_SEATS, "CC", "FPU", people))
    assert procedure_problem(EXTRA_SEATS, "METROPOLE", "FPU", people) is None
    assert procedure_problem(EXTRA_SEATS, "CC", "FPU") is None  # not judged without the populations
    assert procedure_problem(EXTRA_SEATS, "CC", "FPU", FAUCIGNY.tolist()) is None
    agreed = np.ones(len(people), dtype=np.int8)
    with pytest.raises(UserError, match="V donne déjà"):
        outcome(EXTRA_SEATS, None, agreed, np.array(people), category="CC")


@pytest.mark.parametrize(
    ("procedure", "articles"),
    [
        (COMMUNITY_INTEREST, ("L.5214-16", "L.5216-5", "L.5215-20", "L.5217-2")),
        (MATCHING_GRANT, ("L.5214-16", "L.5216-5", "L.5215-26", "L.5215-26")),
        (SOLIDARITY_GRANT, ("L.5211-28-4",) * 4),
    ],
)
def test_the_article_of_each_category(procedure, articles):
    assert tuple(article_of(procedure, category) for category in CATEGORIES) == articles
    assert article_of(procedure) == articles[0]
    assert set(articles) <= set(ARTICLES)
    for category, article in zip(CATEGORIES, articles, strict=True):
        done = outcome(procedure, ANY, answers(yes=range(7)), FAUCIGNY, category=category)
        assert done.decisions[-1].article == article


def test_the_fpic_is_paid_or_received():
    for procedure in (FPIC_FREE, FPIC_TWO_THIRDS):
        assert (article_of(procedure), article_of(procedure, receipt=True)) == ("L.2336-3", "L.2336-5")
        for vote in (ANY, ballot(21, 10)):
            received = outcome(procedure, vote, SILENCE, FAUCIGNY, receipt=True)
            assert {step.article for step in received.decisions} == {"L.2336-5"}
    assert article_of(SOLIDARITY_GRANT, receipt=True) == "L.5211-28-4"


def test_a_replaced_majority_keeps_the_article_of_the_procedure():
    members = council_decision(COMMUNITY_INTEREST, ANY, interest_members=True, category="CA")
    assert members.article == "L.5216-5"
    for rule in RULES.values():
        assert council_decision(COMMUNITY_INTEREST, ANY, rule=rule).article == "L.5214-16"
        assert council_decision(TRANSFER, ANY, rule=rule).article == ("L.5211-17" if rule else "L.2121-20")
    assert not council_decision(TRANSFER, ballot(20, 5, 6), rule=RULE_TWO_THIRDS_MEMBERS)
    with pytest.raises(UserError, match="single_commune"):
        council_decision(SINGLE_COMMUNE, ANY, opinion=NO, rule=0)


def test_the_majority_of_the_council():
    assert council_rule(SINGLE_COMMUNE, opinion=NO) == council_rule(COMMUNITY_INTEREST, interest_members=True)
    assert council_rule(SINGLE_COMMUNE) == council_rule(TRANSFER, interest_members=True) == 0
    assert council_rule(SEAT_AGREEMENT) == NO_COUNCIL
    with pytest.raises(UserError, match=r"commune 1 : 0\.5"):
        council_rule(SINGLE_COMMUNE, opinion=0.5)
    with pytest.raises(UserError, match="seat_agreement : le conseil communautaire n'y vote pas"):
        council_decision(SEAT_AGREEMENT, ANY)


@pytest.mark.parametrize("code", range(len(PROCEDURES)))
def test_every_procedure_has_its_words(code):
    assert str(meaning_of_silence(code)).endswith(".")
    one = np.arange(7) == 3 if code == SINGLE_COMMUNE else None
    done = outcome(code, ballot(31, 0), answers(yes=range(7)), FAUCIGNY, concerned=one)
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
        ({"procedure": MATCHING_GRANT, "concerned": np.zeros(7, dtype=bool)}, "aucune commune"),
        ({"procedure": MATCHING_GRANT, "concerned": [2] * 7}, r"concerned\[0\] vaut 2"),
        ({"procedure": SINGLE_COMMUNE}, "7 commune.s. ; une seule"),
        ({"procedure": SINGLE_COMMUNE, "concerned": np.arange(7) < 2}, "2 commune.s. ; une seule"),
        ({"answers": [0.9, *[YES] * 6]}, "commune 1 : 0.9"),
        ({"answers": [5, *[YES] * 6]}, "commune 1 : 5"),
        ({"answers": [YES, 300, *[YES] * 5]}, "commune 2 : 300"),
        ({"answers": [float("nan"), *[YES] * 6]}, "commune 1 : nan"),
        ({"answers": [True, *[YES] * 6]}, "commune 1 : True"),
        ({"answers": YES}, "Une réponse par commune"),
        ({"population": FAUCIGNY * 10**12}, r"au plus 1.000.000.000"),
        ({"ballot": ballot(16.5, 15)}, "yes vaut 16.5"),
        ({"ballot": Ballot(0, 0, 0, 0, 0, reconvened=True)}, "in_office vaut 0"),
        ({"category": "SIVU"}, "« SIVU » inconnue"),
        ({"tax_regime": "FPZ"}, "FPU, FA"),
    ],
)
def test_every_mistake_in_a_procedure_is_named(given, named):
    base = {"procedure": TRANSFER, "ballot": ballot(16, 15), "answers": SILENCE, "population": FAUCIGNY} | given
    with pytest.raises(UserError, match=named):
        outcome(**base)
