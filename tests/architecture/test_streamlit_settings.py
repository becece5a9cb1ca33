"""Streamlit understands every line of .streamlit/config.toml, and the lines that protect patients are in force."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from analytics.records.uploads import LARGEST_UPLOAD

PROTECTING: dict[str, dict[str, object]] = {
    "server": {
        "address": "127.0.0.1",
        "allowedHosts": ["localhost", "127.0.0.1"],
        "enableStaticServing": False,
        "showEmailPrompt": False,
    },
    "browser": {"gatherUsageStats": False},
    "client": {"showErrorDetails": "none", "showErrorLinks": False, "disableDataExport": True},
}


@pytest.fixture(scope="module")
def shown(project: Path) -> str:
    """What Streamlit says its settings are, and its complaints."""
    words = [sys.executable, "-m", "streamlit", "config", "show"]
    done = subprocess.run(words, cwd=project, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_every_setting_exists(shown: str) -> None:
    assert "not a valid config option" not in shown
    assert 'toolbarMode = "minimal"' in shown


def test_an_upload_too_large_for_an_import_still_reaches_its_refusal(project: Path) -> None:
    """Streamlit's own limit is above ours, so that our sentence with the advice is what a person reads."""
    settings = tomllib.loads((project / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    assert settings["server"]["maxUploadSize"] << 20 >= 2 * LARGEST_UPLOAD


def test_protecting_settings_are_in_force(shown: str, project: Path) -> None:
    settings = tomllib.loads((project / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    for section, values in PROTECTING.items():
        assert {key: settings[section].get(key) for key in values} == values
    assert 'address = "127.0.0.1"' in shown.splitlines()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ten_colours_a_scheme(project: Path, scheme: str) -> None:
    """Fewer than ten make Streamlit fall back to colours of its own, without a word."""
    settings = tomllib.loads((project / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    assert len(set(settings["theme"][scheme]["chartCategoricalColors"])) == 10
