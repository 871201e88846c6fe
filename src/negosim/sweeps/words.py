"""The arguments of `negosim.sweep` as the words of a command line (arguments d'un balayage)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from negosim.config.quoting import quote
from negosim.errors import UserError, message

__all__ = ["Levels", "folders_in", "words_of"]

Levels = str | Path | int | float | Sequence[str | Path | int | float]
"""One value of a setting, or the several values of a factor."""

PLAIN = re.compile(r"[\w.+-]+")
FOLDERS = ("resume", "output")


def words_of(**arguments: Levels | None) -> list[str]:
    """A word `key=value`, or `key=value,value`, for each argument that is not None, in their order.

    Raises UserError naming an argument without any value.
    """
    words = []
    for key, value in arguments.items():
        if value is None:
            continue
        values = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        if not values:
            raise UserError(message("{option} ne nomme rien.", option=key))
        words.append(f"{key}={_value_text(values)}")
    return words


def _value_text(values: Sequence[str | Path | int | float]) -> str:
    """Values between commas, quoted where Hydra would cut them; a value alone stays as it is written."""
    texts = [str(value) for value in values]
    if len(texts) == 1:
        return texts[0]
    return ",".join(text if PLAIN.fullmatch(text) else quote(text) for text in texts)


def folders_in(words: Iterable[str]) -> tuple[list[str], dict[str, Path]]:
    """The words of Hydra, and the folders of `resume=` and `output=`.

    Raises UserError: a folder without a name, one given twice, or both words.
    """
    folders: dict[str, Path] = {}
    others = []
    for word in words:
        key, equals, value = word.partition("=")
        if key not in FOLDERS or not equals:
            others.append(word)
            continue
        if not value.strip():
            raise UserError(message("{key} attend le chemin d'un dossier.", key=key))
        if key in folders:
            raise UserError(message("{option} est donnée deux fois ; une seule valeur est attendue.", option=key))
        folders[key] = Path(value.strip("'\""))
    if len(folders) == len(FOLDERS):
        raise UserError(message("resume= reprend un dossier, output= en fait un : donnez l'un ou l'autre."))
    return others, folders
