"""A session from its first message to its exit code."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from protocol.raw_client import RawClient, at

DOCUMENT = {"textDocument": {"uri": "file:///work/opencode.json"}}
HOVER = {**DOCUMENT, "position": at(0, 1)}

Story = Callable[[RawClient], object]


def check(story: Story, expected: object) -> None:
    with RawClient() as client:
        assert story(client) == expected


def code(reply: dict[str, dict[str, object]]) -> object:
    return reply["error"]["code"] if "error" in reply else "result"


def test_a_whole_session() -> None:
    def story(client: RawClient) -> object:
        client.initialize()
        client.open("file:///work/opencode.json", "{}")
        hover = code(client.request("textDocument/hover", HOVER))
        shutdown = client.request("shutdown")["result"]
        client.notify("exit")
        return hover, shutdown, client.exit_code()

    check(story, ("result", None, 0))


def test_requests_before_initialize_are_refused() -> None:
    def story(client: RawClient) -> object:
        before = code(client.request("textDocument/hover", HOVER))
        client.open("file:///work/opencode.json", "{}")
        client.initialize()
        return before, code(client.request("textDocument/hover", HOVER))

    check(story, (-32002, "result"))


@pytest.mark.parametrize(
    "params",
    [
        None,
        {},
        {"capabilities": 5},
        {"capabilities": {}, "processId": "me"},
        {"capabilities": {}, "rootUri": "http://[::1"},
        {"capabilities": {}, "workspaceFolders": [{"uri": "http://[::1", "name": "x"}]},
        {"capabilities": {}, "workspaceFolders": [{"name": "x"}]},
    ],
)
def test_an_initialize_that_makes_no_sense_can_be_said_again(params: object) -> None:
    def story(client: RawClient) -> object:
        refused = code(client.request("initialize", params))
        client.initialize()
        return refused, code(client.request("textDocument/hover", HOVER))

    check(story, (-32602, "result"))


@pytest.mark.parametrize(
    "capabilities",
    [
        {"textDocument": 5, "workspace": [], "window": True},
        {"general": {"positionEncodings": ["utf-7", 5, [], "utf-8"]}},
        {"textDocument": {"completion": {"completionItem": "x"}, "hover": {"contentFormat": 7}}},
        {"window": {"workDoneProgress": "yes"}, "experimental": []},
    ],
)
def test_odd_capabilities_count_as_none(capabilities: object) -> None:
    def story(client: RawClient) -> object:
        client.initialize(capabilities=capabilities)
        client.open("file:///work/opencode.json", "{}")
        return code(client.request("textDocument/hover", HOVER))

    check(story, "result")


def test_a_second_initialize_is_refused() -> None:
    def story(client: RawClient) -> object:
        client.initialize()
        second = code(client.request("initialize", {"capabilities": {}}))
        return second, code(client.request("textDocument/hover", HOVER))

    check(story, (-32600, "result"))


def test_requests_after_shutdown_are_refused() -> None:
    def story(client: RawClient) -> object:
        client.initialize()
        client.request("shutdown")
        after = code(client.request("textDocument/hover", HOVER))
        client.notify("exit")
        return after, client.exit_code()

    check(story, (-32600, 0))


@pytest.mark.parametrize("initialized", [True, False], ids=["after", "before initialize"])
def test_exit_without_shutdown(initialized: bool) -> None:  # noqa: FBT001  (a case of the table)
    def story(client: RawClient) -> object:
        if initialized:
            client.initialize()
        client.notify("exit")
        return client.exit_code()

    check(story, 1)


def test_the_end_of_the_input_ends_the_server() -> None:
    def story(client: RawClient) -> object:
        client.initialize()
        client.close_input()
        return client.exit_code()

    check(story, 1)


def test_what_was_said_before_the_end_of_the_input_is_done() -> None:
    def story(client: RawClient) -> object:
        client.initialize()
        client.ask("shutdown")
        client.notify("exit")
        client.close_input()
        return client.exit_code()

    check(story, 0)


def test_the_server_ends_with_its_client() -> None:
    def story(client: RawClient) -> object:
        with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as editor:
            client.initialize(processId=editor.pid)
            editor.kill()
        return client.exit_code()

    check(story, 1)


def test_a_client_of_another_machine_is_not_watched() -> None:
    def story(client: RawClient) -> object:
        with subprocess.Popen([sys.executable, "-c", ""]) as gone:
            gone.wait()
        client.initialize(processId=gone.pid)
        return code(client.request("textDocument/hover", HOVER))

    check(story, "result")


def test_a_stray_print_does_not_reach_the_client() -> None:
    program = (
        "import os, sys; from opencode_ls.cli import server, main;"
        "from opencode_ls.lsp.hovering import METHODS;"
        "say = lambda server, params: (print('stray'), os.system('echo child'), None)[-1];"
        "METHODS['textDocument/hover'] = say; sys.exit(main(['server']))"
    )

    def story(client: RawClient) -> object:
        client.initialize()
        reply = client.request("textDocument/hover", HOVER)
        client.request("shutdown")
        client.notify("exit")
        return reply["result"], client.exit_code(), sorted(client.errors_at_end().split())

    with RawClient(command=(sys.executable, "-c", program)) as client:
        assert story(client) == (None, 0, [b"child", b"stray"])


def test_the_server_needs_no_working_folder(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    with RawClient(folder=gone) as client:
        gone.rmdir()
        client.initialize()

        assert code(client.request("textDocument/hover", HOVER)) == "result"
