"""Over TCP on this machine, for debugging: everything but running commands."""

import sys
from collections.abc import Callable
from pathlib import Path

from protocol.raw_client import RawClient, at

BRIDGE = str(Path(__file__).with_name("tcp_bridge.py"))
Story = Callable[[RawClient], object]


def check(story: Story, expected: object) -> None:
    with RawClient(command=(sys.executable, BRIDGE)) as client:
        client.initialize(initializationOptions={"trusted": True})
        assert story(client) == expected


def test_a_session() -> None:
    def story(client: RawClient) -> object:
        document = {"textDocument": {"uri": "file:///work/opencode.json"}}
        client.open("file:///work/opencode.json", '{"share": "auto"}')
        hover = client.request("textDocument/hover", {**document, "position": at(0, 3)})
        client.request("shutdown")
        client.notify("exit")
        return hover["result"]["range"]["start"], client.exit_code()

    check(story, (at(0, 1), 0))


def test_the_end_of_the_connection_ends_the_server() -> None:
    def story(client: RawClient) -> object:
        client.close_input()
        return client.exit_code()

    check(story, 1)


def test_nothing_runs(tmp_path: Path) -> None:
    def story(client: RawClient) -> object:
        uri = (tmp_path / "opencode.json").as_uri()
        argv = f'["sh", "-c", "echo x > {tmp_path}/ran"]'
        client.open(uri, f'{{"provider": {{"a": {{"options": {{"apiKeyCommand": {argv}}}}}}}}}')
        arguments = [{"uri": uri, "provider": "a"}]
        params = {"command": "opencode-ls.runApiKeyCommand", "arguments": arguments}
        result = client.request("workspace/executeCommand", params)["result"]
        return result["kind"], "over TCP nothing runs" in result["message"]

    check(story, ("not-allowed", True))
    assert not (tmp_path / "ran").exists()
