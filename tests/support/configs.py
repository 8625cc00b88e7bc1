"""Random configurations for property tests, put together from right and wrong pieces."""

import json
from typing import Any

from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]

_WORDS = st.sampled_from(
    [
        *("", "a/b", "true", "12", "auto", "Auto", "yes", "{env:SET}", "{env:UNSET}"),
        *("op read 'x y'", "npx -y s | cat", "é\U0001f511", 'a"b\\', "~/k", "!pass show x"),
        *("{file:prompts/review.md}", "$X"),
    ]
)
_SCALARS = st.one_of(_WORDS, st.sampled_from([0, 1, -1, 2.5, True, False, None]))
_ANY = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=2)
    ),
    max_leaves=4,
)


def _object(names: str, **values: Strategy) -> Strategy:
    """An object with some of these keys, any value for those without a strategy."""
    keys = names.split()
    return st.fixed_dictionaries({}, optional={name: values.get(name, _ANY) for name in keys})


_COMMANDS = st.one_of(
    _ANY,
    st.lists(_WORDS, max_size=4),
    st.fixed_dictionaries({"command": _WORDS}, optional={"args": st.lists(_WORDS, max_size=2)}),
)
_OPTIONS = _object(
    "apiKey apikey apiKeyCommand apiKeycommand baseURL baseUrl timeout headers",
    apiKeyCommand=_COMMANDS,
    apiKeycommand=_COMMANDS,
)
_MODEL = _object("name tools tool_call limit context", limit=_object("context output"))
_PROVIDER = _object(
    "npm name options baseURL apiKey apiKeyCommand headers models settings nmp",
    options=_OPTIONS,
    models=st.dictionaries(st.sampled_from("mn"), _MODEL, max_size=2),
)
_SERVER = _object(
    "type command args env environment enabled url timeout",
    type=st.sampled_from(["local", "remote", "stdio"]),
    command=st.one_of(_WORDS, st.lists(_WORDS, max_size=2)),
    args=st.lists(_WORDS, max_size=2),
    enabled=st.booleans(),
)
_ACTIONS = st.sampled_from(["allow", "deny", "ask", "maybe"])
_PATTERNS = st.dictionaries(st.sampled_from(["*", "git *", "git status"]), _ACTIONS, max_size=3)
_RULE = _object(
    "action resource effect",
    action=st.sampled_from(["*", "bash", "shell"]),
    resource=st.sampled_from(["*", "git *"]),
    effect=_ACTIONS,
)
_AGENT = _object(
    "prompt maxSteps steps tools permission permissions mode disable model",
    permission=_object("bash edit *", **{"bash": _PATTERNS, "*": _ACTIONS}),
    mode=st.sampled_from(["subagent", "primary"]),
)
_NATIVE_AGENT = _object(
    "prompt system mode model permissions tools",
    permissions=st.lists(_RULE, max_size=3),
    mode=st.sampled_from(["subagent", "primary"]),
)
_NATIVE_MODEL = _object("name tool_call limit modelID package", limit=_object("context output"))
_NATIVE_PROVIDER = _object(
    "package npm name settings options env headers models whitelist",
    package=st.sampled_from(["@ai-sdk/openai", "aisdk:@ai-sdk/openai", "@ai-sdk/opena"]),
    settings=_OPTIONS,
    options=_OPTIONS,
    models=st.dictionaries(st.sampled_from("mn"), _NATIVE_MODEL, max_size=2),
)
_NAMES = st.sampled_from(["r", "plan", "explore", "plam", "openai", "open-ai", "x"])
_ROOT = _object(
    "model modle share autoshare autoupdate theme instructions provider providers mcp mcpServers"
    " agent agents permission permissions plugins reference references subagent_depth layout"
    " username port default_agent small_model command commands disabled_providers logLevel update",
    provider=st.dictionaries(st.sampled_from(["openai", "x"]), _PROVIDER, max_size=2),
    providers=st.dictionaries(st.sampled_from(["openai", "x"]), _NATIVE_PROVIDER, max_size=1),
    mcp=st.one_of(
        st.dictionaries(st.sampled_from(["s", "t"]), _SERVER, max_size=2),
        st.fixed_dictionaries({"servers": st.dictionaries(st.just("s"), _SERVER, max_size=1)}),
    ),
    mcpServers=st.dictionaries(st.sampled_from(["s", "t"]), _SERVER, max_size=2),
    agent=st.dictionaries(st.sampled_from(["r"]), _AGENT, max_size=1),
    agents=st.dictionaries(st.sampled_from(["r"]), _NATIVE_AGENT, max_size=1),
    permission=_object("bash edit *", **{"bash": _PATTERNS, "*": _ACTIONS}),
    permissions=st.lists(_RULE, max_size=3),
    default_agent=_NAMES,
    command=st.dictionaries(
        st.sampled_from("cd"), _object("template agent model", agent=_NAMES), max_size=1
    ),
    disabled_providers=st.lists(_NAMES, max_size=2),
)


_MAP = st.dictionaries(st.sampled_from(["a", "b", "c d"]), _WORDS, max_size=2)
_CAN = st.lists(st.sampled_from(["text", "image"]), max_size=2)


@st.composite
def _sure_models(draw: st.DrawFn) -> dict[str, Any]:
    """A model of opencode 1 whose keys all have a sure place in opencode 2."""
    plain = _object(
        "id name family headers options status variants limit cost",
        **dict.fromkeys(("id", "name", "family"), _WORDS),
        **dict.fromkeys(("headers", "options"), _MAP),
        status=st.just("deprecated"),
        variants=st.dictionaries(st.sampled_from(["high", "low"]), _MAP, max_size=2),
        limit=st.fixed_dictionaries({"context": st.integers(1, 9), "output": st.integers(1, 9)}),
        cost=st.fixed_dictionaries(
            {"input": st.integers(0, 9), "output": st.floats(0, 9)},
            optional={"cache_read": st.integers(0, 9), "cache_write": st.integers(0, 9)},
        ),
    )
    can = st.fixed_dictionaries({"input": _CAN, "output": _CAN})
    told = st.fixed_dictionaries({"tool_call": st.booleans(), "modalities": can})
    return _shuffled(draw, draw(plain) | draw(st.just({}) | told))


@st.composite
def _sure_provider(draw: st.DrawFn) -> dict[str, Any]:
    options = _object(
        "apiKeyCommand apiKey timeout headers body",
        apiKeyCommand=st.lists(_WORDS, min_size=1, max_size=2),
        apiKey=_WORDS,
        timeout=st.integers(1, 9),
        headers=_MAP,
        body=_MAP,
    )
    entry = _object(
        "npm api name env options models",
        **dict.fromkeys(("npm", "api"), _WORDS.filter(bool)),
        name=_WORDS,
        env=st.lists(_WORDS, max_size=2),
        options=options,
        models=st.dictionaries(st.sampled_from("mn"), _sure_models(), max_size=2),
    )
    return _shuffled(draw, draw(entry))


def _shuffled(draw: st.DrawFn, value: dict[str, Any]) -> dict[str, Any]:
    return dict(draw(st.permutations(list(value.items()))))


@st.composite
def convertible(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """Providers of opencode 1 whose keys all have a sure place in opencode 2, and as a text."""
    entries = st.dictionaries(st.sampled_from(["openai", "x"]), _sure_provider(), min_size=1)
    value = {"provider": draw(entries)}
    return value, formed(draw, value)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A configuration as a text: on one line or many, with comments, CRLF, trailing commas."""
    return formed(draw, draw(_ROOT))


def formed(draw: st.DrawFn, value: Any) -> str:  # noqa: ANN401  (a JSON value)
    """A value as a text of any of these forms."""
    text = json.dumps(value, indent=draw(st.sampled_from([None, 2, "\t"])), ensure_ascii=False)
    if draw(st.booleans()):
        text = text.replace(",\n", ", // note, {env:UNSET} }\n")
    if draw(st.booleans()):
        text = text.replace('"\n', '",\n').replace("]\n", "],\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return text + draw(st.sampled_from(["", "\n"]))
