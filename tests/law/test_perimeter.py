"""Leaving a CC for another body, and the partition of a community."""

from __future__ import annotations

import numpy as np
import pytest

from negosim.errors import UserError
from negosim.law.articles import ARTICLES
from negosim.law.decisions import Ballot
from negosim.law.perimeter import departure, partition
from negosim.law.silence import NO, SILENT, YES

pytestmark = pytest.mark.interpreted

PASSED, FAILED = Ballot(16, 15, 0, 31, 31), Ballot(15, 16, 0, 31, 31)
PEOPLE = [100, 100, 100, 100, 100, 100]
HALVES = [1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize("opinion", [YES, NO, SILENT])
@pytest.mark.parametrize("authorised", [True, False])
@pytest.mark.parametrize("ballot", [PASSED, FAILED])
def test_the_council_that_receives_then_the_prefect(opinion, authorised, ballot):
    """The opinion binds nobody: it is told, and silence is a negative one."""
    result = departure("CC", ballot, opinion, authorised=authorised)
    assert result.adopted == (authorised and ballot is PASSED)
    assert {step.article for step in result.decisions} == {"L.5214-26"} <= set(ARTICLES)
    words = str(result.decisions[1].reason)
    assert {YES: "Avis favorable", NO: "Avis défavorable", SILENT: "2 mois, avis réputé négatif"}[opinion] in words
    assert ("autorise" if authorised else "refuse") in words


@pytest.mark.parametrize("category", ["CA", "CU", "METROPOLE"])
def test_only_a_commune_of_a_cc_departs_in_this_way(category):
    with pytest.raises(UserError, match="CC seulement"):
        departure(category, PASSED, YES, authorised=True)
    with pytest.raises(UserError, match="commune 1 : 2"):
        departure("CC", PASSED, 2, authorised=True)


@pytest.mark.parametrize(
    ("agrees", "passes"),
    [([1, 1, 0, 1, 1, 0], (True, True)), ([1, 1, 1, 1, 0, 0], (True, False)), ([1, 0, 0, 0, 0, 0], (False, False))],
)
def test_each_perimeter_has_its_majority(agrees, passes):
    """Two councils of three, with two thirds of the people, are enough; the largest are tied: all must agree."""
    people = [90, 100, 101, 90, 100, 101]
    words = partition("CC", HALVES, agrees, [101, 100, 90, 101, 100, 90])
    assert tuple(step.passes for step in words.decisions) == passes
    assert words.adopted == all(passes)
    assert {step.article for step in words.decisions} == {"L.5211-5-1 A"} <= set(ARTICLES)
    assert not partition("CA", HALVES, [1, 1, 0, 1, 1, 0], people)  # the veto of the largest of each


def test_names_of_perimeters_do_not_matter():
    agrees = np.array([1, 1, 1, 1, 0, 0])
    order = np.array([3, 0, 5, 1, 4, 2])
    for groups in (HALVES, [8, 8, 8, 0, 0, 0]):
        moved = partition("CC", np.array(groups)[order], agrees[order], np.array(PEOPLE)[order])
        assert moved.adopted == partition("CC", groups, agrees, PEOPLE).adopted


@pytest.mark.parametrize(
    ("category", "groups", "words"),
    [
        ("METROPOLE", HALVES, "CC, CA seulement"), ("CC", [1] * 6, "au moins 2 périmètres"),
        ("CC", [1, 1, 1, 1, 1, 2], "reçu : 5, 1"), ("CC", [1, 1, 2, 2], "pour 6 communes"),
    ],
)  # fmt: skip
def test_impossible_partitions_are_refused(category, groups, words):
    with pytest.raises(UserError, match=words):
        partition(category, groups, [True] * 6, PEOPLE)
