"""Samples and people side by side: why a share of negative tests is no abstinence rate."""

from __future__ import annotations

from analytics.charts.benchmark_rows import bounded_rows
from analytics.charts.relapse_words import groups_alt, samples_title
from views.exhibits import fetched, show_figure
from views.filters import Choice
from views.page_frame import theme
from views.store import Store

LABELS = {
    ("tests", "given"): "Tests given: negative",
    ("tests", "due"): "Tests due: negative",
    ("people", "given"): "People tested: all negative",
    ("people", "due"): "Everybody: all due negative",
}
PRIMARY = 2  # the row of people tested: the one the title sets against tests

MARKS = (
    "Due: a week not given counts as positive; the grey line ends where all of them would be negative. Week patterns "
    "from admission: a week with any positive test is positive."
)


def show(store: Store, choice: Choice) -> None:
    """Four shares: of tests and of people, of those given and of all due, with their bounds."""
    found = fetched(store, choice, "relapse.samples_and_people")
    if found is None:
        return
    frame = found.frame.assign(
        label=[LABELS[pair] for pair in zip(found.frame["what"], found.frame["of"], strict=True)]
    )
    title = samples_title(frame)
    show_figure(
        store,
        choice,
        found,
        bounded_rows(frame, theme(), label="label", primary=(PRIMARY,)),
        title=title,
        alt=groups_alt(frame, title=title),
        note=MARKS,
    )
