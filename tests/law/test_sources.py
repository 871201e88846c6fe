"""Each public function of the law says its article or its law."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re

import pytest

import negosim.law

WITHOUT_LAW = {"amounts"}  # checks of what a user gives: no article there
LAW = re.compile(r"Source:.*([LR]\.\d|law|article|code|CGI)", re.DOTALL)


def public_functions():
    for module in pkgutil.iter_modules(negosim.law.__path__):
        if module.name in WITHOUT_LAW:
            continue
        result = importlib.import_module(f"negosim.law.{module.name}")
        for name, value in vars(result).items():
            function = getattr(value, "py_func", value)
            own = inspect.isfunction(function) and function.__module__ == result.__name__
            if own and not name.startswith("_"):
                yield pytest.param(function, id=f"{module.name}.{name}")


@pytest.mark.parametrize("function", list(public_functions()))
def test_each_public_function_says_its_source(function):
    assert LAW.search(function.__doc__ or ""), "a Source line with its article or its law is missing"
