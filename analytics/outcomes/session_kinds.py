"""Which sessions count for what: hours of treatment are one thing, a contact with a clinician another.

Treatment hours are what a level of care promises, so few services count; a contact is anybody of the team seeing the
patient, so all count but those that bring them before no clinician. A session without a recorded service counts as
both.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

TREATMENT_HOURS = ("group", "individual", "family", "education", "medication")
"""Services that count as hours of treatment (ASAM criteria, level 2.1: counselling, education, medication, family).
Case management, mutual help, drug testing and the crisis line are outside."""

WITHOUT_A_CLINICIAN = ("testing", "support_group")
"""Services that are no contact with a clinician: a specimen given, a mutual-help meeting."""

ONE_TO_ONE = ("individual", "case_management", "medication", "family", "crisis")
"""Services in which a result can be talked about with the patient alone (or the family)."""

CONTACT_WORDS = "any session but drug tests and mutual help"
HOURS_WORDS = "group, individual, family, education and medication sessions"


def treatment_hours(attendance: pd.DataFrame) -> np.ndarray:
    """Which rows of attendance are hours of treatment; all of them without services."""
    if "service" not in attendance:
        return np.ones(len(attendance), bool)
    service = attendance["service"]
    return np.asarray((service.isin(TREATMENT_HOURS) | service.isna()).to_numpy(bool))


def clinician_contacts(attendance: pd.DataFrame) -> np.ndarray:
    """Which rows of attendance are a contact with a clinician, if held; all of them without services."""
    if "service" not in attendance:
        return np.ones(len(attendance), bool)
    return np.asarray(~attendance["service"].isin(WITHOUT_A_CLINICIAN).to_numpy(bool))
