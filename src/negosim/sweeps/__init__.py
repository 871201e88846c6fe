"""Thousands of mandates, from Python or from the command line (balayages)."""

from __future__ import annotations

from negosim.sweeps.experiment import Experiment, read_experiment
from negosim.sweeps.play import sweep

__all__ = ["Experiment", "read_experiment", "sweep"]
