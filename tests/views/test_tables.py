"""Tables: escaped, labelled, and safe to open in a spreadsheet."""

from __future__ import annotations

import pandas as pd
import pytest

from views.tables import as_csv, html_table


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_no_cell_can_run_as_a_formula(cell: str) -> None:
    text = as_csv(pd.DataFrame({"note": [cell], "n": [-5.2]})).decode("utf-8-sig")
    assert f"'{cell}" in text
    assert "-5.2" in text  # numbers keep their sign


def test_categories_are_made_safe_too() -> None:
    frame = pd.DataFrame({"site": pd.Categorical(["=1", "Main", None])})
    assert as_csv(frame).decode("utf-8-sig").splitlines() == ["site", "'=1", "Main", '""']


def test_csv_leaves_the_frame_alone() -> None:
    frame = pd.DataFrame({"note": ["=1"]})
    as_csv(frame)
    assert frame["note"][0] == "=1"


def test_table_has_headers_for_rows_and_columns() -> None:
    html = html_table(("Measure", "Now"), [("Retained", "52%")], right=frozenset({1}), caption="What <changed>")
    assert '<th scope="col">Measure</th><th scope="col" class="right">Now</th>' in html
    assert '<th scope="row">Retained</th><td class="right">52%</td>' in html
    assert "What &lt;changed&gt;" in html
