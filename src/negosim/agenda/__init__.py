"""What is negotiated: one file for each kind of dossier (ordre du jour du mandat)."""

from __future__ import annotations

from negosim.errors import message
from negosim.negotiation.state.dossier import Kind
from negosim.registry import Registry

__all__ = ["KINDS"]

KINDS: Registry[Kind] = Registry(
    message("Genre de dossier « {name} » inconnu. Genres connus : {names}.{near}"), "negosim.agenda"
)
