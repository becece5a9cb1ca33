"""Databases that cannot be used, and what their keeper does about it."""

# fmt: off
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from tests.spec.bad_input import NAME

SCHEMA = f"""
    create table episodes (patient_id text, admitted_on date);
    insert into episodes values ('A7', '2026-01-05'), ('{NAME}', '2026-01-06');
    create role reader login;
    create role stranger login;
    grant select on episodes to reader;
"""


def _url(server: sa.URL, **changes: str) -> str:
    changed = server.set(drivername="postgresql", **changes)  # type: ignore[arg-type]
    return changed.render_as_string(hide_password=False)


@dataclass(frozen=True)
class DatabaseRefusal:
    """A database that cannot be used; `granted` is what its keeper does when the fix is followed."""

    what: str
    url: Callable[[sa.URL], str]
    problem: str
    fix: str
    granted: str = "select 1"
    mended_url: Callable[[sa.URL], str] = _url


DATABASES = [
    DatabaseRefusal(
        "the database is away", lambda server: "postgresql://me:s3cret@127.0.0.1:1/clinic", "clinic cannot be reached.",
        "Check the host, the port and the name in the database URL",
    ),
    DatabaseRefusal(
        "no such database", lambda server: _url(server, database="nowhere"), "nowhere cannot be reached.",
        "Check the host, the port and the name",
    ),
    DatabaseRefusal(
        "without rights", lambda server: _url(server, username="stranger"), "This account may not read episodes.",
        "Ask for the right to SELECT from it", "grant select on episodes to stranger",
        lambda server: _url(server, username="stranger"),
    ),
    DatabaseRefusal(
        "another kind of database", lambda server: "mysql://me:s3cret@host/clinic",
        "The source is no database this product reads.", "Use postgresql://user@host/database.",
    ),
    DatabaseRefusal(
        "a URL that is none", lambda server: "postgresql://me:s3cret@host:port/x", "The database URL cannot be read.",
        "Write it as postgresql://account@host/database",
    ),
]
