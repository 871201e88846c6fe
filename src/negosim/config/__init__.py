"""From files of values and a command line to a checked, frozen setting (configuration).

Hydra composes; `load` checks everything at once against the dataclasses and names every mistake in one
`UserError`. Nothing in a configuration names code to run.
"""

from __future__ import annotations

from negosim.config.compose import compose, config_folder
from negosim.config.job import Job, load
from negosim.config.jobs import checked_jobs
from negosim.config.quoting import quote_free_text

__all__ = ["Job", "checked_jobs", "compose", "config_folder", "load", "quote_free_text"]
