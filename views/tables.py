"""Tables of our own HTML, and the frame behind a figure to look at and to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

import pandas as pd
import streamlit as st

from views.style import house

RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""A spreadsheet would run a cell that begins so (OWASP); numbers keep their sign."""


def html_table(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset(), caption: str
) -> str:
    """A table whose cells are HTML already (callers escape values); `right` are the positions of number columns."""
    header = "".join(f'<th scope="col"{_side(place, right)}>{escape(name)}</th>' for place, name in enumerate(head))
    body = "".join(f"<tr>{_cells(row, right)}</tr>" for row in rows)
    label = f'<caption class="second"><span>{escape(caption)}</span></caption>' if caption else ""
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(caption or head[0])}">' + (
        f'<table class="sheet">{label}<thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cells(row: Sequence[str], right: frozenset[int]) -> str:
    first = f'<th scope="row"{_side(0, right)}>{row[0]}</th>'
    return first + "".join(f"<td{_side(place, right)}>{cell}</td>" for place, cell in enumerate(row[1:], start=1))


def _side(place: int, right: frozenset[int]) -> str:
    return ' class="right"' if place in right else ""


def show_table(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset(), caption: str = ""
) -> None:
    """Draw a table of our own."""
    house(html_table(head, rows, right=right, caption=caption))


def take_away(
    made: pd.DataFrame | Callable[[], pd.DataFrame],
    *,
    name: str,
    words: str,
    label: str = "Table",
    picture: Callable[[], bytes] | None = None,
) -> None:
    """An expander with the figure's own frame and its downloads, made when it is opened: `internal_<name>.csv`."""
    with st.expander(label, key=f"table_{name}", on_change="rerun") as box:
        if not box.open:
            return
        frame = made() if callable(made) else made
        st.caption(words)
        downloads(frame, name=name, picture=picture)
        st.dataframe(frame, hide_index=True, alt=words)


def downloads(frame: pd.DataFrame, *, name: str, picture: Callable[[], bytes] | None = None) -> None:
    """The buttons of a figure, over its table: at the keyboard a table takes a key a cell to leave."""
    with st.container(horizontal=True):
        download(frame, name=name)
        if picture is not None:
            download_picture(picture, name=name)


def download(frame: pd.DataFrame, *, name: str) -> None:
    """A button with the frame as CSV. It holds patient-level counts: the file name says it is internal."""
    st.download_button(
        "Download CSV",
        data=lambda: as_csv(frame),
        file_name=f"internal_{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv_{name}",
    )


def download_picture(draw: Callable[[], bytes], *, name: str) -> None:
    """A button with the figure as SVG, drawn only when it is asked for."""
    st.download_button(
        "Download picture (SVG)",
        data=draw,
        file_name=f"internal_{name}.svg",
        mime="image/svg+xml",
        on_click="ignore",
        key=f"svg_{name}",
    )


def as_csv(frame: pd.DataFrame) -> bytes:
    """UTF-8 with the mark Excel wants; no cell can run as a formula."""
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]) and not pd.api.types.is_datetime64_any_dtype(safe[column]):
            safe[column] = safe[column].map(_safe_cell)
    return safe.to_csv(index=False).encode("utf-8-sig")


def _safe_cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip(" ").startswith(RISKY_STARTS) else value
