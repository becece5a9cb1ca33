"""Which sessions are hours of treatment and which a contact with a clinician; no service recorded counts as both."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.outcomes.session_kinds import clinician_contacts, treatment_hours

#            service         hours  contact
KINDS = [
    ("group", True, True),
    ("education", True, True),
    ("case_management", False, True),
    ("crisis", False, True),
    ("support_group", False, False),
    ("testing", False, False),
    (None, True, True),
]


@pytest.mark.parametrize(("service", "hours", "contact"), KINDS)
def test_what_a_service_counts_as(service: str | None, hours: bool, contact: bool) -> None:
    attendance = pd.DataFrame({"status": ["attended"], "service": pd.Categorical([service])})
    assert treatment_hours(attendance).tolist() == [hours]
    assert clinician_contacts(attendance).tolist() == [contact]


def test_without_services_every_session_counts() -> None:
    attendance = pd.DataFrame({"status": ["attended", "no_show"]})
    assert treatment_hours(attendance).tolist() == clinician_contacts(attendance).tolist() == [True, True]
