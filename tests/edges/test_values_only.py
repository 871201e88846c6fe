"""A configuration holds values only: whatever would run code is refused before it runs, its key named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from negosim.config.compose import composer
from negosim.errors import UserError

SMALL = ("territory=243900354", "agenda=short", "facilitation=none")
BASIC = "hydra._internal.core_plugins.basic"
CALLBACK = "hydra: {callbacks: {own: {_target_: intruder.Intruder}}}"
LINES = {
    "callback": (["+hydra.callbacks.own._target_=intruder.Intruder"], "hydra.callbacks.own._target_"),
    "launcher": (["hydra.launcher._target_=intruder.Intruder"], "hydra.launcher._target_"),
    "below_the_launcher": (["+hydra.launcher.own._target_=intruder.Intruder"], "hydra.launcher.own._target_"),
    "sweeper": ([f"hydra.sweeper._target_={BASIC}_launcher.BasicLauncher"], "hydra.sweeper._target_"),
    "log_class": (["hydra.job_logging.handlers.console.class=intruder.Intruder"], "handlers.console.class"),
    "log_object": (["hydra.job_logging.handlers.console.stream=ext://intruder.Intruder"], "handlers.console.stream"),
    "log_hidden_object": (["hydra.job_logging.handlers.console.stream=${lang}"], "handlers.console.stream"),
    "hydra_log_class": (["hydra.hydra_logging.handlers.console.class=intruder.Intruder"], "handlers.console.class"),
    "hydra_log_hidden_object": (
        ["hydra.runtime.output_dir=ext:/", "+hydra.hydra_logging.own='${hydra.runtime.output_dir}/intruder'"],
        "hydra.hydra_logging.own",
    ),
    "search_path": (["hydra.searchpath=[pkg://intruder]"], "hydra.searchpath"),
    "knob": (["+context._target_=intruder.Intruder"], "context._target_"),
    "dossier": (["+agenda.dossiers.own._target_=intruder.Intruder"], "agenda.dossiers.own._target_"),
    "root": (["+own._target_=intruder.Intruder"], "own._target_"),
}  # fmt: skip
FILES = {
    "root_file": ("own.yaml", f"defaults: [config, _self_]\n{CALLBACK}", "--config-name=own", "callbacks.own._target_"),
    "root_behind_an_interpolation": (
        "own.yaml",
        "defaults: [config, _self_]\nhydra: {callbacks: {own: '${own}'}}\nown: {_target_: intruder.Intruder}",
        "--config-name=own", "hydra.callbacks.own",
    ),
    "root_search_path": (
        "own.yaml", "defaults: [config, _self_]\nhydra: {searchpath: ['pkg://intruder']}", "--config-name=own",
        "hydra.searchpath",
    ),
    "experiment": ("experiment/own.yaml", f"# @package _global_\n{CALLBACK}", "+experiment=own", "callbacks.own"),
    "callbacks": ("hydra/callbacks/own.yaml", "own: {_target_: intruder.Intruder}", "hydra/callbacks=own",
                  "hydra.callbacks.own._target_"),
    "launcher": ("hydra/launcher/own.yaml", "_target_: intruder.Intruder", "hydra/launcher=own",
                 "hydra.launcher._target_"),
    "sweeper": (
        "hydra/sweeper/own.yaml", f"_target_: {BASIC}_sweeper.BasicSweeper\nown: {{_target_: intruder.Intruder}}",
        "hydra/sweeper=own", "hydra.sweeper.own._target_",
    ),
    "sweeper_behind_an_interpolation": (
        "hydra/sweeper/own.yaml",
        f"_target_: {BASIC}_sweeper.BasicSweeper\nparams: {{own: '${{oc.decode:${{lang}}}}'}}",
        "hydra/sweeper=own", "hydra.sweeper.params.own",
    ),
    "job_logging": (
        "hydra/job_logging/own.yaml",
        "version: 1\nroot: {handlers: [own]}\nhandlers: {own: {(): intruder.Intruder}}", "hydra/job_logging=own",
        "hydra.job_logging.handlers.own.()",
    ),
    "group": ("context/own.yaml", "scarcity: 0.3\n_target_: intruder.Intruder", "context=own", "context._target_"),
}  # fmt: skip


@pytest.fixture
def intruder(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The mark that a module leaves where it is imported."""
    mark = here.parent / "mark"
    module = here.parent / "modules" / "intruder.py"
    module.parent.mkdir()
    module.write_text(f"open({str(mark)!r}, 'w').close()\nIntruder = print\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(module.parent))
    monkeypatch.delitem(sys.modules, "intruder", raising=False)
    return mark


@pytest.mark.parametrize("command", ["run", "sweep"])
@pytest.mark.parametrize("name", LINES)
def test_no_word_of_the_line_names_code(name, command, negosim, here, intruder):
    words, key = LINES[name]
    refused(negosim(command, *SMALL, *words), key, intruder)
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("mode", [["-m", "seed=1,2"], ["--help"], ["--hydra-help"], ["--cfg", "job"],
                                  ["--info", "config"]], ids=" ".join)  # fmt: skip
@pytest.mark.parametrize("name", ["callback", "search_path", "hydra_log_class"])
def test_no_page_runs_the_code_that_a_line_names(name, mode, negosim, here, intruder):
    words, key = LINES[name]
    refused(negosim("run", *mode, *SMALL, *words), key, intruder)
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(("command", "name"), [
    *(("run", name) for name in FILES), *(("sweep", name) for name in FILES if not name.startswith("root")),
])  # fmt: skip
def test_no_file_of_the_user_s_own_names_code(command, name, negosim, here, intruder):
    file, text, word, key = FILES[name]
    path = here.parent / "mine" / file
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    refused(negosim(command, *SMALL, "--config-dir", str(here.parent / "mine"), word), key, intruder)
    assert list(here.iterdir()) == []


def refused(ended, key: str, mark: Path) -> None:
    assert ended.code == 2
    assert key in ended.err
    assert "ne nomme pas de code" in ended.err
    assert "Traceback" not in ended.err
    assert not mark.exists()


@pytest.mark.parametrize("words", [
    [], ["hydra/job_logging=default"], ["hydra/job_logging=disabled"], ["hydra/hydra_logging=hydra_debug"],
    ["hydra.verbose=true"], ["hydra/launcher=basic"], ["hydra/sweeper=basic"],
    ["hydra/job_logging=default", "hydra.job_logging.root.level=DEBUG",
     "hydra.job_logging.handlers.file.filename='${hydra.runtime.output_dir}/own.log'"],
    ["hydra.searchpath=[file:///]"],
])  # fmt: skip
def test_what_hydra_ships_is_not_refused(words):
    assert composer().composition(words).seed == 7


def test_every_key_that_names_code_is_named_at_once():
    words = ["+hydra.callbacks.own._target_=intruder.Intruder", "hydra.launcher._target_=intruder.Intruder"]
    with pytest.raises(UserError) as caught:
        composer().composition(words)
    assert [problem.values["key"] for problem in caught.value.problems] == [
        "hydra.launcher._target_", "hydra.callbacks.own._target_",
    ]  # fmt: skip
