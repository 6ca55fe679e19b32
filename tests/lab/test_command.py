"""`conflictdata lab` serves the copied notebooks, as a user and as root."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from urllib.error import URLError

TOKEN = "conflictdata"


def test_the_command_serves_the_notebooks(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--allow-root", "--no-browser", "--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={TOKEN}"]
    command = [sys.executable, "-m", "conflictdata", "lab", "my lessons", "--", *options]
    places = {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    log = tmp_path / "log"
    with log.open("wb") as file:
        lab = subprocess.Popen(command, cwd=tmp_path, env=os.environ | places, stdout=file, stderr=file)
    try:
        served = listed(f"http://127.0.0.1:{port}/api/contents?token={TOKEN}", lab)
        urllib.request.urlopen(request_to_stop(port), timeout=10).close()
        assert lab.wait(timeout=30) == 0, log.read_text(encoding="utf-8")
    finally:
        lab.kill()
    assert served == {path.name for path in (tmp_path / "my lessons").glob("*.ipynb")} != set()


def listed(address, lab, seconds=60):
    """Return the names that the server lists, as soon as it answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and lab.poll() is None:
        with suppress(URLError, OSError), urllib.request.urlopen(address, timeout=5) as answer:
            return {each["name"] for each in json.load(answer)["content"]}
        time.sleep(0.1)
    raise AssertionError("JupyterLab did not answer")


def request_to_stop(port):
    """Return the request that ends the server, as the menu of JupyterLab sends it."""
    headers = {"Authorization": f"token {TOKEN}"}
    return urllib.request.Request(f"http://127.0.0.1:{port}/api/shutdown", method="POST", headers=headers)
