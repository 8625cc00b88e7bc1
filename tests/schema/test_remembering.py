"""The validator that remembers finds what jsonschema finds, at whatever version of a text."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from opencode_ls.jsonc import Tree, parse
from opencode_ls.jsonc.value import shared_value, to_value
from opencode_ls.schema.load import schema_of
from opencode_ls.schema.remembering import RememberingValidator
from opencode_ls.schema.validate import validator
from support.jsonc_texts import CONFIG, edited_configs

DIALECTS = ("1", "2", "mixed")


def check(versions: list[str]) -> None:
    tree: Tree | None = None
    for text in versions:
        tree = parse(text, tree)
        root = tree.root
        if root is None:
            continue
        for dialect in DIALECTS:
            expected = Draft202012Validator(schema_of(dialect)).iter_errors(to_value(root))
            found = validator(dialect).iter_errors(shared_value(root, 64))
            assert told(found) == told(expected)


def look_at(tree: Tree) -> None:
    assert tree.root is not None
    assert not told(validator("1").iter_errors(shared_value(tree.root, 64)))


def told(errors: Iterable[ValidationError]) -> list[Any]:
    """Where each stands, what it fails, and the same of those of a union's branches.

    Sorted: jsonschema goes through the keys of an object as a set has them.
    """
    return sorted(
        [
            (list(error.absolute_path), error.validator, told(error.context or ()))
            for error in errors
        ],
        key=repr,
    )


@given(st.lists(st.just(CONFIG) | edited_configs(), min_size=1, max_size=4))
def test_versions_of_a_config(versions: list[str]) -> None:
    check(versions)


def test_what_was_wrong_is_told_again_and_what_was_right_can_become_wrong() -> None:
    entry = '"acme": {"options": {"timeout": %s}, "name": "' + "x" * 200 + '"}'
    texts = ["1", '"soon"', '"soon" ', "2"]
    check([f'{{"provider": {{{entry % text}, "b": {{"npm": 1}}}}}}' for text in texts])


def test_what_fitted_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    # Values of no other test: that a scalar fitted is remembered for as long as the program runs.
    rest = '"permission": {"edit": "ask"}, "username": "as it was"'
    tree = parse(CONFIG.replace('"username": null', rest))
    look_at(tree)
    looked_at: list[object] = []
    iter_errors = RememberingValidator.iter_errors

    def seen(validator: object, instance: object) -> Iterator[ValidationError]:
        looked_at.append(instance)
        yield from iter_errors(validator, instance)

    monkeypatch.setattr(RememberingValidator, "iter_errors", seen)
    look_at(parse(tree.text.replace("as it was", "as it became"), tree))
    assert looked_at[1:] == ["as it became"]
