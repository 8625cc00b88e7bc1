"""A mistake of ours costs one answer, says what it is and nothing of the user's text."""

import sys

import pytest

from protocol.raw_client import RawClient, at

SECRET = "sk-test-not-a-key"
HOVER = {"textDocument": {"uri": "file:///work/opencode.json"}, "position": at(0, 1)}

PROGRAM = """
import sys
from opencode_ls.cli import main
from opencode_ls.lsp import handlers, hovering
from opencode_ls.lsp.server import Server

def fault(server: Server, params):
    {fault}

handlers.METHODS["textDocument/didSave"] = fault
hovering.METHODS["textDocument/hover"] = fault
sys.exit(main(["server"]))
"""


def check(fault: str, logged: str) -> None:
    with RawClient(command=(sys.executable, "-c", PROGRAM.format(fault=fault))) as client:
        client.initialize()
        client.notify("textDocument/didSave", {"textDocument": HOVER["textDocument"]})
        error = client.request("textDocument/hover", HOVER)["error"]
        symbols = client.request("textDocument/documentSymbol", HOVER)["result"]
        client.request("shutdown")
        client.notify("exit")
        code, log = client.exit_code(), client.errors_at_end().decode()

        assert error == {"code": -32603, "message": "Internal error"}
        assert (symbols, code) == ([], 0)
        assert logged in log
        assert SECRET not in log + client.output.decode()
        assert "Traceback" not in log + client.output.decode()
        assert [each for each in client.seen if each.get("method") == "window/showMessage"] == []


@pytest.mark.parametrize(
    ("fault", "logged"),
    [
        (f"raise ValueError({SECRET!r})", "a request failed: ValueError at <string>:8"),
        (f"raise KeyError({SECRET!r})", "a notification failed: KeyError at <string>:8"),
        (f"return {{{SECRET!r}: object()}}", "a result that is no JSON: TypeError at typed.py"),
        ("return fault(server, params)", "a request failed: RecursionError at <string>:8"),
    ],
)
def test_a_handler_that_fails(fault: str, logged: str) -> None:
    check(fault, logged)


def test_a_log_that_nobody_reads_does_not_stop_the_server() -> None:
    with RawClient() as client:
        client.initialize()
        for _ in range(3000):
            client.notify("textDocument/didOpen", {"textDocument": 5})
        client.request("shutdown")
        client.notify("exit")
        client.exit_code()

        assert 0 < len(client.errors_at_end().splitlines()) <= 200
