"""What every test may ask for: the bundled demonstration program, the real CTN-0094 records, a private data home.

With REQUIRE_ALL=1 in the environment a skipped test is a failed one, with its reason.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Generator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent

if importlib.util.find_spec("hypothesis"):  # in requirements-dev.txt; the tests that need it skip without it
    from hypothesis import settings

    settings.register_profile("house", deadline=None, derandomize=True, print_blob=False)
    settings.load_profile("house")


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds dashboard.py."""
    return PROJECT


@pytest.fixture(scope="session")
def ctn0094() -> Path:
    """The folder of the real CTN-0094 records (`records/` and `reference/`), named by CTN0094_DIR."""
    named = os.environ.get("CTN0094_DIR", "")
    if not named:
        pytest.skip("CTN0094_DIR does not name the folder of the CTN-0094 records")
    folder = Path(named).resolve()
    if not folder.is_dir():
        pytest.skip("the folder that CTN0094_DIR names does not exist")
    return folder


@pytest.fixture(scope="session")
def demo_source() -> str:
    """The bundled demonstration program as a data source."""
    folder = PROJECT / "data" / "demo"
    assert folder.is_dir(), "data/demo is missing; `python -m analytics demo --out data/demo` writes it"
    return str(folder)


@pytest.fixture(scope="session", autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    """IOP_HOME and the key of the locks lie in temporary folders: no test touches what the person has."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("iop_home")
        patch.setenv("IOP_HOME", str(home))
        patch.setenv("IOP_LOCK_KEY", str(tmp_path_factory.mktemp("iop_key") / "lock.key"))
        yield home


def _require_all() -> bool:
    return os.environ.get("REQUIRE_ALL") == "1"


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL=1 allows no skipped test. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure when everything is required."""
    report = yield
    if _require_all():
        _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that skips itself, such as one that needs an absent library."""
    report = yield
    if _require_all():
        _fail_if_skipped(report)
    return report
