"""One way to a Plotly figure: from plain dicts, without Plotly's check of every value.

The check costs more than drawing on a page with seven figures. The tests hand every kind of figure to it instead.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


def figure_of(traces: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """The figure of some traces and a layout, taken as they are."""
    return go.Figure(data=traces, layout=layout, _validate=False)
