"""What the server keeps out of Python's collector, so that a rerun of a page stays quick."""

from __future__ import annotations

import gc
import sys
from functools import lru_cache


def settle_memory() -> None:
    """Take what is loaded out of Python's collector: Streamlit runs it after every rerun, over every library.

    Called after every page; it does something when the page brought a library that was not there before.
    """
    _settle(len(sys.modules))


@lru_cache(maxsize=1)
def _settle(_libraries: int) -> None:
    gc.collect()
    gc.freeze()
