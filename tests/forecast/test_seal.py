"""Four files written once, the same to the last byte; a seal that was touched is refused."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from negosim.errors import UserError
from negosim.forecast.record import day_of_seal
from negosim.forecast.seal import DEFAULT, FILES, files_of, read_seal, refuse_taken, write_seal


@pytest.fixture
def sealed(tmp_path, record, prediction):
    folder = tmp_path / "new" / "seal"
    write_seal(folder, files_of(record, prediction))
    return folder


def test_the_same_forecast_gives_the_same_bytes(record, prediction):
    contents = files_of(record, prediction)
    assert tuple(contents) == FILES
    assert files_of(replace(record), replace(prediction)) == contents
    assert files_of(replace(record, date="2026-07-02"), prediction)["SHA256SUMS"] != contents["SHA256SUMS"]


def test_a_seal_is_read_as_it_was_written(sealed, prediction):
    read = read_seal(sealed)
    pd.testing.assert_frame_equal(read.table, prediction.table, atol=5e-5, rtol=0)
    assert (read.manifest["date"], read.manifest["places"], read.manifest["trial"]) == ("2026-07-01", 40, 0)
    assert read.manifest["seeds"] == 20
    assert read.manifest["command"] == "negosim forecast seal --date 2026-07-01 --seeds 20"
    assert sorted(path.name for path in sealed.iterdir()) == sorted(FILES)
    assert [path.name for path in sealed.parent.iterdir()] == ["seal"]


def test_sums_are_those_of_the_files(sealed):
    for line in (sealed / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((sealed / name).read_bytes()).hexdigest() == digest


def test_the_method_is_in_both_languages_and_says_what_was_not_checked(sealed):
    text = (sealed / "method.md").read_text(encoding="utf-8")
    for words in ("prévision scellée", "a sealed forecast", "Réussite :", "Failure:", "could not be checked", "39",
                  "abc", "without_structure", "2026-10-01", "10 transferts"):  # fmt: skip
        assert words in text
    assert "TRIAL" not in text


def test_a_trial_says_so(record, prediction):
    contents = files_of(replace(record, trial=40), prediction)
    assert "TRIAL" in contents["method.md"].decode()
    assert json.loads(contents["manifest.json"])["command"].endswith("--sample 40")


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte_is_refused(sealed, name):
    content = bytearray((sealed / name).read_bytes())
    content[10] ^= 1
    (sealed / name).write_bytes(bytes(content))
    with pytest.raises(UserError, match="le sceau est rompu"):
        read_seal(sealed)


@pytest.mark.parametrize("name", FILES[:3])
def test_an_absent_file_is_refused(sealed, name):
    (sealed / name).unlink()
    with pytest.raises(UserError, match=f"le sceau est rompu \\({name}\\)"):
        read_seal(sealed)


def test_sums_written_again_do_not_hide_a_changed_forecast(sealed):
    (sealed / "forecast.csv").write_bytes((sealed / "forecast.csv").read_bytes() + b"\n")
    lines = [f"{hashlib.sha256((sealed / name).read_bytes()).hexdigest()}  {name}\n" for name in FILES[:3]]
    (sealed / "SHA256SUMS").write_text("".join(lines))
    with pytest.raises(UserError, match="le sceau est rompu"):
        read_seal(sealed)


def test_a_folder_without_a_seal_is_named(tmp_path):
    with pytest.raises(UserError, match="aucune prévision scellée"):
        read_seal(tmp_path)


def test_an_existing_seal_is_never_replaced(sealed, record, prediction):
    before = {path.name: path.read_bytes() for path in sealed.iterdir()}
    with pytest.raises(UserError, match="existe déjà"):
        write_seal(sealed, files_of(replace(record, date="2026-08-01"), prediction))
    assert {path.name: path.read_bytes() for path in sealed.iterdir()} == before
    assert [path.name for path in sealed.parent.iterdir()] == ["seal"]


def test_nothing_half_written_stays(tmp_path, record, prediction, monkeypatch):
    def full(_path, _content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("negosim.forecast.seal.write_whole", full)
    with pytest.raises(UserError, match="No space left"):
        write_seal(tmp_path / "seal", files_of(record, prediction))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_may_be_filled_and_a_trial_stays_out_of_the_real_one(tmp_path, record, prediction, monkeypatch):
    (tmp_path / "seal").mkdir()
    write_seal(tmp_path / "seal", files_of(record, prediction))
    read_seal(tmp_path / "seal")
    monkeypatch.chdir(tmp_path)
    refuse_taken(DEFAULT, trial=False)
    for same in (DEFAULT, DEFAULT / ".", Path.cwd() / DEFAULT):
        with pytest.raises(UserError, match="le dossier des vraies prévisions"):
            refuse_taken(same, trial=True)


@pytest.mark.parametrize(("text", "said"), [(None, "--date manque"), ("July", "une date comme"),
                                            ("2027-01-01", "se scelle avant le 2027-01-01")])  # fmt: skip
def test_a_wrong_date_is_named(text, said):
    with pytest.raises(UserError, match=said):
        day_of_seal(text)
    assert day_of_seal("2026-12-31") == "2026-12-31"
