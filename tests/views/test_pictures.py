"""Every figure of every page can be taken away as a picture, whatever kind of mark it uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from analytics.charts.picture import figure_svg
from tests.views.pages import figures, run
from tests.views.test_patients import one_patient


@dataclass(frozen=True)
class Sent:
    """A figure as it reached the browser."""

    spec: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """What Plotly's figure gives."""
        return self.spec


def overview() -> None:
    import streamlit as st

    from tests.views import fakes
    from views import overview
    from views.filters import Choice

    st.session_state["control_charts"] = True
    overview.page(fakes.store(), Choice())


def abstinence() -> None:
    from tests.views import fakes
    from views import abstinence
    from views.filters import Choice

    abstinence.page(fakes.store(), Choice(by="site"))


def relapse() -> None:
    from tests.views import fakes
    from views import relapse_and_benchmark
    from views.filters import Choice

    relapse_and_benchmark.page(fakes.store(), Choice(by="site"))


def engagement() -> None:
    from tests.views import fakes_engagement
    from views import engagement
    from views.filters import Choice

    engagement.page(fakes_engagement.store(), Choice(by="site"))


def drug_testing() -> None:
    from tests.views import fakes
    from views import drug_testing
    from views.filters import Choice

    drug_testing.page(fakes.store(), Choice())


def services() -> None:
    from tests.views import fakes, services_made_up
    from views import services_and_goals
    from views.filters import Choice

    services_and_goals.page(fakes.store(services_made_up.program()), Choice())


def pathways() -> None:
    from tests.views import fakes_pathways
    from views import pathways
    from views.filters import Choice

    pathways.page(fakes_pathways.store(), Choice())


def patients() -> None:
    from tests.views import fakes
    from views import patients
    from views.filters import Choice

    patients.page(fakes.store(), Choice())


PAGES = [overview, abstinence, relapse, engagement, drug_testing, services, pathways, patients]


def parts(page: str) -> list[dict[str, str]]:
    """What the address of each part of a page holds; one empty for a page of one part."""
    from views import drug_testing, engagement, pathways, patients, relapse_and_benchmark, services_and_goals

    modules = {
        "relapse": relapse_and_benchmark, "engagement": engagement, "drug_testing": drug_testing,
        "services": services_and_goals, "pathways": pathways, "patients": patients,
    }  # fmt: skip
    return [{modules[page].PART: words} for words in modules[page].PARTS.values()] if page in modules else [{}]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_every_figure_of_a_page_can_be_a_picture(page: Any) -> None:
    drawn = [spec for part in parts(page.__name__) for spec in figures(run(page, **part))]
    assert drawn
    for spec in drawn:
        assert figure_svg(Sent(spec), title="Taken away").rstrip().endswith(b"</svg>")


def test_the_strip_of_one_patient_can_be_a_picture() -> None:
    (strip,) = figures(run(one_patient))
    assert figure_svg(Sent(strip), title="One patient").rstrip().endswith(b"</svg>")
