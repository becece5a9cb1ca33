"""The control chart of each measure of the Overview."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.evaluation.control_charts import ControlChart, Counting, control_chart
from analytics.outcomes.measures import Measure
from analytics.records.policy import Settings

COUNTING: Mapping[str, Counting] = {
    "abstinence": "people",
    "retention": "people",
    "reached": "people",
    "attendance": "clusters",
    "due_tests": "clusters",
    "census": "count",
}
"""People count once a month; sessions and tests cluster in people; neighbouring months of a census share people."""


def measure_chart(measure: Measure, settings: Settings) -> ControlChart:
    """The months of a measure with limits and signals; the program's declared changes begin new phases."""
    return control_chart(measure.trend, counting=COUNTING[measure.key], changes=settings.change)
