"""The four files of a sealed forecast: written once, whole or not at all; verified before they are read (sceau).

`SHA256SUMS` has the format of `sha256sum`: `sha256sum -c SHA256SUMS` verifies a seal without this package. It protects
from an accident; from an author it does only where it was also kept elsewhere (a tag, a deposit with a date).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from negosim.errors import UserError, message
from negosim.files import read_record, write_whole
from negosim.forecast.method import method_text
from negosim.forecast.prediction import COLUMNS, Prediction
from negosim.forecast.record import Record

__all__ = ["DEFAULT", "FILES", "Sealed", "files_of", "read_seal", "refuse_taken", "write_seal"]

DEFAULT = Path("docs/forecasts/2027-planning")
FORECAST, METHOD, MANIFEST, SUMS = FILES = ("forecast.csv", "method.md", "manifest.json", "SHA256SUMS")
SUM_KEYS = ("format", "kind", "trial", "date", "sources", "data", "places", "sha256")


@dataclass(frozen=True)
class Sealed:
    """A forecast that was verified: its table (`prediction.COLUMNS`), its manifest."""

    table: pd.DataFrame
    manifest: dict[str, Any]


def refuse_taken(folder: Path, *, trial: bool) -> None:
    """Raise UserError where a folder already holds something, or where a trial would be written as a forecast."""
    if trial and folder.resolve() == DEFAULT.resolve():
        raise UserError(message("--out vaut « {folder} », le dossier des vraies prévisions ; un essai (--sample) "
                                "s'écrit ailleurs.", folder=str(folder)))  # fmt: skip
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(message("« {folder} » existe déjà ; une prévision scellée ne se remplace pas. Donnez un autre "
                                "dossier à --out.", folder=str(folder)))  # fmt: skip


def files_of(record: Record, prediction: Prediction) -> dict[str, bytes]:
    """The content of the files by name: a function of the record and of the prediction, to the last byte."""
    contents = {
        FORECAST: prediction.table[list(COLUMNS)]
        .to_csv(index=False, float_format="%.4f", lineterminator="\n")
        .encode(),
        METHOD: method_text(record, prediction).encode(),
    }
    manifest = record.manifest(prediction, {name: _sha256(content) for name, content in contents.items()})
    contents[MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
    lines = [f"{_sha256(content)}  {name}\n" for name, content in contents.items()]
    return {**contents, SUMS: "".join(lines).encode()}


def write_seal(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write the files aside, then give the folder its name: it is whole or absent.

    Raises UserError: the folder holds something by now, or cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".part-{folder.name}-", dir=folder.parent))
        try:
            for name, content in contents.items():
                write_whole(aside / name, content)
            aside.chmod(0o755)
            refuse_taken(folder, trial=False)
            with suppress(FileNotFoundError):
                folder.rmdir()
            os.rename(aside, folder)  # noqa: PTH104 -- refuses a folder that is not empty, on every system
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise UserError(message("« {folder} » ne s'écrit pas ({reason}).", folder=str(folder),
                                reason=error.strerror or str(error))) from error  # fmt: skip


def read_seal(folder: Path) -> Sealed:
    """A sealed forecast, once every file is what `SHA256SUMS` and the manifest say.

    Raises UserError: a file is absent, was changed, or is not whole.
    """
    sums = _sums(folder)
    changed = [name for name, digest in sums.items() if _digest(folder / name) != digest]
    if changed or set(sums) != set(FILES) - {SUMS}:
        raise UserError(message("« {folder} » : le sceau est rompu ({names}) ; cette prévision ne se juge pas.",
                                folder=str(folder), names=", ".join(changed) or SUMS))  # fmt: skip
    manifest = read_record(folder, MANIFEST, SUM_KEYS, message("« {folder} » : {file} est absent."))
    apart = [name for name, digest in manifest["sha256"].items() if sums.get(name) != digest]
    table = pd.read_csv(folder / FORECAST, dtype={"siren": str})
    if apart or set(manifest["sha256"]) != {FORECAST, METHOD} or list(table.columns) != list(COLUMNS):
        raise UserError(message("« {folder} » : le sceau est rompu ({names}) ; cette prévision ne se juge pas.",
                                folder=str(folder), names=", ".join(apart) or MANIFEST))  # fmt: skip
    return Sealed(table, manifest)


def _sums(folder: Path) -> dict[str, str]:
    """The SHA-256 that a folder says its files have, by name."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(message("« {folder} » : aucune prévision scellée ({file} ne se lit pas).", folder=str(folder),
                                file=SUMS)) from error  # fmt: skip
    pairs = [line.split("  ", 1) for line in lines]
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def _digest(path: Path) -> str | None:
    """The SHA-256 of a file, in hexadecimal; None where it cannot be read."""
    try:
        return _sha256(path.read_bytes())
    except OSError:
        return None


def _sha256(content: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
