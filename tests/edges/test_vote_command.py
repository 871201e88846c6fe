"""`negosim vote`: a coalition tried, its reasoned outcome, and every position that cannot be."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from negosim.law.procedures import PROCEDURES


@pytest.fixture
def vote(negosim):
    """The vote of Faucigny-Glières."""
    return lambda *arguments: negosim("vote", "faucigny", *arguments)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", ["Pour Bonneville (10), Marignier et Vougy 19 28,4 %", "Absence Ayse 2", "Non nommées",
                "délégation partagée", "19 voix pour sur 23 suffrages exprimés", "Accord de 6 des 7",
                "Issue : adopté", "en passant contre : Bonneville"]),
        ("en", ["For Bonneville (10), Marignier, and Vougy 19 28.4%", "Absent Ayse 2", "Not named",
                "divided delegation", "19 votes in favour of 23 votes cast", "Agreement of 6 of the 7",
                "Outcome: adopted", "by going against: Bonneville"]),
    ],
)  # fmt: skip
def test_a_coalition_is_described_with_its_reasons(vote, monkeypatch, lang, words):
    monkeypatch.setenv("COLUMNS", "80")
    ended = vote("--yes", "bonneville=10,MARIGNIER", "--yes", "Vougy", "--no", "Brizon,Bonneville=3",
                 "--absent", "74024", "--president", "Bonneville", "--lang", lang)  # fmt: skip
    assert ended.code == 0, ended.err
    for word in words:
        assert word in ended.words
    assert max(map(len, ended.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("yes", "adopted"),
    [
        ("Marignier,Contamine-sur-Arve,Ayse,Glieres,Vougy,Brizon", False),
        ("Bonneville,Marignier,Contamine", False),
        ("Bonneville,Marignier,Brizon,Vougy", True),
        ("Bonneville,Brizon,Vougy,Glières,Ayse", True),
        ("Bonneville,Brizon,Vougy,Glières", False),
    ],
)
def test_the_qualified_majority_where_silence_refuses(vote, yes, adopted):
    ended = vote("--yes", yes, "--procedure", "withdrawal")
    assert ("Issue : adopté" in ended.words) == adopted


def test_the_casting_vote_quorum_and_secret_ballot(negosim):
    tie = ["vote", "200050532", "--yes", "Dzaoudzi", "--no", "Pamandzi", "--procedure", "council_deliberation"]
    assert "Issue : rejeté" in negosim(*tie).words
    assert "Issue : adopté" in negosim(*tie, "--president", "Dzaoudzi").words
    assert "Issue : rejeté" in negosim(*tie, "--president", "Dzaoudzi", "--secret").words
    few = ["vote", "faucigny", "--absent", "Bonneville,Marignier", "--yes", "others", "--procedure",
           "solidarity_grant"]  # fmt: skip
    assert "Quorum" in negosim(*few).words
    assert "Issue : adopté" in negosim(*few, "--reconvened").words


@pytest.mark.parametrize(
    ("options", "decides"),
    [
        ([], True),
        (["--secret"], False),
        (["--rule", "two_thirds_members"], False),
        (["--procedure", "seat_agreement"], False),
    ],
)
def test_a_tie_follows_the_president_where_the_law_says_so(vote, options, decides):
    named, nobody = (vote("--yes", "Ayse", *chair, *options).words for chair in (["--president", "Ayse"], []))
    assert ("sa voix l'emporte" in named) == decides
    assert ("n'est pas prépondérante" in named) != decides
    assert ("à égalité des voix, rien" in nobody) == decides


def test_a_municipal_council_may_differ_from_its_delegation(vote):
    usual = ["--yes", "Bonneville,Vougy", "--no", "others"]
    text = vote("--yes", "others", "--councils-no", "Bonneville", "--councils-silent", "Vougy").words
    assert "Issue : adopté" in vote("--yes", "others").words
    assert "Issue : rejeté" in text
    assert "Conseils municipaux contre, quoi que vote leur délégation : Bonneville." in text
    assert "Conseils municipaux silencieux, quoi que vote leur délégation : Vougy." in text
    assert "en passant pour : Bonneville" in text
    yes = vote(*usual, "--councils-yes", "Marignier,Ayse,Brizon").words
    assert "Accord de 5 des 7" in yes
    divided = vote("--yes", "Bonneville=10", "--councils-no", "Bonneville").words
    assert "délégation partagée" not in divided


def test_the_name_comes_first(negosim):
    assert "en premier" in negosim("vote", "--yes", "Bonneville", "faucigny").err


def test_the_help_lists_each_procedure_with_its_title(negosim):
    lines = [" ".join(line.split()) for line in negosim("vote", "--help").out.splitlines()]
    for procedure in PROCEDURES:
        assert f"{procedure.key} {procedure.title}" in lines


def test_the_majority_of_the_council_can_be_replaced(vote):
    half = ["--yes", "Bonneville,Vougy", "--no", "others", "--procedure", "council_deliberation"]
    assert "Issue : adopté" in vote(*half).words
    assert "il en fallait 21" in vote(*half, "--rule", "two_thirds_members").words


def test_the_disputed_base_of_the_community_interest_is_announced(vote):
    text = vote("--yes", "Bonneville", "--procedure", "community_interest").words
    assert "Point discuté" in text
    assert "Issue : adopté" in text
    assert "2/3 des suffrages exprimés" in text
    members = vote("--yes", "Bonneville", "--procedure", "community_interest", "--rule", "two_thirds_members").words
    assert members.count("L.5214-16") == 2
    assert "L.5211-57" not in members
    assert "Issue : rejeté" in members
    assert "Point discuté" not in members


def test_the_shield_of_one_commune(vote):
    text = vote("--yes", "Bonneville,Vougy", "--no", "Brizon", "--procedure", "single_commune",
                      "--concerned", "Brizon").words  # fmt: skip
    assert "il en fallait 21" in text
    assert "Issue : rejeté" in text


def test_communes_concerned_answer_for_themselves(vote):
    text = vote("--yes", "Bonneville,Vougy", "--no", "Brizon", "--procedure", "matching_grant", "--concerned", "Vougy")
    assert "Issue : adopté" in text.words


def test_a_unanimous_council_needs_no_commune_for_the_fpic(vote):
    text = vote("--yes", "others", "--procedure", "fpic_free").words
    assert "le conseil est unanime" in text


def test_every_procedure_has_its_line(vote):
    text = vote("--yes", "Bonneville,Brizon", "--procedure", "all", "--concerned", "Brizon").words
    for procedure in PROCEDURES:
        assert f"{procedure.title} " in text
        assert procedure.key in text


CLOSED = ("withdrawal", "seat_agreement", "plui", "plui_voted")


@pytest.mark.parametrize("procedure", CLOSED)
def test_what_the_law_does_not_open_here_is_refused(negosim, procedure):
    ended = negosim("vote", "brest", "--yes", "others", "--procedure", procedure)
    assert ended.code == 2
    assert f"« {procedure} » n'est pas ouvert" in ended.err_words
    assert not ended.out


def test_all_leaves_out_what_is_closed_and_says_why(negosim):
    text = negosim("vote", "brest", "--yes", "others", "--procedure", "all").words
    for procedure in CLOSED:
        assert f"« {procedure} » n'est pas ouvert" in text
        assert f", {procedure}," not in text
    assert "Laissées de côté. « withdrawal »" in text


def test_the_tax_regime_and_the_category_of_a_file(negosim, here):
    lines = "# category: CA\n# tax_regime: FA\ninsee;name;population\n1;Un;500\n2;Deux;400\n"
    (here / "m.csv").write_text(lines, encoding="utf-8")
    refused = negosim("vote", "m.csv", "--yes", "Un", "--procedure", "clect_creation")
    assert refused.code == 2
    assert "qu'en FPU" in refused.err_words
    interest = negosim("vote", "m.csv", "--yes", "others", "--procedure", "community_interest").words
    assert "article L.5216-5" in interest
    assert "L.5214-16" not in interest


def test_the_file_of_the_user_s_names_the_president(negosim, here):
    (here / "m.csv").write_text("insee;name;population;president\n1;Un;500;\n2;Deux;500;oui\n", encoding="utf-8")
    text = negosim("vote", "m.csv", "--yes", "Deux", "--no", "Un", "--procedure", "council_deliberation")
    assert "Président : Deux" in text.words
    assert "Issue : adopté" in text.words


def test_a_name_with_a_comma(negosim, here):
    (here / "m.csv").write_text('insee;name;population\n1;"L\'Un, là";700\n2;Deux;300\n', encoding="utf-8")
    text = negosim("vote", "m.csv", "--yes", "l'un, là=3,Deux")
    assert text.code == 0, text.err
    assert "L'Un, là (3) et Deux" in text.words


@pytest.mark.parametrize(
    "options",
    [
        ["--yes", "Bonneville,Vougy", "--no", "others"],
        ["--yes", "Bonneville,Vougy", "--no", "others", "--procedure", "plui_voted"],
        ["--yes", "Bonneville", "--absent", "others", "--procedure", "council_deliberation"],
        ["--yes", "others", "--no", "Vougy", "--procedure", "shared_service"],
        ["--yes", "others", "--procedure", "clect_report"],
        ["--yes", "others", "--procedure", "governance_pact"],
        ["--yes", "others", "--no", "Vougy", "--procedure", "single_commune", "--concerned", "Vougy"],
    ],
)
def test_the_figure_is_written_with_its_words(vote, here, options):
    ended = vote(*options, "--figure", "v.png")
    assert ended.code == 0, ended.err
    with Image.open(here / "v.png") as image:
        assert re.search("adopté|rejeté", image.info["Title"])
        assert image.info["Description"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--yes", "Bonnville"], ["« Bonnville »", "Bonneville"]),
        (["--yes", "Bonneville", "--no", "bonneville"], ["Bonneville est nommée deux fois", "--yes", "--no"]),
        (["--yes", "Bonneville,74042"], ["Bonneville est nommée deux fois"]),
        (["--yes", "Bonneville=10", "--no", "Bonneville"], ["Bonneville est nommée deux fois"]),
        (["--yes", "Bonneville=10", "--no", "Bonneville=6"], ["Bonneville : 16 voix", "15 siège"]),
        (["--yes", "Bonneville=0"], ["Bonneville", "de 1 à 15"]),
        (["--yes", "Bonneville=dix"], ["« dix »", "de 1 à 15"]),
        (["--yes", "others", "--no", "autres"], ["others", "--yes, --no"]),
        (["--president", "Ayse", "--president", "Brizon"], ["Un seul président", "Ayse, Brizon"]),
        (["--president", "Ayse,Brizon"], ["Un seul président", "Ayse, Brizon"]),
        (["--president", "Lyon"], ["« Lyon »"]),
        (["--procedure", "transfert"], ["--procedure", "transfert", "→ transfer ?"]),
        (["--rule", "half"], ["--rule", "half", "two_thirds_cast"]),
        (["--procedure", "plui", "--rule", "simple"], ["--rule", "plui"]),
        (["--procedure", "all", "--rule", "simple", "--figure", "a.png"], ["--rule, --figure", "--procedure"]),
        (["--procedure", "single_commune"], ["single_commune", "--concerned", "0 reçu"]),
        (["--procedure", "single_commune", "--concerned", "Ayse,Brizon"], ["single_commune", "2 reçu"]),
        (["--procedure", "transfer", "--concerned", "Ayse"], ["--concerned", "transfer"]),
        (
            ["--procedure", "single_commune", "--concerned", "Ayse", "--rule", "simple"],
            ["--rule", "single_commune", "l'avis de la commune"],
        ),
        (["--concerned", "Aise"], ["« Aise »", "Ayse"]),
        (["--yes", ","], ["--yes ne nomme rien"]),
        (["--president", ""], ["--president ne nomme rien"]),
        (["--procedure", "TRANSFER"], ["→ transfer ?"]),
        (["--procedure", "plui", "--procedure", "transfer"], ["--procedure est donnée deux fois"]),
        (["--councils-yes", "Ayse", "--councils-no", "Ayse"], ["conseil municipal de Ayse", "deux fois"]),
        (["--councils-yes", "Aise"], ["« Aise »", "Ayse"]),
        (["--yess", "Ayse"], ["--yess", "→ --yes ?"]),
        (["--figure", "a.jpg"], ["--figure", "a.jpg"]),
    ],
)
def test_a_mistake_about_a_vote_is_named_and_nothing_is_written(vote, here, arguments, words):
    ended = vote(*arguments)
    assert ended.code == 2
    assert "Traceback" not in ended.err
    for word in words:
        assert word in ended.err_words
    assert not list(here.iterdir())


def test_a_name_that_means_several_communes(negosim):
    ended = negosim("vote", "200067106", "--yes", "Saint")
    assert ended.code == 2
    assert "code INSEE" in ended.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--yes", "Bonneville", "--no", "others"], "le vote du conseil seulement : Marignier"),
        (
            ["--yes", "Ayse", "--no", "others", "--procedure", "solidarity_grant"],
            "Aucune commune ne pourrait la renverser seule.",
        ),
        (
            ["--yes", "Marignier", "--procedure", "council_deliberation", "--no", "Ayse"],
            "contre : Bonneville et Marignier",
        ),
        (["--no", "Bonneville", "--yes", "others"], "en passant pour : Bonneville"),
    ],
)
def test_who_could_turn_the_outcome(vote, options, words):
    assert words in vote(*options).words


def test_two_communes_tied_in_population_still_need_both(negosim, here):
    (here / "m.csv").write_text("insee;name;population\n1;Un;500\n2;Deux;500\n", encoding="utf-8")
    assert "Issue : rejeté" in negosim("vote", "m.csv", "--yes", "Un", "--no", "Deux", "--procedure", "transfer").words
