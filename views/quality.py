"""The data-quality flag: a sentence where the records put a figure in doubt, else that they do not."""

from __future__ import annotations

from html import escape

from analytics.charts.wording import percent, plural
from analytics.outcomes.lost_rows import MUCH_LOST, lost_shares
from analytics.records.records import Records
from views.style import house

SHOWN = 3


def quality_flag(records: Records) -> None:
    """One line with a link to the Data page."""
    read = int(records.reconciliation["read"].sum())
    aside = int(records.reconciliation["quarantined"].sum())
    share = aside / read if read else 0.0
    words = f"<b>Data quality.</b> {plural(aside, 'row')} of {read:,} set aside ({_small_percent(share)})"
    lost = lost_shares(records)
    if lost:
        worst = "; ".join(f"{table}, {status or 'without status'}: {percent(s)}" for table, status, s in lost[:SHOWN])
        words += f". More than {percent(MUCH_LOST)} of one kind lost: {escape(worst)}"
    else:
        words += f"; no status or result lost more than {percent(MUCH_LOST)} of its rows"
    house(f'<p class="flag">{words}. <a href="data" target="_self">See the data</a></p>')


def _small_percent(share: float) -> str:
    return "under 1%" if 0 < share < 0.01 else percent(share)
