"""An `apiKeyCommand` in the form `{"command": …, "args": […]}`.

Some other tools describe a command so, but an `apiKeyCommand` is one list: the program, then each
argument.
An object starts nothing.

```jsonc bad
{
  "provider": {
    "openai": {
      "options": {
        "apiKeyCommand": { "command": "op", "args": ["read", "op://Private/OpenAI/credential"] }
      }
    }
  }
}
```

```jsonc fixed
{
  "provider": {
    "openai": {
      "options": {
        "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"]
      }
    }
  }
}
```

```jsonc good
{
  "provider": {
    "openai": {
      "options": {
        "apiKeyCommand": ["op", "read", "op://Private/OpenAI/credential"]
      }
    }
  }
}
```
"""

from collections.abc import Iterator

from opencode_ls.analysis.argv import as_json, command_of, needs_shell
from opencode_ls.analysis.build import Analysis
from opencode_ls.analysis.finding import Effect, Fix, Found
from opencode_ls.analysis.key_source import commands
from opencode_ls.analysis.known import PROVIDERS
from opencode_ls.jsonc import Node
from opencode_ls.jsonc.edit import replace_value

EFFECT: Effect = "broken"
ENTRIES = PROVIDERS

_PROGRAM = ("command", "cmd", "program", "executable")
_ARGUMENTS = ("args", "arguments", "argv")


def check(analysis: Analysis) -> Iterator[Found]:
    """Report each command that is an object."""
    for _, node in commands(analysis):
        if node.kind == "object" and node.closed:
            message = (
                "`apiKeyCommand` must be one list, not an object: the program, then each argument"
            )
            yield Found(analysis.span(node), message, _fixes(analysis, node))


def _fixes(analysis: Analysis, node: Node) -> tuple[Fix, ...]:
    written = analysis.written_node(node)
    argv = None if written is None else _argv(written, analysis.world.platform)
    if written is None or argv is None:
        return ()
    others = {found.name for found in written.properties} - {*_PROGRAM, *_ARGUMENTS}
    edits = replace_value(written, as_json(argv))
    program = _first(written, _PROGRAM)
    line = program.value if program is not None and _first(written, _ARGUMENTS) is None else None
    shell = isinstance(line, str) and needs_shell(line, analysis.world.platform)
    return (Fix("Make it one list", edits, safe=not others and not shell),)


def _argv(node: Node, platform: str) -> tuple[str, ...] | None:
    program, arguments = _first(node, _PROGRAM), _first(node, _ARGUMENTS)
    words = _words(arguments) if arguments else ()
    match program.kind if program else None:
        case "array" if program:
            start = _words(program)
        case "string" if program and arguments is None:
            start = command_of(str(program.value), platform)
        case "string" if program:
            start = (str(program.value),)
        case _:
            return None
    return start + words if start and start[0].strip() and words is not None else None


def _first(node: Node, names: tuple[str, ...]) -> Node | None:
    return next((value for name in names if (value := node.get(name)) is not None), None)


def _words(node: Node) -> tuple[str, ...] | None:
    """The strings of a list, None for anything else."""
    words = tuple(item.value for item in node.items if isinstance(item.value, str))
    return words if node.kind == "array" and len(words) == len(node.items) else None
