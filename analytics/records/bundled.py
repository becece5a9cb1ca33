"""Settings that come with the program: small TOML files in its `data/` folder."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from analytics.errors import Refused

DATA = Path(__file__).resolve().parents[2] / "data"


def bundled_toml(name: str) -> dict[str, Any]:
    """The tables of `data/<name>`.

    Raises Refused when the file is missing or not TOML, which means the copy of the program is damaged.
    """
    path = DATA / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refused(
            f"data/{name}, which comes with the program, cannot be read ({type(fault).__name__}).",
            "Restore the file from the program's own copy.",
        ) from fault
