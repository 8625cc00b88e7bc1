"""What is said behind a value, and what never is: the value of a placeholder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.build import analyse
from opencode_ls.features.inlay_hints import LIMIT, InlayHint, inlay_hints
from opencode_ls.text import Span
from support.fake_world import FakeWorld

GLOBAL, PROJECT, INNER = (
    "/home/me/.config/opencode/opencode.json",
    "/work/opencode.json",
    "/work/.opencode/opencode.json",
)
ENV = {"SET": "a-value", "PATH_OF": "there", "NESTED": "{file:there}", "EMPTY": ""}
FILES = {"/work/.git": "<directory>", "/work/there": "a-content", "/work/odd": "<unreadable>"}
BY_INNER = "overridden by .opencode/opencode.json"
SHOWN = {"«set»", "«not set»", "«found»", "«missing»", "«not readable»"}


def check(expected: str, path: str = PROJECT, **others: str) -> None:
    """The text with the hints in it, each in `«»`; `others` are `own`, `project` and `inner`."""
    text = plain(expected)
    found = hints(text, path, None, **others)
    for hint in reversed(found):
        text = f"{text[: hint.offset]}«{hint.label}»{text[hint.offset :]}"

    assert text == expected


def plain(text: str) -> str:
    while "«" in text:
        before, _, rest = text.partition("«")
        text = before + rest.partition("»")[2]
    return text


def hints(
    text: str, path: str = PROJECT, span: Span | None = None, **others: str
) -> tuple[InlayHint, ...]:
    places = {"own": GLOBAL, "project": PROJECT, "inner": INNER}
    files = FILES | {path: text} | {places[name]: other for name, other in others.items()}
    analysis = analyse(text, path=path, world=FakeWorld(env=ENV, files=files))
    return inlay_hints(analysis, span or Span(0, len(text)))


@pytest.mark.parametrize("section", ["provider", "providers"])
def test_a_variable(section: str) -> None:
    check(f'{{"{section}": {{"a": {{"env": ["{{env:SET}}«set»"]}}}}}}')
    check(f'{{"{section}": {{"{{env:UNSET}}«not set»": {{"name": "{{env:EMPTY}}«not set»"}}}}}}')


def test_a_file() -> None:
    check('{"username": "{file:there}«found»{file:gone}«missing»{file:odd}«not readable»"}')


def test_a_file_named_by_a_variable() -> None:
    check('{"username": "{file:{env:PATH_OF}«set»}«found»"}')


def test_a_placeholder_in_a_value_is_not_told() -> None:
    check('{"username": "{env:NESTED}«set»"}')


def test_half_typed_text() -> None:
    check('{"username": "{env:SET}«set»')
    check('{"model": {env:SET}«set»')
    check('{"username": "{env:SET')
    check("{env:SET}«set»")


def test_astral_characters_before_it() -> None:
    check('{"username": "😀{env:SET}«set»"}')


@pytest.mark.parametrize("value", ['"x/y"', "1", "true", "null", "{env:SET}«set»"])
def test_another_file_overrides_a_scalar(value: str) -> None:
    check(f'{{"model": {value}«{BY_INNER}», "share": 1}}', inner='{"model": "a/b"}')


def test_the_file_that_overrides_has_no_hint() -> None:
    check('{"model": "x/y"}', path=INNER, project='{"model": "a/b"}')


def test_objects_are_overridden_key_by_key() -> None:
    check(
        f'{{"provider": {{"a": {{"name": "A"«{BY_INNER}», "npm": "x"}}}}}}',
        inner='{"provider": {"a": {"name": "B"}}}',
    )


def test_in_the_words_of_opencode_2_too() -> None:
    check(
        '{"model": "x/y"«overridden by .opencode/opencode.json», "providers": {}}',
        inner='{"model": "a/b", "providers": {}}',
    )


def test_the_place_of_an_object_may_be_taken() -> None:
    check(
        '{"autoupdate": true, "watcher": {"x": 1}, "lsp": {"a": {"disabled": true«'
        f"{BY_INNER}»}}}}}}",
        inner='{"lsp": false}',
    )


def test_items_of_lists_have_none() -> None:
    check('{"instructions": ["a"]}', inner='{"instructions": ["b"]}')


def test_the_last_of_equal_keys_counts_without_a_hint() -> None:
    check('{"model": "a/b", "model": "c/d"}')


def test_the_file_is_told_from_the_home_folder_and_whole_on_a_closer_look() -> None:
    own = "/home/me/.opencode/opencode.json"
    text = '{"model": "x/y"}'
    world = FakeWorld(files={own: '{"model": "a/b"}', PROJECT: text})
    analysis = analyse(text, path=PROJECT, world=world)

    label = "overridden by ~/.opencode/opencode.json"
    assert inlay_hints(analysis, Span(0, 99)) == (InlayHint(15, label, own),)


def test_only_what_is_in_the_range() -> None:
    text = '["{env:SET}", "{env:SET}", "{env:SET}"]'
    ends = [at + 1 for at, char in enumerate(text) if char == "}"]

    assert [hint.offset for hint in hints(text, span=Span(ends[1], ends[1]))] == [ends[1]]
    assert [hint.offset for hint in hints(text, span=Span(0, ends[1] - 1))] == [ends[0]]


def test_a_long_list_is_cut() -> None:
    assert len(hints("{env:SET}" * (LIMIT + 1))) == LIMIT


PIECES = ("{env:SET}", "{file:there}", '"', "{", "}", ":", ",", "a", "[", "]")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_text_shows_a_value(text: str) -> None:
    found = hints(text, inner='{"a": "b"}')

    labels = {f"«{hint.label}»" for hint in found}
    assert labels <= SHOWN | {f"«{BY_INNER}»"}
