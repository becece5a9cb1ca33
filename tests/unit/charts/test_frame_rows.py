"""The rows of a frame."""

from __future__ import annotations

import pandas as pd

from analytics.charts.frame_rows import rows_of


def test_rows_carry_their_columns_in_order() -> None:
    rows = rows_of(pd.DataFrame({"unit": ["a", "b"], "n": [11, 12]}))
    assert [(row.unit, row.n) for row in rows] == [("a", 11), ("b", 12)]
