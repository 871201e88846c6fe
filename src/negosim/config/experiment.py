"""A command line, or the configuration of a manifest, turned into an experiment that can be played."""

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
from negosim.config.points import REPLACEABLE, Settings
from negosim.config.records import knob_values, read_record, unknown_key, wrong_choice
from negosim.ensemble.design import SAMPLE, Design, Factor, Plan, factors_in
from negosim.ensemble.engines import ENGINES, Engine
from negosim.ensemble.samplers import csv_points, design_points
from negosim.ensemble.worker import TABLES
from negosim.errors import Message, UserError, message
from negosim.knobs import knobs_of, problems_of
from negosim.plugins import loaded_plugins
from negosim.territory.sample import sample_territories

__all__ = ["ExperimentSpec", "spec_of_manifest", "spec_of_words"]

DEFAULT_OPTIONS = {"design": "default", "engine": "processes"}
"""The groups that a sweep has beside those of a mandate, with their usual option."""

MOST_CHECKED = 2000


@dataclass(frozen=True, eq=False)
class ExperimentSpec:
    """A plan, the settings of its points, the engine that plays it, and the configuration it comes from.

    `resolved` is the configuration of the manifest: composed configurations by combination of options, factors, design.
    `hash` covers all that changes a row.
    """

    plan: Plan
    settings: Settings
    engine: Engine
    resolved: dict[str, Any]
    hash: str


def spec_of_words(composer: Composer, overrides: Sequence[str], folder: Path) -> ExperimentSpec:
    """The experiment of a command line. `folder`: where relative paths start.

    Raises UserError: all that is wrong, at once.
    """
    problems: list[Message] = []
    single, sweeps = _single_and_sweep_overrides(composer, overrides, problems)
    groups = composer.loader.list_groups("")
    valid = composer.valid_overrides(single, problems)
    if problems:
        raise UserError(*problems)
    values = plain_values(composer.composition(valid), problems)
    design, texts = _design(values["design"], problems)
    engine = _engine(values["engine"], problems)
    from_line = [f for one in sweeps if (f := factor_of_override(one, groups, problems)) is not None]
    factors = _factors(texts, from_line, groups, problems)
    problems += [message("{key} : la valeur « {value} » est donnée deux fois.", key=f.key, value=str(level))
                 for f in factors for level in dict.fromkeys(f.levels) if f.levels.count(level) > 1]  # fmt: skip
    for f in from_line:
        composer.valid_overrides([f"{f.key}={_hydra_text(level)}" for level in f.levels[:1]], problems)
    if problems:
        raise UserError(*problems)
    plan = _plan(factors, design, texts, folder, groups)
    bases = _bases(composer, valid, plan.factors)
    return _experiment(plan, bases, engine, check=True)


def spec_of_manifest(
    resolved: Mapping[str, Any], values: Sequence[tuple[Any, ...]], labels: tuple[Any, Any]
) -> ExperimentSpec:
    """The experiment of a manifest.

    `resolved` is the configuration of the manifest, `values` and `labels` are the values of the points and their
    treatments and samples, from its table of points. Raises UserError: what is wrong with the configuration.
    """
    problems: list[Message] = []
    design, texts = _design(resolved["design"], problems)
    engine = _engine(resolved["engine"], problems)
    if problems:
        raise UserError(*problems)
    factors = factors_in(resolved)
    plan = Plan(texts["name"], design, factors, tuple(values), *labels, tuple(texts["tables"]), tuple(texts["blocks"]))
    bases = {tuple(line["options"]): line["values"] for line in resolved["bases"]}
    return _experiment(plan, bases, engine, check=False)


def _single_and_sweep_overrides(
    composer: Composer, overrides: Sequence[str], problems: list[Message]
) -> tuple[list[str], list[Override]]:
    """The words that give one value, with the groups of a sweep added, and those that give several."""
    options, single, sweeps = dict(DEFAULT_OPTIONS), [], []
    for one in composer.parse(overrides, problems):
        if one.key_or_group in DEFAULT_OPTIONS and not one.is_sweep_override():
            options[one.key_or_group] = str(one.value())
        elif one.is_sweep_override():
            sweeps.append(one)
        else:
            single.append(str(one.input_line))
        if one.key_or_group == "seed" and not one.is_sweep_override():
            problems.append(message("seed ne se donne pas à un balayage : design.seed change toutes les graines."))
    return [*(f"+{group}={option}" for group, option in options.items()), *single], sweeps


def _factors(
    texts: Mapping[str, Any], from_line: Sequence[Factor], groups: Sequence[str], problems: list[Message]
) -> list[Factor]:
    """What varies: what the experiment compares, then its uncertainties, each as the command line has it if it does."""
    factors = {f.key: f for f in factors_of(texts["factors"], "design.factors", groups, problems)}
    uncertainties = factors_of(texts["uncertainties"], "design.uncertainties", groups, problems)
    factors |= {f.key: f for f in uncertainties if f.key not in factors}
    return list((factors | {f.key: f for f in from_line}).values())


def _hydra_text(level: Any) -> str:
    """A level as Hydra's grammar reads it."""
    return json.dumps(level, ensure_ascii=False) if isinstance(level, str) else str(level).lower()


def _design(values: Any, problems: list[Message]) -> tuple[Design, dict[str, Any]]:
    """The settings of `design`, and its keys that are not knobs."""
    texts = {key: values.get(key) for key in DESIGN_TEXTS}
    keys = [f"design.{key}" for key in (*knobs_of(Design), *DESIGN_TEXTS)]
    problems += [unknown_key(f"design.{key}", keys) for key in values if f"design.{key}" not in keys]
    knobs = {key: value for key, value in values.items() if key in knobs_of(Design)}
    design = read_record(Design(), knob_values(Design()) | knobs, "design.", problems)
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
    if design.territories:
        places = sample_territories(design.territories, design.seed)
        factors = [*(f for f in factors if f.key != "territory"), Factor("territory", places)]
    block_keys = ("territory", SAMPLE, *(f.key for f in factors))
    problems = [wrong_choice("design.blocks", name, block_keys) for name in texts["blocks"] if name not in block_keys]
    if problems:
        raise UserError(*problems)
    if design.sampler == "csv":
        read_factors, points = _points_of_file(factors, texts["file"], folder, groups)
        layout = read_factors, points, tuple(range(len(points))), (0,) * len(points)
    else:
        layout = tuple(factors), *design_points(factors, design)
    return Plan(texts["name"], design, *layout, tuple(texts["tables"]), tuple(texts["blocks"]))


def _points_of_file(
    factors: Sequence[Factor], file: str | None, folder: Path, groups: Sequence[str]
) -> tuple[tuple[Factor, ...], tuple[tuple[Any, ...], ...]]:
    """The factors and the points of a CSV file; `factors`, which vary elsewhere, must be none."""
    if not file:
        raise UserError(message("design.sampler=csv attend le fichier des points : design.file=points.csv."))
    keys, rows = csv_points(folder / str(file))
    elsewhere = ", ".join(f.key for f in factors)
    if elsewhere:
        raise UserError(message("design.sampler=csv : les points sont ceux du fichier, et {keys} varie aussi ; "
                                "mettez-en les valeurs dans le fichier.", keys=elsewhere))  # fmt: skip
    columns = [tuple(_cell(row[k], key) for row in rows) for k, key in enumerate(keys)]
    levels = [tuple(dict.fromkeys(column)) for column in columns]
    in_file = tuple(Factor(key, values, choice=key in groups) for key, values in zip(keys, levels, strict=True))
    return in_file, tuple(zip(*columns, strict=True))


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


def _bases(
    composer: Composer, overrides: Sequence[str], factors: Sequence[Factor]
) -> dict[tuple[str, ...], dict[str, Any]]:
    """The composed configuration of each combination of options. Raises UserError: an option does not exist."""
    problems: list[Message] = []
    choices = [f for f in factors if f.choice]
    for f in choices:
        options = composer.loader.get_group_options(f.key)
        problems += [wrong_choice(f.key, level, options) for level in f.levels if level not in options]
    if problems:
        raise UserError(*problems)
    bases = {}
    rest = [text for text in overrides if text.partition("=")[0] not in {f.key for f in choices}]
    for options in product(*(f.levels for f in choices)):
        words = [f"{f.key}={_hydra_text(level)}" for f, level in zip(choices, options, strict=True)]
        values = plain_values(composer.composition([*rest, *words]), problems)
        bases[options] = {key: value for key, value in values.items() if key not in DEFAULT_OPTIONS} | {"output": None}
    if problems:
        raise UserError(*problems)
    return bases


def _experiment(
    plan: Plan, bases: Mapping[tuple[str, ...], dict[str, Any]], engine: Engine, *, check: bool
) -> ExperimentSpec:
    """The experiment of a plan; with `check`, once the values of its points have been read."""
    settings = Settings(plan.keys, tuple(f.choice for f in plan.factors), bases)
    if check:
        _check_points(plan, settings)
    design = {"name": plan.name, **knob_values(plan.design), "tables": list(plan.tables), "blocks": list(plan.blocks)}
    resolved = {
        "design": design,
        "engine": {"name": engine.name, **knob_values(engine)},
        "factors": [vars(f) | {"levels": list(f.levels)} for f in plan.factors],
        "bases": [{"options": list(options), "values": values} for options, values in bases.items()],
    }
    return ExperimentSpec(plan, settings, engine, resolved, hash_of(resolved))


def hash_of(resolved: Mapping[str, Any]) -> str:
    """The SHA-256, in hexadecimal, of what changes a row: not the engine, nor the language."""
    decisive: dict[str, Any] = {key: value for key, value in resolved.items() if key != "engine"}
    decisive["bases"] = [{**base, "values": {k: v for k, v in base["values"].items() if k != "lang"}}
                         for base in resolved["bases"]]  # fmt: skip
    decisive["plugins"] = sorted(plugin.digest for plugin in loaded_plugins())
    return hashlib.sha256(json.dumps(decisive, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def _check_points(plan: Plan, settings: Settings) -> None:
    """Read each point where they are few, else each value of each factor once. Raises UserError: all that is wrong."""
    points: dict[int, None] = {}
    if plan.points <= MOST_CHECKED:
        points = dict.fromkeys(range(plan.points))
    else:
        for column in zip(*plan.values, strict=True):
            firsts = {str(value): p for p, value in reversed(list(enumerate(column)))} if len(set(column)) < 500 else {}
            low, high = (pick(range(plan.points), key=lambda p, c=column: str(c[p])) for pick in (min, max))
            points |= dict.fromkeys([*firsts.values(), low, high])
    problems: dict[str, Message] = {}
    for point in points:
        try:
            _check_values(settings, plan.values[point])
        except UserError as error:
            problems |= {str(problem): problem for problem in error.problems}
    if problems:
        raise UserError(*problems.values())


def _check_values(settings: Settings, values: tuple[Any, ...]) -> None:
    """Read one point as `negosim run` would, the knobs that are replaced included. Raises UserError: what is wrong."""
    setting = settings.job(values, 0).setting
    problems = [problem for group in REPLACEABLE for problem in problems_of(getattr(setting, group), f"{group}.")]
    if problems:
        raise UserError(*problems)
