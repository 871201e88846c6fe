"""`negosim sweep`: thousands of mandates, as one YAML file or one line describes them (balayage)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from negosim.api import announce
from negosim.commands.arguments import Arguments
from negosim.config import quoted
from negosim.config.compose import composer
from negosim.config.experiment import Experiment, experiment_of, read_experiment
from negosim.config.jobs import probe_folder
from negosim.ensemble.estimate import apart, estimate
from negosim.ensemble.manifest import (
    DECISIVE,
    FORMAT,
    differences,
    environment,
    manifest_of,
    points_table,
    told_by,
    values_of,
)
from negosim.ensemble.queue import WorkQueue
from negosim.ensemble.runner import run_queue
from negosim.ensemble.store import MANIFEST, Store, read_manifest, read_points
from negosim.ensemble.worker import SHORT_HASH, Task, kinds_of, play_piece
from negosim.errors import UserError, message
from negosim.plugins import load_plugins, loaded_plugins, named_mistakes
from negosim.sweeps.progress import progress, say_broken, say_ended, say_failures, say_outline
from negosim.terminal import console, say, sigterm_as_interrupt, waiting_notice
from negosim.watched import play

__all__ = ["main"]

MOST_SHOWN, MOST_CHARS = 12, 60


@dataclass(frozen=True, eq=False)
class Sweep:
    """An experiment with its task, its folder and its manifest."""

    experiment: Experiment
    task: Task
    store: Store
    manifest: dict[str, Any]


def main(arguments: Sequence[str], lang: str) -> int:
    """Describe the experiment, play what is missing of it, and say where the rows are."""
    line = Arguments(
        "sweep", message("Joue une expérience : des milliers de mandats, une ligne de résultats pour chacun."), lang,
        epilog=message(
            "Une liste de valeurs est un facteur : negosim sweep facilitation=none,process design.replicates=400 "
            "output=DOSSIER\nUne expérience est un fichier : negosim sweep +experiment=NOM --config-dir DOSSIER\nUn "
            "balayage interrompu se reprend : negosim sweep resume=DOSSIER\nSes lignes se lisent : "
            "pandas.read_parquet(DOSSIER), et s'analysent : negosim analyse DOSSIER"),
    )  # fmt: skip
    line.take("words", nargs="*", metavar=message("CLÉ=VALEUR"), help=message("réglages, groupes et facteurs"))
    line.take("--dry-run", action="store_true",
              help=message("dit combien de points, de mandats, de temps et de place, et s'arrête là"))  # fmt: skip
    line.take("--config-dir", metavar=message("DOSSIER"), help=message("configurations à vous, en plus"))
    line.take("--plugin", metavar="PY", action="append", default=[],
              help=message("charge une stratégie, un genre de dossier ou une mesure à vous (se répète)"))  # fmt: skip
    words = [word for word in arguments if "=" in word and not word.startswith("-")]
    asked = line.parse([word for word in arguments if word not in words])
    asked.words = [*asked.words, *words]
    with named_mistakes(), sigterm_as_interrupt():
        load_plugins(asked.plugin)
        return _sweep(asked, asked.lang)


def _sweep(asked: Namespace, lang: str) -> int:
    """Open or make the folder, outline the experiment, drive it."""
    words, own = _taken(asked.words)
    sweep = _resumed(Path(own["resume"]), words, asked) if "resume" in own else _new(words, own.get("output"), asked)
    plan, task, store, screen = sweep.experiment.plan, sweep.task, sweep.store, console()
    announce(lang)
    if asked.dry_run:
        _outlined(sweep, screen, lang)
        return 0
    with store.locked():
        begun = store.folder.joinpath(MANIFEST).exists()
        if begun and "resume" not in own:
            raise _taken_folder(store.folder)
        say_broken(screen, store.inspect(), lang)
        queue = _outlined(sweep, screen, lang)
        if not begun:
            store.prepare(sweep.manifest, points_table(plan, task))
        with progress(screen, queue, store.folder, lang) as told:
            run_queue(plan, task, sweep.experiment.engine, store, sweep.manifest, queue, told)
    say_failures(screen, queue, lang)
    say_ended(screen, store.folder, plan, lang)
    return 0


def _outlined(sweep: Sweep, screen: Console, lang: str) -> WorkQueue:
    """What is left to play, with what it costs, after the outline has been said."""
    plan, task = sweep.experiment.plan, sweep.task
    queue = WorkQueue(plan, task, sweep.store, say=lambda said: say(screen, said, lang))
    with waiting_notice(lang), nullcontext(play_piece) if sweep.experiment.engine.here else apart() as trial:
        pilot = estimate(plan, task, queue, trial)
    queue.cost.update(pilot.cost)
    say_outline(screen, sweep.experiment, queue, pilot, lang)
    return queue


def _taken(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The words for Hydra, and the folders that the line names itself."""
    own: dict[str, str] = {}
    rest = []
    for word in words:
        key, equals, value = word.partition("=")
        if key not in ("resume", "output") or not equals:
            rest.append(word)
            continue
        if not value.strip():
            raise UserError(message("{key} attend le chemin d'un dossier.", key=key))
        if key in own:
            raise UserError(message("{option} est donnée deux fois ; une seule valeur est attendue.", option=key))
        own[key] = value.strip("'\"")
    if len(own) == 2:
        raise UserError(message("resume= reprend un dossier, output= en fait un : donnez l'un ou l'autre."))
    return rest, own


def _composed(words: Sequence[str], asked: Namespace) -> Experiment:
    """The experiment of the line."""
    made = composer(asked.config_dir, lang=asked.lang)
    return experiment_of(made, quoted(words, multirun=True), Path.cwd())


def _task(experiment: Experiment) -> Task:
    """What the workers get."""
    plan = experiment.plan
    return Task(experiment.settings, play, plan.factors, kinds_of(plan.factors, plan.values), plan.tables,
                tuple(plugin.source for plugin in loaded_plugins() if plugin.digest))  # fmt: skip


def _new(words: Sequence[str], output: str | None, asked: Namespace) -> Sweep:
    """A new experiment in a folder that holds nothing yet."""
    experiment = _composed(words, asked)
    task = _task(experiment)
    usual = Path("sweeps", f"{experiment.plan.name}-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    folder = Path(output) if output else usual
    if (folder / MANIFEST).exists():
        raise _taken_folder(folder)
    if not Store(folder, experiment.plan.runs).is_new():
        raise UserError(message("« {folder} » n'est pas un dossier vide : donnez-en un autre par output=…",
                                folder=str(folder)))  # fmt: skip
    probe_folder(folder)
    manifest = manifest_of(experiment.plan, task, experiment.resolved, experiment.hash)
    return Sweep(experiment, task, Store(folder, experiment.plan.runs, task.tables), manifest)


def _taken_folder(folder: Path) -> UserError:
    """A folder that holds an experiment already."""
    return UserError(message("« {folder} » tient déjà une expérience : resume={folder} la finit, un autre "
                             "output= en fait une nouvelle.", folder=str(folder)))  # fmt: skip


def _resumed(folder: Path, words: Sequence[str], asked: Namespace) -> Sweep:
    """An experiment begun before; `UserError` where what is asked, or the model, is no longer the same."""
    manifest = read_manifest(folder)
    if manifest.get("format") != FORMAT:
        raise UserError(message("« {folder} » est d'un autre format ({value} ; {known} est attendu).",
                                folder=str(folder), value=str(manifest.get("format")), known=FORMAT))  # fmt: skip
    engine_words = [word for word in words if word.lstrip("+").startswith(("engine=", "engine."))]
    other = [word for word in words if word not in engine_words]
    engine = _composed(engine_words, asked).engine if engine_words else None
    points = read_points(folder)
    resolved = manifest["configuration"]
    values, labels = values_of(points, len(resolved["factors"]))
    experiment = read_experiment(resolved, values, labels, engine)
    if other:
        _refuse_changes(folder, resolved, _composed(words, asked).resolved, other)
    _refuse_other_model(folder, manifest, experiment)
    task = _task(experiment)
    return Sweep(experiment, task, Store(folder, experiment.plan.runs, task.tables), manifest)


def _refuse_changes(folder: Path, before: dict[str, Any], now: dict[str, Any], words: Sequence[str]) -> None:
    """`UserError` showing what the words ask that differs from the configuration of the folder."""
    found = sorted(differences(told_by(before, words), told_by(now, words)), key=lambda line: line[0].count("."))
    if found:
        raise UserError(
            message("« {folder} » a été commencé avec une autre configuration :", folder=str(folder)),
            *(message("  {key} : {before} → {now}", key=key, before=shortened(a), now=shortened(b))
              for key, a, b in found[:MOST_SHOWN]),
            *([message("  et {count} autres différences", count=len(found) - MOST_SHOWN)] if len(found) > MOST_SHOWN
              else []),
        )  # fmt: skip


def shortened(value: Any) -> str:
    """A value that fits a line of a message."""
    value = value.get("name", value) if isinstance(value, dict) else "–" if value is None else value
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= MOST_CHARS else f"{text[:MOST_CHARS]}…"


def _refuse_other_model(folder: Path, manifest: dict[str, Any], experiment: Experiment) -> None:
    """`UserError` where the package, the data or the plugins are not those of the folder: rows are never mixed."""
    before, now = manifest["environment"], environment()
    found = [(key, before.get(key), now[key]) for key in DECISIVE if before.get(key) != now[key]]
    plugins = ", ".join(f"{one['source']} {one['sha256'][:SHORT_HASH]}" for one in manifest["plugins"]) or "-"
    loaded = ", ".join(f"{one.source} {one.digest[:SHORT_HASH]}" for one in loaded_plugins()) or "-"
    changed = experiment.hash != manifest["hash"] and not found
    if changed and plugins != loaded:
        found.append(("plugins", plugins, loaded))
    elif changed:
        raise UserError(message("« {folder} » : {manifest} a été modifié depuis le balayage ; sa configuration n'est "
                                "plus celle des lignes.", folder=str(folder), manifest=MANIFEST))  # fmt: skip
    if found:
        raise UserError(
            message("« {folder} » a été joué par un autre modèle ; ses lignes ne se mêlent pas aux nouvelles :",
                    folder=str(folder)),
            *(message("  {key} : {before} → {now}", key=key, before=str(a), now=str(b)) for key, a, b in found),
        )  # fmt: skip
