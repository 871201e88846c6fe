"""A module reads like a page: at most 400 lines, a function at most 50; no exception."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "tests", "tools", "experiments", "benchmarks")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_a_page_and_a_function_a_paragraph(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno + 1 > 50
    }
    assert long == {}


def test_no_module_is_a_drawer():
    assert not [path for path in MODULES if path.stem in {"utils", "helpers", "common", "manager", "misc"}]
    assert not [path for path in MODULES if path.stem.endswith("_v2")]
