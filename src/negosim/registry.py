"""The one place where strategies, kinds of dossier and metrics are found by name."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from typing import Generic, TypeVar

from negosim.errors import Message, UserError

__all__ = ["Registry"]

T = TypeVar("T")


class Registry(Generic[T]):
    """Named entries of one sort, discovered in the modules of one package the first time they are asked for."""

    def __init__(self, unknown: Message, package: str) -> None:
        """`unknown` is what is said of a name that is not there; it has the braces name, names and near."""
        self.unknown = unknown
        self.package = package
        self._entries: dict[str, T] = {}
        self._discovered = False

    def add(self, name: str, entry: T) -> T:
        """Register `entry` under `name`; a second entry of that name is a defect."""
        if name in self._entries and self._entries[name] is not entry:
            raise ValueError(f"two entries named {name!r} in {self.package}")
        self._entries[name] = entry
        return entry

    def names(self) -> tuple[str, ...]:
        """All the known names, sorted."""
        self._discover()
        return tuple(sorted(self._entries))

    def __getitem__(self, name: str) -> T:
        """The entry of that name; `UserError` lists the known names and the nearest one."""
        self._discover()
        if name not in self._entries:
            near = difflib.get_close_matches(str(name), self.names(), n=1)
            values = {"name": name, "names": ", ".join(self.names()), "near": f" → {near[0]} ?" if near else ""}
            raise UserError(Message(self.unknown.text, values))
        return self._entries[name]

    def _discover(self) -> None:
        """Import every module of the package once; each registers what it holds."""
        if self._discovered:
            return
        self._discovered = True
        package = importlib.import_module(self.package)
        for found in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self.package}.{found.name}")
