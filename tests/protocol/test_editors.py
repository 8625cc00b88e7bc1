"""What the user of each editor sees, with an accent and an emoji on the line."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types

from protocol.editor import PROFILES, Editor, editing
from protocol.places import edited, range_of

TEXT = """{
  "username": "é😀", "modle": "anthropic/claude-sonnet-4-5", "share": "auto"
}
"""

each_editor = pytest.mark.parametrize("profile", PROFILES)

Story = Callable[[Editor], Awaitable[object]]


def check(profile: str, folder: Path, story: Story, expected: object) -> None:
    async def play() -> object:
        async with editing(profile, folder) as editor:
            await editor.open(TEXT)
            return await story(editor)

    assert asyncio.run(play()) == expected


@each_editor
def test_it_agrees_on_how_columns_are_counted(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        return editor.capabilities.position_encoding

    check(profile, tmp_path, story, PROFILES[profile])


@each_editor
def test_each_finding_once(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        found = await editor.findings(lambda _: True)
        return [(each.code, each.source, each.severity, each.range) for each in found]

    warning = types.DiagnosticSeverity.Warning
    place = range_of(TEXT, '"modle"', PROFILES[profile])
    check(profile, tmp_path, story, [("unknown-key", "opencode", warning, place)])


@each_editor
def test_a_finding_goes_with_its_mistake(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        editor.change("modle", "model")
        return await editor.findings(lambda found: not found)

    check(profile, tmp_path, story, [])


@each_editor
def test_completion_of_a_value(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        params = types.CompletionParams(editor.document, editor.after('"share": "'))
        found = await editor.client.text_document_completion_async(params)
        assert isinstance(found, types.CompletionList)
        item = next(item for item in found.items if item.label == "disabled")
        assert item.text_edit is not None
        return edited(TEXT, [item.text_edit, *(item.additional_text_edits or ())], editor.encoding)

    check(profile, tmp_path, story, TEXT.replace('"auto"', '"disabled"'))


@each_editor
def test_completion_is_documented_now_or_later(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        params = types.CompletionParams(editor.document, editor.after('"sha'))
        found = await editor.client.text_document_completion_async(params)
        assert isinstance(found, types.CompletionList)
        item = next(item for item in found.items if item.label == "share")
        late = item.documentation is None
        if late:
            item = await editor.client.completion_item_resolve_async(item)
        said = item.documentation
        text = said.value if isinstance(said, types.MarkupContent) else said
        return late, type(said), "published" in (text or "")

    late = profile in {"visual-studio-code", "emacs"}
    kind = str if profile == "emacs" else types.MarkupContent
    check(profile, tmp_path, story, (late, kind, True))


@each_editor
def test_hover(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        params = types.HoverParams(editor.document, editor.after('"sha'))
        found = await editor.client.text_document_hover_async(params)
        assert found is not None
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.kind, found.contents.value[:10], found.range

    place = range_of(TEXT, '"share"', PROFILES[profile])
    check(profile, tmp_path, story, (types.MarkupKind.Markdown, "**`share`*", place))


@each_editor
def test_a_quick_fix(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        found = await actions(editor, '"mod')
        action = next(each for each in found if each.is_preferred)
        if action.data is not None:
            assert action.edit is None
            action = await editor.client.code_action_resolve_async(action)
        assert action.edit is not None
        if action.edit.document_changes:
            (change,) = action.edit.document_changes
            assert isinstance(change, types.TextDocumentEdit)
            assert change.text_document.version == 1
            edits = list(change.edits)
        else:
            assert action.edit.changes is not None
            edits = list(action.edit.changes[editor.uri])
        return action.title, action.kind, edited(TEXT, edits, editor.encoding)

    fixed = TEXT.replace("modle", "model")
    check(profile, tmp_path, story, ("Rename to `model`", types.CodeActionKind.QuickFix, fixed))


async def actions(editor: Editor, part: str) -> list[types.CodeAction]:
    place = editor.after(part)
    context = types.CodeActionContext(diagnostics=await editor.findings(lambda _: True))
    params = types.CodeActionParams(editor.document, types.Range(place, place), context)
    found = await editor.client.text_document_code_action_async(params)
    return [each for each in found or () if isinstance(each, types.CodeAction)]


@each_editor
def test_symbols(profile: str, tmp_path: Path) -> None:
    async def story(editor: Editor) -> object:
        params = types.DocumentSymbolParams(editor.document)
        found = await editor.client.text_document_document_symbol_async(params)
        symbols = [each for each in found or () if isinstance(each, types.DocumentSymbol)]
        return [(each.name, each.selection_range) for each in symbols]

    names = ["username", "modle", "share"]
    places = [range_of(TEXT, f'"{name}"', PROFILES[profile]) for name in names]
    check(profile, tmp_path, story, list(zip(names, places, strict=True)))
