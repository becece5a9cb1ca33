"""What people say against what tests show: reported use and the tests of the same 30 days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.outcomes.exhibit import Choices, Exhibit, unavailable
from analytics.outcomes.intervals import Estimate
from analytics.outcomes.scope import Scope
from analytics.outcomes.testing.shares import clustered_cells, share_row
from analytics.records.days import Days, day_numbers, known, optional_day_numbers
from analytics.records.said import GIVEN, NEGATIVE, POSITIVE, REFUSED, Analytes
from analytics.records.timeline import Timeline, place

DAYS_ASKED_ABOUT = 30
"""Follow-up contacts, days_used_30d and the BAM ask about the past 30 days."""

DAYS_USED, BAM_USE = "days_used_30d", "bam_use"
"""The BAM's use score is read on days without a count of days used only: it also counts drinking."""

REPORTED, NOT_REPORTED = "use reported", "no use reported"
TEST_POSITIVE, TEST_NEGATIVE = "test positive", "test negative"
NO_REPORTS = (
    "This needs reports of use: follow_ups.days_used_past_30, or the measures days_used_30d or bam_use. These records "
    "have none."
)
SELF_REPORT_WINS = (
    "Self-report of use overrides a negative test: a test sees only its detection window, and nobody gains by claiming "
    "use. Report and test ask about the same 30 days; a disagreement says nothing about honesty."
)


@dataclass(frozen=True, eq=False)
class Reports:
    """One element a patient's day of report: `stay`, `patient`, `day`, whether any use was reported."""

    stay: np.ndarray
    patient: np.ndarray
    day: Days
    used: np.ndarray


def discordance(scope: Scope, by: str | None, choices: Choices) -> Exhibit:
    """The 2×2 of reported × tested, each cell a share of the reports with a conclusive test in the 30 days before."""
    del by
    reports = reports_of(scope)
    if not len(reports.stay):
        return unavailable(NO_REPORTS)
    keep = scope.counts(reports.stay, reports.day)
    keep &= reports.day - scope.stays.admitted[np.maximum(reports.stay, 0)] >= DAYS_ASKED_ABOUT
    chosen = Reports(reports.stay[keep], reports.patient[keep], reports.day[keep], reports.used[keep])
    positive, tested = _tested(scope, chosen, without_thc=choices["analytes"] == "without_thc")
    rows, members = [], []
    for said, used in ((REPORTED, True), (NOT_REPORTED, False)):
        for shown, found in ((TEST_POSITIVE, True), (TEST_NEGATIVE, False)):
            cell = tested & (chosen.used == used) & (positive == found)
            share = _share(chosen.patient[tested], cell[tested])
            rows.append({"reported": said, "tested": shown, "discordant": used != found, **share_row(share)})
            members.append(np.unique(chosen.stay[cell]))
    untested = int((~tested).sum())
    overridden = int((tested & chosen.used & ~positive).sum())
    notes = (
        f"{overridden:,} reports of use stand against negative tests. {SELF_REPORT_WINS}",
        f"{untested:,} further reports have no conclusive test in those 30 days and are left out.",
    )
    frame = pd.DataFrame(rows)
    if not tested.any():
        return Exhibit(frame.head(0), 0, "reports", notes=notes)
    return Exhibit(frame, int(tested.sum()), "reports", members=tuple(members), notes=notes)


def reports_of(scope: Scope) -> Reports:
    """Every dated report of use or none from follow-ups and measures; two of one day are one, use beats none."""

    def compute() -> Reports:
        parts = [_from_follow_ups(scope), _from_measures(scope)]
        patient, day, used = (np.concatenate([part[k] for part in parts]) for k in range(3))
        key, at = np.unique((patient.astype(np.int64) << 32) + (day.astype(np.int64) + 2**31), return_inverse=True)
        any_use = np.zeros(len(key), bool)
        any_use[at[used]] = True
        who, when = (key >> 32).astype(np.int32), ((key & 0xFFFFFFFF) - 2**31).astype(np.int32)
        stay = place(who, when, scope.stays, horizon_days=scope.records.settings.follow_up_horizon_days)
        placed = (stay >= 0) & (when <= scope.as_of)
        return Reports(stay[placed], who[placed], when[placed], any_use[placed])

    found: Reports = scope.once(("reports of use",), compute)
    return found


def _from_follow_ups(scope: Scope) -> tuple[np.ndarray, Days, np.ndarray]:
    rows = scope.records.follow_ups
    if rows.empty or "days_used_past_30" not in rows:
        return _none()
    made = optional_day_numbers(rows, "contacted_on")
    day = np.where(known(made), made, day_numbers(rows["due_on"])).astype(np.int32)
    days_used = rows["days_used_past_30"].to_numpy(dtype=float)
    use = (rows["outcome"] == "completed").to_numpy(bool) & ~np.isnan(days_used) & known(day)
    return rows["patient_id"].cat.codes.to_numpy()[use], day[use], days_used[use] > 0


def _from_measures(scope: Scope) -> tuple[np.ndarray, Days, np.ndarray]:
    rows = scope.records.measures
    if rows.empty or "score" not in rows:
        return _none()
    score, day = rows["score"].to_numpy(dtype=float), day_numbers(rows["measured_on"])
    usable = ~np.isnan(score) & known(day)
    counted = usable & (rows["instrument"] == DAYS_USED).to_numpy(bool)
    patient = rows["patient_id"].cat.codes.to_numpy()
    key = (patient.astype(np.int64) << 32) + day
    bam = usable & (rows["instrument"] == BAM_USE).to_numpy(bool)
    use = counted | (bam & ~np.isin(key, key[counted]))
    return patient[use], day[use], score[use] > 0


def _none() -> tuple[np.ndarray, Days, np.ndarray]:
    return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, bool)


def _tested(scope: Scope, reports: Reports, *, without_thc: bool) -> tuple[np.ndarray, np.ndarray]:
    """Whether any test of the 30 days before each report is positive, and whether any is conclusive."""
    analytes: Analytes = "without_thc" if without_thc else "all"
    timeline = scope.derivation.timeline(scope.timeline.refused, analytes)
    given = ((timeline.said & GIVEN) > 0) & ((timeline.said & REFUSED) == 0)
    positive = _any_in_window(timeline, given & ((timeline.said & POSITIVE) > 0), reports)
    negative = _any_in_window(timeline, given & ((timeline.said & NEGATIVE) > 0), reports)
    return positive, positive | negative


def _any_in_window(timeline: Timeline, rows: np.ndarray, reports: Reports) -> np.ndarray:
    """Whether the patient has a row on one of the 30 days up to the report (the day of the report counts)."""
    patient = timeline.stays.patient[timeline.stay[rows]].astype(np.int64)
    keys = np.sort((patient << 32) + timeline.day[rows])
    end = (reports.patient.astype(np.int64) << 32) + reports.day
    after = np.searchsorted(keys, end, side="right")
    before = np.searchsorted(keys, end - DAYS_ASKED_ABOUT, side="right")
    return after > before


def _share(patient: np.ndarray, hits: np.ndarray) -> Estimate:
    zero, one = np.zeros(len(patient), np.int64), np.ones(len(patient), np.int64)
    return clustered_cells(zero, patient, hits.astype(np.int64), one, 1, nothing="no report with a test")[0]
