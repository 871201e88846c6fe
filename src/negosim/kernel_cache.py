"""Where compiled kernels are kept: one folder for each set of sources, versions and processor (cache).

Numba's own cache looks only at the file of the function that is compiled, so that an edit of a rule in another file
would leave a stale kernel; and it names entries by the place of the installation, so that a second one compiles again.
Here the folder is named by a hash of every kernel's source, of the versions and of the processor, and entries by their
module. Entries are pickles: nothing is read from a folder that another user may write.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import stat
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np
import platformdirs
from numba.core import caching

from negosim.files import write_whole

__all__ = [
    "KernelLocator",
    "cache_folder",
    "discard_damaged",
    "is_complete",
    "kernel_files",
    "kernel_hash",
    "mark_complete",
]

KERNEL_PLACES = ("compiled.py", "kernel_pipeline.py", "science", "law", "negotiation", "agenda", "metrics")
MARKER = "complete.json"
"""Written last: the files of a whole compilation, with their sizes."""

INDEX = ".nbi"

OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
OWN_RIGHTS = 0o755
ROOT_USER = 0


def kernel_hash(root: Path) -> str:
    """Sixteen hexadecimal digits that change with any kernel source, version or processor that compiles it."""
    digest = hashlib.sha256()
    for word in (platform.python_version(), np.__version__, numba.__version__, *processor()):
        digest.update(word.encode())
    for place in KERNEL_PLACES:
        folder = root / place
        for source in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]:
            digest.update(source.relative_to(root).as_posix().encode())
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def processor() -> tuple[str, str]:
    """The processor for which code is compiled, and its features, as Numba sees them."""
    settings: Any = numba.config  # pyright: ignore[reportPrivateImportUsage]
    features = settings.CPU_FEATURES
    if features is None:
        features = llvm.get_host_cpu_features().flatten()
    return settings.CPU_NAME or llvm.get_host_cpu_name(), features


@cache
def cache_folder() -> Path:
    """The writable folder of these kernels; `NEGOSIM_CACHE` chooses another root than the user's cache.

    A whole compilation that stands in a root that may only be read (an image, a cluster's disk) is copied.
    """
    named = os.environ.get("NEGOSIM_CACHE")
    first = Path(named).resolve() if named else Path(platformdirs.user_cache_dir("negosim"))
    name = kernel_hash(Path(__file__).parent)
    for root in (first, Path(tempfile.gettempdir()) / f"negosim-{current_user()}"):
        folder = root / name
        if may_hold_own(root) and make_own(folder):
            copy_whole(first / name, folder)
            return folder
    return Path(tempfile.mkdtemp(prefix="negosim-"))


def may_hold_own(root: Path) -> bool:
    """Whether a folder, created if need be, may hold one of this user's, which nobody else could replace there.

    It is the user's own, or a sticky one of the administrator. Its rights are left as they are: it may be shared on
    purpose.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        is_sticky = bool(root.stat().st_mode & stat.S_ISVTX)
        return is_owned(root, (current_user(), ROOT_USER) if is_sticky else (current_user(),))
    except OSError:
        return False


def make_own(folder: Path) -> bool:
    """Create a folder of kernels, or take the user's own; whether kernels may be written there.

    One that others may write is closed to them, and emptied: they may have left something.
    """
    try:
        folder.mkdir(mode=OWN_RIGHTS, exist_ok=True)
        if not is_owned(folder, (current_user(),)):
            return False
        if folder.stat().st_mode & OTHERS_MAY_WRITE:
            folder.chmod(OWN_RIGHTS)
            discard(folder)
        return os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return False


def current_user() -> int:
    """The number of the user of this process; 0 where the system has none."""
    return os.geteuid() if hasattr(os, "geteuid") else ROOT_USER


def is_owned(folder: Path, owners: tuple[int, ...]) -> bool:
    """Whether a folder, and no link to one, belongs to one of these users; always where the system has no owners."""
    status = folder.lstat()
    return stat.S_ISDIR(status.st_mode) and (not hasattr(os, "geteuid") or status.st_uid in owners)


def is_trusted(folder: Path) -> bool:
    """Whether nobody but this user, or the machine's administrator, may write in a folder."""
    try:
        owned = is_owned(folder, (current_user(), ROOT_USER))
        return owned and (not hasattr(os, "geteuid") or not folder.stat().st_mode & OTHERS_MAY_WRITE)
    except OSError:
        return False


def copy_whole(source: Path, folder: Path) -> None:
    """Copy a whole compilation from a folder that is trusted; nothing happens where there is none, or one already."""
    if source == folder or is_complete(folder) or not (is_trusted(source.parent) and is_trusted(source)):
        return
    if is_complete(source):
        for path in kernel_files(source):
            target = folder / path.relative_to(source)
            target.parent.mkdir(exist_ok=True)
            write_whole(target, path.read_bytes())
        mark_complete(folder)


def kernel_files(folder: Path) -> list[Path]:
    """The files of compiled kernels in a folder, in order."""
    return sorted(path for path in folder.glob("*/*") if path.suffix in (".nbi", ".nbc"))


def sizes(folder: Path) -> dict[str, int]:
    """The size in bytes of each file of compiled kernels, by its place in the folder."""
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in kernel_files(folder)}


def mark_complete(folder: Path) -> None:
    """Say that everything has been compiled, and with which files."""
    write_whole(folder / MARKER, json.dumps(sizes(folder), indent=1).encode())


def is_complete(folder: Path) -> bool:
    """Whether everything has been compiled, and every file is as it was then; an index may have grown since."""
    try:
        expected: Any = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        present = sizes(folder)
    except (OSError, ValueError):
        return False
    if not isinstance(expected, dict) or not expected:
        return False
    return all(is_whole(name, size, present.get(name, 0)) for name, size in expected.items())


def is_whole(name: str, expected: int, present: int) -> bool:
    """Whether a file has its size in bytes; an index grows when a kernel is compiled for other arguments."""
    return present >= expected if name.endswith(INDEX) else present == expected


def discard_damaged(folder: Path) -> None:
    """Remove the kernels of a compilation that was whole once and has lost or changed a file."""
    if (folder / MARKER).exists() and not is_complete(folder):
        discard(folder)


def discard(folder: Path) -> None:
    """Remove every kernel of a folder, and its marker."""
    for entry in folder.iterdir():
        if entry.is_symlink() or entry.name == MARKER:
            entry.unlink()
        elif entry.is_dir():
            shutil.rmtree(entry)


class KernelLocator(caching._CacheLocator):  # noqa: SLF001 -- what Numba's CACHE_LOCATOR_CLASSES asks for
    """Where Numba keeps a kernel: in a folder named by its module, wherever the package is installed."""

    def __init__(self, function: Callable[..., Any], file: str) -> None:
        self.function, self.file = function, file

    @classmethod
    def from_function(cls, py_func: Callable[..., Any], py_file: str) -> KernelLocator:
        """The place of `py_func`, which the file `py_file` holds."""
        return cls(py_func, py_file)

    def get_cache_path(self) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The folder of the kernel's module."""
        return str(cache_folder() / self.function.__module__)

    def get_source_stamp(self) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]
        """A hash of the file: the same in every installation of the same source."""
        return hashlib.sha256(Path(self.file).read_bytes()).hexdigest()

    def get_disambiguator(self) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The line of the function, which tells functions of one name apart."""
        return str(self.function.__code__.co_firstlineno)
