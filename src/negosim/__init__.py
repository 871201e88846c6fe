"""How French intercommunalities negotiate: one mandate, or thousands, under the real law.

    import negosim
    mandate = negosim.play("200000172", facilitation="single_text", seed=7)
    mandate.dossiers

    experiment = negosim.sweep("200000172", facilitation=["busy", "process"], overrides=["design.replicates=50"])
    experiment.analyse().tables["effects"]

Importing the package loads nothing else: what is heavy comes with the first name that needs it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from negosim import locale as _locale  # noqa: F401 -- messages are written in the language of the machine

if TYPE_CHECKING:
    from negosim import law
    from negosim.api import MandateResult, Model, NegotiationResult, Table, game_table, load_plugin, negotiate, play
    from negosim.report import Analysis, analyse
    from negosim.saved_mandate import read_mandate
    from negosim.sweeps import Experiment, read_experiment, sweep

    __version__: str

__all__ = [
    "Analysis",
    "Experiment",
    "MandateResult",
    "Model",
    "NegotiationResult",
    "Table",
    "__version__",
    "analyse",
    "game_table",
    "law",
    "load_plugin",
    "negotiate",
    "play",
    "read_experiment",
    "read_mandate",
    "sweep",
]

MODULES = {
    "Analysis": "negosim.report",
    "Experiment": "negosim.sweeps",
    "analyse": "negosim.report",
    "read_experiment": "negosim.sweeps",
    "read_mandate": "negosim.saved_mandate",
    "sweep": "negosim.sweeps",
}
"""Where the public names are that are not in `negosim.api`."""


def __getattr__(name: str) -> Any:
    """A public name, loaded the first time that it is used."""
    if name == "__version__":
        return importlib.import_module("negosim.version").installed_version()
    if name == "law":
        importlib.import_module("negosim.law.cases")
        return importlib.import_module("negosim.law")
    if name in __all__:
        return getattr(importlib.import_module(MODULES.get(name, "negosim.api")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, for completion in a notebook."""
    return [*__all__, *globals()]
