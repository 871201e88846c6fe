"""A mandate in the terminal: a line a year, then what became of each dossier."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from negosim.api import Played
from negosim.config import Job
from negosim.errors import Message, message
from negosim.locale import number, translate

__all__ = ["console", "show_mandate", "show_opening", "show_year"]

FIRST_YEAR, YEARS = 2026, 6
WIDTH_WITHOUT_TERMINAL = 120
MOST_BLOCKERS = 3

OUTCOMES: dict[str, Message] = {
    "adopted": message("adopté"),
    "defaulted": message("réglé par la loi"),
    "rejected": message("rejeté"),
    "withdrawn": message("retiré"),
    "open": message("sans décision"),
    "waiting": message("jamais ouvert"),
}
COLUMNS = (
    message("Dossier"), message("Mois"), message("Issue"), message("Soutien"),
    message("Partagé"), message("Durable"), message("Qui a bloqué"),
)  # fmt: skip


def console() -> Console:
    """The terminal; a file or a pipe gets plain lines of a fixed width."""
    made = Console(highlight=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = WIDTH_WITHOUT_TERMINAL
    return made


def show_opening(job: Job) -> None:
    """Say what is about to be played."""
    setting = job.setting
    said = message(
        "{name} ({siren}), {n} communes — {strategy}, graine {seed}",
        name=setting.territory.name, siren=setting.territory.siren, n=setting.territory.n,
        strategy=setting.strategy.label, seed=str(job.seed),
    )  # fmt: skip
    console().print(translate(said, job.lang), style="bold", markup=False)


def show_year(year: int, lang: str) -> None:
    """Say that a year of the mandate has been played."""
    said = message(
        "  année {n} sur {all} : avril {first_year} – mars {last_year}",
        n=year, all=YEARS, first_year=FIRST_YEAR + year - 1, last_year=FIRST_YEAR + year,
    )  # fmt: skip
    console().print(translate(said, lang), markup=False)


def show_mandate(played: Played, folder: Path) -> None:
    """The table of the dossiers, then where the files are."""
    lang, screen = played.job.lang, console()
    table = Table(*(translate(column, lang) for column in COLUMNS))
    titles = {planned.name: planned.kind.title for planned in played.job.setting.agenda}
    territory = played.job.setting.territory
    names = dict(zip(territory.insee, territory.names, strict=True))
    for row in played.dossiers.to_dict("records"):
        table.add_row(*_cells(row, translate(titles[row["dossier"]], lang), names, lang))
    screen.print(table)
    said = message("Résultats : {folder}", folder=str(folder))
    screen.print(translate(said, lang), markup=False, soft_wrap=True)


def _cells(row: dict[Any, Any], title: str, names: dict[str, str], lang: str) -> list[str]:
    """One dossier in words."""
    outcome = row["outcome"]
    closed = "…" if pd.isna(row["closed"]) else str(int(row["closed"]))
    blockers = [names.get(code, code) for code in str(row["blockers"]).split(",") if code]
    more = [f"+{len(blockers) - MOST_BLOCKERS}"] if len(blockers) > MOST_BLOCKERS else []
    return [
        f"{title} ({row['dossier']})",
        f"{row['opened']}–{closed}",
        translate(OUTCOMES[outcome], lang),
        "–" if pd.isna(row["support_communes"]) else number(row["support_communes"], "support_share", lang),
        _yes_or_no(row["shared"], lang),
        _yes_or_no(row["durable"], lang),
        ", ".join(blockers[:MOST_BLOCKERS] + more) or "–",
    ]


def _yes_or_no(value: Any, lang: str) -> str:
    """Yes, no, or a dash where the question does not arise."""
    if pd.isna(value):
        return "–"
    return translate(message("oui") if value else message("non"), lang)
