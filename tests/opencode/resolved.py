"""What the program should answer, made of our merged values and of the little that it adds itself.

All that opencode 1.18.33 derives stands in `_finished`; everything else is compared as it is.
"""

import json
from functools import reduce
from pathlib import Path
from typing import Any

from opencode_ls.analysis.effective import Value, effective
from opencode_ls.analysis.layers import CONTENT, Layer
from opencode_ls.jsonc.value import to_value

Json = dict[str, Any]

_AGENT = {
    *(
        "name",
        "model",
        "variant",
        "prompt",
        "description",
        "temperature",
        "top_p",
        "mode",
        "hidden",
    ),
    *("color", "steps", "maxSteps", "options", "permission", "disable", "tools"),
}
"""The keys of an agent; opencode hands any other to the model, among the `options`."""

_EXACT = 2**53


_NATIVE = {
    "": {"agents", "commands", "snapshots", "media"},
    "compaction": {"keep", "buffer"},
    "experimental": {"subagent_depth"},
    "mcp": {"servers", "timeout"},
}
_NATIVE_SERVER = {"disabled", "codemode"}
_NATIVE_SIGN_IN = {"client_id", "client_secret", "callback_port", "redirect_uri"}


def is_translated(value: Any) -> bool:  # noqa: ANN401  (a JSON value)
    """Whether opencode 1.18 turns words of opencode 2 into its own here.

    We foresee whether it starts with them, and show them as they are written.
    """
    match value:
        case {"model": {}} | {"skills": [*_]}:
            return True
        case {"model": str(model)} if "#" in model:
            return True
        case dict():
            holders = {"": value, **value}
            servers = _object(value.get("mcp")).values()
            words = (_object(holders.get(name)).keys() & keys for name, keys in _NATIVE.items())
            return any(words) or any(map(_is_native_server, servers))
        case _:
            return False


def _is_native_server(server: Any) -> bool:  # noqa: ANN401  (a JSON value)
    found = _object(server)
    return bool(
        found.keys() & _NATIVE_SERVER
        or isinstance(found.get("timeout"), dict)
        or _object(found.get("oauth")).keys() & _NATIVE_SIGN_IN
    )


def _object(value: Any) -> Json:  # noqa: ANN401  (a JSON value)
    return value if isinstance(value, dict) else {}


def expected(found: tuple[Layer, ...]) -> str:
    """The resolved configuration of these files, lowest first, as `canonical` text."""
    alone = [_nested(effective((layer,))) for layer in found]
    return canonical(_finished(_nested(effective(found)), alone))


def canonical(value: Json) -> str:
    """A text that is the same for the same JSON; numbers as JavaScript tells them apart."""
    kept = {name: inner for name, inner in value.items() if name != "$schema"}
    return json.dumps(_as_read(kept), sort_keys=True, indent=1)


def _nested(values: tuple[Value, ...]) -> Json:
    top: Json = {}
    for value in values:
        *above, last = _real_path(value)
        inner: Any = top
        for step in above:
            inner = inner.setdefault(step, [] if isinstance(last, int) else {})
        if isinstance(inner, list):
            inner.append(_plugin(value) if above == ["plugin"] else _of(value))
        else:
            inner[last] = _of(value)
    return top


def _of(value: Value) -> Any:  # noqa: ANN401  (a JSON value)
    """The value itself, also where a placeholder takes part and `shown` would not tell it."""
    return to_value(value.node, without=value.without) if value.node.kind != "object" else {}


def _real_path(value: Value) -> tuple[str | int, ...]:
    """The path with the names that a placeholder makes up as they are, not as they are written."""
    return (*value.node.path, *value.path[len(value.node.path) :])


def _plugin(value: Value) -> Any:  # noqa: ANN401  (a JSON value)
    """A plugin that is a path becomes an address, if it stands in a file."""
    found = _of(value)
    name, *options = found if isinstance(found, list) else [found]
    if name.startswith((".", "/")) and value.layer.path != CONTENT:
        name = Path(value.layer.path).parent.joinpath(name).resolve().as_uri()
    return [name, *options] if isinstance(found, list) else name


def _finished(value: Json, alone: list[Json]) -> Json:
    """The value with what opencode derives from the keys that are older than their successors."""
    for kind in ("agent", "mode"):
        for name in value.setdefault(kind, {}):
            written = [each[kind][name] for each in alone if name in each.get(kind, {})]
            value[kind][name] |= reduce(_merged, map(_of_agent, written))
    for name, mode in value["mode"].items():
        value["agent"][name] = _merged(value["agent"].get(name, {}), {**mode, "mode": "primary"})
    if "tools" in value:
        value["permission"] = _merged(_allowed(value["tools"]), value.get("permission", {}))
    if value.get("autoshare") is True and not value.get("share"):
        value["share"] = "auto"
    return {"username": "", "command": {}, "plugin": [], **value}


def _of_agent(agent: Json) -> Json:
    """What opencode makes of an agent, in each file by itself."""
    others = {name: inner for name, inner in agent.items() if name not in _AGENT}
    steps = agent.get("steps", agent.get("maxSteps"))
    return {
        "options": {**agent.get("options", {}), **others},
        "permission": {**_allowed(agent.get("tools", {})), **agent.get("permission", {})},
        **({} if steps is None else {"steps": steps}),
    }


def _allowed(tools: Json) -> Json:
    """The permission that stands for `tools`."""
    return {
        "edit" if name in {"write", "patch"} else name: "allow" if on else "deny"
        for name, on in tools.items()
    }


def _merged(below: Json, above: Json) -> Json:
    both = {
        name: _merged(below[name], inner)
        for name, inner in above.items()
        if isinstance(inner, dict) and isinstance(below.get(name), dict)
    }
    return {**below, **above, **both}


def _as_read(value: Any) -> Any:  # noqa: ANN401  (a JSON value)
    match value:
        case dict():
            return {name: _as_read(inner) for name, inner in value.items()}
        case list():
            return [_as_read(inner) for inner in value]
        case float() if value.is_integer():
            return int(value)
        case int() if abs(value) > _EXACT:
            return int(float(value))
        case _:
            return value
