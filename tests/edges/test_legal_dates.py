"""An agenda takes its dates from the law where the law sets them."""

from __future__ import annotations

import pytest

from negosim.config.agenda import read_agenda
from negosim.law.calendar import legal_months
from negosim.law.procedures import GOVERNANCE_PACT, PLUI, TRANSFER


def read(line):
    problems = []
    return read_agenda({"dossiers": {"a": line}}, problems), [str(problem) for problem in problems]


def test_the_months_of_the_law():
    assert legal_months(PLUI) == (7, 9)
    assert legal_months(GOVERNANCE_PACT) == (None, 9)
    assert legal_months(TRANSFER) == (None, None)


@pytest.mark.parametrize(("kind", "months"), [("land_use_plan", (7, 9)), ("governance_pact", (1, 9))])
def test_dates_left_out_are_those_of_the_law(kind, months):
    [planned], problems = read({"kind": kind})
    assert problems == []
    assert (planned.opens, planned.deadline) == months


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"kind": "land_use_plan", "opens": 6}, ("du mois 7 au mois 9", "ALUR 136 II")),
        ({"kind": "land_use_plan", "deadline": 12}, ("mois 7 à 12", "du mois 7 au mois 9")),
        ({"kind": "governance_pact", "deadline": 10}, ("mois 1 à 10", "du mois 1 au mois 9", "L.5211-11-2")),
    ],
)
def test_dates_outside_the_law_are_refused(line, words):
    planned, [problem] = read(line)
    assert planned == ()
    assert all(word in problem for word in words)


def test_dates_that_the_law_leaves_open_must_be_given():
    _, problems = read({"kind": "investment_plan"})
    assert len(problems) == 2
    assert all("manque" in problem for problem in problems)


def test_the_communes_must_have_time_to_answer_before_the_mandate_ends():
    assert read({"kind": "competence_transfer", "opens": 60, "deadline": 69})[1] == []
    _, [problem] = read({"kind": "competence_transfer", "opens": 60, "deadline": 70})
    assert all(word in problem for word in ("a.deadline vaut 70", "au plus 69", "3 mois", "L.5211-17"))
