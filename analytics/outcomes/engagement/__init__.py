"""Engagement: are they here, often enough, long enough?"""

from __future__ import annotations

from analytics.outcomes.engagement.access import ENGAGEMENT_DAYS, INITIATION_DAYS, access, waiting
from analytics.outcomes.engagement.attendance import attendance, attendance_by_month
from analytics.outcomes.engagement.authorised_hours import authorised_hours
from analytics.outcomes.engagement.capacity import capacity
from analytics.outcomes.engagement.continuation import OF, WITHIN_DAYS, continuation
from analytics.outcomes.engagement.drop_out import drop_out
from analytics.outcomes.engagement.hours import hours, hours_by_week
from analytics.outcomes.engagement.no_shows import MISSED, no_shows_by_hour, no_shows_by_quarter
from analytics.outcomes.engagement.planned_sessions import COUNTED, planned_sessions
from analytics.outcomes.engagement.staying import retention, retention_curve
from analytics.outcomes.engagement.unrecorded import unrecorded
from analytics.outcomes.exhibit import ExhibitKind
from analytics.outcomes.session_kinds import HOURS_WORDS
from analytics.outcomes.sessions import MOST_UNRECORDED

_RATE = "Attended, partial and late ÷ those, no-shows and sessions the patient cancelled; patients as clusters, 95%."
_NO_SHOWS = (
    "No-shows ÷ sessions the patient could have come to (attended, partial, late, no-show, cancelled by the patient); "
    "patients as clusters, 95%."
)

EXHIBITS: dict[str, ExhibitKind] = {
    "attendance": ExhibitKind(
        f"Attendance rate: {_RATE} Excused, unrecorded and cancelled by the program are outside; aftercare counts.",
        attendance,
        "active",
        "quarter",
        needs=("attendance",),
    ),
    "attendance_by_month": ExhibitKind(
        f"Attendance rate by complete month: {_RATE} "
        f"Hollow: over {MOST_UNRECORDED:.0%} of the month's sessions have no status.",
        attendance_by_month,
        "active",
        "all",
        needs=("attendance", "calendar"),
    ),
    "no_shows_by_quarter": ExhibitKind(
        f"No-show rate by quarter. {_NO_SHOWS}",
        no_shows_by_quarter,
        "active",
        "all",
        needs=("attendance", "calendar"),
        choices=MISSED,
    ),
    "no_shows_by_hour": ExhibitKind(
        f"No-show rate by weekday and hour of the start. {_NO_SHOWS}",
        no_shows_by_hour,
        "active",
        "year",
        needs=("attendance.starts_at", "calendar"),
        choices=MISSED,
    ),
    "hours": ExhibitKind(
        f"Patient-weeks with at least the required clinical hours ({HOURS_WORDS}) ÷ full weeks in care (required: 9 h, "
        "6 h under 18, 20 h at level 2.5, or hours_per_week of program.toml); patients as clusters, 95%.",
        hours,
        "active",
        "quarter",
        needs=("attendance",),
    ),
    "hours_by_week": ExhibitKind(
        "Clinical hours attended in every full week of treatment: median and quartiles of the people in care.",
        hours_by_week,
        "active",
        "year",
        needs=("attendance",),
    ),
    "continuation": ExhibitKind(
        f"People who came on a 1st, 2nd, 3rd, 4th day within {WITHIN_DAYS} days of admission ÷ people admitted; "
        "several sessions of one day are one treatment day. Wilson 95%.",
        continuation,
        "admitted",
        "year",
        bases=("admitted",),
        needs=("attendance",),
        choices=OF,
    ),
    "access": ExhibitKind(
        f"Initiation: first clinical service at most {INITIATION_DAYS} days after the referral or first contact; "
        f"engagement: two more treatment days at most {ENGAGEMENT_DAYS} days after it; from program "
        "records, not the HEDIS rate. Wilson 95%.",
        access,
        "admitted",
        "year",
        bases=("admitted",),
        needs=("attendance",),
    ),
    "waiting": ExhibitKind(
        "Days from referral to first contact, to admission and to the first treatment day: median and quartiles.",
        waiting,
        "admitted",
        "year",
        bases=("admitted",),
        needs=("attendance",),
    ),
    "retention": ExhibitKind(
        "Still in treatment 30, 60 and 90 days after admission; every way of leaving ends it, completion too; an "
        "office closure counts at the last contact. People still in care are followed to the as-of day.",
        retention,
        "admitted",
        "year",
        bases=("admitted",),
    ),
    "retention_curve": ExhibitKind(
        "Share still in treatment by days since admission, Kaplan–Meier with 95% interval; every way of leaving ends "
        "it, an office closure at the last contact.",
        retention_curve,
        "admitted",
        "year",
        bases=("admitted",),
    ),
    "planned_sessions": ExhibitKind(
        "Clinical sessions attended ÷ planned sessions (planned_sessions, else days of the plan × sessions_per_week ÷ "
        "7) of people who left or whose plan is over.",
        planned_sessions,
        "discharged",
        "year",
        bases=("discharged", "admitted"),
        needs=("attendance",),
        choices=COUNTED,
    ),
    "drop_out": ExhibitKind(
        "People without a contact for so many days that the program calls it drop-out, while not discharged, whatever "
        "the discharge says, ÷ people with any session listed. Wilson 95%.",
        drop_out,
        "admitted",
        "year",
        bases=("admitted", "discharged"),
        needs=("attendance",),
    ),
    "capacity": ExhibitKind(
        "People in treatment on the last day of a month ÷ places of the program (target census of program.toml).",
        capacity,
        "active",
        "all",
        needs=("calendar", "episodes.discharged_on"),
    ),
    "authorised_hours": ExhibitKind(
        "Hours authorised by the payer less clinical hours attended, of people in treatment on the as-of day.",
        authorised_hours,
        "active",
        "all",
        needs=("attendance", "episodes.authorised_hours"),
    ),
    "unrecorded": ExhibitKind(
        "Sessions up to the as-of day without a status ÷ all sessions of the clinician; a full count.",
        unrecorded,
        "active",
        "all",
        needs=("attendance.clinician",),
    ),
}
