"""Checks the typed tables: every rule runs, every problem is gathered, unusable rows are set aside with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from analytics.records.days import day_number
from analytics.records.policy import Settings
from analytics.records.rules import Rule, Source
from analytics.records.rules_across import ACROSS_RULES
from analytics.records.rules_dates import DATE_RULES, isolated_last_date
from analytics.records.rules_duplicates import DUPLICATE_RULES
from analytics.records.rules_values import VALUE_RULES
from analytics.records.typed import TypedTable

RULES: tuple[Rule, ...] = (*VALUE_RULES, *DATE_RULES, *DUPLICATE_RULES, *ACROSS_RULES, isolated_last_date)
"""In this order: a row is set aside for the first rule it breaks; every rule it breaks is told."""


def validate(tables: Mapping[str, TypedTable], *, settings: Settings, today: date) -> None:
    """Runs every rule over the tables, which take note of their faults (`TypedTable.apply`)."""
    source = Source(tables, settings, day_number(today))
    for rule in RULES:
        for name, fault in rule(source):
            tables[name].apply(fault)
