"""Settings and definitions as a lock keeps them: every value written out, so that they can be applied again."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from analytics.outcomes.benchmarks import PublishedRange, published_ranges
from analytics.outcomes.catalogue import catalogue
from analytics.records.policy import Policy, Settings, TestingPhase
from analytics.records.settings import settings_from
from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS
from analytics.records.settings_text import program_text

OVERRIDES = ("program", "track", "medication")
EVERYTHING = "all"
EXPLAINS_NOTHING: Mapping[str, list[str]] = {"none": []}
"""An empty section [prescribed], which a file cannot tell from an absent one."""


def settings_text(settings: Settings) -> str:
    """A program.toml with every setting as it was in force, also those nobody set: defaults may change later."""
    return _text("Every setting as it was in force when the quarter was locked.", settings_values(settings))


def settings_values(settings: Settings) -> dict[str, Any]:
    """The settings in force as the values of a program.toml."""
    raw: dict[str, Any] = {}
    for setting in SETTINGS:
        value = getattr(settings, setting.name)
        if value not in (None, "", (), {}):
            raw[setting.name] = _plain(value)
    raw.setdefault("prescribed", EXPLAINS_NOTHING)
    raw["change"] = [{"date": day, "name": name} for day, name in settings.change]
    raw["defaults"] = _policy(settings.policy())
    for kind in OVERRIDES:
        raw[kind] = {name: _section(section) for name, section in settings.sections.get(kind, {}).items()}
    return {name: value for name, value in raw.items() if value not in ({}, [])}


def settings_again(text: str, benchmarks: str) -> Settings:
    """The settings of a lock, with its benchmarks."""
    return settings_from(tomllib.loads(text), benchmarks=tomllib.loads(benchmarks))


def benchmarks_text(settings: Settings) -> str:
    """Every benchmark in force, bundled ones too, as a benchmarks.toml."""
    entries = [asdict(entry) for entry in published_ranges(settings).values()]
    return _text("Every benchmark as it was in force when the quarter was locked.", {"benchmark": entries})


def catalogue_text() -> str:
    """A fingerprint of every entry of the endpoint catalogue, as JSON."""
    return json.dumps({entry.key: _fingerprint(asdict(entry)) for entry in catalogue()}, indent=1, sort_keys=True)


def settings_changed(old: Settings, new: Settings) -> tuple[str, ...]:
    """What differs between two settings, by name; sections as program.toml writes them."""
    before, after = _flat(settings_values(old)), _flat(settings_values(new))
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))


def benchmarks_changed(old: Settings, new: Settings) -> tuple[str, ...]:
    """The benchmarks whose range, source or words differ, by key."""
    return _different(published_ranges(old), published_ranges(new))


def catalogue_changed(old: Mapping[str, str]) -> tuple[str, ...]:
    """The endpoints whose entry is not what it was."""
    now: dict[str, str] = json.loads(catalogue_text())
    return _different(old, now)


def _text(first_line: str, values: Mapping[str, Any]) -> str:
    return "\n".join([f"# {first_line}", *program_text(values).splitlines()[1:]]) + "\n"


def _different(
    before: Mapping[str, str | PublishedRange], after: Mapping[str, str | PublishedRange]
) -> tuple[str, ...]:
    return tuple(name for name in sorted({*before, *after}) if before.get(name) != after.get(name))


def _fingerprint(entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()


def _policy(policy: Policy) -> dict[str, Any]:
    """The policy of everybody; sessions replace days, so an absent plan is left out."""
    names = [setting.name for setting in POLICY_SETTINGS]
    return _section({field.name: getattr(policy, field.name) for field in fields(policy) if field.name in names})


def _section(section: Mapping[str, Any]) -> dict[str, Any]:
    written = {name: _plain(value) for name, value in section.items() if value is not None}
    if "counted_analytes" in section and section["counted_analytes"] is None:
        written["counted_analytes"] = EVERYTHING
    return written


def _plain(value: Any) -> Any:
    if isinstance(value, TestingPhase):
        return {name: held for name, held in asdict(value).items() if held is not None}
    if isinstance(value, Mapping):
        return {name: _plain(held) for name, held in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(held) for held in value]
    return value


def _flat(raw: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in raw.items():
        where = f"{path}.{name}" if path else name
        found |= _flat(value, where) if isinstance(value, Mapping) else {where: value} if value != [] else {}
    return found
