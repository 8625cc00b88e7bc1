"""An MCP server as Claude, Cursor and others write it.

Those programs have a map `mcpServers`, the program in `command`, its arguments in `args`, variables
in `env`, and call a server's `type` `"stdio"`, `"http"` or `"sse"`.
opencode has a map `mcp`, one list for the program and its arguments, `environment`, and the types
`"local"` and `"remote"`.
It ignores a map `mcpServers`, and refuses to start with such an entry in `mcp`.
The fix converts it; what opencode has no word for is left out.

```jsonc bad
{
  "mcp": {
    "search": {
      "command": "npx",
      "args": ["-y", "search-server"],
      "env": { "TOKEN": "x" }
    }
  }
}
```

```jsonc fixed
{
  "mcp": {
    "search": {
      "type": "local",
      "command": [
        "npx",
        "-y",
        "search-server"
      ],
      "environment": {
        "TOKEN": "x"
      }
    }
  }
}
```

```jsonc bad
{
  "mcpServers": {
    "docs": { "type": "http", "url": "https://mcp.example.com/mcp" }
  }
}
```

```jsonc fixed
{
  "mcp": {
    "docs": {"type": "remote", "url": "https://mcp.example.com/mcp"}
  }
}
```

```jsonc good
{
  "mcp": {
    "search": {
      "type": "local",
      "command": ["npx", "-y", "search-server"],
      "environment": { "TOKEN": "x" }
    },
    "docs": { "type": "remote", "url": "https://mcp.example.com/mcp" }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.by_entry import REST
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.foreign_server import (
    MAP,
    as_text,
    converted,
    foreign_map,
    is_foreign,
)
from opencode_ls.analysis.wording import shown
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import Edits, rename_key, replace_value
from opencode_ls.jsonc.value import to_value
from opencode_ls.schema.fit import asked_of, asked_of_key, fits
from opencode_ls.schema.lookup import resolve

EFFECT: Effect = "ignored"
ENTRIES = ("mcp", REST)


def check(analysis: Analysis) -> Iterator[Found]:
    """Report the map that opencode does not read, and each such entry of the one that it reads."""
    servers = foreign_map(analysis)
    if servers is not None and servers.key is not None:
        span = analysis.span(servers.key.key_span)
        message = f"opencode ignores `{MAP}`: its servers stand in `mcp`, in other words"
        yield Found(span, message, _fixes_of_map(analysis, servers))
    root = analysis.effective.root
    mcp = root.get("mcp") if root is not None and analysis.dialect != "2" else None
    for server in mcp.children() if mcp is not None and mcp.kind == "object" else ():
        if server.key is not None and is_foreign(server):
            refused = not fits(to_value(server), asked_of(server))
            does = "refuses" if refused else "does not read all of"
            name = shown(analysis, server.key.key_span)
            message = f"opencode {does} {name}: it is written as other programs have their servers"
            effect: Effect = "rejected" if refused else "ignored"
            span = analysis.span(server.key.key_span)
            yield Found(span, message, _fixes(analysis, server), effect)


def _fixes(analysis: Analysis, server: Node) -> tuple[Fix, ...]:
    written, found = analysis.written_node(server), converted(analysis, server)
    if written is None or found is None or not fits(found.server, asked_of(server)):
        return ()
    edits = replace_value(written, as_text(found.server, written, analysis.text))
    return (Fix("Write it in opencode's words", edits, safe=found.whole),)


def _fixes_of_map(analysis: Analysis, servers: Node) -> tuple[Fix, ...]:
    """Convert all servers or none; not safe, as it starts programs that did not start before."""
    root, written = analysis.effective.root, analysis.written_node(servers)
    if root is None or root.get("mcp") is not None or written is None or written.key is None:
        return ()
    if root.get(MAP) is not servers or analysis.tainted(
        servers.key.key_span if servers.key else servers
    ):
        return ()
    edits: Edits = rename_key(written.key, "mcp")
    asked = tuple(
        resolve(each["additionalProperties"])
        for each in asked_of_key((resolve(analysis.schema),), "mcp")
    )
    for server in servers.children():
        found, place = converted(analysis, server), analysis.written_node(server)
        if found is None or place is None or not fits(found.server, asked):
            return ()
        edits += replace_value(place, as_text(found.server, place, analysis.text))
    return (Fix("Rename to `mcp` and write the servers in opencode's words", edits, safe=False),)
