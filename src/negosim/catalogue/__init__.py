"""What can be chosen, set and measured, read from the registries and the knobs at run time (catalogue).

One table for each section; the command `negosim catalogue`, the page `docs/catalogue.md` and the ODD+D document
show the same tables, so that none can drift from the code. Nothing is listed by hand.
"""

from __future__ import annotations

from collections.abc import Callable

from negosim.catalogue.entries import dossiers, metrics, moves, strategies
from negosim.catalogue.parameters import parameters, parameters_of
from negosim.catalogue.procedures import procedures
from negosim.catalogue.section import Column, Section, markdown, text

__all__ = ["SECTIONS", "Column", "Section", "markdown", "parameters_of", "text"]

SECTIONS: dict[str, Callable[[], Section]] = {
    "strategies": strategies,
    "dossiers": dossiers,
    "procedures": procedures,
    "metrics": metrics,
    "moves": moves,
    "parameters": parameters,
}
"""The tables of the catalogue by name."""
