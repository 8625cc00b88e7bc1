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
_AGENT = _object("prompt maxSteps steps tools permissions mode disable model")
_ROOT = _object(
    "model modle share autoshare autoupdate theme instructions provider providers mcp mcpServers"
    " agent agents permissions plugins reference references subagent_depth layout username port",
    provider=st.dictionaries(st.sampled_from(["openai", "x"]), _PROVIDER, max_size=2),
    providers=st.dictionaries(st.sampled_from(["openai", "x"]), _PROVIDER, max_size=1),
    mcp=st.dictionaries(st.sampled_from(["s", "t"]), _SERVER, max_size=2),
    agent=st.dictionaries(st.sampled_from(["r"]), _AGENT, max_size=1),
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A configuration as a text: on one line or many, with comments, CRLF, trailing commas."""
    text = json.dumps(
        draw(_ROOT), indent=draw(st.sampled_from([None, 2, "\t"])), ensure_ascii=False
    )
    if draw(st.booleans()):
        text = text.replace(",\n", ", // note, {env:UNSET} }\n")
    if draw(st.booleans()):
        text = text.replace('"\n', '",\n').replace("]\n", "],\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return text + draw(st.sampled_from(["", "\n"]))
