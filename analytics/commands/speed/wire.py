"""The few fields of Streamlit's websocket messages that a load test needs, written and read by hand (protobuf).

Streamlit itself is imported by the pages only; the numbers are those of its `BackMsg`, `ClientState`, `WidgetState` and
`ForwardMsg`. tests/unit/commands/speed/test_wire.py compares them with the installed version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

RERUN_SCRIPT = 11  # BackMsg.rerun_script: ClientState
WIDGET_STATES = 2  # ClientState.widget_states: WidgetStates
WIDGETS = 1  # WidgetStates.widgets: WidgetState
WIDGET_ID, WIDGET_TEXTS, TEXTS_DATA = 1, 9, 1  # WidgetState.id, .string_array_value: StringArray.data
SCRIPT_FINISHED = 6  # ForwardMsg.script_finished
DELTA = 5  # ForwardMsg.delta
FINISHED = {0: "done", 1: "the script does not compile", 2: "a fragment is done", 3: "stopped for a rerun"}

WIDGET = re.compile(rb"\$\$ID-[0-9a-f]+-([A-Za-z_]+)")
CHART = re.compile(rb'"data":\s*\[')
VARINT, BYTES, FIXED64, FIXED32 = 0, 2, 1, 5


def rerun_message(picked: Mapping[str, Sequence[str]]) -> bytes:
    """A request to run the script, with the values picked in multiselects (by widget id)."""
    widgets = b"".join(
        _field(WIDGETS, _field(WIDGET_ID, key.encode()) + _field(WIDGET_TEXTS, _texts(values)))
        for key, values in picked.items()
    )
    return _field(RERUN_SCRIPT, _field(WIDGET_STATES, widgets))


def finished(message: bytes) -> int | None:
    """How the script ended, if the message says so."""
    for number, value in top_fields(message):
        if number == SCRIPT_FINISHED and isinstance(value, int):
            return value
    # protobuf leaves out a zero, but a chosen member of a oneof is always written
    return None


def widget_ids(message: bytes) -> dict[str, str]:
    """Widget ids by the key the page gave them."""
    return {found[1].decode(): found[0].decode() for found in WIDGET.finditer(message)}


def holds_a_chart(message: bytes) -> bool:
    """Whether the message draws a Plotly figure."""
    return any(number == DELTA for number, _ in top_fields(message)) and CHART.search(message) is not None


def top_fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message, the nested ones left as bytes."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == VARINT:
            value, at = _varint(message, at)
            yield number, value
        elif kind == BYTES:
            length, at = _varint(message, at)
            yield number, message[at : at + length]
            at += length
        elif kind in (FIXED64, FIXED32):
            at += 8 if kind == FIXED64 else 4
        else:
            raise ValueError(f"wire type {kind} is not used by Streamlit")


def _texts(values: Sequence[str]) -> bytes:
    return b"".join(_field(TEXTS_DATA, value.encode()) for value in values)


def _field(number: int, content: bytes) -> bytes:
    return _as_varint(number << 3 | BYTES) + _as_varint(len(content)) + content


def _as_varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
