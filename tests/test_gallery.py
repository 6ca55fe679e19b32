"""The folder of figures: what has not changed is not written again, and no file is ever half there."""

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

FEW = ["tolls", "csto_membership"]


def test_an_unchanged_file_is_not_written_again(tmp_path):
    seen = []
    assert gallery.make(tmp_path, FEW, "en", progress=lambda name, total: seen.append((name, total))) == 2
    assert seen == [(FEW[0], 2), (FEW[1], 2)]
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    assert len(before) == 8 and not (tmp_path / "README.md").exists(), "some figures make no gallery"
    changed = tmp_path / "en" / "tolls.svg"
    wanted = changed.read_bytes()
    changed.write_text("touched by hand")
    assert gallery.make(tmp_path, FEW, "en") == 2
    assert changed.read_bytes() == wanted
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    assert {path for path in after if after[path] != before.get(path)} == {changed}


def test_slides_and_columns_lie_beside_the_pages_without_a_gallery(tmp_path):
    gallery.make(tmp_path, FEW[:1], "it")
    before = {path.name: path.read_bytes() for path in (tmp_path / "it").iterdir()}
    gallery.make(tmp_path, FEW[:1], "it", "slide")
    gallery.make(tmp_path, FEW[:1], "it", "column")
    after = {path.name: path.read_bytes() for path in (tmp_path / "it").iterdir()}
    assert before.items() <= after.items() and not (tmp_path / "LEGGIMI.md").exists()
    more = {f"tolls-{size}.{kind}" for size in ("slide", "column") for kind in ("png", "svg", "pdf", "txt")}
    assert set(after) - set(before) == more


def test_the_gallery_is_written_with_all_figures_and_only_if_it_differs(tmp_path, monkeypatch):
    monkeypatch.setattr(gallery, "PAGES", {name: gallery.PAGES[name] for name in FEW})
    assert gallery.make(tmp_path, language="en") == 2
    page = tmp_path / "README.md"
    assert page.read_text(encoding="utf-8").count("\n## ") == 2 and not (tmp_path / "LEGGIMI.md").exists()
    before = page.stat().st_mtime_ns
    gallery.make(tmp_path, language="en")
    assert page.stat().st_mtime_ns == before


def test_a_gallery_never_replaces_another_readme(tmp_path):
    (tmp_path / "LEGGIMI.md").write_text("# My project")
    with pytest.raises(ValueError, match="not a gallery"):
        gallery.make(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["LEGGIMI.md"]
    with pytest.raises(ValueError, match="no size 'poster'"):
        gallery.make(tmp_path, FEW, "en", "poster")
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
    ends = {".svg": b"</svg>\n", ".pdf": b"%%EOF\n", ".txt": b"\n", ".md": b"\n"}
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
    halves = [tmp_path / "en" / f".tolls.png.abc{PART}", tmp_path / f".README.md.abc{PART}"]
    for half in halves:
        half.write_bytes(b"half")
    gallery.make(tmp_path, ["tolls"], "en")
    assert not any(half.exists() for half in halves)


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    write_whole(path, b"old")
    monkeypatch.setattr(os, "replace", lambda *paths: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old" and [p.name for p in tmp_path.iterdir()] == ["a.txt"]
