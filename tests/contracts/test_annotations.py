"""Every kernel says what it takes and what it gives, so that pyright checks the calls between kernels."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "src" / "negosim"
ROOMS = ("law", "metrics", "negotiation", "science")
MODULES = sorted(path for room in ROOMS for path in (SOURCES / room).rglob("*.py"))


def kernels(path):
    """The functions of a module that are compiled."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            names = {part.id for part in node.decorator_list if isinstance(part, ast.Name)}
            if names & {"compiled", "inlined"}:
                yield node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_every_kernel_is_annotated(path):
    bare = [
        node.name for node in kernels(path)
        if node.returns is None or any(argument.annotation is None for argument in node.args.args)
    ]  # fmt: skip
    assert bare == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCES)))
def test_a_module_with_kernels_is_checked_under_strict_types(path):
    is_strict = "negotiation" in path.parts or "# pyright: strict" in path.read_text(encoding="utf-8").splitlines()
    assert is_strict or not list(kernels(path))
