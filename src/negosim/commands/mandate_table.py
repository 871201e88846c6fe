"""A mandate in the terminal: a line a year, then what became of each dossier."""

from __future__ import annotations

import textwrap
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from negosim.api import MandateResult
from negosim.compiled import interpreted_while_compiling
from negosim.config import Job
from negosim.errors import message
from negosim.law.special_councils import special_council
from negosim.locale import translate
from negosim.narrate import SUMMARY_COLUMNS, contents, summary_rows
from negosim.terminal import console

__all__ = ["show_folder", "show_mandate", "show_opening", "show_year"]

FIRST_YEAR, YEARS = 2026, 6


def show_opening(job: Job) -> None:
    """Print the territory, the strategy and the seed of the mandate."""
    setting = job.setting
    sentence = message(
        "{name} ({siren}), {n} communes — {strategy}, graine {seed}",
        name=setting.territory.name, siren=setting.territory.siren, n=setting.territory.n,
        strategy=setting.strategy.label, seed=str(job.seed),
    )  # fmt: skip
    console().print(translate(sentence, job.lang), style="bold", markup=False)
    if (reason := special_council(setting.territory.siren)) is not None:
        ours = message("La simulation y prend les sièges de droit commun.")
        console().print(f"{translate(reason, job.lang)} {translate(ours, job.lang)}", markup=False)


def show_year(year: int, lang: str) -> None:
    """Print that a year of the mandate is over."""
    sentence = message(
        "  année {n} sur {all} : avril {first_year} – mars {last_year}",
        n=year, all=YEARS, first_year=FIRST_YEAR + year - 1, last_year=FIRST_YEAR + year,
    )  # fmt: skip
    console().print(translate(sentence, lang), markup=False)


def show_mandate(result: MandateResult) -> None:
    """The table of the dossiers, then what those in force change."""
    lang, screen = result.job.lang, console()
    table = Table(*(translate(column, lang) for column in SUMMARY_COLUMNS))
    with interpreted_while_compiling():
        for row in summary_rows(result.mandate, lang):
            table.add_row(*map(escape, row))
        paragraphs = contents(result.mandate, lang)
    screen.print(table)
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, screen.width, subsequent_indent="  ", break_on_hyphens=False):
            screen.print(line, markup=False, soft_wrap=True)


def show_folder(folder: Path, lang: str) -> None:
    """Say where the files are."""
    sentence = message("Résultats : {folder}", folder=str(folder))
    console().print(translate(sentence, lang), markup=False, soft_wrap=True)
