"""Hydra's composition with every bad key named at once (composition)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hydra import version
from hydra._internal.config_loader_impl import ConfigLoaderImpl
from hydra._internal.utils import create_config_search_path
from hydra.core.config_search_path import SearchPathQuery
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Override
from hydra.core.utils import setup_globals
from hydra.errors import HydraException
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException
from yaml import YAMLError

from negosim.config.groups import register
from negosim.config.records import unknown_key, wrong_choice
from negosim.errors import Message, UserError, message
from negosim.locale import default_lang

__all__ = ["CONFIG_NAME", "VERSION_BASE", "Composer", "compose", "composer", "config_folder", "hydra_mistakes"]

CONFIG_NAME = "config"
VERSION_BASE = "1.3"
CHOSEN_BY_GROUP = "facilitation.name"
"""A key that only the choice of its group sets."""


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
    except (HydraException, OmegaConfBaseException, YAMLError, UnicodeDecodeError) as error:
        parts = [str(part).strip() for part in (error, error.__cause__) if part is not None]
        reason = " ".join(" ".join(part.split()) for part in parts if part).partition(" Config search path")[0]
        raise UserError(message("Hydra ne peut pas composer la configuration : {reason}", reason=reason)) from error


@dataclass(frozen=True)
class Composer:
    """Hydra's loader for one search path, and the name of the root file."""

    loader: ConfigLoaderImpl
    name: str
    known: dict[tuple[str, ...], list[str]] = field(default_factory=dict, compare=False)

    def whole(self, overrides: Sequence[str], *, multirun: bool = False) -> DictConfig:
        """The composed configuration with Hydra's own node; `UserError` for what Hydra refuses."""
        mode = RunMode.MULTIRUN if multirun else RunMode.RUN
        with hydra_mistakes():
            return self.loader.load_configuration(self.name, list(overrides), mode, from_shell=False)

    def parsed(self, overrides: Sequence[str], problems: list[Message]) -> list[Override]:
        """Hydra's reading of the overrides; those that it cannot read go to `problems`."""
        parser, read = OverridesParser.create(config_loader=self.loader), []
        for text in overrides:
            try:
                read += parser.parse_overrides([text])
            except HydraException as error:
                problems.append(
                    message("« {text} » ne se lit pas ; écrivez clé=valeur ({reason})",
                            text=text, reason=str(error).splitlines()[0])
                )  # fmt: skip
        return read

    def legal(self, overrides: Sequence[str], problems: list[Message]) -> list[str]:
        """The overrides whose option or key exists; the others go to `problems`."""
        parsed = self._single(self.parsed(overrides, problems), problems)
        groups = self.loader.list_groups("")
        choices = [one for one in parsed if one.package is None and one.key_or_group in groups]
        kept = [one for one in choices if self._is_option(one, problems)]
        kept += [one for one in parsed if one.is_hydra_override() and one not in choices]
        known = self._keys(tuple(str(one.input_line) for one in kept))
        for one in (one for one in parsed if one not in kept and one not in choices):
            if one.key_or_group == CHOSEN_BY_GROUP:
                options = self.loader.get_group_options("facilitation")
                problems.append(wrong_choice(f"{CHOSEN_BY_GROUP} (→ facilitation=…)", one.value(), options))
                continue
            plain = one.package is None and not (one.is_add() or one.is_force_add() or one.is_delete())
            if plain and one.key_or_group not in known:
                problems.append(unknown_key(one.key_or_group, _beside(one.key_or_group, known)))
            else:
                kept.append(one)
        return [str(one.input_line) for one in parsed if one in kept]

    def _single(self, parsed: Sequence[Override], problems: list[Message]) -> list[Override]:
        """The overrides that give one value; the others, which only a sweep can read, go to `problems`."""
        problems += [
            message("« {text} » donne plusieurs valeurs : ajoutez -m pour jouer un mandat par valeur.",
                    text=str(one.input_line))
            for one in parsed if one.is_sweep_override()
        ]  # fmt: skip
        return [one for one in parsed if not one.is_sweep_override()]

    def _is_option(self, one: Override, problems: list[Message]) -> bool:
        """Whether the option that is chosen for a group exists."""
        options, chosen = self.loader.get_group_options(one.key_or_group), one.value()
        if (isinstance(chosen, list) and chosen) or str(chosen) in options:
            return True
        problems.append(wrong_choice(one.key_or_group, chosen, options))
        return False

    def _keys(self, choices: tuple[str, ...]) -> list[str]:
        """Every key of the configuration that these choices compose."""
        if choices not in self.known:
            try:
                cfg = self.whole(choices)
            except UserError:
                cfg = self.whole(())
            paths = _dotted(OmegaConf.to_container(cfg, resolve=False))
            self.known[choices] = [key for key in paths if not key.startswith("hydra")]
        return self.known[choices]


def _dotted(values: Any, prefix: str = "") -> Iterator[str]:
    """The dotted path of every key of nested dicts."""
    for key, value in values.items():
        yield f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _dotted(value, f"{prefix}{key}.")


def _beside(key: str, known: Sequence[str]) -> Sequence[str]:
    """The keys of the group where `key` would stand; every key where there is no such group."""
    group, _, _ = key.rpartition(".")
    return [other for other in known if other.rpartition(".")[0] == group] or known


def composer(
    config_dir: str | Path | None = None,
    config_path: str | None = None,
    name: str | None = None,
    lang: str | None = None,
) -> Composer:
    """A composer over the package's configurations and, after them, those of a user's folder `config_dir`."""
    if config_dir is not None and not Path(config_dir).is_dir():
        raise UserError(message("{key} vaut « {value} » ; ce dossier n'existe pas.",
                                key="--config-dir", value=str(config_dir)))  # fmt: skip
    register(lang or default_lang())
    setup_globals()
    version.setbase(VERSION_BASE)
    path = create_config_search_path(config_path or str(config_folder()))
    if config_dir is not None:
        added = f"file://{Path(config_dir).resolve()}"
        path.prepend("command-line", added, anchor=SearchPathQuery(provider="schema"))
    return Composer(ConfigLoaderImpl(config_search_path=path), name or CONFIG_NAME)


def compose(overrides: Sequence[str] = (), config_dir: str | Path | None = None) -> DictConfig:
    """The configuration of these overrides; `UserError` names every key and option that does not exist."""
    problems: list[Message] = []
    made = composer(config_dir)
    kept = made.legal(overrides, problems)
    if problems:
        raise UserError(*problems)
    return made.whole(kept)
