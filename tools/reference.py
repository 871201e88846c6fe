"""Write the catalogue's pages and the generated parts of the ODD+D document and of the page of tables, from the code.

    python tools/reference.py            write docs/catalogue.md, docs/catalogue.fr.md, the tables of other pages
    python tools/reference.py --check    write nothing; exit 1 where one of them is out of date

A generated part stands between `<!-- generated: name -->` and `<!-- end -->`; `name` is a table of the catalogue
(`strategies`), a class of knobs (`parameters Relations`), `clauses`, `items`, or one of `arrays`, `records`, `events`,
`steps`, `draws`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from negosim.catalogue import SECTIONS, Section, dossier_contents, mandate_tables, markdown, parameters_of
from negosim.catalogue.parameters import groups
from negosim.locale import translate

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"catalogue.md": "en", "catalogue.fr.md": "fr"}
FILLED = ("odd.md", "tables.md", "agenda.md")
"""Documents of which some parts are generated."""
PART = re.compile(r"(<!-- generated: ([\w ]+) -->\n)((?:(?!<!--).)*)(<!-- end -->)", re.DOTALL)
HEADS = {
    "en": "# Catalogue\n\nEverything that can be chosen, set and measured. Written by `python tools/reference.py` from "
    "the code; do not edit.\n`negosim catalogue` prints the same tables, your own plugins included. "
    "[En français](catalogue.fr.md).\n",
    "fr": "# Catalogue\n\nTout ce qui peut se choisir, se régler et se mesurer. Page écrite par `python "
    "tools/reference.py` à partir du code ; ne pas\nla modifier. `negosim catalogue` affiche les mêmes tables, vos "
    "greffons compris. [In English](catalogue.md).\n",
}
MODEL: dict[str, Callable[[], Section]] = {
    "arrays": mandate_tables.arrays,
    "records": mandate_tables.record_fields,
    "events": mandate_tables.event_columns,
    "steps": mandate_tables.steps_of_a_month,
    "clauses": dossier_contents.clauses,
    "items": dossier_contents.items,
}


def catalogue_page(lang: str) -> str:
    """The whole page of the catalogue in `lang`."""
    parts = [HEADS[lang]]
    for name, section in SECTIONS.items():
        tables = [parameters_of(group) for group in groups()] if name == "parameters" else [section()]
        for table in tables:
            parts.append(f"## {translate(table.title, lang)}\n\n{translate(table.about, lang)}\n")
            parts.append(markdown(table, lang) + "\n")
    return "\n".join(parts)


def part(name: str) -> str:
    """The generated part of that name, in English."""
    group = name.removeprefix("parameters ")
    if name == "draws":
        return mandate_tables.draws()
    if name in MODEL:
        return markdown(MODEL[name](), "en")
    if name in SECTIONS:
        return markdown(SECTIONS[name](), "en")
    if group in groups():
        return markdown(parameters_of(group), "en")
    raise SystemExit(f"no generated part is called {name!r}")


def filled(text: str) -> str:
    """A document with its generated parts written anew."""
    return PART.sub(lambda result: f"{result[1]}{part(result[2])}\n{result[4]}", text)


def pages() -> dict[Path, str]:
    """Every page with its text of today."""
    whole = {DOCS / name: catalogue_page(lang) for name, lang in PAGES.items()}
    return whole | {DOCS / name: filled((DOCS / name).read_text(encoding="utf-8")) for name in FILLED}


def main() -> int:
    """Write the pages, or say which of them are out of date."""
    stale = [(path, text) for path, text in pages().items()
             if not path.is_file() or path.read_text(encoding="utf-8") != text]  # fmt: skip
    if "--check" not in sys.argv[1:]:
        for path, text in stale:
            path.write_text(text, encoding="utf-8")
            print(f"docs/{path.name} written")
        return 0
    for path, _ in stale:
        print(f"docs/{path.name} is out of date: run python tools/reference.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
