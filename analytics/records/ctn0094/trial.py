"""The facts of the three trials that the records do not carry: lengths, medicines, names, labels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

CONSENT = date(2006, 1, 2)
"""The files count days from each patient's consent (day 0) and hold no dates: every consent is put on this Monday."""

PROJECTS: Mapping[str, str] = {"27": "CTN-0027", "30": "CTN-0030", "51": "CTN-0051"}
TWO_PHASES = "CTN-0030"
"""The trial whose patients could be randomised a second time, into the second phase."""

TREATMENT_DAYS = 168
"""24 weeks of treatment, from consent (CTN-0027, CTN-0051) or from the second randomisation (CTN-0030)."""

FIRST_PHASE_DAYS = 98
"""CTN-0030 without a second randomisation: 14 weeks from the first."""

BUPRENORPHINE, METHADONE, OPIATES = "buprenorphine", "methadone", "opiates"
COUNTED = (OPIATES, METHADONE, BUPRENORPHINE)
"""Analytes that count as opioid use, in the order their rows are written."""

ANALYTES: Mapping[str, str] = {
    "Opioid": OPIATES,
    "Methadone": METHADONE,
    "Buprenorphine": BUPRENORPHINE,
    "Thc": "thc",
    "Cocaine": "cocaine",
    "Benzodiazepine": "benzodiazepines",
    "Amphetamine": "amphetamine",
    "Sedatives": "sedatives",
    "Alcohol": "alcohol",
    "Mdma/Hallucinogen": "mdma",
}
"""Names of the urine findings → our codes."""

EXCUSES: Mapping[str, str] = {"is_dead": "death", "is_in_jail": "jail", "is_in_hospital": "hospital"}
"""Reasons that excuse a missed visit, the strongest first, and the words of our reason column."""

OTHER_REASONS: Mapping[str, str] = {
    "is_left_study": "left study",
    "is_missing_14_consecutive": "missing 14 days in a row",
    "is_moved": "moved",
    "is_illness": "illness",
    "is_on_vacation": "vacation",
    "is_no_funding": "no funding",
    "is_forgot": "forgot",
    "is_window": "outside the visit window",
    "is_unable": "unable",
    "is_other": "other",
    "is_no_show": "no show",
    "is_no_note": "no note",
}
"""The other reasons, the most telling first; a visit with several carries the first."""

FOLLOW_UP_WEEKS: Mapping[str, int] = {"M1F": 28, "M3F": 36}
"""CTN-0051's contacts one and three months after its 24 weeks of treatment: protocol weeks 28 and 36."""


def medication_of(arm: str) -> str:
    """The medication of a treatment arm, by the names randomization.rda uses."""
    if "BUP" in arm:
        return BUPRENORPHINE
    if "NTX" in arm:
        return "naltrexone"
    return METHADONE if arm == "Methadone" else "other"
