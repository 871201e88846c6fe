"""Figures of a mandate for a page or a slide: trust, dossiers, contents, power (figures)."""

from __future__ import annotations

from negosim.plots.contents import contents
from negosim.plots.dossiers import dossiers
from negosim.plots.power import power
from negosim.plots.slide import Slide, save
from negosim.plots.trust import trust

__all__ = ["Slide", "contents", "dossiers", "power", "save", "trust"]
