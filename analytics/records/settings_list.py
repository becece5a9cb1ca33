"""Every setting of program.toml: its name, what it is when nobody sets it, what it means, and its check.

The Definitions page and the README's list are made from these tables.
"""

from __future__ import annotations

from analytics.records import settings_checks as must_be
from analytics.records.policy import DEFAULT_GROUP_BY
from analytics.records.settings_checks import Setting
from analytics.records.settings_testing import testing_phases

MISSING_RULES = (
    "as_published", "positive", "negative", "drop_out_is_event", "censored_at_last_test", "responders",
)  # fmt: skip
"""The names of outcomes/missing.py, which explains them (a test holds the two lists together)."""

DATE_ORDERS = ("dmy", "mdy", "ymd")

SETTINGS: tuple[Setting, ...] = (
    Setting("program_name", "empty", "name printed on pages and reports", must_be.words),
    Setting("report_subtitle", "empty", "words beside the name on reports: whom the program treats", must_be.words),
    Setting("report_notice", "a sentence", "confidentiality notice at the foot of every report", must_be.words),
    Setting("responsible", "empty", "who answers for the indicators in the report's register", must_be.words),
    Setting(
        "join_gap_days",
        "7",
        "admissions at most so many days after a transfer belong to one episode",
        must_be.whole(0, 365),
    ),
    Setting(
        "follow_up_window_days", "[60, 180]", "days after discharge in which the first follow-up counts", must_be.window
    ),
    Setting(
        "follow_up_horizon_days",
        "365",
        "days after discharge in which records still belong to the episode",
        must_be.whole(1, 3650),
    ),
    Setting(
        "lag_days", "1", "days until records are complete: as of = data through minus these", must_be.whole(0, 365)
    ),
    Setting("as_of", "data through - lag_days", "the day figures are stated for", must_be.day),
    Setting(
        "calendar",
        '"dates"',
        '"relative": day numbers, no real dates; calendar figures are off',
        must_be.one_of("dates", "relative"),
    ),
    Setting(
        "date_order",
        "found from the data",
        'order of slashed dates: "dmy", "mdy" or "ymd"',
        must_be.one_of(*DATE_ORDERS),
    ),
    Setting("fiscal_year_start", "1", "month in which the fiscal year begins", must_be.whole(1, 12)),
    Setting("min_at_risk", "10", "people still observed below which a curve is not estimable", must_be.whole(1, 1000)),
    Setting(
        "suppression_threshold",
        "11",
        "reports and --public hide smaller counts (0 is shown); messages name no value that fewer people share",
        must_be.whole(11, 1000),
    ),
    Setting("max_quarantined", "0.20", "share of unusable rows above which a table is refused", must_be.number(0, 1)),
    Setting(
        "group_by", ", ".join(DEFAULT_GROUP_BY), "columns offered for filters and groups", must_be.columns_to_group_by
    ),
    Setting("primary_endpoint", '"first_positive"', "endpoint of the headline curve", must_be.endpoint),
    Setting(
        "missing_rule",
        '"as_published"',
        "how the primary endpoint counts a missing test",
        must_be.one_of(*MISSING_RULES),
    ),
    Setting("refused", '"positive"', "how a refused test counts", must_be.one_of("positive", "missed")),
    Setting(
        "excused_absence_excuses_tests", "true", "a test due in an excused absence is not due", must_be.true_or_false
    ),
    Setting(
        "prescribed",
        'methadone = ["methadone"], buprenorphine = ["buprenorphine"]',
        "analytes a medication explains: their positives are not use",
        must_be.prescribed,
    ),
    Setting("targets", "none", "the program's own targets, by figure", must_be.targets),
    Setting(
        "change",
        "none",
        "declared changes, each `[[change]]` with `date` and `name`: control limits begin anew in its month",
        must_be.changes,
    ),
)

POLICY_SETTINGS: tuple[Setting, ...] = (
    Setting("planned_days", "90", "days the plan lasts", must_be.whole(1, 3650)),
    Setting(
        "planned_sessions",
        "none",
        "sessions the plan holds (with sessions_per_week, instead of planned_days)",
        must_be.whole(1, 2000),
    ),
    Setting("sessions_per_week", "none", "sessions planned a week", must_be.number(0.25, 50)),
    Setting(
        "hours_per_week",
        "9",
        "hours of clinical service planned a week, which Engagement asks for",
        must_be.number(0, 80),
    ),
    Setting(
        "testing",
        "one test every 7 days in care",
        "phases of testing: every_days, from_day, to_day, per_window, after",
        testing_phases,
    ),
    Setting(
        "washout_days",
        "thc 30, others 1 to 4",
        "days after admission in which a positive may be old use",
        must_be.washout,
    ),
    Setting("counted_analytes", '"all"', "analytes that count as use", must_be.analytes),
    Setting(
        "drop_out_gap_days", "14", "days without contact after which a person has dropped out", must_be.whole(1, 365)
    ),
)
"""Keys of [defaults] and of the overriding sections [program."…"], [track."…"], [medication."…"]."""
