"""One way to a Plotly figure: from plain dicts, without Plotly's check and copy of every value.

Checking costs more than drawing on a page with seven figures, and copying most of the rest. The tests hand every kind
of figure to the check instead.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


class PlainFigure(go.Figure):
    """A Plotly figure that stays the dicts it was made from; anything but `to_dict` makes the whole figure of them."""

    def __init__(self, traces: list[dict[str, Any]], layout: dict[str, Any]) -> None:
        self._plain = {"data": traces, "layout": layout}

    def to_dict(self) -> dict[str, Any]:
        """The dicts themselves, which is all that a page asks for; once the whole figure was made, a copy of that."""
        if "_data_objs" not in self.__dict__:
            return self._plain
        whole: dict[str, Any] = super().to_dict()
        return whole

    def __reduce__(self) -> tuple[type[PlainFigure], tuple[object, object]]:
        """Copied by its dicts."""
        plain = self.to_dict()
        return PlainFigure, (plain["data"], plain["layout"])

    def __getattr__(self, name: str) -> Any:
        """Reached for what a whole figure has and the dicts have not: make it then, once."""
        if name == "_plain" or "_data_objs" in self.__dict__:
            raise AttributeError(name)
        super().__init__(data=self._plain["data"], layout=self._plain["layout"], _validate=False)
        return getattr(self, name)


def figure_of(traces: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """The figure of some traces and a layout, taken as they are."""
    return PlainFigure(traces, layout)
