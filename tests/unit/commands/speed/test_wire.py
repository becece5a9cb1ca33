"""The wire format written by hand is the one of the installed Streamlit."""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from analytics.commands.speed.wire import FINISHED, finished, holds_a_chart, rerun_message, top_fields, widget_ids


def test_streamlit_reads_the_picked_filters() -> None:
    message = BackMsg()
    message.ParseFromString(rerun_message({"$$ID-0af-site": ["north", "süd"], "$$ID-1-medication": []}))
    states = message.rerun_script.widget_states.widgets
    assert message.WhichOneof("type") == "rerun_script"
    assert {state.id: list(state.string_array_value.data) for state in states} == {
        "$$ID-0af-site": ["north", "süd"],
        "$$ID-1-medication": [],
    }


def test_a_request_without_filters_is_a_rerun() -> None:
    message = BackMsg()
    message.ParseFromString(rerun_message({}))
    assert message.WhichOneof("type") == "rerun_script"


@pytest.mark.parametrize("status", FINISHED)
def test_the_end_of_a_run_is_recognised(status: int) -> None:
    message = ForwardMsg(script_finished=status)  # type: ignore[arg-type]
    message.hash = "a" * 200
    assert finished(message.SerializeToString()) == status


def test_other_messages_are_no_end() -> None:
    message = ForwardMsg()
    message.delta.new_element.multiselect.id = "$$ID-0a1b-discharge_reason"
    sent = message.SerializeToString()
    assert finished(sent) is None
    assert widget_ids(sent) == {"discharge_reason": "$$ID-0a1b-discharge_reason"}
    assert not holds_a_chart(sent)


def test_a_figure_is_recognised() -> None:
    message = ForwardMsg()
    message.delta.new_element.plotly_chart.spec = '{"data":[{"type":"bar"}],"layout":{}}'
    assert holds_a_chart(message.SerializeToString())


def test_a_wire_type_that_is_not_used_is_an_error() -> None:
    with pytest.raises(ValueError, match="wire type 3"):
        list(top_fields(bytes([1 << 3 | 3])))
