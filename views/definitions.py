"""Definitions: what does this number mean? Generated from the catalogue, the settings and the benchmark list."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics.charts.wording import percent
from analytics.errors import CannotContinue
from analytics.outcomes.benchmarks import PublishedRange
from analytics.outcomes.catalogue import Endpoint, catalogue, definition_text
from analytics.records.policy import Settings
from views.filters import Choice
from views.page_frame import begin_page, heading
from views.settings_table import show_settings
from views.store import Store
from views.style import house
from views.tables import show_table
from views.words import GROUPS, MISSING, REFUSED, endpoint_words, missing_words


def page(store: Store, choice: Choice) -> None:
    """The headline's definition, every endpoint, the rules for missing tests, settings and benchmarks."""
    begin_page("Definitions", store, choice)
    settings = store.records().settings
    _primary(settings)
    _measures(store)
    _missing_rules()
    _endpoints(catalogue())
    _benchmarks(store)
    _settings(settings)


def _primary(settings: Settings) -> None:
    low, high = settings.follow_up_window_days
    heading("The headline: abstinent at the first follow-up after discharge", "The benchmark figure of the Overview.")
    house(
        f"""<p>Of people discharged in the period whose follow-up window ({low} to {high} days after discharge) has
        closed: the share abstinent in the 30 days before the contact. A completed follow-up contact decides; without
        one a counted drug test in the window does, labelled “by test”. A positive test beats a report of
        abstinence.</p>
        <p><b>Everyone counts</b> (intent-to-treat): people not reached count as not abstinent. This is the primary
        figure. <b>Only those reached</b> (responders) leaves them out. The <b>bounds</b> count all of them as using, or
        all as abstinent. People who died leave the denominator and are reported beside it; people in jail or in
        residential care count as not reached.</p>
        <p>The <b>verdict</b> compares its 95% interval (Wilson) over the last four complete quarters with the
        published range. Under 50% reached there is none.</p>
        <p>{escape(REFUSED[settings.refused])}. Primary endpoint of the curves:
        <code>{escape(settings.primary_endpoint)}</code>; missing tests:
        {escape(missing_words(settings.missing_rule).lower())}.</p>""",
        kind="define",
    )


def _measures(store: Store) -> None:
    """The six measures of the Overview, in the words they are computed by."""
    try:
        measures = store.overview()
    except CannotContinue as problem:
        heading("The measures of the Overview", f"{problem.problem} {problem.fix}")
        return
    heading("The measures of the Overview", "Each over the last complete quarter whose people all reached its horizon.")
    rows = [(escape(measure.name), escape(measure.definition)) for measure in measures]
    show_table(("Measure", "Definition"), rows)


def _missing_rules() -> None:
    heading(
        "Rules for missing tests",
        "The choice moves the headline more than most treatments do: it is always named.",
    )
    show_table(
        ("In plain words", "Name on the command line"), [(escape(w), f"<code>{k}</code>") for k, w in MISSING.items()]
    )


def _endpoints(endpoints: Sequence[Endpoint]) -> None:
    heading(
        f"{len(endpoints)} endpoints: the program's own and the published ones",
        "Each as it is computed here, with its source. Symbols of a week: + positive, - negative, * both or unclear, "
        "o due and not given, _ nothing due.",
    )
    for group, words in GROUPS.items():
        of_group = [endpoint for endpoint in endpoints if endpoint.group == group]
        if of_group:
            with st.expander(f"{words} ({len(of_group)})"):
                house("".join(_endpoint(endpoint) for endpoint in of_group), kind="define")


def _endpoint(endpoint: Endpoint) -> str:
    links = " ".join(
        f'<a href="https://doi.org/{escape(doi.strip())}" target="_blank" rel="noopener">doi:{escape(doi.strip())}</a>'
        for doi in endpoint.doi.split(";")
        if doi.strip()
    )
    needs = f"needs {endpoint.needs_weeks} weeks and {endpoint.needs_tests} tests"
    kind = escape(endpoint.result_type.replace("_", " "))
    return (
        f"<h3>{escape(endpoint_words(endpoint))}</h3><p>{escape(definition_text(endpoint))}</p>"
        f'<p class="second"><code>{escape(endpoint.key)}</code> · {kind} · {needs}'
        f'{" · " + links if links else ""}</p><p class="second">Rule: {escape(endpoint.rule)}</p>'
    )


def _benchmarks(store: Store) -> None:
    heading(
        "Benchmarks",
        "Each is a definition, not only a number. A program may keep its own list (benchmarks.toml).",
    )
    house("".join(_benchmark(published) for published in store.benchmarks()), kind="define")


def _benchmark(published: PublishedRange) -> str:
    told = tuple(map(escape, (published.name, _range_words(published), published.definition, published.cited)))
    name, figure, definition, source = told
    return (
        f"<h3>{name}: {figure}</h3><p>{definition}. {escape(published.follow_up)}.</p>"
        f'<p class="second">{source}. {escape(published.population)}. '
        f"Use: {escape(published.use)}.</p>"
    )


def _range_words(published: PublishedRange) -> str:
    """A range that ends at 100% is a least value; no line may break inside a range."""
    if published.low < published.high == 1:
        return f"at least {percent(published.low)}"
    return published.words.replace("–", "\u2060–\u2060")


def _settings(settings: Settings) -> None:
    heading("Settings in use", "From program.toml beside the records; what is not there has its default.")
    show_settings(settings)
