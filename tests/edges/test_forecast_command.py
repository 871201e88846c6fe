"""`negosim forecast`: a trial sealed then judged, wrong lines named."""

from __future__ import annotations

import json
from functools import partial

import pandas as pd
import pytest

from negosim.validation.scores import paired_difference


def test_a_trial_is_sealed_once_then_judged(negosim, here, monkeypatch):
    few = partial(paired_difference, draws=60)
    monkeypatch.setattr("negosim.forecast.scoring.paired_difference", few)
    line = (
        "forecast",
        "seal",
        "--date",
        "2026-07-01",
        "--seeds",
        "1",
        "--sample",
        "20",
        "--workers",
        "0",
        "--out",
        "a",
    )
    ended = negosim(*line)
    assert ended.code == 0, ended.err
    assert "20 lieux" in ended.words
    again = negosim(*line)
    assert again.code == 2
    assert "existe déjà" in again.err_words
    table = pd.read_csv("a/forecast.csv", dtype={"siren": str})
    table.assign(transferred=[rank % 4 == 0 for rank in range(20)]).astype({"transferred": int})[
        ["siren", "transferred"]
    ].to_csv("seen.csv", index=False)
    for lang, words in (
        ("fr", ["intacte", "essai", "20 lieux jugés"]),
        ("en", ["intact", "trial", "20 places judged"]),
    ):
        judged = negosim("forecast", "score", "--data", "seen.csv", "--forecast", "a", "--lang", lang)
        assert judged.code == 0, judged.err
        for word in words:
            assert word in judged.words
        figures = json.loads(judged.out.splitlines()[-1])
        assert (figures["scored"], figures["transferred"], figures["trial"]) == (20, 5, 20)
        assert figures["brier"] is not None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "il manque seal|score"),
        (["guess"], "forecast vaut « guess » ; valeurs possibles : seal, score"),
        (["seal"], "--date manque"),
        (["seal", "--date", "tomorrow"], "--date vaut « tomorrow »"),
        (["seal", "--date", "2026-07-01", "--seeds", "0"], "--seeds vaut « 0 »"),
        (["seal", "--date", "2026-07-01", "--sample", "20"], "le dossier des vraies prévisions"),
        (["seal", "--data", "x.csv"], "Option « --data » inconnue"),
        (["score"], "--data manque"),
        (["score", "--data", "x.csv"], "aucune prévision scellée"),
    ],
)
def test_a_wrong_line_is_named(negosim, here, arguments, said):
    ended = negosim("forecast", *arguments)
    assert ended.code == 2
    assert said in ended.err_words


@pytest.mark.parametrize("action", ["seal", "score"])
def test_each_action_has_its_page(negosim, action):
    ended = negosim("forecast", action, "--help", "--lang", "en")
    assert ended.code == 0
    assert f"usage: negosim forecast {action}" in ended.words
