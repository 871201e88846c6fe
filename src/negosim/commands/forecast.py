"""`negosim forecast`: a forecast sealed before the event, and judged afterwards (prévision scellée)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from negosim.commands.arguments import Arguments, one_of, whole_number
from negosim.commands.forecast_screen import show_judgement, show_seal
from negosim.ensemble.engines.dask import require_extra
from negosim.errors import UserError, message
from negosim.locale import translate
from negosim.terminal import console, sigterm_as_interrupt

if TYPE_CHECKING:
    from negosim.forecast.draws import Schedule

__all__ = ["main"]

EXTRA, LIBRARY = "validate", "sklearn"
SEAL, SCORE = ACTIONS = ("seal", "score")
FOLDER = "docs/forecasts/2027-planning"
SEEDS, MOST_SEEDS = "200", 10_000
WORKERS, MOST_WORKERS = "2", 256
LEAST_SAMPLE, MOST_SAMPLE = 10, 500

PURPOSE = message("Scelle la prévision du transfert de l'urbanisme (PLUi) au 1er janvier 2027 avant qu'il ait lieu, "
                  "puis la juge sur ce qui s'est passé.")  # fmt: skip


@dataclass(frozen=True)
class Request:
    """What is asked of a seal: its date, its seeds, the number of places of a trial (None: all), processes, folder."""

    date: str
    schedule: Schedule
    sample: int | None
    workers: int
    folder: Path


def main(arguments: Sequence[str], lang: str) -> int:
    """Seal a forecast, or verify and judge one."""
    words = list(arguments)
    if words[:1] == [SEAL]:
        return _seal(words[1:], lang)
    if words[:1] == [SCORE]:
        return _score(words[1:], lang)
    line = Arguments("forecast", PURPOSE, lang, epilog=message(
        "negosim forecast seal --help\nnegosim forecast score --help"
    ))  # fmt: skip
    line.take("what", metavar="|".join(ACTIONS), help=message("seal : sceller une prévision ; score : la juger"))
    one_of("forecast", line.parse(words).what, ACTIONS)
    raise UserError(message("{what} se donne en premier, avant les options.", what="seal, score"))


def _seal(words: Sequence[str], lang: str) -> int:
    """Check what is asked before anything is played, play, write the four files."""
    line = Arguments(
        "forecast seal", message("Joue le dossier dans chaque intercommunalité qui n'a pas l'urbanisme, et écrit une "
                                 "prévision qui ne change plus."), lang,
        epilog=message("Écrit forecast.csv, method.md, manifest.json et SHA256SUMS, entiers ou pas du tout. Les mêmes "
                       "graines et la même date donnent les mêmes octets."),
    )  # fmt: skip
    line.take("--date", metavar="AAAA-MM-JJ", help=message("le jour du sceau, qui est écrit dans les fichiers"))
    line.take("--seeds", metavar="S", default=SEEDS,
              help=message("graines jouées dans chaque intercommunalité ({n} par défaut)", n=int(SEEDS)))  # fmt: skip
    line.take("--out", metavar=message("DOSSIER"), default=FOLDER,
              help=message("où écrire ; ce dossier ne doit rien contenir ({folder} par défaut)",
                           folder=FOLDER))  # fmt: skip
    line.take("--workers", metavar="N", default=WORKERS, help=message("processus ; 0 : joue dans celui-ci"))
    line.take("--sample", metavar="N", help=message("essai : N lieux seulement, toujours les mêmes, ailleurs que dans "
                                                    "le dossier par défaut"))  # fmt: skip
    options = line.parse(words)
    require_extra(EXTRA, LIBRARY)
    from negosim.forecast.draws import Schedule  # noqa: PLC0415 -- an extra
    from negosim.forecast.record import day_of_seal  # noqa: PLC0415 -- idem
    from negosim.forecast.seal import refuse_taken  # noqa: PLC0415 -- idem

    seeds = whole_number("--seeds", options.seeds, 1, MOST_SEEDS)
    sample = None if options.sample is None else whole_number("--sample", options.sample, LEAST_SAMPLE, MOST_SAMPLE)
    workers = whole_number("--workers", options.workers, 0, MOST_WORKERS)
    request = Request(day_of_seal(options.date), Schedule(seeds), sample, workers, Path(options.out))
    refuse_taken(request.folder, trial=sample is not None)
    with sigterm_as_interrupt():
        _play_and_write(request, options.lang)
    return 0


def _play_and_write(request: Request, lang: str) -> None:
    """Play every set of mandates, then write the seal."""
    from negosim.forecast.prediction import places_of, predict  # noqa: PLC0415 -- an extra
    from negosim.forecast.record import Record  # noqa: PLC0415 -- idem
    from negosim.forecast.seal import files_of, write_seal  # noqa: PLC0415 -- idem

    def on_step(done: int, steps: int) -> None:
        sentence = message("{done} jeux de mandats sur {steps}", done=done, steps=steps)
        print(translate(sentence, lang), file=sys.stderr, flush=True)  # noqa: T201 -- progress

    places, everyone = places_of(request.sample)
    prediction = predict(places, everyone, request.schedule, workers=request.workers, on_step=on_step)
    record = Record.of(request.date, request.schedule, len(places) if request.sample else 0)
    contents = files_of(record, prediction)
    write_seal(request.folder, contents)
    show_seal(console(), prediction, request.folder, contents, lang)


def _score(words: Sequence[str], lang: str) -> int:
    """Verify the seal, read what happened, print the scores and one line of JSON."""
    line = Arguments(
        "forecast score", message("Vérifie une prévision scellée, puis la juge sur ce qui s'est passé."), lang,
        epilog=message("Le fichier a une ligne par intercommunalité : siren, transferred (1 : la compétence est "
                       "passée, 0 : elle est restée aux communes, rien : on ne sait pas). La dernière ligne "
                       "est en JSON."),
    )  # fmt: skip
    line.take("--data", metavar="CSV", help=message("ce qui s'est passé, une intercommunalité par ligne"))
    line.take("--forecast", metavar=message("DOSSIER"), default=FOLDER,
              help=message("la prévision scellée ({folder} par défaut)", folder=FOLDER))  # fmt: skip
    options = line.parse(words)
    if options.data is None:
        raise UserError(
            message("--data manque : ce qui s'est passé (colonnes {columns}).", columns="siren, transferred")
        )
    require_extra(EXTRA, LIBRARY)
    from negosim.forecast.scoring import judge, read_transfers  # noqa: PLC0415 -- an extra
    from negosim.forecast.seal import read_seal  # noqa: PLC0415 -- idem

    sealed = read_seal(Path(options.forecast))
    judgement = judge(sealed.table, read_transfers(options.data))
    show_judgement(console(), sealed, judgement, options.lang)
    figures: dict[str, Any] = {"date": sealed.manifest["date"], "trial": sealed.manifest["trial"], **judgement.figures}
    print(json.dumps(figures, ensure_ascii=False))  # noqa: T201 -- a line for programs, which nothing may wrap
    return 0
