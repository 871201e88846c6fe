"""A composed configuration turned into what is played, once everything in it has been checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from negosim.config.agenda import plain_agenda, read_agenda
from negosim.config.groups import RECORDS, ROOT_KEYS
from negosim.config.records import (
    absent,
    as_yaml,
    knob_values,
    not_a_group,
    read_record,
    unknown_key,
    whole_number,
    wrong_choice,
)
from negosim.config.values_only import code_in_values
from negosim.errors import Message, UserError, message
from negosim.facilitation import STRATEGIES, Strategy
from negosim.facilitation.levers import with_levers
from negosim.locale import LANGS, default_lang
from negosim.negotiation.state.dossier import PlannedDossier
from negosim.negotiation.state.setting import Setting
from negosim.plugins import loaded_plugins
from negosim.territory.competences import CompetenceSettings, nothing_held
from negosim.territory.load import SYNTHETIC
from negosim.territory.load import load as load_territory
from negosim.territory.model import Territory
from negosim.territory.synthetic import SyntheticSettings
from negosim.territory.text_file import file_named
from negosim.territory.user_csv import read_territory

__all__ = ["Job", "load", "plain_values"]

MOST_SEED = 2**63 - 1
PRESENTATION = ("lang", "output")


@dataclass(frozen=True)
class Job:
    """One mandate to play: its setting and seed, its language and folder, and the configuration it comes from.

    `resolved` holds every key of the configuration as plain values; `hash` is the SHA-256 of those that
    change the mandate (`lang` and `output` do not), the territory by its SIREN, with the SHA-256 of each
    plugin's file.
    """

    setting: Setting
    seed: int
    lang: str
    output: Path | None
    resolved: dict[str, Any]
    hash: str


def load(cfg: DictConfig | Mapping[str, Any], folder: Path | None = None) -> Job:
    """The job of a composed configuration. `folder`: where relative paths start (the current folder by default).

    Raises UserError: every key and value that is wrong.
    """
    problems: list[Message] = []
    values = plain_values(cfg, problems)
    problems += [unknown_key(key, ROOT_KEYS) for key in values if key not in ROOT_KEYS]
    problems += [absent(key) for key in ROOT_KEYS if key not in values]
    records = {
        group: read_record(default, values.get(group, knob_values(default)), f"{group}.", problems)
        for group, default in RECORDS.items()
    }
    agenda = read_agenda(values["agenda"], problems) if "agenda" in values else ()
    strategy = _strategy(values["facilitation"], problems) if "facilitation" in values else None
    seed = _seed(values.get("seed", 0), problems)
    lang = _lang(values.get("lang"), problems)
    output = _output(values.get("output"), problems)
    about_place = {group: records.pop(group) for group in ("synthetic", "competences")}
    place = _place(values.get("territory", SYNTHETIC), about_place["synthetic"], seed, folder or Path.cwd(), problems)
    place = _with_settings(place, about_place["competences"])
    if place is not None and agenda:
        _something_to_decide(agenda, place, problems)
    if problems or place is None:
        raise UserError(*problems)
    facilitation = with_levers(strategy, records["levers"]) if strategy is not None else None
    setting = Setting(place, facilitation, agenda, **records)
    resolved = {
        "territory": str(values["territory"]), "seed": seed, "lang": lang, "output": output and str(output),
        "agenda": plain_agenda(agenda),
        "facilitation": {"name": values["facilitation"]["name"], **knob_values(strategy)},
        **{group: knob_values(record) for group, record in {**records, **about_place}.items()},
    }  # fmt: skip
    return Job(setting, seed, lang, output, resolved, _hash(resolved, place.siren))


def _something_to_decide(agenda: tuple[PlannedDossier, ...], place: Territory, problems: list[Message]) -> None:
    """A problem if the law leaves this intercommunality nothing of the agenda to negotiate."""
    if all(planned.kind.open(place) is None for planned in agenda):
        problems.append(
            message("Aucun dossier de l'ordre du jour ne se négocie à {name} ({category}) : la loi y pourvoit.",
                    name=place.name, category=place.category)
        )  # fmt: skip


def plain_values(cfg: DictConfig | Mapping[str, Any], problems: list[Message]) -> dict[str, Any]:
    """The configuration as plain values, interpolations resolved, without Hydra's own node.

    What cannot be read, or names code to run, goes to `problems`.
    """
    values: dict[str, Any] = {}
    for key in (str(key) for key in cfg if key != "hydra"):
        try:
            value = cfg[key]
            values[key] = OmegaConf.to_container(value, resolve=True) if OmegaConf.is_config(value) else value
            problems += code_in_values(values[key], key)
        except OmegaConfBaseException as error:
            reason = str(error).splitlines()[0]
            problems.append(message("{key} : valeur illisible ({reason}).", key=key, reason=reason))
            values[key] = None
    return values


def _strategy(values: Any, problems: list[Message]) -> Strategy | None:
    """The strategy of `facilitation` with its own knobs."""
    if not isinstance(values, Mapping):
        problems.append(not_a_group("facilitation", values, ("name",)))
        return None
    name = values.get("name")
    if name not in STRATEGIES.names():
        problems.append(wrong_choice("facilitation.name", name, STRATEGIES.names()))
        return None
    knobs = {key: value for key, value in values.items() if key != "name"}
    return read_record(STRATEGIES[str(name)], knobs, "facilitation.", problems)


def _seed(value: Any, problems: list[Message]) -> int:
    """The seed, a whole number from 0."""
    seed = whole_number("seed", value, 0, MOST_SEED)
    if isinstance(seed, Message):
        problems.append(seed)
        return 0
    return seed


def _lang(value: Any, problems: list[Message]) -> str:
    """The language of the configuration, else that of the environment."""
    if value is not None and value not in LANGS:
        problems.append(wrong_choice("lang", value, LANGS))
    return value if value in LANGS else default_lang()


def _output(value: Any, problems: list[Message]) -> Path | None:
    """The folder of the results; None lets Hydra choose."""
    if value is None:
        return None
    if isinstance(value, bool | float | Mapping | list) or not str(value).strip():
        problems.append(
            message("{key} vaut « {value} » ; le chemin d'un dossier est attendu.",
                    key="output", value=str(as_yaml(value)))
        )  # fmt: skip
        return None
    return Path(str(value))


def _place(
    value: Any, synthetic: SyntheticSettings, seed: int, folder: Path, problems: list[Message]
) -> Territory | None:
    """The intercommunality: a file, else a place of the national tables, else a synthetic one."""
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        problems.append(
            message(
                "territory vaut « {value} » ; un SIREN, un nom, un fichier CSV ou « synthetic » est attendu.",
                value=str(as_yaml(value)),
            )
        )  # fmt: skip
        return None
    name = str(value).strip()
    file = file_named(name, folder)
    try:
        return read_territory(file) if file else _territory(name, synthetic, seed if name == SYNTHETIC else 0)
    except UserError as error:
        with_key = [message("territory : {problem}", problem=problem) for problem in error.problems]
        problems += error.problems if file else with_key
        return None


def _with_settings(place: Territory | None, competences: CompetenceSettings) -> Territory | None:
    """The intercommunality as the settings have it: as it is, or without any competence."""
    if place is None or competences.held != "none":
        return place
    return replace(place, competences=nothing_held())


@lru_cache(maxsize=256)
def _territory(name: str, synthetic: SyntheticSettings, seed: int) -> Territory:
    """A territory of the national tables, or a synthetic one: read once in a sweep."""
    return load_territory(name, synthetic=synthetic, seed=seed)


def _hash(resolved: dict[str, Any], siren: str) -> str:
    """The SHA-256, in hexadecimal, of what changes the mandate."""
    decisive = {key: value for key, value in resolved.items() if key not in PRESENTATION} | {"territory": siren}
    if plugins := sorted(plugin.digest for plugin in loaded_plugins()):
        decisive["plugins"] = plugins
    return hashlib.sha256(json.dumps(decisive, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
