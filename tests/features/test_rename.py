"""Another name for a thing, in all files or in none."""

import pytest

from opencode_ls.analysis.build import analyse
from opencode_ls.features.rename import LENGTH, Change, Refused, renamable, rename
from support.fake_world import FakeWorld
from support.marked import after_edits, marked

OWN, PROJECT, INNER = (
    "/home/me/.config/opencode/opencode.json",
    "/work/opencode.json",
    "/work/.opencode/opencode.json",
)
REVIEW = "/work/.opencode/agent/review.md"
FILES = {"/work/.git": "<directory>", REVIEW: ""}
WORK = ("/work",)
PROXY = '{"provider": {"my$0-proxy": {}}}'


def check(text: str, new: str, expected: str, **others: tuple[str, str]) -> None:
    """The file after the rename at the cursor; `others` are `own` and `inner`, before and after."""
    paths = {"own": OWN, "inner": INNER}
    before = {paths[name]: texts[0] for name, texts in others.items()}
    after = {paths[name]: texts[1] for name, texts in others.items() if texts[0] != texts[1]}
    found = granted(ask(text, new, before, folders=("/work", "/home/me/.config")))

    assert {change.path: changed(change) for change in found} == {PROJECT: expected, **after}


def granted(found: tuple[Change, ...] | Refused | None) -> tuple[Change, ...]:
    assert found is not None
    assert not isinstance(found, Refused)
    return found


def changed(change: Change) -> str:
    return after_edits(change.text, *change.edits)


def ask(
    text: str, new: str, others: dict[str, str], folders: tuple[str, ...] = WORK
) -> tuple[Change, ...] | Refused | None:
    text, offset = marked(text)
    world = FakeWorld(env={"SET": "my-proxy"}, files={**FILES, PROJECT: text, **others})
    return rename(analyse(text, path=PROJECT, world=world), offset, new, folders)


def refused(text: str, new: str, expected: Refused, **others: str) -> None:
    paths = {"own": OWN, "inner": INNER}

    assert ask(text, new, {paths[name]: other for name, other in others.items()}) == expected


def test_a_provider_in_every_place_of_every_file() -> None:
    check(
        '{"model": "my-proxy/m", "disabled_providers": ["my$0-proxy"], "username": "my-proxy"}',
        "gateway",
        '{"model": "gateway/m", "disabled_providers": ["gateway"], "username": "my-proxy"}',
        own=('{"provider": {"my-proxy": {}}}', '{"provider": {"gateway": {}}}'),
        inner=(
            '{"agents": {"a": {"model": {"providerID": "my-proxy", "model": "m"}}}}',
            '{"agents": {"a": {"model": {"providerID": "gateway", "model": "m"}}}}',
        ),
    )


def test_a_provider_of_opencode_2() -> None:
    check(
        '{"providers": {"my-proxy": {}}, "model": "my-proxy$0/a/b#high"}',
        "é",
        '{"providers": {"é": {}}, "model": "é/a/b#high"}',
        inner=('{"model": "other/m"}', '{"model": "other/m"}'),
    )


def test_a_model() -> None:
    check(
        '{"provider": {"p": {"models": {"m": {}}, "whitelist": ["m"]}}, "model": "p/m$0#v"}',
        "a/b",
        '{"provider": {"p": {"models": {"a/b": {}}, "whitelist": ["a/b"]}}, "model": "p/a/b#v"}',
        inner=(
            '{"small_model": "p/m", "model": "q/m"}',
            '{"small_model": "p/a/b", "model": "q/m"}',
        ),
    )


def test_an_agent() -> None:
    check(
        '{"agent": {"a": {}}, "default_agent": "$0a", "permission": {"task": {"a": "allow"}}}',
        "look at it",
        '{"agent": {"look at it": {}}, "default_agent": "look at it",'
        ' "permission": {"task": {"look at it": "allow"}}}',
    )


def test_a_command() -> None:
    check('{"command": {"$0c": {}}}', "check", '{"command": {"check": {}}}')


def test_an_mcp_server_and_its_tools() -> None:
    check(
        '{"mcp": {"docs": {}}, "tools": {"docs_*": 1, "docs$0_find": true, "do_*": true}}',
        "my.wiki",
        '{"mcp": {"my.wiki": {}}, "tools": {"my_wiki_*": 1, "my_wiki_find": true, "do_*": true}}',
    )


def test_characters_that_json_escapes() -> None:
    check(
        r'{"provider": {"p\u002dq": {}}, "model": "p-q$0/m"}',
        'a"b\\c',
        r'{"provider": {"a\"b\\c": {}}, "model": "a\"b\\c/m"}',
    )


def test_half_typed_text() -> None:
    check(
        '{"provider": {"p": {}}, "model": "$0p/m", "small_model": "p/',
        "q",
        '{"provider": {"q": {}}, "model": "q/m", "small_model": "p/',
    )


def test_a_provider_of_a_name_that_opencode_knows_but_of_its_own() -> None:
    check(
        '{"provider": {"op$0enai": {"npm": "@ai-sdk/openai-compatible"}}}',
        "gateway",
        '{"provider": {"gateway": {"npm": "@ai-sdk/openai-compatible"}}}',
    )


def test_the_same_name_changes_nothing() -> None:
    assert ask(PROXY, "my-proxy", {}) == ()


@pytest.mark.parametrize(
    "text", ["$0", '{"share": "my$0"}', '{"model": "{env:S$0ET}/m"}', '{"my$0']
)
def test_where_there_is_no_name(text: str) -> None:
    assert ask(text, "x", {}) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"model": "$0x/m"}', "nothing here defines the provider `x`"),
        ('{"model": "x/$0m"}', "nothing here defines the model `m`"),
        ('{"default_agent": "gone$0"}', "nothing here defines the agent `gone`"),
        (
            '{"provider": {"$0openai": {}}}',
            "the provider `openai` is opencode's own: only opencode can give it another name",
        ),
        (
            '{"agent": {"$0plan": {}}}',
            "the agent `plan` is opencode's own: only opencode can give it another name",
        ),
        (
            '{"agent": {"$0review": {}}}',
            f"the agent `review` is defined by a file: rename `{REVIEW}`, then what refers to it",
        ),
    ],
)
def test_what_cannot_be_renamed_here(text: str, message: str) -> None:
    refused(text, "new", Refused(message))
    text, offset = marked(text)
    analysis = analyse(text, path=PROJECT, world=FakeWorld(files=FILES))

    assert renamable(analysis, offset, WORK) == Refused(message)


@pytest.mark.parametrize("other", ['{"provider": {"my-proxy": {}}}', '{"model": "my-proxy/m"}'])
def test_a_file_outside_the_workspace_also_names_it(other: str) -> None:
    message = f"the provider `my-proxy` is also named in `{OWN}`, outside the workspace"
    refused(PROXY, "x", Refused(f"{message}: add its folder to the workspace"), own=other)


def test_a_link_out_of_the_workspace_leads_out_of_it() -> None:
    text, offset = marked(PROXY)
    files = {"/work/.git": "", OWN: '{"model": "my-proxy/m"}'}
    world = FakeWorld(home="", files=files, links={INNER: OWN})
    found = rename(analyse(text, path=PROJECT, world=world), offset, "x", WORK)

    assert isinstance(found, Refused)


def test_a_link_within_the_workspace_is_changed_once() -> None:
    text, offset = marked(PROXY)
    links = {"/work/opencode.jsonc": PROJECT, "/work/.opencode/opencode.json": PROJECT}
    world = FakeWorld(files={"/work/.git": "", PROJECT: text}, links=links)
    found = granted(rename(analyse(text, path=PROJECT, world=world), offset, "x", WORK))

    assert [change.path for change in found] == [PROJECT]


@pytest.mark.parametrize(
    ("text", "new", "message"),
    [
        (PROXY, "", "the new name is empty"),
        (PROXY, " ", "the new name is empty"),
        (PROXY, "x ", "the new name begins or ends with a blank"),
        (PROXY, "a\u202eb", "the new name has a character that cannot be seen"),
        (PROXY, "a\nb", "the new name has a character that cannot be seen"),
        (PROXY, "\ud800", "the new name has a character that cannot be seen"),
        (PROXY, "x" * (LENGTH + 1), f"the new name is longer than {LENGTH} characters"),
        (PROXY, "{env:SET}", "the new name has a placeholder in it"),
        (PROXY, "__proto__", "opencode reads no key `__proto__`"),
        *(
            (PROXY, new, "a provider's id has no `/` and no `#`: models are named `provider/model`")
            for new in ("a/b", "a#b")
        ),
        (
            '{"provider": {"p": {"models": {"m$0": {}}}}}',
            "m#high",
            "a model's id has no `#`: what follows would be its variant",
        ),
        (
            '{"command": {"c$0": {}}}',
            "c d",
            "a command's name has no blanks: what follows would be its arguments",
        ),
        (
            '{"mcp": {"m$0": {}}}',
            "servers",
            "`servers` in `mcp` is no server: opencode 2 has a key of that name",
        ),
    ],
)
def test_a_name_that_cannot_be(text: str, new: str, message: str) -> None:
    refused(text, new, Refused(message, invalid=True))


@pytest.mark.parametrize(
    ("text", "new", "others", "message"),
    [
        (PROXY, "openai", {}, "there is a provider `openai` already, in opencode itself"),
        (
            PROXY,
            "x",
            {"own": '{"providers": {"x": 5}}'},
            f"there is a provider `x` already, in `{OWN}`",
        ),
        (
            '{"agent": {"a$0": {}, "b": {}}}',
            "b",
            {},
            f"there is an agent `b` already, in `{PROJECT}`",
        ),
        (
            '{"agent": {"a$0": {}}}',
            "review",
            {},
            "there is an agent `review` already, in `/work/.opencode/agent/review.md`",
        ),
        (
            '{"mcp": {"m$0": {}}, "tools": {"m_x_*": true, "m_*": true}}',
            "n_x",
            {"inner": '{"mcp": {"n_x": {}}}'},
            f"there is an mcp server `n_x` already, in `{INNER}`",
        ),
        (
            '{"mcp": {"m$0": {}, "n_x": {}}, "tools": {"m_x_*": true}}',
            "n",
            {},
            "as `n` another name in these files would mean something else",
        ),
        (
            '{"agent": {"a$0": {}}, "permission": {"task": {"a": "deny"}}}',
            "b*",
            {},
            "as `b*` another name in these files would mean something else",
        ),
    ],
)
def test_a_name_that_means_something_already(
    text: str, new: str, others: dict[str, str], message: str
) -> None:
    refused(text, new, Refused(message), **others)
