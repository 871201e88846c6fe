"""Words and numbers in the reader's language, and catalogues without a hole."""

from __future__ import annotations

from pathlib import Path

import catalogues
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negosim.errors import UserError, message
from negosim.locale import LANGS, SOURCE_LANG, default_lang, number, translate, translate_error

TOOL = Path(__file__).resolve().parents[2] / "tools" / "catalogues.py"


def test_every_language_but_the_source_has_a_catalogue():
    assert set(catalogues.LANGS) == set(LANGS) - {SOURCE_LANG}


@pytest.mark.parametrize("lang", ["en"])
def test_the_catalogue_has_every_sentence_of_the_sources_translated(lang):
    assert catalogues.problems(lang, catalogues.updated(lang)) == []


@pytest.mark.parametrize("lang", ["en"])
def test_the_catalogue_is_compiled_from_today_s_sources(lang):
    today = {str(entry.id): str(entry.string) for entry in catalogues.updated(lang) if entry.id}
    assert catalogues.written(lang, "po") == today
    assert catalogues.written(lang, "mo") == today


def test_the_tool_sees_what_is_missing():
    outcome = catalogues.Catalog("en")
    outcome.add("bonjour {nom}", "hello {name}")
    outcome.add("adieu", "")
    answer = catalogues.problems("en", outcome)
    assert len(answer) == 2
    assert "braces" in answer[0]
    assert "adieu" in answer[1]


def test_a_sentence_is_translated_with_its_values():
    words = message("{key} vaut {value} ; bornes permises : de {low} à {high}.", key="x", value=1.5, low=0, high=1)
    assert translate(words, "fr") == "x vaut 1,5 ; bornes permises : de 0 à 1."
    assert translate(words, "en") == "x is 1.5; allowed bounds: 0 to 1."
    assert translate_error(UserError(words, words), "en").splitlines() == ["x is 1.5; allowed bounds: 0 to 1."] * 2


def test_a_value_may_be_a_sentence_or_a_list():
    words = message("territory : {problem}", problem=message("Pacte de gouvernance"))
    assert translate(words, "en") == "territory: Governance pact"
    assert translate(message("{names}", names=["a", message("oui"), 2]), "en") == "a, yes, 2"


@pytest.mark.parametrize(
    ("value", "key", "french", "english"),
    [
        (1234567, "people", "1 234 567", "1,234,567"),
        (np.int64(1234), "people", "1 234", "1,234"),
        (0.0001, "low", "0,0001", "0.0001"),
        (0.1 + 0.2, "low", "0,3", "0.3"),
        (60.0, "hours", "60", "60"),
        (np.float64(2.5), "value", "2,5", "2.5"),
        (1234567.8, "value", "1 234 568", "1,234,568"),
        (float("nan"), "value", "nan", "nan"),
        (float("inf"), "value", "inf", "inf"),
        (0.4567, "support_share", "45,7 %", "45.7%"),
        (2 / 3, "support_share", "66,7 %", "66.7%"),
        (1, "support_share", "100 %", "100%"),
        (1234567.6, "amount_eur", "1 234 568 €", "€1,234,568"),
        (-3, "amount_eur", "-3 €", "-€3"),
        (2026, "year", "2026", "2026"),
        (2026, "first_year", "2026", "2026"),
    ],
)
def test_numbers_follow_the_language(value, key, french, english):
    assert number(value, key, "fr").replace("\u202f", " ").replace("\xa0", " ") == french
    assert number(value, key, "en") == english


@given(st.floats(-1e4, 1e4), st.sampled_from(LANGS))
def test_a_number_is_read_back_to_six_digits(value, lang):
    read = number(value, "value", lang).translate(str.maketrans(",", "." if lang == "fr" else "_", "\u202f\xa0"))
    assert float(read.replace("_", "")) == pytest.approx(value, rel=1e-5)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "POSIX"}, "fr"),
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:en"}, "fr"),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "en"),
    ],
)
def test_the_language_of_the_environment(environment, lang, monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert default_lang() == lang
