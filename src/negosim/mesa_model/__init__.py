"""One mandate as a Mesa model: agents to inspect, to subclass and to run month by month (modèle interactif).

Importing this package imports Mesa, which takes most of a second and, in Mesa 3.3, sets the start method of processes
to `spawn`; sweeps do not need it.
"""

from __future__ import annotations

from negosim.mesa_model.agents import Commune, Conductor, ElectedOfficial, Intercommunality
from negosim.mesa_model.model import NegotiationModel

__all__ = ["Commune", "Conductor", "ElectedOfficial", "Intercommunality", "NegotiationModel"]
