"""Drug testing: are we testing as we say, and what do we see?"""

from __future__ import annotations

import streamlit as st

from views import testing_action, testing_coverage, testing_ledger, testing_positivity, testing_randomness
from views.filters import Choice
from views.page_frame import NOBODY, begin_page
from views.store import Store

NO_TESTS = "These records hold no drug tests, so nothing can be shown here. The table drug_tests would switch it on."


def page(store: Store, choice: Choice) -> None:
    """The ledger, what the tests found, whether they could be foreseen, what followed, what they could have seen."""
    begin_page("Drug testing", store, choice)
    if not store.chosen(choice.conditions).any():
        st.info(NOBODY)
        return
    if store.records().drug_tests.empty:
        st.info(NO_TESTS)
        return
    testing_ledger.show(store, choice)
    testing_positivity.show(store, choice)
    testing_randomness.show(store, choice)
    testing_action.show(store, choice)
    testing_coverage.show(store, choice)
