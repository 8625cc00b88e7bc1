"""Configurations made from the schema, then spoiled: wrong types, other keys, broken text.

Placeholders come in strings, in keys, in comments and in the place of a value.
"""

import itertools
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from opencode.oracle import Oracle
from opencode_ls.schema.load import schema

Strategy = st.SearchStrategy[Any]
Steps = tuple[str | int, ...]

VARIABLES = {
    "SET": "value",
    "EMPTY": "",
    "NUMBER": "5",
    "WORD": '"auto"',
    "OBJECT": '{"a": 1}',
    "QUOTE": 'a"b',
    "BACKSLASH": "a\\b",
    "LINES": "a\nb",
    "COMMENT": "a // b",
    "NESTED": "{file:./plain}",
}
"""The variables that the program has; `UNSET` is none of them."""

OWN = "mine"
"""The file `own` in the home folder."""

FILES = {
    "plain": "text",
    "blank": "\n \u00a0\ufefftext\u2028\t\n",
    "quote": 'a"b\\c\nd\u0001\u2028é🔑',
    "nested": "{env:SET}",
    "empty": "",
    "with space": "x",
}
"""The files beside each document; `missing` is none of them, `folder` is a folder."""

PLACEHOLDERS = (
    *("{env:SET}", "{env:UNSET}", "{env:EMPTY}", "{env:NUMBER}", "{env:WORD}", "{env:OBJECT}"),
    *("{env:QUOTE}", "{env:BACKSLASH}", "{env:LINES}", "{env:COMMENT}", "{env:NESTED}", "{env:}"),
    *("{env:SET", "{file:./plain}", "{file:blank}", "{file:quote}", "{file:./nested}", "{file:}"),
    *("{file:empty}", "{file:with space}", "{file:~/own}", "{file:missing}", "{file:folder}"),
    *("{file:plain", "{file:{env:SET}}", "{ENV:SET}", "{file: plain}"),
)

_JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.5, 1e3, -0.0, 2**53 - 1, 2**53, 65536, 1e300, 5e-324),
    *("", "x", "true", "1", "a/b", "a/b#c", "allow", "notify", "#ffffff", "#fff", "__proto__"),
    *([], ["a"], [1], [None], ["a", {"b": 1}], [["a", {}]], [["a"]], {}, {"a": 1}, {"a": "b"}),
    *({"type": "local"}, {"enabled": True}, {"disabled": True}, {"disabled": False}),
    *({"command": ["a"]}, {"path": "x"}, {"repository": "x"}, {"*": "ask"}, {"x": {}}),
)
_WORDS = ("x", "a/b", "./x.md", "é🔑", 'a"b\\', "ask", "#ff5733", "http://127.0.0.1:1/v1", "{a}")
_SCALARS: dict[str | None, tuple[Any, ...]] = {
    "string": (*_WORDS, *PLACEHOLDERS[:3]),
    "boolean": (True, False),
    "integer": (1, 2, 5000, 1.0, 1e3),
    "number": (0, 0.5, 1, -2, 1e3),
}
_NAMES = ("x", "y", "build", "bash", "gopls", "title", "type", "enabled", "*", "git *", "a.b")
_UNKNOWN = (
    *("foo", "theme", "keybinds", "tui", "providers", "plugins", "websearch", "permissions"),
    *("agents", "commands", "snapshots", "media", "disabled", "codemode", "client_id", "timeout"),
    *("keep", "buffer", "subagent_depth", "enabled", "type", "servers", "name", "tools"),
    *("__proto__", "constructor", "toString", "hasOwnProperty", "0", "options", "permission"),
)
_TOKENS = (
    *("{", "}", "[", "]", ",", ":", '"', "'", "//", "/*", "*/", "\\", "\n", "\r", "\t", " ", "#"),
    *("null", "tru", "1", "-", "01", "1.", ".5", "1e", "0x1", "NaN", "\ufeff", "\u00a0", "\u2028"),
    *('"x": 1,', "\\u00", "\\u007benv:SET}", "\\x", "\x00", "é"),
)
_COMMENTS = (
    *("// a", "/* a */", "/* a\nb */", "// {env:SET}", "// {file:missing}", "/* {file:missing} */"),
    *("/* {env:LINES} */", "// {env:LINES}", "\t// {file:missing}", "\n  // {file:missing}"),
)


_NUMBERS = itertools.count()


def new_folder(oracle: Oracle, files: Mapping[str, str], name: str = "") -> Path:
    """A folder with these files and `FILES`; one that the program was asked about it remembers."""
    folder = oracle.folder / str(next(_NUMBERS)) / name
    (folder / "folder").mkdir(parents=True)
    for file, text in {**FILES, **files}.items():
        (folder / file).write_bytes(text.encode())
    return folder


def texts(wrong: int, *keys: str) -> st.SearchStrategy[str]:
    """A document, with at most so many wrong values and as many faults in its text.

    It has some of these keys, or of all that the schema knows.
    """
    return _texts(_spoiled(_objects("#", 4, *keys), wrong), wrong)


@cache
def _valid(place: str) -> Strategy:
    """What the schema allows at a place of it, which is a JSON pointer.

    No strategy holds a schema: Hypothesis would print it whole.
    """
    found = _schema_at(place)
    if "$ref" in found:
        return _valid(found["$ref"])
    for union in ("anyOf", "oneOf", "allOf"):
        if union in found:
            return st.one_of([_valid(f"{place}/{union}/{at}") for at in range(len(found[union]))])
    if "const" in found or "enum" in found:
        return st.sampled_from(found.get("enum") or [found["const"]])
    if "if" in found:
        return _valid(f"{place}/if")
    match found.get("type"):
        case "array":
            return _arrays(place)
        case "object":
            return _objects(place, 3)
        case kind:
            return st.sampled_from(_SCALARS.get(kind, _JUNK))


def _schema_at(place: str) -> Any:  # noqa: ANN401  (a schema, or the keyword true)
    found: Any = schema()
    for step in place.split("/")[1:]:
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found


@st.composite
def _arrays(draw: st.DrawFn, place: str) -> list[Any]:
    found = _schema_at(place)
    fixed = [
        draw(_valid(f"{place}/prefixItems/{at}")) for at in range(len(found.get("prefixItems", ())))
    ]
    if "maxItems" in found or "items" not in found:
        return fixed
    return fixed + draw(st.lists(_valid(f"{place}/items"), max_size=2))


@st.composite
def _objects(draw: st.DrawFn, place: str, size: int, *keys: str) -> dict[str, Any]:
    """An object with the keys that it must have, and a few others."""
    found = _schema_at(place)
    listed = found.get("properties", {})
    names = list(found.get("required", ()))
    if listed:
        names += draw(st.lists(st.sampled_from(keys or sorted(listed)), max_size=size))
    made = {name: draw(_valid(f"{place}/properties/{name}")) for name in dict.fromkeys(names)}
    others = found.get("additionalProperties")
    if others is not None:
        other = (
            _valid(f"{place}/additionalProperties")
            if others is not True
            else st.sampled_from(_JUNK)
        )
        for name in draw(st.lists(st.sampled_from(_NAMES), max_size=2)):
            made.setdefault(name, draw(other))
    return made


@st.composite
def _spoiled(draw: st.DrawFn, base: Strategy, wrong: int) -> Any:  # noqa: ANN401  (a JSON value)
    value = draw(base)
    for _ in range(draw(st.integers(0, wrong))):
        value = draw(_with_one_fault(value))
    return value


@st.composite
def _with_one_fault(draw: st.DrawFn, value: Any) -> Any:  # noqa: ANN401  (a JSON value)
    value = json.loads(json.dumps(value))
    *above, last = draw(st.sampled_from([("",), *_paths(value, ("",))]))
    root = {"": value}
    holder: Any = root
    for step in above:
        holder = holder[step]
    match draw(st.sampled_from(["replace", "remove", "add", "add", "name"])), holder[last]:
        case "add", dict() as inner:
            inner[draw(st.sampled_from(_UNKNOWN + _NAMES))] = draw(st.sampled_from(_JUNK))
        case "name", dict() as inner:
            inner[draw(st.sampled_from(PLACEHOLDERS))] = draw(st.sampled_from(_JUNK))
        case "remove", _ if above:
            del holder[last]
        case _:
            holder[last] = draw(st.sampled_from(_JUNK + PLACEHOLDERS))
    return root[""]


def _paths(value: Any, above: Steps) -> Iterator[Steps]:  # noqa: ANN401  (a JSON value)
    steps = range(len(value)) if isinstance(value, list) else value
    for step in steps if isinstance(value, dict | list) else ():
        yield (*above, step)
        yield from _paths(value[step], (*above, step))


@st.composite
def _texts(draw: st.DrawFn, base: Strategy, wrong: int) -> str:
    indent = draw(st.sampled_from([None, 2, "\t"]))
    text = json.dumps(draw(base), indent=indent, ensure_ascii=draw(st.booleans()))
    if draw(st.booleans()):
        # A trailing comma, wherever a line ends with a value.
        text = text.replace('"\n', '",\n').replace("]\n", "],\n").replace("}\n", "},\n")
    for _ in range(draw(st.integers(0, wrong)) // 2 + draw(st.integers(0, wrong)) // 2):
        at = draw(st.integers(0, len(text)))
        match draw(st.sampled_from(["token", "cut", "value", "placeholder", "comment", "comment"])):
            case "token":
                text = text[:at] + draw(st.sampled_from(_TOKENS)) + text[at:]
            case "cut":
                text = text[:at] + text[at + draw(st.integers(1, 3)) :]
            case "value":
                text = _with_value(text, at, draw(st.sampled_from(PLACEHOLDERS)))
            case "placeholder":
                text = text[:at] + draw(st.sampled_from(PLACEHOLDERS)) + text[at:]
            case _:
                text = _with_comment(text, at, draw(st.sampled_from(_COMMENTS)))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(["", "", "", "\ufeff"])) + text + draw(st.sampled_from(["", "\n"]))


def _with_value(text: str, at: int, placeholder: str) -> str:
    """A placeholder in the place of the value after the next colon."""
    before, colon, after = text[at:].partition(": ")
    end = min((after.find(mark) for mark in ",}]\n" if mark in after), default=0)
    return text[:at] + before + colon + placeholder * bool(colon) + after[end * bool(colon) :]


def _with_comment(text: str, at: int, comment: str) -> str:
    """A comment before the next comma, which ends its line."""
    before, comma, after = text[at:].partition(",")
    return text[:at] + before + f" {comment}\n" * bool(comma) + comma + after
