"""Write the reference tables of the law, dated constants, procedures and articles, from the code itself.

`python tools/law_tables.py` writes docs/law/tables.md; with `--check` it writes nothing and exits with 1 where the
page is out of date.
"""

from __future__ import annotations

import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

from negosim.catalogue.procedures import MUNICIPAL_WORDS, RULE_WORDS
from negosim.errors import Message
from negosim.law.articles import ARTICLES
from negosim.law.constants import CONSTANTS, STATE_OF_LAW, DatedConstant, MonthDay
from negosim.law.decisions import meaning_of_silence
from negosim.law.majorities import RULES
from negosim.law.municipal_majorities import MAJORITIES
from negosim.law.procedures import COUNCIL_ONLY, NO_COUNCIL, PROCEDURES, QUALIFIED, Procedure
from negosim.locale import translate

PAGE = Path(__file__).resolve().parents[1] / "docs" / "law" / "tables.md"

HEAD = f"""# Tables of the law · Tables du droit

Written by `python tools/law_tables.py` from the code; do not edit. *Page écrite à partir du code ; ne pas la modifier.*

"Since" is the day from which the figure applies, as far as we know: it is ours to check. "Read" says whether the
figure was read in a source (yes) or is quoted from memory (**no**), to be checked before it is called the law.
*« Since » : jour d'entrée en vigueur, à vérifier. « Read » : lu dans une source (yes) ou cité de mémoire (**no**).*

The law described is that of {STATE_OF_LAW.isoformat()}, whatever the day of the run: a later row is not applied.
A value like 08-31 is a day of each year; "usage" stands where no text sets the figure. *Droit décrit : celui du
{STATE_OF_LAW.isoformat()}, quel que soit le jour du calcul. « 08-31 » : un jour de l'année (mois-jour) ;
« usage » : sans texte.*
"""


def main() -> int:
    """Write the page, or say whether it is out of date."""
    text = page()
    if "--check" in sys.argv[1:]:
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        print(f"docs/law/tables.md is {'up to date' if same else 'out of date: run tools/law_tables.py'}")
        return 0 if same else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """The whole page."""
    constants = ["| key | value | article | since | read | français | English |", "|---|---|---|---|---|---|---|"]
    constants += [constant_row(row) for row in CONSTANTS]
    procedures = [
        "| key | procédure / procedure | article | council | communes | months | silence |",
        "|---|---|---|---|---|---|---|",
        *(procedure_row(code, line) for code, line in enumerate(PROCEDURES)),
    ]
    articles = ["| article | français | English | text of |", "|---|---|---|---|"]
    articles += [f"| {a.code} | {a.title_fr} | {a.title_en} | {a.in_force} |" for a in ARTICLES.values()]
    return "\n".join([
        HEAD, "## Constants · Constantes\n", *constants, "", "## Procedures · Procédures\n", *procedures, "",
        "## Articles\n", *articles, "",
    ])  # fmt: skip


def constant_row(row: DatedConstant) -> str:
    """One figure."""
    read = "yes" if row.read else "**no**"
    return (
        f"| `{row.key}` | {shown(row.value)} | {row.article} | {row.since.isoformat()} | {read} "
        f"| {row.meaning_fr} | {row.meaning_en} |"
    )


def shown(value: int | Fraction | tuple[int, ...] | MonthDay | date) -> str:
    """A figure as it is read: 1/4, 50,000, a row of whole numbers, a day of the year (month-day) or a date."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, MonthDay):
        return f"{value.month:02}-{value.day:02}"
    if isinstance(value, tuple):
        return " ".join(f"{number:,}" for number in value)
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else f"{value:,}"


def procedure_row(code: int, line: Procedure) -> str:
    """One procedure."""
    rule = "–" if line.council_rule == NO_COUNCIL else both(RULE_WORDS[name_of(RULES, line.council_rule)])
    municipal = "–" if line.municipal == COUNCIL_ONLY else both(MUNICIPAL_WORDS[line.municipal])
    if line.municipal == QUALIFIED:
        municipal += f" (`{name_of(MAJORITIES, line.majority)}`)"
    months = "–" if not line.months else str(line.months)
    cells = (f"`{line.key}`", both(line.title), line.article, rule, municipal, months, both(meaning_of_silence(code)))
    return f"| {' | '.join(cells)} |"


def both(words: Message) -> str:
    """Words in French and in English."""
    return f"{words} / {translate(words, 'en')}"


def name_of(codes: dict[str, int], code: int) -> str:
    """The name of a code."""
    return next(name for name, value in codes.items() if value == code)


if __name__ == "__main__":
    sys.exit(main())
