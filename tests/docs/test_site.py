"""What the pages show and name exists: figures of the gallery, files of the architecture, words of the glossary."""

from __future__ import annotations

import re
from pathlib import Path

import gallery
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
DOCS, SOURCES = ROOT / "docs", ROOT / "src" / "negosim"
READING, GALLERY_PAGE = ((DOCS / name).read_text(encoding="utf-8") for name in ("reading.md", "gallery.md"))
ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")
FILES = sorted(set(re.findall(r"`([\w/]+\.(?:py|toml))`", ARCHITECTURE)))
TERMS = [line for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines() if line.startswith("| **")]
WORDS = sorted({name for line in TERMS for name in re.findall(r"`(\w+)`", line.rstrip("| ").rpartition("|")[2])})


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_figure_is_small_described_and_explained_and_there_is_no_other(lang):
    expected = {f"run_{name}" for name in gallery.RUN_FIGURES} | set(gallery.LAW)
    expected |= {name for figures in gallery.SWEEP_FIGURES.values() for name in figures.values()}
    files = sorted((DOCS / "gallery" / lang).glob("*.png"))
    assert {file.stem for file in files} == expected
    for file in files:
        assert file.stat().st_size <= gallery.MOST_BYTES
        with Image.open(file) as image:
            assert image.text["Description"]
        for page in (READING, GALLERY_PAGE):
            assert page.count(f"](gallery/{lang}/{file.name})") == 1
    assert (DOCS / "gallery" / lang / "journal.txt").read_text(encoding="utf-8").startswith("# ")


def test_each_language_explains_marks_reading_and_limits_of_every_figure():
    french, _, english = READING.partition("\n# Reading the figures and the journal\n")
    sections = french.count("\n### ")
    assert sections == english.count("\n### ") > 0
    for part, limits in ((french, "**Ce qu"), (english, "**What it does not say.**")):
        assert part.count(limits) >= sections
    assert french.count("**En une minute.**") == english.count("**In one minute.**") == sections


@pytest.mark.parametrize("name", FILES)
def test_each_file_that_the_architecture_names_exists(name):
    assert any((place / name).is_file() for place in (ROOT, SOURCES, SOURCES / "negotiation"))


@pytest.mark.parametrize("name", WORDS)
def test_each_name_of_the_glossary_stands_in_the_code(name):
    pattern = re.compile(rf"\b{name}\b")
    assert any(pattern.search(path.read_text(encoding="utf-8")) for path in SOURCES.rglob("*.py"))


def test_the_index_of_design_notes_names_each_of_them():
    folder = DOCS / "decisions"
    index = (folder / "index.md").read_text(encoding="utf-8")
    assert [
        note.name for note in sorted(folder.glob("*.md")) if note.name != "index.md" and f"({note.name})" not in index
    ] == []
