"""Play experiments, analyse them, answer their predictions: `python experiments/run.py strategies_compared`.

What is played already is kept (`experiments/NAME/data`); `--plan` says what would be played and stops there. Further
words are given to `negosim sweep`: `python experiments/run.py pace engine=serial`. `headline` plays the two parts that
answer which facilitation and which levers, and draws `experiments/headline.png`.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import headline
from evidence import SESOI

from negosim.cli import main as negosim
from negosim.ensemble.analysis.dataset import Dataset, open_dataset
from negosim.ensemble.store import Store, read_manifest

HERE = Path(__file__).resolve().parent
PARTS = {
    "strategies_compared": ("strategies_compared", "no_pressure"),
    "joint_levers": ("joint_levers", "joint_levers_added"),
    "scarcity": ("scarcity",),
    "power_asymmetry": ("power_asymmetry",),
    "pace": ("pace",),
    "living_areas": ("living_areas",),
    "learning": ("learning_follow_up", "learning_order", "learning_voice"),
}


def play(name: str, part: str, words: list[str]) -> Path:
    """The folder of a part, played to its end."""
    folder = HERE / name / "data" / part
    line = [f"+experiment={part}", f"output={folder}", "--config-dir", str(HERE / name), *words]
    if (folder / "_manifest.json").exists():
        told = read_manifest(folder)
        if not Store(folder, told["runs"], tuple(told["tables"])).missing():
            return folder  # whatever model played it: its manifest tells
        line = [f"resume={folder}", *words]
    arms = HERE / name / "arms.py"
    ended = negosim(["sweep", *line, *(["--plugin", str(arms)] if arms.exists() else [])])
    if ended:
        sys.exit(ended)
    return folder


def answers_of(name: str) -> ModuleType:
    """The experiment's own analysis, `answers.py` in its folder."""
    spec = importlib.util.spec_from_file_location(f"answers_{name}", HERE / name / "answers.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(HERE / name / "answers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Play, analyse, answer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "words", nargs="+", metavar="NAME", help=f"{', '.join(PARTS)}, all, headline; further words: KEY=VALUE"
    )
    parser.add_argument("--plan", action="store_true", help="say what would be played, and stop")
    options = parser.parse_args()
    usual = f"{', '.join(PARTS)}, all, headline"
    names, words = ([word for word in options.words if ("=" in word) == given] for given in (False, True))
    if not names or not {*names} <= {*PARTS, "all", "headline"}:
        parser.error(f"expected among {usual}; got {' '.join(options.words)}")
    os.chdir(HERE.parent)  # where the file of points of an experiment starts
    if {"all", "headline"} & {*names}:
        folders = [play(name, name, [*words, *(["--dry-run"] if options.plan else [])]) for name in headline.PARTS]
        if not options.plan:
            found = headline.headline({folder.name: open_dataset(folder) for folder in folders}, HERE)
            print(found.to_string(index=False))
    for name in PARTS if "all" in names else [name for name in names if name in PARTS]:
        data: dict[str, Dataset] = {}
        for part in PARTS[name]:
            folder = play(name, part, [*words, "--dry-run"] if options.plan else words)
            if options.plan:
                continue
            place = HERE / name / "results" / part
            ended = negosim(["analyse", str(folder), "--sesoi", str(SESOI), "--lang", "en", "--output", str(place)])
            if ended:
                return ended
            data[part] = open_dataset(folder)
        if data:
            table = answers_of(name).answers(data)
            print(table.to_string(index=False))
            table.to_csv(HERE / name / "results" / "answers.csv", index=False, float_format="%.4f")
    return 0


if __name__ == "__main__":
    sys.exit(main())
