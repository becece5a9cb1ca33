"""The store: one key holds everything an answer depends on; a changed cell changes the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.outcomes.question import Question
from analytics.records.filters import Condition
from analytics.records.records import Records
from tests.views import fakes
from views import store as store_module
from views.store import cache_key

BASE = fakes.program()


@pytest.mark.parametrize(
    "changed",
    [
        replace(BASE, fingerprint="other bytes"),
        replace(BASE, settings=replace(BASE.settings, refused="missed")),
        replace(BASE, settings=replace(BASE.settings, fingerprint="another program.toml")),
        replace(BASE, as_of=fakes.AS_OF - timedelta(days=1)),
        replace(BASE, today=fakes.AS_OF + timedelta(days=2)),
    ],
    ids=["data", "setting", "settings file", "as of", "today"],
)
def test_each_part_of_the_records_changes_the_key(changed: Records) -> None:
    assert cache_key(changed, what="answer") != cache_key(BASE, what="answer")


@pytest.mark.parametrize(
    "changed",
    [
        Question(endpoint="first_positive"),
        Question(clock="discharge"),
        Question(missing="responders"),
        Question(refused="missed"),
        Question(analytes="without_thc"),
        Question(unit="episodes"),
        Question(by="site"),
        Question(at=(30,)),
        Question(tau=60),
        Question(as_published=True),
        Question(basis="discharged"),
    ],
    ids=str,
)
def test_each_part_of_the_question_changes_the_key(changed: Question) -> None:
    assert cache_key(BASE, what="answer", question=changed) != cache_key(BASE, what="answer", question=Question())


def test_filters_and_kind_change_the_key() -> None:
    keys = {
        cache_key(BASE, what="answer"),
        cache_key(BASE, what="benchmark"),
        cache_key(BASE, what="answer", filters=(Condition("site", "Main"),)),
        cache_key(BASE, what="answer", filters=(Condition("site", "Main", equal=False),)),
    }
    assert len(keys) == 4


def test_the_code_changes_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache_key(BASE, what="answer")
    monkeypatch.setattr(store_module, "code_version", lambda: "another version")
    assert cache_key(BASE, what="answer") != before


def test_same_question_same_key() -> None:
    again = fakes.program()
    assert cache_key(again, what="answer", question=Question()) == cache_key(BASE, what="answer", question=Question())


def test_one_changed_cell_changes_the_answer() -> None:
    """Streamlit samples frames of 50,000 rows and more when it hashes them; the key never hashes a frame."""
    tests = BASE.drug_tests.copy()
    first = int(tests.index[tests["patient_id"] == "P001"][4])  # a late test of one who never uses
    tests.loc[first, "result"] = "positive"
    question = Question(endpoint="first_positive")
    before = fakes.store(BASE).answer(question).groups[0].curve
    after = fakes.store(replace(BASE, drug_tests=tests, fingerprint="one cell")).answer(question).groups[0].curve
    assert before is not None and after is not None
    assert after.events == before.events + 1


def test_filtered_answers_differ_from_unfiltered() -> None:
    made = fakes.store(BASE)
    assert made.benchmark((Condition("site", "Main"),)).n < made.benchmark().n
    assert made.chosen((Condition("site", "Main"),)).sum() == fakes.PEOPLE // 2
