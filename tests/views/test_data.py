"""Data: every source row accounted for, findings with what to do, nothing that came is trusted as HTML."""

from __future__ import annotations

from tests.views.pages import run, words


def data() -> None:
    from tests.views import fakes
    from views import data
    from views.filters import Choice

    data.page(fakes.store(), Choice())


def day_numbers() -> None:
    from tests.views import fakes
    from views import data
    from views.filters import Choice

    data.page(fakes.store(fakes.program(calendar="relative", fingerprint="relative")), Choice())


def test_rows_reconcile_on_the_page() -> None:
    told = words(run(data))
    assert "1 row of" in told and "could not be used" in told
    assert "Source rows read = used + set aside" in told
    assert "code not known: 1" in told


def test_findings_say_where_and_what_to_do() -> None:
    told = words(run(data))
    assert "Allowed are negative, positive & others." in told
    assert "drug_tests.csv row 17" in told
    assert "Say in mapping.toml what it means." in told


def test_lost_kinds_and_effect_on_the_headline() -> None:
    told = words(run(data))
    assert "1 kind of row lost more than 5%" in told
    assert "The headline rests on" in told and "people who were reached" in told


def test_missing_tables_are_named() -> None:
    assert "without measures" in words(run(data))


def test_downloads_are_named_internal() -> None:
    buttons = run(data).get("download_button")
    assert len(buttons) == 2
    assert {button.proto.id.split("-")[-1] for button in buttons} == {"csv_reconciliation", "csv_findings"}


def test_day_numbers() -> None:
    told = words(run(day_numbers))
    assert "Day numbers instead of dates" in told and "Data through" not in told
