"""`negosim validate outcomes`: its tables, its last line, its refusals."""

from __future__ import annotations

import importlib.util
import json

import pytest

from negosim.territory.tables import table
from negosim.validation.baselines import draw_of
from negosim.validation.hindcast import is_registered

KEYS = {
    "auc", "logistic_auc", "auc_difference", "auc_difference_low", "brier", "base_brier", "calibration_slope",
    "lr_beyond_logistic", "lr_p_value", "n",
}  # fmt: skip


@pytest.fixture
def made_up(here):
    """Sixty small intercommunalities with decisions drawn at random."""
    groups = table("epci").to_pandas()
    small = groups[groups["category"] == "CC"].merge(table("communes").to_pandas().groupby("siren").size().rename("n"),
                                                     on="siren").query("n <= 8")["siren"].head(60)  # fmt: skip
    lines = ["siren,type,sieges_2026,comp_plu,comp_eau"]
    for siren in small:
        seats = "accord_local_conforme" if draw_of(siren, "seats") < 0.5 else "droit_commun"
        lines.append(f"{siren},CC,{seats},{int(draw_of(siren, 'plan') < 0.5)},{int(draw_of(siren, 'water') < 0.5)}")
    (here / "made_up.csv").write_text("\n".join([*lines, "999999999,CC,droit_commun,0,0"]), encoding="utf-8")
    return "made_up.csv"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fr", ["61 intercommunalités lues, dont 1 hors des tables", "régression logistique", "Taux simulé"]),
     ("en", ["61 intercommunalities read, 1 of them not in the tables", "logistic regression", "Simulated rate"])],
)  # fmt: skip
def test_the_tables_then_one_line_of_json(negosim, made_up, monkeypatch, lang, words):
    monkeypatch.setenv("COLUMNS", "80")
    line = ("validate", "outcomes", "--data", made_up, "--seeds", "2", "--sample", "24", "--lang", lang)
    ended = negosim(*line, "--set", "facilitation=none")
    assert ended.code == 0, ended.err
    for word in words:
        assert word in ended.words
    *text, last = ended.out.splitlines()
    assert max(map(len, text)) <= 80
    figures = json.loads(last)
    assert list(figures) == ["plu", "agreement", "water"]
    assert all(set(one) >= KEYS for one in figures.values())
    assert figures["plu"]["n"] == 24
    assert figures["plu"]["auc"] is not None
    assert (figures["water"]["auc"] is not None) == is_registered("water_transfer")
    assert "24" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "il manque outcomes"),
        (["income"], "validate vaut « income » ; valeurs possibles : outcomes"),
        (["outcomes"], "--data manque"),
        (["outcomes", "--data", "absent.csv"], "absent.csv : lecture impossible"),
        (["outcomes", "--data", "x.csv", "--half", "other"], "--half vaut « other » ; valeurs possibles : all, fit"),
        (["outcomes", "--data", "x.csv", "--seeds", "0"], "--seeds vaut « 0 »"),
        (["outcomes", "--data", "x.csv", "--sample", "none"], "--sample vaut « none »"),
    ],
)
def test_a_wrong_line_is_named(negosim, arguments, said):
    ended = negosim("validate", *arguments)
    assert ended.code == 2
    assert said in ended.err_words


def test_a_wrong_setting_is_named_before_anything_is_played(negosim, made_up):
    ended = negosim("validate", "outcomes", "--data", made_up, "--set", "context.scarcty=1")
    assert ended.code == 2
    assert "context.scarcity" in ended.err_words
    assert ended.out == ""


def test_without_the_library_one_line_says_what_to_install(negosim, made_up, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "sklearn" else found(name))
    ended = negosim("validate", "outcomes", "--data", made_up)
    assert ended.code == 2
    assert "pip install 'negosim[validate]'" in ended.err
    assert len(ended.err.splitlines()) == 1
