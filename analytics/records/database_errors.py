"""What goes wrong with a database, in words for a person; the server's own text may quote cells and is not shown."""

from __future__ import annotations

from analytics.errors import Refused

STATEMENT_SECONDS = 300
SQLSTATE_TIMEOUT = "57014"
SQLSTATE_NO_RIGHT = "42501"


def driver_errors() -> type[Exception]:
    import psycopg

    return psycopg.Error


def refusal_of(error: BaseException | None, where: str) -> Refused:
    """What a database error means for a person; its own text may quote cells and is not shown."""
    state = getattr(error, "sqlstate", None)
    if state == SQLSTATE_TIMEOUT:
        return Refused(
            f"Reading {where} took more than {STATEMENT_SECONDS} seconds.",
            "Offer a narrower view, or export the tables as Parquet.",
        )
    if state == SQLSTATE_NO_RIGHT:
        return without_right(where)
    if "authentication failed" in str(error) or "no password supplied" in str(error):
        return Refused(
            f"The server does not let this account into {where}.",
            "Check the account and the password in the database URL.",
        )
    if state is not None and not state.startswith(("08", "57P", "3D")):
        return Refused(
            f"The server refused a query on {where} (SQLSTATE {state}).",
            "Check that the views work when they are selected from directly.",
        )
    return unreachable(where)


def unreachable(where: str) -> Refused:
    return Refused(
        f"{where} cannot be reached." if where != "the database" else "The database cannot be reached.",
        "Check the host, the port and the name in the database URL, and that the server runs.",
    )


def without_right(where: str) -> Refused:
    return Refused(
        f"This account may not read {where}.", "Ask for the right to SELECT from it; the product only reads."
    )
