"""Often enough? Clinical hours a week against the hours required, overall and by week of treatment."""

from __future__ import annotations

from analytics.charts.bars import share_rows
from analytics.charts.engagement_words import hours_alt, hours_title, labelled, rows_alt, share_title
from analytics.charts.hours_by_week import hours_by_week_figure
from analytics.charts.wording import count
from views.engagement_words import asked_for, name_cell
from views.exhibits import show_figure
from views.filters import Choice
from views.page_frame import theme
from views.store import Store
from views.tables import show_table


def show(store: Store, choice: Choice) -> None:
    """Share of patient-weeks with the hours required, then hours by week of treatment."""
    required = _share(store, choice)
    _by_week(store, choice, required)


def _share(store: Store, choice: Choice) -> str:
    found = asked_for(store, choice, "engagement.hours", by=choice.by)
    if found is None:
        return ""
    frame = labelled(found.frame)
    required = str(frame["required_hours"].iloc[0])
    show_figure(
        store,
        choice,
        found,
        share_rows(frame, theme(), label="label", primary=[0], members=True),
        title=share_title(frame, f"of patient-weeks reach the required {required}"),
        alt=rows_alt(frame, f"the share of patient-weeks with at least {required}"),
        note="Choose a mark, or a row of the table, to list the people with a week under the requirement.",
    )
    columns = ("lower_quartile", "median", "upper_quartile")
    rows = [
        (name_cell(row["group"]), count(row["people"]), count(row["n"]),
         *(count(row[c], decimals=1) for c in columns))
        for row in frame.to_dict("records")
    ]  # fmt: skip
    head = ("Group", "People", "Patient-weeks", "Lower quartile", "Median hours", "Upper quartile")
    show_table(head, rows, right=frozenset(range(1, 6)), caption="Clinical hours a week")
    return required


def _by_week(store: Store, choice: Choice, required: str) -> None:
    found = asked_for(store, choice, "engagement.hours_by_week") if required else None
    if found is None:
        return
    hours = required.removesuffix(" h")
    line = float(hours) if hours.replace(".", "", 1).isdigit() else None
    show_figure(
        store,
        choice,
        found,
        hours_by_week_figure(found.frame, theme(), required=line, members=True),
        title=hours_title(found.frame),
        alt=hours_alt(found.frame),
        note="Later weeks hold only those who stayed. Weeks of fewer than 11 people are in the table only. Choose a "
        "point to list the people under the requirement in that week.",
    )
