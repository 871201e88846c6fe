"""`negosim warm`: compile the model on purpose, for an image, a cluster or a class (compilation à l'avance)."""

from __future__ import annotations

import time
from collections.abc import Sequence

from negosim.commands.arguments import Arguments
from negosim.compiled import is_first_run
from negosim.errors import UserError, message
from negosim.kernel_cache import cache_folder, kernel_files
from negosim.kernel_compilation import failure_of_compilation, is_compiling, start_compilation
from negosim.locale import translate
from negosim.terminal import console, say

__all__ = ["main"]

MEGABYTE = 1_000_000
STEP_SECONDS = 0.2


def main(arguments: Sequence[str], lang: str) -> int:
    """Compile what is not compiled yet and say where it is kept. Raises UserError: the compilation failed."""
    line = Arguments("warm", message("Compile le modèle à l'avance : le premier mandat n'attendra pas."), lang)
    options = line.parse(arguments)
    screen, start = console(), time.monotonic()
    if is_first_run():
        with screen.status("") as status:
            start_compilation()
            while is_compiling():
                elapsed = message("Compilation du modèle, une minute environ : {seconds} s…",
                                  seconds=round(time.monotonic() - start))  # fmt: skip
                status.update(translate(elapsed, options.lang))
                time.sleep(STEP_SECONDS)
        failure = failure_of_compilation()
        if failure or is_first_run():
            raise UserError(message("La compilation a échoué : {failure}", failure=failure or "python ?"))
        say(screen, message("Modèle compilé en {seconds} s.", seconds=round(time.monotonic() - start)), options.lang)
    else:
        say(screen, message("Le modèle est déjà compilé."), options.lang)
    folder, files = cache_folder(), kernel_files(cache_folder())
    size = round(sum(path.stat().st_size for path in files) / MEGABYTE, 1)
    say(
        screen,
        message("{folder} : {count} fichiers, {size} Mo.", folder=str(folder), count=len(files), size=size),
        options.lang,
    )
    return 0
