"""The sweep of an experiment as an object: its folder, its rows, its points, its analysis (expérience)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from negosim.api import MandateResult, play_job
from negosim.config import load
from negosim.config.experiment import ExperimentSpec
from negosim.config.points import with_values
from negosim.ensemble.estimate import Estimate
from negosim.ensemble.store import Store, read_manifest, read_points, readable
from negosim.ensemble.worker import TABLES
from negosim.errors import UserError, message
from negosim.locale import default_lang, known_language, translate
from negosim.science.counts import is_whole
from negosim.sweeps.opening import same_model_spec
from negosim.sweeps.progress import duration, size

if TYPE_CHECKING:
    from negosim.report import Analysis

__all__ = ["Experiment", "read_experiment"]


@dataclass(frozen=True, eq=False, repr=False)
class Experiment:
    """The sweep of an experiment, from its folder.

    `manifest`: its configuration, versions and sessions; `points`: one row for each combination of values, numbered;
    `estimate`: time and size by the trial mandates, None where the folder was read.
    """

    folder: Path
    manifest: Mapping[str, Any]
    points: pd.DataFrame
    lang: str
    estimate: Estimate | None = None

    @property
    def name(self) -> str:
        """The name of the experiment (`design.name`)."""
        return str(self.manifest["name"])

    @property
    def runs(self) -> int:
        """The number of mandates, whether they have been played or not."""
        return int(self.manifest["runs"])

    @property
    def remaining(self) -> int:
        """The number of mandates that are not on the disk."""
        missing = Store(self.folder, self.runs, tuple(self.manifest["tables"])).missing()
        return sum(last - first for first, last in missing)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """One row for each mandate on the disk, by point and replicate; `error` is empty but for those that failed.

        Raises UserError: nothing was played (a dry run), or a file that cannot be read.
        """
        return self._read(self.folder).sort_values(["point", "replicate"], ignore_index=True)

    @property
    def failures(self) -> pd.DataFrame:
        """The rows of the mandates that failed."""
        return self.rows.loc[self.rows["error"].notna()]

    def table(self, name: str) -> pd.DataFrame:
        """The table `dossiers` or `months` of all mandates, with their point, replicate and seed.

        Raises UserError: the sweep did not write it (`design.tables`).
        """
        if name not in self.manifest["tables"]:
            raise UserError(message("« {folder} » n'a pas la table « {name} » ; design.tables=[{tables}] l'écrit.",
                                    folder=str(self.folder), name=name, tables=",".join(TABLES)))  # fmt: skip
        order = ["point", "replicate"]
        return self._read(self.folder / f"_{name}").sort_values(order, kind="stable", ignore_index=True)

    def _read(self, folder: Path) -> pd.DataFrame:
        """The shards of a table."""
        read_manifest(self.folder)
        if not any(folder.glob("runs-*.parquet")):
            raise UserError(message("« {folder} » ne tient encore aucun mandat : negosim sweep resume={folder} les "
                                    "jouera.", folder=str(self.folder)))  # fmt: skip
        with readable(self.folder):
            return pd.read_parquet(folder)

    def analyse(
        self,
        outcomes: str | Sequence[str] = (),
        control: str | None = None,
        sesoi: float | Mapping[str, float] | None = None,
        output: str | Path | None = None,
        lang: str | None = None,
    ) -> Analysis:
        """The tables and figures that answer the experiment: as `negosim.analyse`, of this folder."""
        from negosim.report import analyse  # noqa: PLC0415 -- statistics and figures are slow to load
        from negosim.report.analysis import SESOI  # noqa: PLC0415

        smallest = SESOI if sesoi is None else sesoi
        return analyse(self.folder, outcomes, control, smallest, output, lang or self.lang)

    def mandate(self, point: int, replicate: int) -> MandateResult:
        """One mandate of the experiment, played again alone: the same as its row, with its tables and its journal.

        Raises UserError: no such point or replicate; a model, data or plug-ins that are not those of the rows.
        """
        for key, value, count in (("point", point, len(self.points)),
                                  ("replicate", replicate, int(self.manifest["replicates"]))):  # fmt: skip
            if not is_whole(value, 0, count - 1):
                raise UserError(message("{key} vaut « {value} » ; un entier de {low} à {high} est attendu.",
                                        key=key, value=str(value), low=0, high=count - 1))  # fmt: skip
        spec = same_model_spec(self.folder, dict(self.manifest))
        job = load(configuration_of(spec, int(point), int(replicate)))
        return play_job(replace(job, lang=self.lang))

    def __repr__(self) -> str:
        values = {"name": self.name, "runs": self.runs, "points": len(self.points), "folder": str(self.folder)}
        played = self.runs - self.remaining
        if played or self.estimate is None:
            failures = sum(int(session["failures"]) for session in self.manifest["sessions"])
            line = message("<expérience « {name} » : {played} mandats joués sur {runs} ({points} points), {failures} "
                           "échec(s), dans {folder}>", **values, played=played, failures=failures)  # fmt: skip
        else:
            line = message("<expérience « {name} » : {runs} mandats ({points} points) à jouer, environ {time} et "
                           "{size}>", **values, time=duration(self.estimate.seconds, self.lang),
                           size=size(self.estimate.bytes))  # fmt: skip
        return translate(line, self.lang)


def configuration_of(spec: ExperimentSpec, point: int, replicate: int) -> dict[str, Any]:
    """The configuration of one mandate, as `negosim run` reads it."""
    values, settings = spec.plan.values[point], spec.settings
    choices = tuple(str(value) for value, choice in zip(values, settings.choices, strict=True) if choice)
    others = {key: value for key, value, choice in zip(settings.keys, values, settings.choices, strict=True)
              if not choice}  # fmt: skip
    run = spec.plan.run(point * spec.plan.design.replicates + replicate)
    return with_values(settings.bases[choices], others | {"seed": run.seed})


def read_experiment(folder: str | Path, lang: str | None = None) -> Experiment:
    """The experiment of a folder that a sweep has written, finished or not.

    `lang`: fr or en. Raises UserError: not the folder of an experiment, or a file of it that cannot be read.
    """
    lang, folder = known_language(lang or default_lang()), Path(folder)
    return Experiment(folder, read_manifest(folder), read_points(folder).to_pandas(), lang)
