"""A JupyterLab as a new user gets it, and a browser in front of it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from opened import SCREEN
from playwright.sync_api import Browser, Page, sync_playwright
from stored import FOLDER

from conflictdata import cli
from conflictdata.lessons import copying

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TOKEN = "conflictdata"
END_KERNELS = "async () => { await window.jupyterapp?.serviceManager.sessions.shutdownAll(); }"

# The only two choices that a new user has not made. Lab neither looks for news and updates nor asks
# about them, which covers a corner of the screen; and it draws every cell at once, so that a figure
# below the screen can be looked at.
SETTINGS = {
    "apputils-extension/notification": {"checkForUpdates": False, "doNotDisturbMode": True, "fetchNews": "false"},
    "notebook-extension/tracker": {"windowingMode": "none"},
}


@dataclass
class Lab:
    """A running server and the folder it shows."""

    address: str
    folder: Path

    def link(self, path: Path) -> str:
        return f"{self.address}/lab/tree/{path.relative_to(self.folder).as_posix()}?token={TOKEN}&reset"

    def copies(self, language: str) -> Path:
        """Return a new folder with the notebooks of a language as `conflictdata lab` copies them."""
        folder = next(path for n in count() if not (path := self.folder / f"{language}-{n}").exists())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(copying, "notebooks", lambda language: FOLDER / language)
            cli.cli.main(["lab", str(folder), "--language", language, "--print-only"], standalone_mode=False)
        return folder


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("jupyter")
    folder = tmp_path_factory.mktemp("notebooks")
    for name, values in SETTINGS.items():
        plugin, part = name.split("/")
        path = home / "settings" / "@jupyterlab" / plugin / f"{part}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")

    # An empty data folder also has no record of trusted notebooks.
    environment = dict(os.environ, IPYTHONDIR=str(home / "ipython"))
    for part in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
        environment[f"JUPYTER_{part}"] = str(home / part.lower())
    environment["JUPYTERLAB_SETTINGS_DIR"] = str(home / "settings")
    environment["JUPYTERLAB_WORKSPACES_DIR"] = str(home / "workspaces")

    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]
    log = home / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        try:
            running = Lab(f"http://127.0.0.1:{port}", folder)
            wait_until_up(running, server, log)
            yield running
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        reason = f"no Chromium: none of {', '.join(CHROMIUM_NAMES)} is on the PATH and CHROMIUM names none"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()


def leaves_this_machine(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that records every request; one that leaves this machine fails the test."""
    page = browser.new_page(viewport=SCREEN)
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    yield page
    page.evaluate(END_KERNELS)
    page.context.close()
    assert asked
    assert sorted(filter(leaves_this_machine, asked)) == []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_up(lab: Lab, server: subprocess.Popen, log: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{lab.address}/api/status?token={TOKEN}", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail("JupyterLab did not start:\n" + log.read_text(encoding="utf-8", errors="replace")[-4000:])
