"""What a visitor may send: nobody clears what others use, and no other web site gets in."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from equipoise.server.websocket import permitted, same_origin
from serving import serve

from .visitor import visit

SCRIPT = Path(__file__).with_name("remembering.py")


@pytest.mark.parametrize(
    ("message", "passes"),
    [
        (BackMsg(rerun_script=ClientState(query_string="v=2")), True),
        (BackMsg(stop_script=True), True),
        (BackMsg(app_heartbeat=True), True),
        (BackMsg(clear_cache=True), False),
        (BackMsg(load_git_info=True), False),
        (BackMsg(set_run_on_save=True), False),
        (BackMsg(debug_shutdown_runtime=True), False),
        (BackMsg(), False),
    ],
)
def test_only_messages_that_a_page_needs_pass(message, passes):
    assert permitted(message.SerializeToString()) is passes


def test_what_is_no_message_is_left_to_streamlit_which_hangs_up():
    assert permitted(b"\xff\xff\xff") and permitted(None)


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        (None, "shop.example", True),
        ("https://shop.example", "shop.example", True),
        ("http://127.0.0.1:8501", "127.0.0.1:8501", True),
        ("http://127.0.0.1:9000", "127.0.0.1:8501", False),
        ("http://localhost:8501", "127.0.0.1:8501", False),
        ("https://shop.example.evil.example", "shop.example", False),
        ("null", "shop.example", False),
        ("https://[", "shop.example", False),
        ("", "", False),
        ("https://shop.example", None, False),
    ],
)
def test_a_connection_comes_from_a_page_of_the_same_host(origin, host, same):
    assert same_origin(origin, host) is same


@pytest.mark.parametrize("guarded", ["yes", "no"])
def test_no_visitor_clears_what_others_use(guarded):
    with serve(SCRIPT, {"GUARDED": guarded}) as address, visit(address) as one, visit(address) as other:
        before = one.run()
        other.send(BackMsg(clear_cache=True))
        other.run()
        assert len(before) == 1
        assert (one.run() == before) is (guarded == "yes")
