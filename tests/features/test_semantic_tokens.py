"""What stands out in colour, and where each colour ends."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from opencode_ls.analysis.build import analyse
from opencode_ls.features.semantic_tokens import LIMIT, Token, semantic_tokens
from opencode_ls.text import Span
from support.fake_world import FakeWorld
from support.jsonc_texts import edited_configs, texts

DEEP = 100_000
WORLD = FakeWorld(env={"NESTED": "{file:there}", "PATH_OF": "there", "BRACE": "}"})


def check(text: str, *expected: str) -> None:
    """Each token: its text, its kind, and its modifiers, with blanks between."""
    told = [" ".join((span.of(text), kind, *more)) for span, kind, more in found(text)]

    assert told == [*expected]


def found(text: str, span: Span | None = None) -> tuple[Token, ...]:
    return semantic_tokens(analyse(text, path="/work/opencode.json", world=WORLD), span)


def test_a_placeholder_wherever_it_is_substituted() -> None:
    check(
        '{"{env:A}": "x{env:B}y", "b": {env:C}, /* {env:D} */ "c": "{file:~/k}"} // {file:no}',
        *("{env:A} macro", "{env:B} macro", "{env:C} macro", "{env:D} macro"),
        *("{file:~/k} macro", "{file:no} macro"),
    )


def test_placeholders_in_each_other_are_one() -> None:
    check('{"username": "{file:{env:PATH_OF}}"}', "{file:{env:PATH_OF}} macro")
    check('{"username": "{env:NESTED}"}', "{env:NESTED} macro")
    check('{"username": "{file:a{env:BRACE}b}"}', "{file:a{env:BRACE} macro")


def test_a_model_is_a_provider_and_a_name() -> None:
    check('{"model": "acme/big/one"}', "acme namespace", "big/one enumMember")
    check('{"providers": {}, "model": "acme/big#high"}', "acme namespace", "big#high enumMember")
    check('{"providers": {}, "model": {"providerID": "acme"}}', "acme namespace")


def test_a_placeholder_takes_its_part_of_a_name() -> None:
    check(
        '{"model": "a{env:A}b/c{env:B}"}',
        *("a namespace", "{env:A} macro", "b namespace", "c enumMember", "{env:B} macro"),
    )
    check('{"model": "{env:A}/{env:B}"}', "{env:A} macro", "{env:B} macro")
    check('{"model": "a{env:X/Y}b"}', "a namespace", "{env:X/Y} macro", "b enumMember")


def test_a_provider_with_its_models_variables_and_command() -> None:
    check(
        '{"provider": {"acme": {"env": ["ACME_KEY"], "name": "Acme",'
        ' "options": {"apiKeyCommand": ["op", "read", "op://a/b"]},'
        ' "models": {"big": {"name": "Big"}}, "whitelist": ["big"]}},'
        ' "disabled_providers": ["openai"]}',
        *("acme namespace declaration", "ACME_KEY variable", "op function"),
        *("big enumMember declaration", "big enumMember", "openai namespace"),
    )


def test_the_same_in_the_words_of_opencode_2() -> None:
    check(
        '{"providers": {"acme": {"canonical": "openai", "env": ["ACME_KEY"],'
        ' "settings": {"apiKeyCommand": ["op", "read"]}, "models": {"big": {}}}}}',
        *("acme namespace declaration", "openai namespace", "ACME_KEY variable"),
        *("op function", "big enumMember declaration"),
    )


def test_both_opencodes_in_one_file() -> None:
    check(
        '{"provider": {"a": {"models": {"b": {}}}}, "providers": {"c": {"models": {"d": {}}}}}',
        *("a namespace declaration", "b enumMember declaration"),
        *("c namespace declaration", "d enumMember declaration"),
    )


def test_programs_and_variables_of_servers() -> None:
    check(
        '{"mcp": {"s": {"type": "local", "command": ["npx", "-y"], "environment": {"A": "b"}}},'
        ' "formatter": {"f": {"command": ["fmt", "$FILE"]}}}',
        *("npx function", "A variable declaration", "fmt function"),
    )


def test_agents() -> None:
    check(
        '{"default_agent": "plan", "command": {"c": {"template": "t", "agent": "build"}}}',
        *("plan class", "build class"),
    )


def test_a_deprecated_key() -> None:
    check('{"autoshare": true}', "autoshare property deprecated")
    check('{"agent": {"a": {"maxSteps": 3, "steps": 3}}}', "maxSteps property deprecated")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"model": "acme/', ("acme namespace",)),
        ('{"model": "acm', ("acm namespace",)),
        ('{"model": "', ()),
        ('{"model": acme/b', ()),
        ("{'model': 'acme/b'}", ("acme namespace", "b enumMember")),
        ('{"autoshare', ("autoshare property deprecated",)),
        ("{autoshare: true", ("autoshare property deprecated",)),
        ('{"provider": {"acme', ("acme namespace declaration",)),
        ('{"provider": {"acme": {"env": ["A', ("acme namespace declaration", "A variable")),
        ('{"provider": {"": {}}}', ()),
        ('{"username": "{env:A', ()),
        ("", ()),
    ],
)
def test_half_typed_text(text: str, expected: tuple[str, ...]) -> None:
    check(text, *expected)


def test_a_token_ends_with_its_line() -> None:
    check('{"username": "{file:a\r\nb\n\nc}"}', "{file:a macro", "b macro", "c} macro")


def test_only_what_touches_the_range() -> None:
    text = '["{env:A}", "{env:B}", "{env:C}"]'
    second = Span(*(text.index(part) for part in ("v:B", '}", "{env:C')))

    assert [token.span.of(text) for token in found(text, second)] == ["{env:B}"]
    assert found(text, Span(9, 13)) == ()


def test_a_long_text_is_coloured_at_its_beginning() -> None:
    tokens = found("{env:A}" * (LIMIT + 1))

    assert (len(tokens), tokens[-1].span.start) == (LIMIT, 7 * (LIMIT - 1))


@pytest.mark.parametrize("text", ["[" * DEEP + "]" * DEEP, '{"provider":' + "[{" * DEEP])
def test_a_hundred_thousand_brackets(text: str) -> None:
    check(text)


@given(texts | edited_configs())
def test_tokens_are_in_order_and_each_on_one_line(text: str) -> None:
    tokens = found(text)
    ends = [0, *(token.span.end for token in tokens)]

    assert all(end <= token.span.start for end, token in zip(ends, tokens, strict=False))
    assert all(token.span.of(text).strip("\r\n") for token in tokens)
    assert not any({"\r", "\n"} & {*token.span.of(text)} for token in tokens)


@given(edited_configs(), st.integers(0, 900), st.integers(0, 900))
def test_a_range_is_a_part_of_the_whole(text: str, one: int, other: int) -> None:
    assume(one != other)
    span = Span(*sorted((one, other)))
    part, whole = found(text, span), found(text)

    assert [*part] == [
        token for token in whole if any(span.start <= at < span.end for at in range(*token.span))
    ]
