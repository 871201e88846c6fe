"""Play experiments, analyse them, answer their predictions: `python experiments/run.py strategies_compared`.

What is on the disk is not played again (`experiments/NAME/data`); `--plan` prints what would be played and stops there.
Further words are those of `negosim sweep`: `python experiments/run.py pace engine=serial`. `headline` plays the two
parts that answer which facilitation and which levers, and draws `experiments/headline.png`.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import headline
from evidence import SESOI

import negosim
from negosim.ensemble.analysis.dataset import Dataset, open_dataset
from negosim.ensemble.store import MANIFEST
from negosim.errors import UserError
from negosim.locale import translate_error

HERE = Path(__file__).resolve().parent
LANG = "en"
PARTS = {
    "strategies_compared": ("strategies_compared", "no_pressure"),
    "joint_levers": ("joint_levers", "joint_levers_added"),
    "scarcity": ("scarcity",),
    "power_asymmetry": ("power_asymmetry",),
    "pace": ("pace",),
    "living_areas": ("living_areas",),
    "learning": ("learning_follow_up", "learning_order", "learning_voice"),
}


def play(name: str, part: str, words: Sequence[str], *, dry_run: bool) -> negosim.Experiment:
    """A part of an experiment, played to its end; a finished one as it is, whatever model played it."""
    folder, arms = HERE / name / "data" / part, HERE / name / "arms.py"
    how = {"overrides": words, "plugins": [arms] if arms.exists() else [], "dry_run": dry_run, "progress": True,
           "lang": LANG}  # fmt: skip
    if not (folder / MANIFEST).exists():
        return negosim.sweep(experiment=part, config_dir=HERE / name, output=folder, **how)
    experiment = negosim.read_experiment(folder, lang=LANG)
    return negosim.sweep(resume=folder, **how) if experiment.remaining else experiment


def answers_of(name: str) -> ModuleType:
    """The experiment's own analysis, `answers.py` in its folder."""
    spec = importlib.util.spec_from_file_location(f"answers_{name}", HERE / name / "answers.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(HERE / name / "answers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer_headline(words: Sequence[str], *, dry_run: bool) -> None:
    """Play the two parts of the headline and draw it."""
    parts = [play(name, name, words, dry_run=dry_run) for name in headline.PARTS]
    if not dry_run:
        table = headline.headline({part.name: open_dataset(part.folder) for part in parts}, HERE)
        print(table.to_string(index=False))


def answer(name: str, words: Sequence[str], *, dry_run: bool) -> None:
    """Play the parts of an experiment, write their analyses and its answers."""
    data: dict[str, Dataset] = {}
    results = HERE / name / "results"
    for part in PARTS[name]:
        experiment = play(name, part, words, dry_run=dry_run)
        if not dry_run:
            data[part] = experiment.analyse(sesoi=SESOI, output=results / part, lang=LANG).data
    if data:
        table = answers_of(name).answers(data)
        print(table.to_string(index=False))
        table.to_csv(results / "answers.csv", index=False, float_format="%.4f")


def main() -> int:
    """Play, analyse, answer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = f"{', '.join(PARTS)}, all, headline"
    parser.add_argument("words", nargs="+", metavar="NAME", help=f"{known}; further words: KEY=VALUE")
    parser.add_argument("--plan", action="store_true", help="print what would be played, and stop")
    options = parser.parse_args()
    names = [word for word in options.words if "=" not in word]
    words = [word for word in options.words if "=" in word]
    if not names or not {*names} <= {*PARTS, "all", "headline"}:
        parser.error(f"expected among {known}; got {' '.join(options.words)}")
    os.chdir(HERE.parent)  # where the file of points of an experiment starts
    try:
        if {"all", "headline"} & {*names}:
            answer_headline(words, dry_run=options.plan)
        for name in PARTS if "all" in names else [name for name in names if name in PARTS]:
            answer(name, words, dry_run=options.plan)
    except UserError as error:
        print(translate_error(error, LANG), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
