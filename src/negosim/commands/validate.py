"""`negosim validate outcomes`: simulated probabilities beside what really happened (validation)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console

from negosim.commands.arguments import Arguments, one_of, whole_number
from negosim.commands.screen import grid
from negosim.ensemble.engines.dask import require_extra
from negosim.errors import Message, UserError, message
from negosim.locale import number, translate
from negosim.terminal import console, say, sigterm_as_interrupt

if TYPE_CHECKING:
    import pandas as pd

    from negosim.validation.comparison import Comparison
    from negosim.validation.outcomes import Target

__all__ = ["main"]

EXTRA, LIBRARY = "validate", "sklearn"
WHAT, HALVES = ("outcomes",), ("all", "fit", "report")
SEEDS, MOST_SEEDS, MOST_PLACES = "20", 10_000, 5_000
TENTHS = 10
DASH = "–"

PREDICTORS: dict[str, Message] = {
    "simulated": message("simulation"), "base_rate": message("taux moyen"),
    "logistic": message("régression logistique"), "boosting": message("arbres renforcés"),
}  # fmt: skip


@dataclass(frozen=True)
class Request:
    """What is asked: how many seeds, how many places at most (None for all), which half, which settings."""

    seeds: int
    sample: int | None
    half: str
    overrides: tuple[str, ...]


def main(arguments: Sequence[str], lang: str) -> int:
    """Print the scores of each outcome, rates by number of communes, and one line of JSON at the end."""
    options = _arguments(lang).parse(arguments)
    one_of("validate", options.what, WHAT)
    if options.data is None:
        raise UserError(message("--data manque : le fichier des décisions observées (colonnes {columns}).",
                                columns="siren, type, sieges_2026, comp_plu, comp_eau"))  # fmt: skip
    sample = None if options.sample is None else whole_number("--sample", options.sample, 1, MOST_PLACES)
    request = Request(whole_number("--seeds", options.seeds, 1, MOST_SEEDS), sample,
                      one_of("--half", options.half, HALVES), tuple(options.set))  # fmt: skip
    require_extra(EXTRA, LIBRARY)
    with sigterm_as_interrupt():
        _validate(options.data, request, options.lang)
    return 0


def _arguments(lang: str) -> Arguments:
    """The arguments of the command."""
    line = Arguments(
        "validate", message("Confronte les probabilités simulées à ce qui s'est réellement passé, à côté de "
                            "références calculées sur les mêmes cas."), lang,
        epilog=message("Chaque dossier est joué seul, dans chaque intercommunalité du fichier. La dernière ligne est "
                       "en JSON.\nLes réglages se choisissent sur une moitié (--half fit) et se jugent sur l'autre "
                       "(--half report)."),
    )  # fmt: skip
    line.take("what", metavar="outcomes", help=message("ce qui est confronté : outcomes, les décisions observées"))
    line.take("--data", metavar="CSV", help=message("les décisions observées, une intercommunalité par ligne"))
    line.take("--seeds", metavar="S", default=SEEDS,
              help=message("graines jouées dans chaque intercommunalité ({n} par défaut)", n=int(SEEDS)))  # fmt: skip
    line.take("--sample", metavar="N", help=message("n'en juge que N par décision, toujours les mêmes"))
    line.take("--half", metavar="|".join(HALVES), default=HALVES[0], help=message("la moitié des cas qui est jugée"))
    line.take("--set", metavar=message("CLÉ=VALEUR"), action="append", default=[],
              help=message("un réglage, comme dans negosim run (se répète)"))  # fmt: skip
    return line


def _validate(path: str, request: Request, lang: str) -> None:
    """Every target in turn, then the line of JSON."""
    from negosim.validation.features import features  # noqa: PLC0415 -- the territories are slow to load
    from negosim.validation.hindcast import lone_setting  # noqa: PLC0415 -- idem
    from negosim.validation.outcomes import TARGETS, read_outcomes  # noqa: PLC0415 -- idem

    outcomes, screen = read_outcomes(path), console()
    lone_setting("land_use_plan", request.overrides)  # names wrong settings before anything is played
    known, figures = features(outcomes["siren"]), {}
    absent = len(outcomes) - len(known)
    say(screen, message("{n} intercommunalités lues, dont {absent} hors des tables de 2026 (écartées).",
                        n=len(outcomes), absent=absent), lang)  # fmt: skip
    for name, target in TARGETS.items():
        comparison = _compare(outcomes, known, target, request, lang)
        _show(screen, target, comparison, lang)
        figures[name] = comparison.figures
    print(json.dumps(figures, ensure_ascii=False))  # noqa: T201 -- a line for programs, which nothing may wrap


def _compare(
    outcomes: pd.DataFrame, known: pd.DataFrame, target: Target, request: Request, lang: str
) -> Comparison:  # fmt: skip
    """Play what is asked of one target, and score it."""
    from negosim.validation.baselines import draw_of  # noqa: PLC0415 -- an extra
    from negosim.validation.comparison import compare, with_baselines  # noqa: PLC0415 -- idem
    from negosim.validation.hindcast import is_registered, simulated  # noqa: PLC0415 -- slow to load
    from negosim.validation.outcomes import cases_of  # noqa: PLC0415 -- idem

    cases = with_baselines(cases_of(outcomes, target), known, request.half)
    if request.sample is not None:
        order = sorted(cases["siren"], key=lambda siren: draw_of(siren, "sample"))
        cases = cases.loc[cases["siren"].isin(order[: request.sample])].reset_index(drop=True)
    if not is_registered(target.kind) or not len(cases):
        return compare(cases, None)
    title = translate(target.title, lang)

    def on_place(done: int, places: int) -> None:
        if done * TENTHS // places > (done - 1) * TENTHS // places:
            sentence = message("{title} : {done} sur {places} intercommunalités jouées", title=title, done=done,
                               places=places)  # fmt: skip
            print(translate(sentence, lang), file=sys.stderr, flush=True)  # noqa: T201 -- progress

    return compare(cases, simulated(cases["siren"], target.kind, request.seeds, request.overrides, on_place=on_place))


def _show(screen: Console, target: Target, comparison: Comparison, lang: str) -> None:
    """The scores of one target, then the rates by number of communes."""
    figures, played = comparison.figures, "simulated" in comparison.cases
    say(screen, message("{title} ({n} cas)", title=target.title, n=figures["n"]), lang, "bold")
    if not played:
        say(screen, message("Le genre de dossier « {kind} » n'est pas joué (absent de cette version, ou aucun cas) : "
                            "références seules.", kind=target.kind), lang)  # fmt: skip
    titles = (message("Prédiction"), message("AUC"), message("Brier"), message("Score log"))
    rows = [(translate(PREDICTORS[str(name)], lang), *(_number(value, lang) for value in row))
            for name, row in zip(comparison.scores.index, comparison.scores.to_numpy(), strict=True)]  # fmt: skip
    screen.print(grid(titles, rows, lang))
    if played and figures["auc"] is not None:
        _show_differences(screen, figures, lang)
        titles = (message("Probabilité simulée"), message("Taux observé"), message("Cas"))
        rows = [(_percent(predicted, lang), _percent(observed, lang), str(int(n)))
                for n, predicted, observed in comparison.curve.to_numpy()]  # fmt: skip
        screen.print(grid(titles, rows, lang))
    titles = (message("Communes"), message("Cas"), message("Taux observé"), message("Taux simulé"))
    rows = [(communes, str(n), _percent(observed, lang), _percent(played_rate, lang))
            for communes, n, observed, played_rate in comparison.by_size.to_numpy()]  # fmt: skip
    screen.print(grid(titles, rows, lang))


def _show_differences(screen: Console, figures: dict[str, float | int | None], lang: str) -> None:
    """How the simulation stands beside the regression, in sentences."""
    written = {name: _number(value, lang) for name, value in figures.items()}
    say(
        screen,
        message(
            "AUC simulée moins AUC de la régression : {auc_difference} [{auc_difference_low} ; {auc_difference_high}] "
            "(95 %, cas rééchantillonnés) ; écart décelable quatre fois sur cinq : {auc_detectable}.",
            **written,
        ),
        lang,
    )
    say(screen, message("Calibration : ordonnée {calibration_intercept} (0 attendu), pente {calibration_slope} "
                        "(1 attendu).", **written), lang)  # fmt: skip
    say(screen, message("Rapport de vraisemblance au-delà de la régression : {lr_beyond_logistic} (p = {lr_p_value}, "
                        "un degré de liberté).", **written), lang)  # fmt: skip


def _number(value: float | None, lang: str) -> str:
    """A score with three decimals; a dash where there is none."""
    return DASH if value is None or value != value else number(round(float(value), 3), "", lang)  # noqa: PLR0124 -- nan


def _percent(value: float, lang: str) -> str:
    """A share as a percentage; a dash where there is none."""
    return DASH if value != value else number(float(value), "_share", lang)  # noqa: PLR0124 -- nan
