"""The value sets of the coded columns: canonical codes, and the spellings that other systems use for them.

A spelling is compared without case, blanks and punctuation. A spelling that different programs use for different
things (a bare "cancelled", "adulterated") is left out on purpose: the program says what it means in mapping.toml.
"""

from __future__ import annotations

from collections.abc import Mapping

ValueSet = Mapping[str, tuple[str, ...]]

DISCHARGE_REASONS: ValueSet = {  # TEDS-D, reason for discharge
    "completed": ("treatment completed", "complete", "completed treatment", "graduated", "successful", "success"),
    "transferred": (
        "transfer",
        "transferred to another program",
        "transferred to another facility",
        "stepped down",
        "step down",
        "stepped up",
        "step up",
        "higher level of care",
        "referred out",
    ),
    "dropped_out": (
        "dropout",
        "drop out",
        "left against professional advice",
        "against advice",
        "ama",
        "asa",
        "left against medical advice",
        "left against advice",
        "left",
        "no contact",
        "lost to contact",
    ),
    "terminated": (
        "terminated by facility",
        "terminated by program",
        "administrative discharge",
        "administrative",
        "discharged by program",
        "expelled",
        "noncompliance",
        "rule violation",
    ),
    "incarcerated": ("jail", "prison", "incarceration"),
    "death": ("died", "deceased", "dead"),
    "other": (),
    "unknown": ("not known", "unk"),
}

LEVELS_OF_CARE: ValueSet = {  # ASAM criteria, third and fourth edition
    "none": ("no treatment", "home", "community"),
    "0.5": ("early intervention",),
    "1": ("1.0", "op", "outpatient", "level 1"),
    "1.5": ("level 1.5",),
    "1.7": ("level 1.7", "otp", "opioid treatment program"),
    "2.1": ("iop", "intensive outpatient", "level 2.1", "ii.1"),
    "2.5": ("php", "partial hospitalization", "partial hospitalisation", "day treatment", "level 2.5", "ii.5"),
    "2.7": ("level 2.7",),
    "3.1": ("level 3.1", "iii.1", "halfway house", "sober living", "recovery residence"),
    "3.3": ("level 3.3",),
    "3.5": ("level 3.5", "residential", "rtc", "residential treatment"),
    "3.7": ("level 3.7", "detox", "withdrawal management", "detoxification"),
    "4": ("4.0", "level 4", "inpatient", "hospital"),
    "other": (),
    "unknown": ("not known", "unk"),
}

SEXES: ValueSet = {
    "female": ("f", "woman", "w"),
    "male": ("m", "man"),
    "other": ("x", "nonbinary", "non-binary", "intersex", "transgender"),
    "unknown": ("u", "unk", "not recorded", "declined"),
}

HOUSING: ValueSet = {
    "stable": ("independent", "independent living", "housed", "own home", "rents", "owns"),
    "unstable": ("couch surfing", "doubled up", "temporary", "staying with others"),
    "homeless": ("unhoused", "shelter", "street"),
    "controlled": ("controlled environment", "dependent living", "jail", "prison", "institution", "sober living"),
}

ATTENDANCE_STATUS: ValueSet = {
    "attended": ("present", "show", "showed", "kept", "occurred", "arrived", "checked in", "p", "yes", "att"),
    "partial": ("left early", "partially attended", "partial attendance"),
    "late": ("arrived late", "tardy", "came late"),
    "no_show": (
        "no show",
        "noshow",
        "ns",
        "absent",
        "missed",
        "did not attend",
        "dna",
        "dns",
        "unexcused",
        "unexcused absence",
        "a",
        "did not keep appointment",
    ),
    "cancelled_by_patient": (
        "late cancel",
        "late cancellation",
        "patient cancelled",
        "client cancelled",
        "pt cancelled",
        "patient canceled",
        "client canceled",
        "canceled by patient",
        "canceled by client",
        "cancelled by client",
    ),
    "cancelled_by_program": (
        "program cancelled",
        "clinic cancelled",
        "provider cancelled",
        "facility cancelled",
        "program canceled",
        "clinic canceled",
        "provider canceled",
        "canceled by program",
        "cancelled by provider",
        "canceled by provider",
        "holiday",
    ),
    "excused": ("excused absence", "absent excused", "ex"),
    "unrecorded": ("not recorded", "scheduled", "booked", "occurrednoencounter", "no encounter", "pending"),
}

SERVICES: ValueSet = {
    "group": ("group therapy", "group session", "grp", "group counseling", "group counselling"),
    "individual": (
        "individual therapy",
        "individual session",
        "ind",
        "1:1",
        "one to one",
        "individual counseling",
        "individual counselling",
    ),
    "family": ("family therapy", "family session", "family education"),
    "medication": ("medication management", "med management", "med check", "mat", "moud", "prescriber"),
    "case_management": ("case mgmt", "care coordination", "cm"),
    "education": ("psychoeducation", "psycho-education", "class", "life skills"),
    "support_group": ("mutual help", "12-step meeting", "aa", "na meeting", "peer support"),
    "testing": ("drug test", "uds", "toxicology", "drug screen"),
    "crisis": ("crisis line", "crisis intervention", "crisis contact"),
}

FOLLOW_UP_OUTCOMES: ValueSet = {
    "completed": ("complete", "reached", "done", "interviewed"),
    "refused": ("declined", "refusal"),
    "unreachable": ("not reached", "no contact", "lost", "unable to reach", "no answer", "lost to follow-up"),
    "deceased": ("died", "dead", "death"),
    "incarcerated": ("jail", "prison"),
    "residential": ("in residential care", "residential care", "hospital", "inpatient"),
    "pending": ("scheduled", "not yet due", "open"),
}

FOLLOW_UP_MODES: ValueSet = {
    "phone": ("telephone", "call", "tel"),
    "in_person": ("in person", "visit", "face to face", "clinic"),
    "video": ("telehealth", "zoom"),
    "mail": ("letter", "post"),
    "text": ("sms",),
    "email": ("e-mail",),
    "records": ("chart review", "chart"),
    "other": (),
}

INSTRUMENTS: ValueSet = {
    "phq9": ("phq-9", "phq"),
    "gad7": ("gad-7", "gad"),
    "bam_use": ("bam use",),
    "bam_risk": ("bam risk",),
    "bam_protective": ("bam protective", "bam protection"),
    "barc10": ("barc-10", "barc"),
    "arrests_30d": ("arrests",),
    "mutual_help_30d": ("mutual help", "meetings_30d"),
    "days_used_30d": ("days used",),
    "housing": ("living situation",),
    "employment": ("employment status",),
}

MEASURE_STAGES: ValueSet = {
    "admission": ("intake", "baseline", "entry"),
    "during": ("in treatment", "midpoint", "review"),
    "discharge": ("exit", "completion"),
    "follow_up": ("follow up", "followup", "post"),
}

SCORE_RANGES: Mapping[str, tuple[float, float]] = {  # the scales as published; BAM items may be 0-4 or days 0-30
    "phq9": (0, 27),
    "gad7": (0, 21),
    "bam_use": (0, 90),
    "bam_risk": (0, 180),
    "bam_protective": (0, 180),
    "barc10": (10, 60),
    "days_used_30d": (0, 30),
    "arrests_30d": (0, 30),
    "mutual_help_30d": (0, 300),
}


MEANT_BY_EMPTY: Mapping[str, str] = {"status": "unrecorded"}
"""What an empty cell of a required coded column means: a session without a status has not been recorded yet."""


def plain_spelling(text: str) -> str:
    """A code without case, blanks and punctuation ("No-Show " and "no_show" are one); "+" and "-" stay themselves."""
    letters = "".join(c for c in text.casefold() if c.isalnum())
    return letters or text.strip()


def canonical_by_spelling(values: ValueSet) -> dict[str, str]:
    """Every accepted plain spelling of a value set → its canonical code."""
    spellings = {plain_spelling(code): code for code in values}
    for code, others in values.items():
        for other in others:
            spellings.setdefault(plain_spelling(other), code)
    return spellings
