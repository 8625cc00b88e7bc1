"""What hovering explains."""

import pytest

from opencode_ls.analysis.build import Run, analyse
from opencode_ls.features.hover import Hover, hover
from support.fake_world import FakeWorld
from support.marked import marked

WORLD = FakeWorld(
    env={"KEY": "sk-test-not-a-key", "BREAKS": 'a"b', "DIR": "hidden"},
    files={"/work/k": "sk-test-not-a-key", "/work/hidden/k": "x"},
    programs={"op": "/usr/bin/op", "bad": "<not-executable>", "far": "<unknown>"},
)
COMMAND = '{"provider": {"acme": {"options": {"baseURL": "http://x/v1", "apiKeyCommand": %s}}}}'
TAIL = "In `/work`\n\nThe key goes to `http://x/v1`"


def check(text: str, markdown: str | None, *, runs: tuple[Run, ...] = ()) -> None:
    found = at(text, runs)

    assert (found.markdown if found else None) == markdown


def at(text: str, runs: tuple[Run, ...] = ()) -> Hover | None:
    plain, offset = marked(text)
    return hover(analyse(plain, path="/work/opencode.json", world=WORLD, runs=runs), offset)


def test_a_key_its_type_and_what_it_does() -> None:
    found = at('{"sn$0apshot": false}')

    assert found is not None
    assert found.markdown.startswith("**`snapshot`**: `boolean`\n\n")
    assert "Default: `true`" in found.markdown
    assert found.plain.startswith("snapshot: boolean\n\n")


def test_the_default_is_said_once() -> None:
    found = at('{"snap$0shot": false}')

    assert found is not None
    assert found.markdown.count("efault") == 1


def test_a_deprecated_key_and_its_replacement() -> None:
    found = at('{"auto$0share": true}')

    assert found is not None
    assert "**Deprecated**: use `share`" in found.markdown


def test_a_value_is_explained_with_its_key() -> None:
    found = at('{"share": "au$0to"}')

    assert found is not None
    assert found.markdown.startswith('`"auto"`: Every new session is published.\n\n**`share`**')


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('{"model": "anthropic/claude-$0opus-4-5"}', "A model of **Anthropic**"),
        (
            '{"provider": {"acme": {"models": {"m": {}}}}, "model": "acme/$0m"}',
            "A model that this file declares",
        ),
        ('{"disabled_providers": ["mis$0tral"]}', "**Mistral**, "),
        ('{"default_agent": "pl$0an"}', "primary agent: reads and plans"),
        ('{"provider": {"x": {"env": ["KE$0Y"]}}}', "This variable is set here"),
        ('{"permission": {"bash": "de$0ny"}}', "never runs"),
    ],
)
def test_a_value_of_a_kind(text: str, start: str) -> None:
    found = at(text)

    assert found is not None
    assert found.markdown.partition(": ")[2].startswith(start)


def test_a_provider_that_opencode_knows() -> None:
    found = at('{"provider": {"mis$0tral": {}}}')

    assert found is not None
    assert found.markdown.startswith("**`mistral`**: `object`\n\n**Mistral**, ")
    assert found.markdown.endswith(" models\n\nKey from `MISTRAL_API_KEY` (not set here)")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{}", "nowhere: no key is set up"),
        ('{"options": {"apiKeyCommand": ["op"]}}', "`apiKeyCommand` in `/work/opencode.json`"),
        ('{"options": {"apiKey": "{env:KEY}"}}', "`apiKey` in `/work/opencode.json`"),
        (
            '{"options": {"headers": {"x-api-key": "{env:KEY}"}}}',
            "the header `x-api-key` in `/work/opencode.json`",
        ),
        (
            '{"options": {"apiKey": "{env:NONE}"}}',
            "nowhere: `apiKey` in `/work/opencode.json` is empty, and nothing else is tried",
        ),
        ('{"env": ["KEY"]}', "the variable `KEY`"),
    ],
)
def test_where_the_key_of_a_provider_comes_from(entry: str, expected: str) -> None:
    check(f'{{"provider": {{"ac$0me": {entry}}}}}', f"**`acme`**: `object`\n\nKey from {expected}")


def test_where_the_key_comes_from_may_be_unknown() -> None:
    text, offset = marked('{"provider": {"ac$0me": {}}}')
    auth = "/home/me/.local/share/opencode/auth.json"
    found = hover(analyse(text, world=FakeWorld(files={auth: "<unknown>"})), offset)

    assert found is not None
    assert found.markdown.endswith(
        "Key unknown: `~/.local/share/opencode/auth.json` may not be read here"
    )


def test_of_a_provider_whose_id_a_placeholder_makes_up_nothing_is_said() -> None:
    check('{"provider": {"{env:DIR}x$0y": {"env": ["KEY"]}}}', None)


@pytest.mark.parametrize(
    "text",
    [
        '{"mo$0dle": 1}',
        '{"modle": "x$0"}',
        '{"modle": {"model$0": 1}}',
        '{"provider": {$0}}',
        '{"model": $0}',
        "// $0",
        "$0",
        '{"model": "x/y"} $0',
    ],
)
def test_nothing_to_say(text: str) -> None:
    check(text, None)


@pytest.mark.parametrize(
    ("placeholder", "what", "status"),
    [
        ("{env:KEY}", "the environment variable `KEY`", "Set in this environment"),
        (
            "{env:NONE}",
            "the environment variable `NONE`",
            "Not set in this environment: opencode puts an empty text in its place",
        ),
        (
            "{env:BREAKS}",
            "the environment variable `BREAKS`",
            "Set in this environment: its value holds a character that breaks the file",
        ),
        ("{file:k}", "the content of `/work/k`", "The file is there"),
        (
            "{file:~/no}",
            "the content of `/home/me/no`",
            "There is no such file: opencode does not start",
        ),
    ],
)
def test_a_placeholder(placeholder: str, what: str, status: str) -> None:
    check(f'{{"username": "$0{placeholder}"}}', f"`{placeholder}`: {what}\n\n{status}")


def test_a_path_from_a_variable_is_not_shown() -> None:
    check(
        '{"username": "$0{file:{env:DIR}/k}"}',
        "`{file:{env:DIR}/k}`: the content of a file\n\nThe file is there",
    )


@pytest.mark.parametrize("argv", ['[$0"op", "read"]', '["o$0p", "read"]', '["op", "re$0ad"]'])
def test_a_command_from_its_list_and_its_elements(argv: str) -> None:
    check(
        COMMAND % argv,
        f"Runs `op`\n1. `read`\n\nThe program is `/usr/bin/op`\n\n{TAIL}",
    )


def test_a_command_from_its_key() -> None:
    found = at((COMMAND % '["op"]').replace('"apiKeyCommand"', '"apiKey$0Command"'))

    assert found is not None
    assert found.markdown.startswith("**`apiKeyCommand`**: `list of string`")
    assert found.markdown.endswith(
        f"Runs `op` without arguments\n\nThe program is `/usr/bin/op`\n\n{TAIL}"
    )


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("gone", "The program is not found in this environment"),
        ("bad", "The program is a file that cannot be executed"),
        ("far", "The program is not looked for while the workspace is not trusted"),
    ],
)
def test_a_program_that_is_not_there(program: str, expected: str) -> None:
    check(
        COMMAND % f'["$0{program}"]', f"Runs `{program}` without arguments\n\n{expected}\n\n{TAIL}"
    )


def test_secrets_in_arguments_are_masked() -> None:
    check(
        COMMAND % '["op$0", "--token", "hunter2", "{env:KEY}"]',
        "Runs `op`\n1. `--token`\n2. `…`\n3. `{env:KEY}`\n\n"
        f"The program is `/usr/bin/op`\n\n{TAIL}",
    )


def test_a_program_from_a_placeholder_is_not_looked_up() -> None:
    check(
        COMMAND % '["{env:KEY}x$0", "a"]',
        f"Runs `{{env:KEY}}x`\n1. `a`\n\n{TAIL}",
    )


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run("acme", ("op",), True, "", "", 0.42, 51), "ok in 0.4 s, 51 characters"),  # noqa: FBT003  (a row)
        (
            Run("acme", ("op",), False, "status", "`op` ended with status 1: not *in*", 0.1),  # noqa: FBT003
            r"failed: `op` ended with status 1: not \*in\*",
        ),
    ],
)
def test_the_last_run(run: Run, expected: str) -> None:
    check(
        COMMAND % '["$0op"]',
        "Runs `op` without arguments\n\nThe program is `/usr/bin/op`\n\n"
        f"{TAIL}\n\nLast run: {expected}",
        runs=(run,),
    )


def test_the_last_run_of_another_command_is_not_shown() -> None:
    run = Run("acme", ("pass",), ok=True, kind="", message="", seconds=1.0)
    check(
        COMMAND % '["$0op"]',
        f"Runs `op` without arguments\n\nThe program is `/usr/bin/op`\n\n{TAIL}",
        runs=(run,),
    )
