"""Configurations that opencode takes, with slips in them that can be put right safely."""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from support.configs import formed

_LINES = ("op read x", "op", "", "a | b", "!pass show x", "echo '{env:SET}'", "'é 🔑' \"x", "~/k")
_COMMANDS: tuple[Any, ...] = (
    *_LINES,
    *(["op", 5], [True, None, 1.5], ["op read x"], [], ["op", "{env:SET}", "{env:UNSET}"]),
    *({"command": line} for line in _LINES),
    *({"command": line, "args": ["-v", "a b"]} for line in _LINES[:4]),
    {"command": "op", "args": [1], "env": {}},
)
_WORDS = ("", "a/b", "http://127.0.0.1:1/v1", "{env:SET}", "{env:UNSET}", 'a"b\\é🔑')
_REFERENCES = ({"a": {"path": "x"}},)


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A text of any form, with slips at many places; some are refused all the same."""
    sections = {
        **_some(draw, "modle model Share share shel small-model", ["auto"]),
        **_some(draw, "autoshare", [True, False]),
        **_some(draw, "reference references", _REFERENCES),
        **{name: _provider(draw) for name in _some(draw, "x openai", [0])},
    }
    providers = {name: sections.pop(name) for name in ("x", "openai") if name in sections}
    sections["provider"] = providers
    for name, make in (("agent", _agent), ("mcp", _server), ("comand", _command)):
        if draw(st.booleans()):
            sections[name] = {entry: make(draw) for entry in _some(draw, "r build", [0])}
    return formed(draw, _shuffled(draw, sections))


def _provider(draw: st.DrawFn) -> dict[str, Any]:
    options = {
        **_some(draw, "apiKey baseURL headers apikey baseUrl region", _WORDS),
        **_some(draw, "apiKeyCommand apiKeycommand api_key_command", _COMMANDS),
    }
    names = "name nmae tool_cal tool_call attachement familly"
    found = {
        **_some(draw, "npm nmp name Name api id", _WORDS),
        **_some(draw, "apiKey baseURL apiKeyCommand timeout headers apikey", _WORDS + _COMMANDS),
        **_some(draw, "options", [_shuffled(draw, options)]),
        **_some(draw, "models", [{"m": _some(draw, names, ["x", True])}]),
    }
    return _shuffled(draw, found)


def _agent(draw: st.DrawFn) -> dict[str, Any]:
    names = "prompt promt maxSteps steps description Description mode color hidden"
    return _some(draw, names, ["x", "primary", 3, True])


def _server(draw: st.DrawFn) -> dict[str, Any]:
    found = {
        **_some(draw, "enabled", [True, False]),
        **_some(draw, "type", ["local", "remote"]),
        **_some(draw, "command cmd", [*_LINES, ["npx", "s"]]),
        **_some(draw, "args env environment url URL timeout", [["-y"], {}, "http://a", 5]),
    }
    return _shuffled(draw, found)


def _command(draw: st.DrawFn) -> dict[str, Any]:
    return {"template": "x", **_some(draw, "descripton agent Agent modle subtask", ["x"])}


def _some(draw: st.DrawFn, names: str, values: Iterable[Any]) -> dict[str, Any]:
    """Up to two of these keys, each with one of these values."""
    chosen = draw(st.lists(st.sampled_from(names.split()), unique=True, max_size=2))
    return {name: draw(st.sampled_from([*values])) for name in chosen}


def _shuffled(draw: st.DrawFn, found: dict[str, Any]) -> dict[str, Any]:
    return dict(draw(st.permutations([*found.items()])))
