"""Definitions: what does this number mean? Generated from figures, catalogue, settings and the benchmark list."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from analytics.charts.wording import percent
from analytics.errors import CannotContinue
from analytics.outcomes.benchmarks import PublishedRange
from analytics.outcomes.catalogue import Endpoint, catalogue, definition_text
from analytics.records.policy import Settings
from views.control_definitions import control_section
from views.definition_entries import Entry, Section, block, draw, found
from views.definition_figures import figure_sections, flag_section, window_section
from views.filters import Choice
from views.page_frame import begin_page, small
from views.settings_table import setting_cells
from views.store import Store
from views.words import GROUPS, MISSING, REFUSED, endpoint_words, missing_words


def page(store: Store, choice: Choice) -> None:
    """Every definition, or those that hold what is looked for."""
    begin_page("Definitions", store, choice)
    asked = st.text_input("Find a definition", key="find_definition", placeholder="retention, fentanyl, Wilson …")
    every = sections(store)
    shown = found(every, asked)
    if asked:
        number, of = (sum(len(section.entries) for section in told) for told in (shown, every))
        small(f"{number:,} of {of:,} definitions hold these words.")
    for section in shown:
        draw(section, unfolded=bool(asked))


def sections(store: Store) -> tuple[Section, ...]:
    """Everything that has a definition, in the order of the page."""
    settings = store.records().settings
    return (
        _primary(settings),
        _measures(store),
        control_section(),
        *figure_sections(),
        flag_section(),
        _missing_rules(),
        *_endpoints(catalogue()),
        window_section(),
        _benchmarks(store),
        _settings(settings),
    )


def _primary(settings: Settings) -> Section:
    return Section(
        "The headline: abstinent at the first follow-up after discharge",
        "The benchmark figure of the Overview.",
        (Entry((_headline(settings),)),),
    )


def _headline(settings: Settings) -> str:
    low, high = settings.follow_up_window_days
    return f"""<p>Of people discharged in the period whose follow-up window ({low} to {high} days after discharge) has
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
        {escape(missing_words(settings.missing_rule).lower())}.</p>"""


def _measures(store: Store) -> Section:
    """The six measures of the Overview, in the words they are computed by."""
    title = "The measures of the Overview"
    try:
        measures = store.overview()
    except CannotContinue as problem:
        return Section(title, "", (block("None", f"<p>{escape(f'{problem.problem} {problem.fix}')}</p>"),))
    return Section(
        title,
        "Each over the last complete quarter whose people all reached its horizon.",
        tuple(Entry((escape(measure.name), escape(measure.definition))) for measure in measures),
        head=("Measure", "Definition"),
    )


def _missing_rules() -> Section:
    return Section(
        "Rules for missing tests",
        "The choice moves the headline more than most treatments do: it is always named.",
        tuple(Entry((escape(words), f"<code>{escape(rule)}</code>")) for rule, words in MISSING.items()),
        head=("In plain words", "Name on the command line"),
    )


def _endpoints(endpoints: Sequence[Endpoint]) -> tuple[Section, ...]:
    return tuple(
        Section(
            f"Endpoints: {words}",
            "The program's own and the published ones, each as it is computed here. Symbols of a week: + positive, "
            "- negative, * both or unclear, o due and not given, _ nothing due.",
            tuple(_endpoint(endpoint) for endpoint in endpoints if endpoint.group == group),
            folded=True,
        )
        for group, words in GROUPS.items()
    )


def _endpoint(endpoint: Endpoint) -> Entry:
    links = " ".join(
        f'<a href="https://doi.org/{escape(doi.strip())}" target="_blank" rel="noopener">doi:{escape(doi.strip())}</a>'
        for doi in endpoint.doi.split(";")
        if doi.strip()
    )
    needs = f"needs {endpoint.needs_weeks} weeks and {endpoint.needs_tests} tests"
    kind = escape(endpoint.result_type.replace("_", " "))
    return block(
        escape(endpoint_words(endpoint)),
        f"<p>{escape(definition_text(endpoint))}</p>",
        f'<p class="second"><code>{escape(endpoint.key)}</code> · {kind} · {needs}{" · " + links if links else ""}</p>',
        f'<p class="second">Rule: {escape(endpoint.rule)}</p>',
    )


def _benchmarks(store: Store) -> Section:
    return Section(
        "Benchmarks",
        "Each is a definition, not only a number. A program may keep its own list (benchmarks.toml).",
        tuple(_benchmark(published) for published in store.benchmarks()),
    )


def _benchmark(published: PublishedRange) -> Entry:
    told = tuple(map(escape, (published.name, _range_words(published), published.definition, published.cited)))
    name, figure, definition, source = told
    return block(
        f"{name}: {figure}",
        f"<p>{definition}. {escape(published.follow_up)}.</p>",
        f'<p class="second">{source}. {escape(published.population)}. Use: {escape(published.use)}.</p>',
    )


def _range_words(published: PublishedRange) -> str:
    """A range that ends at 100% is a least value; no line may break inside a range."""
    if published.low < published.high == 1:
        return f"at least {percent(published.low)}"
    return published.words.replace("–", "\u2060–\u2060")


def _settings(settings: Settings) -> Section:
    return Section(
        "Settings in use",
        "From program.toml beside the records; what is not there has its default.",
        tuple(Entry(cells) for cells in setting_cells(settings)),
        head=("Setting", "Value"),
        folded=True,
    )
