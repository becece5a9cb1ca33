"""Where to look next: one link a measure to the part of a page that answers, with the filters and the period kept."""

from __future__ import annotations

from html import escape

from views import drug_testing, engagement, pathways, relapse_and_benchmark
from views.parts import address_with

RELAPSE, ENGAGEMENT, TESTING = relapse_and_benchmark.PARTS, engagement.PARTS, drug_testing.PARTS
NEXT = {
    "abstinence": ("relapse-and-benchmark", RELAPSE["benchmark"], "See it by quarter and group"),
    "retention": ("engagement", ENGAGEMENT["staying"], "See who leaves, and when"),
    "attendance": ("engagement", ENGAGEMENT["attendance"], "See no-shows by day and hour"),
    "due_tests": ("drug-testing", TESTING["ledger"], "See the tests not given"),
    "reached": ("relapse-and-benchmark", RELAPSE["benchmark"], "See how those not reached count"),
    "census": ("pathways", pathways.PARTS["program"], "See admissions and discharges"),
}
"""Address of the page, its part, and the words of the link, by measure."""

WITHOUT_CALENDAR = {"attendance": "See what is outside the rate"}
"""Words of the links whose usual answer needs weekdays or months."""

KEYS = {
    "relapse-and-benchmark": relapse_and_benchmark.PART,
    "engagement": engagement.PART,
    "drug-testing": drug_testing.PART,
    "pathways": pathways.PART,
}
"""What the part is called in the address of each page."""


def next_link(measure: str, *, calendar: bool = True) -> str:
    """The link of a measure as HTML; the address keeps what the page was asked with (codes only).

    `calendar` False: records of day numbers, so that no link promises weekdays or months.
    """
    page, part, words = NEXT[measure]
    words = words if calendar else WITHOUT_CALENDAR.get(measure, words)
    address = address_with(page, KEYS[page], part)
    return f'<div class="second">Next: <a href="{escape(address)}" target="_self">{escape(words)}</a></div>'
