"""Draw the figures of `docs/gallery` again, in French and in English: `python tools/gallery.py`.

Every figure comes from a command that a user types. It is then made smaller for a page: half the size, few colours.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "gallery"
LANGS = ("fr", "en")
COLOURS, MOST_BYTES, JOURNAL_LINES = 256, 150_000, 17

PLACE = "faucigny glieres"
RUN = ["run", "facilitation=interest_based", "seed=7"]
RUN_FIGURES = ("trust", "dossiers", "contents", "power")
LAW = {
    "seats": ["seats", PLACE],
    "agreements": ["agreements", PLACE],
    "power": ["power", PLACE],
    "vote": ["vote", PLACE, "--yes", "others", "--no", "Bonneville", "--silent", "Vougy"],
}
"""Commands that draw one figure, by the name of its file."""

PLACES = "territory=200000172,200066603,243100781,200040459"
SWEEPS = {
    "strategies": ["facilitation=busy,none,process,single_text,interest_based", PLACES,
                   "design.replicates=100", "design.tables=[dossiers]"],
    "levers": ["facilitation=busy", 'levers.regulatory="off",full', 'levers.method="off",full',
               'levers.human="off",full', "levers.hours_share=1", PLACES, "design.replicates=100"],
    "parameters": ["context.scarcity=interval(0.2,0.8)", "context.hours=interval(20,100)",
                   "behaviour.premium_mean=interval(0.16,0.26)", "behaviour.trust_contact=interval(0.006,0.024)",
                   "behaviour.norm=interval(0.06,0.12)", "design.sampler=morris", "design.samples=30",
                   "design.replicates=10"],
}  # fmt: skip
SWEEP_FIGURES = {
    "strategies": {"effects_facilitation": "effects", "survival": "survival", "regret": "regret",
                   "precision": "precision"},
    "levers": {"cells": "cells"},
    "parameters": {"sensitivity": "sensitivity"},
}  # fmt: skip
"""For each sweep, the files of its analysis and the names that they take in the gallery."""


def negosim(*words: str) -> None:
    """Run a command of the package; what it prints stands on this screen, and its failure ends this one."""
    subprocess.run([sys.executable, "-m", "negosim", *words], check=True)


def shrunk(source: Path, target: Path) -> None:
    """Write `source` for a page: half the size, few colours, with its title and alternative text."""
    with Image.open(source) as image:
        words = PngInfo()
        for key in ("Title", "Description"):
            words.add_itxt(key, image.text[key])
        small = image.convert("RGB").resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)
    few = small.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(target, optimize=True, pnginfo=words)
    size = target.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{target.name} takes {size} bytes; {MOST_BYTES} at most")


def draw_run(lang: str, folder: Path, work: Path) -> None:
    """The figures of a mandate, and the first lines of its journal."""
    place = work / f"run-{lang}"
    negosim(*RUN, f"lang={lang}", f"hydra.run.dir={place}")
    for name in RUN_FIGURES:
        shrunk(place / f"{name}.png", folder / f"run_{name}.png")
    lines = (place / "journal.md").read_text(encoding="utf-8").splitlines()
    (folder / "journal.txt").write_text("\n".join(lines[:JOURNAL_LINES]) + "\n", encoding="utf-8")


def draw_law(lang: str, folder: Path, work: Path) -> None:
    """The figures of the commands on seats, agreements, power and votes."""
    for name, words in LAW.items():
        figure = work / f"{name}-{lang}.png"
        negosim(*words, "--lang", lang, "--figure", str(figure))
        shrunk(figure, folder / f"{name}.png")


def draw_sweep(name: str, lang: str, folder: Path, work: Path) -> None:
    """The figures of the analysis of a sweep that has been played."""
    place = work / f"{name}-{lang}"
    negosim("analyse", str(work / name), "--lang", lang, "--output", str(place))
    for file, short in SWEEP_FIGURES[name].items():
        shrunk(place / f"{file}.png", folder / f"{short}.png")


def main() -> int:
    """Play what is needed, then write the figures of both languages."""
    work = Path(tempfile.mkdtemp(prefix="negosim-gallery-"))
    try:
        for name, words in SWEEPS.items():
            negosim("sweep", *words, f"design.name={name}", f"output={work / name}")
        for lang in LANGS:
            folder = GALLERY / lang
            folder.mkdir(parents=True, exist_ok=True)
            draw_run(lang, folder, work)
            draw_law(lang, folder, work)
            for name in SWEEPS:
                draw_sweep(name, lang, folder, work)
    finally:
        shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
