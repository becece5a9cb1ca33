"""A real server and a real browser for the tests: one of each for the module, pages opened as a person would."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
STARTS_WITHIN = 60.0  # seconds
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def browser_path() -> str:
    """The installed browser; the test skips with the reason when there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")
    return found


@contextmanager
def served(project: Path, *options: str) -> Generator[tuple[str, Path]]:
    """The dashboard on a free port; its address and the file that collects what the server prints."""
    port = _free_port()
    log = Path(tempfile.mkdtemp()) / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", str(project / "dashboard.py"), "--server.headless=true"]
    command += [f"--server.port={port}", "--", *options]
    with log.open("w", encoding="utf-8") as told:
        server = subprocess.Popen(command, cwd=project, stdout=told, stderr=subprocess.STDOUT)
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}", log
        finally:
            server.terminate()
            server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert server.poll() is None, "the dashboard stopped while starting"
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"the dashboard did not answer within {STARTS_WITHIN:.0f} s")
