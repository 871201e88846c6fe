"""What negosim takes from Hydra that Hydra does not publish stands in one module, and is there."""

from __future__ import annotations

import importlib
import re
from importlib import metadata
from pathlib import Path

import hydra._internal.utils as hydra_utils
import pytest

from negosim.config import hydra_private
from negosim.errors import UserError

SOURCES = Path(hydra_private.__file__).resolve().parents[1]
CHECKED_WITH = "1.3.8"
PRIVATE_NAME = re.compile(r"^\s*(?:from|import) (?:hydra|omegaconf)[\w.]*(?:\._| import (?:.*, )?_)", re.MULTILINE)


def test_private_names_of_hydra_are_imported_in_one_module():
    users = [path.name for path in SOURCES.rglob("*.py") if PRIVATE_NAME.search(path.read_text(encoding="utf-8"))]
    assert users == ["hydra_private.py"]


def test_the_private_names_are_in_the_hydra_that_is_installed():
    installed = metadata.version("hydra-core")
    try:
        importlib.reload(hydra_private)
    except UserError as error:
        pytest.fail(f"Hydra {installed} is installed; negosim was checked with Hydra {CHECKED_WITH}, and what it takes "
                    f"from hydra._internal is gone: {error}")  # fmt: skip


def test_a_hydra_without_them_is_refused_with_the_version_to_install(monkeypatch):
    monkeypatch.delattr(hydra_utils, "create_config_search_path")
    with pytest.raises(UserError) as caught:
        importlib.reload(hydra_private)
    words = str(caught.value)
    assert "create_config_search_path" in words
    assert f"hydra-core=={CHECKED_WITH}" in words
    assert metadata.version("hydra-core") in words
