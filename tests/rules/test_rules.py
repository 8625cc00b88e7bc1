"""Finding, levelling and fencing of rules, for a folder of rules that exists only in the test."""

import json
import logging

import pytest

from opencode_ls import rules as module
from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.analysis.finding import Found
from opencode_ls.rules import LIMIT, Rule, findings, rules
from opencode_ls.text import Span
from support.fake_world import FakeWorld

SECRET = "sk-test-not-a-key"
TEXT = '{"modle": "a/b", "share": "yes"}'


def check(levels: dict[str, str], *expected: tuple[str, str]) -> None:
    found = findings(analyse(TEXT, path="/work/opencode.json", world=FakeWorld()), levels)

    assert [(each.code, each.severity) for each in found] == [*expected]


def test_findings_stand_in_the_order_of_the_text() -> None:
    check({}, ("unknown-key", "warning"), ("wrong-value", "error"))


def test_a_level_replaces_the_severity() -> None:
    check({"unknown-key": "info"}, ("unknown-key", "info"), ("wrong-value", "error"))


def test_off_silences_a_rule() -> None:
    check({"wrong-value": "off"}, ("unknown-key", "warning"))


def test_a_rule_reports_a_thousand_times_at_most() -> None:
    text = json.dumps({f"modle{number}": 1 for number in range(LIMIT + 10)})

    assert len(findings(analyse(text, world=FakeWorld()))) == LIMIT


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "{env:" * 100_000])
def test_the_rules_take_any_depth(text: str) -> None:
    assert findings(analyse(text, world=FakeWorld()))


def test_rules_are_named_by_their_files() -> None:
    assert [*rules()] == sorted(rules())
    assert all(code == rule.code for code, rule in rules().items())
    assert rules()["unknown-key"].severity == "warning"


def test_a_rule_that_raises_is_logged_by_its_name_alone_and_the_others_report(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_analysis: Analysis) -> list[Found]:
        raise ValueError(SECRET)

    def sound(_analysis: Analysis) -> list[Found]:
        return [Found(Span(0, 1), "a message")]

    made = {
        code: Rule(code, "hint", "hint", "", check, lambda _, found: found)
        for code, check in (("broken", broken), ("sound", sound))
    }
    monkeypatch.setattr(module, "rules", lambda: made)
    with caplog.at_level(logging.DEBUG):
        found = findings(analyse("{}", world=FakeWorld()))

    assert [each.code for each in found] == ["sound"]
    assert [record.getMessage() for record in caplog.records] == ["rule broken failed: ValueError"]
    assert SECRET not in caplog.text
