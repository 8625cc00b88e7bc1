"""What can be opened: `«…»` in a text is a link."""

from itertools import pairwise

import pytest
from hypothesis import given

from opencode_ls.analysis.build import analyse
from opencode_ls.features.links import LIMIT, Link, links
from opencode_ls.schema.catalog import packaged
from opencode_ls.text import Span
from support.configs import texts
from support.fake_world import FakeWorld

WORLD = FakeWorld(
    env={"NAME": "k", "HOST": "a.example", "NESTED": "{file:k}"},
    files={
        "/work/k": "secret",
        "/work/a b": "",
        "/home/me/k": "",
        "/abs/k": "",
        "/up": "",
        "/work/folder": "<directory>",
        "/work/odd": "<unreadable>",
        "/far/k": "<unknown>",
    },
)


def check(text: str, *expected: str) -> None:
    """What each link leads to."""
    plain = text.replace("«", "").replace("»", "")
    found = links(analyse(plain, path="/work/opencode.json", world=WORLD))

    shown = plain
    for link in reversed(found):
        start, end = link.span
        shown = f"{shown[:start]}«{shown[start:end]}»{shown[end:]}"
    assert shown == text
    assert tuple(link.path or link.address for link in found) == expected


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("k", "/work/k"),
        ("./k", "/work/k"),
        ("../up", "/up"),
        ("~/k", "/home/me/k"),
        ("/abs/k", "/abs/k"),
        ("a b", "/work/a b"),
    ],
)
def test_a_file_that_is_there(name: str, path: str) -> None:
    check(f'{{"username": "é😀 {{file:«{name}»}}!"}}', path)


@pytest.mark.parametrize("name", ["none", "folder", "odd", "/far/k", " ./k", "~k"])
def test_no_file_to_open(name: str) -> None:
    check(f'{{"username": "{{file:{name}}}"}}')


def test_a_file_wherever_opencode_looks_for_it() -> None:
    check("{/* {file:«k»} */}", "/work/k")
    check('{"{file:«k»}": {file:«k»}}', "/work/k", "/work/k")
    check("{\n// {file:k}\n}")


def test_a_path_that_a_variable_takes_part_in_is_none() -> None:
    check('{"a": "{file:{env:NAME}}", "b": "{env:NESTED}"}')


@pytest.mark.parametrize(
    "text",
    [
        '{"$schema": "«https://opencode.ai/config.json»"}',
        '{"provider": {"x": {"options": {"baseURL": "«http://127.0.0.1:4000/v1?a=b#c»"}}}}',
        '{"providers": {"x": {"settings": {"baseURL": "«http://[::1]:80»"}}}}',
        '{"mcp": {"s": {"type": "remote", "url": "«HTTPS://é.example/ü»"}}}',
        '{"a": ["«https://a»", {"b": "«https://a»"',
    ],
)
def test_an_address(text: str) -> None:
    every = text.replace("»", "«").split("«")[1::2]
    check(text, *every)


@pytest.mark.parametrize(
    "value",
    [
        *("https://", "https:///x", "http:a", "ftp://a.example", "see https://a", "https://a b"),
        *("https://{env:HOST}", "https://a/{file:k}", "https://me:word@a.example", "file:///k"),
        *("javascript:1", "https://a\\u0000", "https://a\\nb", "https://a\\\\b"),
    ],
)
def test_no_address(value: str) -> None:
    text = f'{{"a": "{value}"}}'
    check(text.replace("{file:k}", "{file:«k»}"), *(["/work/k"] * ("{file:k}" in value)))


def test_the_manual_of_a_provider_that_opencode_knows() -> None:
    manual = packaged().providers["mistral"].doc
    check('{"provider": {"«mistral»": {}, "mine": {}}, "mistral": {}}', manual)
    check('{"providers": {"«mistral»": {"name": "mistral"}, "mis{env:NONE}tral": {}}}', manual)
    check('{"provider": {"mistral')
    check('{"provider": ["mistral"]}')
    assert manual.startswith("https://docs.mistral.ai/")


def test_half_typed_text() -> None:
    check('{"$schema": "https://opencode.ai')
    check('{"a": "{file:k')
    check('{"a": "{file:«k»}', "/work/k")
    check('"«https://a»"', "https://a")
    check("")


def test_an_address_with_an_escape_is_the_one_that_it_stands_for() -> None:
    text = r'{"a": "https:\/\/a.example"}'

    assert links(analyse(text, world=WORLD)) == (Link(Span(7, 26), address="https://a.example"),)


def test_of_many_links_some() -> None:
    text = f'["{"{file:k}" * (LIMIT + 1)}"{", %s" * (LIMIT + 1)}]'.replace("%s", '"http://a"')

    assert len(links(analyse(text, path="/work/opencode.json", world=WORLD))) == 2 * LIMIT


@given(texts())
def test_any_text_has_links_that_do_not_overlap(text: str) -> None:
    found = links(analyse(text, path="/work/opencode.json", world=WORLD))

    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
