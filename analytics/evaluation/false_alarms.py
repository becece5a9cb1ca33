"""How often a control chart speaks when nothing has changed: the false alarms of one year of months, simulated."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.evaluation.control_charts import FEWEST_MONTHS, Counting, control_chart

SEED = 20260930
YEARS = 2000
MONTHS = 12
PEOPLE_A_MONTH = 40
SHARE = 0.6

SIMULATED: dict[Counting, float] = {"people": 0.174, "clusters": 0.3015}
"""Share of chart-years with at least one signal though nothing changed, of `YEARS` years (a test repeats it)."""


def false_alarms(counting: Counting, *, years: int = YEARS, seed: int = SEED) -> float:
    """Share of years of a steady measure with a signal in any of their 12 months, after 12 months of baseline.

    People: `PEOPLE_A_MONTH` people a month, `SHARE` of them with the property. Clusters: normal months around a mean.
    """
    random = np.random.default_rng(seed)
    months = pd.date_range("2020-01-01", periods=FEWEST_MONTHS + MONTHS, freq="MS")
    n = np.full(len(months), PEOPLE_A_MONTH)
    alarms = 0
    for _ in range(years):
        if counting == "people":
            values = random.binomial(n, SHARE) / n
        else:
            values = random.normal(SHARE, 0.02, len(months))
        chart = control_chart(pd.DataFrame({"month": months, "value": values, "n": n}), counting=counting)
        alarms += bool(chart.frame["signal"].to_numpy()[FEWEST_MONTHS:].any())
    return alarms / years
