"""Plain words for what can be chosen: endpoints, clocks, rules for missing tests. The technical term stands behind."""

from __future__ import annotations

from analytics.outcomes.catalogue import Endpoint

ENDPOINTS = {
    "first_positive": "First positive test",
    "two_positives_in_28_days": "Two positive tests within 28 days",
    "first_use_after_discharge": "First sign of use after discharge",
}
CLOCKS = {
    "discharge": "discharge",
    "admission": "admission",
    "first_negative": "the first negative test",
}
MISSING = {
    "as_published": "As the definition says",
    "positive": "Missed test = positive (intent-to-treat)",
    "negative": "Missed test = negative",
    "drop_out_is_event": "Leaving = return to use",
    "censored_at_last_test": "Followed to the last test (censored)",
    "responders": "Only people with 75% of due tests (responders)",
}
OWN_STATES = {
    "first_positive": "without a positive test",
    "first_use_after_discharge": "without a sign of use",
}
STATES = {
    "abstinence": "abstinent",
    "relapse": "without relapse",
    "dropout": "in contact, not dropped out",
    "reduction": "abstinent",
}


def endpoint_words(endpoint: Endpoint) -> str:
    """The name of an endpoint on pages: our own in plain words, a published one by topic and source."""
    if endpoint.key in ENDPOINTS:
        return ENDPOINTS[endpoint.key]
    study, _, rest = endpoint.key.partition("_")
    if study.startswith("ctn"):
        return f"{study.upper().replace('CTN', 'CTN-')}: {rest.replace('_', ' ')}"
    year, _, what = rest.partition("_")
    return f"{study.capitalize()} {year}: {what.replace('_', ' ')}"


def event_words(endpoint: Endpoint) -> str:
    """The same inside a sentence: our own names begin small there."""
    words = endpoint_words(endpoint)
    return words[:1].lower() + words[1:] if endpoint.key in ENDPOINTS else words


def state_words(endpoint: Endpoint) -> str:
    """What someone without the event is."""
    return OWN_STATES.get(endpoint.key, STATES[endpoint.group])


def missing_words(rule: str) -> str:
    """A rule for missing tests in plain words."""
    return MISSING.get(rule, rule.replace("_", " "))
