"""The errors people see carry a problem and a fix, everywhere they travel."""

from __future__ import annotations

import pickle

from analytics.errors import CannotContinue, Refused


def test_the_text_is_the_problem_and_the_fix() -> None:
    error = Refused("The file is empty.", "Export it again.")

    assert str(error) == "The file is empty. Export it again."
    assert isinstance(error, CannotContinue)


def test_it_survives_a_journey_between_processes() -> None:
    error = pickle.loads(pickle.dumps(Refused("The file is empty.", "Export it again.")))

    assert (error.problem, error.fix, error.exit_status) == ("The file is empty.", "Export it again.", 1)
