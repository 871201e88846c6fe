"""The one place where strategies, kinds of dossier and metrics are found by name."""

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
    """Named entries of one sort: those of the modules of one package, discovered the first time that they are
    asked for, those of installed plugins with them, and those of the files that a user names.
    """

    def __init__(self, unknown: Message, package: str) -> None:
        """`unknown` is what is said of a name that is not there; it has the braces name, names and near."""
        self.unknown = unknown
        self.package = package
        self._entries: dict[str, T] = {}
        self._discovered = False
        SHELVES.append(self)

    def add(self, name: str, entry: T) -> T:
        """Register `entry` under `name`; a second entry of that name is a defect."""
        if name in self._entries and self._entries[name] is not entry:
            raise TakenNameError(name, self._entries)
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

    def entries(self) -> dict[str, T]:
        """The entries by name: the package's own, and those of the plugins loaded so far."""
        self._discover_own()
        return dict(self._entries)

    def withdraw(self, name: str) -> None:
        """Forget the entry of that name: a plugin's that is loaded again, or that failed."""
        self._entries.pop(name, None)

    def contract(self) -> type | None:
        """What each entry promises: the type that the package's annotation of this registry names."""
        package = importlib.import_module(self.package)
        for name, hint in get_type_hints(package).items():
            if getattr(package, name, None) is self:
                return get_args(hint)[0]
        return None

    def _discover(self) -> None:
        """Find the package's own entries, and those of installed plugins."""
        self._discover_own()
        load_installed()

    def _discover_own(self) -> None:
        """Import every module of the package once; each registers what it holds."""
        if self._discovered:
            return
        self._discovered = True
        package = importlib.import_module(self.package)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{self.package}.{module.name}")
