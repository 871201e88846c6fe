"""The catalogue: everything to choose, set and measure, from the registries and the knobs at run time (catalogue).

The command `negosim catalogue`, the page `docs/catalogue.md` and the ODD+D document show the same sections, which are
never written by hand and therefore always agree with the code.
"""

from __future__ import annotations

from collections.abc import Callable

from negosim.catalogue.competences import competences
from negosim.catalogue.entries import dossiers, metrics, moves, strategies
from negosim.catalogue.parameters import parameters, parameters_of
from negosim.catalogue.procedures import procedures
from negosim.catalogue.section import Column, Section, markdown, text

__all__ = ["SECTIONS", "Column", "Section", "markdown", "parameters_of", "text"]

SECTIONS: dict[str, Callable[[], Section]] = {
    "strategies": strategies,
    "dossiers": dossiers,
    "procedures": procedures,
    "competences": competences,
    "metrics": metrics,
    "moves": moves,
    "parameters": parameters,
}
"""The sections of the catalogue by name."""
