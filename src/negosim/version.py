"""Which version of the package is installed, and from which sources."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

__all__ = ["PACKAGE", "installed_version", "source_hash"]

UNINSTALLED = "0+source"

PACKAGE = Path(__file__).resolve().parent


def installed_version() -> str:
    """The installed version, or a mark of sources that are not installed."""
    try:
        return metadata.version("negosim")
    except metadata.PackageNotFoundError:
        return UNINSTALLED


@cache
def source_hash() -> str:
    """The SHA-256 of every source of the package, in hexadecimal."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
