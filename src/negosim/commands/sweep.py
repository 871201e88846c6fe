"""`negosim sweep`: thousands of mandates, as one YAML file or one line describes them (balayage)."""

from __future__ import annotations

from collections.abc import Sequence

from negosim.commands.arguments import Arguments
from negosim.errors import message
from negosim.sweeps import sweep
from negosim.terminal import sigterm_as_interrupt

__all__ = ["main"]


def main(arguments: Sequence[str], lang: str) -> int:
    """Play what is missing of an experiment, and print where the rows are."""
    line = Arguments(
        "sweep", message("Joue une expérience : des milliers de mandats, une ligne de résultats pour chacun."), lang,
        epilog=message(
            "Une liste de valeurs est un facteur : negosim sweep facilitation=none,process design.replicates=400 "
            "output=DOSSIER\nUne expérience est un fichier : negosim sweep +experiment=NOM --config-dir DOSSIER\nUn "
            "balayage interrompu se reprend : negosim sweep resume=DOSSIER\nSes lignes se lisent : "
            "pandas.read_parquet(DOSSIER), et s'analysent : negosim analyse DOSSIER"),
    )  # fmt: skip
    line.take("words", nargs="*", metavar=message("CLÉ=VALEUR"), help=message("réglages, groupes et facteurs"))
    line.take("--dry-run", action="store_true",
              help=message("dit combien de points, de mandats, de temps et de place, et s'arrête là"))  # fmt: skip
    line.take("--config-dir", metavar=message("DOSSIER"), help=message("configurations à vous, en plus"))
    line.take("--plugin", metavar="PY", action="append", default=[],
              help=message("charge une stratégie, un genre de dossier ou une mesure à vous (se répète)"))  # fmt: skip
    words = [word for word in arguments if "=" in word and not word.startswith("-")]
    options = line.parse([word for word in arguments if word not in words])
    with sigterm_as_interrupt():
        sweep(overrides=[*options.words, *words], config_dir=options.config_dir, plugins=options.plugin,
              dry_run=options.dry_run, progress=True, lang=options.lang)  # fmt: skip
    return 0
