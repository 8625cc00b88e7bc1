"""What a text means, and what is said where opencode would refuse it."""

import pytest

from opencode_ls.jsonc import parse, parse_template
from support.tree_dump import dump, problems


def check(text: str, tree: str, found: list[str]) -> None:
    parsed = parse(text)

    assert (dump(parsed), problems(parsed)) == (tree, found)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("{}", "{}"),
        ("[]", "[]"),
        ("null", "null"),
        ("true", "true"),
        ('"a"', '"a"'),
        ("-1.5e3", "-1500"),
        ("0", "0"),
        ("-0", "0"),
        ("1E2", "100"),
        ("1e999", "Infinity"),
        ("12345678901234567890", "1.2345678901234567e+19"),
        ('{"a": 1}', '{"a": 1}'),
        ('{"a": 1,}', '{"a": 1}'),
        ('[1, [2], {"b": [],},]', '[1, [2], {"b": []}]'),
        ('{"a": {"b": [true, false, null]}}', '{"a": {"b": [true, false, null]}}'),
        ('{"a": 1, "a": 2}', '{"a": 1, "a": 2}'),
        ('// c\n{"a": 1} // d', '{"a": 1}'),
        ('/* c */ {"a" /* d */ : /**/ 1 /* e */}', '{"a": 1}'),
        ('{"a": 1} //', '{"a": 1}'),
        ('\ufeff{"a": 1}', '{"a": 1}'),
        ('\t{\r\n"a"\r:\n1}\n', '{"a": 1}'),
        ('"\\u00e9\\n\\/\\"\\\\"', '"\\u00e9\\n/\\"\\\\"'),
        ('"\\ud83d\\ude00"', '"\\ud83d\\ude00"'),
        ('"\\ud83d"', '"\\ud83d"'),
        ('"\\ude00\\ud83d"', '"\\ude00\\ud83d"'),
        ('"\x7f\u2028\xa0"', '"\\u007f\\u2028\\u00a0"'),
        ('"// no /* comment"', '"// no /* comment"'),
        ('"{env:X}"', '"{env:X}"'),
        ('{"": 1}', '{"": 1}'),
    ],
)
def test_what_opencode_reads(text: str, tree: str) -> None:
    check(text, tree, [])


@pytest.mark.parametrize(
    ("text", "tree", "found"),
    [
        ("", "", ["ValueExpected "]),
        (" ", "", ["ValueExpected  "]),
        ("// c", "", ["ValueExpected // c"]),
        ("\ufeff", "", ["ValueExpected \ufeff"]),
        ("\ufeff\ufeff1", "?\ufeff1", ["InvalidSymbol \ufeff1"]),
        ("{\ufeff}", '{"\\ufeff": ?}', ["PropertyNameExpected \ufeff"]),
        ('{"a": 1\x00}', '{"a": ?1\x00}', ["InvalidSymbol 1\x00"]),
        ("{}\x0c", "{}", ["EndOfFileExpected \x0c"]),
        ("\x0b1", "?\x0b1", ["InvalidSymbol \x0b1"]),
        ("\xa01", "?\xa01", ["InvalidSymbol \xa01"]),
        ("/", "?/", ["InvalidSymbol /"]),
        ("{} /", "{}", ["EndOfFileExpected /"]),
        ("1 2", "1", ["EndOfFileExpected 2"]),
        ("{} {}", "{}", ["EndOfFileExpected {"]),
        ("{}}", "{}", ["EndOfFileExpected }"]),
        ('{"a": NaN}', '{"a": ?NaN}', ["InvalidSymbol NaN"]),
        ('{"a": Infinity}', '{"a": ?Infinity}', ["InvalidSymbol Infinity"]),
        ('{"a": undefined}', '{"a": ?undefined}', ["InvalidSymbol undefined"]),
        ('{"a": True}', '{"a": ?True}', ["InvalidSymbol True"]),
        ("[+1]", "[?+1]", ["InvalidSymbol +1"]),
        ("[01]", "[?01]", ["InvalidSymbol 01"]),
        ("[1.]", "[null]", ["UnexpectedEndOfNumber 1."]),
        ("[.5]", "[?.5]", ["InvalidSymbol .5"]),
        ("[1e]", "[null]", ["UnexpectedEndOfNumber 1e"]),
        ("[1e+]", "[null]", ["UnexpectedEndOfNumber 1e+"]),
        ("[-]", "[?-]", ["InvalidSymbol -"]),
        ("[--1]", "[?--1]", ["InvalidSymbol --1"]),
        ("[0x1]", "[?0x1]", ["InvalidSymbol 0x1"]),
        ("[1a]", "[?1a]", ["InvalidSymbol 1a"]),
        ("['a']", '["a"]', ["InvalidSymbol 'a'"]),
        ("{'a': 1}", '{"a": 1}', ["InvalidSymbol 'a'"]),
        ("['a", '["a……', ["InvalidSymbol 'a"]),
        ("{a: 1}", '{"a": 1}', ["PropertyNameExpected a"]),
        ('["a\tb"]', '["a\\tb"]', ["InvalidCharacter \t"]),
        ('["\x01"]', '["\\u0001"]', ["InvalidCharacter \x01"]),
        ('["\\x"]', '["x"]', ["InvalidEscapeCharacter \\x"]),
        ('["\\u12"]', '["u12"]', ["InvalidUnicode \\u"]),
        ('["\\u12G4"]', '["u12G4"]', ["InvalidUnicode \\u"]),
        ('["\\', '["……', ['UnexpectedEndOfString "\\']),
        ('["a\\"]', '["a\\"]……', ['UnexpectedEndOfString "a\\"]']),
        (
            '["a\nb"]',
            '["a…, ?b, "]……',
            [
                'UnexpectedEndOfString "a',
                "CommaExpected b",
                "InvalidSymbol b",
                'UnexpectedEndOfString "]',
            ],
        ),
        ("/* c", "", ["ValueExpected /* c", "UnexpectedEndOfComment /*"]),
        ("{} /*", "{}", ["UnexpectedEndOfComment /*"]),
        ("/*/", "", ["ValueExpected /*/", "UnexpectedEndOfComment /*"]),
        ("{} /* c *", "{}", ["UnexpectedEndOfComment /*"]),
        ("[1,,2]", "[1, 2]", ["ValueExpected ,"]),
        ("[,]", "[]", ["ValueExpected ,"]),
        ("{,}", "{}", ["PropertyNameExpected ,"]),
        ('{"a": 1,, "b": 2}', '{"a": 1, "b": 2}', ["PropertyNameExpected ,"]),
        ('{"a": , "b": 2}', '{"a": ?, "b": 2}', ["ValueExpected :"]),
        ('{"a" 1}', '{"a": 1}', ['ColonExpected "a"']),
        ('{"a": 1 "b": 2}', '{"a": 1, "b": 2}', ["CommaExpected 1"]),
        ('{"a": 1: 2}', '{"a": ?, "1": 2}', ["ValueExpected :", "PropertyNameExpected 1"]),
        ("{: 1}", '{"": 1}', ["PropertyNameExpected :"]),
        ("{1: 2}", '{"1": 2}', ["PropertyNameExpected 1"]),
        ('{"a": 1]', '{"a": 1…', ["EndOfFileExpected ]"]),
        ("[1}", "[1…", ["EndOfFileExpected }"]),
        ("]", "", ["ValueExpected ]"]),
        (":", "", ["ValueExpected :"]),
        (",", "", ["ValueExpected ,"]),
        ('{"a":: 1}', '{"a": 1}', ["ValueExpected :"]),
        ("[1 2]", "[1, 2]", ["CommaExpected 1"]),
        ("[: 1]", "[1]", ["ValueExpected :"]),
        ('{"a"}', '{"a": ?}', ['ColonExpected "a"']),
        ('{"a" "b"}', '{"a": "b"}', ['ColonExpected "a"']),
        ("{null}", '{"null": ?}', ["PropertyNameExpected null"]),
        ("[[}]", "[[]…", ["CloseBracketExpected [", "EndOfFileExpected }"]),
        ("{{}}", '{"": {}}', ["PropertyNameExpected {"]),
        ("{[1]}", '{"": [1]}', ["PropertyNameExpected ["]),
    ],
)
def test_what_opencode_refuses(text: str, tree: str, found: list[str]) -> None:
    check(text, tree, found)


@pytest.mark.parametrize(
    ("text", "tree", "found"),
    [
        ('{"a": {env:N}}', '{"a": <{env:N}>}', []),
        ('{"a": {env:N}, "b": 1}', '{"a": <{env:N}>, "b": 1}', []),
        ("[{env:A}, {file:b}]", "[<{env:A}>, <{file:b}>]", []),
        ("{env:A}", "<{env:A}>", []),
        ("{{env:A}: 1}", '{"{env:A}": 1}', ["PropertyNameExpected {env:A}"]),
        (
            '{"a": {env:N}{env:M}}',
            '{"a": <{env:N}>, "{env:M}": ?}',
            ["CommaExpected }", "PropertyNameExpected {env:M}"],
        ),
        ('{"a": {env:}}', '{"a": {"env": ?}}', ["PropertyNameExpected env", "ValueExpected :"]),
        ('{"a": {env:N', '{"a": {"env": ?N……', ["PropertyNameExpected env", "InvalidSymbol N"]),
        ('{"a": "{env:N}"}', '{"a": "{env:N}"}', []),
        ("// {env:N}\n1", "1", []),
        ('{"a": {env:"b"} }', '{"a": <{env:"b"}>}', []),
        ("{env:A\n}", "<{env:A\n}>", []),
        ('{"a": {ENV:N}}', '{"a": {"ENV": ?N}}', ["PropertyNameExpected ENV", "InvalidSymbol N"]),
        (
            '{"a": -{env:N}}',
            '{"a": ?-, "{env:N}": ?}',
            ["CommaExpected -", "InvalidSymbol -", "PropertyNameExpected {env:N}"],
        ),
    ],
)
def test_a_text_as_written(text: str, tree: str, found: list[str]) -> None:
    parsed = parse_template(text)

    assert (dump(parsed), problems(parsed)) == (tree, found)
