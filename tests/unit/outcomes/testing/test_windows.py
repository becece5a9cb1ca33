"""The cited detection windows: every entry has its source, and a wrong one is refused with what is needed."""

from __future__ import annotations

from copy import deepcopy
from re import search
from typing import Any

import pytest

from analytics.errors import Refused
from analytics.outcomes.testing.windows import cited_sources, detection_windows, windows_from

RAW: dict[str, Any] = {
    "sources": {"guide": {"cited": "A guide, page 1", "year": 2017, "verified": True}},
    "window": [{"analyte": "cocaine", "specimen": "urine", "low_days": 1.5, "high_days": 4, "source": "guide"}],
}


def changed(**entry: object) -> dict[str, Any]:
    raw = deepcopy(RAW)
    raw["window"][0] |= entry
    return raw


def test_days_are_whole_calendar_days_with_the_day_of_the_test() -> None:
    window = windows_from(RAW)["cocaine", "urine"]
    assert (window.shortest, window.longest, window.cited) == (2, 4, "A guide, page 1 (2017)")
    assert windows_from(changed(low_days=0.1, high_days=0.5))["cocaine", "urine"].longest == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({**RAW, "windows": []}, "unknown key “windows”"),
        ({**RAW, "window": {}}, "no list of windows"),
        ({**RAW, "window": [*RAW["window"], *RAW["window"]]}, "two windows of cocaine in urine"),
        ({**RAW, "window": [{"analyte": "cocaine"}]}, "lacks specimen, low_days, high_days, source"),
        (changed(days=3), "unknown days"),
        (changed(analyte="coke"), "“coke” in “urine”, which no drug test can hold"),
        (changed(specimen="tears"), "“cocaine” in “tears”, which no drug test can hold"),
        (changed(low_days=5), "the smaller first"),
        (changed(low_days=0), "from above 0 to 365"),
        (changed(high_days="4"), "not two numbers"),
        (changed(low_days=True), "not two numbers"),
        (changed(source="hearsay"), "has no full entry"),
        ({**RAW, "sources": {"guide": {"cited": "A guide"}}}, "has no full entry"),
        ({**RAW, "sources": {"guide": {"cited": "A guide", "year": 2017}}}, "has no full entry"),
        ({**RAW, "sources": {"guide": {"cited": "A guide", "year": 2017, "verified": 1}}}, "has no full entry"),
    ],
)
def test_what_cannot_be_used_is_refused(raw: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused) as refused:
        windows_from(raw)
    assert said in str(refused.value)
    assert refused.value.fix


def test_the_bundled_windows_keep_what_the_field_knows() -> None:
    """Weekly tests see about one day of alcohol by breath, two to four or five by EtG, two to four of cocaine."""
    windows = detection_windows()
    assert windows["alcohol", "breath"].longest == 1
    assert (windows["cocaine", "urine"].shortest, windows["cocaine", "urine"].longest) == (2, 4)
    assert windows["etg", "urine"].longest == 5
    assert windows["thc", "urine"].longest >= 21
    assert all(window.year >= 2000 and window.source for window in windows.values())


def test_a_source_we_could_not_read_is_said_to_be_read_second_hand() -> None:
    raw = deepcopy(RAW)
    raw["sources"]["guide"]["verified"] = False
    assert windows_from(raw)["cocaine", "urine"].cited == "A guide, page 1 (2017), read second-hand"
    windows = detection_windows()
    assert {w.source.split(",")[0] for w in windows.values() if not w.verified} == {"Moeller", "ASAM", "Jones"}
    assert windows["alcohol", "urine"].verified and not windows["alcohol", "breath"].verified


def test_sources_are_cited_once_and_in_order_of_years() -> None:
    cited = cited_sources(list(detection_windows().values()))
    assert len(cited) == len(set(cited))
    years = [int(found.group(1)) for source in cited if (found := search(r"\((\d{4})\)", source))]
    assert len(years) == len(cited)
    assert years == sorted(years)
