"""Reads an MCP server as Claude and Cursor write it, and says the same in opencode's words."""

import json
from typing import Any, NamedTuple

from opencode_ls.analysis.argv import command_of, is_command_line, needs_shell
from opencode_ls.analysis.build import Analysis
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.value import to_value
from opencode_ls.text import line_start

MAP = "mcpServers"
"""What other programs call the map of servers."""

_ENTRY = 2
"""Steps of the path of an entry of `mcp`."""

_LOCAL = frozenset(("stdio",))
_REMOTE = frozenset(("http", "sse", "streamable-http", "streamableHttp"))
_ADDRESSES = ("url", "serverUrl", "httpUrl")
_SAME = ("cwd", "headers", "timeout", "oauth")
_READ = frozenset(
    ("type", "command", "args", "env", "environment", "disabled", *_ADDRESSES, *_SAME)
)


class Converted(NamedTuple):
    """A server in opencode's words, as JSON.

    `whole` says that nothing of the entry is left out, and that no shell has come into it.
    """

    server: dict[str, Any]
    whole: bool


def is_foreign(node: Node) -> bool:
    """Whether an entry of `mcp` is written as other programs do, so that opencode cannot read it.

    One with a Boolean `enabled` opencode takes for a switch: see the rule `dropped-mcp-server`.
    """
    switch = node.get("enabled")
    if node.kind != "object" or (switch is not None and switch.kind == "boolean"):
        return False
    kind, command, args = node.get("type"), node.get("command"), node.get("args")
    has_args = args is not None and args.kind == "array"
    if kind is None:
        return has_args or (command is not None and command.kind == "string")
    return kind.value in _LOCAL | _REMOTE or (kind.value == "local" and has_args)


def in_foreign_server(node: Node) -> bool:
    """Whether a node lies in such an entry, or is one: then one finding tells all of it."""
    if node.path[:1] != ("mcp",):
        return False
    while len(node.path) > _ENTRY and node.parent is not None:
        node = node.parent
    return len(node.path) == _ENTRY and is_foreign(node)


def foreign_map(analysis: Analysis) -> Node | None:
    """The map of servers as other programs have it, if there is a server in it."""
    root = analysis.effective.root
    found = root.get(MAP) if root is not None and not analysis.is_native(root) else None
    servers = found.children() if found is not None and found.kind == "object" else ()
    return found if any(server.kind == "object" for server in servers) else None


def converted(analysis: Analysis, node: Node) -> Converted | None:
    """The server that an entry means, None where that is not sure."""
    address = next((each for name in _ADDRESSES if (each := node.get(name))), None)
    command = node.get("command")
    if node.kind != "object" or (command is None) is (address is None) or analysis.tainted(node):
        return None
    found = _local(analysis, node, command) if command is not None else _remote(address)
    if found is None:
        return None
    server = dict(found.server)
    server |= {name: to_value(value) for name in _SAME if (value := node.get(name)) is not None}
    disabled = node.get("disabled")
    if disabled is not None and isinstance(disabled.value, bool):
        server["enabled"] = not disabled.value
    extra = any(each.name not in _READ for each in node.properties)
    comments = any(node.span.covers(comment.span) for comment in analysis.effective.comments)
    return Converted(server, found.whole and not extra and not comments)


def as_text(server: dict[str, Any], node: Node, text: str) -> str:
    """The server as JSON in place of a node of the written text, laid out as that one is."""
    first = node.properties[0] if node.properties else None
    inner = _indent(text, first.span.start) if first else None
    if inner is None or "\n" not in node.span.of(text):
        return json.dumps(server, ensure_ascii=False)
    outer = _indent(text, node.key.span.start) if node.key else ""
    outer = outer if outer is not None and inner.startswith(outer) else ""
    lines = json.dumps(server, ensure_ascii=False, indent=inner[len(outer) :] or "  ")
    return lines.replace("\n", ("\r\n" if "\r\n" in node.span.of(text) else "\n") + outer)


def _indent(text: str, offset: int) -> str | None:
    """What stands before an offset on its line, None if that is not only blanks."""
    before = text[line_start(text, offset) : offset]
    return None if before.strip(" \t") else before


def _local(analysis: Analysis, node: Node, command: Node) -> Converted | None:
    args, environment = node.get("args"), node.get("env") or node.get("environment")
    words = [item.value for item in args.items] if args else []
    first = _program(analysis, command, alone=args is None)
    if first is None or not all(isinstance(word, str) for word in words):
        return None
    server: dict[str, Any] = {"type": "local", "command": [*first.argv, *words]}
    if environment is not None:
        server["environment"] = to_value(environment)
    return Converted(server, not first.shell)


class _Program(NamedTuple):
    argv: tuple[Any, ...]
    shell: bool = False


def _program(analysis: Analysis, command: Node, *, alone: bool) -> _Program | None:
    """The words of a command; beside `args` it is one word or a line without a shell."""
    if command.kind == "array":
        argv = tuple(item.value for item in command.items)
        return _Program(argv) if argv and all(isinstance(word, str) for word in argv) else None
    line, platform = command.value, analysis.world.platform
    if not isinstance(line, str) or not line.strip():
        return None
    if not alone and not is_command_line(line):
        return _Program((line,))
    found = command_of(line, platform)
    shell = needs_shell(line, platform)
    return None if found is None or (shell and not alone) else _Program(found, shell)


def _remote(address: Node | None) -> Converted | None:
    if address is None or not isinstance(address.value, str):
        return None
    return Converted({"type": "remote", "url": address.value}, whole=True)
