"""Our parser reads and refuses what Microsoft's jsonc-parser does: that one is inside opencode."""

import json
import math
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencode_ls.jsonc import parse
from opencode_ls.jsonc.value import to_value
from support.jsonc_texts import edited_configs, texts

FOLDER = Path(__file__).parents[1] / "schema" / "json_server"

# Reads a list of texts and answers with a list: [value] of each readable one, [] of the others.
PROGRAM = """
const { parse } = require("jsonc-parser");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => {
  const errors = [];
  const value = parse(text, errors, { allowTrailingComma: true });
  return errors.length ? [] : [value];
})));
"""


def check(many: list[str]) -> None:
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules").is_dir():
        pytest.skip("needs Node, and `npm ci --prefix tests/schema/json_server`")
    done = subprocess.run(
        [node, "-e", PROGRAM],
        input=json.dumps(many).encode(),
        stdout=subprocess.PIPE,
        cwd=FOLDER,
        check=True,
    )
    theirs = json.loads(done.stdout, parse_int=float)

    assert dict(zip(many, theirs, strict=True)) == {text: ours(text) for text in many}


def ours(text: str) -> list[Any]:
    tree = parse(text)
    return [] if tree.problems or tree.root is None else [finite(to_value(tree.root))]


def finite(value: Any) -> Any:  # noqa: ANN401  (a JSON value)
    """JavaScript writes infinity as null."""
    match value:
        case dict():
            return {name: finite(inner) for name, inner in value.items()}
        case list():
            return [finite(inner) for inner in value]
        case float() if math.isinf(value):
            return None
        case _:
            return value


# A byte order mark at the start is removed by opencode, and by us, before the parser sees it.
@settings(max_examples=30)
@given(st.lists((texts | edited_configs()).map(lambda text: text.lstrip("\ufeff")), max_size=80))
def test_any_texts(many: list[str]) -> None:
    check(many)


def test_what_is_easily_read_otherwise() -> None:
    numbers = ["-0", "01", "1.", ".5", "+1", "1e5", "1e", "1e+", "-", "--1", "0x1", "1_0", "NaN"]
    strings = [
        '"\t"',
        '"\x7f"',
        '"\\u12"',
        '"\\x"',
        '"\\/"',
        '"\\ud83d"',
        "'a'",
        '"a\nb"',
        '"\u2028"',
    ]
    gaps = [
        "\x0b1",
        "\x0c1",
        "\u00a01",
        "1\u2028",
        "{\ufeff}",
        "1\0",
        "1 /",
        "1 //",
        "1 /*",
        "1/**/",
    ]
    commas = ["[1,]", "[,]", "[1,,]", '{"a":1,}', "{,}", "[1 2]", "{}{}", "{}]", "1,", "[[", "/**/"]

    check([*numbers, *strings, *gaps, *commas, "", " ", "//", "nul", "True", '{"a":1,"a":2}'])
