"""`negosim analyse`: the tables and figures that answer an experiment, with their intervals (analyse)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from negosim.commands.arguments import Arguments, as_options
from negosim.ensemble.analysis.dataset import HEADLINE_METRICS
from negosim.errors import message
from negosim.report.analysis import SESOI, SHARES, analyse
from negosim.terminal import console, say, waiting_notice

__all__ = ["main"]


def main(arguments: Sequence[str], lang: str) -> int:
    """Write tables (CSV, LaTeX), figures (PNG, SVG) and a page of an experiment into a folder beside its rows."""
    line = Arguments("analyse", message("Analyse une expérience : effets, interactions, stabilité, avec intervalles."),
                     lang)  # fmt: skip
    line.take("folder", metavar=message("DOSSIER"), help=message("le dossier d'un balayage fini"))
    usual = ", ".join(HEADLINE_METRICS)
    line.take("--outcome", metavar=message("MESURE"), action="append", default=[],
              help=message("une mesure à comparer (se répète) ; par défaut {names}", names=usual))  # fmt: skip
    line.take("--control", metavar=message("NIVEAU"),
              help=message("le niveau auquel les autres sont comparés (busy par défaut)"))  # fmt: skip
    line.take("--sesoi", metavar="[MESURE=]X", action="append", default=[],
              help=message("plus petit effet d'intérêt, pour l'équivalence : X celui des parts ({value} par défaut), "
                           "MESURE=X celui d'une mesure dans son unité (se répète)", value=str(SESOI)))  # fmt: skip
    line.take("--output", metavar=message("DOSSIER"), help=message("où écrire (par défaut _analysis dans le dossier)"))
    options = line.parse(arguments)
    names = {"outcomes": "--outcome", "control": "--control", "sesoi": "--sesoi", "output": "--output"}
    with waiting_notice(options.lang), as_options(names):
        analysis = analyse(options.folder, options.outcome, options.control, sesoi_of(options.sesoi), lang=options.lang)
        files = analysis.save(options.output or None)
    screen = console()
    for remark in analysis.remarks:
        say(screen, message("{name}", name=remark), options.lang)
    say(screen, message("{runs} mandats, {failures} échecs.", runs=len(analysis.data.rows),
                        failures=analysis.data.failures), options.lang)  # fmt: skip
    for path in files:
        screen.print(str(path), markup=False, soft_wrap=True)
    return 0


def sesoi_of(texts: Sequence[str]) -> dict[str, Any]:
    """The numbers of `X` (every share) and `NAME=X`, by name; a text that is no number stays a text."""
    values: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.rpartition("=")
        values[name if equals else SHARES] = value
        with suppress(ValueError):
            values[name if equals else SHARES] = float(value.replace(",", "."))
    return values
