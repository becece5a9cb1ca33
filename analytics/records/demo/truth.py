"""What is true of the demonstration program and what its records can show: the content of truth.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics.records.demo import plan
from analytics.records.demo.dirt import Dirt
from analytics.records.demo.stays import LAST

VERDICT_FROM, VERDICT_TO = date(2025, 4, 1), date(2026, 3, 31)
"""The last four complete quarters of discharge whose follow-up windows have all closed."""


@dataclass(frozen=True)
class Hidden:
    """What the generator knows and no program does: people, stays, weeks of use, state at follow-up."""

    people: pd.DataFrame
    stays: pd.DataFrame
    ledger: pd.DataFrame
    discharges: pd.DataFrame


def truth_of(
    hidden: Hidden, clean: Mapping[str, pd.DataFrame], *, dirt: tuple[Dirt, ...], patients: int, seed: int
) -> dict[str, Any]:
    """Every planted rate and effect: `planted` is the plan, `true` what came out of the dice in these records."""
    return {
        "about": "A made-up program. Nobody here exists. Rates are shares between 0 and 1; days are days.",
        "seed": seed,
        "patients": patients,
        "today": plan.DEMO_TODAY.isoformat(),
        "first_day": plan.FIRST_DAY.isoformat(),
        "last_day": plan.LAST_DAY.isoformat(),
        "rows": {name: len(table) for name, table in clean.items()},
        "follow_up": follow_up_truth(first_of_each(closed_and_alive(hidden.discharges))),
        "follow_up_in_verdict_period": {
            "discharged_from": VERDICT_FROM.isoformat(),
            "discharged_to": VERDICT_TO.isoformat(),
            **follow_up_truth(discharged_between(hidden.discharges, VERDICT_FROM, VERDICT_TO)),
        },
        "follow_up_by_quarter_of_discharge": by_quarter(hidden.discharges),
        "tests": test_truth(hidden.ledger),
        "attendance": attendance_truth(clean["attendance"]),
        "stays": stay_truth(hidden.stays),
        "effects": effects(hidden, clean["attendance"]),
        "sites": shares(hidden.people["site"], dict(zip(plan.SITES, plan.SITE_SHARES, strict=True))),
        "dirt": [asdict(kind) for kind in dirt],
        "dirty_rows": sum(kind.rows for kind in dirt),
    }


def rate(true: float, planted: float | None = None, **more: Any) -> dict[str, Any]:
    """A rate as planted and as it came out, to six decimals."""
    planned = {} if planted is None else {"planted": round(float(planted), 6)}
    return {**planned, "true": round(float(true), 6), **more}


def share(events: pd.Series | np.ndarray, planted: float | None = None) -> dict[str, Any]:
    return rate(np.mean(events) if len(events) else np.nan, planted, n=len(events))


def shares(codes: pd.Series, planted: Mapping[str, float]) -> dict[str, Any]:
    return {code: share((codes == code).to_numpy(), wanted) for code, wanted in planted.items()}


def follow_up_truth(alive: pd.DataFrame) -> dict[str, Any]:
    """Abstinent in the 30 days before follow-up: all alive whose window has closed (the truth), those reached, ITT."""
    contacted = alive["contacted"]
    planned = alive["chance"].clip(0.02, 0.98).mean()
    if_abstinent = alive.loc[alive["abstinent"], "reach_chance"].mean()
    if_using = alive.loc[~alive["abstinent"], "reach_chance"].mean()
    planned_reached = planned * if_abstinent + (1 - planned) * if_using
    planned_itt = planned * if_abstinent + (1 - planned) * if_using * plan.UNDER_REPORTED
    says_abstinent = (alive["abstinent"] * 1.0).where(alive["abstinent"], plan.UNDER_REPORTED)
    return {
        "definition": "people by their first discharge in the period, alive at follow-up, 60-to-180-day window closed",
        "abstinent_30_days": share(alive["abstinent"], planned),
        "responders_abstinent": rate(
            says_abstinent[contacted].mean(), planned_itt / planned_reached, n=int(contacted.sum())
        ),
        "itt_abstinent": rate((says_abstinent * contacted).mean(), planned_itt, n=len(alive)),
        "reached": share(contacted, planned_reached),
        "reached_if_abstinent": share(contacted[alive["abstinent"]], if_abstinent),
        "reached_if_using": share(contacted[~alive["abstinent"]], if_using),
        "mechanism": {
            "reached_if_abstinent": plan.REACHED_ABSTINENT,
            "reached_if_using": plan.REACHED_USING,
            "reached_if_back_in_care": 1.0,
            "using_but_reported_none": plan.UNDER_REPORTED,
        },
        "abstinent_since_discharge": share(alive["since_discharge"]),
    }


def closed_and_alive(discharges: pd.DataFrame) -> pd.DataFrame:
    """Discharges whose follow-up window has closed, of people alive at follow-up."""
    return discharges[discharges["closed"] & ~discharges["died_before"]]


def first_of_each(discharges: pd.DataFrame) -> pd.DataFrame:
    """Everybody once, by the first of these discharges."""
    return discharges.sort_values("left", kind="stable").drop_duplicates("who")


def discharged_between(discharges: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    left = closed_and_alive(discharges)["left"]
    inside = left.between(plan.day_number(start), plan.day_number(end))
    return first_of_each(closed_and_alive(discharges)[inside])


def by_quarter(discharges: pd.DataFrame) -> list[dict[str, Any]]:
    """The same by calendar quarter of discharge."""
    alive = closed_and_alive(discharges)
    quarter = pd.PeriodIndex(alive["left"].to_numpy().astype("datetime64[D]"), freq="Q").astype(str)
    return [
        {
            "quarter": str(name),
            "n": len(part),
            "abstinent_30_days": round(float(part["abstinent"].mean()), 6),
            "responders_abstinent": round(float(part.loc[part["contacted"], "abstinent"].mean()), 6),
            "reached": round(float(part["contacted"].mean()), 6),
        }
        for name, part in ((name, first_of_each(part)) for name, part in alive.groupby(quarter))
    ]


def test_truth(ledger: pd.DataFrame) -> dict[str, Any]:
    """Due weekly tests: how many were given, and use in all due weeks against use in the weeks tested."""
    due = ledger[ledger["due"]]
    given = due["status"] == "given"
    return {
        "definition": "weeks wholly in care, up to the planned end, not excused",
        "due_tests_given": share(given),
        "mechanism": {
            "given_if_used_while_in_contact": plan.TEST_GIVEN_USED,
            "given_if_not_used_while_in_contact": plan.TEST_GIVEN_NOT_USED,
        },
        "given_in_weeks_of_use": share(given[due["used"]]),
        "given_in_weeks_without_use": share(given[~due["used"]]),
        "use_in_due_weeks": share(due["used"]),
        "use_in_tested_weeks": share(due.loc[given, "used"]),
        "test_sees_use": {"planted": plan.TEST_SEES_USE, "planted_breath": plan.BREATH_SEES_USE},
        "not_given_that_left_a_row": share(due.loc[~given, "status"] != "no_row", None),
    }


def attendance_truth(attendance: pd.DataFrame) -> dict[str, Any]:
    """(attended + partial + late) ÷ (those + no_show + cancelled_by_patient)."""
    kept = attendance["status"].isin(["attended", "partial", "late"])
    missed = attendance["status"].isin(["no_show", "cancelled_by_patient"])
    return {
        "rate": rate(kept.sum() / (kept | missed).sum(), n=int((kept | missed).sum())),
        "by_status": {str(code): int(n) for code, n in attendance["status"].value_counts().sort_index().items()},
    }


def stay_truth(stays: pd.DataFrame) -> dict[str, Any]:
    """Stays in care (episodes split by an internal transfer are one): reasons, length, retention, readmission.

    In care after 90 days: by the last contact, since drop-outs are discharged some days after they were last seen.
    """
    ended = stays[~stays["active"]]
    length = ended["left"] - ended["admitted"]
    could = stays[stays["admitted"] + 90 <= LAST]
    first = stays[stays["number"] == 1]
    return {
        "stays": len(stays),
        "active_on_last_day": int(stays["active"].sum()),
        "discharge_reason": shares(ended["reason"], plan.REASONS),
        "median_days": float(length.median()),
        "median_days_completed": float(length[ended["reason"] == "completed"].median()),
        "median_days_dropped_out": float(length[ended["reason"] == "dropped_out"].median()),
        "in_care_90_days_after_admission": share(could["last_contact"] - could["admitted"] >= 90),
        "readmitted": share((first["readmitted"] <= LAST), plan.READMITTED_SHARE),
        "evening": share(stays["track"] == "evening", plan.EVENING_SHARE),
    }


def effects(hidden: Hidden, attendance: pd.DataFrame) -> list[dict[str, Any]]:
    """The change that worked and the one that did not, with sign and size."""
    alive = first_of_each(closed_and_alive(hidden.discharges))
    main = alive[alive["site"] == plan.REMINDER_SITE]
    evening = alive[(alive["track"] == plan.CURRICULUM_TRACK) & (alive["site"] != plan.REMINDER_SITE)]
    return [
        {
            "name": "reminder calls",
            "site": plan.REMINDER_SITE,
            "from": plan.REMINDER_FROM.isoformat(),
            "by": "session_on",
            "works": True,
            "measure": "share of sessions missed",
            "planted_difference": plan.REMINDER_MISSED_SESSIONS,
            "true_difference": fewer_missed(hidden.people, attendance),
        },
        {
            "name": "reminder calls",
            "site": plan.REMINDER_SITE,
            "from": plan.REMINDER_FROM.isoformat(),
            "by": "admitted_on",
            "works": True,
            "measure": "abstinent in the 30 days before follow-up",
            "planted_difference": plan.REMINDER_ABSTINENT,
            "true_difference": before_and_after(main, plan.day_number(plan.REMINDER_FROM)),
        },
        {
            "name": "new curriculum",
            "track": plan.CURRICULUM_TRACK,
            "from": plan.CURRICULUM_FROM.isoformat(),
            "by": "admitted_on",
            "works": False,
            "measure": "abstinent in the 30 days before follow-up",
            "planted_difference": plan.CURRICULUM_EFFECT,
            "true_difference": before_and_after(evening, plan.day_number(plan.CURRICULUM_FROM)),
            "note": "the true difference is that of the sites without reminder calls",
        },
    ]


def fewer_missed(people: pd.DataFrame, attendance: pd.DataFrame) -> float:
    """Share of sessions missed at the main site since the reminder calls minus the share before."""
    site = attendance["patient_id"].map(people.set_index("patient_id")["site"])
    counted = attendance["status"].isin(["attended", "partial", "late", "no_show", "cancelled_by_patient"])
    main = attendance[(site == plan.REMINDER_SITE) & counted]
    missed = main["status"].isin(["no_show", "cancelled_by_patient"])
    since = main["session_on"] >= plan.REMINDER_FROM.isoformat()
    return round(float(missed[since].mean() - missed[~since].mean()), 6)


def before_and_after(people: pd.DataFrame, day: int) -> float:
    after = people["admitted"] >= day
    return round(float(people.loc[after, "abstinent"].mean() - people.loc[~after, "abstinent"].mean()), 6)
