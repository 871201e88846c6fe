"""Extract the sentences of the sources, update the catalogues of other languages and compile them.

    python tools/catalogues.py            update and compile; lists what is left to translate
    python tools/catalogues.py --check    write nothing; exit 1 where a catalogue is out of date or incomplete

A sentence is the literal first argument of `message(...)`, and nothing else. French is the source and has no
catalogue. A sentence that has left the sources leaves the catalogue.
"""

from __future__ import annotations

import io
import string
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "negosim"
LANGS = ("en",)
DOMAIN = "negosim"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def catalogue_path(lang: str, suffix: str) -> Path:
    """Where the catalogue of a language stands, `po` (text) or `mo` (compiled)."""
    return PACKAGE / "locale" / lang / "LC_MESSAGES" / f"{DOMAIN}.{suffix}"


def sentences() -> dict[str, list[str]]:
    """Every sentence of the sources, with the modules where it stands."""
    result: dict[str, list[str]] = {}
    for module, _, text, _, _ in extract_from_dir(PACKAGE, [("**.py", "python")], keywords={"message": None}):
        if module not in result.setdefault(text, []):
            result[text].append(module)
    in_order = sorted(result.items(), key=lambda item: (sorted(item[1]), item[0]))
    return {text: sorted(modules) for text, modules in in_order}


def updated(lang: str) -> Catalog:
    """The catalogue of today's sentences with the translations known so far."""
    known = written(lang, "po")
    catalogue = Catalog(lang, DOMAIN, header_comment=f"# The sentences of negosim in {lang}.", fuzzy=False)
    catalogue.project, catalogue.version = DOMAIN, "0"
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = "negosim"
    catalogue.creation_date = catalogue.revision_date = EPOCH
    for text, modules in sentences().items():
        catalogue.add(text, known.get(text, ""), [(f"negosim/{module}", 0) for module in modules])
    return catalogue


def write(lang: str, catalogue: Catalog) -> None:
    """Write the catalogue as text and compiled."""
    text, binary = io.BytesIO(), io.BytesIO()
    write_po(text, catalogue, width=110, include_lineno=False)
    write_mo(binary, catalogue)
    for suffix, content in (("po", text.getvalue()), ("mo", binary.getvalue())):
        path = catalogue_path(lang, suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def written(lang: str, suffix: str) -> dict[str, str]:
    """What a file of the catalogue holds: each sentence and its translation (empty dict without the file)."""
    path = catalogue_path(lang, suffix)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, lang) if suffix == "po" else read_mo(file)
        return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}


def placeholders(text: str) -> set[str]:
    """The names in the braces of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def problems(lang: str, catalogue: Catalog) -> list[str]:
    """What is missing from a catalogue: translations, and braces that differ from the source's."""
    result = []
    for entry in catalogue:
        if entry.id and not entry.string:
            result.append(f"{lang}: not translated ({', '.join(p for p, _ in entry.locations)}): {entry.id!r}")
        elif entry.id and placeholders(str(entry.id)) != placeholders(str(entry.string)):
            result.append(f"{lang}: other braces than the source's: {entry.string!r}")
    return result


def main(arguments: list[str]) -> int:
    """Update or check every catalogue."""
    check, left = "--check" in arguments, []
    for lang in LANGS:
        catalogue = updated(lang)
        today = {str(entry.id): str(entry.string) for entry in catalogue if entry.id}
        left += problems(lang, catalogue)
        if not check:
            write(lang, catalogue)
        elif written(lang, "po") != today or written(lang, "mo") != today:
            left.append(f"{lang}: the catalogue is out of date; run python tools/catalogues.py")
    print("\n".join(left) or "catalogues are complete")
    return 1 if left and check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
