"""What Hydra knows beside the files: each knob's declared default, and each strategy as an option."""

from __future__ import annotations

from typing import Any

from hydra.core.config_store import ConfigStore
from omegaconf import OmegaConf

from negosim.config.records import knob_values
from negosim.ensemble.design import Design
from negosim.ensemble.engines import ENGINES
from negosim.errors import message
from negosim.facilitation import STRATEGIES
from negosim.locale import translate
from negosim.negotiation.state.parameters import Behaviour
from negosim.negotiation.state.setting import Context, Governance, Levers
from negosim.territory.competences import CompetenceSettings
from negosim.territory.synthetic import SyntheticSettings

__all__ = ["DESIGN_TEXTS", "RECORDS", "ROOT_KEYS", "register"]

RECORDS: dict[str, Any] = {
    "levers": Levers(),
    "governance": Governance(),
    "context": Context(),
    "synthetic": SyntheticSettings(),
    "competences": CompetenceSettings(),
    "behaviour": Behaviour(),
}
"""The groups whose schema is one dataclass of knobs."""

DESIGN_TEXTS: dict[str, Any] = {
    "name": None, "file": None, "factors": None, "uncertainties": None, "tables": [], "blocks": None,
}  # fmt: skip
"""The keys of `design` that are not knobs: name, file of points, what an experiment compares, what is uncertain under
all that it compares, tables beside the rows, keys whose seeds differ."""

ROOT_KEYS = ("territory", "seed", "lang", "output", "agenda", "facilitation", *RECORDS)

HELP = """${hydra.help.header}

$APP_CONFIG_GROUPS

$CONFIG
${hydra.help.footer}
"""


def register(lang: str) -> None:
    """Tell Hydra the declared defaults, the strategies and the help page in `lang`."""
    OmegaConf.register_new_resolver(
        "negosim.folder", lambda folder, default: default if folder is None else folder, replace=True
    )
    store = ConfigStore.instance()
    store.store("declared", {group: knob_values(record) for group, record in RECORDS.items()})
    for name in STRATEGIES.names():
        store.store(name, {"name": name, **knob_values(STRATEGIES[name])}, group="facilitation")
    store.store("default", {**knob_values(Design()), **DESIGN_TEXTS}, group="design")
    for name in ENGINES.names():
        store.store(name, {"name": name, **knob_values(ENGINES[name])}, group="engine")
    store.store("negosim", help_page(lang), group="hydra/help", package="hydra.help")


def help_page(lang: str) -> dict[str, str]:
    """The page of `negosim run --help`."""
    header = message(
        "negosim run joue un mandat 2026-2032 d'une intercommunalité et en écrit les résultats.\n\n"
        "  negosim run territory=faucigny facilitation=process seed=7 context.scarcity=0.4\n"
        "  negosim run -m facilitation=none,single_text seed=1,2,3\n\n"
        "territory : un SIREN, un nom, un fichier CSV, ou synthetic avec les réglages synthetic.*\n"
        "competences.held=none : l'intercommunalité n'exerce encore aucune des compétences nommées\n"
        "output : le dossier des résultats (par défaut, un dossier daté sous outputs/)\n"
        "--plugin FICHIER.py : une stratégie, un genre de dossier ou une mesure à vous (docs/tutorial_strategy.md)\n\n"
        "Groupes (groupe=option), puis tous les réglages (clé=valeur) et leurs valeurs :"
    )
    footer = message("Aide de Hydra : negosim run --hydra-help")
    return {
        "app_name": "negosim run",
        "header": translate(header, lang),
        "footer": translate(footer, lang),
        "template": HELP,
    }
