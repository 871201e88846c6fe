"""The registries, in which strategies, kinds of dossier and metrics are found by name (registres)."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from typing import Generic, TypeVar, get_args, get_type_hints

from negosim.errors import Message, UserError
from negosim.plugins import SHELVES, TakenNameError, load_installed

__all__ = ["Registry"]

T = TypeVar("T")


class Registry(Generic[T]):
    """Entries of one sort by name: those of the modules of one package and of installed plugins, which are discovered
    at the first use, and those of the files that a user names.
    """

    def __init__(self, unknown: Message, package: str) -> None:
        """`unknown`: message for an unknown name, with the braces name, names and near; `package`: its dotted name."""
        self.unknown = unknown
        self.package = package
        self._entries: dict[str, T] = {}
        self._discovered = False
        SHELVES.append(self)

    def add(self, name: str, entry: T) -> T:
        """Register `entry` under `name` and return it. Raises TakenNameError: the name is that of another entry."""
        if name in self._entries and self._entries[name] is not entry:
            raise TakenNameError(name, self._entries)
        self._entries[name] = entry
        return entry

    def names(self) -> tuple[str, ...]:
        """All the names, sorted."""
        self._discover()
        return tuple(sorted(self._entries))

    def __getitem__(self, name: str) -> T:
        """The entry of that name. Raises UserError: an unknown name; it lists the names and the nearest one."""
        self._discover()
        if name not in self._entries:
            near = difflib.get_close_matches(str(name), self.names(), n=1)
            values = {"name": name, "names": ", ".join(self.names()), "near": f" → {near[0]} ?" if near else ""}
            raise UserError(Message(self.unknown.text, values))
        return self._entries[name]

    def entries(self) -> dict[str, T]:
        """The entries by name: those of the package, and those of the plugins loaded so far."""
        self._discover_own()
        return dict(self._entries)

    def withdraw(self, name: str) -> None:
        """Remove the entry of that name: that of a plugin that is loaded again, or that failed."""
        self._entries.pop(name, None)

    def protocol(self) -> type | None:
        """The protocol of the entries: the type in the package's annotation of this registry; None without one."""
        package = importlib.import_module(self.package)
        for name, hint in get_type_hints(package).items():
            if getattr(package, name, None) is self:
                return get_args(hint)[0]
        return None

    def _discover(self) -> None:
        """Discover the entries of the package, and those of installed plugins."""
        self._discover_own()
        load_installed()

    def _discover_own(self) -> None:
        """Import every module of the package once; each registers its entries."""
        if self._discovered:
            return
        self._discovered = True
        package = importlib.import_module(self.package)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self.package}.{module.name}")
