"""Change of those measured both times: pairs, direction, improved and worsened, and those without."""

from __future__ import annotations

import pytest

from analytics.outcomes.paired import newcombe_paired_difference
from analytics.outcomes.services import EXHIBITS
from analytics.outcomes.services.change import AT_THEIR_WORST, NO_PAIRS
from tests.made_up import Row
from tests.unit.outcomes.services.small import answer, rows, score, shown, stay

PEOPLE = [stay(name, site="Main" if name < "D" else "River") for name in "ABCDE"]


def homes(first: str, later: str) -> list[Row]:
    """Housing of A, B, … at admission and discharge, a letter each: s, u, h, c; a dot where nobody asked."""
    words = {"s": "stable", "u": "unstable", "h": "homeless", "c": "controlled"}
    at = [(0, first, "admission"), (13, later, "discharge")]
    return [
        answer(patient, number, "housing", words[letter], stage)
        for number, letters, stage in at
        for patient, letter in zip("ABCDE", letters, strict=True)
        if letter != "."
    ]


def test_only_people_with_both_and_those_without_beside_them() -> None:
    found = shown("services.housing", episodes=PEOPLE, measures=homes("uuss.", "suu.s"))
    stable = found.frame.iloc[0]
    # A gained, B stayed without, C lost, D had no later value, E no first
    assert (stable["n"], stable["people"], stable["before"], stable["after"]) == (3, 5, 1 / 3, 1 / 3)
    assert (stable["improved"], stable["same"], stable["worsened"]) == (1, 1, 1)
    assert (stable["n_without"], stable["before_without"]) == (1, 1)
    expected = newcombe_paired_difference(0, 1, 1, 1)
    assert (stable["value"], stable["low"], stable["high"]) == (expected.value, expected.low, expected.high)
    assert found.members is not None and found.members[0].tolist() == [0, 1, 2]
    assert found.notes[0] == AT_THEIR_WORST


def test_controlled_environments_are_set_apart_at_either_time() -> None:
    found = shown("services.housing", episodes=PEOPLE, measures=homes("cuuhs", "scuss"))
    assert rows(found, "measure", "n", "before", "after", "better") == [
        ("stable housing", 3, 1 / 3, 2 / 3, "up"),  # C u→u, D h→s, E s→s
        ("homelessness", 3, 1 / 3, 0, "down"),
        ("controlled environment", 5, 0.2, 0.2, ""),
    ]
    assert found.frame["improved"].isna().tolist() == [False, False, True]


def test_fewer_homeless_is_improved() -> None:
    found = shown("services.housing", episodes=PEOPLE, measures=homes("hhhss", "ssshs"))
    homeless = found.frame.iloc[1]
    assert (homeless["improved"], homeless["worsened"], homeless["value"]) == (3, 1, pytest.approx(-0.4))


def test_scores_improve_by_at_least_the_published_change() -> None:
    changes = zip("ABCDE", (-6, -5, -4, 0, 5), strict=True)
    measures = [
        row
        for name, change in changes
        for row in (score(name, 0, "phq9", 12, "admission"), score(name, 13, "phq9", 12 + change, "discharge"))
    ]
    found = shown("services.scores", episodes=PEOPLE, measures=measures)
    # 5 points or more: −6 and −5 improved, +5 worsened; −4 and 0 are the same; mean −10 / 5 = −2
    assert rows(found, "measure", "value", "improved", "same", "worsened") == [("PHQ-9 depression", -2, 2, 2, 1)]
    assert "5 points on PHQ-9 (Löwe et al. 2004" in found.notes[1]
    assert found.notes[2].startswith("Not in these records: bam_protective, bam_risk, bam_use, barc10, gad7")


def test_recovery_capital_counts_people_at_the_cut() -> None:
    pairs = {"A": (46, 47), "B": (47, 46), "C": (40, 60)}
    measures = [
        score(name, number, "barc10", value, stage)
        for name, values in pairs.items()
        for number, value, stage in zip((0, 13), values, ("admission", "discharge"), strict=True)
    ]
    found = shown("services.scores", episodes=PEOPLE, measures=measures)
    assert rows(found, "kind", "improved", "worsened") == [("mean", 2, 1), ("share", 2, 1)]
    assert found.frame["before"].iloc[1] == pytest.approx(1 / 3)


def test_counts_as_shares_of_people_and_as_means() -> None:
    measures = [
        score("A", 0, "arrests_30d", 3, "admission"),
        score("A", 13, "arrests_30d", 1, "discharge"),
        score("B", 0, "arrests_30d", 1, "admission"),
        score("B", 13, "arrests_30d", 0, "discharge"),
    ]
    found = shown("services.counts", episodes=PEOPLE, measures=measures)
    assert rows(found, "measure", "before", "after", "value") == [
        ("any arrest", 1, 0.5, -0.5),
        ("arrests in 30 days", 2, 0.5, -1.5),
    ]


def test_at_follow_up_instead_of_discharge() -> None:
    measures = [score("A", 0, "phq9", 12, "admission"), score("A", 100, "phq9", 2, "follow_up")]
    at_discharge = shown("services.scores", episodes=PEOPLE, measures=measures)
    assert rows(at_discharge, "n", "reason", "n_without") == [(0, NO_PAIRS, 1)]
    later = shown("services.scores", episodes=PEOPLE, measures=measures, choices={"until": "follow_up"})
    assert rows(later, "until", "n", "value") == [("follow-up", 1, -10)]


def test_by_group() -> None:
    found = shown("services.employment", by="site", episodes=PEOPLE, measures=_work())
    first = found.frame[found.frame["measure"] == "work or study"]
    assert first[["group", "n", "people", "after"]].to_numpy().tolist() == [["Main", 2, 3, 1], ["River", 1, 2, 0]]


def _work() -> list[Row]:
    said = {"A": ("unemployed", "Full Time"), "B": ("student", "part"), "D": ("full", "Retired")}
    return [
        answer(name, number, "employment", word, stage)
        for name, words in said.items()
        for number, word, stage in zip((0, 13), words, ("admission", "discharge"), strict=True)
    ]


def test_definitions_are_whole_sentences() -> None:
    for name, kind in EXHIBITS.items():
        assert kind.definition.endswith("."), name
        assert not set("{}") & set(kind.definition), name


def test_an_instrument_nobody_used_is_named() -> None:
    found = shown("services.housing", episodes=PEOPLE, measures=[score("A", 0, "phq9", 3, "admission")])
    assert found.unavailable == "These records hold no answer to housing in the table measures."
    assert "the table measures" in shown("services.scores", episodes=PEOPLE).unavailable
