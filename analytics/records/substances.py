"""The value sets of drug tests, medications and substances: canonical codes, and the spellings of other systems.

Compared as those of codes.py.
"""

from __future__ import annotations

from analytics.records.codes import ValueSet

TEST_RESULTS: ValueSet = {
    "negative": ("neg", "n", "-", "nd", "not detected", "none detected", "clean"),
    "positive": ("pos", "p", "+", "detected", "presumptive positive", "dirty", "nonnegative"),
    "positive_prescribed": ("prescribed", "positive prescribed", "pos rx", "positive rx", "expected positive"),
    "admitted": ("admitted use", "self-report", "self report", "self reported"),
    "refused": ("refusal", "ref", "declined"),
    "no_show": ("no show", "noshow", "ns", "missed", "not given", "did not test"),
    "unable": ("unable to provide", "shy bladder", "could not provide"),
    "dilute": ("diluted", "neg dilute", "negative dilute", "dil"),
    "invalid": ("inv", "qns", "quantity not sufficient", "leaked", "rejected", "temperature out of range"),
    "pending": ("in process", "awaiting result", "sent to lab", "pend"),
    "excused": ("excused absence", "ex", "waived"),
}

ANALYTES: ValueSet = {
    "panel": ("all", "all analytes", "full panel", "any", "uds"),
    "alcohol": ("etoh", "ethanol", "breath alcohol", "bac"),
    "etg": ("ethyl glucuronide", "etg/ets", "ets"),
    "amphetamine": ("amphetamines", "amp"),
    "methamphetamine": ("meth", "methamphetamines", "mamp", "met"),
    "mdma": ("ecstasy",),
    "cocaine": ("coc", "benzoylecgonine"),
    "opiates": ("opiate", "opi", "opioid", "opioids", "morphine"),
    "heroin": ("6-mam", "6-acetylmorphine", "6am"),
    "oxycodone": ("oxy",),
    "fentanyl": ("fen", "fyl", "norfentanyl"),
    "tramadol": ("tra",),
    "buprenorphine": ("bup", "suboxone", "norbuprenorphine"),
    "methadone": ("mtd", "eddp", "mdn"),
    "benzodiazepines": ("benzodiazepine", "benzos", "bzo", "benzo"),
    "barbiturates": ("barbiturate", "bar"),
    "thc": ("cannabis", "marijuana", "cannabinoids", "mj"),
    "pcp": ("phencyclidine",),
    "propoxyphene": ("ppx",),
    "stimulants": ("stimulant",),
    "sedatives": ("sedative",),
    "kratom": ("mitragynine",),
    "xylazine": (),
}

SPECIMENS: ValueSet = {
    "urine": ("ur", "u", "urine cup"),
    "oral_fluid": ("saliva", "oral swab", "oral", "swab"),
    "breath": ("breathalyzer", "breathalyser", "bac"),
    "blood": ("serum", "plasma"),
    "hair": (),
    "sweat": ("sweat patch", "patch"),
}

METHODS: ValueSet = {
    "presumptive": (
        "screen",
        "screening",
        "immunoassay",
        "poc",
        "point of care",
        "rapid",
        "instant",
        "cup",
        "dipstick",
    ),
    "definitive": ("confirmation", "confirmatory", "confirmed", "gc-ms", "gcms", "lc-ms", "lcms", "lc-ms/ms", "lab"),
    "inferred": (),  # no specimen: the result was concluded from another record (the CTN-0094 converter says so)
}

MEDICATIONS: ValueSet = {
    "none": ("no medication", "no"),
    "methadone": (),
    "buprenorphine": ("suboxone", "subutex", "sublocade", "zubsolv", "buprenorphine/naloxone", "bup"),
    "naltrexone": (
        "revia",
        "oral naltrexone",
        "vivitrol",
        "naltrexone xr",
        "xr-naltrexone",
        "extended-release naltrexone",
    ),
    "acamprosate": ("campral",),
    "disulfiram": ("antabuse",),
    "other": (),
}

SUBSTANCES: ValueSet = {
    "alcohol": ("etoh", "alcohol use disorder", "aud"),
    "opioids": ("opioid", "opiates", "opioid use disorder", "oud"),
    "heroin": (),
    "fentanyl": (),
    "cocaine": ("crack", "crack cocaine"),
    "methamphetamine": ("meth", "amphetamine", "amphetamines"),
    "stimulants": ("stimulant",),
    "cannabis": ("thc", "marijuana"),
    "benzodiazepines": ("benzodiazepine", "benzos"),
    "other": (),
    "unknown": ("unk",),
}
