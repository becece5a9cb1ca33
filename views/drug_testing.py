"""Drug testing: are we testing as we say, and what do we see?"""

from __future__ import annotations

import streamlit as st

from views import testing_action, testing_coverage, testing_ledger, testing_positivity, testing_randomness
from views.filters import Choice
from views.page_frame import NOBODY, begin_page
from views.parts import part_of
from views.store import Store

NO_TESTS = "These records hold no drug tests, so nothing can be shown here. The table drug_tests would switch it on."
PARTS = {
    "ledger": "Are we testing?",
    "positivity": "What do we see?",
    "randomness": "Can it be foreseen?",
    "action": "What followed?",
    "coverage": "What could be seen?",
}
SHOWN = {
    "ledger": testing_ledger.show,
    "positivity": testing_positivity.show,
    "randomness": testing_randomness.show,
    "action": testing_action.show,
    "coverage": testing_coverage.show,
}
PART = "testing"


def page(store: Store, choice: Choice) -> None:
    """The ledger, what the tests found, whether they could be foreseen, what followed, what they could have seen."""
    begin_page("Drug testing", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    if store.records().drug_tests.empty:
        st.info(NO_TESTS)
        return
    SHOWN[part_of(PART, PARTS)](store, choice)
