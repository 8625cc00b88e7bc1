"""Whatever is half typed: what is accepted leaves a correct text, with nothing twice."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.features.completion import complete
from support.fake_world import FakeWorld
from support.lsp_snippet import expanded
from support.marked import after_edits, marked

WORLD = FakeWorld()
MODEL = '{"provider": {"x": {"models": {"m": {"modalities": {"input": [%s]}}}}}}'


def check(text: str, label: str, expected: str) -> None:
    """Accept the item of that label, as plain text; its snippet says the same."""
    plain, offset = marked(text)
    found = complete(analyse(plain, path="/work/opencode.json", world=WORLD), offset)
    item = {item.label: item for item in found}[label]

    assert after_edits(plain, *item.extra, item.edit) == expected
    assert item.snippet is None or expanded(item.snippet) == item.edit.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{$0}", '{"snapshot": false}'),
        ("{ $0 }", '{ "snapshot": false }'),
        ("{$0", '{"snapshot": false'),
        ("{sna$0}", '{"snapshot": false}'),
        ("{sna$0", '{"snapshot": false'),
        ("{$0sna}", '{"snapshot": false}'),
        ('{"$0"}', '{"snapshot": false}'),
        ('{"sna$0"}', '{"snapshot": false}'),
        ('{"sna$0', '{"snapshot": false'),
        ('{"sna$0}', '{"snapshot": false}'),
        ("{'sna$0'}", '{"snapshot": false}'),
        ('{"sn$0ap"}', '{"snapshot": false}'),
        ('{"sna$0": true}', '{"snapshot": true}'),
        ('{"sna$0":true}', '{"snapshot":true}'),
        ("{sna$0: true}", '{"snapshot": true}'),
        ('{"sna$0": }', '{"snapshot": }'),
        ('{"sna$0" true}', '{"snapshot": true}'),
        ('{"share": "auto", $0}', '{"share": "auto", "snapshot": false}'),
        ('{"share": "auto",$0}', '{"share": "auto","snapshot": false}'),
        ('{"share": "auto" $0}', '{"share": "auto", "snapshot": false}'),
        ('{"share": "auto" sna$0}', '{"share": "auto", "snapshot": false}'),
        ('{$0 "share": "auto"}', '{"snapshot": false, "share": "auto"}'),
        ('{$0"share": "auto"}', '{"snapshot": false,"share": "auto"}'),
        ('{$0, "share": "auto"}', '{"snapshot": false, "share": "auto"}'),
        ('{"mcp": {} $0}', '{"mcp": {}, "snapshot": false}'),
        ('\ufeff{"sna$0"}', '\ufeff{"snapshot": false}'),
        ('{"username": "🦊é" $0}', '{"username": "🦊é", "snapshot": false}'),
    ],
)
def test_a_key_on_one_line(text: str, expected: str) -> None:
    check(text, "snapshot", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\n  "share": "auto"\n  $0\n}', '{\n  "share": "auto",\n  "snapshot": false\n}'),
        ('{\n  "share": "auto",\n  $0\n}', '{\n  "share": "auto",\n  "snapshot": false\n}'),
        (
            '{\n  "share": "auto"\n  sna$0\n  "model": "a/b"\n}',
            '{\n  "share": "auto",\n  "snapshot": false,\n  "model": "a/b"\n}',
        ),
        (
            '{\n  "sna$0\n  "model": "a/b"\n}',
            '{\n  "snapshot": false,\n  "model": "a/b"\n}',
        ),
        (
            '{\r\n\t"share": "auto"\r\n\t$0\r\n}',
            '{\r\n\t"share": "auto",\r\n\t"snapshot": false\r\n}',
        ),
        (
            '{\n  "share": "auto" // a, b {\n  $0\n}',
            '{\n  "share": "auto", // a, b {\n  "snapshot": false\n}',
        ),
        (
            '{\n  "share": "auto" /* , */ /**/ $0\n}',
            '{\n  "share": "auto", /* , */ /**/ "snapshot": false\n}',
        ),
        (
            '{\n  $0 // next\n  "share": "auto"\n}',
            '{\n  "snapshot": false, // next\n  "share": "auto"\n}',
        ),
    ],
)
def test_a_key_between_lines(text: str, expected: str) -> None:
    check(text, "snapshot", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"share": $0}', '{"share": "auto"}'),
        ('{"share":$0}', '{"share":"auto"}'),
        ('{"share": $0', '{"share": "auto"'),
        ('{"share": au$0}', '{"share": "auto"}'),
        ('{"share": "$0"}', '{"share": "auto"}'),
        ('{"share": "m$0anual"}', '{"share": "auto"}'),
        ('{"share": "au$0', '{"share": "auto"'),
        ('{"share": "au$0}', '{"share": "auto"}'),
        ("{\"share\": 'au$0'}", '{"share": "auto"}'),
        ('{"share": true$0}', '{"share": "auto"}'),
        ('{"share" $0}', '{"share": "auto"}'),
        ('{"share" "au$0"}', '{"share": "auto"}'),
        ('{"share" "au$0', '{"share": "auto"'),
        ('{"share": "au $0', '{"share": "auto"'),
        ('{"share":\n  $0\n}', '{"share":\n  "auto"\n}'),
        ('{\n  "share": $0\n  "model": "a/b"\n}', '{\n  "share": "auto",\n  "model": "a/b"\n}'),
        ('{\n  "share": "au$0\n  "model": "a/b"\n}', '{\n  "share": "auto",\n  "model": "a/b"\n}'),
        ('{\n  "share": $0,\n  "model": "a/b"\n}', '{\n  "share": "auto",\n  "model": "a/b"\n}'),
        ('{\r\n  "share": $0\r\n}', '{\r\n  "share": "auto"\r\n}'),
    ],
)
def test_a_value(text: str, expected: str) -> None:
    check(text, "auto", expected)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("$0", '"image"'),
        ('"$0"', '"image"'),
        ("im$0", '"image"'),
        ('"text", $0', '"text", "image"'),
        ('"text" $0', '"text", "image"'),
        ('$0 "text"', '"image", "text"'),
        ('$0, "text"', '"image", "text"'),
        ('"text", "im$0', '"text", "image"'),
        ('"text", "im$0", "pdf"', '"text", "image", "pdf"'),
        ('"text" /* , */ $0', '"text", /* , */ "image"'),
    ],
)
def test_an_item_of_a_list(items: str, expected: str) -> None:
    check(MODEL % items, "image", MODEL % expected)


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ('{"provider": {"x": {"opt$0', "options", '{"provider": {"x": {"options": {}'),
        (
            '{"provider": {"x": {"options": {"apiKeyCommand": ["op", "read"\n"base$0": 1}}}}',
            "baseURL",
            '{"provider": {"x": {"options": {"apiKeyCommand": ["op", "read"\n"baseURL": 1}}}}',
        ),
        (
            '{\n  "provider": {\n    "x": {\n      $0\n\n  "share": "auto"\n}',
            "name",
            '{\n  "provider": {\n    "x": {\n      "name": "",\n\n  "share": "auto"\n}',
        ),
        (
            '{"mcp": {"a": {"type": "local" "comm$0"}}}',
            "command",
            '{"mcp": {"a": {"type": "local", "command": [""]}}}',
        ),
    ],
)
def test_what_follows_the_break_stays(text: str, label: str, expected: str) -> None:
    check(text, label, expected)


@pytest.mark.parametrize(
    "text",
    [
        '{"share": "auto"} $0',
        '$0 {"share": "auto"}',
        "// $0",
        "{ // $0\n}",
        "{ /* $0 */ }",
        "/* $0",
        '{"share" $0: "auto"}',
        '{"mcp": {}$0}',
        '{"mcp": $0{}}',
        '{"no-such-key": $0}',
        '{"no-such-key": {$0}}',
        '{"share": {$0}}',
        "[$0]",
    ],
)
def test_nothing_is_offered(text: str) -> None:
    plain, offset = marked(text)

    assert complete(analyse(plain, world=WORLD), offset) == ()
