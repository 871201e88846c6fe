"""The simulator from Python: play a mandate, look at it, open it in Mesa (interface de programmation)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from negosim import metrics, narrate, tables
from negosim.compiled import interpreted_while_compiling, is_first_run
from negosim.config import Job, compose, load, quote_free_text
from negosim.errors import Message, message
from negosim.kernel_compilation import failure_of_compilation, is_compiling, start_compilation
from negosim.locale import known_language, mistakes_in, translate
from negosim.negotiation.mandate import Mandate, run
from negosim.negotiation.single_table import NegotiationResult, negotiate
from negosim.negotiation.state.dossier import ADOPTED, OUTCOMES
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


MOST_INTERPRETED = 60
"""Communes up to which a first mandate is played interpreted; beyond, waiting for the compiler is quicker
(`benchmarks/start.py`).
"""

WITHOUT_WAITING = message(
    "Première utilisation : ce mandat est joué sans attendre, pendant que le modèle se compile (une minute environ, "
    "une fois pour toutes)."
)
REST_WAITS = message("La suite attend la fin de la compilation…")


class MandateResult:
    """A finished mandate: its tables, its metrics in one dict, its journal, its figures, its files."""

    def __init__(self, job: Job, mandate: Mandate) -> None:
        self._job, self._mandate = job, mandate

    @property
    def job(self) -> Job:
        """The setting and the seed, with the configuration that they come from."""
        return self._job

    @property
    def mandate(self) -> Mandate:
        """The mandate itself: setting, seed, arrays of the state, actions of a person."""
        return self._mandate

    @property
    def lang(self) -> str:
        """The language of its sentences."""
        return self.job.lang

    def _table(self, name: str) -> pd.DataFrame:
        """The table of that name in `negosim.tables`."""
        with interpreted_while_compiling():
            return getattr(tables, name)(self.mandate)

    @cached_property
    def dossiers(self) -> pd.DataFrame:
        """One row for each dossier."""
        return self._table("dossiers")

    @cached_property
    def clauses(self) -> pd.DataFrame:
        """One row for each clause: its unit, today's value, that of the last text, euros a year moved."""
        return self._table("clauses")

    @cached_property
    def items(self) -> pd.DataFrame:
        """One row for each item: what it is, its host, its cost in euros, whether the last text has it."""
        return self._table("items")

    @cached_property
    def months(self) -> pd.DataFrame:
        """One row for each month."""
        return self._table("months")

    @cached_property
    def communes(self) -> pd.DataFrame:
        """One row for each month and commune."""
        return self._table("communes")

    @cached_property
    def officials(self) -> pd.DataFrame:
        """One row for each official and council vote."""
        return self._table("officials")

    @cached_property
    def meetings(self) -> pd.DataFrame:
        """One row for each commune that came to an ordinary meeting: month, dossier, insee."""
        return self._table("meetings")

    @cached_property
    def answers(self) -> pd.DataFrame:
        """One row for each municipal council consulted: dossier, insee, population, answer."""
        return self._table("answers")

    @cached_property
    def transfers(self) -> pd.DataFrame:
        """Communes that the pact pays or charges: dossier, insee, claim and amount in euros."""
        return self._table("transfers")

    @cached_property
    def blockages(self) -> pd.DataFrame:
        """Communes that blocked a dossier: by how much, why, when, and what lifted it."""
        return self._table("blockages")

    @cached_property
    def openings(self) -> pd.DataFrame:
        """One row for each dossier that comes onto the table."""
        return self._table("openings")

    @cached_property
    def rounds(self) -> pd.DataFrame:
        """One row for each round of drafting: who wrote, who said yes, who refused and why."""
        return self._table("rounds")

    @cached_property
    def withdrawals(self) -> pd.DataFrame:
        """One row for each text that the president did not put to the vote."""
        return self._table("withdrawals")

    @cached_property
    def votes(self) -> pd.DataFrame:
        """One row for each vote of the community council."""
        return self._table("votes")

    @cached_property
    def ratifications(self) -> pd.DataFrame:
        """One row for each consultation of the municipal councils."""
        return self._table("ratifications")

    @cached_property
    def conclusions(self) -> pd.DataFrame:
        """One row for each dossier closed."""
        return self._table("conclusions")

    @cached_property
    def defections(self) -> pd.DataFrame:
        """One row for each commune that breaks a decision."""
        return self._table("defections")

    @cached_property
    def consequences(self) -> pd.DataFrame:
        """What adopted texts change afterwards, as `tables.consequences`."""
        return self._table("consequences")

    @cached_property
    def deliveries(self) -> pd.DataFrame:
        """What becomes of the projects of adopted programmes, as `tables.deliveries`."""
        return self._table("deliveries")

    @cached_property
    def judgements(self) -> pd.DataFrame:
        """One row for each decision judged two years after its adoption."""
        return self._table("judgements")

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Every metric by name, the costly ones too."""
        end_compilation(self.lang)
        return metrics.summary(self.mandate, costly=True)

    @cached_property
    def figures(self) -> dict[str, Any]:
        """The figures by name (trust, dossiers, contents, power), in the language of the mandate."""
        from negosim import output  # noqa: PLC0415 -- the figures' library is slow to load

        end_compilation(self.lang)
        return output.figures_of(self.mandate, self.lang)

    def journal(self, lang: str | None = None) -> str:
        """The mandate in sentences, month by month (Markdown), in `fr` or `en`. Raises UserError: another language."""
        with interpreted_while_compiling():
            return narrate.journal(self.mandate, known_language(lang or self.lang))

    def save(self, folder: str | Path, lang: str | None = None) -> list[Path]:
        """Write the tables, figures, summary and journal into `folder`; returns their paths.

        Raises UserError: the folder cannot be written, or another language than `fr` or `en`.
        """
        from negosim import output  # noqa: PLC0415 -- the figures' library is slow to load

        end_compilation(self.lang)
        return output.write(self.job, self.mandate, Path(folder), known_language(lang or self.lang))

    def _title(self) -> tuple[str, Any, int]:
        """The name of the territory, the label of the strategy, the seed."""
        setting = self.mandate.setting
        return setting.territory.name, setting.strategy.label, self.mandate.seed

    def __repr__(self) -> str:
        (name, strategy, seed), outcomes = self._title(), list(self.dossiers["outcome"])
        title = message(
            "<mandat 2026-2032 : {name}, {strategy}, seed={seed}, {adopted} dossier(s) adopté(s) sur {all}>",
            name=name, strategy=strategy, seed=str(seed), adopted=outcomes.count(OUTCOMES[ADOPTED]),
            all=len(outcomes),
        )  # fmt: skip
        return translate(title, self.lang)


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

    `territory` is a SIREN, a name, the path of a CSV file or "synthetic"; `facilitation` the name of a strategy; `seed`
    a whole number from 0, which fixes all that is random; `lang` fr or en. An argument left out keeps the value of the
    configuration; `config_dir` is a folder with configuration files of your own. `overrides` are written as on the
    command line ("context.scarcity=0.4"). `actions` replaces the strategy's move in the months that it names.
    `plugins` are Python files of your own that register strategies, kinds of dossier or metrics.
    Raises UserError naming every mistake.
    """
    with mistakes_in(lang):
        load_plugins(plugins)
        job = job_of(territory, facilitation, seed, overrides, lang, config_dir)
        return play_job(job, actions)


def Model(  # noqa: N802 -- it opens an instance of Mesa's class and reads as one in a notebook
    territory: str | Path | None = None,
    *,
    facilitation: str | None = None,
    seed: int | None = None,
    overrides: Sequence[str] = (),
    lang: str | None = None,
    actions: Mapping[int, Move] | None = None,
    config_dir: str | Path | None = None,
    plugins: Sequence[str | Path] = (),
) -> NegotiationModel:
    """The same mandate opened in Mesa, before its first month; `step()` plays one month.

    Arguments and errors are those of `play`; a move against the rules is refused by the step that would make it.
    """
    from negosim.mesa_model import NegotiationModel  # noqa: PLC0415 -- Mesa is slow to load and changes processes

    with mistakes_in(lang):
        load_plugins(plugins)
        job = job_of(territory, facilitation, seed, overrides, lang, config_dir)
    with mistakes_in(job.lang):
        announce(job.lang)
        model = NegotiationModel(job.setting, job.seed, actions)
    model.lang = job.lang
    return model


def job_of(
    territory: str | Path | None,
    facilitation: str | None,
    seed: int | None,
    overrides: Sequence[str],
    lang: str | None,
    config_dir: str | Path | None,
) -> Job:
    """The checked job of these arguments."""
    arguments = {"territory": territory, "facilitation": facilitation, "seed": seed, "lang": lang}
    words = [f"{key}={value}" for key, value in arguments.items() if value is not None]
    words += [overrides] if isinstance(overrides, str) else [str(override) for override in overrides]
    return load(compose(quote_free_text(words), config_dir))


def play_job(
    job: Job, actions: Mapping[int, Move] | None = None, on_month: Callable[[int], None] | None = None
) -> MandateResult:
    """Play a checked job. Where the model is not compiled yet, play it interpreted if that is quicker than to wait."""
    with mistakes_in(job.lang):
        if is_first_run() and job.setting.territory.n <= MOST_INTERPRETED:
            if not is_compiling():
                end_compilation(job.lang)  # says why, where an earlier one failed
                _say(WITHOUT_WAITING, job.lang)
                start_compilation()
        else:
            announce(job.lang)
        with interpreted_while_compiling():
            return MandateResult(job, run(job.setting, job.seed, actions, on_month))


def announce(lang: str) -> None:
    """Compile what is not compiled yet, in another process, and say that it takes a while."""
    if is_first_run() and not is_compiling():
        _say(message("Première utilisation : compilation du modèle, une minute environ…"), lang)
        start_compilation()
    end_compilation(lang, waiting=None)


def end_compilation(lang: str, waiting: Message | None = REST_WAITS) -> None:
    """Wait for the process that compiles, if there is one, and say `waiting` meanwhile.

    Where it failed, that is said, and kernels are compiled in this process as they are needed.
    """
    if waiting is not None and is_compiling():
        _say(waiting, lang)
    if failure := failure_of_compilation():
        _say(message("La compilation a échoué dans son processus ({failure}) ; elle est reprise dans celui-ci.",
                     failure=failure), lang)  # fmt: skip


def _say(sentence: Message, lang: str) -> None:
    """Print a sentence to the person who waits."""
    print(translate(sentence, lang), file=sys.stderr, flush=True)  # noqa: T201 -- the user is waiting
