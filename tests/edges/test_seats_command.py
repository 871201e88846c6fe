"""`negosim seats`: one intercommunality in words, the whole country in a table, and its refusals."""

from __future__ import annotations

import pytest
from PIL import Image

FAUCIGNY = "200000172"
COLUMNS = ["epci", "commune", "name", "population", "seats"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", ["28 363 habitants", "Sièges de droit commun : 31", "populations municipales 2022", "1. Tableau du III",
                "plus de 50 % des sièges", "Bonneville 13 320 47,0 % 16 15 48,4 %", "Total 28 363 100,0 % 30 31"]),
        ("en", ["28,363 inhabitants", "Ordinary-law seats: 31", "municipal populations 2022", "1. ",
                "Bonneville 13,320 47.0% 16 15 48.4%", "Total 28,363 100.0% 30 31"]),
    ],
)  # fmt: skip
def test_one_intercommunality_is_shown_step_by_step(negosim, monkeypatch, lang, words):
    monkeypatch.setenv("COLUMNS", "80")
    ended = negosim("seats", "faucigny", "--lang", lang)
    assert ended.code == 0, ended.err
    for word in words:
        assert word in ended.words
    assert max(map(len, ended.out.splitlines())) <= 80


def test_the_table_of_one_intercommunality_has_its_seats(negosim, here, rows_of):
    assert negosim("seats", "Faucigny", "Glières", "--csv", "one.csv").code == 0
    assert (here / "one.csv").read_text("utf-8").splitlines()[:2] == [
        ",".join(COLUMNS), "200000172,74042,Bonneville,13320,15"
    ]  # fmt: skip
    assert [int(row["seats"]) for row in rows_of(here / "one.csv")] == [15, 7, 2, 2, 2, 2, 1]


def test_a_commune_without_inhabitants_keeps_its_line(negosim, here, rows_of):
    ended = negosim("seats", "200049187", "--csv", "verdun.csv")
    assert "Bezonvaux" in ended.out
    assert "sans conseil élu" in ended.words
    empty = [row for row in rows_of(here / "verdun.csv") if row["population"] == "0"]
    assert len(empty) == 6
    assert {row["seats"] for row in empty} == {"0"}


def test_a_name_with_an_apostrophe_and_a_file_of_the_user_s(negosim, here, rows_of):
    assert negosim("seats", "Communauté de communes de l'Oisans").code == 0
    (here / "à moi, l'un.csv").write_text("insee;name;population\n1;L'Un, là;700\n2;[deux];300\n", encoding="utf-8")
    ended = negosim("seats", "à moi, l'un.csv", "--csv", "out.csv")
    assert ended.code == 0, ended.err
    assert "fichier de l'utilisateur" in ended.words
    assert [(row["name"], row["seats"]) for row in rows_of(here / "out.csv")] == [("L'Un, là", "8"), ("[deux]", "8")]


def test_the_whole_country_has_every_commune_once(negosim, here, rows_of):
    ended = negosim("seats", "all", "--csv", "all.csv")
    assert ended.code == 0, ended.err
    table = rows_of(here / "all.csv")
    assert list(table[0]) == COLUMNS
    assert len(table) == 34_871
    assert len({row["commune"] for row in table}) == 34_871
    assert len({row["epci"] for row in table}) == 1_253
    assert {row["epci"] for row in table if not row["seats"]} == {"200046977", "200054781", "200054807"}
    assert sum(row["seats"] == "0" for row in table) == 6
    assert sum(int(row["seats"]) for row in table if row["epci"] == "200067106") == 232
    for siren in ("200046977", "200054781", "200054807"):
        assert siren in ended.out
    assert "Bezonvaux" in ended.out
    assert "1 253 intercommunalités, 34 871 communes" in ended.words
    assert [path.name for path in here.iterdir()] == ["all.csv"]


@pytest.mark.parametrize(("lang", "whole"), [("fr", "Ensemble 1 250"), ("en", "All 1,250")])
def test_the_national_summary_counts_every_intercommunality(negosim, monkeypatch, lang, whole):
    monkeypatch.setenv("COLUMNS", "80")
    ended = negosim("seats", "all", "--lang", lang)
    assert ended.code == 0
    assert f"{whole} 45 672 97 651" in ended.words
    assert max(map(len, ended.out.splitlines())) <= 80


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_figure_is_written_with_its_words(negosim, here, kind):
    ended = negosim("seats", FAUCIGNY, "--figure", f"seats.{kind}")
    assert ended.code == 0, ended.err
    if kind == "png":
        with Image.open(here / "seats.png") as image:
            assert "15 des 31" in image.info["Title"]
            assert "Bonneville" in image.info["Description"]
    else:
        assert (here / "seats.svg").read_text("utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Atlantide"], ["Atlantide"]),
        (["l'ouest"], ["200040566", "249730037"]),
        (["200054807"], ["Aix-Marseille-Provence"]),
        (["métropole du grand paris"], ["Grand Paris"]),
        (["200046977"], ["Lyon"]),
        (["absent.csv"], ["absent.csv"]),
        (["faucigny", "--figure", "a.pdf"], ["--figure", "a.pdf", ".png, .svg"]),
        (["faucigny", "--figure", "nowhere/a.png"], ["--figure", "nowhere"]),
        (["faucigny", "--csv", "a.txt"], ["--csv", "a.txt", ".csv"]),
        (["faucigny", "--csv", "nowhere/a.csv"], ["--csv", "nowhere"]),
        (["faucigny", "--csv", "folder.csv"], ["--csv", "folder.csv"]),
        (["all", "--figure", "a.png"], ["--figure", "SIREN"]),
        (["faucigny", "--lang", "de"], ["lang", "« de »", "fr, en"]),
        (["faucigny", "--cvs", "a.csv"], ["--cvs", "→ --csv ?"]),
        (["faucigny", "--csv"], ["--csv attend une valeur", "negosim seats --help"]),
        (["faucigny", "--csv", "a.csv", "--csv", "b.csv"], ["--csv est donnée deux fois"]),
        (["faucigny", "--help=1"], ["--help", "n'attend pas de valeur"]),
        ([], ["il manque NOM", "negosim seats --help"]),
    ],
)
def test_a_mistake_about_seats_is_named_and_nothing_is_written(negosim, here, arguments, words):
    (here / "folder.csv").mkdir()
    ended = negosim("seats", *arguments)
    assert ended.code == 2
    assert "Traceback" not in ended.err
    for word in words:
        assert word in ended.err
    assert [path.name for path in here.iterdir()] == ["folder.csv"]


def test_a_file_that_cannot_be_written_is_refused_by_name(negosim, here, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    for option, name in (("--csv", "a.csv"), ("--figure", "a.png")):
        ended = negosim("seats", "faucigny", option, name)
        assert ended.code == 2
        assert name in ended.err
        assert "plus de place sur le disque" in ended.err
    assert not list(here.iterdir())


@pytest.mark.parametrize("name", ["mine.csv", "./mine.csv", "link.csv"])
def test_the_file_that_is_read_is_never_overwritten(negosim, here, name):
    words = "insee;name;population\n1;Un;700\n2;Deux;300\n"
    (here / "mine.csv").write_text(words, encoding="utf-8")
    (here / "link.csv").symlink_to("mine.csv")
    for command in ("seats", "agreements", "power"):
        ended = negosim(command, "mine.csv", "--csv", name)
        assert ended.code == 2
        assert "serait écrasé" in ended.err
    assert (here / "mine.csv").read_text(encoding="utf-8") == words


@pytest.mark.parametrize(
    ("siren", "words"),
    [
        ("200036150", ["22 sièges à la plus forte moyenne", "non servie : 37", "tableau : 5 de plus",
                       "(V) : chaque commune à égalité en reçoit un, soit 2 de plus"]),
        ("200066330", ["(V) : chaque commune à égalité en reçoit un, soit 1 de plus"]),
    ],
)  # fmt: skip
def test_the_steps_add_up_when_a_tie_serves_several(negosim, siren, words):
    text = negosim("seats", siren).words
    for word in words:
        assert word in text


def test_a_name_too_long_for_its_column_is_cut_with_a_sign(negosim, here, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    (here / "m.csv").write_text(f"insee;name;population\n1;{'Long-' * 20}Nom;700\n2;Deux;300\n", encoding="utf-8")
    rows = [row for row in negosim("seats", "m.csv").out.splitlines() if row.startswith("Long")]
    assert len(rows) == 1
    assert "…" in rows[0]


@pytest.mark.parametrize("command", ["seats", "agreements", "power", "vote", "territory", "catalogue"])
@pytest.mark.parametrize(("lang", "first"), [("fr", "usage : negosim"), ("en", "usage: negosim")])
def test_pages_of_help_speak_the_language(negosim, command, lang, first):
    ended = negosim(command, "--help", f"--lang={lang}")
    assert ended.code == 0
    assert ended.out.startswith(f"{first} {command}")
    assert ("affiche cette page" in ended.out) == (lang == "fr")
    assert "show this help" not in ended.out
