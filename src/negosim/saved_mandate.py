"""A mandate read back from its folder: tables from the files, the rest by replaying it (mandat relu).

Tables, metrics and the journal in its own language are read. The state, the figures, the journal in another language
and a new `save` need the mandate itself: it is replayed from `(setting, seed, actions)` in `summary.json`, by the same
sources, data and plug-ins or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from negosim import tables
from negosim.api import MandateResult, announce
from negosim.config import Job, load
from negosim.ensemble.manifest import plugin_list
from negosim.ensemble.worker import SHORT_HASH
from negosim.errors import Message, UserError, message
from negosim.facilitation import STRATEGIES
from negosim.files import read_record, unreadable
from negosim.locale import known_language
from negosim.negotiation.mandate import Mandate, run
from negosim.negotiation.state.moves import Action, Move
from negosim.output import JOURNAL, SUMMARY
from negosim.plugins import load_plugins, loaded_plugins
from negosim.version import installed_version, source_hash

__all__ = ["SavedMandate", "read_mandate"]

KEYS = ("territory", "seed", "metrics", "config_hash", "data_hash", "versions", "plugins", "config", "actions")
"""What `summary.json` holds since the first version; `sources` and `lang` came later."""


def read_mandate(folder: str | Path, *, plugins: Sequence[str | Path] = (), lang: str | None = None) -> MandateResult:
    """The finished mandate of a folder that `negosim run` or `MandateResult.save` has written.

    `plugins`: the files that it was played with, which only a replay needs; `lang`: fr or en, by default its own.
    Raises UserError: not such a folder, a file that cannot be read; later, where a replay is needed, sources, data or
    plug-ins that are not those of the files.
    """
    load_plugins(plugins)
    folder = Path(folder)
    absent = message("« {folder} » n'est pas le dossier d'un mandat : {file} y manque.")
    record = read_record(folder, SUMMARY, KEYS, absent)
    return SavedMandate(folder, record, known_language(lang or record.get("lang") or record["config"]["lang"]))


class SavedMandate(MandateResult):
    """A finished mandate in a folder."""

    def __init__(self, folder: Path, record: dict[str, Any], lang: str) -> None:
        self.folder, self.record, self._lang = folder, record, lang

    @property
    def lang(self) -> str:
        """The language of its sentences."""
        return self._lang

    @property
    def job(self) -> Job:
        """The setting and the seed, with the configuration that they come from. Raises UserError: another model."""
        return self._replay[0]

    @property
    def mandate(self) -> Mandate:
        """The mandate itself, replayed. Raises UserError: another model."""
        return self._replay[1]

    def _table(self, name: str) -> pd.DataFrame:
        """The table of that name, from its file."""
        try:
            return pd.read_parquet(self.folder / f"{name}.parquet")
        except (OSError, pa.ArrowException) as error:
            raise unreadable(self.folder, f"{name}.parquet", error) from error

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Every metric by name, from the file."""
        return dict(self.record["metrics"])

    def journal(self, lang: str | None = None) -> str:
        """The mandate in sentences: from the file in its own language, replayed in another."""
        lang = known_language(lang or self.lang)
        if lang != self.record.get("lang"):
            return super().journal(lang)
        try:
            return (self.folder / JOURNAL).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise unreadable(self.folder, JOURNAL, error) from error

    def _title(self) -> tuple[str, Any, int]:
        """The name of the territory, the label of the strategy, the seed."""
        strategy = self.record["config"]["facilitation"]["name"]
        label = STRATEGIES[strategy].label if strategy in STRATEGIES.names() else strategy
        return self.record["territory"]["name"], label, self.record["seed"]

    @cached_property
    def _replay(self) -> tuple[Job, Mandate]:
        """The same mandate played again. Raises UserError: the model is another, or the files are not its own."""
        _refuse(self.folder, _changes(self.record))
        job = load(self.record["config"])
        data = job.setting.territory.data_hash
        if data != self.record["data_hash"]:
            _refuse(self.folder, [("data", self.record["data_hash"], data)])
        actions = {int(month): Move(**{**move, "actions": tuple(Action(*action) for action in move["actions"])})
                   for month, move in self.record["actions"].items()}  # fmt: skip
        announce(self.lang)
        mandate = run(job.setting, job.seed, actions)
        if job.hash != self.record["config_hash"] or not self.months.equals(tables.months(mandate)):
            raise UserError(message("« {folder} » : le mandat rejoué n'est pas celui de ses fichiers ; {file} ou une "
                                    "table a été modifié.", folder=str(self.folder), file=SUMMARY))  # fmt: skip
        return job, mandate


def _changes(record: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What differs between the model of a record and the one that runs: version, sources, plug-ins."""
    plugins = sorted((line["source"], line["sha256"]) for line in record["plugins"])
    own_plugins = sorted((plugin.source, plugin.digest) for plugin in loaded_plugins())
    pairs = {
        "negosim": (record["versions"].get("negosim"), installed_version()),
        "sources": (record.get("sources"), source_hash()),
    }
    changes = [(key, str(before), str(now)) for key, (before, now) in pairs.items() if before != now]
    if sorted(digest for _, digest in plugins) != sorted(digest for _, digest in own_plugins):
        changes.append(("plugins", plugin_list(plugins), plugin_list(own_plugins)))
    return changes


def _refuse(folder: Path, changes: Sequence[tuple[str, str, str]]) -> None:
    """Raise UserError naming the changes, if there are any."""
    if changes:
        lines: list[Message] = [
            message("  {key} : {before} → {now}", key=key, before=_short(key, before), now=_short(key, now))
            for key, before, now in changes
        ]
        raise UserError(
            message("« {folder} » a été joué par un autre modèle ; ses fichiers se lisent, mais le mandat ne se rejoue "
                    "pas :", folder=str(folder)),
            *lines,
        )  # fmt: skip


def _short(key: str, value: str) -> str:
    """The first digits of a hash."""
    return value if key == "plugins" else value[:SHORT_HASH]
