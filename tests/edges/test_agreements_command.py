"""`negosim agreements`: counts, lists, checks and refusals."""

from __future__ import annotations

import pytest
from PIL import Image


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", ["d'au moins 16 sièges, comptés exactement : 45", "au plus 38 sièges, droit commun 31",
                    "38 (3), 37 (3)", "Les 20 premiers",
                "Bonneville 15 19+ 18+ 17+"]),
        ("en", ["counted exactly: 45", "at most 38 seats, ordinary law 31", "38 (3), 37 (3)", "The first 20",
                "Bonneville 15 19+ 18+ 17+"]),
    ],
)  # fmt: skip
def test_faucigny_has_this_number_of_agreements(negosim, monkeypatch, lang, words):
    monkeypatch.setenv("COLUMNS", "80")
    ended = negosim("agreements", "faucigny", "--lang", lang)
    assert ended.code == 0, ended.err
    for word in words:
        assert word in ended.words
    assert max(map(len, ended.out.splitlines())) <= 80


def test_one_size_of_council_and_the_table(negosim, here, rows_of):
    ended = negosim("agreements", "faucigny", "--total", "38", "--csv", "a.csv", "--limit", "1")
    assert ended.code == 0, ended.err
    assert "exactement : 3" in ended.words
    table = rows_of(here / "a.csv")
    assert list(table[0]) == [
        "epci", "agreement", "total", "commune", "name", "population", "ordinary_seats", "seats"
    ]  # fmt: skip
    assert len(table) == 3 * 7
    assert {row["total"] for row in table} == {"38"}
    assert {row["agreement"] for row in table} == {"1", "2", "3"}


def test_a_size_without_agreement_is_said_to_have_none(negosim):
    text = negosim("agreements", "faucigny", "--total", "7").words
    assert "Aucun accord de 7 sièges n'est valable." in text
    assert "s'applique" not in text


def test_a_long_list_is_printed_at_once(negosim, monkeypatch):
    monkeypatch.setattr("negosim.terminal.SECONDS_OF_SILENCE", 0.0)
    ended = negosim("agreements", "200067106", "--limit", "500")
    assert ended.out.count("Bayonne") > 500 / 30
    assert "Calcul en cours" in ended.err


def test_the_first_agreement_is_listed_alone_on_request(negosim):
    assert "Le premier, du plus grand" in negosim("agreements", "faucigny", "--limit", "1").words


def test_too_many_are_drawn_with_their_seed(negosim, here):
    first, second, other = (
        negosim("agreements", "200067106", "--limit", "3", "--seed", seed, "--csv", f"{name}.csv")
        for name, seed in (("a", "0"), ("b", "0"), ("c", "1"))
    )
    assert first.code == second.code == other.code == 0
    assert "tirés au hasard" in first.words
    assert "graine 0" in first.words
    one, two, three = ((here / f"{name}.csv").read_bytes() for name in "abc")
    assert one == two != three
    assert len(one.splitlines()) == 3 * 158 + 1


@pytest.mark.parametrize(
    ("proposal", "words"),
    [
        ("15,7,2,2,2,2,1", ["Partage valable", "5 conseils municipaux sur 7", "Bonneville, 47 %", "31 août"]),
        ("18,9,3,3,2,2,1", ["Partage valable"]),
        ("19,8,3,3,2,2,1", ["Partage valable"]),
        ("15,8,3,3,2,1,1", ["enfreintes : 1", "e) Vougy : ", "0,53"]),
        ("17,8,4,4,2,2,1", ["enfreintes : 2", "e) Contamine-sur-Arve", "1,25", "e) Ayse", "1,28"]),
        ("18,9,3,3,3,2,1", ["a) 39 sièges au total ; au plus 38"]),
        ("13,8,4,4,3,3,3", ["enfreintes : 6"]),
        ("Bonneville=18,Marignier=9,Contamine=3,Ayse=3", ["Partage valable"]),
        ("vougy=1", ["e) Vougy"]),
        ("Ayse=3,Contamine-sur-Arve=2", ["b) Contamine-sur-Arve (Ayse)"]),
        ("brizon=0", ["c) Brizon"]),
    ],
)
def test_checks_name_the_commune_and_by_how_much(negosim, proposal, words):
    ended = negosim("agreements", "faucigny", "--check", proposal)
    assert ended.code == 0, ended.err
    for word in words:
        assert word in ended.words
    assert "comptés" not in ended.out


@pytest.mark.parametrize(("lang", "words"), [("fr", "Partage valable"), ("en", "Valid split")])
def test_a_check_in_both_languages(negosim, lang, words):
    assert words in negosim("agreements", "faucigny", "--check", "18,9,3,3,2,2,1", "--lang", lang).out


def test_the_reading_of_a_single_seat(negosim):
    remaining, share = (
        negosim("agreements", "200067106", "--total", "263", "--limit", "1", "--reading", reading).out
        for reading in ("kept", "share")
    )
    assert remaining != share


@pytest.mark.parametrize("name", ["faucigny", "200050532", "200067106"])
def test_the_figure_is_written_with_its_words(negosim, here, name):
    assert negosim("agreements", name, "--figure", "a.png").code == 0
    with Image.open(here / "a.png") as image:
        assert "accords valables" in image.info["Title"]
        assert image.info["Description"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["200023414"], ["« métropole »", "13 siège(s)", "135"]),
        (["200054807"], ["Aix-Marseille"]),
        (["faucigny", "--check", "15,7"], ["2 nombre(s)", "7 communes", "Bonneville, Marignier"]),
        (["faucigny", "--check", "15,7,x,2,2,2,1"], ["« x »"]),
        (["faucigny", "--check=-1,7,2,2,2,2,1"], ["« -1 »"]),
        (["faucigny", "--check", "Bonnville=3"], ["Bonnville", "Bonneville"]),
        (["faucigny", "--check", "Bonneville=3,bonneville=4"], ["Bonneville", "deux fois"]),
        (["faucigny", "--check", "Bonneville=trois"], ["Bonneville=trois"]),
        (["faucigny", "--total", "39"], ["--total", "« 39 »", "de 7 à 38"]),
        (["faucigny", "--total", "six"], ["--total", "« six »"]),
        (["faucigny", "--limit", "0"], ["--limit", "de 1 à"]),
        (["faucigny", "--seed=-1"], ["--seed"]),
        (["faucigny", "--reading", "both"], ["--reading", "kept, share"]),
        (["faucigny", "--check", "15,7,2,2,2,2,1", "--total", "38", "--csv", "a.csv"], ["--total, --csv", "--check"]),
        (["faucigny", "--limit", "2", "--limit", "3"], ["--limit est donnée deux fois"]),
        (["faucigny", "--total", "7", "--figure", "a.png"], ["--figure", "aucun accord"]),
        (["faucigny", "--figure", "a.gif"], ["--figure", "a.gif"]),
    ],
)
def test_a_mistake_about_agreements_is_named_and_nothing_is_written(negosim, here, arguments, words):
    ended = negosim("agreements", *arguments)
    assert ended.code == 2
    assert "Traceback" not in ended.err
    for word in words:
        assert word in ended.err_words
    assert not list(here.iterdir())


@pytest.mark.parametrize(
    ("name", "proposal", "words"),
    [
        ("242900314", "Brest=33,Guipavas=7,Plouzané=6", ["article L.5211-6-1 VI", "Partage valable"]),
        ("242900314", "Brest=33,Relecq=6", ["Partage non valable", "VI) Le Relecq-Kerhuon", "1,639"]),
        ("242900314", "Brest=40", ["72 sièges au total ; au plus 70"]),
    ],
)
def test_a_metropole_checks_its_extra_seats(negosim, name, proposal, words):
    ended = negosim("agreements", name, "--check", proposal)
    assert ended.code == 0, ended.err
    for word in words:
        assert word in ended.words
