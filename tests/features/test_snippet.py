"""JSON with tab stops, as plain text and as an LSP snippet."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.features.snippet import Stop, layout, literal, plain, shifted, snippet, template
from support.lsp_snippet import expanded


def check(body: Any, text: str, written: str | None) -> None:  # noqa: ANN401  (a JSON value)
    parts = layout(body, "  ")

    assert plain(parts) == text
    assert snippet(parts) == written


@pytest.mark.parametrize(
    ("body", "text", "written"),
    [
        ("a", '"a"', None),
        ("${1:a}", '"a"', '"${1:a}"'),
        ("$1", '""', '"$1"'),
        ("${1|a,b|}", '"a"', '"${1|a,b|}"'),
        (r"\$ARGUMENTS in ${1:x}", '"$ARGUMENTS in x"', r'"\$ARGUMENTS in ${1:x}"'),
        ('say "${1:"}"', r'"say \"\"\""', r'"say \\"${1:\\"}\\""'),
        ("^${1:true}", "true", "${1:true}"),
        (5, "5", None),
        ([], "[]", None),
        (["${1:op}", "read"], '["op", "read"]', '["${1:op}", "read"]'),
        ({"a": 1, "b": True}, '{ "a": 1, "b": true }', None),
        ({"a": {"b": None}}, '{\n  "a": { "b": null }\n}', None),
        ({"${1:id}": {"b": "$2"}}, '{\n  "id": { "b": "" }\n}', '{\n  "${1:id}": { "b": "$2" }\n}'),
        (["x" * 70, "y" * 70], f'[\n  "{"x" * 70}",\n  "{"y" * 70}"\n]', None),
    ],
)
def test_a_body(body: Any, text: str, written: str | None) -> None:  # noqa: ANN401  (a JSON value)
    check(body, text, written)


def test_later_numbers() -> None:
    assert shifted(template("$1 $0 ${2:b}"), 3) == (Stop(4), " ", Stop(0), " ", Stop(5, "b"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_dollar_in_a_literal_means_nothing(text: str) -> None:
    parts = (*literal(text), Stop(1))

    assert expanded(snippet(parts) or "") == plain(parts)
