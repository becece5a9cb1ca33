"""Running a page headless and reading what it says: words, traces, alternative texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape
from re import sub
from typing import Any

from streamlit.testing.v1 import AppTest

SECONDS = 60


def run(script: Callable[[], None], **query: str | list[str]) -> AppTest:
    """Run a wrapper that draws one page; `query` are the parameters of its address."""
    page = AppTest.from_function(script, default_timeout=SECONDS)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception, page.exception
    return page


def words(page: AppTest) -> str:
    """Everything a reader sees as text, without tags."""
    shown = [
        getattr(element, "value", "")
        for kind in ("title", "subheader", "caption", "markdown", "info", "error")
        for element in page.get(kind)
    ]
    own = [element.proto.body for element in page.get("html")]
    labels = [getattr(element, "label", "") for element in page.get("expander")]
    plain = sub(r"<style>.*?</style>", " ", " ".join([*map(str, shown), *own, *labels]), flags=16)
    return unescape(sub(r"\s+", " ", sub(r"<[^>]+>", " ", plain))).replace("\u00a0", " ")


def figures(page: AppTest) -> list[dict[str, Any]]:
    """The Plotly figures as they reach the browser."""
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


def alts(page: AppTest) -> list[str]:
    """The alternative text of each figure."""
    return [chart.proto.alt for chart in page.get("plotly_chart")]
