"""A command line, or the configuration that a manifest holds, turned into an experiment that can be played."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from hydra.core.override_parser.types import Override

from negosim.config.compose import Composer
from negosim.config.factors import factor_of_override, factors_of, knob_of
from negosim.config.groups import DESIGN_TEXTS
from negosim.config.job import plain_values
from negosim.config.points import QUICK, Settings
from negosim.config.records import plain, read_record, unknown_key, wrong_choice
from negosim.ensemble.design import SAMPLE, Design, Factor, Plan, factors_in
from negosim.ensemble.engines import ENGINES, Engine
from negosim.ensemble.samplers import csv_points, design_points
from negosim.ensemble.worker import TABLES
from negosim.errors import Message, UserError, message
from negosim.knobs import knobs_of, problems_of
from negosim.plugins import loaded_plugins
from negosim.territory.sample import sample_territories

__all__ = ["ExperimentSpec", "spec_of_manifest", "spec_of_words"]

OWN = ("design", "engine")
GIVEN = {"design": "default", "engine": "processes"}
MOST_CHECKED = 2000


@dataclass(frozen=True, eq=False)
class ExperimentSpec:
    """A plan, the settings of its points, the engine that plays it, and the configuration it comes from.

    `resolved` is what a manifest keeps: composed configurations by combination of options, factors, design. `hash`
    covers all that changes a row.
    """

    plan: Plan
    settings: Settings
    engine: Engine
    resolved: dict[str, Any]
    hash: str


def spec_of_words(composer: Composer, overrides: Sequence[str], folder: Path) -> ExperimentSpec:
    """The experiment of a command line; one `UserError` names all that is wrong. `folder`: where paths start."""
    problems: list[Message] = []
    single, swept = _sorted(composer, overrides, problems)
    groups = composer.loader.list_groups("")
    kept = composer.legal(single, problems)
    if problems:
        raise UserError(*problems)
    first = plain_values(composer.whole(kept), problems)
    design, texts = _design(first["design"], problems)
    engine = _engine(first["engine"], problems)
    named = factors_of(texts["factors"], groups, problems)
    own = [f for one in swept if (f := factor_of_override(one, groups, problems)) is not None]
    factors = list({f.key: f for f in [*named, *own]}.values())
    problems += [message("{key} : la valeur « {value} » est donnée deux fois.", key=f.key, value=str(level))
                 for f in factors for level in dict.fromkeys(f.levels) if f.levels.count(level) > 1]  # fmt: skip
    for f in own:
        composer.legal([f"{f.key}={_written(level)}" for level in f.levels[:1]], problems)
    if problems:
        raise UserError(*problems)
    plan = _plan(factors, design, texts, folder, groups)
    bases = _bases(composer, kept, plan.factors)
    return _made(plan, bases, engine, check=True)


def spec_of_manifest(
    resolved: Mapping[str, Any], values: Sequence[tuple[Any, ...]], labels: tuple[Any, Any]
) -> ExperimentSpec:
    """The experiment of a manifest's configuration, with the values of its points, their treatments and samples."""
    problems: list[Message] = []
    design, texts = _design(resolved["design"], problems)
    engine = _engine(resolved["engine"], problems)
    if problems:
        raise UserError(*problems)
    factors = factors_in(resolved)
    plan = Plan(texts["name"], design, factors, tuple(values), *labels, tuple(texts["tables"]), tuple(texts["blocks"]))
    bases = {tuple(line["options"]): line["values"] for line in resolved["bases"]}
    return _made(plan, bases, engine, check=False)


def _sorted(composer: Composer, overrides: Sequence[str], problems: list[Message]) -> tuple[list[str], list[Override]]:
    """The words that give one value, with the groups of an experiment added, and those that give several."""
    added, single, swept = dict(GIVEN), [], []
    for one in composer.parsed(overrides, problems):
        if one.key_or_group in OWN and not one.is_sweep_override():
            added[one.key_or_group] = str(one.value())
        elif one.is_sweep_override():
            swept.append(one)
        else:
            single.append(str(one.input_line))
        if one.key_or_group == "seed" and not one.is_sweep_override():
            problems.append(message("seed ne se donne pas à un balayage : design.seed change toutes les graines."))
    return [*(f"+{group}={option}" for group, option in added.items()), *single], swept


def _written(level: Any) -> str:
    """A level as Hydra's grammar reads it."""
    return json.dumps(level, ensure_ascii=False) if isinstance(level, str) else str(level).lower()


def _design(values: Any, problems: list[Message]) -> tuple[Design, dict[str, Any]]:
    """The settings of `design`, and its keys that are not knobs."""
    texts = {key: values.get(key) for key in DESIGN_TEXTS}
    known = [f"design.{key}" for key in (*knobs_of(Design), *DESIGN_TEXTS)]
    problems += [unknown_key(f"design.{key}", known) for key in values if f"design.{key}" not in known]
    knobs = {key: value for key, value in values.items() if key in knobs_of(Design)}
    design = read_record(Design(), plain(Design()) | knobs, "design.", problems)
    if texts["blocks"] is None:
        texts["blocks"] = ["territory", *([SAMPLE] if design.sampler == "latin_hypercube" else [])]
    for key in ("tables", "blocks"):
        texts[key] = [texts[key]] if isinstance(texts[key], str) else list(texts[key] or [])
    problems += [wrong_choice("design.tables", name, TABLES) for name in texts["tables"] if name not in TABLES]
    texts["name"] = str(texts["name"] or "sweep")
    return design, texts


def _engine(values: Any, problems: list[Message]) -> Engine:
    """The engine with its settings."""
    name = values.get("name")
    if name not in ENGINES.names():
        problems.append(wrong_choice("engine", name, ENGINES.names()))
        return ENGINES["serial"]
    settings = {key: value for key, value in values.items() if key != "name"}
    return read_record(ENGINES[str(name)], settings, "engine.", problems)


def _plan(factors: list[Factor], design: Design, texts: Mapping[str, Any], folder: Path, groups: Sequence[str]) -> Plan:
    """The points of the design."""
    extra = (texts["name"], design)
    rest = (tuple(texts["tables"]), tuple(texts["blocks"]))
    if design.territories:
        places = sample_territories(design.territories, design.seed)
        factors = [*(f for f in factors if f.key != "territory"), Factor("territory", places)]
    known = ("territory", SAMPLE, *(f.key for f in factors))
    problems = [wrong_choice("design.blocks", name, known) for name in texts["blocks"] if name not in known]
    if problems:
        raise UserError(*problems)
    if design.sampler != "csv":
        values, treatments, samples = design_points(factors, design)
        return Plan(*extra, tuple(factors), values, treatments, samples, *rest)
    if not texts["file"]:
        raise UserError(message("design.sampler=csv attend le fichier des points : design.file=points.csv."))
    keys, rows = csv_points(folder / str(texts["file"]))
    dropped = list(dict.fromkeys(f.key for f in factors))
    if dropped:
        raise UserError(message("design.sampler=csv : les points sont ceux du fichier, et {keys} varie aussi ; "
                                "mettez-en les valeurs dans le fichier.", keys=", ".join(dropped)))  # fmt: skip
    columns = [tuple(_cell(row[k], key) for row in rows) for k, key in enumerate(keys)]
    read = tuple(Factor(key, tuple(dict.fromkeys(column)), choice=key in groups)
                 for key, column in zip(keys, columns, strict=True))  # fmt: skip
    points = tuple(zip(*columns, strict=True))
    return Plan(*extra, read, points, tuple(range(len(points))), (0,) * len(points), *rest)


def _cell(text: str, key: str) -> Any:
    """A cell of a file of points: a number where its knob is one, else a word."""
    knob, whole = knob_of(key)
    if knob is None or knob.options:
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if whole and value.is_integer() else value


def _bases(composer: Composer, kept: Sequence[str], factors: Sequence[Factor]) -> dict[tuple[str, ...], dict[str, Any]]:
    """The composed configuration of each combination of options; `UserError` names the options that do not exist."""
    problems: list[Message] = []
    chosen = [f for f in factors if f.choice]
    for f in chosen:
        options = composer.loader.get_group_options(f.key)
        problems += [wrong_choice(f.key, level, options) for level in f.levels if level not in options]
    if problems:
        raise UserError(*problems)
    bases = {}
    for options in product(*(f.levels for f in chosen)):
        words = [f"{f.key}={_written(level)}" for f, level in zip(chosen, options, strict=True)]
        keys = {f.key for f in chosen}
        rest = [text for text in kept if text.partition("=")[0] not in keys]
        composed = plain_values(composer.whole([*rest, *words]), problems)
        bases[options] = {key: value for key, value in composed.items() if key not in OWN} | {"output": None}
    if problems:
        raise UserError(*problems)
    return bases


def _made(
    plan: Plan, bases: Mapping[tuple[str, ...], dict[str, Any]], engine: Engine, *, check: bool
) -> ExperimentSpec:
    """The experiment, once its points have been looked at."""
    settings = Settings(plan.keys, tuple(f.choice for f in plan.factors), bases)
    if check:
        _check_points(plan, settings)
    resolved = {
        "design": {"name": plan.name, **plain(plan.design), "tables": list(plan.tables), "blocks": list(plan.blocks)},
        "engine": {"name": engine.name, **plain(engine)},
        "factors": [vars(f) | {"levels": list(f.levels)} for f in plan.factors],
        "bases": [{"options": list(options), "values": values} for options, values in bases.items()],
    }
    return ExperimentSpec(plan, settings, engine, resolved, hash_of(resolved))


def hash_of(resolved: Mapping[str, Any]) -> str:
    """The SHA-256, in hexadecimal, of what changes a row: not the engine, nor the language."""
    kept: dict[str, Any] = {key: value for key, value in resolved.items() if key != "engine"}
    kept["bases"] = [{**line, "values": {k: v for k, v in line["values"].items() if k != "lang"}}
                     for line in resolved["bases"]]  # fmt: skip
    kept["plugins"] = sorted(plugin.digest for plugin in loaded_plugins())
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def _check_points(plan: Plan, settings: Settings) -> None:
    """`UserError` naming all that is wrong: each point where they are few, else each value of each factor once."""
    chosen: dict[int, None] = {}
    if plan.points <= MOST_CHECKED:
        chosen = dict.fromkeys(range(plan.points))
    else:
        for column in zip(*plan.values, strict=True):
            seen = {str(value): p for p, value in reversed(list(enumerate(column)))} if len(set(column)) < 500 else {}
            low, high = (pick(range(plan.points), key=lambda p, c=column: str(c[p])) for pick in (min, max))
            chosen |= dict.fromkeys([*seen.values(), low, high])
    problems: dict[str, Message] = {}
    for point in chosen:
        try:
            _checked(settings, plan.values[point])
        except UserError as error:
            problems |= {str(problem): problem for problem in error.problems}
    if problems:
        raise UserError(*problems.values())


def _checked(settings: Settings, values: tuple[Any, ...]) -> None:
    """Look at one point as `negosim run` would, the knobs that are replaced included."""
    setting = settings.job(values, 0).setting
    problems = [problem for group in QUICK for problem in problems_of(getattr(setting, group), f"{group}.")]
    if problems:
        raise UserError(*problems)
