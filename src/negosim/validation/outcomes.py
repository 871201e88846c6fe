"""What intercommunalities really decided: a table read, checked, and turned into outcomes (résultats observés).

One row for each intercommunality; the columns that are read are those of `READERS`, whatever others there are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from negosim.errors import Message, UserError, message
from negosim.territory.text_file import csv_rows, file_text

__all__ = [
    "AGREEMENT", "NINE_DIGITS", "ORDINARY", "TARGETS", "UNKNOWN", "YES_OR_NO", "Target",
    "cases_of", "read_columns", "read_outcomes", "siren_in", "yes_or_no",
]  # fmt: skip

AGREEMENT = ("accord_local_conforme", "accord_local_non_verifie")
"""A council of another composition than ordinary law gives, every commune seated, within the cap of the law; the second
does not meet the rule of equal representation as it is read here. Source: CGCT L.5211-6-1 I."""

ORDINARY = ("droit_commun", "droit_commun_avec_vacance_probable")
"""Every commune has its seats by ordinary law, or the council lacks one or two of them. Source: CGCT L.5211-6-1 III."""

UNKNOWN = ("indetermine", "rne_incomplet", "sieges_supplementaires_VI")
"""Neither can be told: seats that fit nothing, a register of elected persons in which a commune has no seat, and extra
seats (VI), which are another decision than an agreement."""

CATEGORIES = {"CC": "CC", "CA": "CA", "CU": "CU", "ME": "METROPOLE", "METROPOLE": "METROPOLE"}
"""How a file writes the category of an intercommunality, and how the package does."""

SIREN = re.compile(r"\d{9}")
MOST_NAMED = 5
YES, NO = 1.0, 0.0


@dataclass(frozen=True)
class Target:
    """One outcome: the column that holds it, the kind of dossier that decides it, those that the law left free.

    `kind` is a name of `agenda.KINDS`; `categories` are those of the intercommunalities that had a decision to make.
    """

    name: str
    title: Message
    column: str
    kind: str
    categories: tuple[str, ...]


TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target("plu", message("Plan local d'urbanisme transféré"), "comp_plu", "land_use_plan", ("CC", "CA")),
        Target("agreement", message("Accord local sur les sièges de 2026"), "sieges_2026", "seat_agreement",
               ("CC", "CA")),
        Target("water", message("Eau transférée"), "comp_eau", "water_transfer", ("CC",)),
    )
}  # fmt: skip
"""Urban communities and metropolises hold planning by law, and have no agreement of the ordinary kind. Communities of
agglomeration hold water by law since 2020 (law NOTRe of 7 August 2015, articles 64 and 66), so that only communities of
communes had a choice (law of 3 August 2018)."""


def read_outcomes(path: str | Path) -> pd.DataFrame:
    """What happened, a row for each intercommunality of a CSV file (gzipped or not).

    Columns: `siren` (text), `category`, and for each of `TARGETS` 1.0 where it happened, 0.0 where it did not, NaN
    where it is not known.
    Raises UserError: the file cannot be read, a column is missing, values that cannot be (with their lines).
    """
    table = read_columns(path, READERS, EXPECTED)
    outcomes = {target.name: table[target.column] for target in TARGETS.values()}
    return pd.DataFrame({"siren": table["siren"], "category": table["type"], **outcomes})


def read_columns(
    path: str | Path, readers: Mapping[str, Callable[[str], Any]], expected: Mapping[str, Message]
) -> dict[str, list[Any]]:
    """The columns of a CSV file (gzipped or not) with one row for each intercommunality, `siren` among them, by name.

    `readers` say what a cell is, and raise KeyError or ValueError where it cannot be; `expected` says it in words.
    Raises UserError: the file cannot be read, a column is missing, values that cannot be (with their lines), a SIREN
    on several rows.
    """
    path = Path(path)
    (_, titles), *lines = csv_rows(file_text(path))
    titles = [title.strip() for title in titles]
    missing = [name for name in readers if name not in titles]
    if missing:
        raise UserError(message("{file} : colonnes absentes : {missing}. Colonnes lues : {required}.", file=path.name,
                                missing=", ".join(missing), required=", ".join(readers)))  # fmt: skip
    if not lines:
        raise UserError(message("{file} : aucune intercommunalité sous les titres.", file=path.name))
    columns = {name: [(line, _cell(row, titles.index(name))) for line, row in lines] for name in readers}
    problems = [problem for name, read in readers.items()
                if (problem := _wrong(path, name, columns[name], read, expected[name]))]  # fmt: skip
    problems += _repeated(path, columns["siren"])
    if problems:
        raise UserError(*problems)
    return {name: [read(text) for _, text in columns[name]] for name, read in readers.items()}


def cases_of(outcomes: pd.DataFrame, target: Target, categories: Sequence[str] | None = None) -> pd.DataFrame:
    """The cases of a target: `siren`, `category` and `outcome` (int, 0 or 1), in the order of the SIRENs.

    `outcomes` is a table of `read_outcomes`; `categories` replaces those of the target. What is not known is left out.
    """
    eligible = outcomes["category"].isin(categories or target.categories) & outcomes[target.name].notna()
    cases = outcomes.loc[eligible, ["siren", "category", target.name]].rename(columns={target.name: "outcome"})
    return cases.astype({"outcome": int}).sort_values("siren", ignore_index=True)


def _cell(row: Sequence[str], rank: int) -> str:
    """The text of a cell; a short line ends with empty ones."""
    return row[rank].strip() if rank < len(row) else ""


def siren_in(text: str) -> str:
    """A SIREN of nine digits."""
    if SIREN.fullmatch(text) is None:
        raise ValueError(text)
    return text


def _category(text: str) -> str:
    """A category as the package writes it."""
    return CATEGORIES[text]


def _seats(text: str) -> float:
    """Whether the seats of 2026 come from an agreement; NaN where it is not known."""
    if text == "" or text in UNKNOWN:
        return math.nan
    return {**dict.fromkeys(AGREEMENT, YES), **dict.fromkeys(ORDINARY, NO)}[text]


def yes_or_no(text: str) -> float:
    """1.0 or 0.0; NaN where it is not known."""
    if text == "":
        return math.nan
    return {YES: YES, NO: NO}[float(text)]


READERS: dict[str, Callable[[str], str | float]] = {
    "siren": siren_in, "type": _category, "sieges_2026": _seats, "comp_plu": yes_or_no, "comp_eau": yes_or_no,
}  # fmt: skip
"""What makes a value of the text of a cell; it raises KeyError or ValueError where that cannot be."""

NINE_DIGITS, YES_OR_NO = message("neuf chiffres"), message("0, 1, ou rien")

EXPECTED: dict[str, Message] = {
    "siren": NINE_DIGITS,
    "type": message("l'un de {options}", options=", ".join(CATEGORIES)),
    "sieges_2026": message("l'un de {options}, ou rien", options=", ".join((*AGREEMENT, *ORDINARY, *UNKNOWN))),
    "comp_plu": YES_OR_NO,
    "comp_eau": YES_OR_NO,
}


def _wrong(
    path: Path, name: str, cells: Sequence[tuple[int, str]], read: Callable[[str], object], expected: Message
) -> Message | None:
    """The problem of a column that holds values that cannot be, with the first of their lines; None without any."""
    wrong = []
    for line, text in cells:
        try:
            read(text)
        except (KeyError, ValueError):
            wrong.append((line, text))
    if not wrong:
        return None
    line, text = wrong[0]
    return message("{file}, ligne {line} : {name} vaut « {value} » ; attendu : {expected} (lignes en cause : {count}).",
                   file=path.name, line=line, name=name, value=text, expected=expected,
                   count=len(wrong))  # fmt: skip


def _repeated(path: Path, cells: Sequence[tuple[int, str]]) -> list[Message]:
    """The problem of intercommunalities that have several rows."""
    sirens = [text for _, text in cells]
    twice = [siren for siren in dict.fromkeys(sirens) if sirens.count(siren) > 1]
    if not twice:
        return []
    named = ", ".join(twice[:MOST_NAMED]) + ("…" if len(twice) > MOST_NAMED else "")
    return [message("{file} : intercommunalités répétées : {names}.", file=path.name, names=named)]
