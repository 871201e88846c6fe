"""The cache of kernels: whole or started again, the user's own, the same for every installation of the same sources."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from negosim import kernel_cache, kernel_compilation
from negosim.api import announce
from negosim.compiled import Mode, interpreted_while_compiling
from negosim.kernel_cache import (
    cache_folder,
    discard_damaged,
    is_complete,
    is_trusted,
    make_own,
    mark_complete,
    may_hold_own,
)
from negosim.negotiation.mandate import run

SOURCES = Path(__file__).resolve().parents[2] / "src" / "negosim"
pytestmark = pytest.mark.compiled_only


@pytest.fixture(scope="module")
def whole():
    """The cache of this session, with everything compiled."""
    if not is_complete(cache_folder()):
        subprocess.run([sys.executable, "-m", "negosim.first_run"], check=True)
    return cache_folder()


@pytest.fixture
def kernels(tmp_path):
    """A small whole compilation."""
    folder = tmp_path / "root" / "hash"
    (folder / "module").mkdir(parents=True)
    (folder / "module" / "one.nbi").write_bytes(b"index")
    (folder / "module" / "one.1.nbc").write_bytes(b"kernel")
    mark_complete(folder)
    return folder


def words_of(code, sources=SOURCES.parent, **environment):
    """What a process of its own prints."""
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True,
                           env={**os.environ, "PYTHONPATH": str(sources), **environment})  # fmt: skip
    return ended.stdout.split()


def test_a_second_installation_compiles_nothing(whole, tmp_path):
    shutil.copytree(SOURCES, tmp_path / "elsewhere" / "negosim", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "cache" / whole.name
    shutil.copytree(whole, folder)
    before = kernel_cache.sizes(folder)
    code = """
from negosim.compiled import is_first_run
from negosim.first_run import compile_kernels
import negosim.kernel_cache as k
first = is_first_run()
compile_kernels("metrics")
print(first, k.cache_folder(), k.__file__)
"""
    first, place, file = words_of(code, tmp_path / "elsewhere", NEGOSIM_CACHE=str(folder.parent))
    assert (first, place) == ("False", str(folder))
    assert file.startswith(str(tmp_path))
    assert kernel_cache.sizes(folder) == before


def test_another_processor_has_another_folder(whole):
    code = "from negosim.kernel_cache import cache_folder; print(cache_folder())"
    [folder] = words_of(code, NUMBA_CPU_NAME="generic", NUMBA_CPU_FEATURES="")
    assert Path(folder).parent == whole.parent
    assert Path(folder) != whole


def test_a_compilation_is_whole_when_every_file_is_as_it_was(kernels):
    assert is_complete(kernels)
    (kernels / "module" / "two.nbi").write_bytes(b"compiled since")
    (kernels / "module" / "one.nbi").write_bytes(b"index of two")
    (kernels / "module" / "one.2.nbc").write_bytes(b"for other arguments")
    assert is_complete(kernels)


@pytest.mark.parametrize("damage", ["cut", "index cut", "lost", "marker"])
def test_a_damaged_or_interrupted_compilation_is_done_again(damage, kernels):
    if damage == "cut":
        (kernels / "module" / "one.1.nbc").write_bytes(b"ker")
    elif damage == "index cut":
        (kernels / "module" / "one.nbi").write_bytes(b"ind")
    elif damage == "lost":
        (kernels / "module" / "one.nbi").unlink()
    else:
        (kernels / kernel_cache.MARKER).write_text("{", encoding="utf-8")
    assert not is_complete(kernels)
    discard_damaged(kernels)
    assert list(kernels.iterdir()) == []


def test_what_an_interrupted_compilation_wrote_is_kept(kernels):
    (kernels / kernel_cache.MARKER).unlink()
    discard_damaged(kernels)
    assert len(kernel_cache.kernel_files(kernels)) == 2


def test_a_folder_that_others_may_write_is_closed_and_emptied_or_refused(kernels, monkeypatch):
    kernels.chmod(0o777)
    assert not is_trusted(kernels)
    assert make_own(kernels)
    assert kernels.stat().st_mode & 0o022 == 0
    assert list(kernels.iterdir()) == []
    monkeypatch.setattr(kernel_cache, "current_user", lambda: 12345)
    monkeypatch.setattr(kernel_cache, "ROOT_USER", 12345)
    assert not make_own(kernels)
    assert not is_trusted(kernels)


@pytest.mark.parametrize("mode", [0o1777, 0o775])
def test_the_rights_of_a_shared_root_are_left_as_they_are(mode, tmp_path, monkeypatch):
    root = tmp_path / "shared"
    root.mkdir()
    root.chmod(mode)
    monkeypatch.setenv("NEGOSIM_CACHE", str(root))
    folder = cache_folder.__wrapped__()
    assert folder.parent == root
    assert folder.stat().st_mode & 0o022 == 0
    assert root.stat().st_mode & 0o7777 == mode


def test_the_root_of_another_is_used_only_if_it_is_the_administrator_s_and_sticky(tmp_path, monkeypatch):
    monkeypatch.setattr(kernel_cache, "current_user", lambda: 12345)
    monkeypatch.setattr(kernel_cache, "ROOT_USER", tmp_path.stat().st_uid)
    assert not may_hold_own(tmp_path)
    tmp_path.chmod(0o1777)
    assert may_hold_own(tmp_path)
    monkeypatch.setattr(kernel_cache, "ROOT_USER", 54321)
    assert not may_hold_own(tmp_path)


def test_a_link_to_a_folder_is_refused(kernels, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(kernels)
    assert not make_own(link)
    assert not is_trusted(link)


def folder_for(root, monkeypatch, temporary):
    """The cache folder of a process whose root is `root`, which it may only read."""
    monkeypatch.setenv("NEGOSIM_CACHE", str(root))
    monkeypatch.setattr(kernel_cache.tempfile, "gettempdir", lambda: str(temporary))
    monkeypatch.setattr(kernel_cache, "kernel_hash", lambda _root: "hash")
    real = kernel_cache.make_own
    monkeypatch.setattr(kernel_cache, "make_own", lambda folder: root != folder.parent and real(folder))
    return cache_folder.__wrapped__()


def test_a_whole_compilation_that_may_only_be_read_is_copied(kernels, monkeypatch, tmp_path):
    folder = folder_for(kernels.parent, monkeypatch, tmp_path)
    assert folder.parent.parent == tmp_path
    assert folder != kernels
    assert is_complete(folder)
    assert kernel_cache.sizes(folder) == kernel_cache.sizes(kernels)


def test_a_compilation_that_others_may_write_is_not_copied(kernels, monkeypatch, tmp_path):
    kernels.chmod(0o777)
    assert not is_complete(folder_for(kernels.parent, monkeypatch, tmp_path))


def test_of_two_processes_at_once_one_compiles(kernels, monkeypatch):
    (kernels / kernel_cache.MARKER).unlink()
    monkeypatch.setattr(kernel_compilation, "cache_folder", lambda: kernels)
    needs, inside = [], threading.Event()

    def second():
        inside.wait()
        with kernel_compilation.compiling_alone(is_last=True) as needed:
            needs.append(needed)

    other = threading.Thread(target=second)
    other.start()
    with kernel_compilation.compiling_alone(is_last=True) as needed:
        needs.append(needed)
        inside.set()
    other.join()
    assert needs == [True, False]


def test_a_compilation_that_fails_is_not_marked_whole(kernels, monkeypatch):
    (kernels / kernel_cache.MARKER).unlink()
    monkeypatch.setattr(kernel_compilation, "cache_folder", lambda: kernels)
    with pytest.raises(ZeroDivisionError), kernel_compilation.compiling_alone(is_last=True):
        raise ZeroDivisionError
    assert not is_complete(kernels)


def test_a_compilation_that_fails_elsewhere_is_announced(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("negosim.api.is_first_run", lambda: True)
    monkeypatch.setattr(kernel_compilation, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(kernel_compilation, "COMMAND", ("-c", "raise MemoryError('no room')"))
    announce("en")
    errors = capsys.readouterr().err
    assert "First use: compiling the model" in errors
    assert "The compilation failed in its process (MemoryError: no room)" in errors


def test_a_mandate_played_while_the_kernels_are_compiled_has_the_same_bytes(setting_of, monkeypatch):
    setting = setting_of("interest_based", human="half", method="half")
    compiled = run(setting, 3).state
    monkeypatch.setattr("negosim.compiled.is_compiling", lambda: True)
    with interpreted_while_compiling():
        assert Mode.interpreted
        interpreted = run(setting, 3).state
    assert not Mode.interpreted
    for name, array in compiled.arrays.items():
        assert interpreted.arrays[name].tobytes() == array.tobytes(), name


def test_warm_says_where_the_kernels_are(whole, capsys):
    from negosim.cli import main

    assert main(["warm", "--lang", "en"]) == 0
    words = capsys.readouterr().out.replace("\n", "")
    assert "The model is compiled already." in words
    assert whole.name in words


def test_the_marker_names_every_file(whole):
    names = json.loads((whole / kernel_cache.MARKER).read_text(encoding="utf-8"))
    assert "negosim.negotiation.mandate" in {name.partition("/")[0] for name in names}
    assert all(size > 0 for size in names.values())
