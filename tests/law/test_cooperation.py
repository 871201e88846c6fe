"""Transfer, pooling, contract: what is meant, and who agrees."""

from __future__ import annotations

from datetime import date

import pytest

from negosim.errors import UserError
from negosim.law.articles import ARTICLES
from negosim.law.cooperation import (
    FORMS,
    is_pooling,
    matching_forms,
    pooling_scheme_before,
    pooling_scheme_decision,
    shared_service_decision,
    territorial_project_decision,
)
from negosim.law.decisions import Ballot

pytestmark = pytest.mark.interpreted

YES, NO = Ballot(16, 15, 0, 31, 31), Ballot(15, 16, 0, 31, 31)


@pytest.mark.parametrize(
    ("moves", "shared", "forms"),
    [
        (True, False, ("transfer",)), (True, True, ("transfer",)), (False, True, ("shared_service", "secondment")),
        (False, False, ("service_contract", "purchasing_group")),
    ],
)  # fmt: skip
def test_two_questions_tell_the_forms_apart(moves, shared, forms):
    assert matching_forms(competence_moves=moves, authority_shared=shared) == forms


def test_pooling_is_a_shared_authority():
    assert [form.key for form in FORMS if is_pooling(form.key)] == ["shared_service", "secondment"]
    with pytest.raises(UserError, match="transfer, shared_service"):
        is_pooling("merger")


def test_every_form_names_its_articles_and_what_is_from_memory():
    for form in FORMS:
        assert set(form.articles) <= ARTICLES.keys()
        assert all(str(words) for words in (form.title, form.exercises, form.authority, form.money, form.vote))
    assert [form.key for form in FORMS if form.read] == ["transfer", "shared_service"]


def test_a_shared_service_needs_its_papers_and_each_council():
    assert shared_service_decision(YES, YES, impact_statement=True, committee_consulted=True)
    assert not shared_service_decision(YES, NO, impact_statement=True, committee_consulted=True)
    assert "impact" in str(shared_service_decision(YES, YES, impact_statement=False, committee_consulted=True).reason)
    assert "comité" in str(shared_service_decision(YES, YES, impact_statement=True, committee_consulted=False).reason)


@pytest.mark.parametrize("ballots", [(), (YES,)])
def test_to_agree_takes_two_councils(ballots):
    with pytest.raises(UserError, match=f"ballots compte {len(ballots)} vote"):
        shared_service_decision(*ballots, impact_statement=True, committee_consulted=True)


def test_schemes_and_projects_pass_at_the_simple_majority():
    for decide in (pooling_scheme_decision, territorial_project_decision):
        assert decide(YES)
        assert not decide(NO)
    assert pooling_scheme_before(date(2026, 3, 22)) == date(2027, 3, 22)
