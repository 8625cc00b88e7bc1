"""Every rule's documentation holds: bad examples are found, good ones not, and fixes fix."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from opencode_ls.rules import Rule, rules
from opencode_ls.text import apply_edits
from support.fences import Fence, fences
from support.scene import scene


def examples(*kinds: str) -> Iterator[object]:
    for rule in rules().values():
        for fence in fences(rule.documentation):
            if fence.words[0] in kinds:
                yield pytest.param(rule, fence, id=f"{rule.code}:{fence.line}")


def fixed_examples() -> Iterator[object]:
    for rule in rules().values():
        for bad, fixed in pairwise(fences(rule.documentation)):
            if fixed.words[0] == "fixed":
                yield pytest.param(rule, bad, fixed, id=f"{rule.code}:{fixed.line}")


def check(rule: Rule, fence: Fence, *, found: bool) -> None:
    findings = scene(*fence.words[1:]).findings(fence.text, rule.code)

    assert bool(findings) is found, [finding.message for finding in findings]


@pytest.mark.parametrize(("rule", "fence"), [*examples("bad")])
def test_a_bad_example_is_found(rule: Rule, fence: Fence) -> None:
    check(rule, fence, found=True)


@pytest.mark.parametrize(("rule", "fence"), [*examples("good", "fixed")])
def test_a_good_example_is_not_found(rule: Rule, fence: Fence) -> None:
    check(rule, fence, found=False)


@pytest.mark.parametrize(("rule", "bad", "fixed"), [*fixed_examples()])
def test_the_first_fix_makes_the_fixed_example_of_the_bad_one(
    rule: Rule, bad: Fence, fixed: Fence
) -> None:
    findings = scene(*bad.words[1:]).findings(bad.text, rule.code)
    edits = [edit for finding in findings for edit in finding.fixes[0].edits]

    assert apply_edits(bad.text, edits) == fixed.text


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in rules().values()])
def test_a_rule_has_documentation_with_a_bad_and_a_good_example(rule: Rule) -> None:
    title, _, rest = rule.documentation.partition("\n")
    kinds = {fence.words[0] for fence in fences(rule.documentation)}

    assert title.endswith(".")
    assert rest.startswith("\n")
    assert {"bad", "good"} <= kinds <= {"bad", "good", "fixed"}


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in rules().values()])
def test_a_fixed_example_follows_a_bad_one(rule: Rule) -> None:
    kinds = [fence.words[0] for fence in fences(rule.documentation)]

    assert {bad for bad, fixed in pairwise(("", *kinds)) if fixed == "fixed"} <= {"bad"}
