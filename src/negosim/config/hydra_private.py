"""The names that Hydra keeps private (`hydra._internal`), imported here and nowhere else.

Hydra publishes no loader for a search path of one's own, no parser of its command line, and no way to split a sweep.
Versions 1.3.2 to 1.3.8 hold them; another version that does not is refused with a sentence when this module is loaded.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from hydra import __version__
from hydra.core.config_loader import ConfigLoader
from hydra.core.config_search_path import SearchPathQuery
from hydra.core.override_parser.types import Override

from negosim.errors import UserError, message

try:
    from hydra._internal.config_loader_impl import ConfigLoaderImpl
    from hydra._internal.core_plugins.basic_sweeper import BasicSweeper
    from hydra._internal.utils import create_config_search_path, get_args_parser
except ImportError as error:
    raise UserError(
        message("Hydra {installed} est installé, et n'a plus ce dont negosim se sert ({reason}) ; negosim a été "
                "vérifié avec Hydra {first} à {last} : pip install hydra-core=={last}",
                installed=__version__, reason=str(error), first="1.3.2", last="1.3.8")
    ) from error  # fmt: skip

__all__ = ["command_line_parser", "config_loader", "sweep_combinations"]


def config_loader(main_folder: str, user_folder: Path | None) -> ConfigLoader:
    """Hydra's loader over a main folder of configurations and, after it, a user's own."""
    path = create_config_search_path(main_folder)
    if user_folder is not None:
        path.prepend("command-line", f"file://{user_folder.resolve()}", anchor=SearchPathQuery(provider="schema"))
    return ConfigLoaderImpl(config_search_path=path)


def command_line_parser(program: str) -> ArgumentParser:
    """Hydra's parser of a command line, with the name of the program for its messages."""
    parser = get_args_parser()
    parser.prog = program
    return parser


def sweep_combinations(overrides: Sequence[Override]) -> list[list[str]]:
    """The overrides of each job of a sweep: every combination of the values, which must be discrete."""
    [combinations] = BasicSweeper.split_arguments(list(overrides), None)
    return combinations
