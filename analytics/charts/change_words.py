"""Change since admission in words and rows: shares in points, scores on their own scales, better to the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.charts.number_rows import NumberRow, Tone
from analytics.charts.wording import EN_DASH, MINUS, NO_BREAK, percent, points_range, signed_points

MOST_GROUPS = 4
"""Groups drawn; all are in the table."""

LARGEST = 90  # letters of a title
HIGHER, LOWER = "higher is better", "lower is better"

Row = Mapping[Any, Any]


def drawn(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows of a change figure: of one kind (share, mean), with a better direction, of the largest groups."""
    shown = frame[(frame["kind"] == kind) & (frame["better"] != "")]
    if "group" in shown:
        largest = frame.groupby("group")["people"].max().nlargest(MOST_GROUPS).index
        shown = shown[shown["group"].isin(largest)]
    return shown


def rows_of(shown: pd.DataFrame) -> list[NumberRow]:
    """One row a measure (and group): change and interval right, before → after and the good direction below."""
    return [_row(row) for row in shown.to_dict("records")]


def change_title(shown: pd.DataFrame, subject: str, until: str) -> str:
    """What can be said: the one measure drawn, or how many of several changed for better or worse beyond chance."""
    if shown.empty or shown["value"].isna().all():
        return f"No change in {subject} can be shown: nobody was measured at admission and {until}"
    tones = [_tone(row) for row in shown.to_dict("records") if not pd.isna(row["value"])]
    better, worse, of = tones.count("good"), tones.count("concern"), len(tones)
    if not better and not worse:
        return f"No change in {subject} can be shown between admission and {until}"
    if "group" in shown:
        return f"{_start(subject)} at {until}: better in {better} of {of} comparisons, worse in {worse or 'none'}"
    if better + worse == 1:
        row = next(row for row in shown.to_dict("records") if _tone(row) != "common")
        return _one(row, until, rest=of - 1)
    return f"{_start(subject)} at {until}: {better} of {of} better than at admission, {worse or 'none'} worse"


def change_alt(shown: pd.DataFrame, title: str, who: str) -> str:
    """The figure in up to eight numbers."""
    rows = [row for row in shown.to_dict("records") if not pd.isna(row["value"])]
    said = [f"{_label(row)} {change_words(row)}" for row in rows[:8]]
    return (
        f"Dots with 95% intervals around no change, better on the right. {title}. {'; '.join(said)}. Of {who}."
    ).replace(EN_DASH, "to")


def change_words(row: Row) -> str:
    """`+9 points (+1 to +16)` of a share, `−3.8 (−4.7 to −2.9)` of a score; why there is none."""
    value, low, high = row["value"], row["low"], row["high"]
    if pd.isna(value):
        return str(row.get("reason") or "not estimable")
    if row["kind"] == "share":
        span = "" if pd.isna(low) else f" ({points_range(float(low), float(high))})"
        return f"{signed_points(float(value))} points{span}"
    span = "" if pd.isna(low) else f" ({signed(low)} to {signed(high)})"
    return f"{signed(value)}{span}"


def level(row: Row, column: str) -> str:
    """The share or mean of one time, `65%` or `12.3`; a dash without one."""
    value = row[column]
    if pd.isna(value):
        return EN_DASH
    number = float(value)
    return percent(number) if row["kind"] == "share" else f"{number:.2f}" if abs(number) < 1 else f"{number:.1f}"


def signed(value: Any) -> str:
    """A difference of scores with its sign, `−3.8`; two decimals under 1."""
    number = float(value)
    said = f"{abs(number):.2f}" if abs(number) < 1 else f"{abs(number):.1f}"
    if not float(said):
        return "0"
    return f"{MINUS if number < 0 else '+'}{said}"


def _row(row: Row) -> NumberRow:
    sign = -1 if row["better"] == "down" else 1
    scale = 100 if row["kind"] == "share" else 1

    def placed(column: str) -> float | None:
        return None if pd.isna(row[column]) else sign * scale * float(row[column])

    low, high = (placed("low"), placed("high")) if sign > 0 else (placed("high"), placed("low"))
    group = f"{row['group']}: " if "group" in row else ""
    return NumberRow(
        name=_start(str(row["measure"])),
        words=change_words(row),
        value=placed("value"),
        low=low,
        high=high,
        under=f"{group}{level(row, 'before')} → {level(row, 'after')} · {HIGHER if sign > 0 else LOWER}",
        beside=f"n{NO_BREAK}={NO_BREAK}{row['n']:,} of {row['people']:,}",
        tone=_tone(row),
    )


def _tone(row: Row) -> Tone:
    """Better or worse only when the whole interval is."""
    low, high = row["low"], row["high"]
    if pd.isna(low) or pd.isna(high):
        return "common"
    rises, falls = float(low) > 0, float(high) < 0
    if not rises and not falls:
        return "common"
    return "good" if rises == (row["better"] == "up") else "concern"


def _one(row: Row, until: str, *, rest: int) -> str:
    moved = "rose" if float(row["value"]) > 0 else "fell"
    said = f"{_label(row)} {moved} from {level(row, 'before')} to {level(row, 'after')} by {until}"
    more = f"{said}; no other change shown" if rest else said
    return more if len(more) <= LARGEST else said


def _label(row: Row) -> str:
    group = f", {row['group']}" if "group" in row else ""
    return f"{_start(str(row['measure']))}{group}"


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]
