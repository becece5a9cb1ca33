"""PostgreSQL tables and views with our names, read in one read-only transaction, every cell as text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa
from psycopg import sql
from pyarrow import csv as arrow_csv

from analytics.errors import Refused
from analytics.records.database_errors import STATEMENT_SECONDS, driver_errors, refusal_of, unreachable, without_right
from analytics.records.findings import Finding
from analytics.records.header import nearest, plain, table_names
from analytics.records.schema import TABLES
from analytics.records.sheets import TEXT, Sheet

CONNECT_SECONDS = 10
DRIVER = "postgresql+psycopg"

RELATIONS = sa.text("""
    select c.oid, n.nspname, c.relname, pg_table_is_visible(c.oid)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'm', 'p', 'f') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
      and has_schema_privilege(n.oid, 'USAGE')
    order by n.nspname, c.relname""")

COLUMNS = sa.text("""
    select attname, atttypid::regtype::text from pg_attribute
    where attrelid = :oid and attnum > 0 and not attisdropped and has_column_privilege(attrelid, attnum, 'SELECT')
    order by attnum""")

AS_TEXT = {  # how a type is written so that it reads like a file's cell; other types as PostgreSQL writes them
    "timestamp with time zone": "to_char({}, 'YYYY-MM-DD HH24:MI:SSTZH:TZM')",
    "bytea": "null",
}


@dataclass(frozen=True)
class Relation:
    """A table or view of the database."""

    oid: int
    schema: str
    name: str
    visible: bool


class Database:
    """An open, read-only look at a database: which relations it has, and their rows."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.relations = tuple(Relation(*row) for row in connection.execute(RELATIONS))

    def relations_of_tables(self, named: Mapping[str, str]) -> dict[str, Relation]:
        """Our table → relation: mapping.toml first, then our names, then names other systems use."""
        visible = [relation for relation in self.relations if relation.visible]
        found = {table: self._named(wanted, table) for table, wanted in named.items()}
        for table in TABLES:
            able = [r for r in visible if plain(r.name) == plain(table)]
            able = able or [r for r in visible if table_names().get(plain(r.name)) == table]
            if table not in found and len(able) > 1:
                raise Refused(
                    f"The database has {able[0].name} and {able[1].name} for the table {table}.",
                    f'Say which in mapping.toml: [tables] {table} = "{able[0].name}".',
                )
            if table not in found and able:
                found[table] = able[0]
        return found

    def sheet(self, relation: Relation, table: str) -> Sheet:
        """The rows of a relation in the order of their cells, so that equal content has an equal fingerprint."""
        columns = [(name, kind) for name, kind in self.connection.execute(COLUMNS, {"oid": relation.oid})]
        if not columns:
            raise without_right(relation.name)
        data = in_order(_as_table(self._copied(relation, columns), len(columns)))
        rows = np.arange(1, data.num_rows + 1, dtype=np.int32)
        names = tuple(name for name, _ in columns)
        notes = tuple(_left_out(table, relation.name, name) for name, kind in columns if kind == "bytea")
        return Sheet(f"{relation.name} (database)", names, data, rows, notes)

    def _named(self, wanted: str, table: str) -> Relation:
        schema, _, name = wanted.rpartition(".")
        for relation in self.relations:
            if relation.name == name and (relation.schema == schema or (not schema and relation.visible)):
                return relation
        names = [relation.name for relation in self.relations]
        raise Refused(
            f"mapping.toml, [tables], names {wanted!r} for {table}, which the database does not have."
            + nearest(name, names),
            "Correct the name, or give the account the right to see it.",
        )

    def _copied(self, relation: Relation, columns: Sequence[tuple[str, str]]) -> bytes:
        """The rows as PostgreSQL's own CSV: null is an empty cell without quotation marks."""
        cells = [sql.SQL(AS_TEXT.get(kind, "{}::text")).format(sql.Identifier(name)) for name, kind in columns]
        query = sql.SQL("copy (select {} from {}) to stdout (format csv)").format(
            sql.SQL(", ").join(cells), sql.Identifier(relation.schema, relation.name)
        )
        driver = self.connection.connection.driver_connection
        if driver is None:
            raise unreachable("the database")
        written = io.BytesIO()
        with driver.cursor() as cursor, cursor.copy(query) as rows:
            for block in rows:
                written.write(block)
        return written.getvalue()


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """The database behind a URL, in one read-only transaction that sees one moment.

    `?schema=name` looks in that schema only. Refused: not reachable, no right, no such schema, too slow.
    """
    parsed, schema = _parsed(url)
    where = parsed.database or "the database"
    engine = sa.create_engine(
        parsed,
        poolclass=sa.NullPool,
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "client_encoding": "utf8",
            "options": f"-c default_transaction_read_only=on -c statement_timeout={STATEMENT_SECONDS * 1000} "
            "-c datestyle=ISO -c intervalstyle=postgres",
        },
    )
    try:
        with engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        ) as connection:
            _look_in(connection, schema)
            yield Database(connection)
    except sa.exc.DBAPIError as error:
        raise refusal_of(error.orig, where) from None
    except sa.exc.SQLAlchemyError:
        raise unreachable(where) from None
    except driver_errors() as error:
        raise refusal_of(error, where) from None
    finally:
        engine.dispose()


def database_name(url: str) -> str:
    """What may be shown of a database URL: neither the account nor its password."""
    parsed, schema = _parsed(url)
    return f"database {parsed.database or ''}" + (f", schema {schema}" if schema else "")


def in_order(data: pa.Table) -> pa.Table:
    """The rows sorted by their cells, first column first, a null before any text."""
    if data.num_rows < 2 or not data.num_columns:
        return data
    ranks = [_ranks(column.combine_chunks()) for column in data.columns]
    return data.take(pa.array(np.lexsort(ranks[::-1]))).combine_chunks()


def content_of(sheet: Sheet) -> pa.Buffer:
    """The names and cells of a sheet as bytes, for the fingerprint."""
    sink = pa.BufferOutputStream()
    texts = pa.table({name: sheet.data.column(i).cast(pa.string()) for i, name in enumerate(sheet.columns)})
    arrow_csv.write_csv(texts, sink)
    return sink.getvalue()


def _ranks(column: pa.DictionaryArray) -> np.ndarray:
    order = pc.rank(column.dictionary, "ascending").to_numpy() if len(column.dictionary) else np.zeros(0)
    codes = pc.fill_null(column.indices, -1).to_numpy(zero_copy_only=False)
    return np.append(order, 0)[codes]


def _as_table(content: bytes, width: int) -> pa.Table:
    names = [str(place) for place in range(width)]
    if not content:
        return pa.table({name: pa.array([], TEXT) for name in names})
    return (
        arrow_csv.read_csv(
            pa.py_buffer(content),
            read_options=arrow_csv.ReadOptions(column_names=names),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, TEXT),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
        .unify_dictionaries()
        .combine_chunks()
    )


def _parsed(url: str) -> tuple[sa.URL, str | None]:
    """The URL with our driver, and the schema it names."""
    try:
        parsed = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise Refused(
            "The database URL cannot be read.",
            "Write it as postgresql://account@host/database, special signs in the password as %xx.",
        ) from None
    schema = parsed.query.get("schema")
    return (
        parsed.difference_update_query(["schema"]).set(drivername=DRIVER),
        schema if isinstance(schema, str) else None,
    )


def _look_in(connection: sa.Connection, schema: str | None) -> None:
    """Narrows the search path to the schema that the URL names."""
    if schema is None:
        return
    schemas = connection.scalars(sa.text("select nspname from pg_namespace")).all()
    if schema not in schemas:
        raise Refused(
            f"The database has no schema {schema!r}.{nearest(schema, schemas)}", "Correct ?schema= in the database URL."
        )
    connection.execute(sa.text("select set_config('search_path', quote_ident(:schema), false)"), {"schema": schema})


def _left_out(table: str, name: str, column: str) -> Finding:
    return Finding(
        table,
        f"{name} (database)",
        None,
        column,
        "column_not_readable",
        "warning",
        "a column of bytes",
        "The column is left out: its cells are not texts, numbers or dates.",
        "Offer it as text, if it is needed.",
    )
