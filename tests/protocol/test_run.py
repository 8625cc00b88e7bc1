"""Running an apiKeyCommand from an editor: asked, shown, told, and never more than that."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcRequestCancelled

from protocol.editor import PATIENCE, PROFILES, Answer, Editor, Params, editing

KEY = "sk-test-not-a-key"
PRINTS = f"print('{KEY}')"
FAILS = "raise SystemExit(3)"
STAYS = (
    "import socket, sys, time;"
    "line = socket.create_connection(('127.0.0.1', int(sys.argv[1]))); time.sleep(600)"
)
NOTE = "opencode 1.18 does not run this by itself"

each_editor = pytest.mark.parametrize("profile", PROFILES)

Story = Callable[[Editor], Awaitable[object]]


def check(
    profile: str, folder: Path, story: Story, expected: object, *, trusted: bool = True
) -> None:
    async def play() -> object:
        async with (
            asyncio.timeout(2 * PATIENCE),
            editing(profile, folder, trusted=trusted) as editor,
        ):
            return await story(editor)

    assert asyncio.run(play()) == expected


def config(program: str, *arguments: str) -> str:
    argv = [sys.executable, "-c", program, *arguments]
    provider = {"npm": "é😀", "options": {"apiKeyCommand": argv}}
    return json.dumps({"provider": {"a": provider}}, ensure_ascii=False)


def choose(title: str) -> Callable[[Params], Awaitable[Answer]]:
    async def answer(_params: Params) -> Answer:
        return types.MessageActionItem(title)

    return answer


def codes(found: list[types.Diagnostic]) -> list[object]:
    return [each.code for each in found]


@each_editor
def test_a_key(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        editor.answer = choose("Run once")
        await editor.open(config(PRINTS))
        result = await editor.run("a")
        (message,) = editor.messages
        assert message == f"The key of `a`: {result['message']}. {NOTE}"
        return sorted(result), result["ok"], result["length"]

    keys = ["length", "message", "ok", "provider", "seconds"]
    check(profile, tmp_path, story, (keys, True, len(KEY)))


def test_with_the_plugin_nothing_is_said_of_opencode(tmp_path: Path) -> None:
    plugin = tmp_path / ".opencode" / "plugin" / "opencode-ls.js"
    plugin.parent.mkdir(parents=True)
    plugin.touch()

    async def story(editor: Editor) -> object:
        editor.answer = choose("Run once")
        await editor.open(config(PRINTS))
        result = await editor.run("a")
        return editor.messages == [f"The key of `a`: {result['message']}"]

    check("neovim@v0.11", tmp_path, story, expected=True)


@each_editor
def test_the_question_shows_everything(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        await editor.open(config(PRINTS))
        await editor.run("a")
        (asked,) = editor.asked
        assert all(part in asked.message for part in (PRINTS, str(editor.path), sys.executable))
        return asked.type, [action.title for action in asked.actions or ()]

    titles = ["Run once", "Always allow this exact command", "Cancel"]
    check(profile, tmp_path, story, (types.MessageType.Warning, titles))


@each_editor
@pytest.mark.parametrize("answer", ["Cancel", "run once", None], ids=str)
def test_anything_but_a_clear_yes_is_a_no(profile: str, answer: str | None, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        if answer is not None:
            editor.answer = choose(answer)
        await editor.open(config(f"open({str(tmp_path / 'ran')!r}, 'w')"))
        result = await editor.run("a")
        return result["ok"], result["kind"], (tmp_path / "ran").exists()

    check(profile, tmp_path, story, (False, "not-allowed", False))


@each_editor
def test_a_failure_stays_until_the_command_is_another(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        editor.answer = choose("Run once")
        await editor.open(config(FAILS))
        result = await editor.run("a")
        failed = await editor.findings(lambda found: "key-command-failed" in codes(found))
        editor.change("SystemExit(3)", "SystemExit(4)")
        await editor.findings(lambda found: "key-command-failed" not in codes(found))
        said = next(each.message for each in failed if each.code == "key-command-failed")
        return result["ok"], result["message"] == said, editor.messages == [said]

    check(profile, tmp_path, story, (False, True, True))


@each_editor
def test_nothing_runs_in_a_workspace_that_is_not_trusted(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        editor.answer = choose("Run once")
        await editor.open(config(PRINTS))
        refused = await editor.run("a")
        asked = len(editor.asked)
        editor.client.protocol.notify("opencode-ls/didChangeTrust", {"trusted": True})
        allowed = await editor.run("a")
        hint = "Manage Workspace Trust" if "visual" in profile else "initializationOptions.trusted"
        return refused["kind"], hint in refused["message"], asked, allowed["ok"]

    check(profile, tmp_path, story, ("not-allowed", True, 0, True), trusted=False)


@each_editor
def test_nothing_runs_if_the_text_changed_while_the_user_was_asked(
    profile: str, tmp_path: Path
) -> None:
    async def story(editor: Editor) -> object:
        async def answer(_params: Params) -> Answer:
            editor.change("'w'", "'a'")
            return types.MessageActionItem("Run once")

        editor.answer = answer
        await editor.open(config(f"open({str(tmp_path / 'ran')!r}, 'w')"))
        result = await editor.run("a")
        return result["ok"], result["kind"], (tmp_path / "ran").exists()

    check(profile, tmp_path, story, (False, "changed", False))


class Line:
    """A connection that a command opens: so one sees that it runs, and that it is gone."""

    def __init__(self) -> None:
        self._opened: asyncio.Future[asyncio.StreamReader] = asyncio.Future()
        self._writer: asyncio.StreamWriter | None = None
        self._server: asyncio.Server | None = None

    async def command(self) -> str:
        """The text of a configuration whose command calls here and then stays."""
        self._server = await asyncio.start_server(self._called, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        return config(STAYS, str(port))

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._opened.set_result(reader)

    async def started(self) -> None:
        await asyncio.wait_for(self._opened, PATIENCE)

    async def ended(self) -> None:
        # The last process that holds the other end closes it by its own end.
        await asyncio.wait_for((await self._opened).read(), PATIENCE)
        assert self._writer is not None
        assert self._server is not None
        self._writer.close()
        await self._writer.wait_closed()
        self._server.close()
        await self._server.wait_closed()


@each_editor
def test_the_progress_can_be_cancelled(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        line = Line()
        editor.answer = choose("Run once")
        await editor.open(await line.command())
        run = asyncio.ensure_future(editor.run("a"))
        await line.started()
        ((token, (begin,)),) = editor.client.progress_reports.items()
        params = types.WorkDoneProgressCancelParams(token)
        editor.client.window_work_done_progress_cancel(params)
        result = await asyncio.wait_for(run, PATIENCE)
        await line.ended()
        (_, end) = editor.client.progress_reports[token]
        return begin, end, result["kind"]

    begin = types.WorkDoneProgressBegin("apiKeyCommand of `a`", cancellable=True)
    check(profile, tmp_path, story, (begin, types.WorkDoneProgressEnd(), "cancelled"))


@each_editor
def test_the_request_can_be_cancelled(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        line = Line()
        editor.answer = choose("Run once")
        await editor.open(await line.command())
        run = asyncio.ensure_future(editor.run("a", name="my run"))
        await line.started()
        editor.client.cancel_request(types.CancelParams("my run"))
        with pytest.raises(JsonRpcRequestCancelled):
            await run
        await line.ended()
        return editor.messages

    check(profile, tmp_path, story, [])


@each_editor
def test_a_question_can_be_cancelled(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        asked = asyncio.Event()

        async def answer(_params: Params) -> Answer:
            asked.set()
            await asyncio.Event().wait()
            return None

        editor.answer = answer
        await editor.open(config(PRINTS))
        run = asyncio.ensure_future(editor.run("a"))
        await asked.wait()
        await editor.progress()
        (token,) = editor.client.progress_reports
        params = types.WorkDoneProgressCancelParams(token)
        editor.client.window_work_done_progress_cancel(params)
        result = await asyncio.wait_for(run, PATIENCE)
        return result["ok"]

    check(profile, tmp_path, story, expected=False)


@each_editor
def test_hover_shows_the_last_result(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        editor.answer = choose("Run once")
        await editor.open(config(PRINTS))
        await editor.run("a")
        params = types.HoverParams(editor.document, editor.after('"apiKeyC'))
        hover = await editor.client.text_document_hover_async(params)
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        return "Last run: ok" in hover.contents.value

    check(profile, tmp_path, story, expected=True)


@each_editor
def test_actions_offer_the_run_and_the_try(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        await editor.open(config(PRINTS))
        place = editor.after('"apiKeyC')
        context = types.CodeActionContext(diagnostics=[])
        params = types.CodeActionParams(editor.document, types.Range(place, place), context)
        found = await editor.client.text_document_code_action_async(params)
        return [each.title for each in found or () if each.command]

    plugin = "Install the plugin with which opencode runs `apiKeyCommand`"
    titles = [plugin, "Run apiKeyCommand for «a»", "Try the key of «a»"]
    check(profile, tmp_path, story, titles)
