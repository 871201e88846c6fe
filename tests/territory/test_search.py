"""Searching an intercommunality as people write its name."""

from __future__ import annotations

import pytest

from negosim.errors import TerritoryError
from negosim.territory.search import find, find_one, normalise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’Ouest-Rhodanien", "l ouest rhodanien"),
        ("CŒUR de Loire", "coeur de loire"),
        ("St Étienne", "saint etienne"),
        ("Ste-Menehould", "sainte menehould"),
        ("  ", ""),
    ],
)
def test_accents_case_and_hyphens_do_not_matter(text, words):
    assert normalise(text) == words


@pytest.mark.parametrize(
    "query",
    [
        "200000172",
        "faucigny",
        "FAUCIGNY-GLIERES",
        "Faucigny Glières",
        "CC faucigny glières",
        "glieres faucigny",
    ],
)
def test_each_way_to_name_faucigny_finds_it(query):
    assert [result.siren for result in find(query)] == ["200000172"]


@pytest.mark.parametrize("query", ["l'ouest rhodanien", "l’Ouest Rhodanien", "ouest-rhodanien", "CA Ouest Rhodanien"])
def test_each_kind_of_apostrophe_is_understood(query):
    assert find_one(query).name == "Communauté d'agglomération de l'Ouest Rhodanien"


def test_an_exact_name_wins_over_longer_ones():
    assert find_one("Métropole de Lyon").siren == "200046977"


def test_short_words_are_whole_words():
    assert all("CA" in result for result in find("CA bassin"))


def test_an_ambiguous_name_lists_at_most_twenty():
    with pytest.raises(TerritoryError) as error:
        find_one("pays")
    text = str(error.value)
    assert text.startswith("« pays » désigne ")
    assert text.count(" Communauté") <= 20
    assert text.endswith("…")


def test_an_ambiguous_name_lists_them_with_their_siren():
    candidates = find("bassin")
    assert 2 <= len(candidates) <= 20
    with pytest.raises(TerritoryError) as error:
        find_one("bassin")
    for result in candidates:
        assert f"{result.siren} {result.name}" in str(error.value)


def test_a_wrong_name_gets_the_nearest():
    with pytest.raises(TerritoryError, match="200000172 Communauté de communes Faucigny-Glières"):
        find_one("Fausigny Glierres")


@pytest.mark.parametrize("query", ["xyzzyqwk", "123456789", "", "'"])
def test_a_name_like_no_other_is_refused(query):
    assert find(query) == []
    with pytest.raises(TerritoryError, match="Aucune intercommunalité"):
        find_one(query)
