"""From a name to its definition and its uses, over several files."""

import pytest

from opencode_ls.analysis.build import Analysis, analyse
from opencode_ls.features.navigation import Place, definition, highlights, references
from support.fake_world import FakeWorld
from support.marked import marked

OWN, PROJECT, INNER = (
    "/home/me/.config/opencode/opencode.json",
    "/work/opencode.json",
    "/work/.opencode/opencode.json",
)
COMMAND = "/work/.opencode/command/plan.md"
FILES = {
    "/work/.git": "<directory>",
    "/work/prompts/a.md": "Review.",
    "/work/canary": "",
    "/work/.opencode/agent/review.md": "---\nmode: subagent\n---\n",
    "/work/.opencode/agent/deep/look.md": "---\nname: looker\n---\n",
    COMMAND: "---\nmodel: gate/n#v\nagent: helper\n---\n",
}
C = 'own "c": 2'
SHORT = {OWN: "own", PROJECT: "project", INNER: "inner", COMMAND: "plan"}


def check(text: str, expected: list[str], **others: str) -> None:
    """Where the definitions are: the file, and the whole entry."""
    analysis, offset = look(text, **others)
    found = definition(analysis, offset)

    assert [told(place) for place in (found.places if found else ())] == expected


def look(text: str, **others: str) -> tuple[Analysis, int]:
    """The project's file with the cursor; `others` are `own` and `inner`."""
    text, offset = marked(text)
    paths = {"own": OWN, "inner": INNER}
    files = FILES | {PROJECT: text} | {paths[name]: other for name, other in others.items()}
    world = FakeWorld(env={"SET": "canary"}, files=files)
    return analyse(text, path=PROJECT, world=world), offset


def told(place: Place) -> str:
    return f"{SHORT.get(place.path, place.path)} {place.whole.of(place.text)}".rstrip()


def uses(text: str, **others: str) -> list[str]:
    """Each place that `references` gives: the file, the offset, and `=` for a definition."""
    analysis, offset = look(text, **others)
    return [
        f"{SHORT[found.place.path]} {found.place.span.start}{'=' * found.defines}"
        for found in references(analysis, offset)
    ]


PROVIDER = '{"provider": {"p": {"models": {"m": 1}}}}'


@pytest.mark.parametrize(
    ("text", "others", "expected"),
    [
        ('{"model": "$0p/m"}', {"own": PROVIDER}, ['own "p": {"models": {"m": 1}}']),
        ('{"model": "p/$0m#v"}', {"own": PROVIDER}, ['own "m": 1']),
        ('{"model": "p/$0n"}', {"own": PROVIDER}, []),
        ('{"model": "$0q/m"}', {"own": PROVIDER}, []),
        (
            '{"agents": {"a": {"model": "$0p/m"}}, "providers": {"p": 5}}',
            {"inner": PROVIDER},
            ['project "p": 5', 'inner "p": {"models": {"m": 1}}'],
        ),
        ('{"default_agent": "a$0"}', {"inner": '{"agents": {"a": 1}}'}, ['inner "a": 1']),
        ('{"commands": {"$0c": 1}}', {"own": '{"command": {"c": 2}}'}, ['project "c": 1', C]),
        ('{"tools": {"x$0_*": true}}', {"own": '{"mcp": {"x": 1}}'}, ['own "x": 1']),
    ],
)
def test_a_name(text: str, others: dict[str, str], expected: list[str]) -> None:
    check(text, expected, **others)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("review", "/work/.opencode/agent/review.md"),
        ("looker", "/work/.opencode/agent/deep/look.md"),
        ("deep/look", "/work/.opencode/agent/deep/look.md"),
    ],
)
def test_an_agent_in_markdown(name: str, file: str) -> None:
    check(f'{{"default_agent": "{name}$0"}}', [file])
    check(
        f'{{"agent": {{"{name}": 5}}, "default_agent": "{name}$0"}}', [f'project "{name}": 5', file]
    )


def test_a_command_in_markdown() -> None:
    check('{"command": {"plan$0": 5}}', ['project "plan": 5', "plan"])


def test_the_file_of_a_placeholder() -> None:
    check('{"username": "{fi$0le:prompts/a.md}"}', ["/work/prompts/a.md"])
    check('{"model": "p{file:./prompts/a.md}$0/m"}', ["/work/prompts/a.md"])


@pytest.mark.parametrize(
    "text",
    [
        *('{"username": "{fi$0le:gone.md}"}', '{"username": "{file:{env:S$0ET}}"}'),
        *('{"username": "{fi$0le:{env:SET}}"}', '{"username": "{e$0nv:SET}"}', "$0", "{$0}"),
        *('{"username": "p$0"}', '{"default_agent": "build$0"}', '{"model": "p/$0'),
    ],
)
def test_what_leads_nowhere(text: str) -> None:
    check(text, [])


def test_what_leads_there_is_the_name_alone() -> None:
    text = '{"model": "p/m$0#v"}'
    analysis, offset = look(text, own=PROVIDER)
    found = definition(analysis, offset)

    assert found is not None
    assert found.origin.of(analysis.text) == "m"


def test_references_in_all_files() -> None:
    text = '{"model": "$0p/m", "disabled_providers": ["p", "q"]}'
    assert uses(text, own=PROVIDER, inner='{"small_model": "p/n"}') == [
        *("project 11", "project 41", "own 15=", "inner 17"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"providers": {"gate$0": {}}}', ["project 16=", "plan 11"]),
        ('{"providers": {"gate": {"models": {"n$0": {}}}}}', ["project 36=", "plan 16"]),
        ('{"model": "gate/$0n"}', ["project 16", "plan 16"]),
        ('{"agents": {"helper$0": {}}}', ["project 13=", "plan 27"]),
        ('{"default_agent": "plan$0"}', ["project 19"]),
    ],
)
def test_references_in_front_matter(text: str, expected: list[str]) -> None:
    assert uses(text) == expected


def test_references_of_nothing() -> None:
    assert uses('{"username": "$0p"}', own=PROVIDER) == []


def test_highlights_are_of_this_file() -> None:
    text = '{"provider": {"p$0": {"models": {"p": {}}}}, "model": "p/p", "agent": {"p": {}}}'
    analysis, offset = look(text, own=PROVIDER)
    found = [(name.span.start, name.defines) for name in highlights(analysis, offset)]

    assert found == [(15, True), (53, False)]


def test_highlights_of_nothing() -> None:
    analysis, offset = look('{"$0share": "auto"}')

    assert highlights(analysis, offset) == ()
