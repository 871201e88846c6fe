"""Which version of the package is installed."""

from __future__ import annotations

from importlib import metadata

__all__ = ["installed_version"]

UNINSTALLED = "0+source"


def installed_version() -> str:
    """The installed version, or a mark of sources that are not installed."""
    try:
        return metadata.version("negosim")
    except metadata.PackageNotFoundError:
        return UNINSTALLED
