"""Silence: each procedure reads it its own way, and an answer given is never changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negosim.law import silence
from negosim.law.articles import ARTICLES
from negosim.law.silence import NO, PROCEDURES, SILENT, YES, resolve_silence

pytestmark = pytest.mark.interpreted

ANSWERS = np.array([YES, NO, SILENT], dtype=np.int8)
AGREEING = ("transfer", "optional_transfer", "statutory_change", "admission", "plui", "governance_pact",
            "pooling_scheme", "single_commune", "fpic_free")  # fmt: skip
NOT_AGREEING = ("restitution", "withdrawal", "seat_agreement", "clect_report")


def test_the_two_lists_are_complete():
    assert sorted(AGREEING + NOT_AGREEING) == sorted(procedure.key for procedure in PROCEDURES)


@pytest.mark.parametrize("code", range(len(PROCEDURES)))
def test_each_procedure(code):
    procedure = PROCEDURES[code]
    assert getattr(silence, procedure.key.upper()) == code
    assert procedure.article in ARTICLES
    assert resolve_silence(code, ANSWERS).tolist() == [True, False, procedure.key in AGREEING]


def test_delays():
    months = {procedure.key: procedure.months for procedure in PROCEDURES}
    assert (months["transfer"], months["governance_pact"], months["pooling_scheme"]) == (3, 2, 3)


@given(st.integers(0, len(PROCEDURES) - 1), st.lists(st.sampled_from((YES, NO)), max_size=30))
@settings(deadline=None)
def test_answers_given_stand(code, answers):
    assert resolve_silence(code, np.array(answers, dtype=np.int8)).tolist() == [a == YES for a in answers]
