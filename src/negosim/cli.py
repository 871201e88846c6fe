"""The command `negosim`: finds the module of the command that is asked, and nothing heavier."""

from __future__ import annotations

import difflib
import errno
import gc
import importlib
import re
import sys
from collections.abc import Sequence
from itertools import pairwise

from negosim.collector import collect_less
from negosim.commands.streams import abandon_output, accept_any_encoding
from negosim.errors import Message, UserError, message
from negosim.locale import LANGS, default_lang, translate, translate_error
from negosim.version import installed_version

__all__ = ["COMMANDS", "main", "script"]

COMMANDS: dict[str, Message] = {
    "run": message("joue un mandat et en écrit les résultats (negosim run --help)"),
    "sweep": message("joue une expérience : des milliers de mandats (negosim sweep --help)"),
    "analyse": message("analyse une expérience et en écrit les tableaux"),
    "territory": message("trouve une intercommunalité et en affiche la fiche"),
    "seats": message("donne les sièges de droit commun de chaque commune"),
    "agreements": message("compte, liste et vérifie les accords locaux sur les sièges"),
    "power": message("mesure le pouvoir de vote de chaque commune"),
    "vote": message("essaie une coalition et en donne l'issue motivée"),
    "validate": message("confronte les probabilités simulées aux décisions observées"),
    "forecast": message("scelle une prévision avant l'événement, puis la juge"),
    "warm": message("compile le modèle à l'avance (images, grappes, salles de cours)"),
    "catalogue": message("liste tout ce qui peut se choisir, se régler et se mesurer"),
}
"""Each command's module in `negosim.commands`, and what it does."""

USER_MISTAKE, INTERRUPTED, PIPE_CLOSED = 2, 130, 141
LANG_OPTION = re.compile(r"""^(?:--lang=|\+{0,2}lang=)["']?(fr|en)["']?$""")
NAME_WIDTH = 12
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""What an output says that cannot be written any more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when done, 2 for a mistake of the user's. A defect keeps its traceback."""
    collect_less()
    words = list(sys.argv[1:] if arguments is None else arguments)
    lang = _lang(words)
    accept_any_encoding()
    try:
        try:
            return _dispatch(words, lang)
        finally:
            sys.stdout.flush()
    except UserError as error:
        print(translate_error(error, lang), file=sys.stderr)  # noqa: T201 -- the command's own voice
        return USER_MISTAKE
    except KeyboardInterrupt as interruption:
        return getattr(interruption, "code", INTERRUPTED)
    except BrokenPipeError:
        abandon_output()
        return PIPE_CLOSED
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        abandon_output()
        problem = message("L'affichage n'a pas pu être écrit jusqu'au bout : plus de place, ou sortie en panne.")
        print(translate(problem, lang), file=sys.stderr)  # noqa: T201 -- the command's own voice
        return USER_MISTAKE


def script() -> int:
    """`main` for a process that ends with it: nothing looks for garbage once more in what ends with the process."""
    code = main()
    gc.freeze()
    return code


def _dispatch(words: list[str], lang: str) -> int:
    """Hand the rest of the line over to the command's module, or answer for the whole."""
    before, words = _lang_before(words)
    first = words[0] if words else "--help"
    if first in COMMANDS:
        if before and first == "run":
            words.append(f"lang={before}")
        return importlib.import_module(f"negosim.commands.{first}").main(words[1:], lang)
    if first == "--version":
        print(f"negosim {installed_version()}")  # noqa: T201 -- the command's own voice
    elif first in ("--help", "-h"):
        print(_page(lang))  # noqa: T201 -- the command's own voice
    else:
        raise UserError(_unknown(first))
    return 0


def _lang_before(words: list[str]) -> tuple[str, list[str]]:
    """The language asked before the name of the command, if any, and the line without it."""
    if not words or words[0].partition("=")[0] != "--lang":
        return "", words
    _, equals, value = words[0].partition("=")
    value, rest = (value, words[1:]) if equals else ("".join(words[1:2]), words[2:])
    if value not in LANGS:
        raise UserError(
            message("{key} vaut « {value} » ; valeurs possibles : {options}{hint}",
                    key="lang", value=value, options=", ".join(LANGS), hint=".")
        )  # fmt: skip
    return value, rest


def _page(lang: str) -> str:
    """The page of `negosim --help`."""
    options = {
        "--lang fr|en": message("langue de l'affichage : fr ou en"), "--version": message("affiche la version"),
        "-h, --help": message("affiche cette page"),
    }  # fmt: skip
    usage = translate(message("usage : "), lang)
    lines = [
        f"{usage}negosim [--version] [--help] [--lang fr|en] {{{','.join(COMMANDS)}}} ...",
        "", translate(message("Simule la négociation d'un mandat intercommunal français."), lang),
        "", translate(message("commandes :"), lang),
        *(f"  {name:<{NAME_WIDTH}}  {translate(purpose, lang)}" for name, purpose in COMMANDS.items()),
        "", translate(message("options :"), lang),
        *(f"  {name:<{NAME_WIDTH}}  {translate(purpose, lang)}" for name, purpose in options.items()),
    ]  # fmt: skip
    return "\n".join(lines)


def _unknown(command: str) -> Message:
    """A command that does not exist."""
    near = difflib.get_close_matches(command, COMMANDS, n=1)
    return message(
        "Commande « {command} » inconnue. Commandes : {commands}{hint}",
        command=command, commands=", ".join(COMMANDS), hint=f" → {near[0]} ?" if near else "",
    )  # fmt: skip


def _lang(words: Sequence[str]) -> str:
    """The language that the line asks for, else that of the environment."""
    apart = [f"{option}={value}" for option, value in pairwise(words) if option == "--lang"]
    languages = [match[1] for match in map(LANG_OPTION.match, [*words, *apart]) if match]
    return languages[-1] if languages else default_lang()


if __name__ == "__main__":
    sys.exit(script())
