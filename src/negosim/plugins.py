"""Plugins: a user's strategies, kinds of dossier and metrics, from files outside the package (greffons).

A file is loaded because its user names it on the command line or in Python; an installed package, because it declares
an entry point of the group `negosim.plugins`. Nothing in a configuration names code to run. A plugin registers its
entries as the modules of the package do: `STRATEGIES.add("mine", Mine())`.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import traceback
import types
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

from negosim.entry_checks import entry_problems
from negosim.errors import Message, UserError, message

__all__ = [
    "GROUP", "SHELVES", "Plugin", "forget_plugins", "is_foreign", "load_installed", "load_plugin", "load_plugins",
    "loaded_plugins", "named_mistakes",
]  # fmt: skip

GROUP = "negosim.plugins"
"""The group of the entry points of installed packages."""

PACKAGES = ("negosim.agenda", "negosim.facilitation", "negosim.metrics")
"""The packages of the registries. A registry of a package that is imported later joins `SHELVES` as well."""


class Shelf(Protocol):
    """A registry, to which a plugin adds."""

    def entries(self) -> dict[str, Any]:
        """The entries by name, those of the package included."""
        ...

    def withdraw(self, name: str) -> None:
        """Remove an entry."""
        ...

    def protocol(self) -> type | None:
        """The protocol of the entries."""
        ...


SHELVES: list[Shelf] = []
"""Every registry, in the order of their creation."""


class TakenNameError(ValueError):
    """A name that another entry of the registry has."""

    def __init__(self, name: str, names: Iterable[str]) -> None:
        super().__init__(f"two entries named {name!r}")
        self.name, self.names = name, ", ".join(sorted(names))


@dataclass(frozen=True)
class Plugin:
    """A loaded plugin: its file (or entry point), the SHA-256 of the file, and the entries that it registered."""

    source: str
    digest: str
    entries: tuple[tuple[Shelf, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it registered, sorted."""
        return tuple(name for _, name in self.entries)


_LOADED: dict[str, Plugin] = {}
_INSTALLED: list[str] = []
"""Holds `GROUP` once the entry points of installed packages have been loaded."""


def loaded_plugins() -> tuple[Plugin, ...]:
    """The plugins of this process, in the order in which they were loaded."""
    return tuple(_LOADED.values())


def load_plugins(paths: Iterable[str | Path]) -> tuple[str, ...]:
    """Load several files and return the names that they register. Raises UserError: it names all their mistakes."""
    names: list[str] = []
    problems: list[Message] = []
    for path in [paths] if isinstance(paths, str | Path) else paths:
        try:
            names += load_plugin(path)
        except UserError as error:
            problems += error.problems
    if problems:
        raise UserError(*problems)
    return tuple(names)


def load_plugin(path: str | Path) -> tuple[str, ...]:
    """Run a Python file that registers strategies, kinds of dossier or metrics; return the names that it registers.

    A file that has not changed is run once. Where it has changed, its new entries replace the former ones. Raises
    UserError: it names the file, the line and the mistake; no entry of the file is then registered.
    """
    file = Path(path).expanduser()
    source = _text_of(file)
    key, digest = str(file.resolve()), hashlib.sha256(source).hexdigest()
    loaded = _LOADED.get(key)
    if loaded is not None and loaded.digest == digest:
        return loaded.names
    if loaded is not None:
        _forget(_LOADED.pop(key).entries)
    _LOADED[key] = Plugin(key, digest, _registered(str(file), lambda: _execute(file, source)))
    return _LOADED[key].names


def forget_plugins() -> None:
    """Remove every plugin of this process and its entries; installed ones are loaded again at the next use."""
    for plugin in _LOADED.values():
        _forget(plugin.entries)
    _LOADED.clear()
    _INSTALLED.clear()


def is_foreign(entry: object) -> bool:
    """Whether a strategy, a kind of dossier or a metric was written outside the package."""
    return type(entry).__module__.partition(".")[0] != "negosim"


def load_installed() -> None:
    """Load the entry points of installed packages, the first time only. Raises UserError: one of them fails."""
    if _INSTALLED:
        return
    _INSTALLED.append(GROUP)
    try:
        for point in sorted(metadata.entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
            source = f"{point.dist.name if point.dist else '?'}: {point.name} = {point.value}"
            if source not in _LOADED:
                already_imported = point.module in sys.modules
                _LOADED[source] = Plugin(source, "", _registered(source, point.load, may_be_empty=already_imported))
    except BaseException:
        _INSTALLED.clear()
        raise


@contextmanager
def named_mistakes() -> Iterator[None]:
    """Turn an error raised inside a plugin's file, when its code is called, into a `UserError` with file and line."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        lines = [(plugin.source, line) for plugin in loaded_plugins() if (line := line_in(error, plugin.source))]
        if not lines:
            raise
        source, line = lines[-1]
        raise UserError(_mistake(source, line, error_text(error))) from error


def error_text(error: BaseException) -> str:
    """A Python error in one line: its type and its message."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def line_in(error: BaseException, file: str) -> int:
    """The line of `file` where an error was raised, or the last one that it went through; 0 without any."""
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename) == Path(file):
        return error.lineno or 0
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == file), 0)


def _text_of(file: Path) -> bytes:
    """The bytes of a plugin's file. Raises UserError: not a .py file, no such file, unreadable."""
    if file.suffix != ".py":
        raise UserError(message("Greffon « {file} » : un fichier Python est attendu, en .py.", file=str(file)))
    if not file.is_file():
        raise UserError(message("Greffon « {file} » : ce fichier n'existe pas.", file=str(file)))
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(message("Greffon « {file} » : illisible ({reason}).", file=str(file), reason=reason)) from error


def _execute(file: Path, source: bytes) -> None:
    """Run a file as a module of its own, without writing compiled code beside it."""
    path = str(file.resolve())
    name = f"negosim_plugin_{file.stem}_{zlib.crc32(path.encode()):08x}"
    module = types.ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 -- the user names this file


def _registered(source: str, run: Callable[[], Any], *, may_be_empty: bool = False) -> tuple[tuple[Shelf, str], ...]:
    """The entries that `run` adds to the registries.

    `may_be_empty`: whether it may add none, as for a module that was imported before. Raises UserError: `run` fails, or
    an entry does not follow its protocol; nothing is then added.
    """
    for package in PACKAGES:
        importlib.import_module(package)
    before = {id(shelf): set(shelf.entries()) for shelf in SHELVES}

    def new_entries() -> tuple[tuple[Shelf, str], ...]:
        pairs = [(shelf, name) for shelf in SHELVES for name in shelf.entries()
                 if name not in before.get(id(shelf), ())]  # fmt: skip
        return tuple(sorted(pairs, key=lambda pair: pair[1]))

    try:
        run()
        problems = [_entry_mistake(source, name, problem) for shelf, name in new_entries()
                    for problem in entry_problems(name, shelf.entries()[name], shelf.protocol())]  # fmt: skip
    except (Exception, SystemExit) as error:
        _forget(new_entries())
        raise UserError(*_error_messages(source, error)) from error
    except BaseException:
        _forget(new_entries())
        raise
    if problems:
        _forget(new_entries())
        raise UserError(*problems)
    if not new_entries() and not may_be_empty:
        raise UserError(
            message("Greffon « {file} » : rien n'y est enregistré ; il manque un appel comme {call}.",
                    file=source, call='STRATEGIES.add("mine", Mine())')
        )  # fmt: skip
    return new_entries()


def _error_messages(source: str, error: BaseException) -> tuple[Message, ...]:
    """The messages for an error raised while a plugin is loaded."""
    if isinstance(error, UserError):
        return error.problems
    file, line = _error_location(source, error)
    if isinstance(error, TakenNameError):
        reason = message("le nom « {name} » est pris ; noms pris : {names}.", name=error.name, names=error.names)
    else:
        reason = f"{type(error).__name__}: {error.msg}" if isinstance(error, SyntaxError) else error_text(error)
    return (_mistake(source if source == file else f"{source} ({file})", line, reason),)


def _error_location(source: str, error: BaseException) -> tuple[str, int]:
    """The file and the line of an error: those of the plugin itself, else where the error was raised."""
    if line := line_in(error, str(Path(source).resolve())):
        return source, line
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno or 0
    own = (str(Path(__file__).parent), str(Path(importlib.__file__).parent), "<")
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith(own)]
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else (source, 0)


def _mistake(source: str, line: int, error: str | Message) -> Message:
    """The message for an error at a line of a plugin (0: line unknown)."""
    if not line:
        return message("Greffon « {file} » : {error}", file=source, error=error)
    return message("Greffon « {file} », ligne {line} : {error}", file=source, line=str(line), error=error)


def _entry_mistake(source: str, name: str, problem: Message) -> Message:
    """The message for an entry that does not follow its protocol."""
    return message("Greffon « {file} » : « {name} » : {problem}", file=source, name=name, problem=problem)


def _forget(entries: Iterable[tuple[Shelf, str]]) -> None:
    """Remove entries from their registries."""
    for shelf, name in entries:
        shelf.withdraw(name)
