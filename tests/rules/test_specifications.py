"""The Markdown beside this file says, line by line, what each rule finds; only its own counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from opencode_ls.rules import rules
from support.fences import Expected, Fence, expectations, fences
from support.scene import scene

HERE = Path(__file__).parent


def specified() -> Iterator[object]:
    for path in sorted(HERE.glob("*.md")):
        for fence in fences(path.read_text(encoding="utf-8")):
            yield pytest.param(path.stem, fence, id=f"{path.stem}:{fence.line}")


def check(code: str, fence: Fence) -> None:
    text, expected = expectations(fence.text)
    there = scene(*fence.words)
    lines = there.analyse(text).lines
    found = [
        Expected(lines.line_of(each.span.start), each.severity, each.code, each.message)
        for each in there.findings(text, code)
    ]

    told = [each._replace(part="") for each in expected]
    assert [each._replace(part="") for each in found] == told, found
    assert [each.part in this.part for each, this in zip(expected, found, strict=True)] == [
        True for _ in expected
    ], [each.part for each in found]


@pytest.mark.parametrize(("code", "fence"), [*specified()])
def test_a_rule_finds_what_its_specification_says(code: str, fence: Fence) -> None:
    check(code, fence)


@pytest.mark.parametrize("code", [*rules()])
def test_a_rule_has_a_specification(code: str) -> None:
    text = (HERE / f"{code}.md").read_text(encoding="utf-8")

    assert text.startswith(f"# {code}\n")
    assert len(fences(text)) > 1


def test_a_specification_is_of_a_rule() -> None:
    assert {path.stem for path in HERE.glob("*.md")} <= set(rules())
