"""The text after models were added."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencode_ls.analysis.build import analyse
from opencode_ls.features.new_models import MOST, new_models
from opencode_ls.jsonc import parse_template
from opencode_ls.text import apply_edits
from support.configs import texts
from support.fake_world import FakeWorld
from support.jsonc_texts import edited_configs

WORLD = FakeWorld(env={"MODEL": "m"})


def check(before: str, after: str | None, *ids: str) -> None:
    """The text after `ids` were added to the provider `a`; None if there is no place."""
    found = new_models(analyse(before, world=WORLD), "a", ids or ("m", 'n"\n'))

    assert (None if found is None else apply_edits(before, found.edits)) == after


TWO = r'"m": {}, "n\"\n": {}'


@pytest.mark.parametrize("section", ["provider", "providers"])
def test_an_entry_on_one_line(section: str) -> None:
    start = f'{{"{section}": {{"a": '
    check(start + '{"npm": "x"}}}', start + f'{{"npm": "x", "models": {{ {TWO} }}}}}}}}')
    check(start + '{"models": {}}}}', start + f'{{"models": {{ {TWO} }}}}}}}}')
    check(start + '{"models": {"x": {}}}}}', start + f'{{"models": {{"x": {{}}, {TWO}}}}}}}}}')


def test_an_entry_on_many_lines() -> None:
    check(
        '{\n\t"provider": {\n\t\t"a": {\n\t\t\t"npm": "x" // 😀\n\t\t}\n\t}\n}',
        '{\n\t"provider": {\n\t\t"a": {\n\t\t\t"npm": "x", // 😀\n\t\t\t"models": {\n'
        '\t\t\t\t"m": {},\n\t\t\t\t"n": {}\n\t\t\t}\n\t\t}\n\t}\n}',
        *("m", "n"),
    )


def test_models_on_many_lines() -> None:
    start = '{"provider": {"a": {\r\n  "models": {\r\n    "x": {}'
    check(start + "\r\n  }}}}", start + ',\r\n    "m": {},\r\n    "n": {}\r\n  }}}}', *("m", "n"))


def test_what_is_there_is_not_added() -> None:
    text = '{"provider": {"a": {"models": {"m": {"name": "M"}, "x": {}}}}}'
    check(text, text, "x", "m")
    check(text, text.replace('"x": {}', '"x": {}, "n": {}'), "x", "n", "m", "n")


def test_a_model_from_a_placeholder_is_there() -> None:
    text = '{"provider": {"a": {"models": {"{env:MODEL}": {}}}}}'
    check(text, text, "m")


@pytest.mark.parametrize(
    "text",
    ["", "{}", '{"provider": {"a": 1}}', '{"provider": {"a": {"models": []}}}', '{"provider": {"b'],
)
def test_where_there_is_no_place(text: str) -> None:
    check(text, None)


def test_half_typed_text() -> None:
    start = '{"provider": {"a": {'
    check(start + '"models":', start + '"models":{ "m": {} }', "m")
    check(start + '"models": {"x": {}', start + '"models": {"x": {}, "m": {}', "m")


def test_not_more_than_can_be_looked_at() -> None:
    text = '{"provider": {"a": {"models": {"0": {}}}}}'
    found = new_models(analyse(text, world=WORLD), "a", tuple(map(str, range(MOST + 9))))

    assert found is not None
    assert found.added == MOST
    root = parse_template(apply_edits(text, found.edits)).root
    assert root is not None
    models = root.at("provider", "a", "models")
    assert models is not None
    assert [each.name for each in models.properties] == [str(at) for at in range(MOST + 1)]


@given(st.one_of(texts(), edited_configs()), st.sampled_from(["openai", "x", "é"]))
def test_no_text_gets_more_problems(text: str, provider: str) -> None:
    analysis = analyse(text, world=WORLD)
    found = new_models(analysis, provider, ("m", "new/model"))
    after = parse_template(apply_edits(text, found.edits if found else ()))

    assert len(after.problems) <= len(analysis.written.problems)
