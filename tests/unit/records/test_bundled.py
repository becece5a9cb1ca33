"""Files that come with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.errors import Refused
from analytics.records import bundled


@pytest.mark.parametrize("content", [None, "not [ toml", b"\xff"])
def test_a_damaged_copy_is_refused(
    content: str | bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "DATA", tmp_path)
    if content is not None:
        (tmp_path / "endpoints.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Refused, match=r"data/endpoints\.toml, which comes with the program"):
        bundled.bundled_toml("endpoints.toml")
