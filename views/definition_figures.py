"""The definitions of every figure, of the flags and of what a drug test can see, made from the figures themselves."""

from __future__ import annotations

from html import escape

from analytics.charts.testing_words import substance
from analytics.outcomes.exhibit import TOPICS, ExhibitKind, kinds
from analytics.outcomes.patients.flags import RULES
from analytics.outcomes.patients.snapshots import HORIZON_DAYS
from analytics.outcomes.testing.windows import DetectionWindow, detection_windows
from views.definition_entries import Entry, Section, block

PAGE_OF = {
    "relapse": "Relapse and benchmark",
    "engagement": "Engagement",
    "testing": "Drug testing",
    "services": "Services and goals",
    "pathways": "Pathways",
    "patients": "Patients",
}
BASES = {"admitted": "patients admitted", "discharged": "patients discharged", "active": "patients in treatment"}
SPANS = {
    "all": "all that is known",
    "quarter": "the last complete quarter",
    "year": "the last four complete quarters",
    "matured year": "the last four quarters whose follow-up window has closed",
}
MOST_WORDS = 12  # of a choice; longer lists stand on the page and in `figures --list`


def figure_sections() -> tuple[Section, ...]:
    """Every figure, page by page."""
    every = kinds()
    return tuple(
        Section(
            f"Figures of the page {_page(topic)}",
            "Each as it is computed; the key is what the command `figures` and every download call it.",
            tuple(_figure(key, kind) for key, kind in every.items() if key.partition(".")[0] == topic),
            folded=True,
        )
        for topic in TOPICS
    )


def _page(topic: str) -> str:
    return PAGE_OF.get(topic, topic.replace("_", " ").capitalize())


def _figure(key: str, kind: ExhibitKind) -> Entry:
    name = key.partition(".")[2].replace("_", " ").capitalize()
    usual = f"Usually {BASES[kind.basis]}, {SPANS[kind.span]}"
    parts = [f"<code>{escape(key)}</code>", escape(usual)]
    parts += [f"needs {escape(', '.join(kind.needs))}"] if kind.needs else []
    parts += [f"choices: {escape('; '.join(_choice(*choice) for choice in kind.choices.items()))}"] * bool(kind.choices)
    return block(escape(name), f"<p>{escape(kind.definition)}</p>", f'<p class="second">{" · ".join(parts)}</p>')


def _choice(name: str, words: tuple[str, ...]) -> str:
    """ "missed = no_show, any"; a long list by its default and length."""
    listed = ", ".join(words) if len(words) <= MOST_WORDS else f"{words[0]} and {len(words) - 1} others"
    return f"{name} = {listed}"


def flag_section() -> Section:
    """The rules that raise a flag on a patient."""
    return Section(
        "Flags of patients",
        f"Plain rules, no score. Each is judged on the program's own past: how often drop-out or a positive test "
        f"followed within {HORIZON_DAYS} days, against everybody in care; a rule no better than that is off.",
        tuple(Entry((escape(rule.name), f"{escape(rule.text)}.")) for rule in RULES),
        head=("Flag", "Raised when"),
    )


def window_section() -> Section:
    """How long each specimen shows each analyte, with the source."""
    windows = sorted(detection_windows().values(), key=lambda w: (w.analyte, w.specimen))
    return Section(
        "Detection windows",
        "How many days after use a specimen still shows it: from a single use to regular use, as published. A day of "
        "care counts as seen when it lies in the shortest window of a conclusive test. Read second-hand: we could not "
        "read that source itself and give its days as others quote them.",
        tuple(_window(window) for window in windows),
        head=("Analyte", "Specimen", "Days", "Source"),
        folded=True,
    )


def _window(window: DetectionWindow) -> Entry:
    days = f"up to {window.high_days:g}" if window.longest_only else f"{window.low_days:g}–{window.high_days:g}"
    name = substance(window.analyte)
    cells = (name[:1].upper() + name[1:], window.specimen.replace("_", " "), days, window.cited)
    return Entry(tuple(map(escape, cells)))
