"""The pages of the law: one per rule, in two languages, with examples that run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from negosim import law

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path for path in (ROOT / "docs" / "law").glob("*.md") if path.name != "tables.md")
SECTIONS = (
    "## En français",
    "## In English",
    "## Exemple · Example",
    "## Limites et points ouverts · Limits and open points",
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_its_article_its_two_languages_an_example_and_its_limits(page):
    text = page.read_text(encoding="utf-8")
    assert "**Article" in text.split("##")[0]
    assert "**Code**" in text.split("##")[0]
    places = [text.index(section) for section in SECTIONS]
    assert places == sorted(places)
    assert ">>> " in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_run(page):
    failed, tried = doctest.testfile(str(page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried > 0
    assert failed == 0


def test_every_rule_has_a_page():
    """Each public function of `negosim.law` that takes a decision is named in a page."""
    words = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    untold = [
        f"{module.name}.{name}"
        for module in pkgutil.iter_modules(law.__path__)
        for name in public_functions(importlib.import_module(f"negosim.law.{module.name}"))
        if not re.search(rf"\b{name}\b", words)
    ]
    assert untold == []


def public_functions(module):
    """The lower-case names that a module of the law exports: its functions."""
    return [name for name in getattr(module, "__all__", []) if name == name.lower()]


def test_the_index_names_every_page():
    index = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f"law/{page.name}" not in index] == []
    assert "law/tables.md" in index


def test_the_tables_are_those_of_the_code():
    tool = ROOT / "tools" / "law_tables.py"
    done = subprocess.run([sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
