from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from negosim.cli import main

SOURCES = Path(__file__).resolve().parents[2] / "src"


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """What it wrote, without the columns and the ends of lines."""
        return re.sub(r"\s+", " ", self.out)

    @property
    def err_words(self) -> str:
        """What it wrote of a mistake, without the ends of lines."""
        return re.sub(r"\s+", " ", self.err)


@pytest.fixture(autouse=True)
def in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")


@pytest.fixture(scope="session")
def rows_of() -> Callable[[Path], list[dict[str, str]]]:
    """The lines of a CSV file, all of them words."""
    return lambda path: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def negosim(here: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """The command in this process, from an empty folder: for lines that Hydra never sees."""

    def call(*arguments: str) -> Ended:
        try:
            code = main(list(arguments))
        except SystemExit as stop:
            code = int(stop.code or 0)
        output_text = capsys.readouterr()
        return Ended(code, output_text.out, output_text.err)

    return call


@pytest.fixture
def command(here: Path) -> Callable[..., Ended]:
    """The command in a process of its own, from an empty folder; `before` is Python to run first."""

    def call(*arguments: str, before: str = "", **environment: str) -> Ended:
        code = f"import sys\n{before}\nfrom negosim.cli import main\nsys.exit(main({list(arguments)!r}))"
        paths = os.pathsep.join([str(SOURCES), os.environ.get("PYTHONPATH", "")])
        ended = subprocess.run(
            [sys.executable, "-W", "error", "-c", code], check=False, capture_output=True, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", **environment}, cwd=here,
        )  # fmt: skip
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return call
