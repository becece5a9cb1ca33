"""Methods: what every figure of the report means, how it is computed, from which settings, and what is hidden.

Made from the catalogue, the benchmarks, the settings in force and the figures that the sections before it asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from analytics.charts.endpoint_words import endpoint_words, missing_words
from analytics.charts.setting_words import value_words
from analytics.outcomes.benchmarks import ABSTINENCE, PublishedRange, published_ranges
from analytics.outcomes.catalogue import definition_text, distinct_endpoints, endpoint_named
from analytics.outcomes.exhibit import Exhibit
from analytics.records.policy import Policy, Settings
from analytics.records.settings_checks import Setting as Named
from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS
from analytics.reports.draft import Block, DraftSection, DraftTable, Words
from analytics.reports.frozen import Column, Paragraph
from analytics.reports.locks.contents import software
from analytics.reports.measures import measures_of
from analytics.reports.method_words import HIDING, INTERVALS, MISSING_OF_MEASURE, headline_words
from analytics.reports.setting import Setting

TITLE = "Methods"
QUESTION = "What does each number mean, and how was it computed?"
RANGE_GROUPS, RANGE_TYPES = ("abstinence", "relapse"), ("time_to_event", "boolean")
NOT_PRINTED = ("report_notice", "responsible")
"""Settings that stand elsewhere in the report in full."""


def section(setting: Setting) -> DraftSection:
    """Definitions, rules for what is missing, intervals, hiding, sources, settings, software."""
    settings = setting.records.settings
    blocks: list[Block] = [Paragraph(text, "text") for text in headline_words(settings)]
    blocks += [_measures(setting), *_figures(setting)]
    blocks += [_endpoints()] if "drug_tests" in setting.records.present else []
    blocks += [_intervals(), *(Paragraph(text.format(settings.suppression_threshold - 1), "text") for text in HIDING)]
    blocks += [_benchmarks(settings), _settings(settings), _software(setting)]
    return DraftSection("methods", TITLE, QUESTION, tuple(blocks))


def _table(key: str, title: str, subtitle: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> DraftTable:
    """A table of words; every column but the first is wide."""
    columns = tuple(Column(head, wide=place > 0) for place, head in enumerate(heads))
    return DraftTable(key, title, subtitle, columns, tuple(tuple(map(Words, row)) for row in rows))


def _measures(setting: Setting) -> DraftTable:
    """The measures of page 1 and the curves: definition, what is missing, interval."""
    rows = [
        (m.name, m.definition, MISSING_OF_MEASURE[m.key], _method(m.now.estimate.method)) for m in measures_of(setting)
    ]
    settings = setting.records.settings
    endpoint = endpoint_named(settings.primary_endpoint)
    rule = settings.missing_rule
    rows.append(
        (
            f"Curves: {endpoint_words(endpoint)}",
            definition_text(endpoint, missing=None if rule == "as_published" else rule),
            missing_words(rule),
            "Kaplan–Meier, log-log interval",
        )
    )
    return _table(
        "method_measures",
        "Definitions of the measures",
        "Definition, how what is missing counts, and the interval.",
        ("Measure", "Definition", "What is missing", "95% interval"),
        rows,
    )


def _method(method: str) -> str:
    return method or "none where it is not estimable"


def _figures(setting: Setting) -> list[Block]:
    """Every other figure that a section of this report asked for."""
    shown = {key: found for key, found in sorted(setting.asked.items()) if not found.unavailable}
    if not shown:
        return []
    table = _table(
        "method_figures",
        "Definitions of the other figures",
        "By the key that `python -m analytics figures` gives them.",
        ("Figure", "Definition", "Of whom"),
        [(_name(key), found.definition, _whom(found)) for key, found in shown.items()],
    )
    return [table]


def _name(key: str) -> str:
    topic, _, name = key.partition(".")
    return f"{name.replace('_', ' ').capitalize()} ({topic})"


def _whom(found: Exhibit) -> str:
    return "" if found.window is None else found.window.words[:1].upper() + found.window.words[1:]


def _endpoints() -> DraftTable:
    """The catalogue, as far as the range over definitions is made of it: events and answers, never shares of tests."""
    told = [e for e in distinct_endpoints() if e.group in RANGE_GROUPS and e.result_type in RANGE_TYPES]
    return _table(
        "method_endpoints",
        "The endpoints of which the range over definitions is made",
        "Each as it is computed here, with its source; those that give the same numbers stand once. Those of the "
        "clock and the weeks that a figure speaks about are in its range.",
        ("Endpoint", "Definition and source"),
        [(endpoint_words(endpoint), definition_text(endpoint)) for endpoint in told],
    )


def _intervals() -> DraftTable:
    return _table(
        "method_intervals",
        "How intervals are computed",
        "All at 95%.",
        ("Interval", "For", "Source"),
        INTERVALS,
    )


def _benchmarks(settings: Settings) -> DraftTable:
    """The published figures the report compares with; the headline's own first."""
    ranges = published_ranges(settings)
    ordered = sorted(ranges.values(), key=lambda entry: (entry.key != ABSTINENCE, entry.name))
    return _table(
        "method_benchmarks",
        "Published figures compared with",
        "Each is a definition, not only a number.",
        ("Figure", "Definition", "Source and population", "Use"),
        [(f"{entry.name}: {entry.words}", entry.definition, _source(entry), entry.use) for entry in ordered],
    )


def _source(entry: PublishedRange) -> str:
    return f"{entry.cited}. {entry.population}; {entry.follow_up}."


def _settings(settings: Settings) -> DraftTable:
    """Every setting in force; what holds for one program, track or medication stands below the rest."""
    left_out = (*NOT_PRINTED, *(("as_of",) if settings.calendar == "relative" else ()))
    rows = [_setting(named, settings) for named in SETTINGS if named.name not in left_out]
    rows += [_setting(named, settings.policy()) for named in POLICY_SETTINGS]
    rows += [
        (f"{named.name}, {kind} {name}", value_words(named.name, section[named.name]), named.meaning)
        for kind in ("program", "track", "medication")
        for name, section in settings.sections.get(kind, {}).items()
        for named in POLICY_SETTINGS
        if named.name in section
    ]
    return _table(
        "method_settings",
        "Settings in force",
        "From the program's own settings (program.toml); what it does not set has its default.",
        ("Setting", "In force", "Meaning"),
        rows,
    )


def _setting(named: Named, held: Settings | Policy) -> tuple[str, str, str]:
    return named.name, value_words(named.name, getattr(held, named.name)), named.meaning


def _software(setting: Setting) -> DraftTable:
    settings = setting.records.settings
    rows = [(name, version) for name, version in software().items()]
    rows += [("settings, fingerprint", settings.fingerprint[:12] or "defaults")]
    return _table(
        "method_software",
        "Software",
        "The same records, settings and versions give the same report, to the last byte.",
        ("What", "Version"),
        rows,
    )
