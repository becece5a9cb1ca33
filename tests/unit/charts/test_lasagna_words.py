"""The words of the lasagna plot come from its frame."""

from __future__ import annotations

import pandas as pd

from analytics.charts.lasagna_words import axis_title, weeks_alt, weeks_title

FRAME = pd.DataFrame(
    {"weeks": [4, 6], "negative": [3, 2], "positive": [1, 0], "both": [0, 1], "not_given": [0, 3], "not_due": [0, 0]}
)


def test_title_counts_weeks_with_a_test_due() -> None:
    # 10 weeks with a test due: 5 negative, 3 not given
    assert weeks_title(FRAME) == "50% of 10 weeks with a test due were negative, 30% had no test"
    none_due = FRAME.assign(negative=0, positive=0, both=0, not_given=0)
    assert weeks_title(none_due) == "No test was due in any of these weeks"


def test_alternative_text_says_rows_columns_and_finding() -> None:
    told = weeks_alt(FRAME, 1, "first_negative")
    assert "one column a week since first negative test, up to 6 weeks" in told
    assert "50% of 10 weeks" in told and "1 row of 2 drawn" in told
    assert axis_title("discharge") == "Week since discharge"
