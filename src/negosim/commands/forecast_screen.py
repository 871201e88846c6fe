"""What `negosim forecast` prints: the seal that was written, and what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from negosim.commands.screen import grid
from negosim.errors import Message, message
from negosim.locale import number, translate
from negosim.terminal import say

if TYPE_CHECKING:
    from negosim.forecast.prediction import Prediction
    from negosim.forecast.scoring import Judgement
    from negosim.forecast.seal import Sealed

__all__ = ["show_judgement", "show_seal"]

DASH = "–"

PREDICTORS: dict[str, Message] = {
    "probability": message("prévision scellée"), "base_rate": message("taux de base"),
    "logistic": message("régression logistique"), "without_structure": message("sans le territoire"),
    "raw_probability": message("modèle brut"),
}  # fmt: skip
SCORES: dict[str, Message] = {"brier": message("Brier"), "log_score": message("Score log"), "auc": message("AUC")}


def show_seal(
    screen: Console, prediction: Prediction, folder: Path, contents: Mapping[str, bytes], lang: str
) -> None:  # fmt: skip
    """The places, the two means, the folder, and the hash that is worth publishing."""
    table = prediction.table
    say(screen, message("{n} lieux, dont {assumed} dont l'état est supposé. Probabilité moyenne : {mean_share} (modèle "
                        "brut : {raw_share}).", n=len(table), assumed=int(table["assumed"].to_numpy(bool).sum()),
                        mean_share=float(table["probability"].to_numpy(float).mean()),
                        raw_share=prediction.raw_means["probability"]), lang)  # fmt: skip
    say(screen, message("Scellé dans {folder}. À publier ailleurs, pour que la date fasse foi : SHA-256 de SHA256SUMS, "
                        "{digest}", folder=str(folder), digest=hashlib.sha256(contents["SHA256SUMS"]).hexdigest()),
        lang)  # fmt: skip


def show_judgement(screen: Console, sealed: Sealed, judgement: Judgement, lang: str) -> None:
    """Counts, scores, differences, calibration, verdict."""
    from negosim.forecast.verdicts import VERDICTS  # noqa: PLC0415 -- an extra

    figures, manifest = judgement.figures, sealed.manifest
    say(screen, message("Prévision scellée le {date}, intacte.", date=manifest["date"]), lang, "bold")
    if manifest["trial"]:
        say(screen, message("C'est un essai, non une prévision."), lang)
    say(screen, message("{scored} lieux jugés, {missing} sans issue connue, {strangers} hors de la prévision (écartés) "
                        "; {transferred} transferts.", **{key: figures[key] for key in (
                            "scored", "missing", "strangers", "transferred")}), lang)  # fmt: skip
    rows = [(translate(PREDICTORS[str(name)], lang), *(_number(value, lang) for value in row))
            for name, row in zip(judgement.scores.index, judgement.scores.to_numpy(), strict=True)]  # fmt: skip
    screen.print(grid((message("Prédiction"), *SCORES.values()), rows, lang))
    if len(judgement.differences):
        _show_differences(screen, judgement, lang)
    say(screen, VERDICTS[figures["verdict"]], lang, "bold")


def _show_differences(screen: Console, judgement: Judgement, lang: str) -> None:
    """The sealed score minus that of each baseline, then the calibration."""
    titles = (message("Écart avec"), message("Score"), message("Écart"), message("de"), message("à"))
    rows = [(translate(PREDICTORS[reference], lang), translate(SCORES[score], lang),
             *(_number(value, lang) for value in values))
            for reference, score, *values in judgement.differences.to_numpy()]  # fmt: skip
    screen.print(grid(titles, rows, lang, left=2))
    figures = judgement.figures
    say(screen, message("Niveau : {rate_share} observés, {sealed_share} prévus. Calibration : ordonnée {intercept} (0 "
                        "attendu), pente {slope} (1 attendu).", rate_share=figures["rate"],
                        sealed_share=figures["sealed_rate"], intercept=_number(figures["calibration_intercept"], lang),
                        slope=_number(figures["calibration_slope"], lang)), lang)  # fmt: skip
    titles = (message("Probabilité scellée"), message("Taux observé"), message("Cas"))
    rows = [(number(float(predicted), "_share", lang), number(float(observed), "_share", lang), str(int(n)))
            for n, predicted, observed in judgement.curve.to_numpy()]  # fmt: skip
    screen.print(grid(titles, rows, lang))


def _number(value: float | None, lang: str) -> str:
    """A score with four decimals; a dash where there is none."""
    return DASH if value is None or value != value else number(round(float(value), 4), "", lang)  # noqa: PLR0124 -- nan
