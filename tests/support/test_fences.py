"""The reader of fenced examples and of the findings that their comments expect."""

import pytest

from support.fences import Expected, Fence, expectations, fences

MARKDOWN = """\
Prose.

```jsonc bad own=openai
{ "a": 1 }
```

```json
not ours
```

```jsonc
```
"""


def check(text: str, rest: str, *expected: Expected) -> None:
    assert expectations(text) == (rest, expected)


def test_a_fence_has_words_a_text_and_a_line() -> None:
    assert fences(MARKDOWN) == (
        Fence(("bad", "own=openai"), '{ "a": 1 }\n', 3),
        Fence((), "", 11),
    )


def test_an_expectation_is_taken_out_of_its_line() -> None:
    check(
        '{\n  "a": 1, // error: [x-y] "a "part" of it"\n}\n',
        '{\n  "a": 1,\n}\n',
        Expected(1, "error", "x-y", 'a "part" of it'),
    )


def test_two_on_one_line_stand_in_order() -> None:
    check(
        '1 // hint: [a] "one" // warning: [b] "two"',
        "1",
        Expected(0, "hint", "a", "one"),
        Expected(0, "warning", "b", "two"),
    )


def test_an_expectation_alone_on_its_line_is_about_the_line_above() -> None:
    check('1\n// info: [a] "x"\n2\n', "1\n2\n", Expected(0, "info", "a", "x"))


def test_other_comments_stay() -> None:
    check("// a comment\n1 // error: no\n", "// a comment\n1 // error: no\n")


def test_a_comment_that_only_looks_like_an_expectation_is_refused() -> None:
    with pytest.raises(ValueError, match="not an expectation"):
        expectations('1 // error: [a] "the quote is missing')
