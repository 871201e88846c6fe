"""The simulator from Python: play a mandate, look at it, open it in Mesa (interface de programmation)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from negosim import metrics, narrate, tables
from negosim.compiled import is_first_run
from negosim.config import Job, compose, load, quoted
from negosim.errors import UserError, message
from negosim.first_run import compile_apart
from negosim.locale import LANGS, translate
from negosim.negotiation.mandate import Mandate, run
from negosim.negotiation.single_table import NegotiationResult, negotiate
from negosim.negotiation.state.dossier import ADOPTED
from negosim.negotiation.state.moves import Move
from negosim.negotiation.table import Table, game_table
from negosim.plugins import load_plugin, load_plugins

if TYPE_CHECKING:
    from negosim.mesa_model import NegotiationModel

__all__ = [
    "MandateResult",
    "Model",
    "NegotiationResult",
    "Table",
    "announce",
    "game_table",
    "job_of",
    "load_plugin",
    "negotiate",
    "play",
    "play_job",
]  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False)
class MandateResult:
    """A finished mandate: its tables, its figures in one dict, its journal, its files."""

    job: Job
    mandate: Mandate

    @cached_property
    def dossiers(self) -> pd.DataFrame:
        """One row for each dossier."""
        return tables.dossiers(self.mandate)

    @cached_property
    def months(self) -> pd.DataFrame:
        """One row for each month."""
        return tables.months(self.mandate)

    @cached_property
    def communes(self) -> pd.DataFrame:
        """One row for each month and commune."""
        return tables.communes(self.mandate)

    @cached_property
    def officials(self) -> pd.DataFrame:
        """One row for each official and council vote."""
        return tables.officials(self.mandate)

    @cached_property
    def meetings(self) -> pd.DataFrame:
        """Communes that came to the ordinary meetings: month, dossier, insee."""
        return tables.meetings(self.mandate)

    @cached_property
    def answers(self) -> pd.DataFrame:
        """Municipal councils asked: dossier, insee, population, answer."""
        return tables.answers(self.mandate)

    @cached_property
    def transfers(self) -> pd.DataFrame:
        """Communes that the pact pays or charges: dossier, insee, claim and amount in euros."""
        return tables.transfers(self.mandate)

    @cached_property
    def blockages(self) -> pd.DataFrame:
        """Communes that blocked a dossier: by how much, why, when, and what lifted it."""
        return tables.blockages(self.mandate)

    @cached_property
    def openings(self) -> pd.DataFrame:
        """One row for each dossier that comes onto the table."""
        return tables.openings(self.mandate)

    @cached_property
    def rounds(self) -> pd.DataFrame:
        """One row for each round of drafting: who wrote, who said yes, who refused and why."""
        return tables.rounds(self.mandate)

    @cached_property
    def withdrawals(self) -> pd.DataFrame:
        """One row for each text that the president did not put to the vote."""
        return tables.withdrawals(self.mandate)

    @cached_property
    def votes(self) -> pd.DataFrame:
        """One row for each vote of the community council."""
        return tables.votes(self.mandate)

    @cached_property
    def ratifications(self) -> pd.DataFrame:
        """One row for each consultation of the municipal councils."""
        return tables.ratifications(self.mandate)

    @cached_property
    def conclusions(self) -> pd.DataFrame:
        """One row for each dossier closed."""
        return tables.conclusions(self.mandate)

    @cached_property
    def defections(self) -> pd.DataFrame:
        """One row for each commune that breaks a decision."""
        return tables.defections(self.mandate)

    @cached_property
    def judgements(self) -> pd.DataFrame:
        """One row for each decision judged two years after its adoption."""
        return tables.judgements(self.mandate)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Every metric by name, the costly ones too."""
        return metrics.summary(self.mandate, costly=True)

    def journal(self, lang: str | None = None) -> str:
        """The mandate told in sentences, month by month (Markdown), in `fr` or `en`."""
        return narrate.journal(self.mandate, known_language(lang or self.job.lang))

    def save(self, folder: str | Path, lang: str | None = None) -> list[Path]:
        """Write the tables, figures, summary and journal into `folder`; returns their paths."""
        from negosim import output  # noqa: PLC0415 -- the figures' library is slow to load

        return output.write(self.job, self.mandate, Path(folder), known_language(lang or self.job.lang))

    def __repr__(self) -> str:
        setting, outcomes = self.mandate.setting, self.mandate.state.dossiers.outcome
        said = message(
            "<mandat 2026-2032 : {name}, {strategy}, seed={seed}, {adopted} dossier(s) adopté(s) sur {all}>",
            name=setting.territory.name, strategy=setting.strategy.label, seed=str(self.mandate.seed),
            adopted=int((outcomes == ADOPTED).sum()), all=len(outcomes),
        )  # fmt: skip
        return translate(said, self.job.lang)


def known_language(lang: str) -> str:
    """`lang`, if the mandate can be told in it; `UserError` otherwise."""
    if lang not in LANGS:
        raise UserError(
            message("{key} vaut « {value} » ; valeurs possibles : {options}.",
                    key="lang", value=lang, options=", ".join(LANGS))
        )  # fmt: skip
    return lang


def play(
    territory: str | Path | None = None,
    *,
    facilitation: str | None = None,
    seed: int | None = None,
    overrides: Sequence[str] = (),
    lang: str | None = None,
    actions: Mapping[int, Move] | None = None,
    config_dir: str | Path | None = None,
    plugins: Sequence[str | Path] = (),
) -> MandateResult:
    """Play one mandate to its end.

    `territory` is a SIREN, a name, the path of a CSV file or "synthetic"; what is not given keeps the value
    of the configuration. `overrides` are written as on the command line ("context.scarcity=0.4"). `actions`
    replaces the strategy's move in the months that it names. `plugins` are Python files of your own that
    register strategies, kinds of dossier or metrics. `UserError` names every mistake.
    """
    load_plugins(plugins)
    job = job_of(territory, facilitation, seed, overrides, lang, config_dir)
    return play_job(job, actions)


def Model(  # noqa: N802 -- it opens an instance of Mesa's class and reads as one in a notebook
    territory: str | Path | None = None,
    *,
    facilitation: str | None = None,
    seed: int | None = None,
    overrides: Sequence[str] = (),
    config_dir: str | Path | None = None,
    plugins: Sequence[str | Path] = (),
) -> NegotiationModel:
    """The same mandate opened in Mesa, before its first month; `step()` plays one month."""
    load_plugins(plugins)
    from negosim.mesa_model import NegotiationModel  # noqa: PLC0415 -- Mesa is slow to load and changes processes

    job = job_of(territory, facilitation, seed, overrides, None, config_dir)
    announce(job.lang)
    return NegotiationModel(job.setting, job.seed)


def job_of(
    territory: str | Path | None,
    facilitation: str | None,
    seed: int | None,
    overrides: Sequence[str],
    lang: str | None,
    config_dir: str | Path | None,
) -> Job:
    """The checked job of these arguments."""
    given = {"territory": territory, "facilitation": facilitation, "seed": seed, "lang": lang}
    written = [f"{key}={value}" for key, value in given.items() if value is not None]
    written += [overrides] if isinstance(overrides, str) else [str(override) for override in overrides]
    return load(compose(quoted(written), config_dir))


def play_job(
    job: Job, actions: Mapping[int, Move] | None = None, on_month: Callable[[int], None] | None = None
) -> MandateResult:
    """Play a checked job; the first time ever, a message says that the model is being compiled."""
    announce(job.lang)
    return MandateResult(job, run(job.setting, job.seed, actions, on_month))


def announce(lang: str) -> None:
    """Before the first compilation, say that it takes a while, and compile apart."""
    if is_first_run():
        said = message("Première utilisation : compilation du modèle, une minute environ…")
        print(translate(said, lang), file=sys.stderr, flush=True)  # noqa: T201 -- the user is waiting
        compile_apart()
