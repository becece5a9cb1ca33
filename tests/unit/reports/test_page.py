"""The page: every released figure, nothing hidden, nothing fetched or run, no blank for a missing word."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest

from analytics.reports.frozen import Chart, Report, Section
from analytics.reports.page import TEMPLATES, laid_out, page
from analytics.reports.told import plain
from tests.unit.reports.a_report import HOSTILE, LONG_WORD, a_report
from tests.unit.reports.planted import TRACES, planted

MALICIOUS = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10mm" height="10mm" '
    'onload="alert(1)"><script>alert(2)</script><style>@import url(http://x.example)</style><!-- 7331 -->'
    '<a href="http://x.example"><rect width="5" height="5"/></a><image href="http://x.example/a.png"/>'
    '<use xlink:href="http://x.example#a"/><g onclick="x()" style="fill:url(http://x.example)" id="a">'
    '<path d="M0 0" fill="#0b60b0"/><use xlink:href="#a"/></g></svg>'
)


@cache
def made() -> str:
    return page(a_report()).decode("utf-8")


class Reader(HTMLParser):
    """Words, elements and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def told(report: Report) -> list[str]:
    found = []
    for table in report.tables().values():
        found += [table.title, table.subtitle, *table.notes, *(column.name for column in table.columns)]
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                found += [cell.text] if column.brief else [cell.text, cell.interval, cell.of]
    return [squeezed(plain(text)) for text in found if text.strip()]


def test_every_released_word_and_figure_is_on_the_page() -> None:
    text = squeezed("".join(Reader(made()).words))
    assert [words for words in told(a_report()) if words not in text] == []


def test_ten_numbers_stand_in_their_rows() -> None:
    rows = re.findall(r'<tr role="row">(.*?)</tr>', made(), re.S)
    for row in a_report().tables()["glance"].rows[:6]:
        found = next(one for one in rows if row[0].text in one and "Now" in one)
        for words in (row[1].text, row[1].interval, row[1].of):
            assert f">{words}</span>" in unescape(found)


def test_nothing_hidden_is_on_the_page() -> None:
    text = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", page(planted()).decode(), flags=re.S)
    assert [trace for trace in TRACES if trace in text] == []
    assert "hidden" in text


def test_nothing_is_fetched_and_nothing_runs() -> None:
    elements = Reader(made()).elements
    assert not {tag for tag, _ in elements} & {"script", "iframe", "object", "link", "img", "form", "base"}
    assert all(not name.startswith("on") for _, found in elements for name in found)
    assert all((found.get("href") or "#").startswith("#") for _, found in elements)
    assert not re.findall(r"https?://", made())
    assert "default-src 'none'" in made()
    assert "@import" not in made()


def test_pictures_are_shapes_only() -> None:
    chart = Chart("x", "Title", "", MALICIOUS, 'Words "quoted"', "t")
    report = replace(a_report(hostile=False), sections=(Section("x", "X", "", (chart,)),))
    text = page(report).decode()
    drawn = re.search(r"<svg.*?</svg>", text, re.S)
    assert drawn is not None
    assert not re.search(r"script|alert|example|7331|image|import|on\w+=|<a\b", drawn.group())
    assert 'href="#p1-a"' in drawn.group()
    assert "var(--ink-" in drawn.group()
    assert "Words &#34;quoted&#34;" in drawn.group()


def test_no_two_elements_share_a_name() -> None:
    names = [found["id"] for _, found in Reader(made()).elements if "id" in found]
    assert len(names) == len(set(names))


def test_hostile_words_stay_words() -> None:
    text = squeezed("".join(Reader(made()).words))
    assert [words for words in (*HOSTILE, LONG_WORD) if squeezed(plain(words)) not in text] == []
    assert "<script" not in made()
    assert "<more>" not in made()
    assert "{{ 7*7 }}" in made()


def test_a_missing_word_is_an_error_and_not_a_blank() -> None:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError

    house = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    words = laid_out(a_report(hostile=False))
    for name in words:
        with pytest.raises(UndefinedError):
            house.get_template("page.html").render({key: value for key, value in words.items() if key != name})


def test_tables_have_captions_and_heads_of_columns_and_rows() -> None:
    elements = Reader(made()).elements
    tables = sum(tag == "table" for tag, _ in elements)
    assert tables == sum(tag == "caption" for tag, _ in elements) == 10
    assert {found.get("scope") for tag, found in elements if tag == "th"} == {"col", "row"}


def test_contents_lead_to_every_section() -> None:
    elements = Reader(made()).elements
    names = {found["id"] for _, found in elements if "id" in found}
    links = [str(found["href"])[1:] for tag, found in elements if tag == "a"]
    assert set(links) <= names
    assert len(links) == len(a_report().sections) + 3  # skip link, commentary, about


def test_every_picture_has_words() -> None:
    pictures = [found for tag, found in Reader(made()).elements if tag == "svg"]
    assert len(pictures) == 4 + 6
    assert all(found["role"] == "img" and found["aria-label"] for found in pictures)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page(a_report()).decode() == made()
