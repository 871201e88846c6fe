"""A sweep ready to be played: a new one in an empty folder, or one resumed with the same model (ouverture)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from negosim.config import quote_free_text
from negosim.config.compose import composer
from negosim.config.experiment import ExperimentSpec, spec_of_manifest, spec_of_words
from negosim.config.jobs import probe_folder
from negosim.ensemble.manifest import (
    DECISIVE,
    FORMAT,
    differences,
    environment,
    manifest_of,
    plugin_list,
    subset_named_by,
    values_of,
)
from negosim.ensemble.store import MANIFEST, Store, read_manifest, read_points
from negosim.ensemble.worker import Task, kinds_of
from negosim.errors import UserError, message
from negosim.negotiation.mandate import run
from negosim.plugins import SHELVES, loaded_plugins
from negosim.sweeps.words import folders_in

__all__ = ["SweepSetup", "folder_in_use", "open_sweep", "same_model_spec", "task_of"]

MOST_DIFFERENCES, MOST_CHARS = 12, 60


@dataclass(frozen=True, eq=False)
class SweepSetup:
    """A sweep to play: its specification, the task of its workers, its folder, its manifest."""

    spec: ExperimentSpec
    task: Task
    store: Store
    manifest: dict[str, Any]
    is_resumed: bool


def open_sweep(words: Sequence[str], config_dir: str | Path | None, lang: str) -> SweepSetup:
    """The sweep of some words, those of its folder among them: a new one, or with `resume=` an unfinished one.

    Raises UserError: as `new_sweep`, `resume_sweep` and `check_entries`.
    """
    hydra_words, folders = folders_in(words)
    if "resume" in folders:
        sweep = resume_sweep(folders["resume"], hydra_words, config_dir, lang)
    else:
        sweep = new_sweep(hydra_words, folders.get("output"), config_dir, lang)
    check_entries(sweep.spec)
    return sweep


def new_sweep(words: Sequence[str], folder: Path | None, config_dir: str | Path | None, lang: str) -> SweepSetup:
    """The experiment of these words in a folder that holds nothing yet (by default a new one under `sweeps`).

    Raises UserError: words that cannot be, a folder that holds something or cannot be written.
    """
    spec = _compose(words, config_dir, lang)
    task = task_of(spec)
    folder = folder or Path("sweeps", f"{spec.plan.name}-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    if (folder / MANIFEST).exists():
        raise folder_in_use(folder)
    store = Store(folder, spec.plan.runs, task.tables)
    if not store.is_new():
        raise UserError(message("« {folder} » n'est pas un dossier vide : donnez-en un autre par output=…",
                                folder=str(folder)))  # fmt: skip
    probe_folder(folder)
    manifest = manifest_of(spec.plan, task, spec.resolved, spec.hash)
    return SweepSetup(spec, task, store, manifest, is_resumed=False)


def resume_sweep(folder: Path, words: Sequence[str], config_dir: str | Path | None, lang: str) -> SweepSetup:
    """The unfinished experiment of a folder, with another engine where the words name one.

    Raises UserError: another format, words that differ from the folder's configuration, another model.
    """
    manifest = read_manifest(folder)
    if manifest.get("format") != FORMAT:
        raise UserError(message("« {folder} » est d'un autre format ({value} ; {known} est attendu).",
                                folder=str(folder), value=str(manifest.get("format")), known=FORMAT))  # fmt: skip
    engine_words = [word for word in words if word.lstrip("+").startswith(("engine=", "engine."))]
    other_words = [word for word in words if word not in engine_words]
    engine = _compose(engine_words, config_dir, lang).engine if engine_words else None
    if other_words:
        _refuse_changes(folder, manifest["configuration"], _compose(words, config_dir, lang).resolved, other_words)
    spec = same_model_spec(folder, manifest)
    spec = spec if engine is None else replace(spec, engine=engine)
    task = task_of(spec)
    return SweepSetup(spec, task, Store(folder, spec.plan.runs, task.tables), manifest, is_resumed=True)


def same_model_spec(folder: Path, manifest: dict[str, Any]) -> ExperimentSpec:
    """The experiment of a manifest. Raises UserError: model, data or plug-ins are not those of its rows."""
    resolved = manifest["configuration"]
    values, labels = values_of(read_points(folder), len(resolved["factors"]))
    spec = spec_of_manifest(resolved, values, labels)
    before, now = manifest["environment"], environment()
    changes = [(key, before.get(key), now[key]) for key in DECISIVE if before.get(key) != now[key]]
    plugins = plugin_list((line["source"], line["sha256"]) for line in manifest["plugins"])
    own_plugins = plugin_list((plugin.source, plugin.digest) for plugin in loaded_plugins())
    changed = spec.hash != manifest["hash"] and not changes
    if changed and plugins != own_plugins:
        changes.append(("plugins", plugins, own_plugins))
    elif changed:
        raise UserError(message("« {folder} » : {manifest} a été modifié depuis le balayage ; sa configuration n'est "
                                "plus celle des lignes.", folder=str(folder), manifest=MANIFEST))  # fmt: skip
    if changes:
        raise UserError(
            message("« {folder} » a été joué par un autre modèle ; ses lignes ne se mêlent pas aux nouvelles :",
                    folder=str(folder)),
            *(message("  {key} : {before} → {now}", key=key, before=str(a), now=str(b)) for key, a, b in changes),
        )  # fmt: skip
    return spec


def check_entries(spec: ExperimentSpec) -> None:
    """Raise UserError for a strategy or a kind of dossier that the processes of the engine do not have.

    They load the package and the plug-ins, not the program or the notebook that calls `negosim.sweep`.
    """
    if spec.engine.in_process:
        return
    bases = [line["values"] for line in spec.resolved["bases"]]
    names = {base["facilitation"]["name"] for base in bases}
    names |= {dossier["kind"] for base in bases for dossier in base["agenda"]["dossiers"].values()}
    known = {name for plugin in loaded_plugins() for name in plugin.names}
    problems = [
        message("« {name} » est défini dans ce programme, que les processus du balayage n'ont pas : mettez-le dans un "
                "fichier donné par plugins=[…], ou prenez engine=serial.", name=name)
        for shelf in SHELVES for name, entry in shelf.entries().items()
        if name in names and name not in known and not type(entry).__module__.startswith("negosim")
    ]  # fmt: skip
    if problems:
        raise UserError(*problems)


def folder_in_use(folder: Path) -> UserError:
    """A folder that holds an experiment already."""
    return UserError(message("« {folder} » tient déjà une expérience : resume={folder} la finit, un autre "
                             "output= en fait une nouvelle.", folder=str(folder)))  # fmt: skip


def _compose(words: Sequence[str], config_dir: str | Path | None, lang: str) -> ExperimentSpec:
    """The experiment of some words. Raises UserError naming every mistake."""
    return spec_of_words(composer(config_dir, lang=lang), quote_free_text(words, multirun=True), Path.cwd())


def task_of(spec: ExperimentSpec) -> Task:
    """What the workers receive."""
    plan = spec.plan
    return Task(spec.settings, run, plan.factors, kinds_of(plan.factors, plan.values), plan.tables,
                tuple(plugin.source for plugin in loaded_plugins() if plugin.digest))  # fmt: skip


def _refuse_changes(folder: Path, before: dict[str, Any], now: dict[str, Any], words: Sequence[str]) -> None:
    """Raise UserError with the values of the words that differ from the configuration of the folder."""
    subsets = subset_named_by(before, words), subset_named_by(now, words)
    changes = sorted(differences(*subsets), key=lambda line: line[0].count("."))
    if changes:
        more = len(changes) - MOST_DIFFERENCES
        raise UserError(
            message("« {folder} » a été commencé avec une autre configuration :", folder=str(folder)),
            *(message("  {key} : {before} → {now}", key=key, before=short_text(a), now=short_text(b))
              for key, a, b in changes[:MOST_DIFFERENCES]),
            *([message("  et {count} autres différences", count=more)] if more > 0 else []),
        )  # fmt: skip


def short_text(value: Any) -> str:
    """A value in a line of a message."""
    value = value.get("name", value) if isinstance(value, dict) else "–" if value is None else value
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= MOST_CHARS else f"{text[:MOST_CHARS]}…"
