"""The providers of a file in the shape of opencode 2, and what stands in the way."""

from typing import Any, Literal

import pytest
from hypothesis import given

from opencode_ls.analysis.build import Analysis, Settings, analyse
from opencode_ls.features.v2_shape import conversion
from opencode_ls.jsonc.value import to_value
from opencode_ls.text import Span, apply_edits
from support.configs import convertible
from support.fake_world import FakeWorld
from support.marked import marked

TITLE = "Convert the providers to the V2 shape"
V1 = """{
  // Whom we ask.
  "prov$0ider": {
    // Our gateway.
    "my-llm-proxy": {
      "npm": "@ai-sdk/openai-compatible", // any
      "api": "https://llm.example.com/v1", // staging
      "name": "Our gateway 😀",
      /* How to reach it. */
      "options": {
        "apiKeyCommand": ["op", "read", "op://Private/{env:TEAM}/key"],
        // The team pays.
        "headers": {
          "X-Team": "{env:TEAM}" // or compiler
        },
        "body": { "store": false }
      },
      "models": {
        "m-1": {
          "id": "m-1-latest",
          "tool_call": true,
          "modalities": { "input": ["text"], "output": ["text"] },
          "cost": { "input": 1, "output": 2, "cache_read": 0.1, "cache_write": 0.2 },
          "status": "deprecated",
          "options": { "reasoningEffort": "high" },
          "limit": { "context": 1000, "output": 100 },
          "variants": {
            // Thinks long.
            "high": { "reasoningEffort": "high" },
            "low": { "reasoningEffort": "low" }, // quick
          }
        },
        "m-2": {},
      }
    },
    "plain": { "api": "http://localhost:1/v1", "models": { "m": {} } }
  },
  "model": "my-llm-proxy/m-1"
}
"""
V2 = """{
  // Whom we ask.
  "providers": {
    // Our gateway.
    "my-llm-proxy": {
      "package": "aisdk:@ai-sdk/openai-compatible", // any
      "name": "Our gateway 😀",
      // The team pays.
      "headers": {
        "X-Team": "{env:TEAM}" // or compiler
      },
      "body": { "store": false },
      /* How to reach it. */
      "settings": {
        "baseURL": "https://llm.example.com/v1", // staging
        "apiKeyCommand": ["op", "read", "op://Private/{env:TEAM}/key"]
      },
      "models": {
        "m-1": {
          "modelID": "m-1-latest",
          "capabilities": { "tools": true, "input": ["text"], "output": ["text"] },
          "cost": { "input": 1, "output": 2, "cache": { "read": 0.1, "write": 0.2 } },
          "disabled": true,
          "settings": { "reasoningEffort": "high" },
          "limit": { "context": 1000, "output": 100 },
          "variants": [
            // Thinks long.
            { "id": "high", "settings": { "reasoningEffort": "high" } },
            { "id": "low", "settings": { "reasoningEffort": "low" } }, // quick
          ]
        },
        "m-2": {},
      }
    },
    "plain": { "settings": { "baseURL": "http://localhost:1/v1" }, "models": { "m": {} } }
  },
  "model": "my-llm-proxy/m-1"
}
"""
UNKNOWN = "what opencode 2 makes of `{}` is not certain"
PART = "what `x.models.m` can do is told in part, and what the rest is then is not certain"
COST = '{"%sx": {"models": {"m": {"cost": {%s, "output": 3}}}}}'
MOVED = '"headers": {"a": "{env:A}"}, "body": {}'


def analysed(text: str, opencode: Literal["auto", "1", "2"] = "2") -> Analysis:
    world = FakeWorld(env={"TEAM": "a-canary"}, programs={"op": "/usr/bin/op"})
    return analyse(text, path="/work/opencode.json", world=world, settings=Settings(opencode))


def check(text: str, *expected: tuple[str, str], opencode: Literal["auto", "1", "2"] = "2") -> None:
    """Each title with the text after its one edit, or with the reason why there is none."""
    plain, offset = marked(text)
    found = tuple(conversion(analysed(plain, opencode), Span(offset, offset)))

    assert all(len(action.edits) == (not action.hindrance) for action in found)
    after = (action.hindrance or apply_edits(plain, action.edits) for action in found)
    assert tuple(zip((action.title for action in found), after, strict=True)) == expected


def test_everything_that_has_a_place() -> None:
    check(V1, (f"{TITLE}, which opencode 1.18 does not read", V2), opencode="auto")
    check(V1, (TITLE, V2))
    check(V1, opencode="1")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"$0x": {}}', '{"x": {}}'),
        ('{"a": {}, "x"$0: {"npm": "{env:N}"}}', '{"a": {}, "x": {"package": "aisdk:{env:N}"}}'),
        (
            '{"$0x": {"api": "u", "options": {}}}',
            '{"x": {"settings": { "baseURL": "u" }}}',
        ),
        (
            f'{{"$0x": {{"options": {{"timeout": 1, {MOVED}}}}}}}',
            f'{{"x": {{{MOVED}, "settings": {{"timeout": 1}}}}}}',
        ),
        (
            COST % ("$0", '"cache_write": 1 /* w */, "input": 2'),
            COST % ("", '"cache": { "write": 1 } /* w */, "input": 2'),
        ),
        (
            '{"$0x": {"options": {"apiKey": {env:K}}}}',
            '{"x": {"settings": {"apiKey": {env:K}}}}',
        ),
    ],
)
def test_one_thing(before: str, after: str) -> None:
    check(f'{{"provider": {before}}}', (TITLE, f'{{"providers": {after}}}'))


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ('{"whitelist": []}', "opencode 2 ignores `x.whitelist`"),
        ('{"id": "x"}', "opencode 2 ignores `x.id`"),
        ('{"models": {"m": {"reasoning": true}}}', "opencode 2 ignores `x.models.m.reasoning`"),
        ('{"settings": {}}', UNKNOWN.format("x.settings")),
        ('{"{env:TEAM}": 1}', UNKNOWN.format("x.{env:TEAM}")),
        ('{"models": {"m": {"interleaved": true}}}', UNKNOWN.format("x.models.m.interleaved")),
        (
            '{"models": {"m": {"cost": {"context_over_200k": {}}}}}',
            UNKNOWN.format("x.models.m.cost.context_over_200k"),
        ),
        (
            '{"models": {"m": {"variants": {"v": {"disabled": true}}}}}',
            UNKNOWN.format("x.models.m.variants.v.disabled"),
        ),
        (
            '{"models": {"m": {"options": {"thinking": {"blockBinding": false}}}}}',
            UNKNOWN.format("x.models.m.options.thinking.blockBinding"),
        ),
        ('{"models": {"m": {"tool_call": true}}}', PART),
        ('{"models": {"m": {"modalities": {"input": []}}}}', PART),
        (
            '{"models": {"m": {"status": "beta"}}}',
            "opencode 2 ignores `x.models.m.status`, unless it is `deprecated`",
        ),
        ('{"npm": ""}', "`x.npm` is empty"),
        ('{"npm": 1}', "`x.npm` is no string"),
        ('{"options": {env:TEAM}}', "`x.options` is no object"),
        ('{"options": {"headers": {"a": 1}}}', "`x.options.headers.a` is no string"),
        ('{"npm": "a", "npm": "b"}', "`x.npm` is there twice"),
        ('{"models": {"m": {}, "m": {}}}', "`x.models.m` is there twice"),
        (
            '{"api": "a", "options": {"baseURL": "b"}}',
            "`api` and `x.options.baseURL` are both an address",
        ),
        ("[]", "`x` is no object"),
        ('{"options": {"transport": "http"}}', UNKNOWN.format("x.options.transport")),
        (
            '{"models": {"m": {"options": {"encoding": "gzip"}}}}',
            UNKNOWN.format("x.models.m.options.encoding"),
        ),
        (
            '{"models": {"m": {"limit": {"context": 1.5, "output": 2}}}}',
            "`x.models.m.limit.context` is no integer",
        ),
        (
            '{"models": {"m": {"limit": {"context": true}}}}',
            "`x.models.m.limit.context` is no integer",
        ),
    ],
)
def test_what_has_no_sure_place_hinders_it(entry: str, why: str) -> None:
    check(f'{{"$0provider": {{"x": {entry}}}}}', (TITLE, why))
    check(f'{{"$0provider": {{"y": {{}}, "x": {entry}}}}}', (TITLE, why))


def test_a_provider_that_has_another_name_in_opencode_2() -> None:
    why = "opencode 2 has `google-vertex-anthropic` under another id"
    check('{"$0provider": {"google-vertex-anthropic": {}}}', (TITLE, why))


@pytest.mark.parametrize(
    "text",
    [
        "$0",
        "$0{}",
        '{"$0provider": {}}',
        '{"$0provider": []}',
        '{"provider": {"x": {$0}}}',
        '{ $0 "provider": {"x": {}}}',
        '{"$0providers": {"x": {}}}',
        '{"$0provider": {"x": {}}, "providers": {}}',
        '{"$0provider": {"x": {}}, "provider": {"y": {}}}',
        '{"$0provider": {"x": {"npm": "a',
        '{"$0provider": {"x": {"npm": "a" "name": "b"}}}',
        '{"$0provider": {"x": {',
    ],
)
def test_it_is_not_offered(text: str) -> None:
    check(text)


@given(convertible())
def test_it_says_what_opencode_2_makes_of_it(site: tuple[dict[str, Any], str]) -> None:
    value, text = site
    offset = text.index("provider")
    [action] = conversion(analysed(text), Span(offset, offset))
    found = analysed(apply_edits(text, action.edits))
    root = found.written.root

    assert root is not None
    assert (found.written.problems, found.native_violations) == ((), ())
    assert to_value(root) == {"providers": translated(value["provider"])}


def translated(providers: dict[str, Any]) -> dict[str, Any]:
    """What opencode 2 reads instead, as its documentation says."""
    return {name: _provider(dict(entry)) for name, entry in providers.items()}


def _provider(entry: dict[str, Any]) -> dict[str, Any]:
    named = bool({"api", "options"} & entry.keys())
    settings = dict(entry.pop("options", {}))
    found = {name: settings.pop(name) for name in ("headers", "body") if name in settings}
    if "api" in entry:
        settings["baseURL"] = entry.pop("api")
    if "npm" in entry:
        found["package"] = f"aisdk:{entry.pop('npm')}"
    if "models" in entry:
        models = entry.pop("models")
        found["models"] = {name: _model(dict(model)) for name, model in models.items()}
    return entry | found | ({"settings": settings} if named else {})


def _model(model: dict[str, Any]) -> dict[str, Any]:
    names = {"id": "modelID", "options": "settings"}
    found = {names[name]: model.pop(name) for name in names if name in model}
    if "modalities" in model:
        found["capabilities"] = {"tools": model.pop("tool_call"), **model.pop("modalities")}
    if "status" in model:
        found["disabled"] = model.pop("status") == "deprecated"
    if "variants" in model:
        variants = model.pop("variants").items()
        found["variants"] = [{"id": name, "settings": options} for name, options in variants]
    if "cost" in model:
        cost = dict(model.pop("cost"))
        cache = {
            name: cost.pop(f"cache_{name}") for name in ("read", "write") if f"cache_{name}" in cost
        }
        found["cost"] = cost | ({"cache": cache} if cache else {})
    return model | found
