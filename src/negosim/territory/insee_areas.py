"""The living areas of INSEE (bassins de vie 2022), from a file that the user has downloaded."""

from __future__ import annotations

from pathlib import Path

from negosim.errors import Message, TerritoryError, message
from negosim.territory.text_file import csv_rows, file_text

__all__ = ["areas_of", "read_living_areas"]

CODES = ("DEPCOM", "CODGEO")
AREA = "BV2022"
LINES_BEFORE_TITLES = 10
MOST_CODES = 10


def read_living_areas(path: Path) -> dict[str, str]:
    """The code of the living area of each commune, by INSEE code.

    The file is a CSV (or CSV.gz) with the columns DEPCOM or CODGEO, and BV2022; a few lines may precede the titles.
    Raises TerritoryError: a file that cannot be read, no such column, every wrong line.
    Source: INSEE, zonage en bassins de vie 2022.
    """
    rows = csv_rows(file_text(path))
    for start, (_, titles) in enumerate(rows[:LINES_BEFORE_TITLES]):
        code = next((name for name in CODES if name in titles), None)
        if code is not None and AREA in titles:
            return _areas(rows[start + 1 :], titles.index(code), titles.index(AREA), path)
    raise TerritoryError(
        message(
            "{file} : colonnes {codes} et {area} introuvables dans les {lines} premières lignes.",
            file=path.name, codes=" ou ".join(CODES), area=AREA, lines=LINES_BEFORE_TITLES,
        )
    )  # fmt: skip


def _areas(rows: list[tuple[int, list[str]]], code_at: int, area_at: int, path: Path) -> dict[str, str]:
    """The living area by INSEE code, from the lines under the titles. Raises TerritoryError: every wrong line."""
    areas: dict[str, str] = {}
    problems: list[Message] = []
    for line, row in rows:
        code, area = (row[at].strip() if at < len(row) else "" for at in (code_at, area_at))
        if not code or not area:
            problems.append(message("{file}, ligne {line} : code manquant.", file=path.name, line=line))
        elif areas.setdefault(code, area) != area:
            problems.append(
                message("{file}, ligne {line} : {code} a deux bassins de vie ({first}, {second}).",
                        file=path.name, line=line, code=code, first=areas[code], second=area)
            )  # fmt: skip
    if problems:
        raise TerritoryError(*problems)
    return areas


def areas_of(areas: dict[str, str], codes: list[str]) -> list[str]:
    """The living area of each commune of `codes` [N]. Raises TerritoryError: communes that the file does not have."""
    missing = [code for code in codes if code not in areas]
    if missing:
        raise TerritoryError(
            message("Le fichier des bassins de vie ne connaît pas {count} commune(s) : {codes}{more}",
                    count=len(missing), codes=", ".join(missing[:MOST_CODES]),
                    more="…" if len(missing) > MOST_CODES else ".")
        )  # fmt: skip
    return [areas[code] for code in codes]
