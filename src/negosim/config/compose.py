"""Hydra's composition with every bad key named at once (composition)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hydra import version
from hydra.core.config_loader import ConfigLoader
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Override
from hydra.core.utils import setup_globals
from hydra.errors import HydraException
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException
from yaml import YAMLError

from negosim.config.groups import register
from negosim.config.hydra_private import config_loader
from negosim.config.records import alternatives, unknown_key, wrong_choice
from negosim.config.values_only import SEARCH_PATH, code_in_hydra_node, code_in_search_path
from negosim.errors import Message, UserError, message
from negosim.locale import default_lang

__all__ = ["CONFIG_NAME", "VERSION_BASE", "Composer", "compose", "composer", "config_folder", "hydra_mistakes"]

CONFIG_NAME = "config"
VERSION_BASE = "1.3"
STRATEGY_NAME = "facilitation.name"
"""The key that only the option of its group sets."""

AGENDA_LINES = "agenda.dossiers"
"""The group of keys in which a user may add one, for a dossier."""

HYDRA_ERRORS = (HydraException, OmegaConfBaseException, YAMLError, UnicodeDecodeError)
"""What a user's mistake raises while Hydra composes."""


def config_folder() -> Path:
    """The folder of the configurations: inside the installed package, else at the top of the sources."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "configs"
    return installed if installed.is_dir() else package.parents[1] / "configs"


@contextmanager
def hydra_mistakes() -> Iterator[None]:
    """Turn what Hydra says of a user's mistake into a `UserError`."""
    try:
        yield
    except HYDRA_ERRORS as error:
        parts = [str(part).strip() for part in (error, error.__cause__) if part is not None]
        reason = " ".join(" ".join(part.split()) for part in parts if part).partition(" Config search path")[0]
        raise UserError(message("Hydra ne peut pas composer la configuration : {reason}", reason=reason)) from error


@dataclass(frozen=True)
class Composer:
    """Hydra's loader for one search path, and the name of the root file."""

    loader: ConfigLoader
    name: str
    keys_by_options: dict[tuple[str, ...], list[str]] = field(default_factory=dict, compare=False)

    def composition(self, overrides: Sequence[str], *, multirun: bool = False) -> DictConfig:
        """The composed configuration with Hydra's own node.

        Raises UserError: what Hydra refuses, and each key of its node that names code to run.
        """
        with hydra_mistakes():
            return self._load(overrides, RunMode.MULTIRUN if multirun else RunMode.RUN)

    def refuse_code(self, overrides: Sequence[str]) -> None:
        """Look for code to run before a page that plays nothing; what cannot be composed is left to Hydra's own words.

        Raises UserError: each key that names code to run.
        """
        with suppress(*HYDRA_ERRORS):
            self._load(overrides, RunMode.RUN)

    def _load(self, overrides: Sequence[str], mode: RunMode) -> DictConfig:
        """The composition, refused where it names code: the search path before Hydra reads it, the values after."""
        search_path = OverridesParser.create().parse_overrides([text for text in overrides if SEARCH_PATH in text])
        problems = code_in_search_path(self.loader, self.name, search_path)
        if problems:
            raise UserError(*problems)
        try:
            cfg = self.loader.load_configuration(self.name, list(overrides), mode, from_shell=False)
        except (AssertionError, AttributeError) as error:  # OmegaConf's, for a key below what is no group
            raise HydraException(str(error)) from None
        problems = code_in_hydra_node(cfg)
        if problems:
            raise UserError(*problems)
        return cfg

    def parse(self, overrides: Sequence[str], problems: list[Message]) -> list[Override]:
        """Hydra's reading of the overrides; those that it cannot read go to `problems`."""
        parser, readable = OverridesParser.create(config_loader=self.loader), []
        for text in overrides:
            try:
                readable += parser.parse_overrides([text])
            except HydraException as error:
                problems.append(
                    message("« {text} » ne se lit pas ; écrivez clé=valeur ({reason})",
                            text=text, reason=str(error).splitlines()[0])
                )  # fmt: skip
        return readable

    def valid_overrides(self, overrides: Sequence[str], problems: list[Message]) -> list[str]:
        """The overrides whose option or key exists; the others go to `problems`."""
        parsed = self._single_valued(self.parse(overrides, problems), problems)
        groups = self.loader.list_groups("")
        options = [one for one in parsed if one.package is None and one.key_or_group in groups]
        valid = [one for one in options if self._option_exists(one, problems)]
        valid += [one for one in parsed if one.is_hydra_override() and one not in options]
        keys = self._keys_of(tuple(str(one.input_line) for one in valid))
        for one in (one for one in parsed if one not in valid and one not in options):
            if one.key_or_group == STRATEGY_NAME:
                strategies = self.loader.get_group_options("facilitation")
                problems.append(wrong_choice(f"{STRATEGY_NAME} (→ facilitation=…)", one.value(), strategies))
                continue
            is_plain = one.package is None and not (one.is_add() or one.is_force_add() or one.is_delete())
            if is_plain and one.key_or_group not in keys:
                problems.append(_unknown(one, keys))
            else:
                valid.append(one)
        return [str(one.input_line) for one in parsed if one in valid]

    def _single_valued(self, parsed: Sequence[Override], problems: list[Message]) -> list[Override]:
        """The overrides that give one value; the others, which only a sweep can read, go to `problems`."""
        problems += [
            message("« {text} » donne plusieurs valeurs : ajoutez -m pour jouer un mandat par valeur.",
                    text=str(one.input_line))
            for one in parsed if one.is_sweep_override()
        ]  # fmt: skip
        return [one for one in parsed if not one.is_sweep_override()]

    def _option_exists(self, override: Override, problems: list[Message]) -> bool:
        """Whether the option that is selected for a group exists."""
        options, option = self.loader.get_group_options(override.key_or_group), override.value()
        if (isinstance(option, list) and option) or str(option) in options:
            return True
        problems.append(wrong_choice(override.key_or_group, option, options))
        return False

    def _keys_of(self, options: tuple[str, ...]) -> list[str]:
        """Every key of the configuration that these options compose."""
        if options not in self.keys_by_options:
            try:
                cfg = self.composition(options)
            except UserError:
                cfg = self.composition(())
            paths = _dotted_keys(OmegaConf.to_container(cfg, resolve=False))
            self.keys_by_options[options] = [key for key in paths if not key.startswith("hydra")]
        return self.keys_by_options[options]


def _dotted_keys(values: Any, prefix: str = "") -> Iterator[str]:
    """The dotted path of every key of nested dicts."""
    for key, value in values.items():
        yield f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _dotted_keys(value, f"{prefix}{key}.")


def _unknown(one: Override, keys: Sequence[str]) -> Message:
    """The problem of a key that does not exist; a line of the agenda may be added with a plus."""
    key = one.key_or_group
    if key.rpartition(".")[0] == AGENDA_LINES:
        return message(
            "« {key} » n'est pas une ligne de cet ordre du jour. Lignes : {options} ; pour en ajouter une : '+{line}'",
            key=key, options=alternatives(key, _siblings(key, keys)), line=str(one.input_line),
        )  # fmt: skip
    return unknown_key(key, _siblings(key, keys))


def _siblings(key: str, keys: Sequence[str]) -> Sequence[str]:
    """The keys of the group where `key` would stand; every key where there is no such group."""
    group, _, _ = key.rpartition(".")
    return [other for other in keys if other.rpartition(".")[0] == group] or keys


def composer(
    config_dir: str | Path | None = None,
    config_path: str | None = None,
    name: str | None = None,
    lang: str | None = None,
) -> Composer:
    """A composer over a folder of configurations (the package's own by default).

    `config_dir` is a user's folder, read after it; `name` that of the root file; `lang` the language of the help.
    Raises UserError: `config_dir` is not a folder.
    """
    if config_dir is not None and not Path(config_dir).is_dir():
        raise UserError(message("{key} vaut « {value} » ; ce dossier n'existe pas.",
                                key="--config-dir", value=str(config_dir)))  # fmt: skip
    register(lang or default_lang())
    setup_globals()
    version.setbase(VERSION_BASE)
    loader = config_loader(config_path or str(config_folder()), None if config_dir is None else Path(config_dir))
    return Composer(loader, name or CONFIG_NAME)


def compose(overrides: Sequence[str] = (), config_dir: str | Path | None = None) -> DictConfig:
    """The configuration of these overrides.

    Raises UserError: every key and option that does not exist, and each key of Hydra that names code to run.
    """
    problems: list[Message] = []
    hydra = composer(config_dir)
    valid = hydra.valid_overrides(overrides, problems)
    if problems:
        raise UserError(*problems)
    return hydra.composition(valid)
