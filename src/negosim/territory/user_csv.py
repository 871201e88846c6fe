"""An intercommunality from a user's CSV file; the problems of a wrong file are listed with their line numbers.

    # name: Communauté de communes du Val
    # category: CC
    insee;name;population;financial_potential_per_head;lon;lat
    01001;Aval;1250;812,5;4,92;46,15

Only `insee`, `name` and `population` are required: the rest is estimated, and marked as such. The separator is `;`, `,`
or a tab; with `;` or a tab, decimals may be French (12,5). `category` and `tax_regime` may also be columns; `president`
is oui (yes, 1) for the commune of the president, on one line at most. `competence_water` and its like, as a comment or
as a column, say oui or non of a competence that the intercommunality holds; the rest is as for its SIREN in the
national table, or as the law has it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from negosim.errors import Message, TerritoryError, message
from negosim.law.categories import CATEGORIES, TAX_REGIMES
from negosim.territory.assembly import Identity
from negosim.territory.competences import NAMES, holdings, is_recorded
from negosim.territory.file_completion import complete_territory
from negosim.territory.insee_areas import areas_of
from negosim.territory.model import Territory
from negosim.territory.tables import data_hash, hash_of
from negosim.territory.text_file import csv_rows, file_text, separator

__all__ = ["COLUMNS", "read_territory", "template"]


class Bounds(NamedTuple):
    """The values that a column of numbers may have."""

    low: float
    high: float
    whole: bool = False


COLUMNS = {
    "population": Bounds(1, 20_000_000, whole=True),
    "population_2023": Bounds(1, 20_000_000, whole=True),
    "financial_potential_per_head": Bounds(1, 1_000_000),
    "fiscal_potential_per_head": Bounds(0, 1_000_000),
    "income_per_head": Bounds(1, 1_000_000),
    "fiscal_effort": Bounds(0, 20),
    "compensation_allocation_eur": Bounds(-1e10, 1e10),
    "area_km2": Bounds(0.001, 100_000),
    "lon": Bounds(-180, 180),
    "lat": Bounds(-90, 90),
}
REQUIRED = ("insee", "name", "population")
WORDS = {"category": CATEGORIES, "tax_regime": TAX_REGIMES}
TEXTS = ("insee", "name", "living_area", *WORDS)
PRESIDENT = "president"
YES_OR_NO = {"oui": True, "yes": True, "1": True, "non": False, "no": False, "0": False, "": False}
HEADINGS = ("name", "siren", *WORDS)
COMPETENCE = "competence_"
COMPETENCES = tuple(COMPETENCE + name for name in NAMES)
DEFAULTS = {"category": "CC", "tax_regime": "FPU"}


@dataclass
class Reading:
    """The content of a file as far as it has been read, and its problems."""

    file: str
    french: bool
    columns: dict[str, list[Any]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    competences: dict[str, bool] = field(default_factory=dict)
    problems: list[Message] = field(default_factory=list)

    def at(self, line: int) -> dict[str, Any]:
        """The file and the line of a problem, for its message."""
        return {"file": self.file, "line": line}


def read_territory(path: Path, areas: dict[str, str] | None = None) -> Territory:
    """The territory of a CSV file.

    Args: `path`; `areas`, living area by INSEE code, which replaces the living areas of the file.
    Raises TerritoryError: every problem of the file.
    """
    text = file_text(path)
    reading = Reading(path.name, french=separator(text) != ",")
    table = []
    for line, row in csv_rows(text):
        if row[0].lstrip().startswith("#"):
            _heading(reading, line, ",".join(row))
        else:
            table.append((line, row))
    _table(reading, table)
    if reading.problems:
        raise TerritoryError(*reading.problems)
    if areas is not None:
        reading.columns["living_area"] = areas_of(areas, reading.columns["insee"])
    identity = {"siren": path.stem, "name": path.stem, **DEFAULTS, **reading.headings}
    national = [data_hash()] if is_recorded(identity["siren"]) else []
    digest = hash_of(text, *reading.columns.get("living_area", []), *national)
    held = holdings(identity["category"], identity["siren"], reading.competences)
    return complete_territory(reading.columns, Identity(**identity, source="csv", data_hash=digest, competences=held))


def _heading(reading: Reading, line: int, text: str) -> None:
    """Read a comment `# key: value`; other comments are ignored."""
    key, colon, value = (part.strip() for part in text.strip().lstrip("#").rstrip(";,").partition(":"))
    if colon and key in HEADINGS:
        reading.headings[key] = value
        _word(reading, line, key, value)
    elif colon and key in COMPETENCES:
        _competence(reading, line, key, value)
    elif colon and key.startswith(COMPETENCE):
        reading.problems.append(
            message(
                "{file}, ligne {line} : compétence « {name} » inconnue ; possibles : {options}.",
                **reading.at(line), name=key, options=", ".join(COMPETENCES),
            )
        )  # fmt: skip


def _competence(reading: Reading, line: int, key: str, value: str) -> None:
    """Note whether a competence is held; nothing is said where the value is empty."""
    if value:
        reading.competences[key.removeprefix(COMPETENCE)] = _says_yes(reading, line, key, value)


def _word(reading: Reading, line: int, name: str, value: str) -> None:
    """Check a category or a tax regime."""
    if name in WORDS and value not in WORDS[name]:
        reading.problems.append(
            message(
                "{file}, ligne {line} : {name} vaut « {value} » ; valeurs possibles : {options}.",
                **reading.at(line), name=name, value=value, options=", ".join(WORDS[name]),
            )
        )  # fmt: skip


def _table(reading: Reading, table: list[tuple[int, list[str]]]) -> None:
    """Read the line of titles, then each line of cells."""
    if not table:
        reading.problems.append(message("{file} : aucune ligne de titres.", file=reading.file))
        return
    line, titles = table[0][0], [title.strip() for title in table[0][1]]
    _titles(reading, line, titles)
    if len(table) == 1:
        reading.problems.append(message("{file} : aucune commune sous les titres.", file=reading.file))
    reading.columns = {name: [] for name in titles}
    first_line: dict[str, int] = {}
    for number, row in table[1:]:
        _line(reading, number, titles, row, first_line)
    lines = [number for number, row in table[1:] if len(row) == len(titles)]
    _constant_words(reading, lines)
    _one_president(reading, lines)


def _titles(reading: Reading, line: int, titles: list[str]) -> None:
    """Check the names of the columns."""
    where, options = reading.at(line), [*TEXTS, *COLUMNS, PRESIDENT, *COMPETENCES]
    for name in (name for name in REQUIRED if name not in titles):
        reading.problems.append(
            message("{file}, ligne {line} : colonne obligatoire « {name} » absente.", **where, name=name)
        )
    for name in sorted(set(titles)):
        if titles.count(name) > 1:
            reading.problems.append(message("{file}, ligne {line} : colonne « {name} » en double.", **where, name=name))
        if name not in options:
            reading.problems.append(
                message(
                    "{file}, ligne {line} : colonne « {name} » inconnue ; colonnes possibles : {options}.",
                    **where, name=name, options=", ".join(options),
                )
            )  # fmt: skip
    if ("lon" in titles) != ("lat" in titles):
        reading.problems.append(message("{file}, ligne {line} : les colonnes lon et lat vont ensemble.", **where))


def _line(reading: Reading, line: int, titles: list[str], row: list[str], first_line: dict[str, int]) -> None:
    """Read the cells of one commune."""
    where = reading.at(line)
    if len(row) != len(titles):
        reading.problems.append(
            message("{file}, ligne {line} : {count} cellules au lieu de {titles}.",
                    **where, count=len(row), titles=len(titles))
        )  # fmt: skip
        return
    for name, cell in zip(titles, (cell.strip() for cell in row), strict=True):
        if name in COLUMNS:
            reading.columns[name].append(_number(reading, line, name, cell))
            continue
        if name == PRESIDENT:
            reading.columns[name].append(_says_yes(reading, line, name, cell))
            continue
        reading.columns[name].append(cell)
        if not cell and name in TEXTS:
            reading.problems.append(message("{file}, ligne {line} : {name} est vide.", **where, name=name))
        elif name == "insee" and first_line.setdefault(cell, line) != line:
            reading.problems.append(
                message("{file}, ligne {line} : code {code} déjà donné à la ligne {first}.",
                        **where, code=cell, first=first_line[cell])
            )  # fmt: skip
        else:
            _word(reading, line, name, cell)
            if name in COMPETENCES:
                _competence(reading, line, name, cell)


def _number(reading: Reading, line: int, name: str, cell: str) -> float | int | None:
    """The number of a cell; None if it is empty (it will be estimated) or wrong (a problem)."""
    where, bounds = reading.at(line), COLUMNS[name]
    if not cell:
        if name in REQUIRED:
            reading.problems.append(message("{file}, ligne {line} : {name} est vide.", **where, name=name))
        return None
    plain = "".join(cell.split())
    try:
        value = float(plain.replace(",", ".") if reading.french else plain)
    except ValueError:
        problem = message("{file}, ligne {line} : {name} vaut « {cell} », qui n'est pas un nombre.",
                          **where, name=name, cell=cell)  # fmt: skip
    else:
        if bounds.low <= value <= bounds.high and (not bounds.whole or value == int(value)):
            return int(value) if bounds.whole else value
        if bounds.whole and bounds.low <= value <= bounds.high:
            problem = message("{file}, ligne {line} : {name} vaut {cell} ; un nombre entier est attendu.",
                              **where, name=name, cell=cell)  # fmt: skip
        else:
            problem = message(
                "{file}, ligne {line} : {name} vaut {cell} ; bornes permises : de {low} à {high}.",
                **where, name=name, cell=cell, low=f"{bounds.low:.12g}", high=f"{bounds.high:.12g}",
            )  # fmt: skip
    reading.problems.append(problem)
    return None


def _constant_words(reading: Reading, lines: list[int]) -> None:
    """Check that the columns of category, of tax regime and of competences, if any, have one value each."""
    for name in (*WORDS, *COMPETENCES):
        cells = reading.columns.pop(name, None)
        if not cells:
            continue
        for line, cell in zip(lines, cells, strict=True):
            if cell.casefold() != cells[0].casefold():
                reading.problems.append(
                    message(
                        "{file}, ligne {line} : {name} vaut « {cell} », mais « {first} » plus haut.",
                        **reading.at(line), name=name, cell=cell, first=cells[0],
                    )
                )  # fmt: skip
        if name in WORDS:
            reading.headings[name] = cells[0]


def _says_yes(reading: Reading, line: int, name: str, cell: str) -> bool:
    """Whether a cell says yes; one that says neither yes nor no is a problem."""
    word = cell.casefold()
    if word not in YES_OR_NO:
        reading.problems.append(
            message(
                "{file}, ligne {line} : {name} vaut « {value} » ; valeurs possibles : {options}.",
                **reading.at(line), name=name, value=cell, options=", ".join(filter(None, YES_OR_NO)),
            )
        )  # fmt: skip
    return YES_OR_NO.get(word, False)


def _one_president(reading: Reading, lines: list[int]) -> None:
    """Check that one commune at most is that of the president."""
    president_lines = [
        line for line, presides in zip(lines, reading.columns.get(PRESIDENT, []), strict=False) if presides
    ]
    if len(president_lines) > 1:
        reading.problems.append(
            message(
                "{file} : un seul président est attendu ; lignes {lines}.",
                file=reading.file, lines=", ".join(map(str, president_lines)),
            )
        )  # fmt: skip


def template(path: Path) -> None:
    """Write an example file to fill in at `path`, with all the columns and two invented communes."""
    names = ["insee", "name", *COLUMNS]
    lines = [
        "# name: Communauté de communes du Val", "# category: CC", "# tax_regime: FPU", ";".join(names),
        "01001;Aval;5200;5180;812,5;780;15900;1,02;410000;21,3;4,92;46,15",
        "01002;Amont;640;655;655;620;14800;0,97;-12000;14,8;5,02;46,21",
    ]  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
