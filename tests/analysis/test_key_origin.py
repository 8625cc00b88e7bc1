"""Where a provider's key would come from, first match, and never the key itself in what is told."""

import json
from typing import Any

import pytest

from opencode_ls.analysis.build import Settings
from opencode_ls.analysis.key_origin import key_origin, origin_and_key
from opencode_ls.analysis.layers import layers
from support.fake_world import FakeWorld

OWN = "/home/me/.config/opencode/opencode.json"
PROJECT = "/work/opencode.json"
AUTH = "/home/me/.local/share/opencode/auth.json"
CANARY = "sk-canary-0123456789"
API = {"type": "api", "key": CANARY}
OAUTH = {"type": "oauth", "refresh": CANARY, "access": CANARY, "expires": 1}
WELL_KNOWN = {"https://llm.example": {"type": "wellknown", "key": "LLM_TOKEN", "token": CANARY}}
COMMAND = ["op", "read", "op://a/b"]


def options(**settings: object) -> dict[str, Any]:
    return {"provider": {"llm": {"options": settings}}}


def check(  # noqa: PLR0913  (each is one side of the world, all have defaults)
    expected: str,
    own: dict[str, Any] | None = None,
    *,
    project: dict[str, Any] | None = None,
    auth: object = None,
    env: dict[str, str] | None = None,
    provider: str = "llm",
    opencode: str = "auto",
) -> None:
    """The words, and that they, the origin and its repr are free of the key."""
    files = {"/work/.git": "<directory>", OWN: json.dumps(own or {})}
    files |= {PROJECT: json.dumps(project)} if project else {}
    files |= {AUTH: auth if isinstance(auth, str) else json.dumps(auth)} if auth else {}
    world = FakeWorld(env=env or {}, files=files)
    settings = Settings(opencode)  # type: ignore[arg-type]  # one of three words
    found = layers(world, "/work")
    origin, key = origin_and_key(world, found, provider, settings)

    assert origin.words(world.home) == expected
    assert key_origin(world, found, provider, settings) == origin
    assert CANARY not in repr(origin)
    assert bool(key) == (origin.usable and origin.kind != "command")
    assert key in {"", CANARY}


LLM_ENV = {"provider": {"llm": {"env": ["LLM_KEY"]}}}
ALL = {
    "provider": {
        "llm": {
            "env": ["LLM_KEY"],
            "npm": "@ai-sdk/openai",
            "options": {
                "headers": {"authorization": CANARY},
                "apiKey": CANARY,
                "apiKeyCommand": COMMAND,
            },
        }
    }
}
ENV = {"LLM_KEY": CANARY, "OPENAI_API_KEY": CANARY}


def without(*places: str) -> dict[str, Any]:
    """Everything that can give a key, save these."""
    entry = ALL["provider"]["llm"]
    kept = {name: value for name, value in entry["options"].items() if name not in places}  # type: ignore[attr-defined]  # an object
    top = {name: value for name, value in entry.items() if name not in {"options", *places}}
    return {"provider": {"llm": {**top, "options": kept}}}


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("", "the header `Authorization` in `~/.config/opencode/opencode.json`"),
        ("headers", "`apiKey` in `~/.config/opencode/opencode.json`"),
        ("headers apiKey", "`apiKeyCommand` in `~/.config/opencode/opencode.json`"),
        (
            "headers apiKey apiKeyCommand",
            "the key that `/connect` stored in `~/.local/share/opencode/auth.json`",
        ),
    ],
)
def test_the_first_place_of_the_files_and_of_what_is_stored(missing: str, expected: str) -> None:
    check(expected, without(*missing.split()), auth={"llm": API}, env=ENV)


@pytest.mark.parametrize(
    ("missing", "env", "expected"),
    [
        ("", ENV, "the variable `LLM_KEY`"),
        (
            "",
            {"OPENAI_API_KEY": CANARY},
            "the variable `OPENAI_API_KEY`, which `@ai-sdk/openai` reads",
        ),
        ("npm", {"OPENAI_API_KEY": CANARY}, "nowhere: no key is set up"),
        ("", {"LLM_KEY": "", "OPENAI_API_KEY": ""}, "nowhere: no key is set up"),
    ],
)
def test_then_the_variables(missing: str, env: dict[str, str], expected: str) -> None:
    check(expected, without("headers", "apiKey", "apiKeyCommand", *missing.split()), env=env)


def test_an_empty_key_blocks_everything_below_it() -> None:
    check(
        "nowhere: `apiKey` in `~/.config/opencode/opencode.json` is empty, "
        "and nothing else is tried",
        options(apiKey="{env:UNSET}", apiKeyCommand=COMMAND),
        auth={"llm": API},
    )


def test_each_setting_comes_from_the_highest_file_that_has_it() -> None:
    check("`apiKey` in `/work/opencode.json`", options(apiKey=""), project=options(apiKey=CANARY))
    check(
        "`apiKey` in `~/.config/opencode/opencode.json`",
        options(apiKey=CANARY),
        project=options(baseURL="https://llm.example", apiKeyCommand=COMMAND),
    )


def test_a_command_of_any_shape_is_where_the_key_would_come_from() -> None:
    shapes: tuple[object, ...] = ("op read", [], {"command": "op"})
    for command in shapes:
        check(
            "`apiKeyCommand` in `~/.config/opencode/opencode.json`",
            options(apiKeyCommand=command),
            auth={"llm": API},
        )


@pytest.mark.parametrize(
    ("header", "name"),
    [("AUTHORIZATION", "Authorization"), ("X-Api-Key", "x-api-key"), ("api-key", "api-key")],
)
def test_a_header_by_any_spelling(header: str, name: str) -> None:
    check(
        f"the header `{name}` in `~/.config/opencode/opencode.json`",
        options(headers={"x-trace": "1", header: CANARY}),
    )


def test_other_headers_carry_no_key() -> None:
    check("nowhere: no key is set up", options(headers={"x-trace": CANARY}))


def test_a_sign_in_is_no_key() -> None:
    check(
        "nowhere: the sign-in in `~/.local/share/opencode/auth.json` is not usable as an API key",
        LLM_ENV,
        auth={"llm": OAUTH},
        env=ENV,
    )


def test_a_well_known_sign_in_sets_its_variable() -> None:
    check(
        "the variable `LLM_TOKEN`, which `~/.local/share/opencode/auth.json` sets",
        {"provider": {"llm": {"env": ["LLM_TOKEN"]}}},
        auth=WELL_KNOWN,
        env={"LLM_TOKEN": "older"},
    )


def test_what_is_stored_may_stand_in_a_variable() -> None:
    check(
        "the key that `/connect` stored in `OPENCODE_AUTH_CONTENT`",
        auth={"llm": OAUTH},
        env={"OPENCODE_AUTH_CONTENT": json.dumps({"llm": API})},
    )


@pytest.mark.parametrize("content", ["", "{broken"])
def test_an_empty_or_broken_variable_leaves_the_file(content: str) -> None:
    world = FakeWorld(
        env={"OPENCODE_AUTH_CONTENT": content, "XDG_DATA_HOME": "/data"},
        files={"/data/opencode/auth.json": json.dumps({"llm": API})},
    )

    assert key_origin(world, (), "llm").words() == (
        "the key that `/connect` stored in `/data/opencode/auth.json`"
    )


@pytest.mark.parametrize(
    "auth",
    [
        "{broken",
        "[" * 100_000,
        "[]",
        {"llm": CANARY},
        {"llm": {"type": "api"}},
        {"llm": {"type": "api", "key": ""}},
        {"other": API},
    ],
)
def test_what_is_no_entry_of_this_provider_is_passed_over(auth: object) -> None:
    check("the variable `LLM_KEY`", LLM_ENV, auth=auth, env=ENV)


def test_an_auth_file_that_may_not_be_read_leaves_it_unknown() -> None:
    check(
        "unknown: `~/.local/share/opencode/auth.json` may not be read here",
        LLM_ENV,
        auth="<unknown>",
        env=ENV,
    )


def test_several_variables_give_no_key_save_the_one_of_the_package() -> None:
    names = {"GOOGLE_API_KEY": CANARY, "GOOGLE_GENERATIVE_AI_API_KEY": CANARY}

    check("nowhere: no key is set up", env={"GEMINI_API_KEY": CANARY}, provider="google")
    check(
        "the variable `GOOGLE_GENERATIVE_AI_API_KEY`, which `@ai-sdk/google` reads",
        env=names,
        provider="google",
    )


def test_the_files_variables_replace_those_of_the_catalogue() -> None:
    own = {"provider": {"openai": {"env": ["MINE"], "npm": "@ai-sdk/openai-compatible"}}}

    check("the variable `OPENAI_API_KEY`", env=ENV, provider="openai")
    check("nowhere: no key is set up", own, env=ENV, provider="openai")
    check("the variable `MINE`", own, env={"MINE": CANARY}, provider="openai")


def test_a_variables_name_that_comes_from_a_placeholder_stays_as_it_is_written() -> None:
    own = {"provider": {"llm": {"env": ["{env:NAME}"]}}}

    check("the variable `{env:NAME}`", own, env={"NAME": "SECRET", "SECRET": CANARY})


def test_a_name_cannot_end_its_quotation() -> None:
    own = {"provider": {"llm": {"env": ["A`\u202eB"]}}}

    check(
        "the variable `A\N{MODIFIER LETTER GRAVE ACCENT}\\u202eB`", own, env={"A`\u202eB": CANARY}
    )


SECOND = {
    "providers": {
        "llm": {"env": ["ONE", "TWO"], "settings": {"apiKey": CANARY, "apiKeyCommand": COMMAND}}
    }
}


def test_the_order_of_opencode_2() -> None:
    auth, env = {"llm": API}, {"TWO": CANARY}

    check(
        "the key that `/connect` stored in `~/.local/share/opencode/auth.json`",
        SECOND,
        auth=auth,
        env=env,
    )
    check("the variable `TWO`", SECOND, env=env)
    check("`apiKey` in `~/.config/opencode/opencode.json`", SECOND)


def test_to_opencode_2_an_empty_key_is_none() -> None:
    text = json.dumps(SECOND).replace(f'"apiKey": "{CANARY}"', '"apiKey": ""')

    check("`apiKeyCommand` in `~/.config/opencode/opencode.json`", json.loads(text))


def test_the_setting_decides_which_opencode_reads_the_files() -> None:
    own = options(apiKey=CANARY) | SECOND
    first = "`apiKey` in `~/.config/opencode/opencode.json`"

    check(first, own, env={"TWO": CANARY})
    check("the variable `TWO`", own, env={"TWO": CANARY}, opencode="2")
    check("nowhere: no key is set up", SECOND, env={"TWO": CANARY}, opencode="1")
    check(first, options(apiKey=CANARY), opencode="2")
