"""A function of the law or of the science that nothing in the package calls says "Tests only" first; no other does."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
ROOMS = ("negosim.law.", "negosim.science.")
MARK = "Tests only: "


def module_name(path):
    """The dotted name of a file of the package."""
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


@cache
def trees():
    """The syntax tree of every module of the package by name."""
    return {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in SRC.rglob("*.py")}


def definitions(tree):
    """The functions and classes at the top level of a module by name."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name: node for node in tree.body if isinstance(node, kinds)}


def imports(tree):
    """What each name of a module stands for: (module, name) from an import anywhere in it."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return {alias.asname or alias.name: (node.module, alias.name) for node in nodes for alias in node.names}


def references(module, *nodes):
    """The definitions of the package, (module, name), that some nodes of a module name."""
    tree, result = trees()[module], set()
    known, own = imports(tree), definitions(tree)
    for node in (part for whole in nodes for part in ast.walk(whole)):
        if isinstance(node, ast.Name):
            result.add((module, node.id) if node.id in own else known.get(node.id))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            result.add((".".join(known[node.value.id]), node.attr))
    return result


@cache
def called():
    """Every definition of the law and of the science that the rest of the package reaches, or that an import runs."""
    pending = set()
    for module, tree in trees().items():
        inside = f"{module}.".startswith(ROOMS)
        statements = [node for node in tree.body if node not in definitions(tree).values()] if inside else [tree]
        pending |= references(module, *statements)
    reached = set()
    while pending:
        one = pending.pop()
        if one is None or one in reached or not f"{one[0]}.".startswith(ROOMS) or one[0] not in trees():
            continue
        reached.add(one)
        node = definitions(trees()[one[0]]).get(one[1])
        pending |= references(one[0], node) if node else set()
    return reached


def public_functions():
    """Every public function of the law and of the science."""
    for module, tree in trees().items():
        if f"{module}.".startswith(ROOMS):
            for name, node in definitions(tree).items():
                if not name.startswith("_") and not isinstance(node, ast.ClassDef):
                    yield pytest.param(module, node, id=f"{module.removeprefix('negosim.')}.{name}")


@pytest.mark.parametrize(("module", "function"), list(public_functions()))
def test_the_first_line_says_whether_only_tests_call_it(module, function):
    says_so = (ast.get_docstring(function) or "").startswith(MARK)
    assert says_so == ((module, function.name) not in called())
