"""The folder of figures: what has not changed is not drawn again, and no file is ever half there."""

import json
import os
import signal
import subprocess
import sys
import time
from io import BytesIO

import pytest
from PIL import Image

from conflictdata.charts import gallery
from conflictdata.files import PART, write_whole

FEW = ["one_scale", "csto_membership"]


def test_unchanged_figures_are_skipped(tmp_path):
    assert gallery.make(tmp_path, FEW, "en") == (2, 0)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "en").iterdir()}
    seen = []
    assert gallery.make(tmp_path, FEW, "en", lambda name, total: seen.append((name, total))) == (0, 2)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "en").iterdir()} == before
    assert seen == [("one_scale", 2), ("csto_membership", 2)]


def test_what_changed_is_drawn_again(tmp_path, monkeypatch):
    gallery.make(tmp_path, FEW, "en")
    wanted = (tmp_path / "en" / "one_scale.svg").read_bytes()
    (tmp_path / "en" / "one_scale.svg").write_text("touched by hand")
    assert gallery.make(tmp_path, FEW, "en") == (1, 1)
    assert (tmp_path / "en" / "one_scale.svg").read_bytes() == wanted
    (tmp_path / "en" / "csto_membership.txt").unlink()
    assert gallery.make(tmp_path, FEW, "en") == (1, 1)
    assert gallery.make(tmp_path, FEW, "en", force=True) == (2, 0)
    monkeypatch.setattr(gallery, "_inputs", lambda: "another version of the package")
    assert gallery.make(tmp_path, FEW, "en") == (2, 0)


def test_inputs_are_the_files_of_the_package(tmp_path, monkeypatch):
    names = [path for path in gallery.input_files() if path.name in ("claims.csv", "theme.py", "conflictdata.po")]
    assert len(names) == 3
    first = gallery._inputs()
    gallery._inputs.cache_clear()
    monkeypatch.setattr(gallery, "input_files", lambda: names)
    assert gallery._inputs() != first
    gallery._inputs.cache_clear()


@pytest.mark.parametrize("broken", ["{", "[]", '{"en/one_scale": 3}', '{"en/one_scale": {"inputs": "x"}}'])
def test_a_spoilt_record_is_no_record(tmp_path, broken):
    (tmp_path / gallery.MADE).write_text(broken)
    assert gallery.make(tmp_path, ["one_scale"], "en") == (1, 0)
    assert json.loads((tmp_path / gallery.MADE).read_text())["en/one_scale"]["files"]


def test_jobs_draw_the_same_files(tmp_path):
    gallery.make(tmp_path / "one", FEW, "en")
    gallery.make(tmp_path / "two", FEW, "en", jobs=2)
    for path in (tmp_path / "one").rglob("*.*g"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_a_gallery_never_replaces_another_readme(tmp_path):
    (tmp_path / "LEGGIMI.md").write_text("# My project")
    with pytest.raises(ValueError, match="not a gallery"):
        gallery.make(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["LEGGIMI.md"]
    for names, language, reason in ((["nope"], "all", "no figure 'nope'"), (None, "fr", "language 'fr'")):
        with pytest.raises(ValueError, match=reason):
            gallery.make(tmp_path, names, language)
    assert [p.name for p in tmp_path.iterdir()] == ["LEGGIMI.md"]


def whole(path):
    """Say whether a file of the gallery is complete."""
    data = path.read_bytes()
    if path.suffix == ".png":
        Image.open(BytesIO(data)).load()
        return data.endswith(b"IEND\xaeB`\x82")
    ends = {".svg": b"</svg>\n", ".pdf": b"%%EOF\n", ".txt": b"\n", ".json": b"}", ".md": b"\n"}
    return data.endswith(ends[path.suffix])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("after", [0.0, 0.15, 0.45, 0.9])
def test_a_kill_leaves_only_whole_files(tmp_path, after):
    command = [sys.executable, "-m", "conflictdata", "figures", "--out", str(tmp_path), "--language", "en"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(tmp_path.rglob("*.svg")) and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    files = [path for path in tmp_path.rglob("*") if path.is_file() and not path.name.endswith(PART)]
    assert files
    for path in files:
        assert whole(path), path.name


def test_leftovers_of_a_kill_are_cleared_away(tmp_path):
    (tmp_path / "en").mkdir()
    halves = [tmp_path / "en" / f".one_scale.png.abc{PART}", tmp_path / f".README.md.abc{PART}"]
    for half in halves:
        half.write_bytes(b"half")
    gallery.make(tmp_path, ["one_scale"], "en")
    assert not any(half.exists() for half in halves)


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    write_whole(path, b"old")
    monkeypatch.setattr(os, "replace", lambda *paths: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old" and [p.name for p in tmp_path.iterdir()] == ["a.txt"]
