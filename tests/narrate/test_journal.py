import ast
import re
from pathlib import Path

import pytest

import negosim
from negosim import tables
from negosim.law.procedures import GOVERNANCE_PACT, PLUI, QUALIFIED, RESTITUTION, SEAT_AGREEMENT, TRANSFER
from negosim.locale import catalogue
from negosim.narrate import SUMMARY_COLUMNS, dossier_title, journal, summary_rows
from negosim.narrate.decisions import meaning_of_silence
from negosim.negotiation.initial_state import dossiers_of
from negosim.titles import at_most, enumeration, letters, month_name, two_decimals, typeset

PACKAGE = Path(negosim.__file__).parent
SOURCES = [*(PACKAGE / "narrate").glob("*.py"), *(PACKAGE / "plots").glob("*.py"), PACKAGE / "titles.py"]


def sentences():
    """Every sentence of these modules, nested ones and those in f-strings included."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "message":
                yield source.name, ast.literal_eval(node.args[0])


def test_every_sentence_has_its_english():
    english = catalogue("en")
    missing = [(name, text) for name, text in sentences() if english._catalog.get(text, "") == ""]
    assert not missing
    assert len(list(sentences())) > 100


def test_the_english_journal_holds_no_french_sentence(mandate):
    text, english = journal(mandate, "en"), catalogue("en")
    for _, french in sentences():
        for piece in re.split(r"\{\w+\}", french):
            if len(piece) > 11 and piece not in english.gettext(french):
                assert piece not in text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_is_missing_or_left_in_braces(mandate, lang):
    text = journal(mandate, lang)
    assert not re.search(r"\bNone\b|\bnan\b|NaN|<NA>|[{}]|np\.", text)


def test_french_has_no_ordinary_space_before_its_signs(mandate):
    text = journal(mandate, "fr")
    assert not re.search(r"[^|] [;:?!»](?=\s)", text)
    assert not re.search(r"\d (?:h|%|€)(?=\W)", text)


def test_it_opens_with_the_place_and_says_what_it_is_not(faucigny):
    fr, en = journal(faucigny, "fr"), journal(faucigny, "en")
    assert fr.startswith("# Journal du mandat simulé")
    assert "Faucigny-Glières" in fr
    assert "préférences des communes sont synthétiques" in fr
    assert "ne prédit aucune décision réelle" in fr
    assert "forecasts no real decision" in en
    assert "texte unique" in fr
    assert "single text" in en


def test_every_decision_is_written_in_its_month_under_its_article(mandate):
    text = journal(mandate, "fr")
    shapes = {line.name: shape for line, shape in dossiers_of(mandate.setting)}
    for _, row in tables.conclusions(mandate).iterrows():
        name = month_name(row["month"], "fr").capitalize()
        page = text.split(f"**{name}.**")[1].split("\n\n**")[0]
        shape = shapes[row["dossier"]]
        municipal = "L.5211-5 II" if shape.rule.municipal == QUALIFIED else shape.article
        articles = {shape.article.removeprefix("ALUR "), municipal}
        assert any(article in page for article in articles) or "pas de vote" in page


def test_defections_and_judgements_are_announced(mandate):
    text = journal(mandate, "fr")
    n_defections = tables.defections(mandate).groupby(["month", "dossier"]).ngroups
    assert text.count("tient pas parole") + text.count("tiennent pas parole") == n_defections
    breakable = {line.name for line, shape in dossiers_of(mandate.setting) if shape.breakable}
    judged = [name for name in tables.judgements(mandate)["dossier"] if name in breakable]
    assert text.count("deux ans et tient") + text.count("pas tenu deux ans") == len(judged)


def test_an_unknown_language_is_a_defect(faucigny):
    with pytest.raises(ValueError, match="languages: fr, en"):
        journal(faucigny, "de")


def test_summary_rows_follow_the_table_of_dossiers(mandate):
    rows, table = summary_rows(mandate, "fr"), tables.dossiers(mandate)
    assert [len(row) for row in rows] == [len(SUMMARY_COLUMNS)] * len(table)
    for row, (_, dossier) in zip(rows, table.iterrows(), strict=True):
        assert row[1] == str(dossier["months"])
        assert row[2].startswith("oui") == bool(dossier["adopted"])
        assert row[4] == ("oui" if dossier["shared"] else "non")
        assert (row[6] == "–") == (dossier["blockers"] == "")
    assert {row[2].split(" ")[0] for row in summary_rows(mandate, "en")} <= {"yes", "no"}


def test_dossiers_of_one_kind_are_lettered(faucigny, setting_of):
    whole = setting_of("none", agenda="whole")
    lines = {line.name: line for line, _ in dossiers_of(whole)}
    assert str(dossier_title(lines["mid_term_review"], whole)) == "Programme pluriannuel d'investissement B"
    planned = {line.name: line for line, _ in dossiers_of(faucigny.setting)}
    assert str(dossier_title(planned["transfer_a"], faucigny.setting)).startswith("Transfert : ")
    assert str(dossier_title(planned["governance_pact"], faucigny.setting)) == "Pacte de gouvernance"


def test_meaning_of_silence_by_procedure():
    assert "opposition" in meaning_of_silence(PLUI).text
    assert "vaut accord" in meaning_of_silence(TRANSFER).text
    assert "avis favorable" in meaning_of_silence(GOVERNANCE_PACT).text
    assert "refus" in meaning_of_silence(RESTITUTION).text
    assert "ne compte pas" in meaning_of_silence(SEAT_AGREEMENT).text


def test_names_months_and_numbers_are_written_in_both_languages():
    assert month_name(1, "fr") == "avril 2026"
    assert month_name(96, "en") == "March 2034"
    assert [letters(i) for i in (0, 25, 26)] == ["A", "Z", "AA"]
    assert at_most(["a", "b", "c"], 2) == (["a", "b", "c"], 0)
    assert at_most(["a", "b", "c", "d"], 2) == (["a", "b"], 2)
    assert enumeration(["A", "B", "C"], "fr") == "A, B et C"
    assert two_decimals(0.4, "fr") == "0,40"
    assert typeset("Vote : 3 h ?", "en") == "Vote : 3 h ?"
    assert typeset("« oui » ; 3 h", "fr") == "«\u202foui\u202f»\u202f; 3\xa0h"
