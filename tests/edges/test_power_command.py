"""`negosim power`: the power of each commune, on the screen, in a table and in a figure."""

from __future__ import annotations

import re

import pytest
from PIL import Image


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", ["exact ; 16 voix sur 31", "Bonneville 47,0 % 48,4 % 83,8 % 71,4 % 37,5 %", "Sièges de droit commun"]),
        ("en", ["exact; 16 votes of 31", "Bonneville 47.0% 48.4% 83.8% 71.4% 37.5%", "Ordinary-law seats"]),
    ],
)
def test_council_and_communes_side_by_side(negosim, monkeypatch, lang, words):
    monkeypatch.setenv("COLUMNS", "80")
    ended = negosim("power", "faucigny", "--lang", lang)
    assert ended.code == 0, ended.err
    for word in words:
        assert word in ended.words
    assert max(map(len, ended.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("rule", "bonneville"),
    [("simple", 0.838), ("two_thirds_cast", 0.477), ("two_thirds_members", 0.477), ("municipal", 0.375)],
)
def test_one_rule_in_a_table(negosim, here, rule, bonneville, rows_of):
    assert negosim("power", "faucigny", "--rule", rule, "--csv", "p.csv").code == 0
    table = rows_of(here / "p.csv")
    assert list(table[0]) == [
        "epci", "commune", "name", "population", "seats", "rule", "banzhaf", "banzhaf_se",
        "shapley_shubik", "shapley_shubik_se", "method",
    ]  # fmt: skip
    assert len(table) == 7
    assert float(table[0]["banzhaf"]) == pytest.approx(bonneville, abs=5e-4)
    assert {(row["rule"], row["method"], row["banzhaf_se"]) for row in table} == {(rule, "exact", "0.0")}
    for index in ("banzhaf", "shapley_shubik"):
        assert sum(float(row[index]) for row in table) == pytest.approx(1)


@pytest.mark.parametrize("rule", ["municipal_seats", "clect", "blocking"])
def test_a_municipal_majority_shows_no_council(negosim, rule):
    ended = negosim("power", "faucigny", "--rule", rule)
    assert ended.code == 0
    assert "Conseil" not in ended.out


def test_a_game_too_large_to_count_is_sampled_and_says_so(negosim, here, monkeypatch, rows_of):
    monkeypatch.setattr("negosim.law.municipal_power.MOST_CELLS", 0)
    ended = negosim("power", "faucigny", "--rule", "municipal", "--csv", "p.csv")
    assert ended.code == 0, ended.err
    assert re.search(r"estimé sur [\d ]+ tirages ; erreur type", ended.words)
    table = rows_of(here / "p.csv")
    assert {row["method"] for row in table} == {"sampling"}
    assert float(table[0]["banzhaf"]) == pytest.approx(0.375, abs=0.02)
    assert 0 < float(table[0]["banzhaf_se"]) < 0.01


@pytest.mark.parametrize("free", ["10000", "Bonneville", "74042"])
def test_a_delegation_that_votes_freely_has_less_power(negosim, here, free, rows_of):
    assert negosim("power", "faucigny", "--free", free, "--rule", "simple", "--csv", "p.csv").code == 0
    assert float(rows_of(here / "p.csv")[0]["banzhaf"]) < 0.6


def test_the_casting_vote_of_the_president_gives_these_powers(negosim):
    ended = negosim("power", "200050532", "--president", "Dzaoudzi", "--rule", "simple")
    assert "Dzaoudzi 60,9 % 50,0 % 100,0 % 100,0 %" in ended.words


def test_a_tie_is_said_where_a_tie_can_be(negosim, here):
    (here / "m.csv").write_text("insee;name;population;president\n1;Un;500;\n2;Deux;500;oui\n", encoding="utf-8")
    assert "sa voix l'emporte" in negosim("power", "m.csv").words
    assert "sa voix l'emporte" not in negosim("power", "m.csv", "--rule", "municipal").words


def test_a_special_council_has_the_power_of_its_communes(negosim, here, rows_of):
    ended = negosim("power", "200054807", "--rule", "municipal", "--csv", "p.csv")
    assert ended.code == 0, ended.err
    assert "loi propre" in ended.words
    assert {row["seats"] for row in rows_of(here / "p.csv")} == {""}
    for refused in (["200054807"], ["200054807", "--rule", "simple"], ["200046977", "--rule", "municipal"]):
        assert negosim("power", *refused).code == 2


@pytest.mark.parametrize("options", [[], ["--rule", "clect"], ["--rule", "simple"]])
@pytest.mark.parametrize("name", ["faucigny", "200050532"])
def test_the_figure_is_written_with_its_words(negosim, here, name, options):
    assert negosim("power", name, "--figure", "p.png", *options).code == 0
    with Image.open(here / "p.png") as image:
        assert "du pouvoir" in image.info["Title"]
        assert image.info["Description"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["faucigny", "--rule", "half"], ["--rule", "half", "two_thirds_cast"]),
        (["faucigny", "--free", "Paris,Aise"], ["« Paris »", "« Aise »", "Ayse"]),
        (["faucigny", "--president", "Ayse,Brizon"], ["Un seul président", "Ayse, Brizon"]),
        (["faucigny", "--rule", "clect", "--free", "1000"], ["--free", "clect"]),
        (["faucigny", "--president", ""], ["--president ne nomme rien"]),
        (["200054781"], ["Grand Paris"]),
    ],
)
def test_a_mistake_about_power_is_named(negosim, here, arguments, words):
    ended = negosim("power", *arguments)
    assert ended.code == 2
    for word in words:
        assert word in ended.err
