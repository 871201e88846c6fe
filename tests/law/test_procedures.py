"""The table of procedures: silence is read by each in its own way, and an answer given is never changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.errors import UserError
from negosim.law import procedures
from negosim.law.articles import ARTICLES
from negosim.law.calendar import legal_months
from negosim.law.decisions import Ballot, council_decision, meaning_of_silence, municipal_decision
from negosim.law.majorities import RULES
from negosim.law.openings import article_of, procedure_problem
from negosim.law.procedures import (
    BLOCKING,
    CONCERNED,
    CONSULTED,
    COUNCIL_ONLY,
    EVERY,
    NO_COUNCIL,
    PROCEDURES,
    QUALIFIED,
    municipal_passes,
    resolve_silence,
)
from negosim.law.silence import NO, SILENT, YES

pytestmark = pytest.mark.interpreted

ANSWERS = np.array([YES, NO, SILENT], dtype=np.int8)
AGREEING = ("transfer", "optional_transfer", "statutory_change", "admission", "plui", "plui_voted", "governance_pact",
            "pooling_scheme", "single_commune", "fpic_free", "water_2018")  # fmt: skip
WITH_COUNCILS = (CONSULTED, QUALIFIED, BLOCKING, EVERY, CONCERNED)
FAUCIGNY = np.array([13_320, 6_432, 2_374, 2_325, 1_825, 1_622, 465])


def test_the_table_is_complete():
    keys = [procedure.key for procedure in PROCEDURES]
    assert len(set(keys)) == len(keys)
    assert set(AGREEING) < set(keys)
    for line in PROCEDURES:
        assert line.council_rule in (NO_COUNCIL, *RULES.values())
        assert line.municipal in (COUNCIL_ONLY, *WITH_COUNCILS)
        assert line.months in ((10,) if line.key == "water_2018" else (0, 2, 3))
        assert (line.municipal == COUNCIL_ONLY) <= (line.months == 0)


@pytest.mark.parametrize("code", range(len(PROCEDURES)))
def test_each_procedure_has_its_code_article_and_meaning_of_silence(code):
    procedure = PROCEDURES[code]
    assert getattr(procedures, procedure.key.upper()) == code
    assert procedure.article in ARTICLES
    assert resolve_silence(code, ANSWERS).tolist() == [True, False, procedure.key in AGREEING]


@pytest.mark.parametrize("code", [-1, len(PROCEDURES), 0.5, True, None, float("nan"), "transfer", [0]])
def test_codes_outside_the_table_are_refused(code):
    for ask in (procedures.procedure_of, meaning_of_silence, legal_months, article_of):
        with pytest.raises(UserError, match="procedure vaut"):
            ask(code)
    for ask in (lambda: procedure_problem(code, "CC"), lambda: council_decision(code, Ballot(1, 0, 0, 1, 1)),
                lambda: municipal_decision(code, [YES], [1])):  # fmt: skip
        with pytest.raises(UserError, match="procedure vaut"):
            ask()


def test_the_months_that_the_law_opens():
    assert legal_months(procedures.PLUI) == (7, 9)
    assert legal_months(procedures.GOVERNANCE_PACT)[0] is None
    assert legal_months(procedures.TRANSFER) == (None, None)


def test_the_delays_of_the_communes():
    months = {procedure.key: procedure.months for procedure in PROCEDURES}
    assert (months["transfer"], months["governance_pact"], months["pooling_scheme"]) == (3, 2, 3)
    assert months["water_2018"] == 10


@given(st.integers(0, len(PROCEDURES) - 1), st.lists(st.sampled_from((YES, NO)), max_size=30))
@settings(deadline=None)
def test_an_answer_is_never_changed_by_the_meaning_of_silence(code, answers):
    assert resolve_silence(code, np.array(answers, dtype=np.int8)).tolist() == [a == YES for a in answers]


def answers_of(yes=(), no=(), members=7):
    given = np.full(members, SILENT, dtype=np.int8)
    given[list(yes)], given[list(no)] = YES, NO
    return given


@pytest.mark.parametrize(
    ("key", "yes", "no", "passes"),
    [
        ("transfer", (), (), True),  # all silent: all agree
        ("transfer", (), (0,), False),  # the veto of Bonneville
        ("restitution", (0, 1, 2), (), False),  # 78 %, three councils of seven
        ("restitution", (0, 1, 5, 6), (), True),
        ("clect_report", (1, 2, 3, 4, 5, 6), (0,), True),  # no veto on the first paragraph
        ("seat_agreement", (1, 2, 3, 4, 5, 6), (0,), False),
        ("plui", (), (0,), True),
        ("plui", (), (1, 6), False),
        ("water_2018", (), (), True),
        ("water_2018", (), (0,), True),  # the most populous alone is no quarter of the communes
        ("water_2018", (), (1, 6), False),
        ("water_2018", (), (2, 3, 6), True),  # three communes, 18 % of the people
        ("fpic_free", (), (), True),
        ("fpic_free", (0, 1, 2, 3, 4, 5), (6,), False),
        ("matching_grant", (0, 1, 2, 3, 4, 5), (), False),
        ("governance_pact", (), (0, 1, 2, 3, 4, 5, 6), True),
        ("council_deliberation", (), (0, 1, 2, 3, 4, 5, 6), True),
    ],
)
def test_the_answers_of_the_communes_decide_each_procedure(key, yes, no, passes):
    code = getattr(procedures, key.upper())
    assert bool(municipal_passes(code, answers_of(yes, no), FAUCIGNY)) is passes


@given(
    st.integers(0, len(PROCEDURES) - 1),
    st.lists(st.tuples(st.integers(1, 50_000), st.sampled_from((YES, NO, SILENT))), min_size=2, max_size=12),
    st.integers(0, 11),
)
@settings(deadline=None)
def test_one_more_yes_never_defeats(code, communes, selection):
    people = np.array([heads for heads, _ in communes])
    answers = np.array([answer for _, answer in communes], dtype=np.int8)
    before = municipal_passes(code, answers, people)
    answers[selection % len(answers)] = YES
    assert municipal_passes(code, answers, people) or not before


@given(
    st.integers(0, len(PROCEDURES) - 1),
    st.lists(st.tuples(st.integers(1, 50_000), st.sampled_from((YES, NO, SILENT))), min_size=2, max_size=12),
    st.randoms(use_true_random=False),
)
@settings(deadline=None)
def test_names_and_scale_do_not_matter(code, communes, random):
    people = np.array([heads for heads, _ in communes])
    answers = np.array([answer for _, answer in communes], dtype=np.int8)
    passes = municipal_passes(code, answers, people)
    assert municipal_passes(code, answers, 2 * people) == passes
    order = random.sample(range(len(people)), len(people))
    assert municipal_passes(code, answers[order], people[order]) == passes
