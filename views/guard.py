"""What a page says when it cannot go on: a sentence on the page and, of a fault, its place in the log; never a value.

Streamlit would log the whole traceback, and its last line often quotes the cell that broke it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from analytics.errors import CannotContinue, fault_sentence

LOG = logging.getLogger(__name__)


@contextmanager
def told_plainly(title: str = "") -> Iterator[None]:
    """Problems that people can mend are shown as they are; a fault of ours as its kind and place."""
    try:
        yield
    except CannotContinue as problem:
        _show(title, str(problem))
    except Exception as fault:  # noqa: BLE001 - the last door: the message and traceback may hold patients' values
        LOG.error(fault_sentence(fault))
        _show(title, fault_sentence(fault))


def _show(title: str, sentence: str) -> None:
    if title:
        st.title(title)
    st.error(sentence)
