"""Which kinds of row lost more than a twentieth, on a small account."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.outcomes.lost_rows import lost_shares
from tests.made_up import made_up_records

ACCOUNT = pd.DataFrame(
    {
        "table": ["drug_tests", "attendance"],
        "by_status": [
            {"positive": (100, 5), "negative": (100, 6), "(none or unknown)": (4, 4), "pending": (0, 0)},
            {"no_show": (10, 3)},
        ],
    }
)


def test_only_kinds_that_lost_more_than_five_percent_are_named_the_worst_first() -> None:
    """5 of 100 is not more than 5 %; a status that could not be read tells nothing about one status."""
    found = lost_shares(replace(made_up_records(), reconciliation=ACCOUNT))

    assert found == [("attendance", "no_show", 0.3), ("drug_tests", "negative", 0.06)]
