"""The command `negosim`: finds the module of the command that is asked, and nothing heavier."""

from __future__ import annotations

import argparse
import difflib
import importlib
import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise

from negosim.errors import Message, UserError, message
from negosim.locale import default_lang, translate, translate_error
from negosim.version import installed_version

__all__ = ["COMMANDS", "main"]

COMMANDS: dict[str, Message] = {
    "run": message("joue un mandat et en écrit les résultats (negosim run --help)"),
    "territory": message("trouve une intercommunalité et en affiche la fiche"),
    "seats": message("donne les sièges de droit commun de chaque commune"),
    "agreements": message("compte, liste et vérifie les accords locaux sur les sièges"),
    "power": message("mesure le pouvoir de vote de chaque commune"),
    "vote": message("essaie une coalition et en donne l'issue motivée"),
}
"""Each command's module in `negosim.commands`, and what it does."""

USER_MISTAKE, INTERRUPTED, PIPE_CLOSED = 2, 130, 141
ASKED_LANG = re.compile(r"""^(?:--lang=|\+{0,2}lang=)["']?(fr|en)["']?$""")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when done, 2 for a mistake of the user's. A defect keeps its traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = _lang(given)
    try:
        return _dispatch(given, lang)
    except UserError as error:
        sys.stdout.flush()
        print(translate_error(error, lang), file=sys.stderr)  # noqa: T201 -- the command's own voice
        return USER_MISTAKE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED


def _dispatch(given: list[str], lang: str) -> int:
    """Hand the rest of the line over to the command's module, or answer for the whole."""
    if given and given[0] in COMMANDS:
        return importlib.import_module(f"negosim.commands.{given[0]}").main(given[1:], lang)
    parser = _parser(lang)
    asked = parser.parse_args(given[:1])
    if asked.version:
        print(f"negosim {installed_version()}")  # noqa: T201 -- the command's own voice
    elif asked.command is None:
        parser.print_help()
    else:
        raise UserError(_unknown(asked.command))
    return 0


def _parser(lang: str) -> argparse.ArgumentParser:
    """The page of `negosim --help`."""
    said = message("Simule la négociation d'un mandat intercommunal français.")
    lines = "\n".join(f"  {name:<12}{translate(purpose, lang)}" for name, purpose in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="negosim",
        description=translate(said, lang),
        epilog=f"{translate(message('commandes :'), lang)}\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="negosim [--version] [--help] {" + ",".join(COMMANDS) + "} ...",
    )
    parser.add_argument("command", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("--version", action="store_true", help=translate(message("affiche la version"), lang))
    return parser


def _unknown(command: str) -> Message:
    """A command that does not exist."""
    near = difflib.get_close_matches(command, COMMANDS, n=1)
    return message(
        "Commande « {command} » inconnue. Commandes : {commands}{hint}",
        command=command, commands=", ".join(COMMANDS), hint=f" → {near[0]} ?" if near else "",
    )  # fmt: skip


def _lang(given: Sequence[str]) -> str:
    """The language that the line asks for, else that of the environment."""
    apart = [f"{option}={value}" for option, value in pairwise(given) if option == "--lang"]
    asked = [found[1] for found in map(ASKED_LANG.match, [*given, *apart]) if found]
    return asked[-1] if asked else default_lang()


if __name__ == "__main__":
    sys.exit(main())
