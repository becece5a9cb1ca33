"""Every page over the real trial records, which have day numbers instead of dates: sound, and silent about nothing."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from analytics.__main__ import main
from tests.browser.walker import PHONE, View, Walker, views, walking

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def walker(project: Path, ctn0094: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Walker]:
    """A server over the converted records."""
    records = tmp_path_factory.mktemp("records") / "ctn0094"
    assert main(["convert", "ctn0094", str(ctn0094 / "records"), "--out", str(records)]) == 0
    with walking(project, "--data", str(records)) as found:
        yield found


@pytest.mark.parametrize("view", views(), ids=str)
def test_part_is_sound(walker: Walker, view: View) -> None:
    walker.see(view)
    walker.sound()


@pytest.mark.parametrize("view", views(), ids=str)
def test_part_is_sound_by_project_on_a_phone(walker: Walker, view: View) -> None:
    walker.see(view, "by=Project&randomised=true", size=PHONE)
    walker.sound()
    assert "Traceback" not in walker.log.read_text(encoding="utf-8")
