"""Random JSONC: any text at all, realistic text with random edits, and values in random layouts."""

import json
from typing import Any

from hypothesis import strategies as st

CONFIG = """\
// my own
{
  "$schema": "https://opencode.ai/config.json",
  "model": "acme/m-1", /* the big one */
  "provider": {
    "acme": {
      "options": {
        "apiKeyCommand": ["op", "read", "op://a/b"],
        "baseURL": "https://llm.example/v1",
        "timeout": 1.5e3,
      },
      "models": {"m-1": {}, "m-2": {"name": "Zwei \\u00e9 \\ud83d\\ude00"}},
    },
  },
  "snapshot": false, "username": null
}
"""

_SEEN = r"""" ' { } [ ] : , / * // /* */ \ \u12 \ud83d - + . e 0 12 true null NaN a "a" "a":1 "a":{
{env: {file: {env:A} é 😀"""
_UNSEEN = ("\n", "\r", "\r\n", " ", "\t", "\0", "\x0c", "\ufeff", "\u2028", "\ud83d", "\ude00")
_PIECES = st.sampled_from((*_SEEN.split(), *_UNSEEN))

texts: st.SearchStrategy[str] = st.lists(_PIECES, max_size=25).map("".join) | st.text(
    st.characters(), max_size=40
)
"""Any text, made of what matters to a parser or of anything, halves of surrogate pairs included."""


@st.composite
def edited_configs(draw: st.DrawFn) -> str:
    """A real config after up to four random edits."""
    text = CONFIG
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 8)))
        text = text[:at] + draw(_PIECES | st.just("")) + text[end:]
    return text


_TYPED = (
    *(
        '"',
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "//",
        "/*",
        "*/",
        "\\",
        "{env:A}",
        "{env:",
        "é",
        "\n",
        " ",
    ),
    *('"new": 1,\n    ', '"k": {}', '{"a": [1, {"b": 2}]}', "true", "-1.5e", "'", "// c\n", "😀"),
)


@st.composite
def histories(draw: st.DrawFn, first: st.SearchStrategy[str]) -> list[str]:
    """The versions of a text, each by a random edit of the one before."""
    versions = [draw(first)]
    for _ in range(draw(st.integers(1, 8))):
        text = versions[-1]
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.sampled_from((0, 0, 0, 1, 2, 9, 40))))
        put = draw(st.sampled_from(_TYPED) | st.just(""))
        versions.append(text[:at] + put + text[end:])
    return versions


_names = st.text(st.sampled_from('ab"\\ \n/*,{é😀'), max_size=3)
_scalars = st.none() | st.booleans() | st.integers(-9, 9) | st.just(0.5) | _names

values: st.SearchStrategy[Any] = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    max_leaves=10,
)
"""Any small JSON value."""

objects: st.SearchStrategy[dict[str, Any]] = st.dictionaries(_names, values, max_size=4)
"""Any small JSON object."""

_GAPS = ["", " ", "\n", "\n    ", "\r\n\t", "\r", "/**/", "/* , } */ ", "// ] :\n", " // x\r\n  "]
_gaps = st.sampled_from(_GAPS)


@st.composite
def layouts(draw: st.DrawFn, value: object) -> str:
    """The value as JSONC with random blanks, line ends, comments and trailing commas."""
    return f"{draw(_gaps)}{_laid_out(draw, value)}{draw(_gaps)}"


def _laid_out(draw: st.DrawFn, value: object) -> str:
    match value:
        case dict():
            members = [
                f"{json.dumps(name, ensure_ascii=draw(st.booleans()))}{draw(_gaps)}:"
                f"{draw(layouts(inner))}"
                for name, inner in value.items()
            ]
            return f"{{{_joined(draw, members)}}}"
        case list():
            return f"[{_joined(draw, [_laid_out(draw, inner) for inner in value])}]"
        case _:
            return json.dumps(value, ensure_ascii=draw(st.booleans()))


def _joined(draw: st.DrawFn, members: list[str]) -> str:
    parts = [f"{draw(_gaps)}{member}{draw(_gaps)}" for member in members]
    comma = draw(st.sampled_from(["", ","])) if members else ""
    return ",".join(parts) + comma + draw(_gaps)
