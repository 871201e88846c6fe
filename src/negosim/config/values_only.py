"""A configuration holds values only: a key that would name code to run is refused (des valeurs, jamais de code).

Hydra calls what `_target_` names in its callbacks, launcher and sweeper, and whatever stands below them; Python's
`logging` calls what `()` and `class` name and imports what `ext://` names; a search path `pkg://` imports a package.
Only what Hydra ships passes, and the launchers and sweepers that are installed as its plugins. The node of Hydra is
checked before interpolations are resolved, so that none can hide a name behind a `${...}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hydra.core.config_loader import ConfigLoader
from hydra.core.override_parser.types import Override
from hydra.core.plugins import Plugins
from hydra.plugins.launcher import Launcher
from hydra.plugins.sweeper import Sweeper
from omegaconf import DictConfig, OmegaConf

from negosim.errors import Message, message

__all__ = ["SEARCH_PATH", "code_in_hydra_node", "code_in_search_path", "code_in_values"]

TARGET = "_target_"
SEARCH_PATH = "hydra.searchpath"
INSTANTIATED = ("hydra.callbacks", "hydra.launcher", "hydra.sweeper")
"""The parts of a configuration from which Hydra makes objects."""

LOG_FILES = {"hydra.hydra_logging": "hydra-", "hydra.job_logging": "${hydra.runtime.output_dir}/"}
"""The parts that `logging` reads, and how a value with an interpolation starts there: it can then be a file only."""

LOG_CLASSES = ("logging.StreamHandler", "logging.FileHandler", "logging.NullHandler", "logging.Formatter")
LOG_STREAMS = ("ext://sys.stdout", "ext://sys.stderr")


def code_in_values(values: Any, path: str) -> list[Message]:
    """A problem for each `_target_` in plain values, which stand at the dotted `path` of a configuration."""
    return [_refusal(key, value) for key, value in _leaves(values, path) if TARGET in key.split(".")]


def code_in_hydra_node(cfg: DictConfig) -> list[Message]:
    """A problem for each key of Hydra's own node, in a composed configuration, that names code to run."""
    node = OmegaConf.to_container(cfg, resolve=False)["hydra"]  # type: ignore[index]
    return [_refusal(key, value) for key, value in _leaves(node, "hydra") if _names_code(key, value)]


def code_in_search_path(loader: ConfigLoader, name: str, overrides: Sequence[Override]) -> list[Message]:
    """A problem for each package in the search path that the root file `name` or the command line gives to Hydra.

    To be called before a composition, for which Hydra would import those packages.
    """
    entries = [entry for one in overrides if one.get_key_element() == SEARCH_PATH for entry in _listed(one.value())]
    source = next((source for source in loader.get_sources() if source.is_config(name)), None)
    if source is not None:
        root = source.load_config(name).config
        entries += _listed(OmegaConf.select(root, SEARCH_PATH) if OmegaConf.is_dict(root) else None)
    return [_refusal(SEARCH_PATH, entry) for entry in entries if str(entry).startswith("pkg:")]


def _listed(value: Any) -> list[Any]:
    """The entries of a list, of Hydra or of Python; none for anything else, which Hydra refuses."""
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The dotted path and the value of every leaf of nested mappings and lists."""
    if isinstance(value, Mapping | list):
        pairs = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, below in pairs:
            yield from _leaves(below, f"{path}.{key}")
    else:
        yield path, value


def _names_code(key: str, value: Any) -> bool:
    """Whether a leaf of Hydra's node would make Hydra or `logging` run the code that it names."""
    text, names = str(value), key.split(".")
    part = ".".join(names[:2])
    if TARGET in names:
        return key != f"{part}.{TARGET}" or text not in _installed(part)
    if part in LOG_FILES:
        return "()" in names or _names_code_for_logging(names[-1], text, LOG_FILES[part])
    return "${" in text and (part in INSTANTIATED or key == "hydra")


def _names_code_for_logging(last: str, text: str, file_start: str) -> bool:
    """Whether the value of a key, `last` in its path, is a class or an object that `logging` would import."""
    if last == "class":
        return text not in LOG_CLASSES
    if "${" in text:
        return not text.startswith(file_start)
    return "://" in text and text not in LOG_STREAMS


def _installed(part: str) -> tuple[str, ...]:
    """The classes that may be the target of this part of Hydra: its own, and those of the plugins installed."""
    kind = {"hydra.launcher": Launcher, "hydra.sweeper": Sweeper}.get(part)
    classes = Plugins.instance().discover(kind) if kind else []
    return tuple(f"{one.__module__}.{one.__name__}" for one in classes)


def _refusal(key: str, value: Any) -> Message:
    """Why a key is refused, and the way in for code of one's own."""
    return message("{key} vaut « {value} » : une configuration ne nomme pas de code à exécuter (le vôtre se charge par "
                   "--plugin).", key=key, value=str(value))  # fmt: skip
