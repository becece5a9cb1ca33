"""Reads and checks program.toml: unknown keys, types, ranges and conflicts are refused with what is allowed."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analytics.errors import Refused
from analytics.records.policy import Policy, Settings, TestingPhase, with_section
from analytics.records.settings_checks import checked_keys
from analytics.records.settings_list import POLICY_SETTINGS, SETTINGS

__all__ = ["Policy", "Settings", "TestingPhase", "read_settings", "read_toml", "settings_from"]

PROGRAM_FILE = "program.toml"
BENCHMARKS_FILE = "benchmarks.toml"
SECTIONS = ("defaults", "program", "track", "medication")
IN_DEFAULTS = {setting.name: "belongs in the section [defaults]" for setting in POLICY_SETTINGS}
AT_THE_TOP = {setting.name: "belongs at the top of the file, before any section" for setting in SETTINGS}


def read_settings(folder: Path | None, *, program: Path | None = None, benchmarks: Path | None = None) -> Settings:
    """The settings of a source's folder; the defaults when it has no program.toml. Refused: see the module.

    `program`, `benchmarks`: files that stand elsewhere and are read in place of the folder's.
    """
    published = _benchmarks(benchmarks or (folder / BENCHMARKS_FILE if folder else None))
    path = program or (folder / PROGRAM_FILE if folder else None)
    if path is None or not path.is_file():
        return Settings(benchmarks=published)
    raw = read_toml(path)
    return settings_from(raw, benchmarks=published, fingerprint=hashlib.sha256(path.read_bytes()).hexdigest())


def settings_from(
    raw: Mapping[str, Any], *, benchmarks: Mapping[str, object] | None = None, fingerprint: str = ""
) -> Settings:
    """Settings from parsed TOML; every key is checked and all problems are told together."""
    problems: list[str] = []
    general = {key: value for key, value in raw.items() if key not in SECTIONS}
    checked = checked_keys(general, SETTINGS, "", problems, also=SECTIONS, elsewhere=IN_DEFAULTS)
    sections = _checked_sections(raw, problems)
    if not problems:
        problems += _conflicts(checked, sections)
    if problems:
        raise Refused(
            f"{PROGRAM_FILE} cannot be used: " + "; ".join(problems) + ".",
            "Correct the file; docs/settings.md lists every setting.",
        )
    return Settings(**checked, sections=sections, benchmarks=benchmarks or {}, fingerprint=fingerprint)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dict; Refused with the line when it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        place = str(problem) if isinstance(problem, tomllib.TOMLDecodeError) else "it is not UTF-8 text"
        raise Refused(f"{path.name} cannot be read: {place}.", "Correct the file or remove it.") from None


def _benchmarks(path: Path | None) -> dict[str, Any]:
    written = read_toml(path) if path is not None and path.is_file() else {}
    unknown = [key for key in written if key != "benchmark"]
    if unknown:
        raise Refused(
            f'{BENCHMARKS_FILE} has the unknown key "{unknown[0]}".',
            "Begin every entry with [[benchmark]]; data/benchmarks.toml shows some.",
        )
    return written


def _checked_sections(raw: Mapping[str, Any], problems: list[str]) -> dict[str, dict[str, dict[str, Any]]]:
    sections: dict[str, dict[str, dict[str, Any]]] = {}
    for kind in SECTIONS:
        named = {"": raw[kind]} if kind == "defaults" and kind in raw else raw.get(kind, {})
        sections[kind] = {}
        for name, section in named.items() if isinstance(named, dict) else [("", named)]:
            where = f"{kind}.{name}." if name else f"{kind}."
            if not isinstance(section, dict):
                problems.append(f'"{where.rstrip(".")}" must be a section of settings')
                continue
            sections[kind][name] = checked_keys(section, POLICY_SETTINGS, where, problems, elsewhere=AT_THE_TOP)
    return sections


def _conflicts(general: Mapping[str, Any], sections: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[str]:
    problems = []
    window, horizon = general.get("follow_up_window_days", (60, 180)), general.get("follow_up_horizon_days", 365)
    if window[1] > horizon:
        problems.append(f'"follow_up_window_days" ends on day {window[1]}, after "follow_up_horizon_days" ({horizon})')
    defaults = with_section(Policy(), sections.get("defaults", {}).get("", {}))
    for kind, named in sections.items():
        for name, section in named.items():
            where = f'[{kind}."{name}"]' if name else f"[{kind}]"
            if "planned_days" in section and "planned_sessions" in section:
                problems.append(f'{where} sets both "planned_days" and "planned_sessions"; keep one')
            policy = with_section(defaults, section)
            if policy.planned_sessions is not None and policy.sessions_per_week is None:
                problems.append(f'{where} plans sessions, so it needs "sessions_per_week"')
    return problems
