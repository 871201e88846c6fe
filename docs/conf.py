"""How the pages are built: `sphinx-build -W --keep-going -b html docs docs/_build`, without a network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from negosim.compiled import SETTINGS
from negosim.knobs import knobs_of
from negosim.version import installed_version

SETTINGS.DISABLE_JIT = True  # functions are described as they are written; notebooks run in processes of their own

project = "negosim"
author = "The negosim founders"
copyright = "2026, the negosim founders"  # noqa: A001 -- Sphinx's own name
release = installed_version()

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
templates_path = ["_templates"]
exclude_patterns = ["_build", "jupyter_execute", "**/.ipynb_checkpoints", "forecasts/*/method.md"]
suppress_warnings = ["ref.python"]  # a class may stand on the page of its package and on that of its module

html_theme = "furo"  # light, readable on a phone, kept; loads nothing from elsewhere
html_title = f"negosim {release}"

myst_heading_anchors = 3
default_role = "code"
autosummary_generate = True
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True

nb_execution_mode = "cache"  # a notebook is run again when its cells have changed
nb_execution_cache_path = str(Path(__file__).parent / "_build" / ".jupyter_cache")
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_kernel_rgx_aliases = {".*": "python3"}  # whatever kernel it was written with
nb_merge_streams = True

EXAMPLE = re.compile(r"^( *>>> )", re.MULTILINE)
BLOCKS = re.compile(r"(\n\s*\n)")
INDENTED = re.compile(r"(?: {4}.*(?:\n|$))+")
QUOTED = re.compile(r"(`[^`]+`)")
MARKS = re.compile(r"([*|]|_(?!\w))")


def escaped(text: str) -> str:
    """A docstring whose marks of reStructuredText are plain characters, but for examples and code in backticks."""
    blocks = BLOCKS.split(EXAMPLE.sub(r"\n\1", text, count=1))
    for place, block in enumerate(blocks):
        if INDENTED.fullmatch(block):
            blocks[place] = f"::\n\n{block}"
        elif not block.lstrip().startswith(">>>"):
            parts = QUOTED.split(block)
            parts[::2] = [MARKS.sub(r"\\\1", part) for part in parts[::2]]
            blocks[place] = "".join(parts)
    return "".join(blocks)


def settings_of(record: Any) -> list[str]:
    """A list of the knobs that a class declares: meaning, bounds or options, default, unit, source."""
    lines = []
    for name, knob in knobs_of(record).items():
        allowed = ", ".join(knob.options) if knob.low is None else f"{knob.low:g} to {knob.high:g} {knob.unit}"
        source = f" Source: {knob.source}." if knob.source else ""
        lines.append(f"- `{name}`: {knob.meaning} ({allowed.strip()}).{source}")
    return lines


def write_docstring(_app: Sphinx, what: str, _name: str, described: Any, _options: Any, lines: list[str]) -> None:
    """Docstrings are sentences, where `|x|` is a size and `*` a product; a class with knobs lists them."""
    text = "\n".join(lines)
    if what == "class" and (settings := settings_of(described)):
        text += "\n\n" + "\n".join(settings) + "\n"
    lines[:] = escaped(text).split("\n")


def setup(app: Sphinx) -> None:
    """Listen to the docstrings that are read."""
    app.connect("autodoc-process-docstring", write_docstring)
