"""Law: what was asked before changes no answer. Exhibits share what they derive, so two must never share a name."""

from __future__ import annotations

import pandas as pd

from analytics.outcomes.derivation import Derivation
from analytics.outcomes.exhibit import Exhibit, exhibit, kinds
from tests.views import fakes_engagement


def every_exhibit(keys: list[str]) -> dict[str, Exhibit]:
    """All of them over one derivation, in the order given."""
    derivation = Derivation(fakes_engagement.program())
    return {key: exhibit(derivation, key) for key in keys}


def test_every_exhibit_is_the_same_in_either_order() -> None:
    forward = every_exhibit(list(kinds()))
    backward = every_exhibit(list(reversed(kinds())))
    assert forward.keys() == backward.keys()
    assert sum(not found.unavailable for found in forward.values()) > len(forward) / 2
    for key, found in forward.items():
        pd.testing.assert_frame_equal(found.frame, backward[key].frame, obj=key)
        assert found.n == backward[key].n
