"""What was set aside of each status and result: a kind of row that lost much bends the figures it belongs to."""

from __future__ import annotations

from analytics.records.records import Records

MUCH_LOST = 0.05
"""Of the rows of one status or result: a figure whose denominator lost more says so."""


def lost_shares(records: Records) -> list[tuple[str, str, float]]:
    """Table, status (or result) and share set aside, the largest first, only those above the limit.

    Rows whose status could not be read, "(none or unknown)", are all set aside and tell nothing about one status.
    """
    rows = []
    for line in records.reconciliation.to_dict("records"):
        for status, (read, quarantined) in (line["by_status"] or {}).items():
            if not str(status).startswith("(") and read and quarantined / read > MUCH_LOST:
                rows.append((str(line["table"]), str(status), quarantined / read))
    return sorted(rows, key=lambda row: -row[2])
