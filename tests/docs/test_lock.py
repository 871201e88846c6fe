"""The lock file of the published experiments fits what the package asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements" / "published.txt").read_text(encoding="utf-8")
PINS = dict(re.findall(r"^([\w.-]+)==([^\s\\]+)", LOCK, flags=re.MULTILINE))
DEPENDENCIES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]


@pytest.mark.parametrize("line", DEPENDENCIES)
def test_a_pinned_version_satisfies_each_dependency(line):
    requirement = Requirement(line)
    assert canonicalize_name(requirement.name) in PINS, (
        "make the lock file again: the command stands in its first lines"
    )
    assert requirement.specifier.contains(PINS[canonicalize_name(requirement.name)])


def test_every_pin_has_a_hash_and_comes_from_no_named_index():
    pins = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(pins) == len(PINS) > len(DEPENDENCIES)
    assert [pin.split("==")[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert not re.search(r"^\s*--(?:extra-)?(?:index-url|find-links)", LOCK, flags=re.MULTILINE)
