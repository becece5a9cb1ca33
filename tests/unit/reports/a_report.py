"""A made-up report with every kind of cell, hidden ones, pictures, long and hostile words, for tests of all forms.

Nothing in it is computed from records: what a form shows is compared with these cells, letter by letter.
"""

from __future__ import annotations

from analytics.charts.wording import count, percent, percent_range, signed_points
from analytics.reports.frozen import HIDDEN, NOT_ESTIMABLE, Cell, Chart, Column, Kind, Paragraph, Report, Section, Table

HOSTILE = (
    '#read("/etc/passwd")',
    "=1+1",
    "@SUM(A1:A9)",
    "-2+3",
    '<script>alert("x")</script>',
    "$x^2$ *bold* _it_ `code` \\n {{ 7*7 }}",
    "Ärzte 日本 \U0001f642 ∗ ┼ \u202eright to left",
)
"""Words that some form or other would run, style or fail on."""

LONG_SITE = "North Shore and Lakeview Community Recovery Center for Adults, Young Adults and Families, Building C"
LONG_WORD = "Supercalifragilisticexpialidocious" * 4
QUARTERS = ("2024 Q4", "2025 Q1", "2025 Q2", "2025 Q3", "2025 Q4", "2026 Q1", "2026 Q2", "2026 Q3")


def words(text: str, *, strong: bool = False) -> Cell:
    """Words."""
    return Cell("words", text, strong=strong)


def number_of(number: int) -> Cell:
    """A count."""
    return Cell("count", count(number), value=float(number), n=number)


def share(events: int, n: int, low: float, high: float) -> Cell:
    """A share with a made-up interval."""
    return Cell(
        "share",
        percent(events / n),
        events / n,
        low,
        high,
        events,
        n,
        interval=percent_range(low, high),
        of=f"{count(events)} of {count(n)}",
    )


def amount(kind: Kind, value: float, text: str, *, low: float, high: float, interval: str, n: int) -> Cell:
    """Days, money, a score."""
    return Cell(kind, text, value, low, high, None, n, interval=interval, of=count(n))


def points(value: float, low: float, high: float) -> Cell:
    """A difference in percentage points."""
    return Cell(
        "points",
        signed_points(value),
        value,
        low,
        high,
        interval=f"{signed_points(low)} to {signed_points(high)}",
    )


def hidden(kind: Kind = "share") -> Cell:
    """A figure that is not told."""
    return Cell(kind, HIDDEN, hidden=True, reason="fewer than 11, or it would give such a number")


def not_estimable(kind: Kind = "share") -> Cell:
    """A figure that cannot be estimated."""
    return Cell(kind, NOT_ESTIMABLE, n=0, reason="nobody was followed for 365 days")


def trend(*series: float | None, target: float | None = None, reading: str = "Steady") -> Cell:
    """A trend over the eight quarters."""
    return Cell("trend", series=series, labels=QUARTERS, target=target, reason=reading)


def a_report(*, site: str = LONG_SITE, commentary: str | None = None, hostile: bool = True) -> Report:
    """The whole made-up report. `hostile=False` leaves the words out that no program would choose."""
    sections: tuple[Section, ...] = (glance(), abstinence(), every_kind(), sites(), methods(), register())
    if hostile:
        sections = (*sections, attack())
    return Report(
        program="Example IOP",
        subtitle="adults, three sites",
        label="2026 Q3",
        basis="discharged in the period",
        site=site,
        through="Data through 30 Sep 2026",
        sources="Data through 30 Sep 2026; 612 rows used, 9 set aside",
        notice="Confidential. For the governing board of Example IOP; do not copy or pass on.",
        commentary=COMMENTARY if commentary is None else commentary,
        finding="57% were abstinent at the first follow-up after discharge, within the published 50–70%; "
        "attendance has slipped since March",
        sections=sections,
        facts={"software": "0.5.0", "data": "3f9a" * 16, "settings": "77c1" * 16},
    )


COMMENTARY = (
    "Reminder calls began in April at all sites. The evening track lost its second counselor in March and has had "
    "a stand-in since.\n\nThe board asked in its last meeting who is not reached after discharge: see "
    "“Reached against not reached”."
)


def glance() -> Section:
    """Page 1: the headline, all measures in one table, two pictures, what to look at next."""
    headline = Table(
        "headline",
        "Within the published range",
        "Abstinent in the 30 days before the first follow-up after discharge. Discharged Jul 2025 – Jun 2026.",
        (Column("Who counts"), Column("Abstinent", "share")),
        (
            (words("Everyone counts, not reached = not abstinent", strong=True), share(178, 312, 0.52, 0.63)),
            (words("Only those reached"), share(178, 281, 0.58, 0.69)),
            (words("Share reached"), share(281, 312, 0.86, 0.93)),
        ),
        ("Other definitions and rules for those not seen give 38–74%.",),
        "python -m analytics figures --data SOURCE --figure relapse.benchmark",
    )
    return Section(
        "glance",
        "At a glance",
        "How are we doing, and is it news?",
        (
            headline,
            Chart(
                "headline",
                "Where the figure lies",
                "Share abstinent; grey: other definitions",
                drawing(100, 34),
                "Bar from 0 to 100 percent. 57 percent, interval 52 to 63, inside the published range of 50 to 70.",
                "headline",
            ),
            measures(),
            survival_curve(),
            Chart(
                "survival",
                "Day-track patients stay abstinent longer: 70% against 51% at 90 days",
                "Share without relapse since discharge, Kaplan–Meier, 95% interval, n = 312",
                drawing(101, 62),
                "Survival curves of time to relapse, day and evening track. At 90 days 70 percent against 51 percent.",
                "survival",
                "steps",
            ),
            Chart(
                "control",
                "Testing rose once reminder calls began",
                "Share of due tests given, by month; Laney p′ chart",
                drawing(70, 40),
                "Control chart of due tests given by month; above the upper limit since April 2026.",
                "glance",
                "line",
            ),
            Paragraph("What to look at next", "heading"),
            Paragraph("Monday evening sessions: 58% attended, all other sessions 71%."),
            Paragraph("31 people were not reached at follow-up."),
            Paragraph("Of the due tests not given, 6 in 10 fall in week 1–3."),
        ),
    )


def measures() -> Table:
    """One table of all measures."""

    def row(name: str, now: Cell, last: str, ago: str, target: str, drawn: Cell, reading: str) -> tuple[Cell, ...]:
        return words(name), now, words(last), words(ago), words(target), drawn, words(reading)

    return Table(
        "glance",
        "At a glance: two shifts that began in March persist; nothing else moved beyond chance",
        "2026 Q3. Grey band: limits of chance from the first 8 quarters. Dotted: target. Triangles: a signal.",
        (
            Column("Measure"),
            Column("Now", "share"),
            Column("Last quarter"),
            Column("Year ago"),
            Column("Target"),
            Column("2024 Q4 – 2026 Q3", "trend"),
            Column("Reading"),
        ),
        (
            row("Abstinent at follow-up", share(178, 312, 0.52, 0.63), "55%", "58%", "–",
                trend(0.55, 0.58, 0.54, 0.58, 0.56, 0.57, 0.55, 0.57), "Steady"),
            row("Retained 90 days", share(73, 141, 0.44, 0.60), "53%", "52%", "≥ 60%",
                trend(0.50, 0.53, 0.49, 0.52, 0.54, 0.51, 0.53, 0.52, target=0.6), "Steady, off target"),
            row("Sessions attended", share(2_841, 4_120, 0.67, 0.71), "70%", "75%", "≥ 75%",
                trend(0.76, 0.75, 0.74, 0.75, 0.74, 0.72, 0.70, 0.69, target=0.75, reading="▼ Worse since Mar"),
                "▼ Worse since Mar"),
            row("Due tests given", share(1_188, 1_605, 0.72, 0.76), "73%", "66%", "≥ 70%",
                trend(0.66, 0.65, 0.67, 0.66, 0.66, 0.72, 0.73, 0.74, target=0.7, reading="▲ Better since Mar"),
                "▲ Better since Mar"),
            row("Reached at follow-up", share(281, 312, 0.86, 0.93), "89%", "88%", "≥ 80%",
                trend(0.88, 0.90, None, 0.88, 0.91, 0.89, 0.89, 0.90, target=0.8), "Steady"),
            row("Completed or transferred", share(58, 141, 0.33, 0.49), "43%", "42%", "–",
                trend(0.42, 0.40, 0.43, 0.42, 0.39, 0.44, 0.43, 0.41), "Steady"),
            row("Readmitted in 6 months", hidden(), HIDDEN, HIDDEN, "–",
                trend(None, None, None, None, None, None, None, None, reading="Too few to show"), "Too few to show"),
        ),
        ("Differences are computed from unrounded values. Association, not effect.",),
        "python -m analytics figures --data SOURCE --figure overview.measures --until 2026-09-30",
    )  # fmt: skip


def survival_curve() -> Table:
    """The table a survival picture is drawn from."""

    def step(group: str, day: int, risk: int, gone: int, left: int, value: float) -> tuple[Cell, ...]:
        told = Cell(
            "share", percent(value), value, value - 0.07, value + 0.06,
            interval=percent_range(value - 0.07, value + 0.06),
        )  # fmt: skip
        time = Cell("number", count(day), value=float(day))
        return words(group), time, number_of(risk), number_of(gone), number_of(left), told

    return Table(
        "survival",
        "Share without relapse since discharge",
        "Two positive tests in 28 days; censored at the last test. Discharged Jul 2025 – Jun 2026.",
        (
            Column("Group"),
            Column("Time", "number"),
            Column("At risk", "count"),
            Column("Events", "count"),
            Column("Censored", "count"),
            Column("Share", "share"),
        ),
        (
            step("Day track", 0, 164, 0, 0, 0.93),
            step("Day track", 90, 94, 46, 24, 0.70),
            step("Day track", 180, 63, 61, 40, 0.58),
            step("Evening track", 0, 148, 0, 0, 0.93),
            step("Evening track", 90, 62, 69, 17, 0.51),
        ),
        ("The curve stops where fewer than 11 people are at risk.",),
    )


def abstinence() -> Section:
    """A section with a table of shares and a picture."""
    table = Table(
        "abstinent_by_track",
        "No difference can be shown between the tracks",
        "Abstinent in the 30 days before the follow-up contact. Discharged Jul 2025 – Jun 2026; not reached counts as "
        "not abstinent.",
        (Column("Track"), Column("Abstinent", "share"), Column("Against all others", "points")),
        (
            (words("All", strong=True), share(178, 312, 0.52, 0.63), words("")),
            (words("Day"), share(101, 164, 0.54, 0.69), points(0.09, -0.02, 0.2)),
            (words("Evening"), share(77, 148, 0.44, 0.60), points(-0.09, -0.2, 0.02)),
            (words("Weekend"), hidden(), hidden("points")),
            (words("Residential step-down"), hidden(), hidden("points")),
            (words("Telehealth"), not_estimable(), not_estimable("points")),
        ),
        ("Groups are as recorded at admission.", "An association, not an effect of the track."),
        "python -m analytics figures --data SOURCE --figure abstinence.by --by track --period 2025-07-01:2026-06-30",
    )
    chart = Chart(
        "abstinent_by_track_bars",
        "Day and evening track side by side",
        "Share abstinent with 95% interval",
        drawing(178, 46),
        "Bars: day track 62 percent, evening track 52 percent; three tracks hidden or not estimable.",
        "abstinent_by_track",
        "bars",
    )
    return Section(
        "abstinence",
        "Abstinence",
        "Who stays abstinent, for how long?",
        (Paragraph("The tracks differ in who enters them.", "text"), table, chart),
    )


def every_kind() -> Section:
    """One row for each kind of cell."""
    rows: tuple[tuple[Cell, ...], ...] = (
        (words("A count"), number_of(1_204)),
        (words("None at all"), number_of(0)),
        (words("A share"), share(40, 160, 0.19, 0.32)),
        (words("A difference"), points(-0.053, -0.09, -0.011)),
        (words("Days"), amount("days", 41, "41 days", low=38, high=45, interval="38 days to 45 days", n=141)),
        (words("Weeks"), amount("weeks", 10.5, "10.5 weeks", low=9, high=12, interval="9.0 to 12.0 weeks", n=141)),
        (words("Hours"), amount("hours", 9.4, "9.4 h", low=9.0, high=9.9, interval="9.0 h to 9.9 h", n=141)),
        (words("Money"), amount("money", 4_830, "$4,830", low=4_500, high=5_100, interval="$4,500 to $5,100", n=141)),
        (words("A score"), amount("score", 11.2, "11.2", low=10.1, high=12.3, interval="10.1 to 12.3", n=96)),
        (words("A number"), Cell("number", "2.4", value=2.4)),
        (words("Hidden"), hidden("count")),
        (words("Not estimable"), not_estimable("days")),
    )
    one_each = Table(
        "every_kind",
        "Every kind of figure in one column",
        "A table no report has; it holds one of each.",
        (Column("Kind", wide=True), Column("Figure", "number")),
        rows,
        ("A note of a table.",),
    )
    kinds = Table(
        "typed_columns",
        "Every kind of column in one row",
        "The same kinds side by side.",
        (
            Column("Group"),
            Column("People", "count"),
            Column("Stay", "days"),
            Column("Stay in weeks", "weeks"),
            Column("A week", "hours"),
            Column("Cost", "money"),
            Column("PHQ-9", "score"),
            Column("Attended", "share", brief=True),
        ),
        (
            (words("Day"), number_of(141), rows[4][1], rows[5][1], rows[6][1], rows[7][1], rows[8][1], rows[2][1]),
            (words("Evening"), *(hidden(k) for k in ("count", "days", "weeks", "hours", "money", "score", "share"))),
        ),
    )
    empty = Table(
        "empty", "Nobody to tell of", "A table without rows.", (Column("Group"), Column("People", "count")), ()
    )
    missing = Paragraph("These records hold no measures, so the scores cannot be shown.", "note")
    return Section(
        "services", "Services and goals", "What did they get, and did life change?", (one_each, kinds, empty, missing)
    )


def sites() -> Section:
    """A table longer than a page."""
    rows = tuple(
        (
            words(LONG_SITE if place == 7 else f"Group {place:02d}"),
            number_of(1_000 + 37 * place),
            hidden() if place % 9 == 4 else share(500 + 11 * place, 1_000 + 37 * place, 0.40, 0.58),
            words("Steady"),
        )
        for place in range(40)
    )
    table = Table(
        "many_groups",
        "Forty groups on more than one page",
        "Sessions attended of those due, discharged 2026 Q3.",
        (Column("Group", wide=True), Column("Sessions", "count"), Column("Attended", "share"), Column("Reading")),
        rows,
    )
    return Section("equity", "Equity", "Is anybody left behind?", (table,))


def methods() -> Section:
    """Prose in cells, as the methods appendix has it."""
    text = (
        "Of people discharged in the period whose follow-up window has closed, the share abstinent in the 30 days "
        "before the contact. Deceased leave the denominator and are reported beside it; incarcerated or in "
        "residential care count as not reached. Positive evidence beats negative."
    )
    rows = tuple(
        (words(name), words(text), words(source))
        for name, source in (
            ("Benchmark figure", "McCarty et al. 2014"),
            ("Retention", "NIDA guidance"),
            ("Attendance", "Program records"),
            ("Due tests given", "ASAM 2017"),
        )
    )
    table = Table(
        "definitions",
        "How each figure is defined",
        "From the catalogue of definitions.",
        (Column("Measure"), Column("Definition", wide=True), Column("Source")),
        rows,
    )
    return Section("methods", "Methods", "What does each number mean?", (table,))


def register() -> Section:
    """The indicator register: many columns of prose."""
    columns = ("Measure", "Applied to", "How collected", "Goal", "Extenuating factors")
    cells = (
        "Abstinent at first follow-up",
        "Everyone discharged in the four quarters",
        "Follow-up contact 60 to 180 days after discharge, by phone",
        "50–70% published",
        "One counselor left in March; the evening track had a stand-in",
    )
    table = Table(
        "register",
        "Indicators in the form accreditors ask for",
        "Joint Commission CTS.03.01.09 EP 1–3; CARF.",
        tuple(Column(name, wide=name != "Goal") for name in columns),
        tuple(tuple(words(text) for text in cells) for _ in range(5)),
    )
    return Section("register", "Indicator register", "What is measured, of whom, how, and with what goal?", (table,))


def attack() -> Section:
    """Words that must stay words."""
    table = Table(
        "hostile",
        'A title with #read("/etc/passwd") in it',
        "=cmd|' /C calc'!A0",
        (Column("Words <b>"), Column("People", "count")),
        tuple((words(text), number_of(100 + place)) for place, text in enumerate((*HOSTILE, LONG_WORD))),
        ("A note with [brackets], #hash and \\backslash.",),
    )
    return Section("hostile", "Words & <more> words", "Does every form keep #words as words?", (table,))


def drawing(width: int, height: int) -> str:
    """A small picture in millimetres, made of shapes only (words in pictures are drawn as shapes too)."""
    bars = "".join(
        f'<rect x="{4 + place * (width - 8) / 8:.1f}" y="{height * 0.2 + place:.1f}" width="{width / 12:.1f}" '
        f'height="{height * 0.7 - place:.1f}" fill="#0B60B0"/>'
        for place in range(8)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="#F3F6F8"/>{bars}</svg>'
    )
