"""Positions of communes, what the law makes of them, and who could turn the outcome."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.law.cases import Case, takes_concerned
from negosim.law.decisions import outcome
from negosim.law.majorities import RULE_SIMPLE, RULE_TWO_THIRDS_MEMBERS
from negosim.law.positions import STANCES, positions_of
from negosim.law.procedures import (
    COUNCIL_DELIBERATION,
    FPIC_FREE,
    PLUI,
    PROCEDURES,
    SEAT_AGREEMENT,
    SHARED_SERVICE,
    SINGLE_COMMUNE,
    TRANSFER,
)
from negosim.law.silence import NO, SILENT, YES

pytestmark = pytest.mark.interpreted

PEOPLE = [13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465]
SEATS = [15, 7, 2, 2, 2, 2, 1]


def only(rank):
    return [other == rank for other in range(7)]


def test_whole_delegations_and_parts_of_them():
    positions = positions_of(SEATS, yes=[0], no={1: 4, 2: 1}, absent={2: 1}, silent=[3], president=1)
    assert positions.votes.sum(axis=1).tolist() == [15, 5, 0, 1, 2]
    assert positions.named.tolist() == [True, True, True, True, False, False, False]
    assert positions.divided.tolist() == [False, True, True, False, False, False, False]
    assert positions.answers.tolist() == [YES, NO, NO, SILENT, SILENT, SILENT, SILENT]
    ballot = positions.ballot()
    assert (ballot.yes, ballot.no, ballot.present, ballot.in_office, ballot.abstentions) == (15, 5, 30, 31, 10)
    assert not ballot.president_yes
    assert positions_of(SEATS, yes=[1], president=1).ballot(secret=True).president_yes


def test_a_municipal_council_may_answer_otherwise_and_follows_again_with_its_commune():
    positions = positions_of(SEATS, yes=[0, 1], council_answers={0: NO, 1: SILENT})
    assert positions.answers[:2].tolist() == [NO, SILENT]
    assert positions.with_commune(0, to_yes=True).answers[:2].tolist() == [YES, SILENT]
    assert positions.with_commune(1, to_yes=False).votes[:, 1].tolist() == [0, 7, 0, 0, 0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"yes": [7]}, "yes vaut 7 ; un rang de commune, de 0 à 6"),
        ({"no": ["a"]}, "no vaut a"),
        ({"president": -1}, "president vaut -1"),
        ({"council_answers": {9: YES}}, "council_answers vaut 9"),
        ({"council_answers": {0: 2}}, "réponse de la commune 0 : 2"),
        ({"yes": {0: 0}}, r"yes\[0\] vaut 0 ; un nombre entier de voix"),
        ({"yes": [0], "no": [0]}, "La commune 0 est donnée deux fois"),
        ({"yes": [0], "no": {0: 1}}, "La commune 0 est donnée deux fois"),
        ({"yes": {0: 1}, "no": [0]}, "La commune 0 est donnée deux fois"),
        ({"yes": {0: 10}, "no": {0: 6}}, r"La commune 0 a 15 siège\(s\), et 16 voix"),
    ],
)
def test_positions_that_cannot_be_are_refused(given, words):
    with pytest.raises(UserError, match=words):
        positions_of(SEATS, **given)


def test_seats_that_cannot_be_are_refused():
    with pytest.raises(UserError, match=r"seats\[1\] vaut -1"):
        positions_of([2, -1])


def test_every_mistake_is_named_at_once():
    with pytest.raises(UserError) as refusal:
        positions_of(SEATS, yes=[8, 9], no={0: 0}, president=12)
    assert len(refusal.value.problems) == 4


@pytest.mark.parametrize("procedure", range(len(PROCEDURES)), ids=[line.key for line in PROCEDURES])
def test_a_case_decides_as_the_law_does(procedure):
    concerned = only(6) if procedure == SINGLE_COMMUNE else None
    case = Case(procedure, PEOPLE, concerned=concerned)
    for yes in ([0], [0, 5], [0, 1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], []):
        positions = positions_of(SEATS, yes=yes, no=[rank for rank in range(7) if rank not in yes])
        expected = outcome(procedure, positions.ballot(), positions.answers, np.array(PEOPLE),
                           concerned=None if concerned is None else np.array(concerned))  # fmt: skip
        result = case.outcome(positions)
        assert result.adopted == expected.adopted
        assert tuple(one for one in (result.council, result.communes) if one is not None) == expected.decisions


def test_a_unanimous_council_needs_no_commune_for_the_fpic():
    case = Case(FPIC_FREE, PEOPLE)
    assert case.outcome(positions_of(SEATS, yes=range(7))).communes is None
    divided = case.outcome(positions_of(SEATS, yes=[0, 1, 2], no=[3]))
    assert not divided.communes.passes
    assert Case(FPIC_FREE, PEOPLE, rule=RULE_SIMPLE).outcome(positions_of(SEATS, yes=range(7))).communes is not None


def test_the_majority_and_the_casting_vote():
    tie = positions_of([2, 2], yes=[0], no=[1], president=0)
    case = Case(COUNCIL_DELIBERATION, [500, 500])
    assert case.casting_vote(tie)
    assert case.outcome(tie).adopted
    assert not Case(COUNCIL_DELIBERATION, [500, 500], secret=True).outcome(tie).adopted
    assert not Case(COUNCIL_DELIBERATION, [500, 500], rule=RULE_TWO_THIRDS_MEMBERS).casting_vote(tie)
    few = positions_of(SEATS, yes=[2, 3], absent=[0, 1])
    assert not Case(COUNCIL_DELIBERATION, PEOPLE).outcome(few).adopted
    assert Case(COUNCIL_DELIBERATION, PEOPLE, reconvened=True).outcome(few).adopted
    assert not Case(PLUI, PEOPLE).council_votes
    assert Case(TRANSFER, PEOPLE, category="CC").article == "L.5211-17"


def test_the_commune_concerned_sets_the_majority():
    case = Case(SINGLE_COMMUNE, PEOPLE, concerned=only(6))
    assert case.council_rule(positions_of(SEATS, no=[6])) == RULE_TWO_THIRDS_MEMBERS
    assert case.council_rule(positions_of(SEATS, yes=[6])) == RULE_SIMPLE


def test_pivotal_communes_turn_the_outcome_or_one_side():
    case = Case(TRANSFER, PEOPLE)
    assert case.pivotal_communes(positions_of(SEATS, yes=range(1, 7), no=[0])).outcome == [0]
    council_only = case.pivotal_communes(positions_of(SEATS, yes=[0], no=range(1, 7)))
    assert council_only == ([], [1, 2, 3, 4, 5, 6], [])
    rejected = case.pivotal_communes(positions_of(SEATS, yes=[0, 4, 5, 6], no=[1, 2, 3]))
    assert rejected == ([1, 2, 3], [], [1, 2, 3])
    adopted = case.pivotal_communes(positions_of(SEATS, yes=[0, 3, 4, 5, 6], no=[1, 2]))
    assert adopted == ([0, 3, 4, 5], [0], [0, 3, 4, 5])  # without the smallest, four communes are two thirds
    nobody = Case(COUNCIL_DELIBERATION, [100, 90, 80]).pivotal_communes(positions_of([1, 1, 1], yes=range(3)))
    assert nobody == ([], [], [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"procedure": 99}, "procedure vaut 99"),
        ({"population": [0, 1]}, "population de la commune 1 : 0"),
        ({"concerned": [2] * 7}, r"concerned\[0\] vaut 2"),
        ({"procedure": TRANSFER, "concerned": only(0)}, "concerned ne s'applique pas à « transfer »"),
        ({"procedure": FPIC_FREE, "concerned": only(0)}, "concerned ne s'applique pas à « fpic_free »"),
        ({"procedure": SINGLE_COMMUNE}, r"nommez-la par concerned \(0 reçu\)"),
        ({"procedure": SINGLE_COMMUNE, "concerned": [True] * 7}, r"\(7 reçu\)"),
        ({"procedure": SINGLE_COMMUNE, "concerned": only(0), "rule": RULE_SIMPLE}, "l'avis de la commune"),
        ({"procedure": PLUI, "rule": RULE_SIMPLE}, "rule ne s'applique pas à « plui »"),
        ({"procedure": SEAT_AGREEMENT, "category": "CU"}, "n'est pas ouvert"),
    ],
)
def test_what_does_not_go_together_is_refused(arguments, words):
    with pytest.raises(UserError, match=words):
        Case(**{"procedure": TRANSFER, "population": PEOPLE, **arguments})


def test_procedures_about_some_communes_only():
    names = [line.key for code, line in enumerate(PROCEDURES) if takes_concerned(code)]
    assert names == ["single_commune", "free_compensation", "matching_grant", "shared_service"]
    case = Case(SHARED_SERVICE, PEOPLE, concerned=only(5))
    assert case.outcome(positions_of(SEATS, yes=[0, 5], no=[6])).adopted
    assert len(STANCES) == 5
