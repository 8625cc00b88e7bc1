"""What can be done at a place."""

from opencode_ls.analysis.build import analyse
from opencode_ls.analysis.finding import Finding, Fix
from opencode_ls.features.actions import RunCommand, TryKey, actions
from opencode_ls.text import Span, TextEdit
from support.fake_world import FakeWorld
from support.marked import marked

WORLD = FakeWorld(env={"ID": "secret-id"})
SAFE = Fix("Repair it", (TextEdit(Span(1, 2), "x"),), safe=True)
OTHER = Fix("Repair it otherwise", (TextEdit(Span(1, 2), "y"),), safe=True)
RISKY = Fix("Throw it away", (TextEdit(Span(1, 2), ""),), safe=False)
ENTRY = '{"provider": {%s: {"options": {"apiKeyCommand": %s}}}, "share": "auto"}'


def check(text: str, *expected: str, findings: tuple[Finding, ...] = ()) -> None:
    """The titles, a preferred one with a star."""
    plain, offset = marked(text)
    analysis = analyse(plain, path="/work/opencode.json", world=WORLD)
    found = actions(analysis, findings, Span(offset, offset))
    titles = tuple(f"*{action.title}" if action.preferred else action.title for action in found)

    assert titles == expected


def finding(*fixes: Fix, code: str = "a-rule") -> Finding:
    return Finding(Span(1, 4), code, "hint", "hint", "a message", fixes)


def test_the_only_safe_fix_is_preferred() -> None:
    check('{$0"a": 1}', "*Repair it", "Throw it away", findings=(finding(SAFE, RISKY),))


def test_of_two_safe_fixes_none_is_preferred() -> None:
    check('{"a$0": 1}', "Repair it", "Repair it otherwise", findings=(finding(SAFE, OTHER),))


def test_an_unsafe_fix_is_not_preferred() -> None:
    check('{"a"$0: 1}', "Throw it away", findings=(finding(RISKY),))


def test_what_opencode_does_not_run_can_be_mended_by_its_plugin() -> None:
    title = "Install the plugin with which opencode runs `apiKeyCommand`"
    check('{"a$0": 1}', title, findings=(finding(code="command-ignored-by-opencode"),))


def test_a_finding_elsewhere_offers_nothing() -> None:
    check('{"a": 1$0}', findings=(finding(SAFE),))


def test_a_fix_knows_its_finding_and_edits() -> None:
    found = finding(SAFE)
    [action] = actions(analyse("{}", world=WORLD), (found,), Span(1, 1))

    assert (action.kind, action.finding, action.edits) == ("quickfix", found, SAFE.edits)


def test_the_command_runs_from_anywhere_in_its_entry() -> None:
    titles = "Run apiKeyCommand for «my-llm»", "Try the key of «my-llm»"
    check(ENTRY % ('"my-$0llm"', '["op", "read"]'), *titles)
    check(ENTRY % ('"my-llm"', '["op", "re$0ad"]'), *titles)
    check(ENTRY % ('"my-llm"', '["op", "read"]$0'), *titles)


def test_it_does_not_run_from_elsewhere() -> None:
    check((ENTRY % ('"my-llm"', '["op"]')).replace('"auto"', '"au$0to"'))


def test_what_could_not_run_is_not_offered() -> None:
    check(ENTRY % ('"x"', '"o$0p read"'))
    check(ENTRY % ('"x"', "[$0]"))


def test_an_id_from_a_placeholder_is_not_shown() -> None:
    check(ENTRY % ('"{env:ID}"', '["op$0"]'))


def test_the_action_names_the_provider() -> None:
    text = ENTRY % ('"x"', '["op"]')
    found = actions(analyse(text, world=WORLD), (), Span(15, 15))

    assert [(action.kind, action.command, action.edits) for action in found] == [
        ("source", RunCommand("x"), ()),
        ("source", TryKey("x"), ()),
    ]


def test_models_are_added_where_an_address_is_written() -> None:
    entry = '{"providers": {"x": {"settings": {"apiKeyCommand": ["o$0p"], "baseURL": ""}}}}'
    titles = "Run apiKeyCommand for «x»", "Try the key of «x»", "Add models from baseURL for «x»"
    check(entry, *titles)
    check(entry.replace("providers", "provider").replace("settings", "options"), *titles)


def test_both_actions_for_each_entry_that_is_selected() -> None:
    text = (
        '{"provider": {"x": {"options": {"apiKeyCommand": ["op"]}},'
        ' "y": {"options": {"apiKeyCommand": ["op"]}}}}'
    )
    found = actions(analyse(text, world=WORLD), (), Span(0, len(text)))

    assert [action.command for action in found] == [
        *(RunCommand("x"), TryKey("x")),
        *(RunCommand("y"), TryKey("y")),
    ]
