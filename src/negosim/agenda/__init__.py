"""What is negotiated: one file for each kind of dossier (ordre du jour du mandat)."""

from __future__ import annotations

from negosim.negotiation.dossier import Kind
from negosim.registry import Registry

__all__ = ["KINDS"]

KINDS: Registry[Kind] = Registry("Genre de dossier", "negosim.agenda")
