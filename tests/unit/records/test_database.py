"""PostgreSQL: a real server from PyPI; tables and views with our names, read-only, every cell as text."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from analytics.errors import Refused
from analytics.records import database, database_errors
from analytics.records.sources import read_source
from tests.unit.records.files import codes_of, records_of
from tests.unit.records.servers import postgresql

SECRET = "s3cret-password"
NAME = "Zebulon Quixote"  # a made-up patient; no message may hold the name

SCHEMA = f"""
    create table episodes (patient_id text, admitted_on date, age int, cost numeric(9, 2), co_occurring boolean,
                           referred_on timestamptz, payer text, photo bytea);
    insert into episodes values
        ('{NAME}', '2026-01-06', 40, 10.50, true, '2026-01-01 09:30+02', '', null),
        ('007', '2026-01-05', null, null, null, null, null, 'x');
    create table labs (client_id text, taken date, drug text, finding text);
    insert into labs values ('007', '2026-01-07', 'thc', e'neg\\nsee "note"');
    create view drug_tests as
        select client_id as patient_id, taken as collected_on, drug as analyte, finding as result from labs;
    create schema other;
    create table other.episodes (patient_id text, admitted_on text);
    insert into other.episodes values ('X', '05/01/2026');
    create schema slow;
    create view slow.episodes as select pg_sleep(30)::text as patient_id, 'x' as admitted_on;
    create schema broken;
    create view broken.episodes as select (1 / (length(patient_id) - 3))::text as patient_id, admitted_on
        from public.episodes;
    create role reader login;
    grant select (patient_id, admitted_on) on episodes to reader;
    grant select on drug_tests to reader;
    create role nobody login;
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.URL]:
    """The URL of a running PostgreSQL with the tables above."""
    with postgresql(tmp_path_factory.mktemp("pg")) as url:
        engine = sa.create_engine(url, poolclass=sa.NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql(SCHEMA)
        yield url


def url_of(server: sa.URL, **changes: str) -> str:
    query = {"schema": changes.pop("schema")} if "schema" in changes else {}
    changed = server.set(drivername="postgresql", **changes).update_query_dict(query)  # type: ignore[arg-type]
    return changed.render_as_string(hide_password=False)


def test_tables_and_views_with_our_names(server: sa.URL) -> None:
    source = read_source(url_of(server))

    assert set(source.tables) == {"episodes", "drug_tests"}
    assert source.tables["episodes"].data.column_names[:3] == ["patient_id", "admitted_on", "age"]
    assert source.tables["drug_tests"].file == "drug_tests (database)"
    assert records_of(source.tables["drug_tests"]) == [(1, "007", "2026-01-07", "thc", 'neg\nsee "note"')]
    assert source.folder is None


def test_cells_as_text_nulls_as_nulls_in_a_fixed_order(server: sa.URL) -> None:
    table = read_source(url_of(server)).tables["episodes"]

    (first, second) = (record[:8] for record in records_of(table))
    assert first == (1, "007", "2026-01-05", None, None, None, None, None)
    assert second[:6] == (2, NAME, "2026-01-06", "40", "10.50", "true")
    assert second[6] == "2026-01-01 07:30:00+00:00"
    assert second[7] == ""  # an empty text is no null
    assert codes_of(table) == [(None, "column_not_readable")]


def test_the_fingerprint_is_of_the_content_not_of_the_order(server: sa.URL) -> None:
    before = read_source(url_of(server)).fingerprint
    engine = sa.create_engine(server, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "create table copy as select * from episodes order by patient_id desc;"
            "truncate episodes; insert into episodes select * from copy; drop table copy"
        )
    assert read_source(url_of(server)).fingerprint == before
    with engine.begin() as connection:
        connection.exec_driver_sql("update episodes set age = 41 where age = 40")
    assert read_source(url_of(server)).fingerprint != before


def test_a_schema_in_the_url(server: sa.URL) -> None:
    source = read_source(url_of(server, schema="other"))

    assert records_of(source.tables["episodes"]) == [(1, "X", "05/01/2026")]
    assert source.name == "database postgres, schema other"


def test_the_mapping_names_tables_of_any_schema(server: sa.URL, tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text("""
        [tables]
        episodes = "other.episodes"
        drug_tests = "labs"
        [columns.drug_tests]
        client_id = "patient_id"
        taken = "collected_on"
        finding = "result"
        """)

    source = read_source(url_of(server), settings_dir=tmp_path)

    assert records_of(source.tables["episodes"]) == [(1, "X", "05/01/2026")]
    assert source.tables["drug_tests"].data.column_names == ["patient_id", "collected_on", "analyte", "result"]
    assert source.folder == tmp_path


def test_an_account_reads_only_the_columns_it_may(server: sa.URL) -> None:
    source = read_source(url_of(server, username="reader"))

    assert source.tables["episodes"].data.column_names == ["patient_id", "admitted_on"]


def test_nothing_can_be_written(server: sa.URL) -> None:
    with pytest.raises(Refused, match="SQLSTATE 25006"), database.opened(url_of(server)) as opened:
        opened.connection.exec_driver_sql("delete from episodes")


Prepared = Callable[[sa.URL, pytest.MonkeyPatch], str]


def _too_slow(server: sa.URL, patch: pytest.MonkeyPatch) -> str:
    for module in (database, database_errors):
        patch.setattr(module, "STATEMENT_SECONDS", 1)
    return url_of(server, schema="slow")


REFUSED: list[tuple[str, Prepared, str, str]] = [
    ("away", lambda s, p: f"postgresql://me:{SECRET}@127.0.0.1:1/clinic", "clinic cannot be reached", "Check the host"),
    ("no such database", lambda s, p: url_of(s, database="nowhere"), "nowhere cannot be reached", "Check the host"),
    ("no such account", lambda s, p: url_of(s, username="mallory"), "cannot be reached", "Check the host"),
    ("no right", lambda s, p: url_of(s, username="nobody"), "may not read episodes", "Ask for the right to SELECT"),
    ("no such schema", lambda s, p: url_of(s, schema="othr"), "The nearest is 'other'", "Correct ?schema="),
    ("too slow", _too_slow, "took more than 1 seconds", "Offer a narrower view"),
    ("a view that fails", lambda s, p: url_of(s, schema="broken"), "SQLSTATE 22012", "Check that the views work"),
    ("no tables", lambda s, p: url_of(s, schema="pg_catalog"), "has no table episodes", "Name a file, sheet or view"),
    ("no URL", lambda s, p: f"postgresql://me:{SECRET}@host:port/x", "cannot be read", "Write it as postgresql://"),
]


@pytest.mark.parametrize(("prepared", "problem", "fix"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED])
def test_what_is_refused_says_what_to_do_and_no_secret(
    server: sa.URL,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    prepared: Prepared,
    problem: str,
    fix: str,
) -> None:
    caplog.set_level(logging.DEBUG)

    with pytest.raises(Refused) as refused:
        read_source(prepared(server, monkeypatch))

    assert problem in refused.value.problem
    assert refused.value.fix.startswith(fix)
    told = "".join(traceback.format_exception(refused.value)) + caplog.text
    assert SECRET not in told
    assert NAME not in told


def test_an_absent_table_of_the_mapping_is_refused(server: sa.URL, tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text('[tables]\nepisodes = "episods"\n')

    with pytest.raises(Refused, match=r"does not have. The nearest is 'episodes'"):
        read_source(url_of(server), settings_dir=tmp_path)
