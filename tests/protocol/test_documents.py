"""The open documents: whose they are, their texts after edits, and what is known about them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from opencode_ls.analysis.build import Run
from opencode_ls.lsp.documents import Basis, Documents
from opencode_ls.lsp.edits import change_of
from opencode_ls.text import Encoding
from support.fake_world import FakeWorld

Changes = Sequence[types.TextDocumentContentChangeEvent]
Place = tuple[int, int]
whole = types.TextDocumentContentChangeWholeDocument

HOME = "file:///home/me/.config/opencode"
CONFIG = "file:///work/opencode.json"
SCHEMA = '{"$schema": "https://opencode.ai/config.json"}'
WORLD = FakeWorld(files={"/work/.git": "<directory>", "/work/opencode.jsonc": "{}"})
COMMAND = '{"provider": {"a": {"options": {"apiKeyCommand": ["op", "read"]}}}}'


def check(
    text: str, changes: Sequence[types.TextDocumentContentChangeEvent], expected: str
) -> None:
    documents = holding(text)
    documents.change(CONFIG, 2, [*map(change_of, changes)])
    document = documents[CONFIG]

    assert document is not None
    assert (document.text, document.version) == (expected, 2)


def holding(
    text: str, uri: str = CONFIG, language: str = "json", encoding: Encoding = "utf-16"
) -> Documents:
    documents = Documents(Basis(WORLD), encoding)
    documents.open(types.TextDocumentItem(uri, language, 1, text))
    return documents


def edit(
    start: tuple[int, int], end: tuple[int, int], text: str
) -> types.TextDocumentContentChangePartial:
    area = types.Range(types.Position(*start), types.Position(*end))
    return types.TextDocumentContentChangePartial(area, text)


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("ab", [edit((0, 1), (0, 1), "x")], "axb"),
        ("a\nb", [edit((0, 1), (1, 0), "")], "ab"),
        ("a😀b", [edit((0, 3), (0, 4), "")], "a😀"),
        ("a\u2028b\nc", [edit((1, 0), (1, 1), "d")], "a\u2028b\nd"),
        ("a\rb\r\nc", [edit((2, 0), (2, 1), "d")], "a\rb\r\nd"),
        ("abc", [edit((0, 2), (0, 1), "x")], "axc"),
        ("abc", [edit((0, 9), (9, 9), "x")], "abcx"),
        ("abc", [edit((0, 0), (0, 1), ""), edit((0, 0), (0, 1), "")], "c"),
        (
            "abc",
            [whole("x"), edit((0, 1), (0, 1), "y")],
            "xy",
        ),
        ("abc", [], "abc"),
    ],
)
def test_an_edit(text: str, changes: Changes, expected: str) -> None:
    check(text, changes, expected)


TEXTS = st.text(st.sampled_from("a{é\u20ac😀\n\r\u2028"), max_size=12)


@given(
    TEXTS,
    st.integers(0, 12),
    st.integers(0, 12),
    TEXTS,
    st.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
def test_an_edit_lands_where_the_client_means_it(
    text: str, first: int, second: int, new: str, encoding: Encoding
) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    places = (position(text, start, encoding), position(text, end, encoding))
    if "\r\n" in (text[max(start - 1, 0) : start + 1], text[max(end - 1, 0) : end + 1]):
        return  # no client can name the middle of a line break
    documents = holding(text, encoding=encoding)
    documents.change(CONFIG, 2, [change_of(edit(*places, new))])
    document = documents[CONFIG]

    assert document is not None
    assert document.text == text[:start] + new + text[end:]


def position(text: str, offset: int, encoding: Encoding) -> tuple[int, int]:
    """Counted in the simplest way: break by break, unit by unit."""
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    code = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    return len(lines) - 1, len(lines[-1].encode(code)) // width


@pytest.mark.parametrize(
    ("uri", "language", "text", "expected"),
    [
        (CONFIG, "json", "", True),
        ("file:///work/opencode.jsonc", "plaintext", "", True),
        ("file:///work/%6Fpencode.json", "json", "", True),
        ("file:///work/my.json", "opencode", "", True),
        ("file:///work/my.json", "json", SCHEMA, True),
        ("file:///work/my.json", "json", SCHEMA.replace("config", "tui"), False),
        ("file:///work/my.json", "json", "", False),
        (f"{HOME}/config.json", "json", "", True),
        ("file:///work/config.json", "json", "", False),
        ("untitled:opencode.json", "json", "", True),
        ("untitled:Untitled-1", "opencode", "", True),
        ("file:///work/opencode.json.tmpl", "opencode", SCHEMA, False),
        ("git:/work/opencode.json", "opencode", SCHEMA, False),
        ("vscode-remote://host/work/opencode.json", "opencode", "", False),
        ("file:///a%00b/opencode.json", "json", "", False),
        ("file:///%ff/opencode.json", "json", "", False),
        ("file:///\ud800/opencode.json", "json", "", False),
        ("http://[::1", "opencode", SCHEMA, False),
        ("not a uri", "opencode", SCHEMA, False),
        ("", "opencode", SCHEMA, False),
    ],
)
def test_which_documents_are_opencode_s(uri: str, language: str, text: str, expected: bool) -> None:  # noqa: FBT001  (a case of the table)
    assert (holding(text, uri, language).snapshot(uri) is not None) is expected


def test_an_edit_may_make_a_document_opencode_s() -> None:
    uri = "file:///work/my.json"
    documents = holding("", uri)
    documents.change(uri, 2, [change_of(whole(SCHEMA))])

    assert documents.snapshot(uri) is not None


def test_an_unchanged_document_is_analysed_once() -> None:
    documents = holding("{}")

    assert documents.snapshot(CONFIG) is documents.snapshot(CONFIG)


def test_an_open_file_stands_for_the_one_on_disk() -> None:
    documents = holding("{}")
    other = types.TextDocumentItem("file:///work/opencode.jsonc", "json", 1, '{"share": "auto"}')
    documents.open(other)
    analysis = documents.analysis(CONFIG)

    assert analysis is not None
    assert [layer.text for layer in analysis.layers] == ["{}", '{"share": "auto"}']


def test_an_edit_of_one_layer_is_seen_by_the_others() -> None:
    documents = holding("{}")
    other = types.TextDocumentItem("file:///work/opencode.jsonc", "json", 1, "{}")
    documents.open(other)
    before = documents.analysis(CONFIG)
    documents.change(other.uri, 2, [change_of(whole("[]"))])
    after = documents.analysis(CONFIG)

    assert before is not None
    assert after is not None
    assert [layer.text for layer in before.layers + after.layers] == ["{}", "{}", "{}", "[]"]


def codes(documents: Documents) -> list[str]:
    snapshot = documents.snapshot(CONFIG)
    return [finding.code for finding in snapshot.findings] if snapshot else []


FAILED = Run("a", ("op", "read"), ok=False, kind="exit", message="`op` failed", seconds=1.0)


def test_a_failed_run_is_a_finding_until_the_command_is_another() -> None:
    documents = holding(COMMAND)
    documents.remember(CONFIG, FAILED)
    after_run = codes(documents)
    documents.change(CONFIG, 2, [change_of(edit((0, 0), (0, 0), "\n"))])
    after_blank = codes(documents)
    documents.change(CONFIG, 3, [change_of(whole(""))])
    documents.change(CONFIG, 4, [change_of(whole(COMMAND))])
    after_a_moment_away = codes(documents)
    changed = COMMAND.replace("read", "get")
    documents.change(CONFIG, 5, [change_of(whole(changed))])
    after_change = codes(documents)
    documents.change(CONFIG, 6, [change_of(whole(COMMAND))])
    after_change_back = codes(documents)

    told = [after_run, after_blank, after_a_moment_away, after_change, after_change_back]
    assert ["key-command-failed" in each for each in told] == [True, True, True, False, False]


def test_closing_a_document_forgets_its_runs() -> None:
    documents = holding(COMMAND)
    documents.remember(CONFIG, FAILED)
    documents.close(CONFIG)
    documents.open(types.TextDocumentItem(CONFIG, "json", 1, COMMAND))

    assert "key-command-failed" not in codes(documents)
